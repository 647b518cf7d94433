# Queues can be subclassed: _init, _put, _get and the public methods are called where a class replaces them; the state is
# seen in repr, and the private attributes that programs look at are there.
import asyncio
import re
from collections import deque


def show(queue):
    return re.sub(r"0x[0-9a-f]+", "0x", repr(queue))


class Unique(asyncio.Queue):
    def _init(self, maxsize):
        print("init", maxsize)
        self._queue = {}

    def _put(self, item):
        self._queue[item] = True

    def _get(self):
        item = next(iter(self._queue))
        del self._queue[item]
        return item


class Counting(asyncio.Queue):
    def __init__(self, *args, **kwargs):
        self.log = []
        super().__init__(*args, **kwargs)

    def put_nowait(self, item):
        self.log.append(("put", item))
        return super().put_nowait(item)

    def get_nowait(self):
        item = super().get_nowait()
        self.log.append(("get", item))
        return item

    def full(self):
        self.log.append("full")
        return super().full()


class Newest(asyncio.LifoQueue):
    def _put(self, item):
        super()._put(item * 10)


class Halved(asyncio.PriorityQueue):
    def qsize(self):
        return super().qsize() // 2


class Plain(asyncio.Queue):
    """Looks into the deque."""

    def peek(self):
        return self._queue[0]


async def main():
    q = Unique(3)
    for item in "abab":
        q.put_nowait(item)
    print(show(q), str(q), q.qsize(), q.empty(), q.full(), q._unfinished_tasks)
    print(await q.get(), q.get_nowait(), q.empty())

    q = Counting(1)
    await q.put(1)
    putter = asyncio.create_task(q.put(2))
    await asyncio.sleep(0)
    print(show(q), len(q._putters), len(q._getters))
    print(await q.get(), await putter, await q.get(), q.log)

    q = Newest()
    for n in (1, 2):
        await q.put(n)
    print(await q.get(), await q.get())

    q = Halved(2)
    for n in (3, 1, 2):
        q.put_nowait(n)
    print(q.qsize(), q.full(), show(q), q._queue)
    print(q.get_nowait(), q._queue)

    q = Plain()
    q.put_nowait("first")
    q.put_nowait("second")
    print(q.peek(), type(q._queue) is deque, list(q._queue), q.maxsize, q._maxsize)
    q._queue.clear()
    print(q.empty(), show(q))
    getters = [asyncio.create_task(q.get()) for _ in range(2)]
    await asyncio.sleep(0)
    print(show(q), [f.done() for f in q._getters])
    getters[0].cancel()
    q.put_nowait("x")
    print(show(q))
    print(await getters[1], getters[0].cancelled())
    print(show(q), q._finished.is_set(), q._is_shutdown)
    for _ in range(3):
        q.task_done()
    print(q._finished.is_set())
    q.shutdown()
    print(str(q))
    for wrong in (q.task_done, q.get_nowait, lambda: q.put_nowait(1), lambda: asyncio.Queue().get_nowait(), lambda: q.put(), lambda: q.get(1),
                  lambda: asyncio.Queue(1, 2), lambda: asyncio.Queue(size=1), lambda: asyncio.Queue("x").full(), lambda: q.put_nowait(item=1, x=2)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    for waits in (q.get(), q.put(1)):
        try:
            await waits
        except asyncio.QueueShutDown as error:
            print("QueueShutDown", error)
    print(asyncio.Queue[int], asyncio.QueueEmpty.__module__, asyncio.Queue.__module__, asyncio.LifoQueue.__mro__[1].__name__)
    floats = asyncio.Queue(1.5)
    floats.put_nowait(1)
    print(floats.full(), floats.maxsize)
    floats.put_nowait(2)
    print(floats.full(), floats)


asyncio.run(main())
