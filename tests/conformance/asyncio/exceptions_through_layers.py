# Exceptions keep their identity, cause, context and notes through tasks, gather, wait_for,
# TaskGroup and shields.
import asyncio


class Custom(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


async def fail(error):
    await asyncio.sleep(0)
    raise error


async def wrap(error):
    try:
        await fail(error)
    except Custom as e:
        e.add_note("seen in wrap")
        raise
    finally:
        await asyncio.sleep(0)


async def convert(error):
    try:
        await fail(error)
    except Custom as e:
        raise RuntimeError("converted") from e


def names(error):
    out, tb = [], error.__traceback__
    while tb:
        out.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return out


async def main():
    for name, make in dict(direct=lambda e: wrap(e), task=lambda e: asyncio.create_task(wrap(e)),
                           gather=lambda e: asyncio.gather(wrap(e), asyncio.sleep(0)),
                           shield=lambda e: asyncio.shield(wrap(e)),
                           nested=lambda e: asyncio.gather(asyncio.shield(asyncio.create_task(wrap(e))))).items():
        original = Custom(name)
        try:
            await make(original)
        except Custom as error:
            print(name, error is original, error.code, error.__notes__, error.__context__, names(error))
    try:
        await asyncio.create_task(convert(Custom(1)))
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__), names(error), names(error.__cause__))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(wrap(Custom(2)))
            tg.create_task(convert(Custom(3)))
    except ExceptionGroup as group:
        print(group.message, [(repr(e), getattr(e, "__notes__", None),
                               repr(e.__cause__)) for e in group.exceptions])
    results = await asyncio.gather(wrap(Custom(4)), convert(Custom(5)), return_exceptions=True)
    print([repr(r) for r in results], [names(r) for r in results])
    t = asyncio.create_task(wrap(Custom(6)))
    for _ in range(2):
        try:
            await t
        except Custom as error:
            print(error is t.exception(), names(error))
    try:
        raise ValueError("active when awaiting")
    except ValueError:
        try:
            await asyncio.create_task(fail(Custom(7)))
        except Custom as error:
            print(repr(error.__context__))
        try:
            await fail(Custom(8))
        except Custom as error:
            print(repr(error.__context__))
    fut = asyncio.get_running_loop().create_future()
    shared = Custom(9)
    fut.set_exception(shared)
    for _ in range(2):
        try:
            await fut
        except Custom as error:
            print(error is shared, names(error))

    async def finally_raises():
        try:
            await fail(Custom(10))
        finally:
            raise KeyError("from finally")
    try:
        await asyncio.create_task(finally_raises())
    except KeyError as error:
        print(repr(error), repr(error.__context__))


asyncio.run(main())
