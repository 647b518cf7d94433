# SPDX-License-Identifier: MIT
"""The event loop and the policy of this system."""

from _asyncio import _ReadPipeTransport, _UnixSelectorEventLoop, _WritePipeTransport

from . import transports
from .events import BaseDefaultEventLoopPolicy

__all__ = ("SelectorEventLoop", "AbstractChildWatcher", "SafeChildWatcher", "FastChildWatcher", "PidfdChildWatcher",
           "MultiLoopChildWatcher", "ThreadedChildWatcher", "DefaultEventLoopPolicy", "EventLoop")


def waitstatus_to_exitcode(status):
    """The exit code that a status of wait() says; the status itself if it says none."""
    import os
    try:
        return os.waitstatus_to_exitcode(status)
    except ValueError:
        return status


class _UnixReadPipeTransport(_ReadPipeTransport, transports.ReadTransport):
    """The transport over the end of a pipe that is read."""


class _UnixWritePipeTransport(_WritePipeTransport, transports.WriteTransport):
    """The transport over the end of a pipe that is written."""


def can_use_pidfd():
    """Whether the system tells of a child's end by a descriptor: Linux since 5.3, where no sandbox forbids it."""
    import os
    try:
        os.close(os.pidfd_open(os.getpid(), 0))
    except (AttributeError, OSError):
        return False
    return True


class AbstractChildWatcher:
    """Tells when children end, for programs that start them by themselves. The loop needs none for its own."""

    def add_child_handler(self, pid, callback, *args):
        """Calls callback(pid, returncode, *args) when the child has ended."""
        raise NotImplementedError()

    def remove_child_handler(self, pid):
        """Nothing is called for the child any more; whether anything would have been."""
        raise NotImplementedError()

    def attach_loop(self, loop):
        """Says in which loop callbacks are called."""
        raise NotImplementedError()

    def close(self):
        """The end."""
        raise NotImplementedError()

    def is_active(self):
        """Whether it can be used."""
        raise NotImplementedError()

    def __enter__(self):
        raise NotImplementedError()

    def __exit__(self, *exc):
        raise NotImplementedError()


class ThreadedChildWatcher(AbstractChildWatcher):
    """A thread waits for each child. The other watchers differ from it in name only."""

    def __init__(self):
        self._loop = None
        self._handlers = {}
        self._threads = {}
        if type(self) is not ThreadedChildWatcher and type(self) is not PidfdChildWatcher:
            import warnings
            name = type(self).__name__
            warnings._deprecated(name, f"{{name!r}} is deprecated as of Python 3.12 and will be removed in Python {{remove}}.",
                                 remove=(3, 14))

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def is_active(self):
        return True

    def attach_loop(self, loop):
        self._loop = loop

    def close(self):
        self._handlers.clear()

    def add_child_handler(self, pid, callback, *args):
        from .events import _get_running_loop
        from threading import Thread
        loop = _get_running_loop() or self._loop
        if loop is None:
            raise RuntimeError("Cannot add child handler, the child watcher does not have a loop attached")
        self._handlers[pid] = callback, args
        thread = self._threads[pid] = Thread(target=self._wait, name=f"asyncio-waitpid-{pid}", args=(loop, pid), daemon=True)
        thread.start()

    def remove_child_handler(self, pid):
        return self._handlers.pop(pid, None) is not None

    def _wait(self, loop, pid):
        import os
        try:
            pid, status = os.waitpid(pid, 0)
            code = waitstatus_to_exitcode(status)
        except ChildProcessError:
            code = 255  # somebody else has waited for it
        self._threads.pop(pid, None)
        handler = self._handlers.pop(pid, None)
        if handler is None:
            return
        callback, args = handler
        if not loop.is_closed():
            loop.call_soon_threadsafe(callback, pid, code, *args)


class PidfdChildWatcher(ThreadedChildWatcher):
    """As ThreadedChildWatcher."""


class BaseChildWatcher(ThreadedChildWatcher):
    """As ThreadedChildWatcher."""


class SafeChildWatcher(BaseChildWatcher):
    """As ThreadedChildWatcher."""


class FastChildWatcher(BaseChildWatcher):
    """As ThreadedChildWatcher."""


class MultiLoopChildWatcher(ThreadedChildWatcher):
    """As ThreadedChildWatcher."""


class _UnixDefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    """The default policy."""

    _loop_factory = _UnixSelectorEventLoop

    def __init__(self):
        super().__init__()
        self._watcher = None

    def get_child_watcher(self):
        import warnings
        if self._watcher is None:
            self._watcher = PidfdChildWatcher()
        warnings._deprecated("get_child_watcher", "{name!r} is deprecated as of Python 3.12 and will be removed in Python {remove}.",
                             remove=(3, 14))
        return self._watcher

    def set_child_watcher(self, watcher):
        import warnings
        assert watcher is None or isinstance(watcher, AbstractChildWatcher)
        if self._watcher is not None:
            self._watcher.close()
        self._watcher = watcher
        warnings._deprecated("set_child_watcher", "{name!r} is deprecated as of Python 3.12 and will be removed in Python {remove}.",
                             remove=(3, 14))


SelectorEventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
