# SPDX-License-Identifier: MIT
"""Row, which knows its columns' names, and Blob, bytes in a database as a file."""

import operator

from _sqlite3 import ProgrammingError


class Row:
    """A row that is a tuple and, by the columns' names, a mapping."""

    __slots__ = ("_columns", "_values")

    def __new__(cls, cursor, data, /):
        from ._connection import Cursor
        if not isinstance(cursor, Cursor):
            raise TypeError(f"Row() argument 1 must be sqlite3.Cursor, not {type(cursor).__name__}")
        if not isinstance(data, tuple):
            raise TypeError(f"Row() argument 2 must be tuple, not {type(data).__name__}")
        self = object.__new__(cls)
        self._columns, self._values = cursor.description, data
        return self

    def keys(self):
        """The names of the columns."""
        return [column[0] for column in self._columns or ()]

    def __getitem__(self, key):
        if isinstance(key, (int, slice)):
            return self._values[key]
        if not isinstance(key, str):
            if hasattr(type(key), "__index__"):
                return self._values[key]
            raise IndexError("Index must be int or string")
        for column, value in zip(self._columns or (), self._values):
            name = column[0]
            if name == key or (name.isascii() and key.isascii() and name.lower() == key.lower()):
                return value
        raise IndexError("No item with that key")

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __hash__(self):
        return hash(self._columns) ^ hash(self._values)

    def __eq__(self, other):
        if not isinstance(other, Row):
            return NotImplemented
        return self._columns == other._columns and self._values == other._values


class Blob:
    """The bytes of one value, read and written where they lie. Their number stays."""

    __slots__ = ("_handle", "_connection", "_at", "__weakref__")

    def __new__(cls, *args, **kwargs):
        raise TypeError(f"cannot create '{cls.__module__}.{cls.__name__}' instances")

    def _size(self):
        self._connection._check()
        return self._handle.size()

    def __len__(self):
        return self._size()

    def close(self):
        """Ends the work with it."""
        self._connection._check_thread()
        self._handle.close()

    def __enter__(self):
        self._size()
        return self

    def __exit__(self, type, val, tb, /):
        self._size()
        self._handle.close()
        return False

    def tell(self):
        """Where the next read() or write() begins."""
        self._size()
        return self._at

    def seek(self, offset, origin=0, /):
        """Sets where it begins: from the start, from there (1), from the end (2)."""
        size = self._size()
        if origin not in (0, 1, 2):
            raise ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END")
        at = offset + (0, self._at, size)[origin]
        if abs(at) >= 1 << 31:
            raise OverflowError("seek offset results in overflow")
        if not 0 <= at <= size:
            raise ValueError("offset out of blob range")
        self._at = at

    def read(self, length=-1, /):
        """So many bytes, or all that are left."""
        left = self._size() - self._at
        count = left if length < 0 or length > left else length
        data = self._handle.read(count, self._at)
        self._at += count
        return data

    def write(self, data, /):
        """Writes bytes over those that are there."""
        self._size()
        data = memoryview(data).cast("B")
        self._handle.write(data, self._at)
        self._at += len(data)

    def _index(self, key):
        size = self._size()
        try:
            at = operator.index(key)
        except TypeError:
            raise TypeError("Blob indices must be integers") from None
        if at < 0:
            at += size
        if not 0 <= at < size:
            raise IndexError("Blob index out of range")
        return at

    def __getitem__(self, key):
        if not isinstance(key, slice):
            return self._handle.read(1, self._index(key))[0]
        start, stop, step = key.indices(self._size())
        if start >= stop and step > 0:
            return b""
        if step == 1:
            return self._handle.read(stop - start, start)
        return self._handle.read(self._size(), 0)[key]

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            at = self._index(key)
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 0 <= value < 256:
                raise ValueError("byte must be in range(0, 256)")
            self._handle.write(bytes([value]), at)
            return
        places = range(*key.indices(self._size()))
        value = memoryview(value).cast("B")
        if len(value) != len(places):
            raise IndexError("Blob slice assignment is wrong size")
        if not places:
            return
        if places.step == 1:
            self._handle.write(value, places.start)
        else:
            low, high = min(places), max(places) + 1
            data = bytearray(self._handle.read(high - low, low))
            for at, byte in zip(places, value):
                data[at - low] = byte
            self._handle.write(data, low)

    def __delitem__(self, key):
        self._size()
        raise TypeError("Blob doesn't support slice deletion" if isinstance(key, slice) else "Blob doesn't support item deletion")


def new_blob(connection, handle):
    blob = object.__new__(Blob)
    blob._connection, blob._handle, blob._at = connection, handle, 0
    return blob


for _each in Row, Blob:
    _each.__module__ = "sqlite3"
del _each
