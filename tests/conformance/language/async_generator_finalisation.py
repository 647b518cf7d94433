# An async generator's finally with awaits, nested async generators, return in loops, exceptions
# through async for.
def drive(coro):
    steps = 0
    try:
        while True:
            coro.send(None)
            steps += 1
    except StopIteration as stop:
        return stop.value, steps


class Pause:
    def __await__(self): yield


async def numbers(name, n):
    try:
        for i in range(n):
            await Pause()
            yield i
    except GeneratorExit:
        print(name, "exit", end="; ")
        raise
    finally:
        await Pause()
        print(name, "finally", end="; ")


async def doubled(name, source):
    try:
        async for x in source:
            yield x * 2
    finally:
        print(name, "outer finally", end="; ")
        await source.aclose()


async def complete():
    return [x async for x in doubled("d", numbers("n", 3))]


async def broken_off():
    source = doubled("d", numbers("n", 5))
    async for x in source:
        if x == 4:
            break
    print("closing", end="; ")
    await source.aclose()
    return x


async def raised_in_body():
    source = numbers("n", 5)
    try:
        async for x in source:
            if x == 1:
                raise ValueError("body")
    except ValueError as error:
        await source.aclose()
        return repr(error)


async def raised_inside():
    async def gen():
        yield 1
        raise KeyError("inside")
    out = []
    try:
        async for x in gen():
            out.append(x)
    except KeyError as error:
        out.append(repr(error))
    return out


async def thrown():
    async def gen():
        while True:
            try:
                yield "value"
            except ValueError as error:
                await Pause()
                yield f"handled {error}"
    g = gen()
    out = [await anext(g), await g.athrow(ValueError("one")), await anext(g),
           await g.athrow(ValueError("two"))]
    await g.aclose()
    try:
        await g.athrow(ValueError("after"))
    except BaseException as error:
        out.append(repr(error))
    return out


async def sent():
    async def echo():
        got = None
        while got != "stop":
            got = yield got
            await Pause()
    g = echo()
    out = [await g.asend(None)]
    for value in ("a", "b"):
        out.append(await g.asend(value))
    try:
        await g.asend("stop")
    except StopAsyncIteration:
        out.append("ended")
    return out


async def concurrent():
    g = numbers("n", 3)
    first = g.__anext__()
    first.send(None)
    try:
        await g.__anext__()
    except RuntimeError as error:
        message = str(error)
    try:
        await g.aclose()
    except RuntimeError as error:
        message += " / " + str(error)
    try:
        first.close()
    except RuntimeError as error:
        message += " / " + str(error)
    return message


async def in_with():
    from contextlib import aclosing
    async with aclosing(numbers("n", 5)) as g:
        async for x in g:
            if x:
                return x


async def anext_default():
    g = numbers("n", 1)
    return [await anext(g, "d"), await anext(g, "d"), await anext(g, "d")]


async def recursive(depth):
    if depth:
        async for x in recursive(depth - 1):
            yield x + 1
    else:
        yield 0


async def collect(agen): return [x async for x in agen]


for f in (complete, broken_off, raised_in_body, raised_inside, thrown, sent, concurrent, in_with,
          anext_default):
    print(f.__name__, drive(f()))
print(drive(collect(recursive(50))))
