# Two loops in one thread, one after the other and interleaved; futures and locks belong to the loop
# that first waits on them.
import asyncio

log = []


async def work(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name


a, b = asyncio.new_event_loop(), asyncio.new_event_loop()
ta, tb = a.create_task(work("a", 4)), b.create_task(work("b", 3))


def one_turn(loop):
    loop.call_soon(loop.stop)
    loop.run_forever()


for _ in range(6):
    one_turn(a)
    one_turn(b)
print(log, ta.done(), tb.done(), ta.result(), tb.result())
lock = asyncio.Lock()


async def hold():
    await lock.acquire()
    waiter = asyncio.ensure_future(lock.acquire())
    await asyncio.sleep(0)
    return waiter


waiter = a.run_until_complete(hold())


async def use_elsewhere():
    try:
        await lock.acquire()
    except RuntimeError as error:
        return str(error).split("> ")[0].split("<")[0] + "..." + str(error).split("]>")[-1]


print(b.run_until_complete(use_elsewhere()))
lock.release()
a.run_until_complete(waiter)
fut = a.create_future()


async def foreign():
    try:
        await fut
    except RuntimeError as error:
        return str(error).split("> ")[-1].split(">")[-1]


print(b.run_until_complete(foreign()))


async def in_b_schedules_in_a():
    a.call_soon(log.append, "from b")
    a.call_soon(fut.set_result, "set from b")
    return asyncio.get_running_loop() is b


print(b.run_until_complete(in_b_schedules_in_a()), log[-1], a.run_until_complete(fut), log[-1])


one_turn(a)
one_turn(a)
a.close()
print(a.is_closed(), b.is_closed(), b.run_until_complete(work("still", 1)))
b.close()
for i in range(20):
    loop = asyncio.new_event_loop()
    assert loop.run_until_complete(asyncio.sleep(0, i)) == i
    loop.close()
print("twenty loops")
print([asyncio.run(asyncio.sleep(0, i)) for i in range(5)])
