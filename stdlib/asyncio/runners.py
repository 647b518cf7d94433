# SPDX-License-Identifier: MIT
"""asyncio.run() and what it is made of."""

from _asyncio import CancelledError, _get_running_loop, _iscoroutine, _tasks_in_order, new_event_loop, set_event_loop

__all__ = ("Runner", "run")


class Runner:
    """A loop for several calls of run(): made when first needed, closed with everything in it."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._state = "created"
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._interrupt_count = 0
        self._set_event_loop = False

    def __enter__(self):
        self._lazy_init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def close(self):
        """Cancels what is left, ends asynchronous generators, closes the loop."""
        if self._state != "initialized":
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor(300))
        finally:
            if self._set_event_loop:
                set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = "closed"

    def get_loop(self):
        """The loop."""
        self._lazy_init()
        return self._loop

    def run(self, coro, *, context=None):
        """Runs a coroutine; its result."""
        if not _iscoroutine(coro):
            from .coroutines import iscoroutine
            if not iscoroutine(coro):
                raise ValueError(f"a coroutine was expected, got {coro!r}")
        if _get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._lazy_init()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        restore = self._catch_interrupts(task)
        self._interrupt_count = 0
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupt_count > 0:
                uncancel = getattr(task, "uncancel", None)
                if uncancel is not None and uncancel() == 0:
                    raise KeyboardInterrupt()
            raise
        finally:
            if restore is not None:
                restore()

    def _lazy_init(self):
        if self._state == "closed":
            raise RuntimeError("Runner is closed")
        if self._state == "initialized":
            return
        if self._loop_factory is None:
            self._loop = new_event_loop()
            if not self._set_event_loop:
                set_event_loop(self._loop)
                self._set_event_loop = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        from _contextvars import copy_context
        self._context = copy_context()
        self._state = "initialized"

    def _catch_interrupts(self, task):
        """While the default handler of Ctrl-C is in place, the first Ctrl-C cancels the main task; what puts it back."""
        try:
            from _signal import SIGINT, default_int_handler, getsignal, signal
        except ImportError:
            return None
        if getsignal(SIGINT) is not default_int_handler:
            return None

        def interrupted(signum, frame):
            self._on_sigint(signum, frame, task)

        try:
            signal(SIGINT, interrupted)
        except ValueError:
            return None

        def restore():
            if getsignal(SIGINT) is interrupted:
                signal(SIGINT, default_int_handler)

        return restore

    def _on_sigint(self, signum, frame, main_task):
        self._interrupt_count += 1
        if self._interrupt_count == 1 and not main_task.done():
            main_task.cancel()
            # Ends a wait of the loop that may be in progress.
            self._loop.call_soon_threadsafe(lambda: None)
            return
        raise KeyboardInterrupt()


def run(main, *, debug=None, loop_factory=None):
    """Runs a coroutine in a new loop, which is closed afterwards; the coroutine's result."""
    if _get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    tasks = _tasks_in_order(loop)
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    from .tasks import gather
    loop.run_until_complete(gather(*tasks, return_exceptions=True))
    for task in tasks:
        if task.cancelled():
            continue
        if task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })
