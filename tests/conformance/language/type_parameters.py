# PEP 695 and 696: type parameters of functions and classes, bounds, constraints, defaults, their scopes.
import typing


def identity[T](x: T) -> T:
    return x


def several[A, B: int, C: (str, bytes), *Ts, **P](a: A, b: B) -> C:
    return T_names(several)


def T_names(thing):
    return [(type(p).__name__, p.__name__) for p in thing.__type_params__]


print(identity(5), identity.__type_params__, identity.__annotations__, several(1, 2))
a, b, c, ts, p = several.__type_params__
print(a, b, c, ts, p, a.__bound__, b.__bound__, c.__constraints__, b.__constraints__, a.__covariant__,
      a.__infer_variance__)


class Box[T]:
    item: T

    def __init__(self, item: T): self.item = item

    def map[U](self, f: "callable[[T], U]") -> "Box[U]": return Box(f(self.item))

    def params(self): return T, Box.__type_params__[0] is T


print(Box(5).map(str).item, Box.__type_params__, Box.__parameters__, Box.__orig_bases__, Box[int],
      Box[int](3).item, Box.__mro__[1:], Box(1).params())
print(Box.map.__type_params__, Box.map.__annotations__, Box.__annotations__, Box[int].__origin__ is Box,
      Box[int].__args__)
try:
    Box[int, str]
except TypeError as error:
    print(error)


class Pair[K, V = int, *Rest = *tuple[str, ...]](Box[K]):
    def kv(self): return K, V


print(Pair.__type_params__, Pair("x").kv(), Pair.__orig_bases__, Pair.__type_params__[1].__default__,
      Pair.__type_params__[1].has_default(), a.has_default(), a.__default__)


def lazy[T: undefined_bound = undefined_default](x): pass


t = lazy.__type_params__[0]
for attribute in ("__bound__", "__default__"):
    try:
        getattr(t, attribute)
    except NameError as error:
        print(attribute, error)
undefined_bound = int
print(t.__bound__)


def scope_test[T](x=1):
    T2 = T
    def inner[S](): return T, S, T2
    return inner()


print(scope_test(), "T" in globals())


class Outer[T]:
    alias = list[T]
    class Inner[U]:
        both = dict[T, U]
    def method[T](self) -> T: return T


print(Outer.alias, Outer.Inner.both, Outer.Inner.__qualname__, Outer().method() is Outer.__type_params__[0])


@(lambda f: print("decorated", f.__type_params__) or f)
def decorated[T](x: T = "default"): return x


print(decorated(), typing.TypeVar("Manual", bound=int), isinstance(t, typing.TypeVar))
async def coroutine[T](x: T): pass
def generator[T](x: T): yield T
print(coroutine.__type_params__, next(generator(1)), several.__qualname__, Box.__qualname__)
for code in ("def f[T, T](): pass", "def f[](): pass", "class C[T: int, *Ts: int]: pass",
             "def f[**P: int](): pass", "def f[T = int, U](): pass", "def f[T: (yield)](): pass",
             "def f[T: (x := 1)](): pass",
             "def f[*Ts = *x](): pass", "def f[T = *x](): pass", "def f[T](): nonlocal T",
             "class C[T]: nonlocal T", "def f[T:](): pass", "type X[T: await y] = 1", "def f[1](): pass",
             "def f[T, *](): pass", "lambda[T]: 1",
             "def f[T: [x for x in y]](): pass", "class A[__T]: pass",
             "def f[T: int, U: (str, int), *V, **W](): pass", "def f[T]: pass",
             "class C[T](metaclass=(yield)): pass"):
    try:
        compile(code, "<c>", "exec")
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
