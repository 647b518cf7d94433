# A pending task that is dropped with nothing left to wake it is reported; a loop closed over
# pending tasks too.
import asyncio
import gc


async def waits_forever():
    await asyncio.get_running_loop().create_future()


def handler(loop, context):
    print(sorted(context), context["message"], context["task"].get_name())


async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    t = asyncio.create_task(waits_forever(), name="lost")
    await asyncio.sleep(0)
    t = None
    gc.collect()
    print("collected")
    kept = asyncio.create_task(asyncio.sleep(0), name="kept")
    await kept
    print("kept", kept.done())


asyncio.run(main())
seen = []
loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: seen.append((sorted(context), context["message"],
    context["task"].get_name())))
t = loop.create_task(waits_forever(), name="handled")
loop.call_soon(loop.stop)
loop.run_forever()
t = None
gc.collect()
print(seen)
loop.close()
