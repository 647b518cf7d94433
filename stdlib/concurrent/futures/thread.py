# SPDX-License-Identifier: MIT
"""ThreadPoolExecutor."""

import os
import threading
import types
from _queue import Empty, SimpleQueue
from _weakref import ref

from concurrent.futures import _base

_queues = {}  # threads to what they take their work from, until they end
_shutdown = False
_global_shutdown_lock = threading.Lock()
os.register_at_fork(before=_global_shutdown_lock.acquire, after_in_child=_global_shutdown_lock._at_fork_reinit,
                    after_in_parent=_global_shutdown_lock.release)
_executors = 0


def _python_exit():
    """The end of the program: what was submitted is done first."""
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    items = [*_queues.items()]
    for _, queue in items:
        queue.put(None)
    for thread, _ in items:
        thread.join()


threading._register_atexit(_python_exit)


class _WorkItem:
    """A call that waits for its thread."""

    __slots__ = ("future", "fn", "args", "kwargs")
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


def _worker(executor_reference, queue, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._logger().critical("Exception in initializer:", exc_info=True)
            executor = executor_reference()
            if executor is not None:
                executor._initializer_failed()
            return
    try:
        while True:
            try:
                item = queue.get_nowait()
            except Empty:
                executor = executor_reference()
                if executor is not None:
                    executor._idle += 1
                del executor
                item = queue.get()
            if item is not None:
                future, fn, args, kwargs = item.future, item.fn, item.args, item.kwargs
                del item
                if future.set_running_or_notify_cancel():
                    try:
                        result = fn(*args, **kwargs)
                    except BaseException as error:
                        future.set_exception(error)
                        # The exception's traceback holds this frame.
                        future = None
                    else:
                        future.set_result(result)
                        del result
                del future, fn, args, kwargs
                continue
            executor = executor_reference()
            if _shutdown or executor is None or executor._shutdown:
                if executor is not None:
                    executor._shutdown = True
                queue.put(None)  # for the next one
                return
            del executor
    except BaseException:
        _base._logger().critical("Exception in worker", exc_info=True)
    finally:
        _queues.pop(threading.current_thread(), None)


class BrokenThreadPool(_base.BrokenExecutor):
    """A thread of the pool failed to initialize."""


class ThreadPoolExecutor(_base.Executor):
    """A pool of threads that grows to a limit as calls come."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _executors
        if max_workers is None:
            max_workers = min(32, (os.process_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = SimpleQueue()
        self._idle = 0  # threads that found nothing to do, and have not been given anything since
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{_executors}"
            _executors += 1
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _global_shutdown_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            if self._idle > 0:
                self._idle -= 1
            elif len(self._threads) < self._max_workers:
                self._add_thread()
            return future

    def _add_thread(self):
        def end(_, queue=self._work_queue):
            queue.put(None)

        thread = threading.Thread(name=f"{self._thread_name_prefix}_{len(self._threads)}", target=_worker,
                                  args=(ref(self, end), self._work_queue, self._initializer, self._initargs))
        _queues[thread] = self._work_queue
        try:
            thread.start()
        except BaseException:
            del _queues[thread]
            raise
        self._threads.add(thread)

    def _take_all(self):
        while True:
            try:
                item = self._work_queue.get_nowait()
            except Empty:
                return
            if item is not None:
                yield item.future

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for future in self._take_all():
                future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for future in self._take_all():
                    future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
