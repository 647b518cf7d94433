# SPDX-License-Identifier: MIT
"""How callbacks and handles are shown."""

import functools
import reprlib
import sys
from types import FunctionType

from . import constants


def _get_function_source(func):
    seen = set()
    while hasattr(func, "__wrapped__") and id(func) not in seen:
        seen.add(id(func))
        func = func.__wrapped__
    if isinstance(func, FunctionType):
        return func.__code__.co_filename, func.__code__.co_firstlineno
    if isinstance(func, (functools.partial, getattr(functools, "partialmethod", functools.partial))):
        return _get_function_source(func.func)
    return None


def _format_callback_source(func, args, *, debug=False):
    text = _format_callback(func, args, None, debug=debug)
    source = _get_function_source(func)
    return f"{text} at {source[0]}:{source[1]}" if source else text


def _callback_source(func, args, debug):
    return _format_callback_source(func, args, debug=debug)


def _format_args_and_kwargs(args, kwargs, *, debug=False):
    """The arguments of a call; only in debug mode, since they may be secret."""
    if not debug:
        return "()"
    shown = [reprlib.repr(each) for each in args or ()]
    shown += [f"{name}={reprlib.repr(value)}" for name, value in (kwargs or {}).items()]
    return f"({', '.join(shown)})"


def _format_callback(func, args, kwargs, *, debug=False, suffix=""):
    while isinstance(func, functools.partial):
        suffix = _format_args_and_kwargs(args, kwargs, debug=debug) + suffix
        func, args, kwargs = func.func, func.args, func.keywords
    text = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    return text + _format_args_and_kwargs(args, kwargs, debug=debug) + suffix


def _handle_repr(handle):
    info = [type(handle).__name__]
    if handle._cancelled:
        info.append("cancelled")
    if hasattr(handle, "_when"):
        info.append(f"when={handle._when}")
    if handle._callback is not None:
        info.append(_format_callback_source(handle._callback, handle._args, debug=handle._loop.get_debug()))
    if handle._source_traceback:
        frame = handle._source_traceback[-1]
        info.append(f"created at {frame[0]}:{frame[1]}")
    return f"<{' '.join(info)}>"


def extract_stack(f=None, limit=None):
    """The stack of the caller, outermost first: for debug mode, without looking up lines."""
    import traceback
    if f is None:
        f = sys._getframe().f_back
    while f is not None and (f.f_globals.get("__name__") or "").partition(".")[0] == "asyncio":
        f = f.f_back
    stack = traceback.StackSummary.extract(traceback.walk_stack(f), limit=limit or constants.DEBUG_STACK_DEPTH, lookup_lines=False)
    stack.reverse()
    return stack
