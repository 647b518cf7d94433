# A failed task or future that nobody asked is reported on stderr when it is dropped, with its traceback.
import asyncio
import gc


async def fail(name):
    await asyncio.sleep(0)
    raise ValueError(name)


async def chained():
    try:
        await fail("inner")
    except ValueError as error:
        raise KeyError("outer") from error


async def main():
    t = asyncio.create_task(fail("dropped"), name="dropped task")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("done", t.done())
    del t
    gc.collect()
    print("after del")
    t = asyncio.create_task(chained(), name="chained task")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del t
    gc.collect()
    asked = asyncio.create_task(fail("asked"))
    await asyncio.wait([asked])
    print(repr(asked.exception()))
    del asked
    f = asyncio.get_running_loop().create_future()
    f.set_exception(OSError("future's"))
    del f
    gc.collect()
    silent = asyncio.get_running_loop().create_future()
    silent.set_exception(OSError("not reported"))
    silent._log_traceback = False
    cancelled = asyncio.create_task(fail("never runs"))
    cancelled.cancel()
    await asyncio.sleep(0)
    del silent, cancelled
    gc.collect()
    print("end of main")


asyncio.run(main())
