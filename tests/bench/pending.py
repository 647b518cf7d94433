# SPDX-License-Identifier: MIT
# Memory: a hundred thousand tasks that wait. Look at the column of kilobytes.
import asyncio
import time


async def wait(future):
    return await future


async def main():
    future = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(wait(future)) for _ in range(100_000)]
    await asyncio.sleep(0)
    future.set_result(1)
    return sum(await asyncio.gather(*tasks))


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
