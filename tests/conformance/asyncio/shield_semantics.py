# shield: the outer future is cancelled, the inner task goes on; results and errors pass through; a
# cancelled inner.
import asyncio


async def work(log, turns=3, error=None):
    for i in range(turns):
        await asyncio.sleep(0)
        log.append(i)
    if error:
        raise error
    return "worked"


async def main():
    log = []
    print(await asyncio.shield(work(log)), log)
    log.clear()
    inner = asyncio.create_task(work(log, 5))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    print(outer.cancel(), outer.cancelled(), inner.done())
    try:
        await outer
    except asyncio.CancelledError as error:
        print("outer cancelled", error.args, inner.cancelled())
    print(await inner, log)
    try:
        await asyncio.shield(work(log, 1, ValueError("passes through")))
    except ValueError as error:
        print(repr(error))
    inner = asyncio.create_task(asyncio.sleep(100))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel("inner message")
    try:
        await outer
    except asyncio.CancelledError as error:
        print("inner cancelled", error.args, outer.cancelled(), inner.cancelled())

    async def user(shielded):
        try:
            return await asyncio.shield(shielded)
        except asyncio.CancelledError:
            print("user cancelled, inner done:", shielded.done())
            return await shielded
    log.clear()
    inner = asyncio.create_task(work(log, 4))
    t = asyncio.create_task(user(inner))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    print(await t, log)
    done = asyncio.create_task(asyncio.sleep(0, "done"))
    await done
    print(asyncio.shield(done) is done, await asyncio.shield(done))
    fut = asyncio.get_running_loop().create_future()
    sh = asyncio.shield(fut)
    sh.cancel()
    await asyncio.sleep(0)
    print(sh.cancelled(), fut.cancelled(), fut.done())
    fut.set_result(1)
    await asyncio.sleep(0)
    try:
        asyncio.shield(5)
    except TypeError as error:
        print(error)
    loop = asyncio.get_running_loop()
    seen = []
    loop.set_exception_handler(lambda l, c: seen.append((c["message"], repr(c["exception"]))))
    inner = asyncio.create_task(work(log, 2, KeyError("after outer was cancelled")))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del inner, outer
    print(seen)


asyncio.run(main())
