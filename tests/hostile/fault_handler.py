# limit: memory=64M recursion=1000 ; outcome: ok
# Reports of the fault handler while frames come and go in several threads: asked for by signals, by a watchdog, by the threads themselves;
# watchdogs replaced and cancelled at once; descriptors that are none.
import faulthandler
import os
import signal
import threading
import time

sink = os.open(os.devnull, os.O_WRONLY)
faulthandler.register(signal.SIGUSR1, sink, all_threads=True)
faulthandler.register(signal.SIGUSR2, sink, all_threads=False, chain=True)


def work(n):
    def inner(depth):
        return inner(depth - 1) if depth else sum(range(10))

    space = {}
    for _ in range(n):
        exec("def made(x):\n  return [y for y in made2(x)]\ndef made2(x):\n  yield from range(x)\n", space)
        space["made"](5)
        inner(20)


def signals(n):
    for _ in range(n):
        os.kill(os.getpid(), signal.SIGUSR1)


faulthandler.dump_traceback_later(0.001, repeat=True, file=sink)
threads = [threading.Thread(target=work, args=(300,)) for _ in range(3)] + [threading.Thread(target=signals, args=(200,))]
for thread in threads:
    thread.start()
work(300)
for _ in range(50):
    faulthandler.dump_traceback(sink)
for thread in threads:
    thread.join()
for n in range(200):
    faulthandler.dump_traceback_later(0.0001 if n % 2 else 1000, repeat=n % 3 == 0, file=sink)
faulthandler.cancel_dump_traceback_later()
# A native that never comes to a point where it would hand over the lock is looked at as it is.
faulthandler.dump_traceback_later(0.01, file=sink)
pow(3, 1 << 18)
sorted(range(300_000, 0, -1))
time.sleep(0.05)
faulthandler.dump_traceback_later(0.01, file=12345)
time.sleep(0.05)


class Liar:
    def fileno(self):
        faulthandler.unregister(signal.SIGUSR1)
        faulthandler.disable()
        return 2 ** 70


for call in (faulthandler.enable, faulthandler.dump_traceback, lambda f: faulthandler.register(signal.SIGUSR1, f)):
    try:
        call(Liar())
    except (RuntimeError, OverflowError):
        pass
os.close(sink)
faulthandler.dump_traceback(sink)
