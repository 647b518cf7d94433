# What can't be begun when a program ends; a fork while another thread imports; policies of asyncio in the child of a fork.
import _imp
import asyncio
import os
import signal
import subprocess
import sys
import threading
import warnings

warnings.simplefilter("ignore", DeprecationWarning)


def in_child(function):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            function()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}")
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)


# At the end.
code = """
import _thread, os, subprocess, sys, threading
class Last:
    def __del__(self, os=os, subprocess=subprocess, _thread=_thread, threading=threading, sys=sys):
        for call in (os.fork, os.forkpty, lambda: _thread.start_new_thread(print, ()), lambda: threading.Thread(target=print).start(), lambda:
                     subprocess._fork_exec([b"x"], [b"/bin/true"], False, (), None, None, -1, -1, -1, -1, -1, -1, -1, 9, False, False, -1, None, None, None, -1, int, True)):
            try:
                print(call(), flush=True)
            except Exception as error:
                print(type(error).__name__, error, flush=True)
last = Last()
"""
print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
code = """
import atexit, os, threading
@atexit.register
def at_exit():
    threading.Thread(target=lambda: print("a thread", flush=True)).start()
    child = os.fork()
    if child == 0:
        os._exit(3)
    print(os.waitpid(child, 0)[1] >> 8)
"""
print(subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True).stdout)

# While another thread imports.
begun = threading.Event()
go_on = threading.Event()


def imports():
    with_lock = _imp.acquire_lock()
    sys.modules["half made"] = "half"
    begun.set()
    go_on.wait(0.05)
    sys.modules["half made"] = "whole"
    _imp.release_lock()


thread = threading.Thread(target=imports)
thread.start()
begun.wait()
in_child(lambda: print(__import__("half made"), _imp.lock_held()))
thread.join()
_imp.acquire_lock()
_imp.acquire_lock()
in_child(lambda: print(_imp.release_lock(), _imp.release_lock(), _imp.lock_held()))
print(_imp.release_lock(), _imp.lock_held(), _imp.release_lock(), _imp.lock_held())

# Policies.
class Own(asyncio.DefaultEventLoopPolicy):
    pass


class Bare(asyncio.AbstractEventLoopPolicy):
    def get_event_loop(self):
        return "Bare's loop"


asyncio.set_event_loop_policy(Own())
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)


def with_policy():
    policy = asyncio.get_event_loop_policy()
    print(type(policy).__name__, policy._local._loop, policy._local._set_called)
    other = asyncio.get_event_loop()
    print(other is loop, other.is_closed(), other.run_until_complete(asyncio.sleep(0, "slept")))
    other.close()
    asyncio.run(asyncio.sleep(0))


in_child(with_policy)
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop_policy(Bare())
in_child(lambda: print(asyncio.get_event_loop(), list(vars(asyncio.get_event_loop_policy()))))
asyncio.set_event_loop_policy(None)
second = asyncio.new_event_loop()
asyncio.set_event_loop(second)
in_child(lambda: print(asyncio.get_event_loop() is second))
read, write = os.pipe()
os.set_blocking(write, False)
signal.set_wakeup_fd(write)
in_child(lambda: print(signal.set_wakeup_fd(-1)))
print(signal.set_wakeup_fd(-1) == write)
loop.close()
second.close()
