# SPDX-License-Identifier: MIT
"""The rare half of the event loop: reports, checks of debug mode, the end of asynchronous generators and executors."""

from _asyncio import BaseEventLoop

from . import constants, log

__all__ = ("BaseEventLoop", "Server")

_MIN_SCHEDULED_TIMER_HANDLES = 100
_MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5
MAXIMUM_SELECT_TIMEOUT = 24 * 3600


def __getattr__(name):
    # What has to do with the network is loaded with it.
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import _network
    return getattr(_network, name)


def _default_exception_handler(loop, context):
    message = context.get("message") or "Unhandled exception in event loop"
    lines = [message]
    for key in sorted(context):
        if key in ("message", "exception"):
            continue
        value = context[key]
        if key in ("source_traceback", "handle_traceback"):
            import traceback
            what = "Object" if key == "source_traceback" else "Handle"
            shown = f"{what} created at (most recent call last):\n" + "".join(traceback.format_list(value)).rstrip()
        else:
            shown = repr(value)
        lines.append(f"{key}: {shown}")
    log.report("error", "\n".join(lines), context.get("exception"))


def _call_exception_handler(loop, context):
    handler = loop.get_exception_handler()
    if handler is None:
        try:
            loop.default_exception_handler(context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            log.report("error", "Exception in default exception handler", error)
        return
    try:
        # The handler runs in the context of what failed.
        thing = context.get("task")
        if thing is None:
            thing = context.get("future")
        if thing is None:
            thing = context.get("handle")
        variables = thing.get_context() if thing is not None and hasattr(thing, "get_context") else None
        if variables is not None and hasattr(variables, "run"):
            variables.run(handler, loop, context)
        else:
            handler(loop, context)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:
        try:
            loop.default_exception_handler({
                "message": "Unhandled error in exception handler",
                "exception": error,
                "context": context,
            })
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as second:
            log.report("error", "Exception in default exception handler while handling an unexpected error in custom "
                                "exception handler", second)


def _check_callback(callback, method):
    from . import coroutines
    if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
        raise TypeError(f"coroutines cannot be used with {method}()")
    if not callable(callback):
        raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")


def _run_until_complete_cb(fut):
    if not fut.cancelled():
        error = fut.exception()
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            return  # it went through the loop, which has ended already
    from .futures import _get_loop
    _get_loop(fut).stop()


def _report_slow(what, seconds):
    log.report("warning", f"Executing {what!r} took {seconds:.3f} seconds")


async def _shutdown_asyncgens(loop, generators):
    from .tasks import gather
    results = await gather(*[each.aclose() for each in generators], return_exceptions=True)
    for result, generator in zip(results, generators):
        if isinstance(result, Exception):
            loop.call_exception_handler({
                "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                "exception": result,
                "asyncgen": generator,
            })


def _check_executor(executor):
    from concurrent.futures import ThreadPoolExecutor
    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")


def _run_in_executor(loop, executor, func, args):
    if loop.get_debug():
        _check_callback(func, "run_in_executor")
    if executor is None:
        executor = loop._default_executor
        if loop._executor_shutdown_called:
            raise RuntimeError("Executor shutdown has been called")
        if executor is None:
            from concurrent.futures.thread import ThreadPoolExecutor
            loop._default_executor = executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
    from .futures import wrap_future
    return wrap_future(executor.submit(func, *args), loop=loop)


def _end_executor(executor):
    executor.shutdown(wait=False)


async def _shutdown_default_executor(loop, timeout):
    loop._executor_shutdown_called = True
    if loop._default_executor is None:
        return
    from threading import Thread
    from .timeouts import timeout as within
    future = loop.create_future()
    thread = Thread(target=_shut_down, args=(loop, future))
    thread.start()
    try:
        async with within(timeout):
            await future
    except TimeoutError:
        import warnings
        warnings.warn(f"The executor did not finishing joining its threads within {timeout} seconds.", RuntimeWarning, stacklevel=2)
        loop._default_executor.shutdown(wait=False)
    else:
        thread.join()


def _shut_down(loop, future):
    """Waits for the executor's threads, in a thread of its own."""
    from .futures import _set_result_unless_cancelled
    try:
        loop._default_executor.shutdown(wait=True)
        if not loop.is_closed():
            loop.call_soon_threadsafe(_set_result_unless_cancelled, future, None)
    except Exception as error:
        if not loop.is_closed() and not future.cancelled():
            loop.call_soon_threadsafe(future.set_exception, error)
