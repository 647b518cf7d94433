# limit: memory=64M fuel=none deadline=none recursion=1000 ; outcome: MemoryError
# A queue that nobody empties.
import asyncio


async def main():
    queue = asyncio.Queue()
    while True:
        await queue.put("x" * 100 + str(queue.qsize()))


asyncio.run(main())
