# Frames, code, modules and objects as native code makes and asks for them.
import sys
import _testcapi
from _testcapi import Generic, GenericAlias, awaitType, code_newempty, frame_getgenerator, frame_getvar, frame_getvarstring, frame_new


def show(function, *arguments):
    try:
        print(function.__name__, function(*arguments))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


def running():
    x, y, z = 1, 2, 3
    enclosing = lambda: z
    frame = sys._getframe()
    print(_testcapi.frame_getlocals(frame) == frame.f_locals, _testcapi.frame_getglobals(frame) is globals(), _testcapi.frame_getbuiltins(frame) is frame.f_builtins)
    for name in ("x", "z", "missing"):
        show(frame_getvar, frame, name)
        show(frame_getvarstring, frame, name.encode())
    show(frame_getvar, frame, 5)
    show(frame_getvar, 5, "x")


def generator():
    yield sys._getframe()


running()
g = generator()
frame = next(g)
print(frame_getgenerator(frame) is g)
frame = frame_new(running.__code__, globals(), {})
print(frame.f_back, frame.f_code is running.__code__, frame.f_globals is globals(), dict(frame.f_locals))
code = code_newempty("file", "name", 15)
print(code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno, code.co_names, {each[2] for each in code.co_lines()})
try:
    exec(code)
except AssertionError as error:
    print(repr(error), error.__traceback__.tb_next.tb_lineno)

print(_testcapi.check_pyimport_addmodule("sys") is sys, _testcapi.check_pyimport_addmodule("some.new") is sys.modules["some.new"], sys.modules["some.new"])

print(GenericAlias.__mro__, isinstance(Generic[int], GenericAlias), Generic[int].__mro_entries__(()))


class Derived(Generic[int]):
    pass


print(Derived.__bases__, [type(base).__name__ for base in Derived.__orig_bases__])
for cls in (Generic, GenericAlias):
    show(cls)


async def waits(thing):
    return await awaitType(thing)


print(next(awaitType(iter([1])).__await__()))
for thing in (iter([1]), 5):
    try:
        print(waits(thing).send(None))
    except TypeError as error:
        print(error)


class Descriptor:
    __get__ = _testcapi.bad_get


class Owner:
    descriptor = Descriptor()

    def __new__(cls):
        print("made")
        cls.descriptor = None


Owner.descriptor
print(Owner.descriptor)

from _testcapi import MethodDescriptor2, MethodDescriptorBase, MethodDescriptorDerived, MethodDescriptorNopGet
for cls in (MethodDescriptorBase, MethodDescriptorDerived, MethodDescriptor2, MethodDescriptorNopGet, type("Sub", (MethodDescriptorBase,), {})):
    found = type("Owner", (), {"method": cls()})
    print(cls.__name__, found().method(), type(found().method).__name__, found.method(1), bool(cls.__flags__ & 1 << 17))
for name in ("INT_MIN", "INT_MAX", "UINT_MAX", "LONG_MIN", "ULONG_MAX", "LLONG_MAX", "SIZE_MAX", "PY_SSIZE_T_MIN", "PY_SSIZE_T_MAX", "CHAR_MIN", "USHRT_MAX", "FLT_MAX",
             "DBL_MIN", "SIZEOF_VOID_P", "SIZEOF_TIME_T"):
    print(name, getattr(_testcapi, name))
