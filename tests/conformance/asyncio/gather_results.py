# gather: results by position, duplicates, exceptions raised or returned, empty, nested, mixed awaitables.
import asyncio


async def step(name, turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    print("done", name, end="; ")
    if error:
        raise error
    return name


async def main():
    print(await asyncio.gather(step("a", 3), step("b", 1), step("c", 2)))
    print(await asyncio.gather(), await asyncio.gather(step("only", 0)))
    print(await asyncio.gather(step("x", 1), step("y", 2, ValueError("y failed")), step("z", 0),
                               return_exceptions=True))
    tasks = [asyncio.create_task(step(n, 2)) for n in "pqr"]
    try:
        await asyncio.gather(*tasks[:2], step("bad", 0, KeyError("first")),
                             step("bad2", 1, KeyError("second")), tasks[2])
    except KeyError as error:
        print("raised", error, [t.done() for t in tasks])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print([t.done() for t in tasks])
    shared = step("shared", 1)
    print(await asyncio.gather(shared, shared))
    t = asyncio.create_task(step("task", 0))
    fut = asyncio.get_running_loop().create_future()
    fut.set_result("future")
    print(await asyncio.gather(t, t, fut, asyncio.gather(step("in", 0), step("ner", 0))))

    class Awaitable:
        def __await__(self):
            yield
            return "awaitable"
    print(await asyncio.gather(Awaitable(), asyncio.sleep(0, "sleep")))
    g = asyncio.gather(step("g", 0))
    print(type(g).__name__, asyncio.isfuture(g), g.done())
    print(await g, g.result(), g.done(), g.cancelled())
    for bad in ([5], ["a"], [None]):
        try:
            await asyncio.gather(*bad)
        except TypeError as error:
            print(error)
    done = []
    g = asyncio.gather(step("cb", 0))
    g.add_done_callback(lambda f: done.append(f.result()))
    await g
    await asyncio.sleep(0)
    print(done)
    print(await asyncio.gather(*(step(i, i % 3) for i in range(6))))
    results = await asyncio.gather(step("e1", 0, ValueError(1)), step("ok", 0), step("e2", 0, KeyError(2)),
                                   return_exceptions=True)
    print([type(r).__name__ for r in results])


asyncio.run(main())
coro = asyncio.sleep(0)
try:
    asyncio.gather(coro)
except RuntimeError as error:
    print(error)
coro.close()
