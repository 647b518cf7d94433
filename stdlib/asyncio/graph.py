# SPDX-License-Identifier: MIT
"""Who awaits whom: call graphs of tasks and futures, as Python 3.14 has them. What is native here (sleep(), TaskGroup, locks …) has no frame."""

import dataclasses
import sys
import types
import weakref

from _asyncio import Future, Task, _awaiters, _get_running_loop, current_task

__all__ = ("capture_call_graph", "format_call_graph", "print_call_graph", "FrameCallGraphEntry", "FutureCallGraph")


@dataclasses.dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    """A frame of a call stack."""

    frame: types.FrameType


@dataclasses.dataclass(frozen=True, slots=True)
class FutureCallGraph:
    """A future or task: its call stack, innermost frame first, and the graphs of the tasks that await it."""

    future: Future
    call_stack: tuple[FrameCallGraphEntry, ...]
    awaited_by: tuple["FutureCallGraph", ...]


_LINKS = (("cr_await", "cr_frame"), ("ag_await", "ag_frame"), ("gi_yieldfrom", "gi_frame"))
_KINDS = ((128, "async"), (512, "async generator"), (32, "generator"))  # by the flags of code objects

_added = weakref.WeakKeyDictionary()  # future → the WeakSet of those of which a program says that they await it


def future_add_to_awaited_by(fut, waiter, /):
    """Call graphs shall show that `waiter` awaits `fut`: for what waits by other means than `await`."""
    if isinstance(fut, Future) and isinstance(waiter, Future):
        _added.setdefault(fut, weakref.WeakSet()).add(waiter)


def future_discard_from_awaited_by(fut, waiter, /):
    """Takes back what future_add_to_awaited_by() has said."""
    if isinstance(fut, Future) and isinstance(waiter, Future) and fut in _added:
        _added[fut].discard(waiter)


def _need_future(future):
    if not isinstance(future, Future):
        raise TypeError(f"{future!r} object does not appear to be compatible with asyncio.Future")


def _suspended_stack(future):
    frames = []
    driven = future.get_coro() if hasattr(future, "get_coro") else None
    while driven is not None:
        for awaited, frame in _LINKS:
            if hasattr(driven, awaited):
                break
        else:
            break
        frame = getattr(driven, frame)
        if frame is not None:
            frames.append(FrameCallGraphEntry(frame))
        driven = getattr(driven, awaited)
    frames.reverse()
    return frames


def _running_stack(task, frame):
    frames = []
    outermost = getattr(task.get_coro(), "cr_frame", None) if hasattr(task, "get_coro") else None
    while frame is not None:
        frames.append(FrameCallGraphEntry(frame))
        if frame is outermost:
            break
        frame = frame.f_back
    return frames


def _limited(frames, limit):
    if limit:
        frames = frames[-limit:] if limit > 0 else frames[:-limit]
    return () if limit == 0 else tuple(frames)


def _graph(future, own_stack, limit):
    """The graph of a future, from the far end: no chain is too long. One that awaits itself is shown once."""
    _need_future(future)
    awaited_by = {}  # id → those that await it
    made = {}        # id → its graph
    todo = [future]
    while todo:
        each = todo[-1]
        if id(each) in made:
            todo.pop()
        elif id(each) in awaited_by:
            todo.pop()
            stack = own_stack if each is future and own_stack is not None else _suspended_stack(each)
            graphs = tuple(made[id(waiter)] for waiter in awaited_by[id(each)])
            made[id(each)] = FutureCallGraph(each, _limited(stack, limit), graphs)
        else:
            waiters = dict.fromkeys([*_awaiters(each), *_added.get(each, ())])
            waiters = [waiter for waiter in waiters if id(waiter) in made or id(waiter) not in awaited_by and waiter is not each]
            awaited_by[id(each)] = waiters
            todo += waiters
    return made[id(future)]


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """The FutureCallGraph of a future or task, or of the running one, whose innermost `depth` frames are left out.

    Of each call stack no more than `limit` frames are kept, the outermost ones; with a negative limit, the innermost. None where no task
    runs."""
    loop = _get_running_loop()
    if future is None and loop is None:
        raise RuntimeError("capture_call_graph() is called outside of a running event loop and no *future* to introspect was provided")
    running = None if loop is None else current_task(loop)
    if future is None:
        future = running
        if future is None:
            return None
    elif future is not running:
        return _graph(future, None, limit)
    _need_future(future)
    return _graph(future, _running_stack(future, sys._getframe(depth)), limit)


def _lines(graph):
    todo = [(graph, "")]
    while todo:
        graph, margin = todo.pop()
        future = graph.future
        name = f"Task(name={future.get_name()!r}, id={id(future):#x})" if isinstance(future, Task) else f"Future(id={id(future):#x})"
        yield f"{margin}* {name}"
        if graph.call_stack:
            yield f"{margin}  + Call stack:"
        for entry in graph.call_stack:
            code = entry.frame.f_code
            kind = "".join(kind + " " for flag, kind in _KINDS if code.co_flags & flag)
            yield f"{margin}  |   File {code.co_filename!r}, line {entry.frame.f_lineno}, in {kind}{code.co_qualname}()"
        if graph.awaited_by:
            yield f"{margin}  + Awaited by:"
        todo += [(each, margin + "    ") for each in reversed(graph.awaited_by)]


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """capture_call_graph() as text; empty where no task runs."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    return "" if graph is None else "\n".join(_lines(graph))


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    """Prints what format_call_graph() gives."""
    print(format_call_graph(future, depth=depth + 1, limit=limit), file=file)
