# wait_for: result in time, TimeoutError and cancellation of the inner task, None and zero timeouts,
# outer cancel.
import asyncio


async def forever(log, name="inner"):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise
    finally:
        log.append(f"{name} finally")


async def main():
    log = []
    print(await asyncio.wait_for(asyncio.sleep(0, "in time"), 5), await asyncio.wait_for(asyncio.sleep(0,
        "no limit"), None))
    try:
        await asyncio.wait_for(forever(log), 0.01)
    except TimeoutError as error:
        print(type(error).__name__, repr(str(error)), log, repr(error.__cause__),
              asyncio.TimeoutError is TimeoutError)
    log.clear()
    for timeout in (0, -1):
        try:
            print(await asyncio.wait_for(forever(log), timeout))
        except TimeoutError:
            print("timeout", timeout, log)
    done = asyncio.create_task(asyncio.sleep(0, "already"))
    await done
    print(await asyncio.wait_for(done, 0), await asyncio.wait_for(done, -1))
    fut = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(fut, 0.005)
    except TimeoutError:
        print("future cancelled", fut.cancelled())
    t = asyncio.create_task(asyncio.wait_for(forever(log, "deep"), 100))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("from outside")
    try:
        await t
    except asyncio.CancelledError as error:
        print("outer cancel", error.args, log)
    log.clear()

    async def returns_on_cancel():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return "value despite cancel"
    try:
        print(await asyncio.wait_for(returns_on_cancel(), 0.005))
    except TimeoutError as error:
        print("TimeoutError", error.args)

    async def raises_on_cancel():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ValueError("instead")
    try:
        await asyncio.wait_for(raises_on_cancel(), 0.005)
    except (TimeoutError, ValueError) as error:
        print(repr(error), repr(error.__context__))

    async def fails():
        raise KeyError("inner error")
    try:
        await asyncio.wait_for(fails(), 1)
    except KeyError as error:
        print(repr(error))

    async def own_cancel():
        raise asyncio.CancelledError("self made")
    try:
        await asyncio.wait_for(own_cancel(), 1)
    except asyncio.CancelledError as error:
        print("CancelledError", error.args)
    try:
        await asyncio.wait_for(asyncio.wait_for(forever(log), 100), 0.005)
    except TimeoutError:
        print("nested", log)
    shielded = asyncio.create_task(asyncio.sleep(0.02, "survives"))
    try:
        await asyncio.wait_for(asyncio.shield(shielded), 0.001)
    except TimeoutError:
        print("shielded", await shielded)
    for bad in (5, "x"):
        try:
            await asyncio.wait_for(bad, 1)
        except TypeError as error:
            print(error)
    task = asyncio.current_task()
    print(task.cancelling())


asyncio.run(main())
