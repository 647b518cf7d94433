# _thread: handles of threads, what stands in their texts, threads that end with an exception; the main thread can be waited for.
import _imp
import _thread
import subprocess
import sys
import threading


def attempt(call, *arguments, **options):
    try:
        return call(*arguments, **options)
    except (OSError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        return f"{type(error).__name__}: {error}"


handle = _thread._ThreadHandle()
print(handle, handle.ident, handle.is_done(), attempt(handle.join), attempt(handle._set_done))
handle = _thread._make_thread_handle(5)
print(handle, handle.ident, handle.is_done(), handle.join(0.01), handle._set_done(), handle.is_done(), handle.join())
print(attempt(_thread._make_thread_handle, "a"), attempt(_thread._make_thread_handle(threading.get_ident()).join))
handle = _thread.start_joinable_thread(lambda: None)
print(handle.join(), handle.is_done(), handle.ident != 0, handle._set_done(), handle.join(-1))
for wrong in "a", float("nan"), 1e30, 2 ** 80:
    print(attempt(handle.join, wrong))
for arguments in (5,), (int, 5), (int, handle):
    print(attempt(_thread.start_joinable_thread, *arguments).split(" object at")[0])

# Locks.
for lock in _thread.allocate_lock(), threading.RLock():
    print(str(lock).split(" at ")[0])
    for timeout in "a", float("nan"), 1e30, -5, None, 2 ** 80:
        print(attempt(lock.acquire, True, timeout))
    print(attempt(lock.acquire, False, 1), attempt(lock.release))


class Own(type(threading.RLock())):
    pass


print(str(Own()).split(" at ")[0])

# What nobody catches in a thread of _thread's.
ended = threading.Event()


def hook(unraisable):
    print(repr(unraisable.exc_value), unraisable.err_msg.split(" at ")[0], unraisable.object)
    ended.set()


def task():
    raise ValueError("out of a thread")


sys.unraisablehook = hook
_thread.start_new_thread(task, ())
ended.wait()

# The lock of imports.
print(attempt(_imp.release_lock), _imp.lock_held(), _imp.acquire_lock(), _imp.acquire_lock(), _imp.release_lock(), _imp.lock_held())
said = []
thread = threading.Thread(target=lambda: said.extend((attempt(_imp.release_lock), _imp.lock_held())))
thread.start()
thread.join()
print(said, _imp.release_lock(), _imp.lock_held())

# A thread that waits for the main one goes on when that is over.
print(attempt(threading.current_thread().join), attempt(threading.main_thread()._handle.join))
code = "\n".join(["import sys, threading, time", "def waits(main):", "    main.join()", "    print('after it', main.is_alive(), flush=True)",
                  "threading.Thread(target=waits, args=[threading.current_thread()]).start()", "time.sleep(0.02)", "print('end of main', flush=True)"])
print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
