# limit: memory=64M deadline=40 recursion=1000 ; outcome: MemoryError | stopped: memory
# Timers far in the future, without end.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    while True:
        loop.call_later(10 ** 6, print)


asyncio.run(main())
