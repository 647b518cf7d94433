# SPDX-License-Identifier: MIT
"""Handles, the abstract event loop, and policies."""

import _asyncio
from _asyncio import (
    AbstractEventLoop, Handle, TimerHandle, _get_running_loop, _set_running_loop, get_event_loop, get_running_loop,
    new_event_loop, set_event_loop,
)
from _thread import _get_main_thread_ident, _local, get_ident

__all__ = ("AbstractEventLoopPolicy", "AbstractEventLoop", "AbstractServer", "Handle", "TimerHandle", "get_event_loop_policy",
           "set_event_loop_policy", "get_event_loop", "set_event_loop", "new_event_loop", "get_child_watcher",
           "set_child_watcher", "_set_running_loop", "get_running_loop", "_get_running_loop")


class AbstractServer:
    """What create_server() returns."""

    def close(self):
        raise NotImplementedError

    def get_loop(self):
        raise NotImplementedError

    def close_clients(self):
        raise NotImplementedError

    def abort_clients(self):
        raise NotImplementedError

    def is_serving(self):
        raise NotImplementedError

    async def start_serving(self):
        raise NotImplementedError

    async def serve_forever(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoopPolicy:
    """Decides which loop is current, and makes loops."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

    def get_child_watcher(self):
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """A loop of its own for each thread; the main thread's is made when first asked for."""

    _loop_factory = None

    class _Local(_local):
        _loop = None
        _set_called = False

    def __init__(self):
        self._local = self._Local()

    def get_event_loop(self):
        local = self._local
        if local is None:
            return _asyncio._policy_loop()
        if local._loop is None and not local._set_called and get_ident() == _get_main_thread_ident():
            _warn_of_first_loop()
            self.set_event_loop(self.new_event_loop())
        if local._loop is None:
            from threading import current_thread
            raise RuntimeError(f"There is no current event loop in thread {current_thread().name!r}.")
        return local._loop

    def set_event_loop(self, loop):
        local = self._local
        if local is None:
            _asyncio._set_policy_loop(loop)
            return
        local._set_called = True
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        local._loop = loop

    def new_event_loop(self):
        return self._loop_factory()


def _warn_of_first_loop():
    """The main thread's loop was asked for before one was set."""
    import sys
    import warnings
    level = 1
    frame = sys._getframe(0)
    while frame is not None:
        module = frame.f_globals.get("__name__") or ""
        if module != "asyncio" and not module.startswith("asyncio."):
            break
        frame = frame.f_back
        level += 1
    warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=level)


def _first_loop():
    _warn_of_first_loop()
    return new_event_loop()


_event_loop_policy = None


def get_event_loop_policy():
    """The policy in force."""
    global _event_loop_policy
    if _event_loop_policy is None:
        from .unix_events import DefaultEventLoopPolicy
        _event_loop_policy = DefaultEventLoopPolicy()
        _event_loop_policy._local = None  # the first one: its loops are where native code finds them
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Another policy; None: a new one of the default kind."""
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    if policy is None:
        from .unix_events import DefaultEventLoopPolicy
        policy = DefaultEventLoopPolicy()
    _event_loop_policy = policy
    native = isinstance(policy, BaseDefaultEventLoopPolicy) and policy._local is None
    _asyncio._set_policy(None if native else policy)


def _after_fork():
    # In the child of a fork no thread has a loop yet: so also for a policy of the program's own.
    _event_loop_policy._local = BaseDefaultEventLoopPolicy._Local()


def get_child_watcher():
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    return get_event_loop_policy().set_child_watcher(watcher)


# There is one of each, by the names of CPython's two.
_py__get_running_loop = _c__get_running_loop = _get_running_loop
_py__set_running_loop = _c__set_running_loop = _set_running_loop
_py_get_running_loop = _c_get_running_loop = get_running_loop
_py_get_event_loop = _c_get_event_loop = get_event_loop
