# StopIteration, StopAsyncIteration, KeyboardInterrupt, SystemExit and GeneratorExit inside tasks and futures.
import asyncio


async def raises(error):
    await asyncio.sleep(0)
    raise error


async def main():
    for error in (StopIteration(1), StopAsyncIteration(2), GeneratorExit("g"), asyncio.InvalidStateError("i"),
                  TimeoutError("t"), asyncio.CancelledError("c"), BaseException("b")):
        t = asyncio.create_task(raises(error))
        try:
            await t
        except BaseException as caught:
            print(repr(error), "->", repr(caught), repr(caught.__cause__), t.cancelled())
    fut = asyncio.get_running_loop().create_future()
    try:
        fut.set_exception(StopIteration("s"))
        await fut
    except BaseException as caught:
        print(repr(caught), repr(caught.__cause__))
    print(asyncio.CancelledError.__mro__[1:3], issubclass(asyncio.CancelledError, Exception),
          asyncio.TimeoutError is TimeoutError, asyncio.InvalidStateError.__mro__[1],
          asyncio.QueueFull.__mro__[1], asyncio.BrokenBarrierError.__mro__[1],
          asyncio.IncompleteReadError.__mro__[1], asyncio.LimitOverrunError.__mro__[1],
          asyncio.SendfileNotAvailableError.__mro__[1])
    e = asyncio.IncompleteReadError(b"ab", 5)
    print(e, e.partial, e.expected, asyncio.LimitOverrunError("m", 3).consumed)

    async def retry(times):
        for attempt in range(times):
            try:
                if attempt < 2:
                    raise OSError(f"attempt {attempt}")
                return f"ok after {attempt}"
            except OSError as error:
                last = error
                await asyncio.sleep(0)
        raise last
    print(await retry(3))
    try:
        await retry(2)
    except OSError as error:
        print(repr(error))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(raises(StopIteration("in group")))
    except* RuntimeError as group:
        print(group.exceptions)


asyncio.run(main())


async def interrupted(kind, turns):
    async def bad():
        await asyncio.sleep(0)
        raise kind("from task")
    t = asyncio.create_task(bad())
    try:
        await t
    except BaseException as error:
        print("main saw", repr(error))
        raise
    finally:
        print("finally ran")


for kind in (KeyboardInterrupt, SystemExit):
    try:
        asyncio.run(interrupted(kind, 1))
    except BaseException as error:
        print("run raised", repr(error))
loop = asyncio.new_event_loop()


def from_callback(): raise SystemExit("callback")


loop.call_soon(from_callback)
loop.call_soon(print, "not reached in this run")
try:
    loop.run_forever()
except SystemExit as error:
    print(repr(error), loop.is_running(), loop.is_closed())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
