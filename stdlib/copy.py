# SPDX-License-Identifier: MIT
"""Shallow and deep copies of any objects."""

import copyreg
from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """An object that cannot be copied."""


error = Error

_atomic = frozenset((
    type(None), int, float, bool, complex, str, bytes, tuple, type, range, slice, property, type(...),
    type(NotImplemented), type(len), type(lambda: None), type((lambda: None).__code__), frozenset))
_deep_atomic = _atomic - {tuple, frozenset, slice}
_own_copy = frozenset((list, dict, set, bytearray))


def _is_weakref(cls):
    return cls.__module__ == "weakref" and cls.__name__ == "ReferenceType"


def copy(x):
    """A new object with the same contents."""
    cls = type(x)
    if cls in _atomic:
        return x
    if cls in _own_copy:
        return cls.copy(x)
    if issubclass(cls, type) or _is_weakref(cls):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    parts = _reduce(x, cls)
    if isinstance(parts, str):
        return x
    return _reconstruct(x, None, *parts)


def _reduce(x, cls):
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor:
        return reductor()
    raise Error(f"un(shallow)copyable object of type {cls}")


def deepcopy(x, memo=None, _nil=[]):
    """A new object whose contents are copied in the same way; `memo` maps ids to the copies made."""
    cls = type(x)
    if cls in _deep_atomic:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        found = memo.get(key, _nil)
        if found is not _nil:
            return found
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type) or _is_weakref(cls):
        made = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            made = copier(memo)
        else:
            parts = _reduce_deep(x, cls)
            made = x if isinstance(parts, str) else _reconstruct(x, memo, *parts)
    if made is not x:
        memo[key] = made
        _keep_alive(x, memo)
    return made


def _reduce_deep(x, cls):
    try:
        return _reduce(x, cls)
    except Error:
        raise Error(f"un(deep)copyable object of type {cls}") from None


def _keep_alive(x, memo):
    """Ids in the memo are good only as long as their objects live."""
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo, deepcopy=deepcopy):
    made = []
    memo[id(x)] = made
    append = made.append
    for each in x:
        append(deepcopy(each, memo))
    return made


def _deepcopy_tuple(x, memo, deepcopy=deepcopy):
    made = [deepcopy(each, memo) for each in x]
    # A tuple may hold itself by way of a list: then the copy exists by now.
    try:
        return memo[id(x)]
    except KeyError:
        pass
    for old, new in zip(x, made):
        if old is not new:
            return tuple(made)
    return x


def _deepcopy_dict(x, memo, deepcopy=deepcopy):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deepcopy_dispatch = {list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict,
                      type((lambda: None).__get__(0)): _deepcopy_method}


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = (deepcopy(each, memo) for each in args)
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                made.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(made, name, value)
    if listiter is not None:
        for each in listiter:
            made.append(deepcopy(each, memo) if deep else each)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            made[key] = value
    return made


def replace(obj, /, **changes):
    """A copy with some fields changed, as the class's __replace__() makes it."""
    cls = obj.__class__
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
