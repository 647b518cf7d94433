# asynccontextmanager, AsyncExitStack, aclosing under asyncio: order, suppression, errors.
import asyncio
import contextlib


@contextlib.asynccontextmanager
async def resource(name, swallow=False):
    print(f"open {name}", end="; ")
    await asyncio.sleep(0)
    try:
        yield name.upper()
    except ValueError as error:
        print(f"{name} sees {error!r}", end="; ")
        if not swallow:
            raise
    finally:
        await asyncio.sleep(0)
        print(f"close {name}", end="; ")


class Manager:
    def __init__(self, name): self.name = name
    async def __aenter__(self): print("aenter", self.name, end="; "); return self
    async def __aexit__(self, *exc): print("aexit", self.name, exc[0] and exc[0].__name__, end="; ")


async def main():
    async with resource("a") as a, resource("b") as b:
        print(a, b, end="; ")
    print()
    try:
        async with resource("a"):
            raise ValueError("v")
    except ValueError as error:
        print("out", error)
    async with resource("a", swallow=True):
        raise ValueError("swallowed")
    print()
    async with contextlib.AsyncExitStack() as stack:
        for name in "xyz":
            await stack.enter_async_context(resource(name))
        stack.callback(print, "plain callback", end="; ")

        async def acb(*args): print("async callback", args, end="; ")
        stack.push_async_callback(acb, 1, 2)
        stack.enter_context(contextlib.nullcontext())
        stack.push_async_exit(Manager("pushed"))
        print("body", end="; ")
    print()
    try:
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(resource("s", swallow=True))
            await stack.enter_async_context(resource("t"))
            raise ValueError("through t to s")
        print("suppressed by s")
    except ValueError:
        print("not suppressed")
    try:
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(acb)
            stack.callback(lambda: 1 / 0)
            raise KeyError("body")
    except ZeroDivisionError as error:
        print(repr(error), repr(error.__context__))
    stack = contextlib.AsyncExitStack()
    await stack.enter_async_context(resource("kept"))
    moved = stack.pop_all()
    await stack.aclose()
    print("nothing closed yet", end="; ")
    await moved.aclose()
    print()

    async def agen():
        try:
            yield 1
            yield 2
        finally:
            print("agen closed", end="; ")
    async with contextlib.aclosing(agen()) as g:
        async for x in g:
            break
    print("after aclosing")

    @contextlib.asynccontextmanager
    async def twice():
        yield 1
        yield 2
    try:
        async with twice():
            pass
    except RuntimeError as error:
        print(error)

    @contextlib.asynccontextmanager
    async def nothing():
        return
        yield
    try:
        async with nothing():
            pass
    except RuntimeError as error:
        print(error)

    @resource("deco")
    async def decorated(): return "decorated"
    print(await decorated(), await decorated())
    t = asyncio.create_task(hold())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled, closed")
    async with contextlib.nullcontext(5) as n:
        print(n)
    try:
        with resource("wrong"):
            pass
    except TypeError as error:
        print(error)
    try:
        async with open:
            pass
    except TypeError as error:
        print(error)
    try:
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(5)
    except TypeError as error:
        print(error)


async def hold():
    async with resource("held"):
        await asyncio.Event().wait()


asyncio.run(main())
