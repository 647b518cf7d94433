# Eager tasks run at creation up to their first suspension; a coroutine that never suspends is done at once.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def never_suspends(log):
    log.append("ran")
    return "immediate"


async def suspends(log):
    log.append("first part")
    await asyncio.sleep(0)
    log.append("second part")
    return "later"


async def fails(): raise ValueError("eager failure")


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory() is asyncio.eager_task_factory)
    log = []
    t = asyncio.create_task(never_suspends(log), name="eager")
    print(t.done(), log, t.result(), t.get_name())
    t = asyncio.create_task(suspends(log))
    print(t.done(), log)
    print(await t, log)
    t = asyncio.create_task(fails())
    print(t.done(), repr(t.exception()))
    seen = []

    async def who():
        seen.append(asyncio.current_task().get_name())
        inner = asyncio.create_task(child(), name="child")
        seen.append(asyncio.current_task().get_name())
        await inner

    async def child():
        seen.append(asyncio.current_task().get_name())
        await asyncio.sleep(0)
        seen.append(asyncio.current_task().get_name())
    await asyncio.create_task(who(), name="parent")
    print(seen)

    async def sets():
        var.set("in eager task")
        return var.get()
    var.set("main")
    print(asyncio.create_task(sets()).result(), var.get())
    order = []

    async def step(n):
        order.append(f"start {n}")
        await asyncio.sleep(0)
        order.append(f"end {n}")
        return n
    print(await asyncio.gather(step(1), step(2)), order)
    order.clear()
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(step(3))
        order.append("body")
        b = tg.create_task(never_suspends(order))
        print(b.done(), a.done(), order)
    print(order)
    t = asyncio.create_task(asyncio.Event().wait())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled")

    async def cancels_self():
        asyncio.current_task().cancel()
        await asyncio.sleep(0)
    t = asyncio.create_task(cancels_self())
    try:
        await t
    except asyncio.CancelledError:
        print("self cancelled", t.cancelled())
    done_log = []
    t = asyncio.create_task(never_suspends([]))
    t.add_done_callback(lambda f: done_log.append(f.result()))
    print(done_log)
    await asyncio.sleep(0)
    print(done_log, t in asyncio.all_tasks())
    lazy = asyncio.Task(never_suspends(log), loop=loop)
    print(lazy.done(), await lazy)
    eager = asyncio.Task(never_suspends(log), loop=loop, eager_start=True)
    print(eager.done())


def factory():
    loop = asyncio.new_event_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    return loop


asyncio.run(main(), loop_factory=factory)
