# SPDX-License-Identifier: MIT
"""Tasks, and what is done with many of them."""

from _asyncio import (
    CancelledError, Task, Timeout, _cancel_and_wait, _enter_task, _leave_task, _register_eager_task, _register_task, _swap_current_task,
    _unregister_eager_task, _unregister_task, all_tasks, create_task,
    current_task, ensure_future, gather, get_event_loop, get_running_loop, isfuture, shield, sleep, timeout as _timeout, wait,
)

from . import coroutines

__all__ = ("Task", "create_task", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "wait", "wait_for",
           "as_completed", "sleep", "gather", "shield", "ensure_future", "run_coroutine_threadsafe", "current_task",
           "all_tasks", "create_eager_task_factory", "eager_task_factory", "_register_task", "_unregister_task",
           "_enter_task", "_leave_task")


FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


async def wait_for(fut, timeout):
    """Waits for a future or coroutine, which is cancelled if it takes longer than `timeout` seconds."""
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    async with _timeout(timeout):
        return await fut


class _AsCompletedIterator:
    """What as_completed() returns: coroutines for `for`, the futures themselves for `async for`."""

    def __init__(self, aws, timeout):
        from .queues import Queue
        self._done = Queue()
        self._timeout_handle = None
        loop = get_event_loop()
        # Dicts, not sets: in the order in which they were given.
        todo = dict.fromkeys([ensure_future(each, loop=loop) for each in dict.fromkeys(aws)])
        for future in todo:
            future.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            self._timeout_handle = loop.call_later(timeout, self._handle_timeout)
        self._todo = todo
        self._todo_left = len(todo)

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._todo_left:
            raise StopAsyncIteration
        self._todo_left -= 1
        return await self._wait_for_one()

    def __next__(self):
        if not self._todo_left:
            raise StopIteration
        self._todo_left -= 1
        return self._wait_for_one(resolve=True)

    def _handle_timeout(self):
        for future in self._todo:
            future.remove_done_callback(self._handle_completion)
            self._done.put_nowait(None)
        self._todo.clear()

    def _handle_completion(self, future):
        if not self._todo:
            return
        del self._todo[future]
        self._done.put_nowait(future)
        if not self._todo and self._timeout_handle is not None:
            self._timeout_handle.cancel()

    async def _wait_for_one(self, resolve=False):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result() if resolve else future


def as_completed(fs, *, timeout=None):
    """Futures, or coroutines with their results, in the order in which they are done."""
    if coroutines._isawaitable(fs):
        raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
    return _AsCompletedIterator(fs, timeout)


def _ensure_future(awaitable, loop):
    """ensure_future() of what is neither a future of ours nor an ordinary coroutine."""
    if isfuture(awaitable):
        from .futures import _get_loop
        if loop is not None and loop is not _get_loop(awaitable):
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return awaitable
    close = True
    if not coroutines.iscoroutine(awaitable):
        if not coroutines._isawaitable(awaitable):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        awaitable = _wrap_awaitable(awaitable)
        close = False
    if loop is None:
        loop = get_event_loop()
    try:
        return loop.create_task(awaitable)
    except RuntimeError:
        if close:
            awaitable.close()
        raise


async def _wrap_awaitable(awaitable):
    return await awaitable


_foreign = None  # tasks of other classes that have registered themselves


def _register_foreign(task):
    global _foreign
    if _foreign is None:
        from weakref import WeakSet
        _foreign = WeakSet()
    _foreign.add(task)


def _unregister_foreign(task):
    if _foreign is not None:
        _foreign.discard(task)


def _foreign_tasks(loop):
    """Those of a loop that are not done."""
    from .futures import _get_loop
    return [task for task in _foreign or () if _get_loop(task) is loop and not task.done()]


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks run their first step at once."""

    def factory(loop, coro, *, name=None, context=None, eager_start=True):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=eager_start)

    factory.__signature__ = "(loop, coro, *, name=None, context=None)"  # eager_start is from Python 3.14
    return factory


eager_task_factory = create_eager_task_factory(Task)


def run_coroutine_threadsafe(coro, loop):
    """Runs a coroutine in a loop of another thread: a future of concurrent.futures."""
    if not coroutines.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    from concurrent.futures import Future
    from .futures import _chain_future
    future = Future()

    def start():
        try:
            _chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return future


# There is one of each, by the names of CPython's two.
_PyTask = _CTask = Task
_py_current_task = _c_current_task = current_task
_py_all_tasks = _c_all_tasks = all_tasks
_py_register_task = _c_register_task = _register_task
_py_unregister_task = _c_unregister_task = _unregister_task
_py_register_eager_task = _c_register_eager_task = _register_eager_task
_py_unregister_eager_task = _c_unregister_eager_task = _unregister_eager_task
_py_enter_task = _c_enter_task = _enter_task
_py_leave_task = _c_leave_task = _leave_task
_py_swap_current_task = _c_swap_current_task = _swap_current_task
