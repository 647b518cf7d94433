# limit: memory=64M fuel=none deadline=2 recursion=1000 ; outcome: stopped: deadline
# Semaphores of other processes: no address can be made up, none is left open by thousands that are dropped, and waiting for one ends.
import os
from _multiprocessing import SemLock, sem_unlink

for handle in 1, 2**63, 0xdeadbeef:
    try:
        SemLock._rebuild(handle, 1, 1, None)
    except (NotImplementedError, OverflowError):
        pass
    else:
        raise SystemExit("an address was taken")
name = f"/ouro-hostile-{os.getpid()}"
for n in range(3000):
    SemLock(n % 2, 1, 1, name, True)
lock = SemLock(1, 1, 1, name, False)
same = [SemLock._rebuild(0, 1, 1, name) for _ in range(3000)]
sem_unlink(name)
lock.acquire()
same[-1].acquire()
