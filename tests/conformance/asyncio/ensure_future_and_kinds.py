# ensure_future, iscoroutine, iscoroutinefunction, isfuture, wrapping awaitables.
import asyncio
import functools
import types


async def coro(): return 1
async def agen(): yield 1
def gen(): yield
@types.coroutine
def legacy(): yield


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaitable"


class Callable:
    async def __call__(self): return 2


c, a, g = coro(), agen(), gen()
for x in (c, coro, a, agen, g, gen, legacy, legacy(), Awaitable(), Callable(), lambda: c,
          functools.partial(coro), 5, None, Callable().__call__):
    print(asyncio.iscoroutine(x), asyncio.iscoroutinefunction(x), asyncio.isfuture(x), end="; ")
print()
c.close()


async def main():
    t = asyncio.ensure_future(coro())
    print(type(t).__name__, asyncio.ensure_future(t) is t, await t)
    f = asyncio.get_running_loop().create_future()
    print(asyncio.ensure_future(f) is f)
    f.set_result(3)
    w = asyncio.ensure_future(Awaitable())
    print(type(w).__name__, await w)
    for bad in (5, None, "x", coro, [], lambda: 1, object()):
        try:
            asyncio.ensure_future(bad)
        except TypeError as error:
            print(error)
    other = asyncio.new_event_loop()
    of = other.create_future()
    print(asyncio.ensure_future(of, loop=other) is of)
    try:
        asyncio.ensure_future(of, loop=asyncio.get_running_loop())
    except ValueError as error:
        print(error)
    of.cancel()
    other.close()

    class Duck:
        _asyncio_future_blocking = False
    print(asyncio.isfuture(Duck()), asyncio.isfuture(Duck))

    class Sub(asyncio.Future): pass
    s = Sub()
    s.set_result("sub")
    print(asyncio.isfuture(s), await s, repr(s))

    async def run_kinds():
        return [await x for x in (coro(), asyncio.sleep(0, 2), Awaitable(), asyncio.create_task(coro()),
                                  asyncio.gather(coro()), asyncio.ensure_future(coro()), Callable()(),
                                  asyncio.wait_for(coro(), 1), asyncio.shield(coro()), asyncio.sleep(0))]
    print(await run_kinds())


asyncio.run(main())
