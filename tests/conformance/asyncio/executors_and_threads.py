# run_in_executor, to_thread, call_soon_threadsafe and run_coroutine_threadsafe: results, errors, contexts, cancelling, the end of
# the default executor; a loop of its own in another thread.
import asyncio
import contextvars
import threading
import time
from concurrent.futures import ThreadPoolExecutor

var = contextvars.ContextVar("var", default="default")


def blocking(value, *, seconds=0.01):
    time.sleep(seconds)
    return value, threading.current_thread() is threading.main_thread()


def name():
    return threading.current_thread().name


async def main():
    loop = asyncio.get_running_loop()
    first = loop.run_in_executor(None, blocking, "a")
    print(type(first).__name__, isinstance(first, asyncio.Future), first.done())
    print(await asyncio.gather(first, asyncio.to_thread(blocking, "b", seconds=0.001)))
    print((await loop.run_in_executor(None, name)).startswith("asyncio_"))
    for wrong in (loop.run_in_executor(None, int, "x"), asyncio.to_thread(lambda: {}["missing"])):
        try:
            await wrong
        except Exception as error:
            print(type(error).__name__, error)
    var.set("set in main")
    print(await asyncio.to_thread(var.get), await loop.run_in_executor(None, var.get))
    print(await asyncio.to_thread(lambda: var.set("in thread") and var.get()), var.get())
    with ThreadPoolExecutor(1, thread_name_prefix="own") as pool:
        print(await loop.run_in_executor(pool, name))

    future = loop.create_future()
    threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "from a thread")).start()
    print(await future)

    async def add(a, b):
        await asyncio.sleep(0)
        return a + b

    def ask():
        asked = asyncio.run_coroutine_threadsafe(add(1, 2), loop)
        try:
            asyncio.get_running_loop()
        except RuntimeError as error:
            print("RuntimeError", error)
        return asked.result(5)

    print(await asyncio.to_thread(ask))
    gate = threading.Event()
    slow = asyncio.create_task(asyncio.to_thread(gate.wait, 5))
    await asyncio.sleep(0)
    slow.cancel()
    try:
        await slow
    except asyncio.CancelledError:
        print("cancelled; the thread goes on")
    gate.set()
    try:
        loop.set_default_executor(None)
    except TypeError as error:
        print("TypeError", error)

    def own_loop():
        try:
            asyncio.get_event_loop()
        except RuntimeError as error:
            print("RuntimeError", error)
        return asyncio.run(add("own ", "loop"))

    result = []
    thread = threading.Thread(target=lambda: result.append(own_loop()), name="with-a-loop")
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.001)
    print(result, asyncio.get_running_loop() is loop)
    await loop.shutdown_default_executor()
    try:
        await loop.run_in_executor(None, name)
    except RuntimeError as error:
        print("RuntimeError", error)


asyncio.run(main())


async def stopped_by_thread():
    loop = asyncio.get_running_loop()
    threading.Timer(0.01, loop.call_soon_threadsafe, [task.cancel]).start()
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("woken from a long sleep")


loop = asyncio.new_event_loop()
task = loop.create_task(stopped_by_thread())
loop.run_until_complete(task)
loop.close()
try:
    loop.call_soon_threadsafe(print)
except RuntimeError as error:
    print("RuntimeError", error)
