# A filter that makes warnings errors: doubtful source is a SyntaxError at its place; warn() leaves no frame of its own in the traceback.
import sys
import traceback
import warnings

warnings.simplefilter("error")
for source in ("x = '\\z'", "x = b'''a\n\\z'''", "y = (1 +\n 0x1for x)", "x = 1\ny = 0b1or 2", "x = '\\777'", "assert (1, 2)",
               "1 is 1", "x = 1.5if 1 else 2", "'a'()", "[1]('a')"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(repr(source), error.msg, error.lineno, error.offset, error.end_lineno)


def outer():
    inner()


def inner():
    warnings.warn("about", DeprecationWarning)


def explicit():
    warnings.warn_explicit("about", UserWarning, "file", 3)


def native():
    return True + ~True


for function in outer, explicit, native:
    try:
        function()
    except Warning as error:
        print(type(error).__name__, error, [entry.name for entry in traceback.extract_tb(error.__traceback__)])
sys.stdout.flush()
outer()
