# SPDX-License-Identifier: MIT
"""Futures, and how one follows another."""

from _asyncio import CancelledError, Future, InvalidStateError, get_event_loop, isfuture

__all__ = ("Future", "wrap_future", "isfuture")


def _get_loop(fut):
    try:
        get_loop = fut.get_loop
    except AttributeError:
        return fut._loop
    return get_loop()


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def _as_ours(error):
    """An exception of concurrent.futures as that of asyncio which bears its name."""
    kind = type(error)
    if kind.__module__ == "concurrent.futures._base" and kind.__name__ in ("CancelledError", "InvalidStateError"):
        ours = CancelledError if kind.__name__ == "CancelledError" else InvalidStateError
        return ours(*error.args).with_traceback(error.__traceback__)
    return error


def _copy_future_state(source, target):
    """The outcome of a future that is done becomes that of another."""
    if target.cancelled():
        return
    if source.cancelled():
        target.cancel()
    elif (error := source.exception()) is not None:
        target.set_exception(_as_ours(error))
    else:
        target.set_result(source.result())


def _chain_future(source, destination):
    """When `source` is done, so is `destination`; cancelling the latter cancels the former."""
    source_loop = _get_loop(source) if isfuture(source) else None
    target_loop = _get_loop(destination) if isfuture(destination) else None

    def settle(target, done):
        if isfuture(target):
            _copy_future_state(done, target)
        elif not target.cancelled():
            if done.cancelled():
                target.cancel()
            if target.set_running_or_notify_cancel():
                error = done.exception()
                target.set_result(done.result()) if error is None else target.set_exception(error)

    def cancelled(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def finished(done):
        if destination.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        if target_loop is None or target_loop is source_loop:
            settle(destination, done)
        elif not target_loop.is_closed():
            target_loop.call_soon_threadsafe(settle, destination, done)

    destination.add_done_callback(cancelled)
    source.add_done_callback(finished)


def wrap_future(future, *, loop=None):
    """A Future of asyncio for one of concurrent.futures."""
    if isfuture(future):
        return future
    if loop is None:
        loop = get_event_loop()
    wrapped = loop.create_future()
    _chain_future(future, wrapped)
    return wrapped


_PyFuture = _CFuture = Future  # there is one, by the names of CPython's two
