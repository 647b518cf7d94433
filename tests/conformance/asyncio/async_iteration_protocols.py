# User-written asynchronous iterators, awaitables and context managers that use tasks and futures.
import asyncio


class Countdown:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self

    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


class Channel:
    def __init__(self):
        self.items, self.waiters, self.closed = [], [], False

    def send(self, x):
        self.items.append(x)
        self.wake()

    def close(self):
        self.closed = True
        self.wake()

    def wake(self):
        for w in self.waiters:
            if not w.done():
                w.set_result(None)
        self.waiters.clear()

    def __aiter__(self): return self

    async def __anext__(self):
        while not self.items:
            if self.closed:
                raise StopAsyncIteration
            w = asyncio.get_running_loop().create_future()
            self.waiters.append(w)
            await w
        return self.items.pop(0)


class Promise:
    def __init__(self): self.value, self.future = None, None
    def __await__(self):
        self.future = asyncio.get_running_loop().create_future()
        result = yield from self.future
        return f"promised {result}"


class Delayed:
    def __await__(self):
        for _ in range(3):
            yield
        return "three bare yields"


class Pool:
    def __init__(self, size):
        self.free = asyncio.LifoQueue()
        for i in range(size):
            self.free.put_nowait(f"conn{i}")

    def __call__(self):
        pool = self

        class Lease:
            async def __aenter__(self):
                self.conn = await pool.free.get()
                return self.conn

            async def __aexit__(self, *exc):
                pool.free.put_nowait(self.conn)
        return Lease()


async def main():
    print([x async for x in Countdown(4)], {x: y async for x in Countdown(2) async for y in Countdown(x)})
    ch = Channel()

    async def reader(name): return [f"{name}{x}" async for x in ch]
    readers = [asyncio.create_task(reader(n)) for n in "rs"]
    for i in range(6):
        ch.send(i)
        if i % 2:
            await asyncio.sleep(0)
    ch.close()
    print(await asyncio.gather(*readers))
    p = Promise()
    asyncio.get_running_loop().call_soon(lambda: p.future.set_result("x"))

    async def wait(a): return await a
    t = asyncio.create_task(wait(p))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(lambda: p.future.done() or p.future.set_result("y"))
    try:
        print(await t)
    except AttributeError as error:
        print(error)
    print(await Delayed(), await asyncio.gather(wait(Delayed()), wait(Delayed())))
    pool, log = Pool(2), []

    async def job(i):
        async with pool() as conn:
            log.append((i, conn))
            await asyncio.sleep(0)
    await asyncio.gather(*(job(i) for i in range(5)))
    print(log, pool.free.qsize())
    it = aiter(Countdown(2))
    print(await anext(it), await anext(it), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration:
        print("StopAsyncIteration")
    a, b = Countdown(3), Countdown(5)

    async def azip(*iterables):
        its = [aiter(i) for i in iterables]
        while True:
            try:
                yield await asyncio.gather(*(anext(i) for i in its))
            except StopAsyncIteration:
                return
    try:
        print([row async for row in azip(a, b)])
    except Exception as error:
        print(repr(error))


import logging
logging.disable(logging.CRITICAL)
asyncio.run(main())
