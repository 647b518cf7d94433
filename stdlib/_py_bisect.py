# SPDX-License-Identifier: MIT
"""What `bisect` has where the native `_bisect` is hidden."""


def _place(a, x, lo, hi, key, after):
    """Where x belongs, before or after what is equal to it."""
    if lo < 0:
        raise ValueError("lo must be non-negative")
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle] if key is None else key(a[middle])
        if not x < item if after else item < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


def bisect_right(a, x, lo=0, hi=None, *, key=None):
    """Where to insert x into a sorted list, after what is equal to it."""
    return _place(a, x, lo, hi, key, True)


def bisect_left(a, x, lo=0, hi=None, *, key=None):
    """Where to insert x into a sorted list, before what is equal to it."""
    return _place(a, x, lo, hi, key, False)


def insort_right(a, x, lo=0, hi=None, *, key=None):
    """Insert x into a sorted list, after what is equal to it."""
    lo = bisect_right(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(lo, x)


def insort_left(a, x, lo=0, hi=None, *, key=None):
    """Insert x into a sorted list, before what is equal to it."""
    lo = bisect_left(a, x if key is None else key(x), lo, hi, key=key)
    a.insert(lo, x)


for _each in list(globals().values()):
    if getattr(_each, "__module__", None) == __name__:
        _each.__module__ = "bisect"
del _each
