# A loop driven by hand: run_until_complete, run_forever and stop, states, create_task outside, closing.
import asyncio

loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed(), loop.get_debug(), type(loop.time()).__name__)


async def value(x, turns=0):
    for _ in range(turns):
        await asyncio.sleep(0)
    return x, asyncio.get_running_loop() is loop, loop.is_running()


print(loop.run_until_complete(value(1)))
t = loop.create_task(value(2, 3))
print(t.done(), loop.run_until_complete(t), t.done())
fut = loop.create_future()
loop.call_soon(fut.set_result, "future result")
print(loop.run_until_complete(fut))
try:
    loop.run_until_complete(asyncio.wait_for(loop.create_future(), 0.001))
except TimeoutError as error:
    print(repr(error))


async def fails(): raise KeyError("from coroutine")


try:
    loop.run_until_complete(fails())
except KeyError as error:
    print(repr(error))
log = []


def tick(n):
    log.append(n)
    if n == 3:
        loop.stop()
    loop.call_soon(tick, n + 1)


loop.call_soon(tick, 0)
loop.run_forever()
print(log)
loop.stop()
loop.run_forever()
print(log)


async def stops():
    loop.stop()
    await asyncio.sleep(0)
    return "unreached by run_until_complete"


try:
    loop.run_until_complete(stops())
except RuntimeError as error:
    print(error)
background = loop.create_task(value("background", 2))
print(loop.run_until_complete(value("main")), background.done())
print(loop.run_until_complete(value("main", 5)), background.done())
for bad in (5, None, "x", lambda: 1):
    try:
        loop.run_until_complete(bad)
    except TypeError as error:
        print(error)
other = asyncio.new_event_loop()


async def cross():
    coro = value(0)
    try:
        other.run_until_complete(coro)
    except RuntimeError as error:
        print(error)
    coro.close()
    try:
        loop.close()
    except RuntimeError as error:
        print(error)


loop.run_until_complete(cross())
foreign = other.create_future()
try:
    loop.run_until_complete(foreign)
except ValueError as error:
    print(error)
loop.run_until_complete(loop.shutdown_asyncgens())
print(repr(loop).split(" ")[1:], loop.is_closed())
loop.close()
loop.close()
print(loop.is_closed(), repr(loop).split(" ")[1:])
coro = value(1)
for action in (lambda: loop.run_until_complete(coro), lambda: loop.run_forever(),
               lambda: loop.create_task(coro), lambda: loop.call_soon(print)):
    try:
        action()
    except RuntimeError as error:
        print(error)
coro.close()
print(loop.create_future().done(), loop.stop(), loop.is_running())
other.close()
asyncio.set_event_loop(None)
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)
new = asyncio.new_event_loop()
asyncio.set_event_loop(new)
print(asyncio.get_event_loop() is new, new.run_until_complete(asyncio.sleep(0, "fine")))
new.close()
try:
    asyncio.set_event_loop(5)
except (TypeError, AssertionError) as error:
    print(type(error).__name__, error)
asyncio.set_event_loop(None)
