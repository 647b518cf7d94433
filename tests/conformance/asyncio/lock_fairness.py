# Lock: FIFO hand-over, locked(), release errors, cancellation of waiters, async with, repr.
import asyncio


async def main():
    lock = asyncio.Lock()
    log = []

    async def worker(name, hold=1):
        async with lock:
            log.append(f"{name} in")
            for _ in range(hold):
                await asyncio.sleep(0)
            log.append(f"{name} out")
    await asyncio.gather(*(worker(n) for n in "abc"))
    print(log)
    print(lock.locked(), await lock.acquire(), lock.locked(), repr(lock).split(" [")[1])
    lock.release()
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    await lock.acquire()
    order = []

    async def waiter(name):
        try:
            await lock.acquire()
        except asyncio.CancelledError:
            order.append(f"{name} cancelled")
            raise
        order.append(name)
        lock.release()
    tasks = [asyncio.create_task(waiter(n)) for n in "pqrs"]
    await asyncio.sleep(0)
    print(repr(lock).split(" [")[1])
    tasks[1].cancel()
    await asyncio.sleep(0)
    print(order, repr(lock).split(" [")[1])
    lock.release()
    print(lock.locked(), "released but waiters woken later")
    barging = lock.locked()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(order, barging, lock.locked())
    await lock.acquire()
    t = asyncio.create_task(waiter("woken then cancelled"))
    u = asyncio.create_task(waiter("next"))
    await asyncio.sleep(0)
    lock.release()
    t.cancel()
    await asyncio.gather(t, u, return_exceptions=True)
    print(order[-2:], lock.locked())
    await lock.acquire()
    t = asyncio.create_task(waiter("queued"))
    await asyncio.sleep(0)
    lock.release()
    late = asyncio.create_task(waiter("late"))
    await asyncio.gather(t, late)
    print(order[-2:])
    try:
        with lock:
            pass
    except TypeError as error:
        print(error)
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError as error:
        print(error, lock.locked())
    async with lock as bound:
        print(bound)


asyncio.run(main())
