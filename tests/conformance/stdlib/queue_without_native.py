# queue where the native half is hidden: the same names, the same behaviour, in Python.
import sys
import threading

sys.modules["_queue"] = None
import queue

print(queue.SimpleQueue is queue._PySimpleQueue, issubclass(queue.Empty, Exception), queue.SimpleQueue[int])
q = queue.SimpleQueue()
print(q.empty(), q.qsize())
for n in range(3):
    q.put(n)
print(q.get(), q.get_nowait(), q.get(timeout=1), q.empty())
for wrong in (lambda: q.get_nowait(), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1), lambda: queue.Queue().get(block=False)):
    try:
        wrong()
    except (queue.Empty, ValueError) as error:
        print(type(error).__name__, error)
threading.Thread(target=lambda: [q.put(n) for n in range(1000)]).start()
print(sum(q.get() for _ in range(1000)))
