# Each task runs in a copy of its creator's context taken at creation; callbacks and timers too;
# explicit contexts are shared.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def child(name):
    seen = var.get()
    var.set(name)
    await asyncio.sleep(0)
    return seen, var.get()


async def main():
    var.set("main")
    t1 = asyncio.create_task(child("t1"))
    var.set("main changed")
    t2 = asyncio.create_task(child("t2"))
    print(await t1, await t2, var.get())
    print(await child("awaited directly"), var.get())
    print(await asyncio.gather(child("g1"), child("g2")), var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "explicit")
    a = asyncio.create_task(child("first in ctx"), context=ctx)
    b = asyncio.create_task(child("second in ctx"), context=ctx)
    print(await a, await b, ctx[var], var.get())
    print(a.get_context() is ctx, t1.get_context() is not t2.get_context())
    loop = asyncio.get_running_loop()
    log = []
    var.set("at scheduling")
    loop.call_soon(lambda: log.append(var.get()))
    loop.call_later(0.001, lambda: log.append(var.get()))
    loop.call_soon(lambda: log.append(var.get()), context=ctx)
    var.set("after scheduling")
    await asyncio.sleep(0.01)
    print(log)
    async with asyncio.timeout(10):
        var.set("inside timeout")
    print(var.get())
    print(await asyncio.wait_for(child("wait_for"), 10), var.get())

    async def agen():
        var.set("agen 1")
        yield var.get()
        var.set("agen 2")
        yield var.get()
    out = []
    async for x in agen():
        out.append((x, var.get()))
        var.set("loop body")
    print(out, var.get())
    token = var.set("temporary")

    async def resets():
        try:
            var.reset(token)
        except ValueError as error:
            return str(error).split(" was ")[-1]
    print(await asyncio.create_task(resets()), await resets(), var.get())

    async def parent():
        var.set("parent")
        async with asyncio.TaskGroup() as tg:
            ts = [tg.create_task(child(f"c{i}")) for i in range(2)]
            var.set("parent later")
        return [t.result() for t in ts], var.get()
    print(await parent(), var.get())
    fut = loop.create_future()
    fut.add_done_callback(lambda f: log.append(("cb", var.get())))
    var.set("before set_result")
    fut.set_result(1)
    await asyncio.sleep(0)
    print(log[-1])


var.set("module")
asyncio.run(main())
print(var.get())
with asyncio.Runner() as runner:
    async def setter(v):
        old = var.get()
        var.set(v)
        return old
    print(runner.run(setter("r1")), runner.run(setter("r2")), var.get())
    ctx = contextvars.copy_context()
    print(runner.run(setter("own"), context=ctx), ctx[var], runner.run(setter("r3")))
