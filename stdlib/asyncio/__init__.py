# SPDX-License-Identifier: MIT
"""Asynchronous programs: the face of the native _asyncio. Submodules have CPython's names; each is loaded when first used."""

from _asyncio import (
    AbstractEventLoop, BaseEventLoop, CancelledError, Future, Handle, InvalidStateError, Task, TimerHandle,
    _enter_task, _get_running_loop, _leave_task, _set_running_loop, all_tasks, create_task, current_task,
    ensure_future, get_event_loop, get_running_loop, isfuture, new_event_loop, set_event_loop, sleep,
)

# What each submodule gives; also the order of __all__.
_HOMES = {
    "base_events": "BaseEventLoop Server",
    "coroutines": "iscoroutinefunction iscoroutine",
    "events": "AbstractEventLoopPolicy AbstractEventLoop AbstractServer Handle TimerHandle get_event_loop_policy set_event_loop_policy"
              " get_event_loop set_event_loop new_event_loop get_child_watcher set_child_watcher _set_running_loop get_running_loop _get_running_loop",
    "exceptions": "BrokenBarrierError CancelledError InvalidStateError TimeoutError IncompleteReadError"
                  " LimitOverrunError SendfileNotAvailableError",
    "futures": "Future wrap_future isfuture",
    "locks": "Lock Event Condition Semaphore BoundedSemaphore Barrier",
    "protocols": "BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol",
    "runners": "Runner run",
    "queues": "Queue PriorityQueue LifoQueue QueueFull QueueEmpty QueueShutDown",
    "streams": "StreamReader StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection start_unix_server",
    "subprocess": "create_subprocess_exec create_subprocess_shell",
    "tasks": "Task create_task FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED wait wait_for as_completed sleep gather"
             " shield ensure_future run_coroutine_threadsafe current_task all_tasks create_eager_task_factory"
             " eager_task_factory _register_task _unregister_task _enter_task _leave_task",
    "taskgroups": "TaskGroup",
    "timeouts": "Timeout timeout timeout_at",
    "threads": "to_thread",
    "transports": "BaseTransport ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport",
    "unix_events": "SelectorEventLoop AbstractChildWatcher SafeChildWatcher FastChildWatcher PidfdChildWatcher MultiLoopChildWatcher"
                   " ThreadedChildWatcher DefaultEventLoopPolicy EventLoop",
}
# From later Pythons: found by name, and not part of __all__.
_EXTENSIONS = {
    "graph": "FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph print_call_graph future_add_to_awaited_by"
             " future_discard_from_awaited_by",
}
_OTHERS = "base_futures base_subprocess base_tasks constants format_helpers log mixins selector_events sslproto staggered trsock"


def __getattr__(name):
    for home, names in (_HOMES | _EXTENSIONS).items():
        if name == home:
            return __import__("asyncio." + home, None, None, ("*",))
        if name in names and name in names.split():
            value = getattr(__import__("asyncio." + home, None, None, ("*",)), name)
            globals()[name] = value
            return value
    if name in _OTHERS.split():
        return __import__("asyncio." + name, None, None, ("*",))
    if name == "__all__":
        value = [each for names in _HOMES.values() for each in names.split()]
        globals()["__all__"] = value
        return value
    raise AttributeError(f"module 'asyncio' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *__getattr__("__all__"), *_HOMES, *_EXTENSIONS, *_EXTENSIONS["graph"].split(), *_OTHERS.split()})
