# What may be awaited: coroutines, objects with __await__ that returns an iterator, types.coroutine
# generators; and the errors for the rest.
import types


class Ready:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value
        yield


class Steps:
    def __await__(self):
        got = yield "step 1"
        got2 = yield "step 2", got
        return got, got2


class Iter:
    def __await__(self):
        return iter(["a", "b"])


class OwnIterator:
    def __init__(self):
        self.n = 0

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            raise StopIteration("own value")
        return self.n

    def throw(self, error):
        print("throw", repr(error), end=" ")
        raise StopIteration("threw")

    def close(self):
        print("close", end=" ")


@types.coroutine
def old_style(n):
    yield n
    return n * 2


def drive(coro, sends=()):
    out = []
    sends = iter(sends)
    try:
        value = coro.send(None)
        while True:
            out.append(value)
            value = coro.send(next(sends, None))
    except StopIteration as stop:
        return out, stop.value
    except Exception as error:
        return out, f"{type(error).__name__}: {error}"


async def wait(thing):
    return await thing


print(drive(wait(Ready(5))), drive(wait(Steps()), ["x", "y"]), drive(wait(Iter())),
      drive(wait(OwnIterator())))
print(drive(wait(old_style(4))), drive(wait(wait(wait(Ready("deep"))))))
c = wait(OwnIterator())
c.send(None)
try:
    c.throw(ValueError("v"))
except StopIteration as stop:
    print(stop.value)
c = wait(OwnIterator())
c.send(None)
c.close()
print()


class ReturnsList:
    def __await__(self):
        return [1]


class ReturnsCoroutine:
    def __await__(self):
        return wait(Ready(1))


class ReturnsNone:
    def __await__(self):
        pass


class OnInstance:
    pass


instance = OnInstance()
instance.__await__ = lambda: iter([])


def gen():
    yield 1


async def agen():
    yield 1


for bad in (5, None, [1], gen(), agen(), ReturnsList(), ReturnsNone(), instance, Ready, wait):
    print(drive(wait(bad)))
inner = wait(Ready(0))
print(drive(wait(type("R", (), {"__await__": lambda self: inner})())))
inner.close()
print(drive(wait(Iter()), ["cannot send to a list iterator"]))


async def expressions():
    a = await Ready(1) + await Ready(2) * await Ready(3)
    b = [await Ready(i) for i in range(3)]
    c = {await Ready("k"): await Ready("v")}
    d = (await Ready([10, 20]))[await Ready(1)]
    e = -await Ready(2) ** await Ready(3)
    f = await Ready(None) or await Ready("right")
    g = f"{await Ready('formatted')} {await Ready(3.14159):.{await Ready(2)}f}"
    h = (await Ready(print)).__name__
    i = "yes" if await Ready(True) else "no"
    j = await Ready(1) < await Ready(2) < await Ready(3)
    return a, b, c, d, e, f, g, h, i, j


print(drive(expressions()))
for code in ("await x", "def f(): await x", "async def f(): yield from x",
             "async def f(): return (await x for x in y)", "async def f(): await",
             "lambda: await x", "async def f():\n def g(): await x", "async def f(): await await x",
             "async def f(): await -x", "async def f(): await x = 1",
             "async def f(): del await x", "async def f(): [await x for x in y]", "[await x for x in y]",
             "def f(): [x async for x in y]", "async def f(a=await x): pass",
             "async x", "async lambda: 1", "class C: await x", "async def f():\n class C: await x",
             "def f(): async with x: pass", "async with x: pass",
             "async for x in y: pass", "def f(): async for x in y: pass", "await = 1", "async = 1",
             "def async(): pass", "x.await"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(f"{code!r}: {error.msg}")
