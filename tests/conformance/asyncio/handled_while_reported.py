# While the exception handler of a loop runs, the exception of a callback is the one that is handled: sys.exc_info(), and the context of what
# the handler raises. One that nobody looked at is not. In debug mode, tasks and futures are for the loop's own thread.
import asyncio
import gc
import logging
import sys
import threading
import traceback


def shown(loop, context):
    print(context["message"].split(" <")[0].split(" at ")[0], "|", repr(context["exception"]), "| handled:", repr(sys.exc_info()[1]))
    if sys.exc_info()[1] is not None:
        print(traceback.format_exc().splitlines()[-1])


def raising(loop, context):
    raise KeyError("handler")


class Handler(logging.Handler):
    def emit(self, record):
        error = record.exc_info[1]
        print(record.getMessage().splitlines()[0], "|", repr(error), "|", repr(error.__context__))


def callback():
    1 / 0


async def fails():
    raise ValueError("never looked at")


class Protocol(asyncio.Protocol):
    def data_received(self, data):
        raise ValueError(data)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(shown)
    loop.call_soon(callback)
    loop.call_later(0, callback)
    future = loop.create_future()
    future.add_done_callback(lambda future: callback())
    future.set_result(None)
    await asyncio.sleep(0.01)
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    del task
    gc.collect()
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"x")
    await asyncio.sleep(0.05)
    writer.close()
    server.close()
    print(sys.exc_info())
    loop.set_exception_handler(raising)
    loop.call_soon(callback)
    await asyncio.sleep(0)

    print("= another thread")

    def elsewhere():
        coroutine = fails()
        for call in lambda: loop.create_task(coroutine), lambda: waited.set_result(None), lambda: loop.call_later(1, print):
            try:
                call()
            except RuntimeError as error:
                print(error)
        coroutine.close()

    waited = loop.create_future()
    waiting = asyncio.ensure_future(asyncio.wait([waited]))
    await asyncio.sleep(0)
    loop.set_debug(True)
    loop.set_exception_handler(lambda loop, context: None)
    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    waiting.cancel()


logging.getLogger("asyncio").addHandler(Handler())
logging.getLogger("asyncio").propagate = False
asyncio.run(main())
