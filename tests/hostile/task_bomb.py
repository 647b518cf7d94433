# limit: memory=64M fuel=none deadline=40 recursion=1000 ; outcome: MemoryError | stopped: memory | stopped: deadline
# Every task starts two more.
import asyncio


async def bomb():
    asyncio.create_task(bomb())
    asyncio.create_task(bomb())
    await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()
    failed = []
    loop.set_exception_handler(lambda l, c: (failed.append(1), me.cancel()))
    asyncio.create_task(bomb())
    while True:
        await asyncio.sleep(0)


try:
    asyncio.run(main())
except asyncio.CancelledError:
    raise MemoryError
