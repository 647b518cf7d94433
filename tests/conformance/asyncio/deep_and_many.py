# A long chain of awaits, many tasks at once, long chains of tasks and callbacks: all in order and
# without a depth limit.
import asyncio


async def chain(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return await chain(n - 1) + 1


async def main():
    print(await chain(800))
    counter = 0

    async def count(i):
        nonlocal counter
        await asyncio.sleep(0)
        counter += i
        return i
    results = await asyncio.gather(*(count(i) for i in range(5000)))
    print(counter, sum(results), results[:3], results[-1])
    order = []

    async def ordered(i):
        await asyncio.sleep(0)
        order.append(i)
    async with asyncio.TaskGroup() as tg:
        for i in range(2000):
            tg.create_task(ordered(i))
    print(order == list(range(2000)))
    loop = asyncio.get_running_loop()
    steps = 0
    done = loop.create_future()

    def callback(n):
        nonlocal steps
        steps += 1
        loop.call_soon(callback, n - 1) if n else done.set_result(steps)
    callback(3000)
    print(await done)

    async def link(previous):
        return (await previous) + 1
    t = asyncio.create_task(asyncio.sleep(0, 0))
    for _ in range(1000):
        t = asyncio.create_task(link(t))
    print(await t)
    q, total = asyncio.Queue(10), 0

    async def producer():
        for i in range(3000):
            await q.put(i)
        await q.put(None)
    p = asyncio.create_task(producer())
    while (item := await q.get()) is not None:
        total += item
    print(total, p.done())
    event = asyncio.Event()
    waiters = [asyncio.create_task(event.wait()) for _ in range(3000)]
    await asyncio.sleep(0)
    event.set()
    print(sum(await asyncio.gather(*waiters)))
    victims = [asyncio.create_task(asyncio.sleep(1000)) for _ in range(3000)]
    await asyncio.sleep(0)
    for v in victims:
        v.cancel()
    print(sum(isinstance(r, asyncio.CancelledError) for r in await asyncio.gather(*victims,
        return_exceptions=True)))
    fired = []
    base = loop.time()
    for i in range(1000):
        loop.call_at(base + (i * 7 % 1000) / 100000, fired.append, i * 7 % 1000)
    await asyncio.sleep(0.1)
    print(fired == list(range(1000)), len(fired))


asyncio.run(main())
