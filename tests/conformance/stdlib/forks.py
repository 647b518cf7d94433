# fork() while other threads run: in the child the thread that forked is the main one and the only one, nothing is held by the others, and
# what was registered is called around it; subprocess with preexec_fn does the same.
import asyncio
import logging
import os
import queue
import random
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

warnings.simplefilter("ignore", DeprecationWarning)


def in_child(function, *arguments):
    """What the function says in a child."""
    sys.stdout.flush()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, str(function(*arguments)).encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        finally:
            os._exit(0)
    os.close(write)
    with open(read) as said:
        text = said.read()
    assert os.waitpid(child, 0)[1] == 0
    return text


# Registered functions.
order = []
for n in range(2):
    os.register_at_fork(before=lambda n=n: order.append(f"before{n}"), after_in_child=lambda n=n: order.append(f"child{n}"),
                        after_in_parent=lambda n=n: order.append(f"parent{n}"))
print(in_child(lambda: order), order)
for wrong in {}, {"before": 1}, {"after_in_child": "x"}, {"nope": print}:
    try:
        os.register_at_fork(**wrong)
    except TypeError as error:
        print(error)
order.clear()
subprocess.run(["true"], preexec_fn=lambda: None)
subprocess.run(["true"])
print(order)

# Threads of every kind: one waits for a lock, one holds some, one sleeps, one reads a pipe, one computes.
held, condition, event, own, items = threading.Lock(), threading.Condition(), threading.Event(), threading.local(), queue.Queue()
handler = logging.StreamHandler(sys.stdout)
logging.getLogger().addHandler(handler)
read, write = os.pipe()
ready = threading.Semaphore(0)
stop = False


def holds():
    handler.acquire()
    own.value = "of another thread"
    with held, condition:
        ready.release()
        condition.wait()
    handler.release()


def waits():
    ready.release()
    event.wait()


def computes():
    ready.release()
    while not stop:
        sum(range(100))


bodies = [holds, waits, lambda: (ready.release(), items.get()), lambda: (ready.release(), os.read(read, 1)),
          lambda: (ready.release(), time.sleep(0.2)), computes]
threads = [threading.Thread(target=body, daemon=True) for body in bodies]
for thread in threads:
    thread.start()
for _ in threads:
    ready.acquire()
pool = ThreadPoolExecutor(2)
pool.submit(len, "x").result()
while not condition.acquire(False):
    time.sleep(0.001)
condition.release()


def alone():
    parts = [threading.active_count(), threading.current_thread() is threading.main_thread(), [t.is_alive() for t in threads],
             hasattr(own, "value")]
    for thread in threads:
        thread.join()
    logging.warning("in the child")
    other = threading.Thread(target=lambda: parts.append(threading.current_thread() is threading.main_thread()))
    other.start()
    other.join()
    with ThreadPoolExecutor(1) as fresh:
        parts.append(fresh.submit(len, "four").result())

    async def main():
        await asyncio.sleep(0.001)
        return await asyncio.to_thread(len, "five!")

    parts.append(asyncio.run(main()))
    sys.stdout.flush()
    return parts


print(in_child(alone))
codes = [subprocess.Popen(["sh", "-c", f"exit {n}"], preexec_fn=lambda: logging.getLogger("x").debug("y")).wait() for n in range(40)]
print(codes == list(range(40)))
print(len({in_child(random.random) for _ in range(5)}))

# From another thread than the main one.
def forks():
    print(in_child(lambda: (threading.current_thread().name, threading.main_thread().name, threading.active_count())))

forker = threading.Thread(target=forks, name="forker")
forker.start()
forker.join()


# While a loop runs: in the child none does, and the parent's goes on.
async def main():
    def child():
        try:
            asyncio.get_running_loop()
        except RuntimeError as error:
            second = asyncio.run(asyncio.sleep(0.001, "another"))
            return error, second
    loop = asyncio.get_running_loop()
    a, b = os.pipe()
    got = loop.create_future()
    loop.add_reader(a, lambda: got.done() or got.set_result(os.read(a, 10)))

    def closes():
        asyncio._set_running_loop(None)
        loop.remove_reader(a)

    print(in_child(child), in_child(lambda: asyncio._get_running_loop()))
    os.write(b, b"heard")
    print(await got)
    loop.remove_reader(a)
    os.close(a)
    os.close(b)


asyncio.run(main())
stop = True
with condition:
    condition.notify_all()
event.set()
items.put(None)
os.write(write, b"x")
for thread in threads:
    thread.join()
pool.shutdown()
print(threading.active_count())
