# Comprehensions are part of the code around them (PEP 709): names, cells, locals(), tracebacks, async, nesting.
import sys
x = "global"
def f(a, b=[1,2,3]):
    y = 10
    fs = [lambda: (i, y) for i in b]
    print([g() for g in fs], [a for a in b], a, [[a * c for a in b] for c in b], a)
    print(sorted(k for k in [n for n in locals() if n not in ("z",)]), sorted([sorted(locals()) for k in [1]][0]))
    print([(q := i, q * 2) for i in b], q)
    print({a: b for a, b in zip(b, b)}, {a for a in b}, a, b)
    z = [x for x in b if x > 1 for y in range(x)]
    print(z, y, x if 0 else "")
    try:
        [1 // (w - 2) for w in b]
    except ZeroDivisionError as e:
        print("w" in locals(), e.__traceback__.tb_next, e.__traceback__.tb_lineno - f.__code__.co_firstlineno)
    return [lambda a=a: [a + k for k in b] for a in b][1]()
print(f(5))
print(x, [x for x in "ab"], x, [locals()["v"] for v in [1]], "v" in globals(), "v" in locals())
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    try: bad = [items for _ in [1]]
    except NameError as e: print(e)
    names = [n for n in [sorted(k for k in locals() if not k.startswith("__")) for _ in [1]]]
    cls = [__class__ if 0 else 1 for _ in [1]]
    def m(self): return [super(C, self).__init__ is not None for _ in [1]], [super().__repr__ is not None for _ in [1]]
print(C.doubled, C.names, C().m())
def outer():
    v = 1
    class D:
        v = 2
        got = [v for _ in [1]]
        got2 = [(lambda: v)() for _ in [1]]
    return D.got, D.got2
print(outer())
print([(lambda: 1).__qualname__ for _ in [1]][0], sorted(f.__code__.co_varnames), f.__code__.co_cellvars)
def gen():
    yield from [x for x in range(3)]
    yield [(yield_) for yield_ in range(2)]
print(list(gen()))
async def ag():
    for i in range(3): yield i
async def main():
    return [i async for i in ag() if i], {i: j async for i in ag() for j in [i + 1]}, [await co(i) for i in range(2)], [[k async for k in ag()] for _ in range(2)]
async def co(i): return i * 10
try: main().send(None)
except StopIteration as e: print(e.value)
def nonlocal_test():
    n = 0
    def inner():
        nonlocal n
        [n := n + i for i in range(4)]
        return n
    return inner(), n
print(nonlocal_test())
def glob():
    global gg
    [gg := i for i in range(3)]
glob(); print(gg)
[mm := i for i in range(3)]; print(mm)
exec("[pp := i for i in range(3)]\nprint(pp, [qq for _ in [1]])", {"qq": 7}, {"qq": 8})
def deep(n): return [deep(n - 1) for _ in [1]] if n else 0
print(deep(5))
def unbound():
    try: return [late for _ in [1]]
    except NameError as e: print(type(e).__name__, e)
    late = 1
unbound()
def unbound2():
    def g(): return [late2 for _ in [1]]
    try: g()
    except NameError as e: print(type(e).__name__, e)
    late2 = 1
unbound2()
def frame():
    return [sys._getframe().f_code.co_name for _ in [1]], list(sys._getframe().f_code.co_name for _ in [1])
print(frame())
def shadow(x):
    return [x for x in [x, x + 1]] + [x], [[x for x in range(x)] for x in range(x)]
print(shadow(2))
def clos():
    r = []
    for k in range(2):
        r += [lambda: (j, k) for j in range(2)]
    return [h() for h in r]
print(clos())
def cell_and_local():
    a = [i for i in range(2)]
    b = [lambda: i for i in range(2)]
    return a, b[0](), [i for i in a]
print(cell_and_local())
