# Annotations: where they are evaluated, where kept, and what an annotated name without value means.
def trace(x):
    print("eval", x, end="; ")
    return x


a: trace("int") = trace("value")
b: trace("only annotated")
c: "string" = 1
(d): trace("parenthesised") = 2
lst = [0]
lst[0]: trace("subscript") = 5
print(__annotations__)
try:
    b
except NameError as error:
    print(error)


class C:
    x: int = 1
    y: str
    z: "Undefined" = None
    (w): int = 3

    def method(self: "C", p: int, *args: str, k: float = 1.0, **kw: dict) -> "C":
        self.attr: list[int] = []
        local: undefined_in_function = 1
        other: also_undefined
        return local

    for i in range(2):
        loop: int


print(C.__annotations__, C.method.__annotations__, C().method(1), hasattr(C, "y"), C.w)


def f(a: trace(1), b: trace(2) = trace("default"), /, *c: trace(3), d: trace(4),
      **e: trace(5)) -> trace(6): pass


print(f.__annotations__)


def unbound():
    v: int
    try:
        return v
    except UnboundLocalError as error:
        return str(error)


print(unbound(), f.__annotations__ is f.__annotations__)


class Empty: pass


class Child(C): pass


print(Empty.__annotations__, Child.__annotations__, "__annotations__" in Empty.__dict__,
      (lambda: 0).__annotations__)
f.__annotations__ = {"replaced": 1}
print(f.__annotations__)
del f.__annotations__
print(f.__annotations__)
exec("q: int = 1\nprint(__annotations__)", scope := {})
print(scope["__annotations__"])


def nested():
    T = int

    def g(x: T) -> list[T]: pass

    class D:
        y: T
        z: list["T"]
    return g.__annotations__, D.__annotations__


print(nested())
ns = {}
exec("""
from __future__ import annotations
def f(x: undefined[1:2], y: 'quoted' = 1) -> a if b else c: pass
class C:
    w: x.y[1, 2:3, ...] | None
    v: lambda x, *y: {**x}
    u: not a or b and (c, *d) == {1: 2}
    t: -x ** 2 + ~y @ 0xff
    s: 'a' 'b' if 1e3j else f"{x!r:>{width}}"
    r: [i for i in j if k for l, in m] < n[::2]
    q: (a + b) * c - (d - e) ** (f ** g) if (not h) is None else [*i, (j, k), ()]
""", ns)
print(ns["f"].__annotations__, ns["C"].__annotations__)
for code in ("x: int: str = 1", "x, y: int", "(x, y): int = 1", "[x]: int", "f(): int", "x: ", "x: int = ",
             "x + 1: int", "1: int", "x: *y", "x: yield_ = yield_", "def f():\n x: (yield)",
             "def f(x: (yield)): pass", "None: int", "x: int, y: int", "for x: int in y: pass",
             "lambda x: int: x", "with a as b: int: pass", "x: int = y = 1", "x: int += 1",
             "def f(*args: *Ts): pass", "def f(**kw: *Ts): pass", "def f() -> *x: pass", "x: (y := 1)",
             "x: a, b"):
    try:
        compile(code, "<c>", "exec")
        print(code.strip(), "ok")
    except SyntaxError as error:
        print(f"{code!r}: {error.msg}")
