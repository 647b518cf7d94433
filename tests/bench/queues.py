# SPDX-License-Identifier: MIT
# Producers and consumers over queues, locks, events and semaphores.
import asyncio
import time


async def produce(queue, n):
    for i in range(n):
        await queue.put(i)
    await queue.put(None)


async def consume(queue, lock, totals):
    while (item := await queue.get()) is not None:
        async with lock:
            totals[0] += item


async def main():
    totals, lock, gate = [0], asyncio.Lock(), asyncio.Semaphore(3)
    queues = [asyncio.Queue(10) for _ in range(5)]
    async with asyncio.TaskGroup() as group:
        for queue in queues:
            group.create_task(produce(queue, 15_000))
            group.create_task(consume(queue, lock, totals))
    for _ in range(20_000):
        async with gate:
            totals[0] += 1
    return totals[0]


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
