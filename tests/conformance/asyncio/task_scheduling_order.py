# Tasks start in creation order on the next turn; each sleep(0) is one turn; a finished task wakes
# its awaiter a turn later.
import asyncio


async def worker(name, turns):
    print(name, "start")
    for i in range(turns):
        await asyncio.sleep(0)
        print(name, i)
    print(name, "end")
    return name


async def main():
    print("main creates")
    tasks = [asyncio.create_task(worker(n, t)) for n, t in (("a", 2), ("b", 1), ("c", 0))]
    print("main created, nothing started")
    await asyncio.sleep(0)
    print("main after one turn", [t.done() for t in tasks])
    await asyncio.sleep(0)
    print("main after two turns", [t.done() for t in tasks])
    print(await tasks[0], await tasks[1], await tasks[2])
    await worker("direct", 0)
    print("awaiting a coroutine gives no turn")
    t = asyncio.create_task(worker("d", 0))
    print(await t, t.result(), t.done())
    print(await t)


asyncio.run(main())


async def ping(events, mine, other, rounds, name):
    for i in range(rounds):
        await events[mine].wait()
        events[mine].clear()
        print(name, i)
        events[other].set()


async def pingpong():
    events = {"a": asyncio.Event(), "b": asyncio.Event()}
    both = asyncio.gather(ping(events, "a", "b", 3, "ping"), ping(events, "b", "a", 3, "pong"))
    events["a"].set()
    await both


asyncio.run(pingpong())


async def order_of_wakeups():
    loop = asyncio.get_running_loop()
    log = []
    fut = loop.create_future()

    async def waiter(n):
        await fut
        log.append(f"waiter {n}")
    tasks = [asyncio.create_task(waiter(n)) for n in range(3)]
    fut.add_done_callback(lambda f: log.append("callback added before waiters"))
    await asyncio.sleep(0)
    fut.add_done_callback(lambda f: log.append("callback added after waiters"))
    loop.call_soon(log.append, "call_soon before set_result")
    fut.set_result(None)
    loop.call_soon(log.append, "call_soon after set_result")
    log.append("set_result returned")
    await asyncio.gather(*tasks)
    print(*log, sep="\n")


asyncio.run(order_of_wakeups())
