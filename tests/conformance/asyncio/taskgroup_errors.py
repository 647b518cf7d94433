# TaskGroup: the first error cancels the rest and the body; errors come out as a group;
# KeyboardInterrupt and SystemExit pass bare.
import asyncio


async def fail(error, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    raise error


async def forever(name):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError as error:
        print(name, "cancelled", error.args, end="; ")
        raise


async def attempt(name, function):
    print(name, end=": ")
    try:
        print("returned", await function())
    except BaseException as error:
        print("raised", repr(error), getattr(error, "exceptions", ""), "context", repr(error.__context__),
              "cancelling", asyncio.current_task().cancelling())


async def child_fails():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(forever("sibling"))
        tg.create_task(fail(ValueError("child"), 1))
        await forever("body")


async def body_fails():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(forever("child"))
        await asyncio.sleep(0)
        raise KeyError("body")


async def several_fail():
    async with asyncio.TaskGroup() as tg:
        for i in range(3):
            tg.create_task(fail(ValueError(i)))
        tg.create_task(forever("other"))


async def body_and_child():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail(ValueError("child")))
        try:
            await asyncio.Event().wait()
        finally:
            raise KeyError("while cancelled")


async def cleanup_fails():
    async def cleanup():
        try:
            await asyncio.Event().wait()
        finally:
            raise OSError("in cleanup")
    async with asyncio.TaskGroup() as tg:
        tg.create_task(cleanup())
        tg.create_task(fail(ValueError("first"), 1))


async def child_cancelled():
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(forever("self-cancelled"))
        await asyncio.sleep(0)
        t.cancel("just this one")
        await asyncio.sleep(0)
    return t.cancelled()


async def base_exceptions():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(forever("x"))
        await asyncio.sleep(0)
        raise SystemExit(4)


async def group_in_body():
    async with asyncio.TaskGroup():
        raise ExceptionGroup("mine", [ValueError(1)])


async def nested():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(forever("outer child"))
        async with asyncio.TaskGroup() as inner:
            inner.create_task(fail(ValueError("inner")))
            inner.create_task(forever("inner child"))


async def outer_cancel():
    async def inside():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(forever("a"))
            tg.create_task(forever("b"))
    t = asyncio.create_task(inside())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("outside")
    try:
        await t
    except asyncio.CancelledError as error:
        return error.args, t.cancelled()


async def swallowed_in_body():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(fail(ValueError("child")))
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("body swallows", end="; ")
    return "never"


async def caught_by_type():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(ValueError("v")))
            tg.create_task(fail(KeyError("k")))
    except* ValueError as group:
        print("values", group.exceptions, end="; ")
    except* KeyError as group:
        print("keys", group.exceptions, end="; ")
    return "handled"


async def create_while_shutting_down():
    async with asyncio.TaskGroup() as tg:
        async def late():
            try:
                await asyncio.Event().wait()
            finally:
                coro = asyncio.sleep(0)
                try:
                    tg.create_task(coro)
                except RuntimeError as error:
                    coro.close()
                    print(str(error).split("> ")[-1], end="; ")
        tg.create_task(late())
        tg.create_task(fail(ValueError("v"), 1))


async def main():
    for f in (child_fails, body_fails, several_fail, body_and_child, cleanup_fails, child_cancelled,
              base_exceptions, group_in_body, nested, outer_cancel, swallowed_in_body, caught_by_type,
              create_while_shutting_down):
        await attempt(f.__name__, f)


asyncio.run(main())
