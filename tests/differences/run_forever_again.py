# A second run_forever() of a running loop is refused, and the loop stays the running one. In CPython 3.13.0 there is no running loop any
# more after that.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        loop.run_forever()
    except RuntimeError as error:
        print(error)
    print(asyncio._get_running_loop() is loop, loop.is_running())
    await asyncio.sleep(0)
    print(asyncio.current_task() is not None)


asyncio.run(main())
