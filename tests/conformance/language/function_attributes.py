# What a function object carries, which parts may be changed, and what changing them does.
def f(a: int, b: str = "x", *, c: float = 1.5) -> bool:
    """The docstring."""
    return a, b, c


print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__)
print(f.__annotations__, f.__dict__, f.__closure__, f.__type_params__)
print(f.__globals__ is globals(), type(f).__name__, callable(f), f.__builtins__["len"] is len)
f.custom = 1
f.__name__ = "renamed"
f.__qualname__ = "Some.where"
f.__doc__ = None
print(f.__name__, f.__qualname__, f.__doc__, f.__dict__, repr(f).split(" at ")[0])
f.__defaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)
f.__kwdefaults__ = {"c": "kw"}
print(f(1, 2))
del f.__kwdefaults__
print(f.__kwdefaults__)


def other(a, b, *, c):
    return "other's code"


f.__code__ = other.__code__
print(f(1, 2, c=3))


def outer():
    x = 1

    def inner():
        return x
    return inner


g = outer()
print(g.__closure__[0].cell_contents, g.__code__.co_freevars, outer.__code__.co_cellvars, g.__qualname__)
g.__closure__[0].cell_contents = 42
print(g())
for name, value in (("__name__", 5), ("__defaults__", [1]), ("__kwdefaults__", (1,)), ("__code__", 1),
                    ("__dict__", 1), ("__closure__", ()),
                    ("__globals__", {}), ("__annotations__", 3), ("__type_params__", [1]),
                    ("__code__", g.__code__)):
    try:
        setattr(f, name, value)
        print(name, "set")
    except (TypeError, AttributeError, ValueError) as error:
        print(name, type(error).__name__, error)
for name in ("nothing", "__name__", "__code__", "custom"):
    try:
        delattr(f, name)
        print(name, "deleted")
    except (TypeError, AttributeError) as error:
        print(name, type(error).__name__, error)


def documented():
    "one line" " joined"


def not_documented():
    f"not a {1} docstring"


def bytes_doc():
    b"not a docstring"


class C:
    """Class doc."""
    def method(self): """Method doc."""


print(documented.__doc__, not_documented.__doc__, bytes_doc.__doc__, C.__doc__, C.method.__doc__,
      C().method.__doc__)
m = C().method
print(m.__func__ is C.method, m.__self__.__class__, m.__name__, m.__qualname__, m == m, C().method == m)
try:
    m.attr = 1
except AttributeError as error:
    print(error)
import types
h = types.FunctionType(outer.__code__, {"__name__": "elsewhere"}, "built", (1,))
print(h.__name__, h.__module__, h.__defaults__, h.__globals__.keys())
