# limit: memory=64M fuel=none deadline=1 recursion=1000 ; outcome: stopped: deadline
# Threads that wait for each other for ever, and a main thread that waits for them.
import queue
import threading
import time

first, second = threading.Lock(), threading.Lock()
first.acquire(), second.acquire()
threads = [threading.Thread(target=lambda: first.acquire() and second.acquire()),
           threading.Thread(target=lambda: second.acquire() and first.acquire()),
           threading.Thread(target=queue.SimpleQueue().get), threading.Thread(target=threading.Event().wait),
           threading.Thread(target=time.sleep, args=(1000,)), threading.Thread(target=threading.Condition().wait_for, args=(bool,))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
