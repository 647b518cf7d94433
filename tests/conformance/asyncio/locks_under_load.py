# Many tasks over locks, semaphores, conditions and events with cancellations in between: invariants
# and final order.
import asyncio


async def main():
    lock, inside, log = asyncio.Lock(), 0, []

    async def worker(n):
        nonlocal inside
        for round in range(3):
            async with lock:
                inside += 1
                assert inside == 1
                await asyncio.sleep(0)
                log.append(n)
                inside -= 1
            await asyncio.sleep(0)
    tasks = [asyncio.create_task(worker(n)) for n in range(8)]
    for i in range(10):
        await asyncio.sleep(0)
    for victim in (2, 5):
        tasks[victim].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print([type(r).__name__ for r in results], lock.locked(), log)
    sem, active, peak, log = asyncio.Semaphore(3), 0, 0, []

    async def limited(n):
        nonlocal active, peak
        async with sem:
            active += 1
            peak = max(peak, active)
            try:
                for _ in range(n % 3):
                    await asyncio.sleep(0)
                log.append(n)
            finally:
                active -= 1
    tasks = [asyncio.create_task(limited(n)) for n in range(12)]
    await asyncio.sleep(0)
    tasks[4].cancel()
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(peak, active, log, sem.locked(), [t.cancelled() for t in tasks].count(True))
    cond, stock, log = asyncio.Condition(), 0, []

    async def taker(n):
        nonlocal stock
        async with cond:
            await cond.wait_for(lambda: stock > 0)
            stock -= 1
            log.append(n)
    tasks = [asyncio.create_task(taker(n)) for n in range(6)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    for amount in (1, 2, 2):
        async with cond:
            stock += amount
            cond.notify(amount)
        for _ in range(4):
            await asyncio.sleep(0)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print(log, stock, [type(r).__name__ for r in results])
    event, log = asyncio.Event(), []

    async def gate(n):
        while True:
            await event.wait()
            log.append(n)
            if len([x for x in log if x == n]) == 2:
                return
            event.clear()
    tasks = [asyncio.create_task(gate(n)) for n in range(3)]
    for _ in range(40):
        event.set()
        await asyncio.sleep(0)
        if all(t.done() for t in tasks):
            break
    print(log, [t.done() for t in tasks])
    for t in tasks:
        t.cancel()
    barrier, log = asyncio.Barrier(2), []

    async def pair(n):
        for _ in range(2):
            log.append((n, await barrier.wait()))
    await asyncio.gather(*(pair(n) for n in range(4)))
    print(log)


asyncio.run(main())
