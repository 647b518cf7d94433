# SPDX-License-Identifier: MIT
"""Waiting for many files at once, over the module `select`."""

import math
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping

EVENT_READ = 1
EVENT_WRITE = 2


def _fileobj_to_fd(fileobj):
    """The descriptor of a file object, or the descriptor given."""
    if isinstance(fileobj, int):
        number = fileobj
    else:
        try:
            number = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
    if number < 0:
        raise ValueError(f"Invalid file descriptor: {number}")
    return number


SelectorKey = namedtuple("SelectorKey", ["fileobj", "fd", "events", "data"])
SelectorKey.__doc__ = """SelectorKey(fileobj, fd, events, data)

What is registered for a file: itself, its descriptor, the events to wait for, and the caller's data."""


class _SelectorMapping(Mapping):
    """The keys of a selector by file object or descriptor."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._fd_to_key)

    def get(self, fileobj, default=None):
        return self._selector._fd_to_key.get(self._selector._fileobj_lookup(fileobj), default)

    def __getitem__(self, fileobj):
        key = self.get(fileobj)
        if key is None:
            raise KeyError(f"{fileobj!r} is not registered")
        return key

    def __iter__(self):
        return iter(self._selector._fd_to_key)


class BaseSelector(metaclass=ABCMeta):
    """What every selector offers. A file object is a descriptor, or has a fileno() method."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Waits for these events of the file from now on: a SelectorKey."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Waits for the file no longer: its SelectorKey."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Other events or data for a file that is registered: the new SelectorKey."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """Waits, for `timeout` seconds at most: a list of (key, events that are there)."""
        raise NotImplementedError

    def close(self):
        """Gives up what the system holds for it."""

    def get_key(self, fileobj):
        """The SelectorKey of a file."""
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError("Selector is closed")
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    @abstractmethod
    def get_map(self):
        """A mapping of file objects to keys; None once closed."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _BaseSelectorImpl(BaseSelector):
    """Keeps the keys."""

    def __init__(self):
        self._fd_to_key = {}
        self._map = _SelectorMapping(self)

    def _fileobj_lookup(self, fileobj):
        try:
            return _fileobj_to_fd(fileobj)
        except ValueError:
            # It may have been closed since it was registered.
            for key in self._fd_to_key.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def _key(self, fileobj):
        try:
            return self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    # How the system hears of a key: nothing to do where it is told at each wait.

    def _watch(self, key):
        pass

    def _unwatch(self, key):
        pass

    def _rewatch(self, key):
        """The same descriptor with other events."""

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._fd_to_key:
            raise KeyError(f"{fileobj!r} (FD {key.fd}) is already registered")
        self._watch(key)
        self._fd_to_key[key.fd] = key
        return key

    def unregister(self, fileobj):
        key = self._fd_to_key.pop(self._key(fileobj).fd)
        self._unwatch(key)
        return key

    def modify(self, fileobj, events, data=None):
        known = self._key(fileobj)
        changed = known._replace(events=events, data=data)
        if events != known.events:
            del self._fd_to_key[known.fd]  # gone if the system refuses
            self._rewatch(changed)
        elif data == known.data:
            return known
        self._fd_to_key[known.fd] = changed
        return changed

    def close(self):
        self._fd_to_key.clear()
        self._map = None

    def get_map(self):
        return self._map

    def _ready(self, found):
        """The answer of select() for pairs of descriptor and events."""
        keys = self._fd_to_key
        return [(key, events & key.events) for fd, events in found if (key := keys.get(fd))]


class SelectSelector(_BaseSelectorImpl):
    """By select.select()."""

    _select = select.select

    def select(self, timeout=None):
        keys = self._fd_to_key.values()
        wanted = [[key.fd for key in keys if key.events & event] for event in (EVENT_READ, EVENT_WRITE)]
        try:
            readable, writable, _ = self._select(*wanted, [], None if timeout is None else max(timeout, 0))
        except InterruptedError:
            return []
        found = dict.fromkeys(readable, EVENT_READ)
        for fd in writable:
            found[fd] = found.get(fd, 0) | EVENT_WRITE
        return self._ready(found.items())


class _PollLikeSelector(_BaseSelectorImpl):
    """By an object that keeps the descriptors itself."""

    _selector_cls = None
    _EVENT_READ = None
    _EVENT_WRITE = None

    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def _mask(self, events):
        return (events & EVENT_READ and self._EVENT_READ) | (events & EVENT_WRITE and self._EVENT_WRITE)

    def _watch(self, key):
        self._selector.register(key.fd, self._mask(key.events))

    def _unwatch(self, key):
        try:
            self._selector.unregister(key.fd)
        except OSError:
            pass  # closed since

    def _rewatch(self, key):
        self._selector.modify(key.fd, self._mask(key.events))

    def _wait(self, timeout):
        if timeout is not None:
            # In milliseconds, at least as long as was asked for.
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3)
        return self._selector.poll(timeout)

    def select(self, timeout=None):
        try:
            found = self._wait(timeout)
        except InterruptedError:
            return []
        # Errors count for both.
        return self._ready((fd, (event & ~self._EVENT_READ and EVENT_WRITE) | (event & ~self._EVENT_WRITE and EVENT_READ))
                           for fd, event in found)


class PollSelector(_PollLikeSelector):
    """By select.poll()."""

    _selector_cls = select.poll
    _EVENT_READ = select.POLLIN
    _EVENT_WRITE = select.POLLOUT


class EpollSelector(_PollLikeSelector):
    """By select.epoll()."""

    _selector_cls = select.epoll
    _EVENT_READ = select.EPOLLIN
    _EVENT_WRITE = select.EPOLLOUT

    def fileno(self):
        """The descriptor of the epoll object."""
        return self._selector.fileno()

    def _wait(self, timeout):
        if timeout is None:
            timeout = -1
        else:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1e3) * 1e-3
        return self._selector.poll(timeout, len(self._fd_to_key) or 1)

    def close(self):
        self._selector.close()
        super().close()


DefaultSelector = EpollSelector
