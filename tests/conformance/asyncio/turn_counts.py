# How many turns of the loop each primitive takes, counted by a callback that reschedules itself.
import asyncio


class Turns:
    def __init__(self, loop):
        self.loop, self.n = loop, 0
        self.tick()

    def tick(self):
        self.n += 1
        self.handle = self.loop.call_soon(self.tick)


async def quick(): return 1
async def one(): await asyncio.sleep(0); return 1


async def measure(name, make):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0)
    turns = Turns(loop)
    start = turns.n
    try:
        await make(loop)
    except BaseException as error:
        name += f" ({type(error).__name__})"
    print(f"{name}: {turns.n - start}")
    turns.handle.cancel()


async def with_lock(loop):
    async with asyncio.Lock():
        pass


async def contended(loop):
    lock = asyncio.Lock()
    await lock.acquire()
    t = asyncio.create_task(lock.acquire())
    loop.call_soon(lock.release)
    await t


async def taskgroup(loop):
    async with asyncio.TaskGroup() as tg:
        tg.create_task(quick())


async def timeout(loop):
    async with asyncio.timeout(10):
        await asyncio.sleep(0)


async def queue(loop):
    q = asyncio.Queue()
    loop.call_soon(q.put_nowait, 1)
    await q.get()


async def event(loop):
    e = asyncio.Event()
    loop.call_soon(e.set)
    await e.wait()


async def future(loop):
    f = loop.create_future()
    loop.call_soon(f.set_result, 1)
    await f


async def cancel(loop):
    t = asyncio.create_task(asyncio.Event().wait())
    await asyncio.sleep(0)
    t.cancel()
    await t


async def condition(loop):
    c = asyncio.Condition()

    async def notifier():
        async with c:
            c.notify()
    async with c:
        t = asyncio.create_task(notifier())
        await c.wait()


async def anext_agen(loop):
    async def g():
        yield 1
        await asyncio.sleep(0)
        yield 2
    return [x async for x in g()]


async def task_chain(loop, n=5):
    async def link(k):
        return await asyncio.create_task(link(k - 1)) if k else 0
    await link(n)


async def main():
    await measure("nothing", lambda l: quick())
    await measure("sleep(0)", lambda l: asyncio.sleep(0))
    await measure("task of nothing", lambda l: asyncio.create_task(quick()))
    await measure("task of one sleep", lambda l: asyncio.create_task(one()))
    await measure("gather of one", lambda l: asyncio.gather(quick()))
    await measure("gather of three", lambda l: asyncio.gather(quick(), one(), quick()))
    await measure("empty gather", lambda l: asyncio.gather())
    await measure("gather of gather", lambda l: asyncio.gather(asyncio.gather(quick())))
    await measure("wait", lambda l: asyncio.wait([asyncio.create_task(quick())]))
    await measure("wait first", lambda l: asyncio.wait([asyncio.create_task(quick()),
                                                        asyncio.create_task(one())],
                                                       return_when="FIRST_COMPLETED"))
    await measure("wait_for", lambda l: asyncio.wait_for(quick(), 10))
    await measure("wait_for None", lambda l: asyncio.wait_for(quick(), None))
    await measure("wait_for task", lambda l: asyncio.wait_for(asyncio.create_task(one()), 10))
    await measure("wait_for 0", lambda l: asyncio.wait_for(one(), 0))
    await measure("shield", lambda l: asyncio.shield(quick()))
    await measure("as_completed", as_completed)
    for f in (with_lock, contended, taskgroup, timeout, queue, event, future, cancel, condition, anext_agen,
              task_chain):
        await measure(f.__name__, f)


async def as_completed(loop):
    for c in asyncio.as_completed([one(), one()]):
        await c


asyncio.run(main())
