# limit: memory=600M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Many tasks wait for the same objects and are cancelled in the worst order: none of it is quadratic.
import asyncio

MANY = 20_000


async def main():
    semaphore, lock, event, condition, queue = asyncio.Semaphore(0), asyncio.Lock(), asyncio.Event(), asyncio.Condition(), asyncio.Queue()
    await lock.acquire()

    async def on_condition():
        async with condition:
            await condition.wait()

    for waits in (semaphore.acquire, lock.acquire, event.wait, on_condition, queue.get):
        tasks = [asyncio.create_task(waits()) for _ in range(MANY)]
        await asyncio.sleep(0)
        for task in reversed(tasks):
            task.cancel()
        for task in tasks:
            try:
                await task
                assert False
            except asyncio.CancelledError:
                pass
    assert not semaphore._waiters and not lock._waiters and not event._waiters and not condition._waiters and not queue._getters
    tasks = [asyncio.create_task(event.wait()) for _ in range(MANY)]
    await asyncio.sleep(0)
    event.set()
    for task in tasks:
        assert await task is True


asyncio.run(main())
