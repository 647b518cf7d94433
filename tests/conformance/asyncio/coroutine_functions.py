# Which of asyncio's functions and methods make coroutines, and their signatures.
import asyncio
import functools
import inspect

for function in (asyncio.sleep, asyncio.wait, asyncio.gather, asyncio.shield, asyncio.create_task, asyncio.to_thread, asyncio.wait_for,
                 asyncio.Event.wait, asyncio.Event().wait, asyncio.Event.set, asyncio.Lock.acquire, asyncio.Lock.release,
                 asyncio.Semaphore().acquire, asyncio.Queue.get, asyncio.Queue.put, asyncio.Queue.put_nowait, asyncio.Queue().join,
                 asyncio.Condition.wait_for, asyncio.Barrier.wait, asyncio.TaskGroup.__aexit__, asyncio.timeout, asyncio.Timeout.__aenter__,
                 asyncio.AbstractEventLoop.create_connection, asyncio.AbstractEventLoop.call_soon, functools.partial(asyncio.sleep, 1), len):
    print(getattr(function, "__qualname__", "partial"), inspect.iscoroutinefunction(function), asyncio.iscoroutinefunction(function))
for function in (asyncio.sleep, asyncio.wait, asyncio.gather, asyncio.shield, asyncio.create_task, asyncio.all_tasks, asyncio.ensure_future,
                 asyncio.Event.wait, asyncio.Event().wait, asyncio.Lock().release, asyncio.Queue.put, asyncio.Queue.get_nowait,
                 asyncio.Condition.notify, asyncio.AbstractEventLoop.call_later, asyncio.AbstractEventLoop.run_in_executor,
                 asyncio.BaseEventLoop.call_soon, asyncio.AbstractEventLoop.sock_recv):
    print(function.__qualname__, inspect.signature(function))
for name in ("sleep", "gather", "wait", "wait_for", "timeout", "new_event_loop", "isfuture", "run", "as_completed", "current_task", "Queue", "Task"):
    print(name, getattr(asyncio, name).__module__)


async def main():
    for wrong in (lambda: asyncio.sleep(), lambda: asyncio.sleep(0, 1, 2), lambda: asyncio.sleep(seconds=1), lambda: asyncio.gather(x=1)):
        try:
            await wrong()
        except TypeError as error:
            print(error)
    try:
        await asyncio.AbstractEventLoop().getaddrinfo("host", 1)
    except NotImplementedError as error:
        print(repr(error))


asyncio.run(main())
