# Async generators by hand: __anext__, asend, athrow and aclose are awaitables; their protocol and errors.
import types


@types.coroutine
def pause(value):
    return (yield value)


def drive(awaitable, *sends):
    """Run an awaitable to its end; what it paused with, and how it ended."""
    steps, sends = [], list(sends)
    runner = awaitable.__await__() if hasattr(awaitable, "__await__") else awaitable
    try:
        value = runner.send(None)
        while True:
            steps.append(value)
            value = runner.send(sends.pop(0) if sends else None)
    except StopIteration as stop:
        return steps, "returned", stop.value
    except BaseException as error:
        return steps, type(error).__name__, str(error)


async def numbers():
    try:
        for i in range(3):
            got = await pause(f"pause {i}")
            sent = yield i, got
            print("sent", sent, end="; ")
    except ValueError as error:
        print("caught", repr(error), end="; ")
        yield "after error"
    finally:
        print("finally", end="; ")


g = numbers()
print(type(g).__name__, g.__name__, g.ag_running, g.ag_frame is not None, g.ag_await)
print(drive(g.__anext__(), "x"))
print(drive(g.asend("hello"), "y"))
print(drive(g.athrow(ValueError("v"))))
print(drive(g.__anext__()))
print(drive(g.__anext__()), drive(g.asend(None)), drive(g.athrow(KeyError("late"))), drive(g.aclose()))
g = numbers()
print(drive(g.asend("early")))
print(drive(g.__anext__()))
print(drive(g.aclose()))
g = numbers()
print(drive(g.aclose()), drive(g.__anext__()))
g = numbers()
print(drive(g.athrow(KeyError("not started"))), drive(g.__anext__()))


async def yields_in_close():
    try:
        yield 1
    finally:
        yield 2


g = yields_in_close()
drive(g.__anext__())
print(drive(g.aclose()))


async def awaits_in_close():
    try:
        yield 1
    finally:
        await pause("cleaning")
        print("cleaned", end="; ")


g = awaits_in_close()
drive(g.__anext__())
print(drive(g.aclose()))


async def raises_stop(kind):
    yield 1
    raise kind("inside")


for kind in (StopIteration, StopAsyncIteration, KeyError):
    g = raises_stop(kind)
    drive(g.__anext__())
    print(drive(g.__anext__()))
g = numbers()
step = g.__anext__()
print(step.send(None))
print(drive(g.__anext__()), g.ag_running)
try:
    step.throw(KeyError("into step"))
except KeyError as error:
    print(repr(error))
print(drive(step))
g = numbers()
step = g.__anext__()
drive(step)
print(drive(step))
closed = g.__anext__()
closed.close()
print(drive(closed), drive(g.aclose()))
print(iter(closed) is closed, hasattr(g, "__aiter__"), g.__aiter__() is g, hasattr(g, "__iter__"))
for code in ("async def f():\n yield 1\n return 2", "async def f():\n yield from x",
             "async def f():\n return (yield)", "async def f():\n yield\n return"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(f"{code!r}: {error.msg}")
