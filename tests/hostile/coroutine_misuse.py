# limit: memory=64M deadline=30 recursion=1000 ; outcome: ok
# Coroutines awaited twice, tasks that await themselves, async generators used from two tasks, awaits of
# nonsense.
import asyncio
import warnings

warnings.simplefilter("ignore")


async def work(): await asyncio.sleep(0)


async def refuses(awaitable_or_coro, kinds=(RuntimeError, TypeError, ValueError)):
    try:
        await awaitable_or_coro
    except kinds:
        return
    raise AssertionError


async def main():
    c = work()
    await c
    await refuses(c)
    async def itself(): await asyncio.current_task()
    await refuses(asyncio.create_task(itself()))
    async def agen():
        while True:
            await asyncio.sleep(0)
            yield
    g = agen()
    tasks = [asyncio.ensure_future(step(g)) for _ in range(10)]
    await asyncio.gather(*tasks, return_exceptions=True)
    await g.aclose()
    shared = work()
    results = await asyncio.gather(*(asyncio.ensure_future(wrap(shared)) for _ in range(5)),
                                   return_exceptions=True)
    assert sum(isinstance(r, RuntimeError) for r in results) == 4
    for bad in (5, None, "x", [], work, lambda: 0, object()):
        await refuses(wrap(bad))
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda f: f.add_done_callback(lambda f: None))
    f.cancel()
    await asyncio.sleep(0)
    t = asyncio.create_task(work())
    t.cancel()
    for _ in range(5):
        await refuses(t, (asyncio.CancelledError,))


async def step(g): return await anext(g)
async def wrap(x): return await x


asyncio.run(main())
