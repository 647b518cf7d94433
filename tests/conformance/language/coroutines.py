# Coroutines driven by hand: send, return value, throw, close, attributes, and reuse.
import types


@types.coroutine
def pause(value):
    got = yield value
    return got


async def leaf(n):
    print("leaf", n, end=" ")
    got = await pause(n)
    return n, got


async def branch():
    first = await leaf(1)
    second = await leaf(2)
    return first, second


c = branch()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await, c.cr_origin)
print(c.send(None), c.cr_suspended, c.cr_await.__name__, c.cr_await.cr_await.__name__)
print(c.send("one"))
try:
    c.send("two")
except StopIteration as stop:
    print(stop.value, c.cr_frame)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
c = leaf(0)
try:
    c.send("early")
except TypeError as error:
    print(error)
c.close()


async def guarded():
    try:
        await pause("p")
    except ValueError as error:
        print("caught", repr(error), end=" ")
        await pause("again")
    finally:
        print("finally", end=" ")
    return "end"


g = guarded()
print(g.send(None), g.throw(ValueError("x")))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
g = guarded()
g.send(None)
print(g.close(), g.cr_frame)
for name in ("__iter__", "__next__", "__await__", "send", "throw", "close"):
    print(name, hasattr(g, name), end="; ")
print()
try:
    list(g)
except TypeError as error:
    print(error)
dropped = guarded()
try:
    [x for x in dropped]
except TypeError as error:
    print(error)
dropped.close()


async def stop_inside():
    raise StopIteration("no")


try:
    stop_inside().send(None)
except RuntimeError as error:
    print(error, repr(error.__cause__))


async def stubborn():
    try:
        await pause(0)
    except GeneratorExit:
        await pause("not yet")


s = stubborn()
s.send(None)
try:
    s.close()
except RuntimeError as error:
    print(error)
s.close()
w = leaf(7).__await__()
print(type(w).__name__, next(w))
try:
    w.send("wrapped")
except StopIteration as stop:
    print(stop.value)


async def twice():
    c = leaf(1)
    await c
    await c


t = twice()
t.send(None)
try:
    t.send(None)
except RuntimeError as error:
    print(error)


async def self_await():
    await me


me = self_await()
try:
    me.send(None)
except (RuntimeError, ValueError) as error:
    print(repr(error))
fresh = leaf(9)
try:
    fresh.throw(KeyError("unstarted"))
except KeyError as error:
    print(repr(error))


async def plain_return():
    return


async def nested(n):
    return n if n == 0 else 1 + await nested(n - 1)


for coro in (plain_return(), nested(200)):
    try:
        coro.send(None)
    except StopIteration as stop:
        print(repr(stop), stop.value)
f = lambda: (await_ for await_ in ())
print(branch.__code__.co_flags & 0x80 != 0, f.__code__.co_flags & 0x80 != 0)
