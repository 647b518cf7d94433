# Cancelling a gather cancels its children; a cancelled child raises CancelledError in the gather;
# return_exceptions.
import asyncio


async def forever(name):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError as error:
        print(name, "cancelled", error.args, end="; ")
        raise


async def outcome(awaitable):
    try:
        return await awaitable
    except asyncio.CancelledError as error:
        return f"CancelledError{error.args}"
    except Exception as error:
        return repr(error)


async def main():
    g = asyncio.gather(forever("a"), forever("b"))
    await asyncio.sleep(0)
    print(g.cancel(), g.done(), g.cancelled())
    print(await outcome(g), g.cancelled(), g.cancel())
    g = asyncio.gather(forever("c"), forever("d"), return_exceptions=True)
    await asyncio.sleep(0)
    g.cancel("with message")
    print(await outcome(g), g.cancelled())
    a, b = asyncio.create_task(forever("e")), asyncio.create_task(forever("f"))
    g = asyncio.gather(a, b)
    await asyncio.sleep(0)
    a.cancel("child")
    print(await outcome(g), a.cancelled(), b.done(), g.cancelled())
    b.cancel()
    print(await outcome(b))
    a, b = asyncio.create_task(forever("g")), asyncio.create_task(asyncio.sleep(0, "fine"))
    g = asyncio.gather(a, b, return_exceptions=True)
    await asyncio.sleep(0)
    a.cancel("quiet")
    print(await outcome(g))
    t = asyncio.create_task(outcome(asyncio.gather(forever("h"), forever("i"))))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("outer")
    print(await outcome(t))

    async def stubborn():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("stubborn stays", end="; ")
            return "stayed"
    g = asyncio.gather(stubborn(), forever("j"))
    await asyncio.sleep(0)
    g.cancel()
    print(await outcome(g))
    g = asyncio.gather(stubborn())
    await asyncio.sleep(0)
    g.cancel()
    print(await outcome(g), g.cancelled())
    empty = asyncio.gather()
    print(empty.cancel(), await outcome(empty))
    done = asyncio.gather(asyncio.sleep(0, 1))
    await done
    print(done.cancel(), done.result())


asyncio.run(main())
