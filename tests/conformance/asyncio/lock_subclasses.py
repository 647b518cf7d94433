# Locks can be subclassed, and a Condition takes any lock; reprs, the private attributes that programs look at, the errors of
# wrong arguments, and what happens when an object is used in two loops.
import asyncio
import re


def show(thing):
    return re.sub(r"0x[0-9a-f]+", "0x", repr(thing))


class Traced(asyncio.Lock):
    def __init__(self, name):
        super().__init__()
        self.name = name

    async def acquire(self):
        print(self.name, "acquire")
        return await super().acquire()

    def release(self):
        print(self.name, "release")
        super().release()


class Foreign:
    """Not a Lock of asyncio, but like one."""

    def __init__(self):
        self.held = False

    def locked(self):
        return self.held

    async def acquire(self):
        while self.held:
            await asyncio.sleep(0)
        self.held = True
        return True

    def release(self):
        self.held = False


class Weighted(asyncio.Semaphore):
    async def acquire(self):
        print("value", self._value)
        return await super().acquire()


async def waits(condition, name):
    async with condition:
        await condition.wait()
        print(name, "notified")


async def main():
    lock = Traced("one")
    async with lock as nothing:
        print(nothing, lock.locked(), show(lock))
    print(show(lock), lock._waiters)
    condition = asyncio.Condition(lock)
    async with condition:
        condition.notify_all()
    print(condition.locked(), condition.acquire.__self__ is lock, show(condition), condition._lock is lock)

    condition = asyncio.Condition(Foreign())
    tasks = [asyncio.create_task(waits(condition, name)) for name in "abc"]
    await asyncio.sleep(0)
    print(show(condition), len(condition._waiters))
    async with condition:
        condition.notify()
        condition.notify(1.5)
        print(show(condition))
    await asyncio.wait(tasks)
    print(show(condition))

    semaphore = Weighted(2)
    async with semaphore, semaphore:
        print(semaphore.locked(), show(semaphore))
        third = asyncio.create_task(semaphore.acquire())
        await asyncio.sleep(0)
        print(show(semaphore), len(semaphore._waiters))
    print(show(semaphore), await third)
    bounded = asyncio.BoundedSemaphore(value=1)
    print(show(bounded), bounded._bound_value, isinstance(bounded, asyncio.Semaphore))

    event = asyncio.Event()
    task = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    print(show(event), event._value, len(event._waiters), event._waiters[0].done())
    event.set()
    print(show(event), await task, show(event), event.is_set())
    event.clear()
    print(event.is_set())
    barrier = asyncio.Barrier(2)
    task = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    print(show(barrier), barrier.parties, barrier.n_waiting, barrier.broken)
    async with barrier as position:
        print(position, await task, show(barrier))
    await barrier.abort()
    print(show(barrier))
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as error:
        print("BrokenBarrierError", error)
    await barrier.reset()
    print(show(barrier))

    for wrong in (asyncio.Lock().release, bounded.release, lambda: asyncio.Lock(1), lambda: asyncio.Lock(loop=None), lambda: asyncio.Event(loop=1),
                  lambda: asyncio.Semaphore(-1), lambda: asyncio.Semaphore("x"), lambda: asyncio.Semaphore(1, 2), lambda: asyncio.Barrier(),
                  lambda: asyncio.Barrier(0), asyncio.Condition().notify, asyncio.Condition().notify_all, lambda: asyncio.Condition(5),
                  lambda: event.set(1), lambda: lock.release(x=1), lambda: asyncio.Condition().wait_for(), lambda: event.is_set(1, 2)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    try:
        await asyncio.Condition().wait()
    except RuntimeError as error:
        print("RuntimeError", error)
    coroutine = asyncio.Lock().acquire()
    print(show(coroutine), coroutine.__name__, coroutine.__qualname__, type(coroutine).__name__, asyncio.iscoroutine(coroutine))
    print(await coroutine)
    try:
        await coroutine
    except RuntimeError as error:
        print("RuntimeError", error)
    for each in (asyncio.Lock(), asyncio.Event()):
        waiting = (each.acquire if hasattr(each, "acquire") else each.wait)()
        waiting.close()
        print(show(each))
    return lock


async def other_loop(lock, mine):
    task = asyncio.create_task(mine())
    await asyncio.sleep(0)
    try:
        await lock.acquire()
    except RuntimeError as error:
        print("RuntimeError", re.sub(r"0x[0-9a-f]+", "0x", str(error)))
    task.cancel()


asyncio.run(main())
shared = asyncio.Lock()


async def contended():
    await shared.acquire()
    task = asyncio.create_task(shared.acquire())
    await asyncio.sleep(0)
    shared.release()
    await task


asyncio.run(contended())
asyncio.run(other_loop(shared, contended))
