# Handle and TimerHandle: cancel, cancelled, when, comparison; cancelling lets go of the callback
# and its arguments.
import asyncio
import gc
import weakref


class Thing:
    def __call__(self, *args): print("called", args)


def named(): print("named ran")


async def main():
    loop = asyncio.get_running_loop()
    h = loop.call_soon(named)
    print(type(h).__name__, h.cancelled(), h.cancel(), h.cancelled(), repr(h))
    t = loop.call_later(100, named)
    print(type(t).__name__, t.cancelled(), isinstance(t, asyncio.Handle), isinstance(t, asyncio.TimerHandle),
          t.when() > loop.time())
    t.cancel()
    t.cancel()
    print(t.cancelled(), repr(t).split(" when=")[0])
    thing, arg = Thing(), Thing()
    wr, wa = weakref.ref(thing), weakref.ref(arg)
    h = loop.call_soon(thing, arg)
    del thing, arg
    print(wr() is not None, wa() is not None)
    h.cancel()
    gc.collect()
    print(wr(), wa())
    thing = Thing()
    wr = weakref.ref(thing)
    t = loop.call_later(100, thing)
    del thing
    t.cancel()
    gc.collect()
    print(wr())
    h = loop.call_soon(Thing(), 1, 2)
    await asyncio.sleep(0)
    print(h.cancelled())
    h.cancel()
    base = loop.time()
    a, b, c = loop.call_at(base + 10, named), loop.call_at(base + 20, named), loop.call_at(base + 10, named)
    print(a < b, b > a, a <= c, a >= c, a == c, a == a, a != b, sorted([b, a]) == [a, b])
    for x in (a, b, c):
        x.cancel()
    print(a.when() == base + 10, repr(h).startswith("<Handle"),
          repr(loop.call_soon(named)).startswith("<Handle named() at "))
    try:
        a < 5
    except TypeError as error:
        print(error)
    await asyncio.sleep(0)
    hs = [loop.call_soon(lambda i=i: out.append(i)) for i in range(6)]
    out = []
    for h in hs[::2]:
        h.cancel()
    await asyncio.sleep(0)
    print(out, [h.cancelled() for h in hs])
    print(hash(b) is not None)


asyncio.run(main())
