# SPDX-License-Identifier: MIT
"""WeakSet, apart from `weakref` because it needs little."""

from _weakref import ref

__all__ = ["WeakSet"]


def _refs(items):
    """Weak references that compare equal to those of a WeakSet, without its callback."""
    return map(ref, items)


class WeakSet:
    """A set that forgets its members when nobody else knows them."""

    def __init__(self, data=None):
        self.data = set()
        self._pending_removals = []  # dead members, which are taken out when no iterator runs
        self._iterating = 0  # how many do
        weak_self = ref(self)

        def forget(dead):
            weak_set = weak_self()
            if weak_set is None:
                return
            if weak_set._iterating:
                weak_set._pending_removals.append(dead)
            else:
                weak_set.data.discard(dead)

        self._remove = forget
        if data is not None:
            self.update(data)

    def _commit_removals(self):
        while self._pending_removals:
            self.data.discard(self._pending_removals.pop())

    @property
    def _changing(self):
        """The references, of which the dead are taken out before others are added or removed."""
        self._commit_removals()
        return self.data

    def _kept(self, items):
        """References that tell this set when their object dies."""
        return (ref(item, self._remove) for item in items)

    # ---- looking

    def __iter__(self):
        self._iterating += 1
        try:
            for weak in self.data:
                alive = weak()
                if alive is not None:
                    yield alive
        finally:
            self._iterating -= 1
            if self._iterating == 0:
                self._commit_removals()

    def __len__(self):
        return len(self.data) - len(self._pending_removals)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def __reduce__(self):
        return type(self), ([*self],), self.__getstate__()

    def copy(self):
        return type(self)(self)

    # ---- changing

    def add(self, item):
        self._changing.add(ref(item, self._remove))

    def remove(self, item):
        self._changing.remove(ref(item))

    def discard(self, item):
        self._changing.discard(ref(item))

    def clear(self):
        self._changing.clear()

    def pop(self):
        references = self._changing
        while references:
            item = references.pop()()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def update(self, other):
        references = self._changing
        for item in other:
            references.add(ref(item, self._remove))

    def intersection_update(self, other):
        self._changing.intersection_update(_refs(other))

    def difference_update(self, other):
        references = self._changing
        references.clear() if other is self else references.difference_update(_refs(other))

    def symmetric_difference_update(self, other):
        references = self._changing
        references.clear() if other is self else references.symmetric_difference_update(self._kept(other))

    # ---- comparing

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def issubset(self, other):
        return self.data.issubset(_refs(other))

    def issuperset(self, other):
        return self.data.issuperset(_refs(other))

    def __eq__(self, other):
        return self.data == {*_refs(other)} if isinstance(other, type(self)) else NotImplemented

    def __lt__(self, other):
        return self.data < {*_refs(other)}

    def __gt__(self, other):
        return self.data > {*_refs(other)}

    __le__ = issubset
    __ge__ = issuperset

    # ---- combining

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference

    def _in_place(update):
        def operator(self, other):
            update(self, other)
            return self

        return operator

    __ior__, __iand__ = _in_place(update), _in_place(intersection_update)
    __isub__, __ixor__ = _in_place(difference_update), _in_place(symmetric_difference_update)
    del _in_place

    __class_getitem__ = classmethod(type(list[int]))
