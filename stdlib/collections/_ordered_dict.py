# SPDX-License-Identifier: MIT
"""What `collections` has where the native `_collections` is hidden: OrderedDict as a dict with a doubly linked list of its keys."""

from _weakref import proxy
from operator import eq
from reprlib import recursive_repr

from _collections_abc import ItemsView, KeysView, MutableMapping, ValuesView

_NOTHING = object()


class _Link:
    __slots__ = "prev", "next", "key", "__weakref__"


def _backwards(view):
    yield from map(view._one, reversed(view._mapping))


class _OrderedDictKeysView(KeysView):
    __reversed__ = _backwards

    def _one(self, key):
        return key


class _OrderedDictItemsView(ItemsView):
    __reversed__ = _backwards

    def _one(self, key):
        return key, self._mapping[key]


class _OrderedDictValuesView(ValuesView):
    __reversed__ = _backwards

    def _one(self, key):
        return self._mapping[key]


class OrderedDict(dict):
    """A dict whose order can be changed, and counts when two of them are compared."""

    # The links make a ring through `__root`, which they refer to weakly, as to the ones before them: so none of them is in a cycle.
    def __new__(cls, /, *args, **kwds):
        self = dict.__new__(cls)
        self.__hardroot = _Link()
        self.__root = root = proxy(self.__hardroot)
        root.prev = root.next = root
        self.__map = {}
        return self

    def __init__(self, other=(), /, **kwds):
        self.__update(other, **kwds)

    update = __update = MutableMapping.update

    def __setitem__(self, key, value):
        if key not in self:
            self.__map[key] = link = _Link()
            root = self.__root
            last = root.prev
            link.prev, link.next, link.key = last, root, key
            last.next = link
            root.prev = proxy(link)
        dict.__setitem__(self, key, value)

    def __unlink(self, link):
        before, after = link.prev, link.next
        link.prev = link.next = None
        before.next, after.prev = after, before

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        self.__unlink(self.__map.pop(key))

    def __iter__(self):
        root = self.__root
        link = root.next
        while link is not root:
            yield link.key
            link = link.next

    def __reversed__(self):
        root = self.__root
        link = root.prev
        while link is not root:
            yield link.key
            link = link.prev

    def clear(self):
        """Remove all items."""
        root = self.__root
        root.prev = root.next = root
        self.__map.clear()
        dict.clear(self)

    def popitem(self, last=True):
        """Remove and return the last (key, value), or the first."""
        if not self:
            raise KeyError("dictionary is empty")
        link = self.__root.prev if last else self.__root.next
        key = link.key
        self.__unlink(link)
        del self.__map[key]
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move a key to the end, or to the beginning."""
        link = self.__map[key]
        weak = link.next.prev
        self.__unlink(link)
        root = self.__root
        before, after = (root.prev, root) if last else (root, root.next)
        link.prev, link.next = before, after
        before.next = link
        after.prev = weak

    def __sizeof__(self):
        from sys import getsizeof

        entries = len(self) + 1
        return getsizeof(self.__dict__) + getsizeof(self.__map) * 2 + getsizeof(self.__hardroot) * entries + getsizeof(self.__root) * entries

    def keys(self):
        """A view of the keys."""
        return _OrderedDictKeysView(self)

    def items(self):
        """A view of the (key, value) pairs."""
        return _OrderedDictItemsView(self)

    def values(self):
        """A view of the values."""
        return _OrderedDictValuesView(self)

    __ne__ = MutableMapping.__ne__

    def pop(self, key, default=_NOTHING):
        """Remove a key and return its value, or the default."""
        result = dict.pop(self, key, _NOTHING)
        if result is not _NOTHING:
            self.__unlink(self.__map.pop(key))
            return result
        if default is _NOTHING:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        """The value of a key, after inserting the default if it was not there."""
        if key not in self:
            self[key] = default
        return self[key]

    @recursive_repr()
    def __repr__(self):
        return "%s(%s)" % (self.__class__.__name__, repr(dict(self.items())) if self else "")

    def __reduce__(self):
        state = self.__getstate__()
        state, slots = state if isinstance(state, tuple) else (state, {})
        # What the class itself keeps there is made again.
        kept = {name: value for name, value in (state or {}).items() if not name.startswith("_OrderedDict__")}
        if slots:
            return self.__class__, (), (kept, slots), None, iter(self.items())
        return self.__class__, (), kept or None, None, iter(self.items())

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """One with these keys, all of the same value."""
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(map(eq, self, other))
        return dict.__eq__(self, other)

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made


OrderedDict.__module__ = "collections"
