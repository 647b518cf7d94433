# Debug mode: flags, get_debug and set_debug, and that results stay the same.
import asyncio


async def work():
    await asyncio.sleep(0)
    return await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2))


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), await work(), loop.slow_callback_duration)
    loop.set_debug(True)
    print(loop.get_debug(), await work())
    loop.set_debug(False)
    print(loop.get_debug())


asyncio.run(main())
asyncio.run(main(), debug=True)
loop = asyncio.new_event_loop()
print(loop.get_debug())
loop.set_debug(True)
print(loop.get_debug(), loop.run_until_complete(work()))
loop.close()
with asyncio.Runner(debug=True) as runner:
    print(runner.get_loop().get_debug(), runner.run(work()))
with asyncio.Runner(debug=None) as runner:
    print(runner.get_loop().get_debug())
