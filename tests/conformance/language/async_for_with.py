# async for and async with: protocols, else, break, exceptions on the way, and errors for wrong objects.
def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print("enter", self.name, end="; ")
        return self.name.upper()

    async def __aexit__(self, kind, error, trace):
        print("exit", self.name, repr(error), end="; ")
        return self.swallow


async def loops():
    async for i in Ticker(3):
        print(i, end=" ")
    else:
        print("else", end=" ")
    async for i in Ticker(3):
        if i == 1:
            break
    else:
        print("no")
    out = []
    async for i in Ticker(5):
        if i % 2:
            continue
        out.append(i)
    async for i in Ticker(2):
        async for j in Ticker(2):
            out.append((i, j))
    return out, i


async def withs():
    async with Manager("a") as a, Manager("b") as b:
        print(a, b, end="; ")
    async with (Manager("c", swallow=True), Manager("d"),):
        raise ValueError("swallowed by c")
    for i in range(3):
        async with Manager(str(i)):
            if i == 0:
                continue
            if i == 1:
                break
    try:
        async with Manager("e"):
            raise KeyError("out")
    except KeyError as error:
        print("caught", error, end="; ")
    async with Manager("f"):
        return "returned"


print(drive(loops()))
print(drive(withs()))


async def agen(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("agen finally", end="; ")


async def over_agen():
    async for x in agen(2):
        print(x, end=" ")
    g = agen(5)
    async for x in g:
        if x == 1:
            break
    print("broke", end="; ")
    await g.aclose()
    return [x async for x in agen(2)]


print(drive(over_agen()))


class NoAnext:
    def __aiter__(self):
        return 5


class NotAwaitable:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class AiterCoroutine:
    async def __aiter__(self):
        return self


class PlainManager:
    def __enter__(self): pass

    def __exit__(self, *a): pass


class EnterNotAwaitable:
    def __aenter__(self): return 5

    async def __aexit__(self, *a): pass


class ExitNotAwaitable:
    async def __aenter__(self): pass

    def __aexit__(self, *a): return 5


async def loop_over(x):
    async for _ in x:
        pass


async def enter(x):
    async with x:
        print("body", end="; ")


async def sync_loop():
    for x in agen(1):
        pass


async def sync_with():
    with Manager("m"):
        pass
import warnings
warnings.simplefilter("ignore")
for bad in ([1], 5, NoAnext(), NotAwaitable(), AiterCoroutine()):
    try:
        drive(loop_over(bad))
    except TypeError as error:
        print(error)
for bad in (5, PlainManager(), EnterNotAwaitable(), ExitNotAwaitable()):
    try:
        drive(enter(bad))
    except TypeError as error:
        print(error)
for f in (sync_loop, sync_with):
    try:
        drive(f())
    except TypeError as error:
        print(error)
