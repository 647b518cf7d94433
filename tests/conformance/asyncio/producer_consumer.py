# Producers, workers and a result queue together: order is fixed by the loop's turns alone.
import asyncio


async def producer(name, queue, n):
    for i in range(n):
        await queue.put(f"{name}{i}")
        await asyncio.sleep(0)


async def worker(name, queue, results, seen):
    while True:
        item = await queue.get()
        if item is None:
            queue.task_done()
            return name
        await asyncio.sleep(0)
        seen.append((name, item))
        if item.endswith("3"):
            results.put_nowait(ValueError(item))
        else:
            results.put_nowait(item.upper())
        queue.task_done()


async def main():
    queue, results, seen = asyncio.Queue(3), asyncio.Queue(), []
    workers = [asyncio.create_task(worker(f"w{i}", queue, results, seen)) for i in range(3)]
    await asyncio.gather(producer("a", queue, 5), producer("b", queue, 4))
    await queue.join()
    for _ in workers:
        await queue.put(None)
    print(await asyncio.gather(*workers))
    print(seen)
    out = []
    while not results.empty():
        out.append(results.get_nowait())
    print(out)


asyncio.run(main())


async def pipeline():
    async def source(n):
        for i in range(n):
            yield i
            await asyncio.sleep(0)

    async def stage(source, f, size=1):
        q = asyncio.Queue(size)
        end = object()

        async def pump():
            async for x in source:
                await q.put(f(x))
            await q.put(end)
        task = asyncio.create_task(pump())
        while (x := await q.get()) is not end:
            yield x
        await task
    return [x async for x in stage(stage(source(6), lambda x: x * x), lambda x: x + 1, 2)]


print(asyncio.run(pipeline()))


async def rate_limited():
    sem, log = asyncio.Semaphore(2), []

    async def job(i):
        async with sem:
            log.append(f"+{i}")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            log.append(f"-{i}")
            return i
    print(await asyncio.gather(*(job(i) for i in range(5))))
    print(" ".join(log))


asyncio.run(rate_limited())
