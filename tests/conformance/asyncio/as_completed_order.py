# as_completed yields in completion order; plain and async iteration; timeouts; results, errors, duplicates.
import asyncio


async def step(name, turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    if error:
        raise error
    return name


async def main():
    for coro in asyncio.as_completed([step("slow", 5), step("fast", 1), step("mid", 3)]):
        print(await coro, end=" ")
    print()
    tasks = [asyncio.create_task(step(n, t), name=n) for n, t in (("a", 3), ("b", 1), ("c", 2))]
    async for t in asyncio.as_completed(tasks):
        print(t.get_name(), t in tasks, await t, end="; ")
    print()
    for coro in asyncio.as_completed([step("ok", 2), step("bad", 1, ValueError("failed"))]):
        try:
            print(await coro, end="; ")
        except ValueError as error:
            print(repr(error), end="; ")
    print()
    print(list(asyncio.as_completed([])), [x async for x in asyncio.as_completed([])])
    forever = asyncio.create_task(asyncio.Event().wait())
    out = []
    try:
        for coro in asyncio.as_completed([step("in time", 1), forever], timeout=0.01):
            out.append(await coro)
    except TimeoutError as error:
        print(out, repr(error), forever.done())
    out = []
    try:
        async for t in asyncio.as_completed([asyncio.create_task(step("in time", 0)), forever], timeout=0.01):
            out.append(t.result())
    except TimeoutError:
        print(out, "timeout")
    forever.cancel()
    t = asyncio.create_task(step("dup", 0))
    print([await c for c in asyncio.as_completed([t, t])])
    it = asyncio.as_completed([step("x", 0), step("y", 1)])
    print(hasattr(it, "__iter__"), hasattr(it, "__aiter__"))
    first = next(iter(it))
    print(await first)
    rest = [await c for c in it]
    print(rest)
    for bad in (lambda: asyncio.as_completed(5), lambda: asyncio.as_completed(t),
                lambda: asyncio.as_completed([5])):
        try:
            bad()
        except TypeError as error:
            print(error)
    coros = [step(i, (i * 3) % 8) for i in range(8)]
    print([await c for c in asyncio.as_completed(coros)])


asyncio.run(main())
