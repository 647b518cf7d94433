# Five philosophers, ordered forks and a waiter's semaphore: deterministic by turns.
import asyncio


async def philosopher(i, forks, log, meals):
    left, right = sorted((i, (i + 1) % len(forks)))
    for meal in range(meals):
        log.append(f"{i} thinks")
        await asyncio.sleep(0)
        async with forks[left]:
            await asyncio.sleep(0)
            async with forks[right]:
                log.append(f"{i} eats")
                await asyncio.sleep(0)
    log.append(f"{i} leaves")


async def main():
    forks, log = [asyncio.Lock() for _ in range(5)], []
    await asyncio.gather(*(philosopher(i, forks, log, 2) for i in range(5)))
    for i in range(0, len(log), 10):
        print(", ".join(log[i:i + 10]))
    print([f.locked() for f in forks])


asyncio.run(main())


async def readers_writers():
    class RW:
        def __init__(self):
            self.readers, self.cond, self.log = 0, asyncio.Condition(), []

        async def read(self, name):
            async with self.cond:
                self.readers += 1
            self.log.append(f"{name} reads with {self.readers}")
            await asyncio.sleep(0)
            async with self.cond:
                self.readers -= 1
                if not self.readers:
                    self.cond.notify_all()

        async def write(self, name):
            async with self.cond:
                await self.cond.wait_for(lambda: self.readers == 0)
                self.log.append(f"{name} writes alone")
                await asyncio.sleep(0)
                self.cond.notify_all()
    rw = RW()
    await asyncio.gather(rw.read("r1"), rw.read("r2"), rw.write("w1"), rw.read("r3"), rw.write("w2"),
                         rw.read("r4"))
    print(*rw.log, sep="\n")


asyncio.run(readers_writers())
