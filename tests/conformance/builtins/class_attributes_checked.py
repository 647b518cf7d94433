# What a class lets be assigned to its own attributes, dir() by __class__, __dict__ as a property, and namespaces that are replaced.
import copy
import types


def attempt(what, call):
    try:
        print(what, call())
    except Exception as error:
        print(what, type(error).__name__, error)


class Generic[T]:
    """Some text."""


for name in ("__name__", "__qualname__", "__module__", "__doc__", "__type_params__"):
    attempt("del " + name, lambda: delattr(Generic, name))
    attempt("int", lambda: setattr(int, name, "x"))
for name in ("a\0b", "a\udcdcb", b"a", ""):
    attempt("name", lambda: type(name, (), {}).__name__)
    attempt("set name", lambda: setattr(Generic, "__name__", name))
    print(ascii(Generic.__name__))
attempt("doc", lambda: type("C", (), {"__doc__": "x\udcdcy"}))
Generic.__doc__ = "x\udcdcy"
print(ascii(Generic.__doc__))

made = type("Made", (), {"__firstlineno__": 42})
print(made.__dict__["__firstlineno__"])
made.__module__ = "elsewhere"
print("__firstlineno__" in made.__dict__, made.__module__)


class Shown:
    __dict__ = property(lambda self: {"a": 2})


print(Shown().__dict__, vars(Shown()))


class Faceless:
    __slots__ = ["__class__", "__dict__"]

    def __init__(self):
        self.bar = "wow"


print(dir(Faceless()))
f = Faceless()
f.__class__ = 5
print(dir(f))
try:
    raise IndexError
except IndexError as error:
    print(dir(error.__traceback__))

one = types.SimpleNamespace(a=1, b=2)
print(copy.replace(one, b=3, c=4), one, one.__reduce__())


class Sub(types.SimpleNamespace):
    pass


print(copy.replace(Sub(x=1), x=2), one.__reduce_ex__(0)[0] is types.SimpleNamespace)
print(types.MappingProxyType[int, str])

b = bytearray(b",")


def clears():
    b.clear()
    yield b"x"


attempt("join", lambda: b.join(clears()))
print(b)
attempt("translate", lambda: b.translate(b"1", 1))
attempt("translate", lambda: b.translate(b"1" * 256, 1))
attempt("int", lambda: int(memoryview(b"100"), 2))
attempt("int", lambda: int(memoryview(b"100")))
attempt("int", lambda: int(bytearray(b"100"), 2))


class Number(complex):
    def __complex__(self):
        return 42j


print(complex(Number(1)), complex(1, Number(3)), Number(2))
