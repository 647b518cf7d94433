# Future: set_result, set_exception, cancel, InvalidStateError, awaiting, repr in every state.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(repr(f), f.done(), f.cancelled(), f.get_loop() is loop)
    for method in (f.result, f.exception):
        try:
            method()
        except asyncio.InvalidStateError as error:
            print(error)
    f.set_result([1])
    print(repr(f), f.result(), f.exception(), f.done(), f.cancel())
    for action in (lambda: f.set_result(2), lambda: f.set_exception(ValueError())):
        try:
            action()
        except asyncio.InvalidStateError as error:
            print(error)
    e = asyncio.Future()
    e.set_exception(KeyError("k"))
    print(repr(e), repr(e.exception()), e.cancelled())
    try:
        e.result()
    except KeyError as error:
        print(repr(error))
    try:
        await e
    except KeyError as error:
        print(repr(error), error is e.exception())
    c = loop.create_future()
    print(c.cancel("msg"), c.cancel(), c.cancelled(), c.done(), repr(c))
    for action in (c.result, c.exception, lambda: c.set_result(1)):
        try:
            action()
        except (asyncio.CancelledError, asyncio.InvalidStateError) as error:
            print(type(error).__name__, error.args)
    try:
        await c
    except asyncio.CancelledError as error:
        print(error.args)
    for bad in (StopIteration, StopIteration(1), 5, "x", int, None):
        g = loop.create_future()
        try:
            g.set_exception(bad)
            print("set", repr(g.exception()))
        except TypeError as error:
            print(error)
    g = loop.create_future()
    g.set_exception(ValueError)
    print(repr(g.exception()))
    w = loop.create_future()
    loop.call_soon(w.set_result, "by callback")
    print(await w, await w)
    n = loop.create_future()
    log = []

    async def waiter(i):
        log.append((i, await n))
    ts = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(repr(n).split(" cb=")[0])
    n.set_result("shared")
    await asyncio.gather(*ts)
    print(log)
    p = loop.create_future()
    p.add_done_callback(print)
    print(len(repr(p)) > len("<Future pending>"), p.remove_done_callback(print),
          p.remove_done_callback(print), repr(p))
    it = iter(p)
    print(next(it) is p)
    try:
        next(it)
    except RuntimeError as error:
        print(error)
    p.cancel()
    r = loop.create_future()
    r.set_result(9)
    it = r.__await__()
    try:
        next(it)
    except StopIteration as stop:
        print(stop.value)
    try:
        asyncio.Future(5)
    except TypeError as error:
        print(error)
    print(asyncio.isfuture(r), asyncio.isfuture(5), asyncio.wrap_future(r) is r,
          asyncio.ensure_future(r) is r, asyncio.Future[int])
    x = asyncio.Future(loop=loop)
    x.attr = 1
    print(x.attr, x._asyncio_future_blocking, x == x, hash(x) == hash(x))


asyncio.run(main())
