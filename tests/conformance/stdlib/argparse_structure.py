# Groups, parents, subparsers, conflicts and own actions of argparse, and what it refuses when a parser is built.
import argparse
import contextlib
import copy
import io
import os
import warnings

os.environ["COLUMNS"] = "80"
warnings.simplefilter("always")


def tell(parser, line, read="parse_args"):
    said, printed = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
            outcome = getattr(parser, read)(line.split())
    except SystemExit as error:
        outcome = f"exit {error.code}"
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"
    print(f"{line!r}: {outcome}")
    for text in (printed.getvalue(), said.getvalue()):
        if text:
            print("    " + text.rstrip("\n").replace("\n", "\n    "))


def refused(make, *arguments, **keywords):
    with warnings.catch_warnings(record=True) as told:
        try:
            print("made", type(make(*arguments, **keywords)).__name__)
        except (ValueError, TypeError, argparse.ArgumentError) as error:
            print(f"{type(error).__name__}: {error}")
    for each in told:
        print(each.category.__name__, each.message)


print("- exclusive groups")
parser = argparse.ArgumentParser("prog")
group = parser.add_mutually_exclusive_group(required=True)
group.add_argument("-a", action="store_true")
group.add_argument("-b", type=int, default=1)
group.add_argument("c", nargs="?")
other = parser.add_mutually_exclusive_group()
other.add_argument("--yes", action="store_true", help=argparse.SUPPRESS)
other.add_argument("--no", action="store_true", help="not %(prog)s")
for line in ("", "-a", "-b 2", "x", "-a -b 2", "-b 2 x", "-a --yes --no", "-h"):
    tell(parser, line)
tell(parser, "-a", "parse_intermixed_args")
refused(group.add_argument, "must")
refused(group.add_argument, "--must", required=True)
refused(parser.add_mutually_exclusive_group, title="x")
nesting = argparse.ArgumentParser("nesting")
outer = nesting.add_mutually_exclusive_group()
outer.add_argument("-a"), outer.add_argument("-b")
refused(outer.add_mutually_exclusive_group)
inner = nesting._mutually_exclusive_groups[-1]
inner.add_argument("-c"), inner.add_argument("-d"), outer.add_argument("-e")
print(nesting.format_usage())
refused(parser.add_argument_group("g").add_argument_group, "inner")
named = parser.add_argument_group("named", "about it")
named.add_mutually_exclusive_group().add_argument("-q", metavar="Q")
parser.print_help()
print(argparse.ArgumentParser("e").add_mutually_exclusive_group().required)
empty = argparse.ArgumentParser("empty")
empty.add_mutually_exclusive_group()
empty.add_argument("x")
try:
    empty.format_usage()
except ValueError as error:
    print(str(error)[:11])

print("- parents")
parent = argparse.ArgumentParser(add_help=False)
parent.add_argument("--base", default="b")
parent.add_argument_group("named", "of the parent").add_argument("-n")
exclusive = parent.add_mutually_exclusive_group()
exclusive.add_argument("-x"), exclusive.add_argument("-y")
parent.set_defaults(extra=1)
child = argparse.ArgumentParser("child", parents=[parent], description="The child.", epilog="Its end.")
child.print_help()
tell(child, "--base c -n 1 -x 2"), tell(child, "-x 1 -y 2")
refused(argparse.ArgumentParser, parents=[parent, parent])
refused(argparse.ArgumentParser, parents=["p"])
refused(argparse.ArgumentParser, parents=[argparse.ArgumentParser()])

print("- subparsers")
main = argparse.ArgumentParser("main")
main.add_argument("--level", type=int, default=0)
main.add_argument("file")
commands = main.add_subparsers(dest="command", title="commands", description="what to do", help="one of these", metavar="CMD")
add = commands.add_parser("add", aliases=["a", "plus"], help="adds")
add.add_argument("what", nargs="+")
add.set_defaults(run="add", level=9)
drop = commands.add_parser("drop", help="drops", deprecated=True, description="Drops it.")
drop.add_argument("--all", action="store_true")
commands.add_parser("hidden")
for line in ("f add x y", "f plus z", "f drop --all", "f nope", "f", "", "f drop -h", "-h", "f hidden -h", "f drop --bad",
             "--level 3 f add x", "f add"):
    tell(main, line)
tell(main, "f drop --bad 1 --all", "parse_known_args")
refused(main.add_subparsers)
refused(commands.add_parser, "add"), refused(commands.add_parser, "new", aliases=["a"])
print(sorted(commands.choices), [each.metavar for each in commands._get_subactions()])
must = argparse.ArgumentParser("must", exit_on_error=False)
must.add_subparsers(required=True, prog="other").add_parser("x").print_usage()
tell(must, ""), tell(must, "x y")
unnamed = argparse.ArgumentParser("un", usage="un [options] cmd")
unnamed.add_subparsers(required=True)
tell(unnamed, "")

print("- conflicts")
clash = argparse.ArgumentParser("clash")
clash.add_argument("-x", "--ex"), clash.add_argument("-y")
refused(clash.add_argument, "-x"), refused(clash.add_argument, "-x", "-y")
resolve = argparse.ArgumentParser("resolve", conflict_handler="resolve")
resolve.add_argument("-x", "--ex"), resolve.add_argument("-x", help="the new"), resolve.add_argument("-h")
resolve.print_help()
resolve.add_argument("--ex")
resolve.print_usage()
refused(argparse.ArgumentParser, conflict_handler="none")

print("- refused")
plain = argparse.ArgumentParser("plain")
for names, keywords in (
        (("p",), dict(required=True)), (("p",), dict(dest="q")), (("-",), {}), (("-a", "b"), {}), ((), {}), ((), dict(dest="d")),
        (("-a",), dict(action="none")), (("-a",), dict(type="int")), (("-a",), dict(type=argparse.FileType)),
        (("-a",), dict(nargs=0)), (("-a",), dict(nargs=0, action="append")), (("-a",), dict(const=1)),
        (("-a",), dict(nargs="x")), (("-b",), dict(nargs=2, metavar=("one",))), (("-c",), dict(nargs=2, metavar=("one", "two"))),
        (("-d",), dict(action="store_true", nargs=1)), (("-e",), dict(action="store_const")), (("--",), {}), (("-f",), dict(wrong=1)),
        (("--g",), dict(action="count", type=int)), (("--h",), dict(action=argparse.BooleanOptionalAction, type=int)),
        (("---i",), {}), (("-j", "--jj", "--kk-ll"), {})):
    refused(plain.add_argument, *names, **keywords)
print([action.dest for action in plain._actions])
print(plain)
print(plain._actions[0])

print("- own actions and types")
class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, f"{option_string}={values.upper()}")

own = argparse.ArgumentParser("own")
own.register("action", "upper", Upper), own.register("type", "hex", lambda text: int(text, 16))
own.add_argument("-u", "--upper", action="upper"), own.add_argument("-x", type="hex"), own.add_argument("p", action=Upper)
tell(own, "-u a -x ff q"), tell(own, "--upp=b q"), tell(own, "-x g q")
try:
    argparse.Action([], "d")(own, None, None)
except NotImplementedError as error:
    print(error)
print(copy.deepcopy(argparse.Namespace(a=[1])), argparse.Action.__module__, argparse.HelpFormatter.__module__)
class Kept(argparse.ArgumentParser):
    def error(self, message):
        raise RuntimeError(message)
kept = Kept("kept")
kept.add_argument("-n", type=int)
tell(kept, "-n x"), tell(kept, "z")
with contextlib.redirect_stderr(io.StringIO()) as said:
    with contextlib.suppress(SystemExit):
        kept.exit(3, "bye\n")
print(repr(said.getvalue()))
