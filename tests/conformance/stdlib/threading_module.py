# Threads: starting and joining them, locks between them, thread-local data, what a failing thread reports, timers and barriers.
import sys
import threading
import time

sys.stderr = sys.stdout
main = threading.main_thread()
print(threading.current_thread() is main, main.name, main.daemon, main.is_alive(), threading.active_count())

results = []


def work(n, *, word="x"):
    time.sleep(0.001 * (3 - n))
    results.append((n, word, threading.current_thread().name))


threads = [threading.Thread(target=work, args=(n,), kwargs={"word": "w" * n}) for n in range(3)]
print([t.name for t in threads], [t.is_alive() for t in threads], threads[0].ident)
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), [t.is_alive() for t in threads])

counter = 0
lock = threading.Lock()


def count():
    global counter
    for _ in range(5000):
        with lock:
            counter += 1


threads = [threading.Thread(target=count) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter, lock.locked())

ready, go = threading.Event(), threading.Event()


def waits():
    ready.set()
    print("went on:", go.wait(5), go.wait(0))


t = threading.Thread(target=waits, daemon=True)
t.start()
ready.wait()
print("alive:", t.is_alive(), "daemon:", t.daemon)
go.set()
t.join()

condition = threading.Condition()
items = []


def consume():
    with condition:
        condition.wait_for(lambda: items)
        print("got", items.pop())


t = threading.Thread(target=consume)
t.start()
with condition:
    items.append("item")
    condition.notify()
t.join()
print(condition.wait_for(lambda: False, 0) if condition.acquire() else None)
condition.release()

rlock = threading.RLock()
with rlock, rlock:
    taken = []
    t = threading.Thread(target=lambda: taken.append(rlock.acquire(timeout=0.01)))
    t.start()
    t.join()
    print("re-entered; another thread:", taken)

data = threading.local()
data.value = "main"


class WithInit(threading.local):
    def __init__(self, start):
        self.list = [start]


own = WithInit("s")
own.list.append("main")


def local_data():
    try:
        data.value
    except AttributeError as error:
        print("AttributeError:", error)
    data.value = "thread"
    own.list.append("thread")
    print(data.value, own.list, vars(data))


t = threading.Thread(target=local_data)
t.start()
t.join()
print(data.value, own.list)

barrier = threading.Barrier(3)
order = []
threads = [threading.Thread(target=lambda: order.append(barrier.wait())) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(order), barrier.n_waiting, barrier.broken)

timer = threading.Timer(0.001, print, ["timer", "ran"])
timer.start()
timer.join()
timer = threading.Timer(60, print, ["never"])
timer.start()
timer.cancel()
timer.join()

semaphore = threading.BoundedSemaphore(2)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.001))
semaphore.release(2)
for wrong in (semaphore.release, lambda: threads[0].start(), lambda: threading.Thread().join(), threading.current_thread().join,
              lambda: threading.Semaphore(-1), lambda: lock.release(), lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-2),
              lambda: rlock.release(), lambda: setattr(main, "daemon", True), lambda: condition.notify(), lambda: threading.Barrier(0)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)


def fails():
    raise ValueError("in a thread")


threading.excepthook = lambda args: print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name)
t = threading.Thread(target=fails, name="failing")
t.start()
t.join()
threading.excepthook = threading.__excepthook__
t = threading.Thread(target=sys.exit, name="exiting")
t.start()
t.join()
print(threading.active_count(), [t.name for t in threading.enumerate()])


ending = threading.Event()


def late():
    ending.wait()
    print("the program waits for this thread")


threading.Thread(target=late).start()
endless = threading.Event()
threading.Thread(target=endless.wait, daemon=True).start()
print("end of main")
ending.set()
