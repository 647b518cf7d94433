# SPDX-License-Identifier: MIT
"""Threads, and what they wait for each other with. One thread of a program runs at a time; those that wait or sleep let others run."""

import sys as _sys
from _thread import (
    LockType as Lock, RLock as _CRLock, TIMEOUT_MAX, _ExceptHookArgs as ExceptHookArgs, _ThreadHandle,
    _get_main_thread_ident, _local as local, _make_thread_handle, _shutdown as _join_threads, allocate_lock as _allocate_lock, error as ThreadError,
    get_ident, get_native_id, stack_size, start_joinable_thread as _start_joinable_thread,
)
from _weakrefset import WeakSet as _WeakSet
from posix import register_at_fork as _register_at_fork
from time import monotonic as _time

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event", "Lock",
           "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "setprofile",
           "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "getprofile", "gettrace", "setprofile_all_threads",
           "settrace_all_threads", "get_native_id"]

_HAVE_THREAD_NATIVE_ID = True


def _deprecated(text):
    import warnings
    warnings.warn(text, DeprecationWarning, stacklevel=3)


# ---- tracing

_profile_hook = None
_trace_hook = None


def setprofile(func):
    """A profile function for all threads started from now on."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    """The function that setprofile() set."""
    return _profile_hook


def settrace(func):
    """A trace function for all threads started from now on."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    """The function that settrace() set."""
    return _trace_hook


def setprofile_all_threads(func):
    """A profile function for all threads, those that run now and those started later."""
    setprofile(func)
    _sys._setprofileallthreads(func)


def settrace_all_threads(func):
    """A trace function for all threads, those that run now and those started later."""
    settrace(func)
    _sys._settraceallthreads(func)


# ---- locks

def RLock(*args, **kwargs):
    """A lock that its owner may take again."""
    if args or kwargs:
        _deprecated("Passing arguments to RLock is deprecated and will be removed in 3.15")
    return (_CRLock or __getattr__("_PyRLock"))(*args, **kwargs)


def __getattr__(name):
    if name == "_PyRLock":
        from _py_rlock import _RLock

        return _RLock
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _shown(object, rest):
    cls = type(object)
    return f"<{cls.__module__}.{cls.__qualname__} at {id(object):#x}: {rest}>"


class Condition:
    """Waiting until another thread says that something has changed."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))
        self._waiters = []  # locks, each held until its waiter is notified

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Gives up the lock until notified; false if `timeout` seconds passed before."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved = self._release_save()
        notified = False
        try:
            if timeout is None:
                waiter.acquire()
                notified = True
            else:
                notified = waiter.acquire(True, timeout) if timeout > 0 else waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(saved)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    def wait_for(self, predicate, timeout=None):
        """Waits until the predicate is true; its last value."""
        until = None
        result = predicate()
        while not result:
            if timeout is not None:
                if until is None:
                    until = _time() + timeout
                else:
                    timeout = until - _time()
                    if timeout <= 0:
                        break
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wakes `n` threads that wait."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while self._waiters and n > 0:
            self._waiters.pop(0).release()
            n -= 1

    def notify_all(self):
        """Wakes all threads that wait."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        _deprecated("notifyAll() is deprecated, use notify_all() instead")
        self.notify_all()


class Semaphore:
    """A counter that never falls below zero: acquire() waits instead."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        return _shown(self, f"value={self._value}")

    def acquire(self, blocking=True, timeout=None):
        """Takes one; false if that was not possible in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        until = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if until is None:
                        until = _time() + timeout
                    else:
                        timeout = until - _time()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Gives `n` back."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that checks that no more is given back than was taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        return _shown(self, f"value={self._value}/{self._initial_value}")

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def __repr__(self):
        return _shown(self, "set" if self._flag else "unset")

    def is_set(self):
        """Whether the flag is true."""
        return self._flag

    def isSet(self):
        _deprecated("isSet() is deprecated, use is_set() instead")
        return self.is_set()

    def set(self):
        """Makes the flag true; all threads that wait go on."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Makes the flag false."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Waits until the flag is true, for `timeout` seconds at most."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """A point that a number of threads pass together."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0  # 0 filling, 1 draining, -1 resetting, -2 broken
        self._count = 0

    def __repr__(self):
        return _shown(self, "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}")

    def wait(self, timeout=None):
        """Waits for the others; each gets another number from 0."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def _release(self):
        try:
            if self._action:
                self._action()
            self._state = 1
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != 0, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError

    def reset(self):
        """Empties the barrier; threads that wait get a BrokenBarrierError."""
        with self._cond:
            self._state = -1 if self._count > 0 and self._state in (0, -2) else self._state if self._count > 0 else 0
            self._cond.notify_all()

    def abort(self):
        """Breaks the barrier for good."""
        with self._cond:
            self._break()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    @property
    def parties(self):
        """How many threads pass together."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait."""
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        """Whether it is broken."""
        return self._state == -2


# ---- threads

_counter = 0
_active_limbo_lock = RLock()
_active = {}  # by identity
_limbo = {}   # started, but not running yet


def _newname(template):
    global _counter
    _counter += 1
    return template % _counter


_dangling = _WeakSet()  # threads that somebody still holds, for tests that look for those left behind


class Thread:
    """A function that runs in a thread of its own."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            name = _newname("Thread-%d")
            if target is not None and hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._native_id = None
        self._handle = _ThreadHandle()
        self._started = Event()
        self._initialized = True
        self._stderr = _sys.stderr
        _dangling.add(self)

    def __repr__(self):
        self._check()
        status = "stopped" if self._handle.is_done() else "started" if self._started.is_set() else "initial"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def _set_native_id(self):
        self._native_id = get_native_id()

    def _check(self):
        assert self._initialized, "Thread.__init__() was not called"

    def start(self):
        """Starts the thread; once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """What the thread does: calls the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # They may refer to the thread.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        try:
            self._ident = get_ident()
            self._set_native_id()
            self._started.set()
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            try:
                self.run()
            except:
                _report(self)
        finally:
            with _active_limbo_lock:
                del _active[get_ident()]

    def join(self, timeout=None):
        """Waits for the thread's end."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        self._handle.join(timeout if timeout is None else max(timeout, 0))

    @property
    def name(self):
        """The name; several threads may have the same."""
        self._check()
        return self._name

    @name.setter
    def name(self, name):
        self._check()
        self._name = str(name)

    @property
    def ident(self):
        """The identity, or None before the start."""
        self._check()
        return self._ident

    @property
    def native_id(self):
        """The number that the system knows it by, or None before the start."""
        self._check()
        return self._native_id

    def is_alive(self):
        """Whether it has been started and has not ended."""
        self._check()
        return self._started.is_set() and not self._handle.is_done()

    @property
    def daemon(self):
        """Whether the program may end before it."""
        self._check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated("isDaemon() is deprecated, get the daemon attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated("setDaemon() is deprecated, set the daemon attribute instead")
        self.daemon = daemonic

    def getName(self):
        _deprecated("getName() is deprecated, get the name attribute instead")
        return self.name

    def setName(self, name):
        _deprecated("setName() is deprecated, set the name attribute instead")
        self.name = name


def excepthook(args, /):
    """Reports an exception that ended a thread."""
    if args.exc_type is SystemExit:
        return
    stream = _sys.stderr
    if stream is None:
        stream = args.thread._stderr if args.thread is not None else None
        if stream is None:
            return
    name = get_ident() if args.thread is None else args.thread.name
    from traceback import print_exception
    print(f"Exception in thread {name}:", file=stream, flush=True)
    print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stream)
    stream.flush()


__excepthook__ = excepthook


def _report(thread):
    """Calls the hook for the exception being handled; what it raises in turn is reported as well."""
    try:
        (excepthook or __excepthook__)(ExceptHookArgs([*_sys.exc_info(), thread]))
    except Exception as error:
        error.__suppress_context__ = True
        print("Exception in threading.excepthook:", file=_sys.stderr or thread._stderr, flush=True)
        (_sys.excepthook or _sys.__excepthook__)(*_sys.exc_info())


class Timer(Thread):
    """Calls a function after some seconds, unless cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """The function is not called if it has not been yet."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    """The thread that the program began on."""

    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started.set()
        self._ident = _get_main_thread_ident()
        self._handle = _make_thread_handle(self._ident)
        self._set_native_id()
        _active[self._ident] = self


class _DummyThread(Thread):
    """A thread that was not started by this module."""

    def __init__(self):
        Thread.__init__(self, name=_newname("Dummy-%d"), daemon=True)
        self._started.set()
        self._ident = get_ident()
        self._handle = _make_thread_handle(self._ident)
        self._set_native_id()
        with _active_limbo_lock:
            _active[self._ident] = self
        _of_thread.tracker = _Forget(self)

    def is_alive(self):
        if _active.get(self._ident) is self:
            return True
        raise RuntimeError("thread is not alive")

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


_of_thread = local()


class _Forget:
    """Dies with the thread's local data, and takes the dummy with it."""

    def __init__(self, thread):
        self._thread = thread

    def __del__(self):
        if _active.get(self._thread._ident) is self._thread:
            del _active[self._thread._ident]


def current_thread():
    """The Thread that is running."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    _deprecated("currentThread() is deprecated, use current_thread() instead")
    return current_thread()


def active_count():
    """How many threads are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    _deprecated("activeCount() is deprecated, use active_count() instead")
    return active_count()


def enumerate():
    """A list of the threads that are alive."""
    with _active_limbo_lock:
        return [*_active.values(), *_limbo.values()]


def main_thread():
    """The thread that the program began on."""
    return _main_thread


_main_thread = _MainThread()

# ---- the end

def _after_fork():
    """In the child of a fork only this thread is left, and is the main one."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    current = _active.get(get_ident()) or _MainThread()
    _main_thread = current
    for thread in {*enumerate(), *_dangling}:
        thread._started._at_fork_reinit()
        if thread is current:
            thread._native_id = get_native_id()
            if isinstance(thread, _DummyThread):
                thread.__class__, thread._name, thread._daemonic = _MainThread, "MainThread", False
        elif thread._started.is_set():
            thread._handle._set_done()
    _limbo.clear()
    _active.clear()
    _active[current._ident] = current


_register_at_fork(after_in_child=_after_fork)

_threading_atexits = []
_SHUTTING_DOWN = False


def _register_atexit(func, *arg, **kwargs):
    """Calls the function before threads are waited for at the end."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


def _shutdown():
    """The end of the program: waits for all threads that are not daemons."""
    global _SHUTTING_DOWN
    if _SHUTTING_DOWN:
        return
    _SHUTTING_DOWN = True
    for each in reversed(_threading_atexits):
        each()
    _main_thread._handle._set_done()
    _join_threads()
