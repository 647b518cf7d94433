# limit: memory=64M deadline=2 recursion=1000 ; outcome: stopped: deadline
# Waiting for a program that does not end is cut by the deadline, in every way of waiting.
import os
import subprocess
import threading

child = subprocess.Popen(["sleep", "10"], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
for wait in (child.wait, lambda: os.waitpid(child.pid, 0), child.communicate, lambda: os.wait()):
    threading.Thread(target=wait, daemon=True).start()
try:
    os.waitpid(-1, 0)
except BaseException:
    pass
while True:
    try:
        child.wait()
    except BaseException:
        pass
