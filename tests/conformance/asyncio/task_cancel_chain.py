# Cancelling a task that awaits another cancels the innermost; each level may catch, convert or pass on.
import asyncio


async def level(n, log, behave):
    try:
        if n == 0:
            await asyncio.Event().wait()
        return await level(n - 1, log, behave)
    except asyncio.CancelledError as error:
        log.append(f"{n}: {error.args}")
        match behave.get(n):
            case "swallow": return f"swallowed at {n}"
            case "convert": raise ValueError(f"converted at {n}") from error
            case "await": await asyncio.sleep(0); raise
        raise
    finally:
        log.append(f"{n} finally")


async def attempt(behave):
    log = []
    t = asyncio.create_task(level(2, log, behave))
    await asyncio.sleep(0)
    t.cancel("msg")
    try:
        result = await t
    except BaseException as error:
        result = repr(error)
    print(behave, result, log)


async def tasks_chain():
    async def inner():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            print("inner", error.args, end="; ")
            raise
    inner_task = asyncio.create_task(inner())

    async def outer():
        try:
            await inner_task
        except asyncio.CancelledError as error:
            print("outer", error.args, inner_task.cancelled(), end="; ")
            raise
    outer_task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outer_task.cancel("through")
    try:
        await outer_task
    except asyncio.CancelledError as error:
        print("main", error.args)


async def two_waiters():
    target = asyncio.create_task(asyncio.Event().wait())

    async def waiter(n):
        try:
            await target
        except asyncio.CancelledError as error:
            return f"waiter {n} {error.args} target {target.cancelled()}"
    a, b = asyncio.create_task(waiter(1)), asyncio.create_task(waiter(2))
    await asyncio.sleep(0)
    a.cancel("a only?")
    print(await asyncio.gather(a, b, return_exceptions=True))


async def refuses():
    async def stubborn():
        for i in range(3):
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("no", i, end="; ")
        return "at last"
    t = asyncio.create_task(stubborn())

    async def outer(): return await t
    o = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for _ in range(3):
        o.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print(await o, o.cancelling(), t.cancelling())


async def main():
    for behave in ({}, {0: "swallow"}, {1: "swallow"}, {2: "swallow"}, {1: "convert"}, {0: "await"},
                   {0: "convert", 2: "swallow"}):
        await attempt(behave)
    await tasks_chain()
    await two_waiters()
    await refuses()


asyncio.run(main())
