# From Python 3.15: TaskGroup.cancel() ends the tasks of a group and its block, without CancelledError. CPython 3.13 has it not.
import asyncio


async def step(name, seconds=10):
    try:
        await asyncio.sleep(seconds)
        print(name, "done")
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def main():
    print("= in the block")
    async with asyncio.TaskGroup() as group:
        group.create_task(step("one"))
        group.create_task(step("two"))
        await asyncio.sleep(0)
        group.cancel()
        group.cancel()
        print(group)
        try:
            group.create_task(late := step("late"))
        except RuntimeError as error:
            print(error)
        await step("block")
        print("not reached")
    print(asyncio.current_task().cancelling())

    print("= by a task, while the block waits")

    async def ends(group):
        await asyncio.sleep(0)
        group.cancel()

    async with asyncio.TaskGroup() as group:
        group.create_task(step("three"))
        group.create_task(ends(group))
    group.cancel()
    print(asyncio.current_task().cancelling(), group)

    print("= before it is entered")
    group = asyncio.TaskGroup()
    group.cancel()
    async with group:
        print("entered")
        await step("block")
        print("not reached")

    print("= the block does not wait any more")
    async with asyncio.TaskGroup() as group:
        group.create_task(step("four"))
        group.cancel()
    await asyncio.sleep(0)
    print("still there", asyncio.current_task().cancelling())

    print("= with an error of a task, and of the block")
    for where in "task", "block":
        try:
            async with asyncio.TaskGroup() as group:
                async def fails():
                    try:
                        await asyncio.sleep(10)
                    finally:
                        raise ValueError("task")
                if where == "task":
                    group.create_task(fails())
                    await asyncio.sleep(0)
                group.cancel()
                if where == "block":
                    raise ValueError("block")
        except* ValueError as errors:
            print(errors.exceptions)

    print("= cancelled from outside too")

    async def cancelled():
        async with asyncio.TaskGroup() as group:
            group.create_task(step("five"))
            await asyncio.sleep(0)
            group.cancel()
            asyncio.current_task().cancel()

    task = asyncio.create_task(cancelled())
    print(await asyncio.gather(task, return_exceptions=True), task.cancelled())


asyncio.run(main())
