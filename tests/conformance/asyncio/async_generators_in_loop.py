# Async generators under a loop: break leaves them for the loop to close, aclose,
# shutdown_asyncgens, tasks inside.
import asyncio


async def ticker(name, n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        print(f"{name} finally", end="; ")
        await asyncio.sleep(0)
        print(f"{name} closed", end="; ")


async def main():
    print([x async for x in ticker("full", 3)])
    g = ticker("aclose", 5)
    async for x in g:
        if x == 2:
            break
    await g.aclose()
    print("after aclose")

    async def breaks():
        async for x in ticker("dropped", 5):
            if x == 1:
                return x
    print(await breaks())
    print("returned")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print()

    async def merge(*gens):
        q = asyncio.Queue()

        async def pump(gen):
            async for x in gen:
                await q.put(x)
            await q.put(None)
        tasks = [asyncio.create_task(pump(g)) for g in gens]
        left = len(tasks)
        while left:
            x = await q.get()
            if x is None:
                left -= 1
            else:
                yield x
        await asyncio.gather(*tasks)
    print([x async for x in merge(ticker("m1", 3), ticker("m2", 2))])
    g = ticker("two consumers", 6)

    async def consume(n):
        out = []
        try:
            async for x in g:
                out.append(x)
        except RuntimeError as error:
            return n, out, str(error)
        return n, out
    for r in await asyncio.gather(consume(1), consume(2)):
        print(r)
    c = ticker("cancelled", 100)

    async def consumer():
        async for x in c:
            pass
    t = asyncio.create_task(consumer())
    for _ in range(4):
        await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("consumer cancelled")
    main.kept = ticker("at shutdown", 5)
    print(await anext(main.kept))
    try:
        async with asyncio.timeout(0.01):
            async for x in slow():
                print("never")
    except TimeoutError:
        print("timeout in async for")


async def slow():
    try:
        await asyncio.sleep(100)
        yield 1
    finally:
        print("slow finally", end="; ")


asyncio.run(main())
print("run over")


async def late():
    loop = asyncio.get_running_loop()
    g = ticker("shutdown by hand", 3)
    await anext(g)
    await loop.shutdown_asyncgens()
    print("shut down")
    try:
        await anext(g)
    except StopAsyncIteration:
        print("it is finished")


asyncio.run(late())
