# limit: memory=64M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Items whose comparison changes or empties the queue that is being put in order.
import asyncio


class Item:
    def __lt__(self, other):
        if queue.qsize() % 3 == 0:
            queue._queue.clear()
        elif queue.qsize() < 50:
            queue._queue.append(Item())
        return True


queue = asyncio.PriorityQueue()
for _ in range(200):
    try:
        queue.put_nowait(Item())
        queue.put_nowait(Item())
        queue.get_nowait()
    except (asyncio.QueueEmpty, IndexError, RuntimeError):
        pass
queue._queue = 5
for wrong in (queue.qsize, queue.get_nowait, lambda: queue.put_nowait(1)):
    try:
        wrong()
    except TypeError:
        pass
del queue._queue
try:
    queue.qsize()
except AttributeError:
    pass
