# SPDX-License-Identifier: MIT
"""Tasks, and what is done with many of them."""

from _asyncio import (
    Task, _enter_task, _leave_task, _swap_current_task, all_tasks, create_task, current_task, ensure_future,
    get_event_loop, isfuture, sleep,
)

from . import coroutines

__all__ = ("Task", "create_task", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "wait", "wait_for",
           "as_completed", "sleep", "gather", "shield", "ensure_future", "run_coroutine_threadsafe", "current_task",
           "all_tasks", "create_eager_task_factory", "eager_task_factory", "_register_task", "_unregister_task",
           "_enter_task", "_leave_task")


def _ensure_future(awaitable, loop):
    """ensure_future() of what is neither a future of ours nor an ordinary coroutine."""
    if isfuture(awaitable):
        from .futures import _get_loop
        if loop is not None and loop is not _get_loop(awaitable):
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return awaitable
    close = True
    if not coroutines.iscoroutine(awaitable):
        if not hasattr(type(awaitable), "__await__"):
            from inspect import isawaitable
            if not isawaitable(awaitable):
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


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks run their first step at once."""

    def factory(loop, coro, *, name=None, context=None):
        return custom_task_constructor(coro, loop=loop, name=name, context=context, eager_start=True)

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
