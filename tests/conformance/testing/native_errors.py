# Exceptions as native code raises them, and their reports: as one that nobody caught, as a plain traceback, as one that nobody can catch.
import io
import sys
import traceback
import _testcapi

sys.stderr = sys.stdout


class Bad(Exception):
    def __init__(self):
        raise RuntimeError("cannot be made")


for kind, count in ((ValueError, 0), (KeyError, 1), (ValueError, 3), (Bad, 0), (Bad, 1), (int, 1), (5, 0)):
    try:
        _testcapi.raise_exception(kind, count)
    except Exception as error:
        print(type(error).__name__, error.args, [line.name for line in traceback.extract_tb(error.__traceback__)])
try:
    _testcapi.raise_memoryerror()
except MemoryError as error:
    print(repr(error), error.__traceback__.tb_lineno)
try:
    raise _testcapi.RecursingInfinitelyError
except RecursionError as error:
    print(str(error).startswith("maximum recursion depth exceeded"), _testcapi.RecursingInfinitelyError.__mro__[1:])

new = _testcapi.make_exception_with_doc
for arguments in (("bare",), ("a.b",), ("a.b.c", "text"), ("a.b", "", KeyError), ("a.b", None), ("a.b", "", (ValueError, Bad), {"x": 1}), ("a.b", "", int, {}), ("a.b", "", int, 5)):
    try:
        cls = new(*arguments)
        print(cls, cls.__bases__, repr(cls.__doc__), cls.__module__, getattr(cls, "x", None))
    except Exception as error:
        print(type(error).__name__, str(error).rpartition(": ")[2])


def outer(depth):
    try:
        inner(depth)
    except ZeroDivisionError as error:
        raise ValueError("outer") from error


def inner(depth):
    return inner(depth - 1) if depth else print(1 / 0)


try:
    outer(5)
except ValueError as error:
    error.add_note("a note")
    _testcapi.exception_print(error)
    _testcapi.exception_print(error, 1)
    file = io.StringIO()
    _testcapi.traceback_print(error.__cause__.__traceback__, file)
    print(file.getvalue(), end="")
for thing in (5, ValueError):
    _testcapi.exception_print(thing)

_testcapi.err_writeunraisable(ValueError("here"), [1])
_testcapi.err_writeunraisable(error := ValueError("nowhere"), None)
print(error.__traceback__.tb_lineno)
_testcapi.err_formatunraisable(ValueError("text"), "Reading %R %S %A %% %U of %T", "é", "é", "é", "é", 5)
_testcapi.err_formatunraisable(ValueError("text"), None)


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.err_msg, args.object)


sys.unraisablehook = hook
_testcapi.err_writeunraisable(ValueError("here"), [1])
_testcapi.err_formatunraisable(ValueError("text"), "Reading %R", [2])


def failing(args):
    raise KeyError("hook")


sys.unraisablehook = type("Hook", (), {"__call__": lambda self, args: failing(args), "__repr__": lambda self: "<hook>"})()
_testcapi.err_writeunraisable(ValueError("here"), [1])
