# How argparse lays out usage and help at several widths, by each formatter.
import argparse
import os

for width in (80, 40, 20):
    os.environ["COLUMNS"] = str(width)
    parser = argparse.ArgumentParser("prog", description="A  description of\n%(prog)s that is long enough to be wrapped somewhere.",
                                     epilog="The end\n  of it.")
    parser.add_argument("-s", "--short", help="a short one (default: %(default)s, dest: %(dest)s)", default=3, type=int)
    parser.add_argument("--a-very-long-option-name", metavar="VALUE", help="its help begins on the next line, 100%% sure")
    parser.add_argument("-n", nargs="*"), parser.add_argument("-p", nargs="+", metavar=("P", "Q"), help="")
    parser.add_argument("-q", nargs="?", help=" "), parser.add_argument("-t", nargs=3), parser.add_argument("-u", nargs=2, metavar=("U", "V"))
    parser.add_argument("--choice", choices=["one", "two", "three"], help="one of %(choices)s as %(type)s", type=str)
    parser.add_argument("--flag", action=argparse.BooleanOptionalAction, help="a flag"), parser.add_argument("--must", required=True)
    parser.add_argument("--hide", help=argparse.SUPPRESS)
    exclusive = parser.add_mutually_exclusive_group()
    exclusive.add_argument("--xxxxxxxxxx"), exclusive.add_argument("--yyyyyyyyyy", action="store_true")
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--zz", action="store_true"), one.add_argument("zpos", nargs="?", help="in a group")
    parser.add_argument("pos", help="a positional"), parser.add_argument("rest", nargs="...", help="the rest")
    parser.add_argument("star", nargs="*", metavar="STAR", help="many")
    parser.print_help()

os.environ["COLUMNS"] = "60"
text = """\
    Keeps  its
      indentation, %(prog)s has it.
"""
for formatter in (argparse.HelpFormatter, argparse.RawDescriptionHelpFormatter, argparse.RawTextHelpFormatter,
                  argparse.ArgumentDefaultsHelpFormatter, argparse.MetavarTypeHelpFormatter):
    print("-", formatter.__name__)
    parser = argparse.ArgumentParser("prog", description=text, epilog=text, formatter_class=formatter)
    parser.add_argument("--count", type=int, default=1, help="how\n  many"), parser.add_argument("--none", type=str, default=None, help="none")
    parser.add_argument("pos", type=float, help="line one\nline two"), parser.add_argument("opt", type=str, nargs="?", default="d", help="opt")
    parser.add_argument("--said", type=int, default=5, help="it is %(default)s"), parser.add_argument("--bare", type=int)
    parser.add_argument("--off", type=int, default=argparse.SUPPRESS, help="off")
    group = parser.add_argument_group("a group", text)
    group.add_argument("-g", type=int, help="in it")
    parser.add_argument_group("empty"), parser.add_argument_group("only text", "some")
    parser.print_help()

print("- by hand")
for keywords in (dict(usage="%(prog)s [things]"), dict(usage=argparse.SUPPRESS), dict(add_help=False), dict(prog="p" * 50), dict(prog="")):
    parser = argparse.ArgumentParser(**{"prog": "prog"} | keywords)
    print(repr(parser.format_usage()), repr(parser.format_help()))
    parser.add_argument("--first-option", metavar="FIRST"), parser.add_argument("--second-option"), parser.add_argument("third")
    parser.print_usage()
wide = argparse.ArgumentParser("prog", formatter_class=lambda prog: argparse.HelpFormatter(prog, 4, 40, 100))
wide.add_argument("--an-option-that-is-long", "-l", help="stands beside it")
wide.add_argument("--tuple", metavar=("a",), nargs=1), wide.add_argument("pos", metavar="<pos>", help="%(metavar)s")
wide.print_help()
only = argparse.ArgumentParser("prog", add_help=False)
for letter in "abcdefgh":
    only.add_argument("positional_" + letter)
only.print_usage()


class Shouting(argparse.HelpFormatter):
    def _format_action_invocation(self, action):
        return super()._format_action_invocation(action).upper()

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "Usage: ")

    def start_section(self, heading):
        super().start_section(heading.title())


loud = argparse.ArgumentParser("prog", formatter_class=Shouting)
loud.add_argument("--loud", help="loud")
loud.print_help()
formatter = argparse.HelpFormatter("prog", width=30)
formatter.start_section("outer")
formatter.add_text("outer text")
formatter.start_section(None)
formatter.add_text("inner text of some length that wraps")
formatter.end_section(), formatter.end_section()
formatter.start_section("never seen"), formatter.end_section()
print(formatter.format_help(), repr(argparse.HelpFormatter("p").format_help()))
