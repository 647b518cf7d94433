# Protocols of generators, coroutines and async generators, driven by hand.
import sys, types, warnings
warnings.simplefilter("ignore")
def show(f, *a):
    try: print(getattr(f, "__name__", f), repr(f(*a)))
    except BaseException as e: print(getattr(f, "__name__", f), type(e).__name__, e, "|", repr(e.__context__), repr(e.__cause__))
def g():
    try:
        x = yield 1
        print("got", x)
        yield 2
    except ValueError as e:
        print("caught", e); yield "handled"
    finally: print("fin")
    return "ret"
a = g(); show(a.send, 5); show(next, a); show(a.send, "hi"); show(a.throw, ValueError("v")); show(next, a); show(next, a); show(a.throw, KeyError("k")); show(a.close)
a = g(); show(a.throw, ValueError("early")); show(next, a)
a = g(); next(a); show(a.close); show(a.close)
def outer():
    r = yield from inner(); print("r", r)
    try: yield from inner2()
    except StopIteration as e: print("SI", e)
    yield from [7, 8]
def inner():
    try: yield "i1"
    except GeneratorExit: print("inner closed"); raise
    return "inner result"
class inner2:
    def __iter__(self): return self
    def __next__(self): return "n"
    def send(self, v): print("send", v); return "s"
    def throw(self, *e): print("throw", e); raise StopIteration("from throw")
    def close(self): print("close2")
a = outer(); show(next, a); show(next, a); show(a.send, 3); show(a.throw, ValueError("t")); show(next, a); show(a.close)
a = outer(); next(a); next(a); show(a.close)
a = outer(); next(a); show(a.throw, GeneratorExit); show(a.throw, TypeError, "old style")
def si(): raise StopIteration(1); yield
show(next, si())
def reenter():
    yield next(self_)
self_ = reenter(); show(next, self_)
async def co(n):
    if n: return await co(n - 1)
    return (await Aw()) + 1
class Aw:
    def __await__(self):
        x = yield "susp"
        return x
c = co(3); show(c.send, None); print(c.cr_await is not None, c.cr_running, c.cr_suspended if hasattr(c, "cr_suspended") else ""); show(c.send, 41); show(c.send, None)
c = co(2); c.send(None); show(c.throw, ValueError("in")); show(c.close)
class BadAw:
    def __await__(self): return 5
class BadAw2:
    def __await__(self): return co(0)
async def ab(x): return await x
for b in (BadAw(), BadAw2(), 5, [], None, g()):
    c = ab(b); show(c.send, None)
@types.coroutine
def tc():
    x = yield "tc"; return x * 2
c = ab(tc()); show(c.send, None); show(c.send, 4)
c = co(0); d = ab(c); d.send(None); e = ab(c); show(e.send, None); d.close()
async def ag():
    try:
        x = yield 1
        print("agot", x)
        y = await Aw()
        print("aw", y)
        yield 2
    except ValueError as e:
        print("acaught", e); yield "ah"
    finally:
        await Aw(); print("afin")
def drive(aw, *vals):
    out = []
    try:
        out.append(aw.send(None))
        for v in vals: out.append(aw.send(v))
    except BaseException as e: out.append((type(e).__name__, str(e)))
    print(out)
x = ag(); drive(x.asend(None)); drive(x.asend("s"), 9); drive(x.athrow(ValueError("q"))); drive(x.aclose(), 1); drive(x.aclose()); drive(x.asend(None)); drive(x.athrow(KeyError))
x = ag(); drive(x.aclose()); drive(x.__anext__())
x = ag(); drive(x.athrow(ValueError("first"))); 
async def agi():
    try: yield 1
    finally: yield 2
x = agi(); drive(x.__anext__()); drive(x.aclose()); drive(x.aclose())
async def loop(n):
    out = []
    async for i in count(n):
        if i == 2: continue
        if i == 4: break
        out.append(i)
    else: out.append("else")
    return out
async def count(n):
    for i in range(n): yield i
drive(loop(3)); drive(loop(10))
class AI:
    def __aiter__(self): return self
    def __anext__(self): return Aw()
async def one():
    async for i in AI(): return i
c = one(); print(c.send(None)); drive_ = show(c.send, "item")
class BadAI:
    def __aiter__(self): return self
    def __anext__(self): return 7
async def bad():
    async for i in BadAI(): pass
show(bad().send, None)
class NoAI: pass
async def bad2():
    async for i in NoAI(): pass
show(bad2().send, None)
async def acm():
    async with CM() as v: print("in", v); raise ValueError("body")
class CM:
    async def __aenter__(self): await Aw(); return "entered"
    async def __aexit__(self, *e): print("exit", e[0], e[1]); await Aw(); return True
c = acm(); drive(c, 1, 2)
async def acm2():
    async with 5: pass
show(acm2().send, None)
print(sys.get_coroutine_origin_tracking_depth()); sys.set_coroutine_origin_tracking_depth(2)
c = co(0); print([(t[1] > 0, t[2]) for t in c.cr_origin]); c.close(); sys.set_coroutine_origin_tracking_depth(0)
show(sys.set_coroutine_origin_tracking_depth, -1)
gg = (i for i in range(3)); print(gg.gi_frame is not None, gg.gi_yieldfrom, gg.gi_running, gg.gi_suspended); next(gg); print(gg.gi_suspended); list(gg); print(gg.gi_frame)
def f(): yield
f.__name__ = "renamed"; f.__qualname__ = "q.renamed"; h = f(); print(h.__name__, h.__qualname__, repr(h)[:28])
h.__name__ = "x"; print(h.__name__); show(setattr, h, "__name__", 5)
