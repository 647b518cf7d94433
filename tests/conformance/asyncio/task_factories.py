# set_task_factory: what it is called with, what it must return, create_eager_task_factory, names
# and contexts.
import asyncio
import contextvars


class MyTask(asyncio.Task):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = "mine"

    def __repr__(self): return f"MyTask({self.get_name()})"


async def work(x):
    await asyncio.sleep(0)
    return x


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    calls = []

    def factory(loop, coro, **kwargs):
        calls.append((coro.__name__, sorted(kwargs)))
        return MyTask(coro, loop=loop, **kwargs)
    loop.set_task_factory(factory)
    t = asyncio.create_task(work(1))
    n = asyncio.create_task(work(2), name="named")
    c = asyncio.create_task(work(3), context=contextvars.copy_context())
    print(type(t).__name__, t.extra, await t, await n, n.get_name(), await c, calls)
    print(await asyncio.gather(work(4), work(5)), len(calls))
    async with asyncio.TaskGroup() as tg:
        g = tg.create_task(work(6))
    print(g, isinstance(g, MyTask), len(calls))
    e = asyncio.ensure_future(work(7))
    print(isinstance(e, MyTask), await e)
    print(await asyncio.wait_for(work(8), 1))
    loop.set_task_factory(None)
    print(type(asyncio.create_task(work(9))).__name__)
    for bad in (5, "x", [1]):
        try:
            loop.set_task_factory(bad)
        except TypeError as error:
            print(error)
    eager = asyncio.create_eager_task_factory(MyTask)
    loop.set_task_factory(eager)

    async def instant(): return "instant"
    t = asyncio.create_task(instant())
    print(t.done(), type(t).__name__, t.extra)
    loop.set_task_factory(lambda loop, coro, **kw: asyncio.Task(wrapped(coro), loop=loop, **kw))

    async def wrapped(coro):
        return "wrapped", await coro
    print(await asyncio.create_task(work(10)))
    loop.set_task_factory(lambda loop, coro, **kw: 1 / 0)
    coro = work(11)
    try:
        asyncio.create_task(coro)
    except ZeroDivisionError as error:
        print(error)
    coro.close()
    loop.set_task_factory(None)


asyncio.run(main())
