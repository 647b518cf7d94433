# A class derived from a loop can replace its turn, its clock, its selector and what wakes it, as the loops of test suites do.
import asyncio
import selectors
import warnings
from asyncio import base_events, events, futures, tasks

warnings.simplefilter("always")


class ClockLoop(asyncio.SelectorEventLoop):
    """Its time is what its turns say."""

    _now = 100

    def time(self):
        return self._now

    def _run_once(self):
        self._now += 0.25
        super()._run_once()


async def waits():
    loop = asyncio.get_running_loop()
    started = loop.time()
    await asyncio.sleep(2)
    try:
        async with asyncio.timeout(0.5):
            await asyncio.sleep(50)
    except TimeoutError:
        print("timeout")
    loop.call_at(loop.time() + 0.5, print, "call_at")
    await asyncio.sleep(1)
    return 3 <= loop.time() - started < 6


class Selector:
    """Finds nothing; what time it was asked to wait for is noted."""

    def __init__(self):
        self.waits = []

    def register(self, fileobj, events, data=None):
        return selectors.SelectorKey(fileobj, 0, events, data)

    def select(self, timeout=None):
        self.waits.append(timeout)
        return []

    def close(self):
        print("selector closed")


class TestLoop(base_events.BaseEventLoop):
    def __init__(self, steps):
        super().__init__()
        self._selector = Selector()
        self._now = 0
        self._steps = steps
        self.woken = 0

    def time(self):
        return self._now

    def _run_once(self):
        super()._run_once()
        self._now += next(self._steps, 0)

    def _process_events(self, event_list):
        assert event_list == []

    def _write_to_self(self):
        self.woken += 1


class Counting(selectors.DefaultSelector):
    count = 0

    def select(self, timeout=None):
        self.count += 1
        return super().select(timeout)


async def echo():
    async def serve(reader, writer):
        writer.write(await reader.readline())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"by a selector of the program's own\n")
    print(await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    print(await asyncio.to_thread(lambda: "from a thread"))
    return asyncio.get_running_loop()._selector.count > 3


loop = ClockLoop()
print("clock", loop.run_until_complete(waits()))
loop.close()

loop = TestLoop(iter([1, 2, 3]))
loop.call_later(5, print, "after 5")
loop.call_later(2.5, print, "after 2.5")
loop.call_later(6, loop.stop)
loop.run_forever()
print([wait for wait in loop._selector.waits], loop.time())
loop.call_soon_threadsafe(loop.stop)
loop.run_forever()
print("woken", loop.woken, loop._selector.waits[-1])
loop.close()

with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(Counting())) as runner:
    print("selector", runner.run(echo()))

# Attributes of one loop stand in the place of methods, too.
loop = asyncio.new_event_loop()
loop.time = lambda: 7
print(loop.call_later(3, print).when())
loop.call_soon = lambda callback, *args, context=None: print("call_soon", args)
loop.call_soon(print, 1)
del loop.call_soon
loop._run_forever_setup()
print(loop.is_running(), asyncio.get_running_loop() is loop)
loop.call_soon(print, "a turn")
loop._run_once()
loop._run_forever_cleanup()
print(loop.is_running(), events._get_running_loop())
loop.close()

# Futures that were not made whole, and the iterator of one.
for call in (lambda f: f.result(), lambda f: f.exception(), lambda f: f.add_done_callback(print), lambda f: f.set_result(1)):
    try:
        call(futures._CFuture.__new__(futures._CFuture))
    except Exception as error:
        print(type(error).__name__, error)
loop = asyncio.new_event_loop()
for thrown in ((ValueError, ValueError("z"), None), (ValueError, (1, 2)), (ValueError("a"), 2), (ValueError, None, 3), (list,)):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            iter(asyncio.Future(loop=loop)).throw(*thrown)
        except Exception as error:
            print(repr(error), [str(each.message) for each in caught])
print(tasks._CTask is asyncio.Task, tasks._c_current_task(loop))
loop.close()
