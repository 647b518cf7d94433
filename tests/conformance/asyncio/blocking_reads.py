# A thread that waits in read() keeps neither the loop nor other threads waiting.
import asyncio
import os
import sys


async def ticks(log):
    for n in range(5):
        await asyncio.sleep(0.001)
        log.append(n)


async def main():
    for read in (lambda end: os.read(end, 10), lambda end: os.fdopen(os.dup(end), "rb", 0).read(10),
                 lambda end: os.fdopen(os.dup(end), "rb").readline(), lambda end: os.fdopen(os.dup(end)).readline()):
        end, other = os.pipe()
        log = []
        reading = asyncio.create_task(asyncio.to_thread(read, end))
        await ticks(log)
        print(log, reading.done())
        os.write(other, b"line\n")
        os.close(other)
        print(await reading)
        os.close(end)
    # Two threads that read from one file take turns.
    end, other = os.pipe()
    with os.fdopen(end, "rb") as file:
        readers = [asyncio.create_task(asyncio.to_thread(file.readline)) for _ in range(2)]
        log = []
        await ticks(log)
        os.write(other, b"one\n")
        await ticks(log)
        os.write(other, b"two\n")
        print(sorted(await asyncio.gather(*readers)), len(log))
    os.close(other)


asyncio.run(main())
