# From Python 3.14: create_task() of a loop, a group and of asyncio takes eager_start, which is passed on to the task factory. CPython 3.13
# has it not, and its signatures, which are those that are shown here, say so.
import asyncio
import inspect


async def step(name):
    print(name, "begins")
    await asyncio.sleep(0)
    print(name, "goes on")


async def at_once():
    return "at once"


async def main():
    loop = asyncio.get_running_loop()
    for create in asyncio.create_task, loop.create_task:
        task = create(step("eager"), name="eager", eager_start=True)
        print("made", task.get_name())
        await task
        for eager in False, None:
            task = create(step("not eager"), eager_start=eager)
            print("made")
            await task
        print(create(at_once(), eager_start=True).done())
        print(inspect.signature(create))
    async with asyncio.TaskGroup() as group:
        task = group.create_task(step("member"), eager_start=True)
        print(group, group.create_task(at_once(), eager_start=True).result())
    print(inspect.signature(asyncio.TaskGroup.create_task), inspect.signature(asyncio.eager_task_factory))

    print("= with a task factory")
    loop.set_task_factory(asyncio.eager_task_factory)
    for keywords in {}, {"eager_start": True}, {"eager_start": None}, {"eager_start": False}:
        task = asyncio.create_task(step(str(keywords)), **keywords)
        print("made")
        await task
    loop.set_task_factory(lambda loop, coro, **keywords: (print(keywords), asyncio.Task(coro, loop=loop))[1])
    await asyncio.create_task(at_once(), name="named")
    await asyncio.create_task(at_once(), eager_start=True)
    loop.set_task_factory(None)
    for keywords in {"eager": True}, {"eager_start": 1, "loop": None}:
        coro = at_once()
        try:
            asyncio.create_task(coro, **keywords)
        except TypeError as error:
            print(error)
        coro.close()


asyncio.run(main())
