# cancel(): delivered at the next resume; before the start the body never runs; finished tasks
# refuse; caught and ignored.
import asyncio


async def body(log, name, catch=False):
    log.append(f"{name} started")
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError as error:
        log.append(f"{name} cancelled {error.args}")
        if not catch:
            raise
        await asyncio.sleep(0)
        log.append(f"{name} went on")
        return "survived"


async def main():
    log = []
    t = asyncio.create_task(body(log, "never"))
    print(t.cancel(), t.cancelled(), t.done(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as error:
        print(log, t.cancelled(), error.args)
    t = asyncio.create_task(body(log, "a"))
    await asyncio.sleep(0)
    print(t.cancel("first"), t.cancel("second"), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as error:
        print(log, error.args)
    print(t.cancel(), t.cancelled(), t.done())
    log.clear()
    t = asyncio.create_task(body(log, "b", catch=True))
    await asyncio.sleep(0)
    t.cancel()
    print(await t, log, t.cancelled(), t.cancelling())
    done = asyncio.create_task(asyncio.sleep(0))
    await done
    print(done.cancel(), done.cancelling(), done.result())

    async def cancels_itself():
        asyncio.current_task().cancel("self")
        log.append("still running")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            log.append(error.args)
            raise
    log.clear()
    t = asyncio.create_task(cancels_itself())
    try:
        await t
    except asyncio.CancelledError:
        print(log)

    async def cancels_itself_and_returns():
        asyncio.current_task().cancel()
        return "value"
    t = asyncio.create_task(cancels_itself_and_returns())
    try:
        print(await t)
    except asyncio.CancelledError:
        print("cancelled after return", t.cancelled())

    async def raises_cancelled():
        raise asyncio.CancelledError("by hand", 2)
    t = asyncio.create_task(raises_cancelled())
    try:
        await t
    except asyncio.CancelledError as error:
        print(error.args, t.cancelled())

    async def slow_cleanup(log):
        try:
            await asyncio.Event().wait()
        finally:
            for i in range(3):
                await asyncio.sleep(0)
                log.append(i)
    log.clear()
    t = asyncio.create_task(slow_cleanup(log))
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, t.done())
    t.cancel("second cancel")
    try:
        await t
    except asyncio.CancelledError as error:
        print(log, error.args, repr(error.__context__))

    async def turns_into_error():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ValueError("not cancelled but failed")
    t = asyncio.create_task(turns_into_error())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except ValueError as error:
        print(repr(error), t.cancelled(), repr(error.__context__))


asyncio.run(main())
