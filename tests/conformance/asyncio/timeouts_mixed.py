# Nested timeouts, wait_for inside timeout, timeouts around TaskGroup, gather and queues: who wins
# and what is left.
import asyncio


async def forever(log, name):
    try:
        await asyncio.Event().wait()
    finally:
        log.append(name)


async def main():
    log = []
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg:
                tg.create_task(forever(log, "a"))
                tg.create_task(forever(log, "b"))
    except TimeoutError as error:
        print("group timed out", sorted(log), repr(error.__cause__))
    log.clear()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(forever(log, "sibling"))

            async def limited():
                async with asyncio.timeout(0.01):
                    await forever(log, "limited")
            tg.create_task(limited())
    except* TimeoutError as group:
        print("child timed out", log, group.exceptions)
    log.clear()
    try:
        async with asyncio.timeout(0.01):
            await asyncio.gather(forever(log, "g1"), forever(log, "g2"))
    except TimeoutError:
        print("gather timed out", log)
    log.clear()
    try:
        async with asyncio.timeout(0.01):
            await asyncio.wait_for(forever(log, "inner"), 100)
    except TimeoutError:
        print("outer first", log)
    try:
        async with asyncio.timeout(100):
            await asyncio.wait_for(forever(log, "inner"), 0.01)
    except TimeoutError:
        print("inner first", log)
    log.clear()
    q = asyncio.Queue()
    for timeout in (0.005, 0):
        try:
            async with asyncio.timeout(timeout):
                await q.get()
        except TimeoutError:
            print("queue empty", q.qsize(), end="; ")
    q.put_nowait("kept")
    print(await q.get())
    lock = asyncio.Lock()
    await lock.acquire()
    try:
        await asyncio.wait_for(lock.acquire(), 0.005)
    except TimeoutError:
        print("lock still held", lock.locked())
    lock.release()
    print(await asyncio.wait_for(lock.acquire(), 0.5), lock.locked())
    cond = asyncio.Condition()
    async with cond:
        try:
            async with asyncio.timeout(0.005):
                await cond.wait()
        except TimeoutError:
            print("condition lock is ours again", cond.locked())
    sem = asyncio.Semaphore(0)
    try:
        await asyncio.wait_for(sem.acquire(), 0.005)
    except TimeoutError:
        sem.release()
        print("semaphore", sem.locked(), await sem.acquire())
    results = []
    for coro in asyncio.as_completed([asyncio.sleep(0, "quick"), asyncio.wait_for(forever(log, "late"),
            0.005)]):
        try:
            results.append(await coro)
        except TimeoutError as error:
            results.append(type(error).__name__)
    print(results, log)

    async def cleanup_takes_time(log):
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            log.append("cleaned")
    log.clear()
    try:
        async with asyncio.timeout(0.005) as cm:
            await cleanup_takes_time(log)
    except TimeoutError:
        print("waited for the cleanup", log, cm.expired())

    print(asyncio.current_task().cancelling())


asyncio.run(main())
