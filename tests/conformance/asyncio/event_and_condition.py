# Event: set, clear, wait, many waiters. Condition: notify order, wait_for, notify_all, errors
# without the lock.
import asyncio


async def main():
    event = asyncio.Event()
    log = []

    async def waiter(n):
        log.append(f"{n} waits")
        print(await event.wait(), end=" ")
        log.append(f"{n} woken")
    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(event.is_set(), repr(event).split(" [")[1])
    event.set()
    event.clear()
    await asyncio.gather(*tasks)
    print(log, event.is_set())
    event.set()
    event.set()
    print(await event.wait(), event.is_set(), repr(event).split(" [")[1])
    event.clear()
    t = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    print(repr(event).split(" [")[1])
    cond = asyncio.Condition()
    log.clear()
    items = []

    async def consumer(n):
        async with cond:
            while not items:
                await cond.wait()
            log.append((n, items.pop(0)))
    tasks = [asyncio.create_task(consumer(i)) for i in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(repr(cond).split(" [")[1])
    async with cond:
        items.append("x")
        cond.notify()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log)
    async with cond:
        items.extend("yz")
        cond.notify_all()
    await asyncio.gather(*tasks)
    print(log, cond.locked())
    n = 0

    async def counts():
        nonlocal n
        for _ in range(3):
            async with cond:
                n += 1
                cond.notify_all()
            await asyncio.sleep(0)
    t = asyncio.create_task(counts())
    async with cond:
        print(await cond.wait_for(lambda: n >= 3 and "predicate value"))
    await t
    for action in (lambda: cond.notify(), lambda: cond.notify_all(), lambda: cond.release()):
        try:
            action()
        except RuntimeError as error:
            print(error)
    try:
        await cond.wait()
    except RuntimeError as error:
        print(error)
    async with cond:
        w = asyncio.create_task(cond.acquire())
        await asyncio.sleep(0)
        print(w.done(), cond.locked())
        w.cancel()

    async def wait_cancelled():
        async with cond:
            try:
                await cond.wait()
            except asyncio.CancelledError as error:
                print("cancelled holds the lock:", cond.locked(), error.args)
                raise
    t = asyncio.create_task(wait_cancelled())
    await asyncio.sleep(0)
    t.cancel("m")
    await asyncio.gather(t, return_exceptions=True)
    print(cond.locked())
    lock = asyncio.Lock()
    shared = asyncio.Condition(lock)
    async with shared:
        print(lock.locked())
    order = []

    async def ordered(i):
        async with shared:
            await shared.wait()
            order.append(i)
    tasks = [asyncio.create_task(ordered(i)) for i in range(5)]
    await asyncio.sleep(0)
    async with shared:
        shared.notify(2)
    for _ in range(5):
        await asyncio.sleep(0)
    print(order)
    async with shared:
        shared.notify(99)
    await asyncio.gather(*tasks)
    print(order)


asyncio.run(main())
