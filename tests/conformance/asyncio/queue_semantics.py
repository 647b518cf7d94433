# Queue: put and get order, maxsize back-pressure, nowait errors, join and task_done, cancellation, shutdown.
import asyncio


async def main():
    q = asyncio.Queue(maxsize=2)
    log = []

    async def producer():
        for i in range(5):
            await q.put(i)
            log.append(f"put {i} size {q.qsize()}")

    async def consumer():
        for _ in range(5):
            log.append(f"got {await q.get()}")
            q.task_done()
    await asyncio.gather(producer(), consumer())
    print(log)
    await q.join()
    print(q.empty(), q.full(), q.qsize(), q.maxsize, repr(q).split(" maxsize")[1])
    q.put_nowait("a")
    q.put_nowait("b")
    print(q.full(), repr(q).split(" maxsize")[1])
    try:
        q.put_nowait("c")
    except asyncio.QueueFull as error:
        print(repr(error))
    print(q.get_nowait(), await q.get())
    try:
        q.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    q.task_done()
    q.task_done()
    try:
        q.task_done()
    except ValueError as error:
        print(error)
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0)
    getters[0].cancel()
    await q.put("x")
    await q.put("y")
    print(await asyncio.gather(*getters, return_exceptions=True))
    p = asyncio.PriorityQueue()
    for item in ((2, "b"), (1, "z"), (3, "a"), (1, "a")):
        p.put_nowait(item)
    print([await p.get() for _ in range(4)])
    l = asyncio.LifoQueue()
    for i in range(3):
        l.put_nowait(i)
    print([l.get_nowait() for _ in range(3)])
    u = asyncio.Queue(0)
    for i in range(100):
        u.put_nowait(i)
    print(u.full(), u.qsize(), [u.get_nowait() for _ in range(3)])
    j = asyncio.Queue()
    for i in range(3):
        j.put_nowait(i)
    done = []

    async def worker():
        while True:
            item = await j.get()
            await asyncio.sleep(0)
            done.append(item)
            j.task_done()
    workers = [asyncio.create_task(worker()) for _ in range(2)]
    await j.join()
    print(done, repr(j).split(" maxsize")[1])
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    s = asyncio.Queue(1)
    s.put_nowait("last")
    blocked_put = asyncio.create_task(s.put("never"))
    await asyncio.sleep(0)
    s.shutdown()
    print(await asyncio.gather(blocked_put, return_exceptions=True), await s.get())
    for action in (s.get, lambda: s.put(1)):
        try:
            await action()
        except asyncio.QueueShutDown as error:
            print(repr(error))
    n = asyncio.Queue()
    n.put_nowait(1)
    g = asyncio.create_task(asyncio.Queue().get())
    n.shutdown(immediate=True)
    try:
        n.get_nowait()
    except asyncio.QueueShutDown:
        print("emptied", n.qsize())
    await asyncio.wait_for(n.join(), 1)
    g.cancel()
    full = asyncio.Queue(1)
    await full.put(1)
    putters = [asyncio.create_task(full.put(i)) for i in (2, 3, 4)]
    await asyncio.sleep(0)
    putters[1].cancel()
    print([await full.get() for _ in range(3)], [p.cancelled() for p in putters])
    print(asyncio.Queue[int], type(asyncio.Queue(-5).maxsize))


asyncio.run(main())
