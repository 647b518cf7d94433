# Cancellation that arrives in finally, in __aexit__, in an except clause, or while handling another
# cancellation.
import asyncio


async def in_finally(log):
    try:
        await asyncio.Event().wait()
    finally:
        try:
            log.append("cleaning")
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            log.append(f"cancelled again {error.args} context {error.__context__!r}")
            raise


class Slow:
    def __init__(self, log): self.log = log
    async def __aenter__(self): return self

    async def __aexit__(self, kind, error, tb):
        self.log.append(f"aexit {kind.__name__}")
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            self.log.append("aexit complete")
        except asyncio.CancelledError:
            self.log.append("aexit cancelled")
            raise


async def in_aexit(log):
    async with Slow(log):
        await asyncio.Event().wait()


async def in_except(log):
    try:
        raise ValueError("first")
    except ValueError:
        log.append("handling")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            log.append(f"context {error.__context__!r}")
            raise


async def shielded_cleanup(log):
    async def cleanup():
        for i in range(3):
            await asyncio.sleep(0)
            log.append(f"cleanup {i}")
    try:
        await asyncio.Event().wait()
    finally:
        task = asyncio.ensure_future(cleanup())
        while not task.done():
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                log.append("cancel deferred")
        log.append("cleanup complete")


async def returns_in_finally(log):
    try:
        await asyncio.Event().wait()
    finally:
        return "finally's value"


async def loop_swallow(log):
    for i in range(3):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            log.append(f"swallowed {i}")
    return "gave up"


async def main():
    for function in (in_finally, in_aexit, in_except, shielded_cleanup, returns_in_finally, loop_swallow):
        for cancels in (1, 2, 3):
            log = []
            t = asyncio.create_task(function(log))
            await asyncio.sleep(0)
            for i in range(cancels):
                t.cancel(f"cancel {i}")
                await asyncio.sleep(0)
            done, pending = await asyncio.wait([t], timeout=0.005)
            if pending:
                log.append("still pending")
                while not t.done():
                    t.cancel("final")
                    await asyncio.sleep(0)
            try:
                log.append(t.result())
            except BaseException as error:
                log.append(repr(error))
            print(function.__name__, cancels, log)


asyncio.run(main())
