# SPDX-License-Identifier: MIT
# Timers that are set, fired and cancelled; timeouts that do not happen.
import asyncio
import time


async def main():
    loop = asyncio.get_running_loop()
    fired = 0

    def fire():
        nonlocal fired
        fired += 1

    handles = [loop.call_later(i % 50 * 0.001, fire) for i in range(60_000)]
    for handle in handles[::3]:
        handle.cancel()
    while fired < 40_000:
        await asyncio.sleep(0.001)
    for _ in range(10_000):
        async with asyncio.timeout(10):
            await asyncio.sleep(0)
    return fired


start = time.process_time()
check = asyncio.run(main())
print("RESULT", time.process_time() - start, check)
