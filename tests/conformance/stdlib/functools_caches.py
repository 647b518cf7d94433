# lru_cache and cache: hits, misses, eviction order, typed, unhashable arguments, methods,
# cache_clear, recursion, errors.
from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append((x, y))
    return x + y


print(f(1), f(1), f(2), f(1), f(3), f(2), calls, f.cache_info())
f.cache_clear(); print(f.cache_info(), f.cache_parameters(), f.__wrapped__(9), f.__name__)
calls.clear(); print(f(1, 2), f(1, y=2), f(x=1, y=2), f(1, 2.0), f(True, 2), len(calls))


@lru_cache(typed=True)
def typed(x): return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed("1"), typed.cache_info())


@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(300), fib.cache_info())


@lru_cache
def bare(x): return [x]


print(bare(1) is bare(1), bare.cache_info().maxsize)


@lru_cache(maxsize=0)
def never(x): calls.append("never"); return x


calls.clear(); never(1); never(1); print(calls, never.cache_info())


class C:
    @lru_cache(maxsize=None)
    def m(self, x): calls.append(x); return x * 2


calls.clear(); a, b = C(), C(); print(a.m(1), a.m(1), b.m(1), calls, C.m.cache_info().currsize)
try:
    f([])
except TypeError as error:
    print(error)
try:
    f()
except TypeError as error:
    print(error)
try:
    lru_cache("x")
except TypeError as error:
    print(error)


@lru_cache
def raising(x):
    calls.append("raising")
    raise ValueError(x)


calls.clear()
for _ in range(2):
    try: raising(1)
    except ValueError: pass
print(calls, raising.cache_info())


@lru_cache(maxsize=3)
def order(x): return x


for x in (1, 2, 3, 1, 4, 2): order(x)
print(order.cache_info(), order(1), order.cache_info().hits)


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return self.n == o.n


@lru_cache
def keyed(k): return k.n


print(keyed(Key(1)), keyed(Key(2)), keyed(Key(1)), keyed.cache_info())


@lru_cache(maxsize=5)
def reentrant(n): return n if n == 0 else reentrant(n - 1) + 1


print(reentrant(20), reentrant.cache_info())
info = f.cache_info(); print(info, info.hits, info._asdict(), tuple(info), type(info).__name__,
                             lru_cache(5).__class__.__name__, repr(f).split(" at ")[0])
