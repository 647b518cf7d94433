# SPDX-License-Identifier: MIT
# Short tasks, made by the hundred and gathered, or run in a group.
import asyncio
import time


async def short(n):
    return n


async def main():
    total = 0
    for _ in range(200):
        total += sum(await asyncio.gather(*(short(i) for i in range(200))))
    for _ in range(100):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(short(i)) for i in range(200)]
        total += sum(task.result() for task in tasks)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
