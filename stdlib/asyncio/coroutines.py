# SPDX-License-Identifier: MIT
"""What a coroutine is, and how one is shown."""

import sys
from types import FunctionType, GeneratorType, MethodType

from _asyncio import _is_debug_mode, _iscoroutine, _makes_coroutines

__all__ = "iscoroutinefunction", "iscoroutine"

_CO_COROUTINE = 128
_CO_ITERABLE_COROUTINE = 256

_is_coroutine = object()  # a function marked with it counts as one that makes coroutines


def iscoroutinefunction(func):
    """Whether calling `func` makes a coroutine."""
    if getattr(func, "_is_coroutine", None) is _is_coroutine:
        return True
    if "inspect" in sys.modules:  # else nothing can have its mark
        return sys.modules["inspect"].iscoroutinefunction(func)
    import functools
    while True:
        if isinstance(func, functools.partial):
            func = func.func
        elif isinstance(func, MethodType):
            func = func.__func__
        else:
            return _makes_coroutines(func) or isinstance(func, FunctionType) and bool(func.__code__.co_flags & _CO_COROUTINE)


def _isawaitable(obj):
    """inspect.isawaitable()"""
    if isinstance(obj, GeneratorType):
        return bool(obj.gi_code.co_flags & _CO_ITERABLE_COROUTINE)
    return hasattr(type(obj), "__await__")


def iscoroutine(obj):
    """Whether `obj` is a coroutine: something that a task can drive."""
    if _iscoroutine(obj):
        return True
    from collections.abc import Coroutine
    return isinstance(obj, Coroutine)


def _format_coroutine(coro):
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None) or f"<{type(coro).__name__} without __name__>"
    name += "()"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if not code:
        running = getattr(coro, "cr_running", None)
        if running is None:
            running = getattr(coro, "gi_running", False)
        return f"{name} running" if running else name
    frame = getattr(coro, "gi_frame", None) or getattr(coro, "cr_frame", None)
    filename = code.co_filename or "<empty co_filename>"
    if frame is not None:
        return f"{name} running at {filename}:{frame.f_lineno}"
    return f"{name} done, defined at {filename}:{code.co_firstlineno}"
