# asyncio.run: result, exceptions, one loop at a time, pending tasks cancelled at the end, debug and
# loop_factory.
import asyncio


async def value():
    await asyncio.sleep(0)
    return 42


async def fails():
    raise ValueError("from main")


async def leaves_tasks():
    async def forever(name):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            print(name, "cancelled", error.args)
            raise
        finally:
            print(name, "finally")
    asyncio.create_task(forever("a"))
    asyncio.create_task(forever("b"))
    await asyncio.sleep(0)
    return "main done"


print(asyncio.run(value()))
try:
    asyncio.run(fails())
except ValueError as error:
    print(error)
print(asyncio.run(leaves_tasks()))


async def nested():
    coro = value()
    try:
        asyncio.run(coro)
    except RuntimeError as error:
        print(error)
    coro.close()
    loop = asyncio.get_running_loop()
    try:
        loop.run_until_complete(asyncio.sleep(0))
    except RuntimeError as error:
        print(error)
    try:
        loop.run_forever()
    except RuntimeError as error:
        print(error)
    return "the outer loop goes on"


import warnings
warnings.simplefilter("ignore")
print(asyncio.run(nested()))
for bad in (5, value, None, [], lambda: value()):
    try:
        asyncio.run(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)


async def cancelled_main():
    asyncio.current_task().cancel("stop main")
    await asyncio.sleep(0)


try:
    asyncio.run(cancelled_main())
except asyncio.CancelledError as error:
    print("CancelledError", error.args)


async def system_exit():
    raise SystemExit(3)


try:
    asyncio.run(system_exit())
except SystemExit as error:
    print("SystemExit", error.code)


async def debug(): return asyncio.get_running_loop().get_debug()


print(asyncio.run(debug()), asyncio.run(debug(), debug=True), asyncio.run(debug(),
    loop_factory=asyncio.new_event_loop))


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaitable"


async def wrap(): return await Awaitable()


print(asyncio.run(wrap()), asyncio.run(asyncio.sleep(0, "sleep itself")))
