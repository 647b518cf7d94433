# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# Two tasks that pass the turn to each other for ever.
import asyncio


async def spin():
    while True:
        try:
            await asyncio.sleep(0)
        except BaseException:
            pass


async def main(): await asyncio.gather(spin(), spin())


asyncio.run(main())
