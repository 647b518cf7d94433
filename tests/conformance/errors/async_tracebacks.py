# Tracebacks of tasks hold the frames of the coroutines only, from the task's outermost to the failing one.
import asyncio
import traceback


async def leaf(n):
    await asyncio.sleep(0)
    return n / 0


async def branch(n):
    return await leaf(n) + 1


async def tree(n):
    try:
        return await branch(n)
    except ZeroDivisionError as error:
        raise ValueError("from tree") from error


async def agen():
    yield 1
    raise KeyError("in agen")


async def consumes():
    async for x in agen():
        pass


class Manager:
    async def __aenter__(self): raise OSError("in aenter")
    async def __aexit__(self, *exc): pass


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        raise RuntimeError("in __await__")


async def uses_manager():
    async with Manager():
        pass


async def awaits_object(): await Awaitable()
async def comprehension(): return [await leaf(x) for x in range(1)]
async def wrong_await(): await 5
async def grouped():
    raise ExceptionGroup("by hand", [ValueError("a"), KeyError("b")])


async def main():
    for coro in (branch(1), tree(2), consumes(), uses_manager(), awaits_object(), comprehension(),
                 wrong_await(), grouped()):
        task = asyncio.create_task(coro)
        await asyncio.wait([task])
        traceback.print_exception(task.exception())
    results = await asyncio.gather(branch(3), tree(4), return_exceptions=True)
    for error in results:
        traceback.print_exception(error)
    try:
        await branch(5)
    except ZeroDivisionError as error:
        traceback.print_exception(error)


asyncio.run(main())
