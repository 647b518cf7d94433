# limit: memory=64M fuel=none deadline=3 recursion=1000 ; outcome: stopped: deadline
# A task that swallows every cancellation keeps asyncio.run from ending; the host's stop does not ask it.
import asyncio


async def stubborn():
    while True:
        try:
            await asyncio.sleep(1000)
        except BaseException:
            pass


async def main():
    asyncio.create_task(stubborn())
    await asyncio.sleep(0)


asyncio.run(main())
