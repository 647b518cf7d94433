# types.coroutine generators and __await__ generators in tasks: bare yields, futures by hand, send
# values, throw on cancel.
import asyncio
import types


@types.coroutine
def turn():
    got = yield
    return got


@types.coroutine
def wait_on(future):
    future._asyncio_future_blocking = True
    yield future
    return future.result()


@types.coroutine
def observed(log):
    try:
        for i in range(5):
            log.append(f"step {i}")
            yield
    except BaseException as error:
        log.append(repr(error))
        raise
    finally:
        log.append("finally")


class Await:
    def __init__(self, inner): self.inner = inner

    def __await__(self):
        result = yield from self.inner.__await__()
        return ["wrapped", result]


async def main():
    loop = asyncio.get_running_loop()
    print(await turn(), await turn())
    fut = loop.create_future()
    loop.call_soon(fut.set_result, "by hand")
    print(await wait_on(fut))
    log = []
    await observed(log)
    print(log)
    log.clear()
    t = asyncio.create_task(run(observed(log)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("msg")
    try:
        await t
    except asyncio.CancelledError:
        print(log)
    print(await Await(Await(asyncio.sleep(0, "core"))), await Await(asyncio.create_task(asyncio.sleep(0, 1))))

    @types.coroutine
    def delegates():
        a = yield from asyncio.sleep(0, "a").__await__()
        b = yield from turn()
        c = yield from asyncio.ensure_future(asyncio.sleep(0, "c"))
        return a, b, c
    print(await delegates())

    async def outer():
        return [await turn() for _ in range(3)], [x async for x in agen()]

    async def agen():
        for i in range(2):
            await turn()
            yield i
    print(await asyncio.gather(outer(), outer()))
    f2 = loop.create_future()
    t = asyncio.create_task(run(wait_on(f2)))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("future cancelled with the task", f2.cancelled())


async def run(awaitable): return await awaitable


asyncio.run(main())
