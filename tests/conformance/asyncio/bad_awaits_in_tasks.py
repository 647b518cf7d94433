# What a task says to yields that aren't futures, futures of another loop, itself, or futures used
# without await.
import asyncio
import types


@types.coroutine
def yields(value):
    return (yield value)


async def attempt(make):
    t = asyncio.create_task(make())
    try:
        return await t
    except RuntimeError as error:
        return str(error).split(" <")[0]


async def main():
    for value in (5, "text", [1], 1.5, object):
        print(await attempt(lambda: yields_in(value)))
    print(await attempt(plain_none))
    print(await attempt(raw_future))
    print(await attempt(generator_yield))
    print(await attempt(self_await))
    other = asyncio.new_event_loop()
    foreign = other.create_future()

    async def uses_foreign(): await foreign
    t = asyncio.create_task(uses_foreign())
    try:
        await t
    except RuntimeError as error:
        print(str(error).split(" got Future")[1].split(">")[-1])
    foreign.cancel()
    other.close()

    async def twice():
        c = asyncio.sleep(0)
        await c
        await c
    print(await attempt(twice))

    async def concurrent():
        c = shared()
        t = asyncio.create_task(c)
        await asyncio.sleep(0)
        try:
            await c
        finally:
            t.cancel()
    print(await attempt(concurrent))
    for bad in (5, None, [1], "x", iter([]), lambda: 1):
        try:
            await bad
        except TypeError as error:
            print(error)


async def shared(): await asyncio.Event().wait()
async def yields_in(value): await yields(value)
async def plain_none(): return await yields(None)


async def raw_future():
    await yields(asyncio.get_running_loop().create_future())


async def generator_yield():
    await yields(x for x in [])


async def self_await():
    await asyncio.current_task()


asyncio.run(main())
