# Thread pools: results, errors, cancelling, callbacks, map, wait, as_completed, shutdown; and the queues between threads.
import concurrent.futures as futures
import logging
import queue
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s")
logging.getLogger("concurrent.futures").addFilter(lambda record: setattr(record, "exc_info", None) or True)


def power(base, exponent=2):
    return base ** exponent


with ThreadPoolExecutor(max_workers=2, thread_name_prefix="pool") as pool:
    future = pool.submit(power, 3, exponent=3)
    print(future.result(), future.done(), future.running(), future.cancelled(), future.exception())
    failed = pool.submit(int, "x")
    print(repr(failed.exception()))
    try:
        failed.result()
    except ValueError as error:
        print("ValueError:", error)
    print(list(pool.map(power, range(5), [1, 2, 3, 1, 2])))
    gate, running = threading.Event(), threading.Semaphore(0)
    blocked = [pool.submit(lambda: running.release() or gate.wait()) for _ in range(2)]
    running.acquire(), running.acquire()
    waiting = pool.submit(power, 2)
    print(waiting.cancel(), waiting.cancelled(), waiting.cancel(), blocked[0].running(), blocked[0].cancel())
    try:
        waiting.result()
    except futures.CancelledError as error:
        print("CancelledError", error)
    try:
        blocked[0].result(timeout=0.001)
    except TimeoutError as error:
        print("TimeoutError", error)
    done, rest = futures.wait([future, *blocked], return_when=futures.FIRST_COMPLETED)
    print(len(done), len(rest))
    gate.set()
    done, rest = futures.wait(blocked)
    print(len(done), len(rest))
    print(sorted(f.result() for f in futures.as_completed([pool.submit(power, n) for n in range(6)])))
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(5)}
    print(all(name.startswith("pool_") for name in names))
try:
    pool.submit(power, 1)
except RuntimeError as error:
    print(error)

future = futures.Future()
future.add_done_callback(lambda f: print("called back with", f.result()))
future.add_done_callback(lambda f: 1 / 0)
print(future.set_running_or_notify_cancel(), future.running())
future.set_result("value")
future.add_done_callback(lambda f: print("at once", f is future))
for wrong in (lambda: future.set_result(1), lambda: futures.wait([futures.Future()], return_when="?"), lambda: ThreadPoolExecutor(0)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, str(error).partition(" at ")[0])
for state in ("result", "error", "cancel"):
    future = futures.Future()
    if state == "result":
        future.set_result(1)
    elif state == "error":
        future.set_exception(KeyError("k"))
    else:
        future.cancel()
    text = repr(future)
    print(text.partition(" at ")[0], text.partition(" state=")[2])

broken = ThreadPoolExecutor(1, initializer=lambda: 1 / 0)
try:
    print(broken.submit(power, 1).result())
except futures.BrokenExecutor as error:
    print(type(error).__name__, error)
broken.shutdown()

pool = ThreadPoolExecutor(1)
gate = threading.Event()
first, second = pool.submit(lambda: running.release() or gate.wait()), pool.submit(power, 2)
running.acquire()
pool.shutdown(wait=False, cancel_futures=True)
print(second.cancelled(), first.cancelled())
gate.set()
pool.shutdown()

line = queue.Queue(2)
line.put("a")
line.put("b")
print(line.full(), line.qsize(), line.empty())
for wrong in (lambda: line.put("c", block=False), lambda: line.put("c", timeout=0.001), lambda: line.put("c", timeout=-1),
              lambda: queue.Queue().get_nowait(), lambda: queue.SimpleQueue().get(timeout=0.001), line.task_done, line.task_done, line.task_done):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
taker = threading.Thread(target=lambda: print("taken", line.get(), line.get(), line.get()))
taker.start()
line.put("c")
taker.join()
smallest, newest = queue.PriorityQueue(), queue.LifoQueue()
for n in (3, 1, 2):
    smallest.put(n)
    newest.put(n)
print([smallest.get() for _ in range(3)], [newest.get() for _ in range(3)])
line.shutdown()
for wrong in (line.get, lambda: line.put(1)):
    try:
        wrong()
    except queue.ShutDown as error:
        print("ShutDown", error)
simple = queue.SimpleQueue()
taker = threading.Thread(target=lambda: print([simple.get() for _ in range(100)] == list(range(100)), simple.empty()))
taker.start()
for n in range(100):
    simple.put(n)
taker.join()

# as_completed() holds no future that it has given out, in whatever order they are done.
import weakref

open_futures = [futures.Future() for _ in range(12)]
for future in open_futures[::2]:
    future.set_running_or_notify_cancel()
    future.set_result(None)
held = 0
for future in futures.as_completed(open_futures):
    open_futures.remove(future)
    seen = weakref.ref(future)
    del future
    held += seen() is not None
    for each in open_futures:
        if not each.done():
            each.set_result(None)
            break
    each = None
print(held)
