# SPDX-License-Identifier: MIT
"""ProcessPoolExecutor, over the package multiprocessing.

Each worker process has a connection of its own, over which one call at a time goes to it and its outcome comes back. A thread of the
executor, the manager, hands out the calls and waits for the outcomes. No two workers share a lock or a pipe: one that is killed leaves
nothing behind that another could wait for, and its connection ends.
"""

import itertools
import os
import threading
import traceback
from _weakref import ref
from _weakrefset import WeakSet
from collections import deque
from functools import partial

from concurrent.futures import _base

_managers = WeakSet()  # those that run
_global_shutdown = False


def _python_exit():
    """The end of the program: what was submitted is done first."""
    global _global_shutdown
    _global_shutdown = True
    managers = [*_managers]
    for manager in managers:
        manager.pool.wake()
    for manager in managers:
        manager.join()


threading._register_atexit(_python_exit)


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of the pool has ended by itself, or its answer could not be read."""


# ---- exceptions that come from another process


class _RemoteTraceback(Exception):
    """Stands as the cause of such an exception; its text is the traceback there."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


def _remote_traceback(error):
    return _RemoteTraceback('\n"""\n' + "".join(traceback.format_exception(error)) + '"""')


class _ExceptionWithTraceback:
    """An exception to be sent: there, it is the exception itself."""

    def __init__(self, error):
        self.error = error
        self.text = _remote_traceback(error).tb
        error.__traceback__ = None  # its frames hold on to what the call had

    def __reduce__(self):
        return _rebuild_exception, (self.error, self.text)


def _rebuild_exception(error, text):
    error.__cause__ = _RemoteTraceback(text)
    return error


# ---- in a worker process


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _process_worker(connection, initializer, initargs, inherited):
    """Makes the calls that come until there is None, or nobody who sends any. `inherited`: what a fork has brought along and others own."""
    _managers.clear()
    for close, what in inherited:
        close(what)
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._logger().critical("Exception in initializer:", exc_info=True)
            return  # the pool is broken by that
    while True:
        try:
            call = connection.recv()
        except EOFError:
            return
        if call is None:
            return
        fn, args, kwargs = call
        try:
            outcome = True, fn(*args, **kwargs)
        except BaseException as error:
            outcome = False, _ExceptionWithTraceback(error)
        try:
            connection.send(outcome)
        except BaseException as error:
            connection.send((False, _ExceptionWithTraceback(error)))
        del call, fn, args, kwargs, outcome


# ---- in the process that has the executor


class _Call:
    """A call that waits, or is made."""

    __slots__ = ("future", "fn", "args", "kwargs")

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


class _Worker:
    """A worker process as the manager sees it."""

    __slots__ = ("process", "connection", "call", "calls")

    def __init__(self, process, connection):
        self.process = process
        self.connection = connection
        self.call = None  # what it does at present
        self.calls = 0    # how many it has made

    def fileno(self):
        return self.connection.fileno()

    def leave(self):
        """Tells it that there is no more to do."""
        try:
            self.connection.send(None)
        except OSError:
            pass  # it is gone
        self.connection.close()


class _Pool:
    """What an executor shares with its manager, which must not keep the executor alive. The lock guards the rest."""

    def __init__(self, context, max_workers, initializer, initargs, max_tasks):
        self.context = context
        self.forks = context.get_start_method(allow_none=False) == "fork"
        self.max_workers = max_workers
        self.initializer = initializer
        self.initargs = initargs
        self.max_tasks = max_tasks
        self.lock = threading.Lock()
        self.workers = []
        self.processes = {}
        self.waiting = deque()  # calls that no worker has been given
        self.shutdown = False
        self.broken = None
        self.alarm_lock = threading.RLock()  # the end of an executor rings, whatever its thread was doing
        self.alarm_reader = self.alarm_writer = None

    def open(self):
        self.alarm_reader, self.alarm_writer = os.pipe()
        os.set_blocking(self.alarm_writer, False)
        os.set_blocking(self.alarm_reader, False)

    def wake(self):
        """The manager looks at what has changed."""
        with self.alarm_lock:
            if self.alarm_writer is not None:
                try:
                    os.write(self.alarm_writer, b"!")
                except BlockingIOError:
                    pass  # it has been told often enough

    def hear(self):
        try:
            os.read(self.alarm_reader, 65536)
        except BlockingIOError:
            pass

    def close(self):
        with self.alarm_lock:
            if self.alarm_writer is not None:
                os.close(self.alarm_writer)
                os.close(self.alarm_reader)
                self.alarm_reader = self.alarm_writer = None

    def add_worker(self):
        ours, theirs = self.context.Pipe()
        inherited = []
        if self.forks:
            inherited += [(type(ours).close, each.connection) for each in self.workers]
            inherited += [(type(ours).close, ours), (os.close, self.alarm_reader), (os.close, self.alarm_writer)]
        process = self.context.Process(target=_process_worker, args=(theirs, self.initializer, self.initargs, inherited))
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self.workers.append(_Worker(process, ours))
        self.processes[process.pid] = process

    def remove_worker(self, worker):
        self.workers.remove(worker)
        del self.processes[worker.process.pid]

    def add_workers_for(self, more):
        """Enough for what is to be done and `more` calls."""
        # With a fork, none can follow once there are threads that the child would not have.
        wanted = self.max_workers if self.forks else len(self.waiting) + sum(each.call is not None for each in self.workers) + more
        while len(self.workers) < min(wanted, self.max_workers):
            self.add_worker()

    def take_waiting(self):
        calls = [*self.waiting]
        self.waiting.clear()
        return calls


class _Manager(threading.Thread):
    """Hands out the calls of a pool and settles their futures, until the executor has come to its end."""

    def __init__(self, executor):
        super().__init__()
        self.pool = pool = executor._pool
        self.executor = ref(executor, lambda _: pool.wake())
        _managers.add(self)

    def run(self):
        try:
            while True:
                self.hand_out()
                if self.is_over():
                    break
                self.take_outcomes()
        except BaseException as error:
            self.break_down(error)
        else:
            self.end()
        self.pool.close()

    def is_over(self):
        pool = self.pool
        executor = self.executor()
        if not _global_shutdown and executor is not None and not pool.shutdown:
            return False
        if executor is not None:
            pool.shutdown = True
        with pool.lock:
            return not pool.waiting and all(worker.call is None for worker in pool.workers)

    def hand_out(self):
        from multiprocessing.reduction import ForkingPickler
        pool = self.pool
        with pool.lock:
            idle = [worker for worker in pool.workers if worker.call is None]
        while idle:
            worker = idle[-1]
            with pool.lock:
                if not pool.waiting:
                    return
                call = worker.call = pool.waiting.popleft()
            if not call.future.set_running_or_notify_cancel():
                worker.call = None
                continue
            try:
                data = ForkingPickler.dumps((call.fn, call.args, call.kwargs))
            except BaseException as error:
                worker.call = None
                error.__cause__ = _remote_traceback(error)
                call.future.set_exception(error)
                continue
            call.fn = call.args = call.kwargs = None
            worker.connection.send_bytes(data)
            idle.pop()

    def take_outcomes(self):
        from multiprocessing.connection import wait
        pool = self.pool
        with pool.lock:
            watched = [*pool.workers, pool.alarm_reader]
        for each in wait(watched):
            if each == pool.alarm_reader:
                pool.hear()
            else:
                self.take_outcome(each)

    def take_outcome(self, worker):
        pool = self.pool
        returned, value = worker.connection.recv()
        worker.calls += 1
        retires = pool.max_tasks is not None and worker.calls >= pool.max_tasks
        with pool.lock:
            call, worker.call = worker.call, None
            if retires:
                pool.remove_worker(worker)
        if returned:
            call.future.set_result(value)
        else:
            call.future.set_exception(value)
        if retires:
            worker.leave()
            worker.process.join()
            with pool.lock:
                if not pool.forks:
                    pool.add_workers_for(0)

    def break_down(self, error):
        """A worker is gone, or what it said cannot be read: nothing that was submitted will have an outcome."""
        pool = self.pool
        with pool.lock:
            pool.broken = "A child process terminated abruptly, the process pool is not usable anymore"
            pool.shutdown = True
            calls = [worker.call for worker in pool.workers if worker.call is not None] + pool.take_waiting()
            for worker in pool.workers:
                worker.process.terminate()
        failure = BrokenProcessPool("A process in the process pool was terminated abruptly while the future was running or pending.")
        if not isinstance(error, (EOFError, OSError)):
            failure.__cause__ = _remote_traceback(error)
        for call in calls:
            try:
                call.future.set_exception(failure)
            except _base.InvalidStateError:
                pass  # it was cancelled
        self.end()

    def end(self):
        for worker in self.pool.workers:
            worker.leave()
        for worker in self.pool.workers:
            worker.process.join()


def _check_system_limits():
    """NotImplementedError where there cannot be a pool."""
    try:
        import multiprocessing.connection
        import multiprocessing.synchronize
    except ModuleNotFoundError as error:
        raise NotImplementedError("concurrent.futures.ProcessPoolExecutor needs the package multiprocessing, which is not in ouro yet") from error


def _in_order(chunks):
    for chunk in chunks:
        chunk.reverse()
        while chunk:
            yield chunk.pop()  # no reference to it is kept


class ProcessPoolExecutor(_base.Executor):
    """Makes calls in other processes: functions, arguments and results are pickled."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        _check_system_limits()
        import multiprocessing
        if max_workers is None:
            max_workers = os.process_cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = multiprocessing.get_context("spawn" if max_tasks_per_child is not None else None)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if mp_context.get_start_method(allow_none=False) == "fork":
                raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; supply a different mp_context.")
        self._max_workers = max_workers
        self._mp_context = mp_context
        self._pool = _Pool(mp_context, max_workers, initializer, initargs, max_tasks_per_child)
        self._processes = self._pool.processes
        self._executor_manager_thread = None

    def submit(self, fn, /, *args, **kwargs):
        pool = self._pool
        with pool.lock:
            if pool.broken:
                raise BrokenProcessPool(pool.broken)
            if pool.shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _global_shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            begins = self._executor_manager_thread is None
            if begins and pool.alarm_writer is None:
                pool.open()
            if begins or not pool.forks:
                pool.add_workers_for(1)
            if begins:
                manager = _Manager(self)
                manager.start()
                self._executor_manager_thread = manager
            future = _base.Future()
            pool.waiting.append(_Call(future, fn, args, kwargs))
        pool.wake()
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like the built-in map(), with all calls scheduled at once, `chunksize` of them together."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        return _in_order(super().map(partial(_process_chunk, fn), itertools.batched(zip(*iterables), chunksize), timeout=timeout))

    def shutdown(self, wait=True, *, cancel_futures=False):
        pool = self._pool
        with pool.lock:
            pool.shutdown = True
            cancelled = pool.take_waiting() if cancel_futures else ()
        for call in cancelled:
            call.future.cancel()
        manager, self._executor_manager_thread = self._executor_manager_thread, None
        pool.wake()
        if manager is not None and wait:
            manager.join()
