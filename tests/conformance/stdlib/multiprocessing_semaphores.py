# _multiprocessing.SemLock and _posixshmem: what can be acquired and released how often, by which thread and process; errors.
import _multiprocessing
import _posixshmem
import os
import threading
from _multiprocessing import SemLock, sem_unlink

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
numbers = iter(range(1000))


def name():
    return f"/ouro-test-{os.getpid()}-{next(numbers)}"


def tried(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except BaseException as error:
        print(type(error).__name__, error)


print(_multiprocessing.flags, SemLock.SEM_VALUE_MAX)
print([each for each in dir(SemLock) if not each.startswith("__")])

print("= a semaphore")
semaphore = SemLock(SEMAPHORE, 2, 2, name(), True)
print(semaphore.handle > 0, semaphore.kind, semaphore.maxvalue, semaphore.name)
print(semaphore.acquire(), semaphore.acquire(True, 0.5), semaphore.acquire(False), semaphore.acquire(block=True, timeout=0.01), semaphore.acquire(True, -1))
print(semaphore._count(), semaphore._get_value(), semaphore._is_zero(), semaphore._is_mine())
for _ in range(3):
    tried(semaphore.release)
with semaphore as entered:
    print(entered, semaphore._get_value())
semaphore.acquire()
semaphore._after_fork()
print(semaphore._count(), semaphore._get_value())
tried(setattr, semaphore, "kind", 1)

print("= a recursive lock")
lock = SemLock(RECURSIVE_MUTEX, 1, 1, name(), True)
print(lock.acquire(), lock.acquire(), lock._count(), lock._is_mine())
thread = threading.Thread(target=lambda: (print(lock.acquire(False), lock._is_mine()), tried(lock.release)))
thread.start()
thread.join()
lock.release()
lock.release()
tried(lock.release)

print("= between threads and processes")
gate = SemLock(SEMAPHORE, 0, 9, shared := name(), False)
print(gate.name == shared)
thread = threading.Thread(target=gate.release)
thread.start()
print(gate.acquire(True, 10))
thread.join()
child = os.fork()
if not child:
    SemLock._rebuild(0, SEMAPHORE, 9, shared).release()
    os._exit(0)
print(gate.acquire(), os.waitpid(child, 0)[1])
sem_unlink(shared)
tried(SemLock._rebuild, 0, SEMAPHORE, 9, "/ouro-test-none")
tried(sem_unlink, "/ouro-test-none")


class Derived(SemLock):
    pass


print(type(Derived(SEMAPHORE, 1, 1, name(), True)).__name__)

print("= errors")
for arguments in (), (7, 1, 1, name(), True), (0, -1, 1, name(), True), (0, 1, 1, 5, True), (0, 1, 1, "a\0b", True), (0, 1, 1, "", True), \
        (0, 2**40, 1, name(), True), (0, 1, 1, "/" + "a" * 300, True):
    tried(SemLock, *arguments)
for timeout in "x", float("nan"), float("inf"):
    semaphore = SemLock(SEMAPHORE, 0, 1, name(), True)
    tried(semaphore.acquire, timeout=timeout)

print("= shared memory")
memory = _posixshmem.shm_open(shared := name(), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode=0o600)
print(os.write(memory, b"shared"), oct(os.stat(memory).st_mode & 0o777))
again = _posixshmem.shm_open(shared, os.O_RDONLY)
print(os.read(again, 10))
_posixshmem.shm_unlink(shared)
for each in memory, again:
    os.close(each)
tried(_posixshmem.shm_open, "/ouro-test-none", os.O_RDWR)
tried(_posixshmem.shm_unlink, "/ouro-test-none")
for arguments in (5, 0), ("a\0b", 0):
    tried(_posixshmem.shm_open, *arguments)
