# limit: memory=64M fuel=none deadline=50 recursion=1000 ; outcome: MemoryError | RuntimeError
# Threads without end.
import threading

event = threading.Event()
threads = []
try:
    while True:
        threads.append(threading.Thread(target=event.wait, daemon=True))
        threads[-1].start()
except BaseException:
    event.set()
    raise
