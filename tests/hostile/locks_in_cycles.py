# limit: memory=64M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Locks, queues and the tasks that wait for them in cycles that nobody holds: the collector finds them, at any stage of the wait.
import asyncio
import gc
import sys

sys.unraisablehook = lambda *args: None


async def forever(things):
    lock, event, queue, condition, semaphore, barrier = things
    await asyncio.wait([asyncio.ensure_future(each) for each in (lock.acquire(), event.wait(), queue.get(), semaphore.acquire(), barrier.wait())])


def main():
    for n in range(300):
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda *args: None)
        lock = asyncio.Lock()
        things = [lock, asyncio.Event(), asyncio.Queue(), asyncio.Condition(), asyncio.Semaphore(0), asyncio.Barrier(2)]
        lock.things = things
        things[2].put_nowait(things)
        things[2].get_nowait()
        lock._locked or lock.__setattr__("me", lock)
        task = loop.create_task(forever(things))
        for _ in range(n % 4):
            loop.call_soon(loop.stop)
            loop.run_forever()
        loop.close()
        del loop, task, lock, things
        if n % 50 == 0:
            gc.collect()


main()
gc.collect()
