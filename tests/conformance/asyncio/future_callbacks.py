# Done callbacks: run through call_soon in the order added, with their context; on done futures at
# once scheduled; errors reported.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def main():
    loop = asyncio.get_running_loop()
    log = []
    f = loop.create_future()
    for i in range(3):
        f.add_done_callback(lambda fut, i=i: log.append((i, fut.result())))
    f.set_result("r")
    print(log)
    await asyncio.sleep(0)
    print(log)
    f.add_done_callback(lambda fut: log.append("added when done"))
    print(log[-1])
    await asyncio.sleep(0)
    print(log[-1])
    log.clear()
    g = loop.create_future()
    dup = lambda fut: log.append("dup")
    g.add_done_callback(dup)
    g.add_done_callback(dup)
    g.add_done_callback(lambda fut: log.append("other"))
    print(g.remove_done_callback(dup), g.remove_done_callback(dup))
    g.cancel()
    await asyncio.sleep(0)
    print(log)
    log.clear()
    ctx = contextvars.copy_context()
    ctx.run(var.set, "ctx")
    h = loop.create_future()
    var.set("at add")
    h.add_done_callback(lambda fut: log.append(var.get()))
    h.add_done_callback(lambda fut: log.append(var.get()), context=ctx)
    var.set("at set_result")
    h.set_result(None)
    await asyncio.sleep(0)
    print(log)
    errors = []
    loop.set_exception_handler(lambda l, c: errors.append((c["message"].split(" at ")[0].split("<lambda>")[0],
                                                           repr(c["exception"]))))
    k = loop.create_future()
    k.add_done_callback(lambda fut: 1 / 0)
    k.add_done_callback(lambda fut: log.append("after the failing one"))
    k.set_result(None)
    await asyncio.sleep(0)
    print(errors, log[-1])
    log.clear()
    m = loop.create_future()
    m.add_done_callback(lambda fut: fut.add_done_callback(lambda fut: log.append("added by callback")))
    m.add_done_callback(lambda fut: log.append("second"))
    m.set_exception(ValueError("handled below"))
    await asyncio.sleep(0)
    print(log)
    await asyncio.sleep(0)
    print(log, repr(m.exception()))
    chain = [loop.create_future() for _ in range(4)]
    for a, b in zip(chain, chain[1:]):
        a.add_done_callback(lambda fut, b=b: b.set_result(fut.result() + 1))
    chain[0].set_result(0)
    turns = 0
    while not chain[-1].done():
        turns += 1
        await asyncio.sleep(0)
    print(turns, [c.result() for c in chain])
    try:
        chain[0].add_done_callback()
    except TypeError:
        print("TypeError")


asyncio.run(main())
