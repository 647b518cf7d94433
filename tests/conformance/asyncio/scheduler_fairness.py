# Fairness: tasks that never wait for long share turns; a task that doesn't await blocks; callbacks
# and tasks interleave FIFO.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    log = []

    async def spin(name, n):
        for i in range(n):
            log.append(f"{name}{i}")
            await asyncio.sleep(0)
    await asyncio.gather(spin("a", 3), spin("b", 2), spin("c", 4))
    print(log)
    log.clear()

    async def greedy():
        for i in range(3):
            log.append(f"greedy{i}")

    async def no_suspend():
        await greedy()
        await greedy()
    await asyncio.gather(spin("x", 2), no_suspend())
    print(log)
    log.clear()

    def callback(name, n):
        log.append(f"{name}{n}")
        if n:
            loop.call_soon(callback, name, n - 1)
    loop.call_soon(callback, "cb", 2)
    t = asyncio.create_task(spin("t", 3))
    loop.call_soon(callback, "dc", 1)
    await t
    await asyncio.sleep(0)
    print(log)
    log.clear()
    fut = loop.create_future()

    async def waits(name):
        await fut
        log.append(name)
        await asyncio.sleep(0)
        log.append(name + "'")
    tasks = [asyncio.create_task(waits(n)) for n in "pq"]
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(spin("s", 2)))
    fut.set_result(None)
    tasks.append(asyncio.create_task(spin("late", 1)))
    await asyncio.wait(tasks)
    print(log)
    log.clear()
    lock = asyncio.Lock()

    async def locked(name):
        for i in range(2):
            async with lock:
                log.append(f"{name}{i}")
    await asyncio.gather(*(locked(n) for n in "abc"))
    print(log)
    log.clear()

    async def locked_with_pause(name):
        for i in range(2):
            async with lock:
                log.append(f"{name}{i}")
                await asyncio.sleep(0)
    await asyncio.gather(*(locked_with_pause(n) for n in "abc"))
    print(log)
    log.clear()
    q = asyncio.Queue(1)

    async def put(n):
        for i in range(3):
            await q.put((n, i))
            log.append(f"put {n}{i}")

    async def get():
        for _ in range(6):
            log.append("got %s%d" % await q.get())
    await asyncio.gather(put("p"), put("q"), get())
    print(log)
    timers = []
    loop.call_later(0, timers.append, "timer 0")
    loop.call_soon(timers.append, "soon")
    t = asyncio.create_task(record(timers))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await t
    print(timers)


async def record(log): log.append("task")


asyncio.run(main())
