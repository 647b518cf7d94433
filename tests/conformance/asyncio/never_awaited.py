# A coroutine that is dropped unawaited warns, once for each; closing it or making a task of it doesn't.
import asyncio


async def work(x=0):
    return x


async def main():
    work(1)
    print("after the first")
    c = work(2)
    del c
    print("after the second")
    closed = work(3)
    closed.close()
    task = asyncio.create_task(work(4))
    print(await task)
    awaited = work(5)
    print(await awaited)
    [work(n) for n in (6, 7)]
    print("end")


class C:
    async def method(self):
        pass


asyncio.run(main())
C().method()
print("at the end")
