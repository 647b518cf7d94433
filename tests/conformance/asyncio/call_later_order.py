# Timers fire by time, equal times in scheduling order; cancelling; when(); call_at; negative and zero delays.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    log = []
    base = loop.time()
    loop.call_at(base + 0.03, log.append, "30ms")
    loop.call_at(base + 0.01, log.append, "10ms")
    loop.call_at(base + 0.02, log.append, "20ms first")
    loop.call_at(base + 0.02, log.append, "20ms second")
    c = loop.call_at(base + 0.015, log.append, "cancelled")
    loop.call_at(base - 5, log.append, "past")
    loop.call_at(base - 6, log.append, "further past")
    loop.call_soon(log.append, "soon")
    loop.call_later(0, log.append, "later 0")
    loop.call_later(-1, log.append, "later -1")
    c.cancel()
    print(c.cancelled(), c.when() == base + 0.015, round(c.when() - base, 3))
    await asyncio.sleep(0.1)
    print(log)
    a, b = loop.call_at(base + 1000, print), loop.call_at(base + 2000, print)
    print(a < b, a > b, a <= a, a == b, a != b, a == a, sorted([b, a])[0] is a, hash(a) == hash(a),
          type(a).__name__, isinstance(a, asyncio.Handle))
    a.cancel()
    b.cancel()
    log.clear()
    for i in range(5):
        loop.call_later(0.001 * (5 - i), log.append, 5 - i)
    await asyncio.sleep(0.05)
    print(log)
    log.clear()

    def chain(n):
        log.append(n)
        if n:
            loop.call_later(0, chain, n - 1)
    chain(3)
    turns = 0
    while len(log) < 4:
        await asyncio.sleep(0)
        turns += 1
    print(log, turns)
    handles = [loop.call_later(0.01, log.append, f"h{i}") for i in range(200)]
    for h in handles[::2]:
        h.cancel()
    await asyncio.sleep(0.04)
    print(len(log), log[4:8])
    for bad in (lambda: loop.call_later(), lambda: loop.call_later("a", print),
                lambda: loop.call_later(None, print), lambda: loop.call_at(None, print),
                lambda: loop.call_later(1), lambda: loop.call_later(0.001, 5)):
        try:
            h = bad()
            h.cancel()
            print("accepted")
        except TypeError as error:
            print(error)
    print(type(loop.time()).__name__, loop.time() >= base)


asyncio.run(main())
