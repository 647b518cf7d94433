# A future is looked at, awaited or given more callbacks between its end and the turn in which its callbacks run.
import asyncio


async def failing():
    raise KeyError("task")


async def main():
    loop = asyncio.get_running_loop()
    for end in (lambda f: f.set_exception(ValueError("x")), lambda f: f.set_result(5), lambda f: f.cancel("why")):
        f = loop.create_future()
        g = asyncio.gather(f, return_exceptions=True)
        s = asyncio.shield(f)
        end(f)
        for _ in range(2):
            try:
                print(f.result(), end=" ")
            except BaseException as error:
                print(repr(error), end=" ")
        log = []
        f.add_done_callback(lambda f: log.append("late"))
        print(f.remove_done_callback(print), f._callbacks, g.done(), s.done())
        print(await g, log)
        try:
            print(await s)
        except BaseException as error:
            print(repr(error))
    f = loop.create_future()
    g = asyncio.gather(f)
    f.set_exception(ValueError("alone"))
    try:
        f.result()
    except ValueError as error:
        print(repr(error), g.done())
    try:
        await g
    except ValueError as error:
        print(repr(error), g.done())
    f = loop.create_future()
    first, second = asyncio.gather(f), asyncio.gather(f)
    waiter = asyncio.create_task(asyncio.wait_for(f, 5))
    await asyncio.sleep(0)
    print(len(f._callbacks), [c[0].__qualname__ for c in f._callbacks])
    first.cancel()
    for each in (first, second, waiter):
        try:
            await each
        except asyncio.CancelledError as error:
            print("cancelled", error.args)
    t = asyncio.create_task(failing())
    g = asyncio.gather(t)
    await asyncio.sleep(0)
    print(t.done(), g.done(), repr(t.exception()))
    try:
        await g
    except KeyError as error:
        print(repr(error), error.__traceback__ is not None)


asyncio.run(main())
