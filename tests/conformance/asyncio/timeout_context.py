# asyncio.timeout and timeout_at: expired(), when(), reschedule(), nesting, outer cancellation, misuse, repr.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(0.01) as cm:
            await asyncio.sleep(10)
    except TimeoutError as error:
        print(repr(error), cm.expired(), repr(error.__cause__), cm.when() is not None)
    async with asyncio.timeout(None) as cm:
        print(cm.when(), cm.expired(), repr(cm))
        await asyncio.sleep(0)
    print(cm.expired(), repr(cm))
    async with asyncio.timeout(100) as cm:
        cm.reschedule(None)
        print(cm.when())
        cm.reschedule(loop.time() + 50)
        print(cm.when() - loop.time() > 40)
    try:
        async with asyncio.timeout(100) as cm:
            cm.reschedule(loop.time() + 0.005)
            await asyncio.sleep(10)
    except TimeoutError:
        print("rescheduled earlier")
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
            print("one turn is given")
            await asyncio.sleep(10)
    except TimeoutError:
        print("zero")
    try:
        async with asyncio.timeout_at(loop.time() - 5) as cm:
            await asyncio.sleep(1)
    except TimeoutError:
        print("in the past", cm.expired())
    try:
        async with asyncio.timeout(0.005):
            async with asyncio.timeout(100) as inner:
                await asyncio.sleep(10)
    except TimeoutError:
        print("outer fired, inner", inner.expired())
    try:
        async with asyncio.timeout(100) as outer:
            try:
                async with asyncio.timeout(0.005):
                    await asyncio.sleep(10)
            except TimeoutError:
                print("inner fired, outer", outer.expired())
                await asyncio.sleep(0)
    except TimeoutError:
        print("never")
    try:
        async with asyncio.timeout(0.001):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as error:
                print("seen inside", error.args)
                raise ValueError("replaced") from None
    except ValueError as error:
        print(repr(error), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0.001) as cm:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                print("swallowed")
    except TimeoutError:
        print("TimeoutError all the same")
    print("state", cm.expired(), asyncio.current_task().cancelling())

    async def cancelled_from_outside():
        async with asyncio.timeout(100) as cm:
            try:
                await asyncio.sleep(10)
            finally:
                print("expired?", cm.expired())
    t = asyncio.create_task(cancelled_from_outside())
    await asyncio.sleep(0)
    t.cancel("outside")
    try:
        await t
    except asyncio.CancelledError as error:
        print(repr(error))
    cm = asyncio.timeout(1)
    for misuse in (lambda: cm.reschedule(1), lambda: cm.__aexit__(None, None, None)):
        try:
            r = misuse()
            if r is not None:
                r.close()
        except (RuntimeError, AttributeError, AssertionError) as error:
            print(type(error).__name__, error)
    async with cm:
        try:
            async with cm:
                pass
        except RuntimeError as error:
            print(error)
    try:
        cm.reschedule(1)
    except RuntimeError as error:
        print(error)
    try:
        async with cm:
            pass
    except RuntimeError as error:
        print(error)
    try:
        with asyncio.timeout(1):
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())


async def outside_a_task():
    pass
try:
    coro = asyncio.timeout(1).__aenter__()
    coro.send(None)
except RuntimeError as error:
    print(error)
