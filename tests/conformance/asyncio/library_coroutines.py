# What the library's coroutine functions return are ordinary coroutine objects: type, names, states, and the ways they end.
import asyncio
import types


def show(coro):
    print(type(coro) is types.CoroutineType, coro.__name__, coro.__qualname__, repr(coro).split(" at ")[0])
    print(coro.cr_running, coro.cr_suspended, coro.cr_await, asyncio.iscoroutine(coro))


def attempt(function, *arguments):
    try:
        print("->", function(*arguments))
    except BaseException as error:
        print(type(error).__name__, error)


async def main():
    for coro in (asyncio.sleep(1), asyncio.wait([asyncio.Future()]), asyncio.wait_for(asyncio.Future(), 5),
                 asyncio.timeout(1).__aenter__(), asyncio.TaskGroup().__aenter__(), asyncio.TaskGroup().__aexit__(None, None, None)):
        show(coro)
        if coro.__name__ == "wait_for":
            coro.close()
            continue
        attempt(coro.send, 1)
        coro.close()
        attempt(coro.send, None)
        coro.close()

    loop = asyncio.get_running_loop()
    future = loop.create_future()
    waiting = asyncio.wait([future])
    waiter = waiting.send(None)
    print(waiter is not future, waiting.cr_suspended, waiting.cr_await is not None)
    attempt(waiting.throw, KeyError("thrown"))
    print(waiting.cr_suspended, future._callbacks)
    attempt(waiting.throw, KeyError("again"))

    waiting = asyncio.wait([future])
    waiting.send(None)
    print(waiting.close(), future._callbacks)

    zero = asyncio.sleep(0, "result")
    print(zero.send(None), zero.cr_suspended)
    attempt(zero.send, None)

    task = asyncio.create_task(asyncio.sleep(0, "of a task"))
    print(await task, task.get_coro().__qualname__)

    sleeping = asyncio.sleep(0)
    await sleeping
    try:
        await sleeping
    except RuntimeError as error:
        print(error)

    async def wait_for(coro):
        await coro

    sleeping = asyncio.sleep(10)
    first = asyncio.create_task(wait_for(sleeping))
    await asyncio.sleep(0)
    print(first.get_coro().cr_await is sleeping, sleeping.cr_suspended)
    try:
        await sleeping
    except RuntimeError as error:
        print(error)
    first.cancel()
    print((await asyncio.gather(first, return_exceptions=True))[0].__class__.__name__)

    renamed = asyncio.sleep(0)
    renamed.__name__, renamed.__qualname__ = "name", "a.qualified.name"
    show(renamed)
    attempt(lambda: setattr(renamed, "__name__", 1))
    await renamed


asyncio.run(main())
