# call_soon_threadsafe from the loop's own thread; run_in_executor absent here; wake-ups between
# turns; stop from callbacks.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    log = []
    h = loop.call_soon_threadsafe(log.append, "threadsafe 1")
    loop.call_soon(log.append, "soon 1")
    loop.call_soon_threadsafe(log.append, "threadsafe 2")
    print(type(h).__name__, h.cancelled())
    c = loop.call_soon_threadsafe(log.append, "cancelled")
    c.cancel()
    await asyncio.sleep(0)
    print(log)
    fut = loop.create_future()
    loop.call_soon_threadsafe(fut.set_result, 5)
    print(await fut)
    import contextvars
    v = contextvars.ContextVar("v", default=0)
    ctx = contextvars.copy_context()
    ctx.run(v.set, 9)
    loop.call_soon_threadsafe(lambda: log.append(v.get()), context=ctx)
    await asyncio.sleep(0)
    print(log[-1])


asyncio.run(main())
loop = asyncio.new_event_loop()
seen = []


def producer(n):
    seen.append(n)
    if n:
        loop.call_soon_threadsafe(producer, n - 1)
    else:
        loop.stop()


loop.call_soon_threadsafe(producer, 3)
loop.run_forever()
print(seen)
loop.call_later(0.005, loop.stop)
loop.call_later(0.001, seen.append, "before stop")
loop.call_later(5, seen.append, "never")
loop.run_forever()
print(seen[-1])
t = loop.create_task(asyncio.sleep(0.002, "slept"))
t.add_done_callback(lambda t: loop.stop())
loop.run_forever()
print(t.result())
loop.close()
