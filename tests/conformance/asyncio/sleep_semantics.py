# sleep: result, zero and negative delays take one turn, order among sleepers, cancellation, bad arguments.
import asyncio


async def main():
    print(await asyncio.sleep(0), await asyncio.sleep(0, "result"), await asyncio.sleep(0.001, [1]),
          await asyncio.sleep(-1, "negative"), await asyncio.sleep(delay=0, result=5))
    log = []

    async def sleeper(name, delay):
        await asyncio.sleep(delay)
        log.append(name)
    await asyncio.gather(sleeper("30", 0.03), sleeper("10", 0.01), sleeper("20", 0.02), sleeper("0", 0),
                         sleeper("-1", -1))
    print(log)
    log.clear()
    await asyncio.gather(*(sleeper(i, 0.005) for i in range(5)))
    print(sorted(log))
    t = asyncio.create_task(asyncio.sleep(100, "never"))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", t.cancelled())
    for bad in ("x", None, [], float("nan")):
        try:
            print(await asyncio.sleep(bad, "slept"))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    coro = asyncio.sleep(0)
    print(asyncio.iscoroutine(coro), type(coro).__name__)
    coro.close()
    turns = []

    async def count():
        for i in range(3):
            turns.append(i)
            await asyncio.sleep(0)
    t = asyncio.create_task(count())
    for _ in range(2):
        await asyncio.sleep(0)
        turns.append("main")
    await t
    print(turns)
    start = asyncio.get_running_loop().time()
    await asyncio.sleep(0.02)
    print(asyncio.get_running_loop().time() - start >= 0.0195)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError:
        print("timeout")


asyncio.run(main())
