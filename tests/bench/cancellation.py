# SPDX-License-Identifier: MIT
# Tasks that are cancelled while they wait.
import asyncio
import time


async def wait(event, ended):
    try:
        await event.wait()
    finally:
        ended.append(1)


async def main():
    ended, event = [], asyncio.Event()
    for _ in range(100):
        tasks = [asyncio.create_task(wait(event, ended)) for _ in range(200)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(r, asyncio.CancelledError) for r in results)
    return len(ended)


start = time.perf_counter()
check = asyncio.run(main())
print("RESULT", time.perf_counter() - start, check)
