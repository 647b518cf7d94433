# What is printed for an exception that nobody can catch is plain: lines of source without marks, no causes, no notes, nothing of what a group
# holds, and of a SyntaxError no more than its text.
import sys


class Finalizer:
    def __repr__(self):
        return "<finalizer>"

    def __call__(self):
        raise self.exception


class Dying:
    __del__ = finalizer = Finalizer()


class Outer:
    class Inner(Exception):
        pass


class Unprintable(Exception):
    def __str__(self):
        raise ValueError


class Elsewhere(Exception):
    __module__ = "some.module"


class Nowhere(Exception):
    __module__ = 5


def fail(depth):
    if depth: fail(depth - 1)
    else: print(1 / 0)


def caught(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return error


noted = ValueError("noted")
noted.add_note("a note")
try:
    raise ValueError("with a context") from noted
except ValueError as error:
    chained = error
for exception in (ValueError(), ValueError("text"), ValueError("two\nlines"), Outer.Inner(1), Unprintable(), Elsewhere("x"), Nowhere("y"), noted, chained,
                  ExceptionGroup("group", [ValueError(1)]), SyntaxError("wrong", ("file", 1, 2, "source")), KeyError("key"), SystemExit(3),
                  AttributeError("no attribute", name="x", obj=[]), caught(fail, 8), caught(exec, "\n1 / 0")):
    Finalizer.exception = exception
    Dying()
    sys.stderr.flush()
