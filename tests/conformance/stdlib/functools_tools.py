# functools: partial, reduce, wraps, cmp_to_key, total_ordering, cached_property, singledispatch,
# partialmethod.
import functools
from functools import cached_property, cmp_to_key, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, update_wrapper, wraps

p = partial(int, base=2)
q = partial(print, "a", "b", sep="-")
print(p("101"), p.func, p.args, p.keywords, partial(p, "11")(), repr(p), partial(partial(max, 1), 5)(3),
      partial(lambda *a, **k: (a, k), 1, x=2)(3, x=4, y=5))
q("c"); q("d", sep="+")
p.attr = 1; print(p.attr, partial(len).__call__("abc"), callable(p))
print(reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], "init"),
      reduce(max, [3, 9, 2], 5), reduce(lambda a, b: f"({a}{b})", "abcd"))
for bad in (lambda: reduce(max, []), lambda: reduce(5, [1, 2]), lambda: reduce(max), lambda: partial(),
            lambda: partial(5), lambda: partial(len)(1), lambda: cmp_to_key(), lambda: reduce(max, 5),
            lambda: total_ordering(type("N", (), {}))):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def deco(f):
    @wraps(f)
    def wrapper(*a):
        """wrapper doc"""
        return "wrapped", f(*a)
    return wrapper


@deco
def original(x: int) -> str:
    """original doc"""
    return x


original.tag = 1
print(original(1), original.__name__, original.__doc__, original.__wrapped__(2), original.__annotations__,
      original.__qualname__, functools.WRAPPER_ASSIGNMENTS, functools.WRAPPER_UPDATES,
      update_wrapper(lambda: 0, len).__name__)
print(sorted([5, 2, 9], key=cmp_to_key(lambda a, b: b - a)), max("b", "aa", key=cmp_to_key(lambda a,
    b: len(a) - len(b))), cmp_to_key(lambda a, b: a - b)(1) < cmp_to_key(lambda a, b: a - b)(2))


@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.n < o.n if isinstance(o, V) else NotImplemented


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), V(1) != V(2))
try:
    V(1) <= 5
except TypeError as error:
    print(error)


class C:
    calls = 0
    @cached_property
    def value(self):
        """doc"""
        C.calls += 1
        return C.calls
    def base(self, a, b=0, *, c=0): return a, b, c
    fixed = partialmethod(base, 1, c=3)
    @singledispatchmethod
    def show(self, x): return f"default {x}"
    @show.register
    def _(self, x: int): return f"int {x}"
    @show.register(str)
    def _(self, x): return f"str {x}"


c = C()
print(c.value, c.value, vars(c), C.value.__doc__, c.fixed(), c.fixed(2), c.fixed(b=5, c=9), c.show(1),
      c.show("s"), c.show(1.5))
del c.value; print(c.value); c.value = "set"; print(c.value)


@singledispatch
def describe(x, extra=None): return f"object {x!r}"


@describe.register
def _(x: int, extra=None): return f"int {x} {extra}"


@describe.register(list)
@describe.register(tuple)
def _(x, extra=None): return f"sequence of {len(x)}"


@describe.register
def _(x: str | bytes, extra=None): return f"text {x!r}"


describe.register(type(None), lambda x, extra=None: "nothing")
print(describe(1, "e"), describe(True), describe([1]), describe((1, 2)), describe("s"), describe(b"b"),
      describe(None), describe(1.5), describe.dispatch(bool) is describe.dispatch(int),
      describe.registry.keys() >= {int, list, object}, describe.__name__)
for bad in (lambda: describe(), lambda: describe.register(5), lambda: describe.register(lambda x: x)):
    try:
        bad()
    except TypeError as error:
        print(str(error).split("<function")[0].split("<bound")[0].split("`<")[0])
