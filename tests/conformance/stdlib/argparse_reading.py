# What argparse makes of command lines: every action, form of nargs, way of writing an option, and what it says of
# those that are wrong.
import argparse
import contextlib
import io
import os
import sys
import tempfile
import warnings

os.environ["COLUMNS"] = "80"


def tell(parser, line, read="parse_args"):
    said, printed = io.StringIO(), io.StringIO()
    strings = line.split() if isinstance(line, str) else line
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
            outcome = getattr(parser, read)(strings)
    except SystemExit as error:
        outcome = f"exit {error.code}"
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"
    print(f"{line!r}: {outcome}")
    for text in (printed.getvalue(), said.getvalue()):
        if text:
            print("    " + text.rstrip("\n").replace("\n", "\n    "))


def make(*arguments, **options):
    parser = argparse.ArgumentParser("prog", **options)
    for names, keywords in arguments:
        parser.add_argument(*names.split(), **keywords)
    return parser


print("- actions")
every = make(
    ("-s --store", {}), ("-c", dict(action="store_const", const=42)), ("-t", dict(action="store_true")),
    ("-f", dict(action="store_false", dest="no_f")), ("-a", dict(action="append")), ("-e", dict(action="extend", nargs="+")),
    ("-k", dict(action="append_const", const="k", dest="ks")), ("-v", dict(action="count", default=0)),
    ("--flag", dict(action=argparse.BooleanOptionalAction, default=None)),
    ("--version", dict(action="version", version="%(prog)s 1.0")), ("--opt-one", dict(nargs="?", const="C", default="D")))
for line in ("", "-s x", "-sx", "-s=x", "--store x", "--store=x", "--sto x", "--st=", "-c -t -f", "-ctf", "-a 1 -a2 -a=3",
             "-e 1 2 -e 3", "-kkk", "-vvv -v", "-vvs x", "-vvsx", "--flag", "--no-flag", "--flag --no-fl", "--version",
             "--opt-one", "--opt-one v", "-tx", "-t=1", "--flag=1", "-s", "-e", "--s", "-z", "--unknown x", "x", "-ctz",
             "--opt", "--ver", "-v-v"):
    tell(every, line)
tell(every, "x -z -t --other=1 y", "parse_known_args")

print("- numbers of arguments")
for nargs in (None, 1, 2, "?", "*", "+", argparse.REMAINDER):
    for name in ("-o", "p"):
        parser = make((name, dict(nargs=nargs, default="d")), ("-x", dict(action="store_true")))
        for line in ("", "a", "a b", "-x a", "a -x", "-- a", "a -- b", "-o", "-o a", "-o a b", "-o -x", "-o a -x b"):
            if name == "-o" or not line.startswith("-o"):
                print(nargs, name, end=" ")
                tell(parser, line)
several = make(("a", {}), ("b", dict(nargs="*")), ("c", dict(nargs="?", default=7, type=int)), ("-x", {}))
for line in ("", "1", "1 2", "1 2 3", "-x 1 2 3", "1 -x 2 3", "1 2 -x 3 4", "-- -x", "1 2 three"):
    tell(several, line)

print("- intermixed")
mixed = make(("--foo", {}), ("cmd", {}), ("rest", dict(nargs="*", type=int)))
for line in ("do 1 --foo b 2 3", "--foo b do 1", "do 1 --foo", "do x --foo 1", "do --bar 1"):
    tell(mixed, line, "parse_intermixed_args")
tell(mixed, "do --bar 1 --foo x 2", "parse_known_intermixed_args")
tell(make(("r", dict(nargs="..."))), "a", "parse_intermixed_args")
with warnings.catch_warnings(record=True):
    tell(make(("a", {}), ("-b", dict(required=True))), "x", "parse_intermixed_args")

print("- values")
def even(text):
    if int(text) % 2:
        raise argparse.ArgumentTypeError(f"{text} is odd")
    return int(text)

typed = make(("-n", dict(type=int, default="12")), ("-e", dict(type=even)), ("-c", dict(choices=["red", "green"])),
             ("-r", dict(type=int, choices=range(1, 4), nargs="*")), ("-l", dict(type=lambda text: 1 / 0 if text == "0" else text)),
             ("--neg", dict(type=float)), ("nums", dict(type=float, nargs="*", default=[1.5])))
for line in ("", "-n 7", "-n x", "-e 3", "-e x", "-e 4", "-c red", "-c blue", "-r 1 2 3", "-r 4", "-l 0", "-l a",
             "--neg -1.5", "-1 -2.5", "-n -3", "--neg -x", "-1e3"):
    tell(typed, line)
tell(make(("-1", dict(dest="one", action="store_true")), ("x", dict(nargs="?"))), "-2")
tell(make(("x", dict(nargs="?"))), ["-a b"])
tell(make(("x", dict(choices="ab", nargs="*"))), "a b c")

print("- prefixes, files, defaults")
tell(make(("+f", {}), ("++foo", {}), prefix_chars="+"), "+f 1 ++fo 2")
tell(make(("/f", {}), ("-g", {}), prefix_chars="-/"), "/f 1 -g 2")
tell(make(("--foobar", {}), allow_abbrev=False), "--foo 1")
tell(make(("-foo", {}), ("-f", {})), "-fo x")
tell(make(("-foobar", {}), ("-foobaz", {})), "-fooba x")
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("args", "w") as file:
        file.write("-x\n1 2\n@more\n")
    with open("more", "w") as file:
        file.write("y z\n")
    files = make(("-x", {}), ("rest", dict(nargs="*")), fromfile_prefix_chars="@")
    tell(files, "a @args b")
    tell(files, "@none")
    class Words(argparse.ArgumentParser):
        def convert_arg_line_to_args(self, arg_line):
            return arg_line.split()
    words = Words("prog", fromfile_prefix_chars="@")
    words.add_argument("w", nargs="*")
    tell(words, "@more")
    opened = make(("f", dict(type=argparse.FileType())), ("-w", dict(type=argparse.FileType("w", encoding="utf-8"))))
    outcome = opened.parse_args(["more", "-w", "out"])
    print(outcome.f.read(), outcome.w.name, outcome.w.encoding)
    outcome.f.close(), outcome.w.close()
    tell(opened, "none")
    os.chdir("/")
print(argparse.FileType("r")("-") is sys.stdin, argparse.FileType("wb")("-") is sys.stdout.buffer,
      argparse.FileType("rb", 0), argparse.FileType("w", errors="x"))
try:
    argparse.FileType("+")("-")
except ValueError as error:
    print(error)
silent = make(("-a", {}), ("-b", dict(default=argparse.SUPPRESS)), argument_default=argparse.SUPPRESS)
silent.set_defaults(a=1, z=2)
tell(silent, ""), tell(silent, "-b 1 -a 3")
print(silent.get_default("a"), silent.get_default("z"), silent.get_default("none"))
old = make(("--old -o", dict(deprecated=True)), ("dep", dict(deprecated=True, nargs="?")))
tell(old, "--old 1 -o 2 --old 3 p"), tell(old, "")

print("- without exits")
free = make(("-n", dict(type=int)), ("need", {}), exit_on_error=False)
for line in ("-n x", "", "a b", "a -q"):
    tell(free, line)
try:
    free.parse_args(["-n", "x"])
except argparse.ArgumentError as error:
    print(error.argument_name, error.message, error, str(argparse.ArgumentError(None, "only")), error.args[1])

space = argparse.Namespace(a=1, **{"b c": 2})
print(space, space == argparse.Namespace(a=1), "a" in space, "z" in space, space != 3)
print(free.parse_args(["x"], argparse.Namespace(n=5)), every.parse_args(["-s", "1"], space).store, vars(space)["a"])
