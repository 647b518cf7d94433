# limit: memory=64M deadline=40 recursion=500 ; outcome: ok
# Functions around fork() that raise, register more, fork themselves, end threads' locks, and lock what the child wants.
import os
import sys
import threading

sys.unraisablehook = lambda report: None
count = [0]
depth = [0]


def registers_more():
    count[0] += 1
    if count[0] < 50:
        os.register_at_fork(before=registers_more, after_in_child=raises, after_in_parent=raises)


def raises():
    raise [ValueError, SystemExit, KeyboardInterrupt][count[0] % 3]


def forks():
    if depth[0]:
        return
    depth[0] += 1
    child = os.fork()
    if child == 0:
        os._exit(7)
    os.waitpid(child, 0)
    depth[0] -= 1


lock = threading.RLock()
os.register_at_fork(before=registers_more)
os.register_at_fork(before=raises, after_in_child=raises, after_in_parent=raises)
os.register_at_fork(before=forks, after_in_parent=forks)
os.register_at_fork(before=lock.acquire, after_in_child=lock._at_fork_reinit, after_in_parent=lock.release)

stop = threading.Event()
threads = [threading.Thread(target=stop.wait) for _ in range(20)]
for thread in threads:
    thread.start()
for n in range(10):
    child = os.fork()
    if child == 0:
        ok = threading.active_count() == 1 and not any(thread.is_alive() for thread in threads) and lock.acquire(False)
        threads.clear()
        other = threading.Thread(target=lambda: None)
        other.start()
        other.join()
        os._exit(0 if ok else 1)
    assert os.waitpid(child, 0)[1] == 0
stop.set()
for thread in threads:
    thread.join()

# A child that ends by itself, with threads that were never joined and are no more.
stop = threading.Event()
waiting = [threading.Thread(target=stop.wait, daemon=n % 2 == 0) for n in range(10)]
for thread in waiting:
    thread.start()
child = os.fork()
if child == 0:
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
stop.set()
