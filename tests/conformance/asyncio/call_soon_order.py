# call_soon is FIFO; what is scheduled during a turn runs in the next one; cancelled handles are
# skipped; arguments and context.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")


def note(log, name, *more): log.append(" ".join(map(str, (name, *more))))


async def main():
    loop = asyncio.get_running_loop()
    log = []
    loop.call_soon(note, log, "first")
    h = loop.call_soon(note, log, "cancelled")
    loop.call_soon(note, log, "args", 1, [2], None)

    def schedules(depth):
        log.append(f"depth {depth}")
        if depth:
            loop.call_soon(schedules, depth - 1)
    loop.call_soon(schedules, 2)
    loop.call_soon(note, log, "last of the first turn")
    h.cancel()
    print(h.cancelled(), log)
    await asyncio.sleep(0)
    print(log)
    await asyncio.sleep(0)
    print(log[-1])
    await asyncio.sleep(0)
    print(log[-1])
    h2 = loop.call_soon(note, log, "cancels next")
    h3 = loop.call_soon(lambda: h4.cancel())
    h4 = loop.call_soon(note, log, "never")
    await asyncio.sleep(0)
    print(log[-1], h4.cancelled(), h2.cancelled())
    h2.cancel()
    print(h2.cancelled())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "in ctx")
    var.set("in main")
    loop.call_soon(lambda: log.append(var.get()))
    loop.call_soon(lambda: log.append(var.get()), context=ctx)
    loop.call_soon(lambda: var.set("changed in ctx"), context=ctx)
    await asyncio.sleep(0)
    print(log[-2:], var.get(), ctx[var])
    seen = []
    loop.set_exception_handler(lambda l, c: seen.append((c["message"].split(" at 0x")[0],
                                                         repr(c.get("exception")), sorted(c))))
    loop.call_soon(lambda: 1 / 0)
    loop.call_soon(note, log, "after an error")
    await asyncio.sleep(0)
    print([(m.split(".<locals>")[0], *r) for m, *r in seen], log[-1])



asyncio.run(main())
loop = asyncio.new_event_loop()
loop.call_soon(print, "before run")
loop.call_soon(loop.stop)
loop.call_soon(print, "same turn as stop")
loop.run_forever()
loop.call_soon(print, "second run")
loop.stop()
loop.run_forever()
loop.close()
for action in (lambda: loop.call_soon(print), lambda: loop.call_later(1, print), lambda: loop.run_forever(),
               lambda: loop.call_soon_threadsafe(print), lambda: loop.call_at(1, print)):
    try:
        action()
    except RuntimeError as error:
        print(error)
