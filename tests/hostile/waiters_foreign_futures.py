# limit: memory=64M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Futures of a loop's own kind run script code while locks and queues walk their lists: it may change the lists under way.
import asyncio


class Nosy(asyncio.Future):
    def done(self):
        for each in ACTIONS:
            each()
        return super().done()

    def set_result(self, result):
        super().set_result(result)
        for each in ACTIONS:
            each()

    def cancelled(self):
        for each in ACTIONS:
            each()
        return super().cancelled()


class Loop(asyncio.SelectorEventLoop):
    def create_future(self):
        return Nosy(loop=self)


ACTIONS = []


async def main():
    semaphore, event, condition, queue = asyncio.Semaphore(0), asyncio.Event(), asyncio.Condition(), asyncio.Queue(1)
    await condition.acquire()
    queue.put_nowait(0)
    tasks = []

    def start():
        tasks.extend(asyncio.ensure_future(each) for each in (semaphore.acquire(), event.wait(), queue.put(1)))

    for _ in range(20):
        start()
    await asyncio.sleep(0)
    busy = False

    def meddle():
        nonlocal busy
        if busy:
            return
        busy = True
        semaphore.release()
        semaphore._wake_up_next()
        event.set()
        event.clear()
        if not queue.empty():
            queue.get_nowait()
        for task in tasks[::3]:
            task.cancel()
        busy = False

    ACTIONS.append(meddle)
    for _ in range(20):
        start()
        semaphore.release()
        event.set()
        event.clear()
        if not queue.empty():
            queue.get_nowait()
        repr(semaphore), repr(event), repr(queue), semaphore.locked()
        await asyncio.sleep(0)
    ACTIONS.clear()
    for task in tasks:
        task.cancel()
    for task in tasks:
        try:
            await task
        except asyncio.CancelledError:
            pass


with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
