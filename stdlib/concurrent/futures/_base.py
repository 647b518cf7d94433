# SPDX-License-Identifier: MIT
"""Future, Executor, and waiting for many futures."""

import threading
from time import monotonic

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_DESCRIPTIONS = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled",
                 FINISHED: "finished"}
_OVER = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)
_SETTLED = (CANCELLED_AND_NOTIFIED, FINISHED)  # what wait() and as_completed() take for done


def __getattr__(name):
    if name == "LOGGER":
        import logging
        globals()[name] = made = logging.getLogger("concurrent.futures")
        return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _logger():
    return globals().get("LOGGER") or __getattr__("LOGGER")


class Error(Exception):
    """The base of this package's errors."""


class CancelledError(Error):
    """The future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """An executor cannot run calls any more."""


for _each in (Error, CancelledError, InvalidStateError, BrokenExecutor):
    _each.__module__ = "concurrent.futures._base"


class Future:
    """The result of a call that another thread makes."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []  # of wait() and as_completed(): called with the future once it is settled
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            text = f"<{self.__class__.__name__} at {id(self):#x} state={_DESCRIPTIONS[self._state]}"
            if self._state == FINISHED:
                if self._exception:
                    text += f" raised {self._exception.__class__.__name__}"
                else:
                    text += f" returned {self._result.__class__.__name__}"
            return text + ">"

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            _logger().exception("exception calling callback for %r", self)

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def cancel(self):
        """Cancels the call unless it runs or has run; whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Whether it was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Whether the call is being made."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether it is cancelled or finished."""
        with self._condition:
            return self._state in _OVER

    def add_done_callback(self, fn):
        """Calls `fn` with the future when it is done, or now."""
        with self._condition:
            if self._state not in _OVER:
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        """Waits for the end; the condition is held."""
        if self._state not in _OVER:
            self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """What the call returned, or raised."""
        try:
            with self._condition:
                self._wait(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            self = None  # the traceback of the exception must not keep the future

    def exception(self, timeout=None):
        """What the call raised, or None."""
        with self._condition:
            self._wait(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        """For executors: the call begins. False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.settled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            _logger().critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _OVER:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.settled(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        """For executors: the call has returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """For executors: the call has raised."""
        self._finish(None, exception)

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class _Waiter:
    """Collects futures as they are settled; its event is set when `wanted` of them are, or one has failed and that suffices."""

    def __init__(self, wanted, stop_on_exception=False):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.finished = []
        self.wanted = wanted
        self.stop_on_exception = stop_on_exception

    def settled(self, future):
        with self.lock:
            self.finished.append(future)
            self.wanted -= 1
            if self.wanted <= 0 or self.stop_on_exception and future._state == FINISHED and future._exception is not None:
                self.event.set()


class _Held:
    """The conditions of several futures, taken in an order that all agree on."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def _add_waiter(futures, waiter):
    for future in futures:
        future._waiters.append(waiter)


def _remove_waiter(futures, waiter):
    for future in futures:
        with future._condition:
            future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """Yields the futures as they are done."""
    until = None if timeout is None else timeout + monotonic()
    pending = set(fs)
    total = len(pending)
    with _Held(pending):
        finished = [each for each in pending if each._state in _SETTLED]
        waiter = _Waiter(1)
        _add_waiter(pending, waiter)
    try:
        while True:
            # Whoever gets them may drop them: no reference is kept here.
            while finished:
                future = finished.pop()
                _remove_waiter((future,), waiter)
                pending.discard(future)
                done, future = [future], None
                yield done.pop()
            if not pending:
                return
            left = None
            if until is not None:
                left = until - monotonic()
                if left < 0:
                    raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
            waiter.event.wait(left)
            with waiter.lock:
                finished, waiter.finished = waiter.finished[::-1], []
                waiter.event.clear()
    finally:
        _remove_waiter({*pending, *finished}, waiter)


_wait_result = None


def _done_and_not_done(done, not_done):
    global _wait_result
    if _wait_result is None:
        from collections import namedtuple
        _wait_result = namedtuple("DoneAndNotDoneFutures", "done not_done", module="concurrent.futures._base")
    return _wait_result(done, not_done)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Waits for futures: the sets of those that are done and of the others."""
    fs = set(fs)
    with _Held(fs):
        done = {each for each in fs if each._state in _SETTLED}
        missing = len(fs) - len(done)
        if return_when == FIRST_COMPLETED and done or not missing:
            return _done_and_not_done(done, fs - done)
        if return_when == FIRST_EXCEPTION and any(each for each in done if not each.cancelled() and each.exception() is not None):
            return _done_and_not_done(done, fs - done)
        if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
            raise ValueError(f"Invalid return condition: {return_when!r}")
        waiter = _Waiter(1 if return_when == FIRST_COMPLETED else missing, return_when == FIRST_EXCEPTION)
        _add_waiter(fs, waiter)
    waiter.event.wait(timeout)
    _remove_waiter(fs, waiter)
    done.update(waiter.finished)
    return _done_and_not_done(done, fs - done)


def _result_or_cancel(future, timeout=None):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future


class Executor:
    """What makes calls elsewhere."""

    def submit(self, fn, /, *args, **kwargs):
        """Schedules fn(*args, **kwargs): a Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like the built-in map(), with all calls scheduled at once."""
        until = None if timeout is None else timeout + monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        # A generator of its own, so that the calls are scheduled before the first result is asked for.
        def results():
            try:
                futures.reverse()
                while futures:
                    if until is None:
                        yield _result_or_cancel(futures.pop())
                    else:
                        yield _result_or_cancel(futures.pop(), until - monotonic())
            finally:
                for future in futures:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """No calls are accepted any more."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
