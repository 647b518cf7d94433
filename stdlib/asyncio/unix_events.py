# SPDX-License-Identifier: MIT
"""The event loop and the policy of this system."""

from _asyncio import _UnixSelectorEventLoop

from .events import BaseDefaultEventLoopPolicy

__all__ = ("SelectorEventLoop", "DefaultEventLoopPolicy", "EventLoop")


class _UnixDefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    """The default policy."""

    _loop_factory = _UnixSelectorEventLoop

    def get_child_watcher(self):
        raise NotImplementedError("child watchers are not in ouro yet")

    def set_child_watcher(self, watcher):
        raise NotImplementedError("child watchers are not in ouro yet")


SelectorEventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
EventLoop = SelectorEventLoop
