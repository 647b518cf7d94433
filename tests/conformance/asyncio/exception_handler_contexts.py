# set_exception_handler gets (loop, context); what the context holds for callbacks, tasks and
# call_exception_handler.
import asyncio
import gc


def describe(context):
    return {k: type(v).__name__ if k in ("handle", "task", "future", "asyncgen",
                                         "protocol") else repr(v) for k,
            v in context.items() if k != "message"}


async def main():
    loop = asyncio.get_running_loop()
    seen = []

    def handler(l, context):
        seen.append((l is loop, context["message"].split("(")[0].split("<")[0], describe(context)))
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    loop.call_soon(lambda: {}["missing"])
    loop.call_later(0, lambda: [][1])
    await asyncio.sleep(0.005)

    async def fails(): raise ValueError("task")
    t = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del t
    gc.collect()
    f = loop.create_future()
    f.set_exception(OSError("future"))
    del f
    gc.collect()
    loop.call_exception_handler({"message": "by hand", "exception": KeyError("k"), "extra": 5})
    loop.call_exception_handler({"message": "only message"})
    for line in seen:
        print(line)
    for bad in (5, "x", [1]):
        try:
            loop.set_exception_handler(bad)
        except TypeError as error:
            print(error)
    seen.clear()

    def failing(l, context):
        raise RuntimeError("handler failed")
    loop.set_exception_handler(failing)
    print("now the default handler reports the failing one")
    loop.call_exception_handler({"message": "to a failing handler"})
    loop.set_exception_handler(None)
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)

    def base(l, context): raise SystemExit(9)
    loop.set_exception_handler(base)
    try:
        loop.call_exception_handler({"message": "base"})
    except SystemExit as error:
        print("SystemExit passes", error.code)
    loop.set_exception_handler(None)


import logging
logging.disable(logging.CRITICAL)
asyncio.run(main())
