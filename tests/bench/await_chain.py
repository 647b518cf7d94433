# SPDX-License-Identifier: MIT
# Coroutines that await coroutines, to a depth of twenty, with a turn of the loop at the bottom of some.
import asyncio
import time


async def level(n, turn):
    if n == 0:
        if turn:
            await asyncio.sleep(0)
        return 1
    return 1 + await level(n - 1, turn)


async def main():
    total = 0
    for i in range(10_000):
        total += await level(20, i % 4 == 0)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
