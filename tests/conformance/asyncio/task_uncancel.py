# cancelling() counts requests, uncancel() takes one back; swallowing CancelledError without it
# leaves the count.
import asyncio


async def main():
    async def counted(log):
        me = asyncio.current_task()
        for _ in range(2):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError as error:
                log.append((error.args, me.cancelling(), me.uncancel(), me.cancelling()))
        return "done"
    log = []
    t = asyncio.create_task(counted(log))
    await asyncio.sleep(0)
    t.cancel("one")
    await asyncio.sleep(0)
    t.cancel("two a")
    t.cancel("two b")
    print(await t, log, t.cancelling())
    print(t.uncancel(), t.uncancel(), t.uncancel())

    async def before_delivery():
        me = asyncio.current_task()
        me.cancel()
        print(me.cancelling(), me.uncancel())
        await asyncio.sleep(0)
        return "uncancelled before the await"
    try:
        print(await asyncio.create_task(before_delivery()))
    except asyncio.CancelledError:
        print("cancelled")

    async def swallows():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            pass
        await asyncio.sleep(0)
        return asyncio.current_task().cancelling()
    t = asyncio.create_task(swallows())
    await asyncio.sleep(0)
    t.cancel()
    print(await t)

    async def timeout_inside():
        try:
            async with asyncio.timeout(0.005):
                await asyncio.Event().wait()
        except TimeoutError:
            return "timeout", asyncio.current_task().cancelling()
    print(await timeout_inside())

    async def cancelled_while_timing_out():
        try:
            async with asyncio.timeout(100):
                try:
                    await asyncio.Event().wait()
                finally:
                    print("inside", asyncio.current_task().cancelling())
        finally:
            print("outside", asyncio.current_task().cancelling())
    t = asyncio.create_task(cancelled_while_timing_out())
    await asyncio.sleep(0)
    t.cancel("user")
    try:
        await t
    except asyncio.CancelledError as error:
        print(error.args)

    async def group_inside():
        me = asyncio.current_task()
        try:
            async with asyncio.TaskGroup() as tg:
                async def fail(): raise ValueError("v")
                tg.create_task(fail())
                await asyncio.Event().wait()
        except* ValueError:
            print("group handled", me.cancelling())
        await asyncio.sleep(0)
        return "goes on"
    print(await asyncio.create_task(group_inside()))


asyncio.run(main())
