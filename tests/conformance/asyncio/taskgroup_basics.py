# TaskGroup: waits for its tasks, results, create_task arguments, nesting, use after the end, repr,
# tasks made by tasks.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def step(name, turns=1):
    for _ in range(turns):
        await asyncio.sleep(0)
    print("end", name, end="; ")
    return name


async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(step("a", 3))
        b = tg.create_task(step("b", 1), name="task b")
        print("body done", end="; ")
    print(a.result(), b.result(), b.get_name())
    async with asyncio.TaskGroup() as tg:
        pass
    print("empty group")

    async def spawner(tg, depth):
        if depth:
            tg.create_task(spawner(tg, depth - 1))
        await step(f"depth {depth}", depth)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(spawner(tg, 3))
    print()
    async with asyncio.TaskGroup() as outer:
        async with asyncio.TaskGroup() as inner:
            inner.create_task(step("inner"))
            outer.create_task(step("outer", 4))
        print("inner group done", end="; ")
    print("outer group done")
    ctx = contextvars.copy_context()
    ctx.run(var.set, "from ctx")

    async def reads(): return var.get()
    async with asyncio.TaskGroup() as tg:
        t1, t2 = tg.create_task(reads()), tg.create_task(reads(), context=ctx)
    print(t1.result(), t2.result())
    coro = step("late")
    try:
        tg.create_task(coro)
    except RuntimeError as error:
        print(str(error).split(" <")[0], repr(tg).split(" ")[0], end="; ")
    coro.close()
    fresh = asyncio.TaskGroup()
    coro = step("early")
    try:
        fresh.create_task(coro)
    except RuntimeError as error:
        print(str(error).split(" <")[0], str(error).split("> ")[-1])
    coro.close()
    async with fresh:
        try:
            async with fresh:
                pass
        except RuntimeError as error:
            print(str(error).split("> ")[-1])
    async with asyncio.TaskGroup() as tg:
        try:
            tg.create_task(5)
        except TypeError as error:
            print(error)
    print(repr(asyncio.TaskGroup()), repr(tg))
    async with asyncio.TaskGroup() as tg:
        print(repr(tg))
        tg.create_task(asyncio.sleep(0))
        print(repr(tg))
    results = []

    async def producer(tg, n):
        for i in range(n):
            tg.create_task(consume(i))
            await asyncio.sleep(0)

    async def consume(i):
        await asyncio.sleep(0)
        results.append(i)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(producer(tg, 5))
    print(results)


asyncio.run(main())
