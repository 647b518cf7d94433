# Programs, and tests above all, put methods of their own into asyncio's classes and take them out again; natives that call these methods
# call the ones that are there.
import asyncio


def noting(cls, name):
    original = getattr(cls, name)

    def method(self, *args, **kwargs):
        print(f"{cls.__name__}.{name}")
        return original(self, *args, **kwargs)

    setattr(cls, name, method)
    return lambda: setattr(cls, name, original)


async def nothing():
    return "nothing"


async def use():
    async with asyncio.Lock():
        pass
    async with asyncio.Semaphore():
        pass
    queue = asyncio.Queue(1)
    await queue.put(1)
    print(queue.qsize(), await queue.get())
    event = asyncio.Event()
    event.set()
    await event.wait()
    async with asyncio.TaskGroup() as group:
        group.create_task(nothing())
    async with asyncio.timeout(None):
        await asyncio.create_task(nothing())
    handle = asyncio.get_running_loop().call_soon(print)
    handle.cancel()


asyncio.run(use())
for each in ("Lock acquire", "Lock release", "Semaphore acquire", "Queue put", "Queue _put", "Queue qsize", "Event wait", "TaskGroup create_task",
             "Timeout __aexit__"):
    cls, name = each.split()
    print("=", each)
    restore = noting(getattr(asyncio, cls), name)
    asyncio.run(use())
    restore()
print("= a loop's")
for name in "create_task", "run_until_complete":
    restore = noting(asyncio.BaseEventLoop, name)
    print(asyncio.run(nothing()))
    with asyncio.Runner() as runner:
        runner.run(use())
    restore()
print("= set back, new attributes, classes that derive")
asyncio.run(use())
asyncio.Queue.colour = "red"
print(asyncio.Queue().colour, asyncio.LifoQueue.colour, type("Own", (asyncio.Queue,), {}).colour)
del asyncio.Queue.colour
print(hasattr(asyncio.Queue(), "colour"))
try:
    del asyncio.Queue.colour
except AttributeError as error:
    print(error)
for cls in asyncio.Future, asyncio.Task:
    try:
        cls.colour = "red"
    except TypeError as error:
        print(error)
