# SPDX-License-Identifier: MIT
# A thousand tasks that take turns.
import asyncio
import time


async def worker(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    return turns


async def main():
    return sum(await asyncio.gather(*(worker(200) for _ in range(1_000))))


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
