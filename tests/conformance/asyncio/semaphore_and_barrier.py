# Semaphore: limits, FIFO, release past the start, bounded errors. Barrier: parties, index, abort,
# reset, broken.
import asyncio


async def main():
    sem = asyncio.Semaphore(2)
    running, most, log = 0, 0, []

    async def worker(n):
        nonlocal running, most
        async with sem:
            running += 1
            most = max(most, running)
            log.append(n)
            await asyncio.sleep(0)
            running -= 1
    await asyncio.gather(*(worker(i) for i in range(6)))
    print(most, log, sem.locked(), repr(sem).split(" [")[1])
    print(await sem.acquire(), await sem.acquire(), sem.locked(), repr(sem).split(" [")[1])
    t = asyncio.create_task(sem.acquire())
    await asyncio.sleep(0)
    print(t.done(), repr(sem).split(" [")[1])
    sem.release()
    await asyncio.sleep(0)
    print(t.done(), sem.locked())
    for _ in range(4):
        sem.release()
    print(repr(sem).split(" [")[1])
    b = asyncio.BoundedSemaphore(1)
    async with b:
        pass
    try:
        b.release()
    except ValueError as error:
        print(error)
    for bad in (-1, "x"):
        try:
            asyncio.Semaphore(bad)
        except (ValueError, TypeError) as error:
            print(type(error).__name__, error)
    zero = asyncio.Semaphore(0)
    order = []

    async def w(n):
        try:
            await zero.acquire()
            order.append(n)
        except asyncio.CancelledError:
            order.append(f"{n} cancelled")
            raise
    tasks = [asyncio.create_task(w(n)) for n in "abcd"]
    await asyncio.sleep(0)
    zero.release()
    tasks[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(order)
    zero.release()
    zero.release()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(order)
    zero.release()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(order, zero.locked())
    barrier = asyncio.Barrier(3)
    log = []

    async def party(n):
        log.append(f"{n} arrives")
        index = await barrier.wait()
        log.append(f"{n} leaves as {index}")
        return index
    print(await asyncio.gather(party("a"), party("b"), party("c")))
    print(log, barrier.parties, barrier.n_waiting, barrier.broken, repr(barrier).split(" [")[1])
    t = asyncio.create_task(party("d"))
    await asyncio.sleep(0)
    print(barrier.n_waiting, repr(barrier).split(" [")[1])
    await barrier.abort()
    print(await asyncio.gather(t, return_exceptions=True), barrier.broken)
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as error:
        print(repr(error), isinstance(error, RuntimeError))
    await barrier.reset()
    print(barrier.broken, barrier.n_waiting)
    tasks = [asyncio.create_task(party(n)) for n in "ef"]
    await asyncio.sleep(0)
    await barrier.reset()
    print(await asyncio.gather(*tasks, return_exceptions=True))

    async def uses_with(n):
        async with barrier as index:
            return n, index
    print(sorted(await asyncio.gather(*(uses_with(i) for i in range(3)))))
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        print(error)
    t = [asyncio.create_task(party(n)) for n in "gh"]
    await asyncio.sleep(0)
    t[0].cancel()
    await asyncio.sleep(0)
    print(barrier.n_waiting, barrier.broken)
    t.append(asyncio.create_task(party("i")))
    t.append(asyncio.create_task(party("j")))
    print([r if isinstance(r, int) else type(r).__name__ for r in await asyncio.gather(*t,
        return_exceptions=True)])


asyncio.run(main())
