# asyncio.Runner: several runs on one loop, get_loop, close, context manager, errors.
import asyncio


async def who(): return id(asyncio.get_running_loop())


async def leave():
    async def bg():
        try:
            await asyncio.Event().wait()
        finally:
            print("background ended")
    leave.task = asyncio.create_task(bg())
    await asyncio.sleep(0)


with asyncio.Runner() as runner:
    print(runner.run(who()) == runner.run(who()), runner.get_loop().is_running(),
          runner.get_loop().is_closed())
    runner.run(leave())
    print("still pending", leave.task.done())
    loop = runner.get_loop()
    try:
        runner.run(5)
    except ValueError as error:
        print(error)
    except TypeError as error:
        print(error)

    async def fails(): raise KeyError("x")
    try:
        runner.run(fails())
    except KeyError as error:
        print(repr(error))

    async def nested():
        c = who()
        try:
            runner.run(c)
        except RuntimeError as error:
            print(error)
        c.close()
    runner.run(nested())
print(leave.task.cancelled(), loop.is_closed())
c = who()
for action in (lambda: runner.run(c), lambda: runner.get_loop(), lambda: runner.__enter__()):
    try:
        action()
    except RuntimeError as error:
        print(error)
c.close()
r = asyncio.Runner(debug=True)
print(r.get_loop().get_debug())
r.close()
r.close()
made = []


def factory():
    made.append(asyncio.new_event_loop())
    return made[-1]


with asyncio.Runner(loop_factory=factory) as r:
    print(r.run(who()) == id(made[0]))
print(made[0].is_closed(), len(made))
unused = asyncio.Runner()
unused.close()


async def agens():
    async def agen():
        try:
            yield 1
            yield 2
        finally:
            print("agen finalised")
    agens.kept = agen()
    return await anext(agens.kept)


with asyncio.Runner() as r:
    print(r.run(agens()))
    print("closing")


async def main_cancelled():
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


with asyncio.Runner() as r:
    try:
        r.run(main_cancelled())
    except asyncio.CancelledError:
        print("CancelledError")
    print(r.run(asyncio.sleep(0, "usable after")))
