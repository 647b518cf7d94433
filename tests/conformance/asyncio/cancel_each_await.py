# A program of many awaits is cancelled at each of them in turn: what ran, what was cleaned up, what came out.
import asyncio


async def resource(log, name):
    log.append(f"+{name}")
    await asyncio.sleep(0)
    return name


class Managed:
    def __init__(self, log, name): self.log, self.name = log, name
    async def __aenter__(self):
        await resource(self.log, self.name)
        return self
    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        self.log.append(f"-{self.name}")


async def program(log, lock):
    async with Managed(log, "a"):
        await asyncio.sleep(0)
        async with lock, Managed(log, "b"):
            log.append("work")
            await asyncio.gather(resource(log, "g1"), resource(log, "g2"))
            try:
                await asyncio.wait_for(resource(log, "w"), 10)
            finally:
                log.append("-w")
        async with asyncio.TaskGroup() as tg:
            tg.create_task(resource(log, "t"))
        async for x in agen(log):
            log.append(f"x{x}")
    log.append("end")
    return "complete"


async def agen(log):
    try:
        for i in range(2):
            await asyncio.sleep(0)
            yield i
    finally:
        log.append("-agen")


async def main():
    turn = 0
    while True:
        log, lock = [], asyncio.Lock()
        t = asyncio.create_task(program(log, lock))
        for _ in range(turn):
            await asyncio.sleep(0)
        finished = t.done()
        t.cancel()
        try:
            result = await t
        except asyncio.CancelledError:
            result = "cancelled"
        print(turn, result, lock.locked(), " ".join(log))
        if finished:
            break
        turn += 1
    await asyncio.sleep(0)
    print(len(asyncio.all_tasks()))


asyncio.run(main())
