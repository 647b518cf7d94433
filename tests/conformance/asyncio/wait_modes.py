# asyncio.wait: FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, timeouts, sets of done and pending,
# bad arguments.
import asyncio


async def step(name, turns, error=None):
    for _ in range(turns):
        await asyncio.sleep(0)
    if error:
        raise error
    return name


def show(done, pending):
    print("done", sorted(t.get_name() for t in done), "pending", sorted(t.get_name() for t in pending))


def tasks(*specs):
    return [asyncio.create_task(step(*s), name=s[0]) for s in specs]


async def main():
    show(*await asyncio.wait(tasks(("a", 1), ("b", 3), ("c", 2))))
    ts = tasks(("a", 1), ("b", 3), ("c", 1))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    show(done, pending)
    show(*await asyncio.wait(pending))
    ts = tasks(("ok", 1), ("bad", 2, ValueError("x")), ("slow", 9))
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    show(done, pending)
    print([repr(t.exception()) for t in done if t.exception()])
    for t in pending:
        t.cancel()
    done, pending = await asyncio.wait(pending)
    print([t.cancelled() for t in done], pending)
    ts = tasks(("slow", 1000000), ("quick", 0))
    done, pending = await asyncio.wait(ts, timeout=0.01)
    show(done, pending)
    done, pending = await asyncio.wait(pending, timeout=0)
    show(done, pending)
    for t in pending:
        t.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    finished = tasks(("f", 0))
    await finished[0]
    show(*await asyncio.wait(finished))
    show(*await asyncio.wait(finished * 3, return_when="FIRST_COMPLETED"))
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, 7)
    done, _ = await asyncio.wait({fut})
    print([f.result() for f in done], asyncio.ALL_COMPLETED, asyncio.FIRST_EXCEPTION)
    gen_done, _ = await asyncio.wait(t for t in tasks(("g", 0), ("h", 1)))
    show(gen_done, _)
    coro = step("c", 0)
    for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait([coro]),
                lambda: asyncio.wait(finished, return_when="SOME"), lambda: asyncio.wait(finished[0]),
                lambda: asyncio.wait(5), lambda: asyncio.wait(coro)):
        try:
            await bad()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    coro.close()
    t = asyncio.create_task(asyncio.sleep(100))
    w = asyncio.create_task(asyncio.wait([t]))
    await asyncio.sleep(0)
    w.cancel()
    try:
        await w
    except asyncio.CancelledError:
        print("wait cancelled, task goes on", t.done(), t.cancelling())
    t.cancel()


asyncio.run(main())
