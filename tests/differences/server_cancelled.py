# start_server() that is cancelled when it listens already closes its socket: nobody else can. In CPython 3.13 it listens on, and what
# connects is served.
import asyncio
import os
import socket


class CancelledAtLastWait:
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        while True:
            try:
                future = self.coroutine.send(None)
            except StopIteration as end:
                return end.value
            if future is None:
                self.coroutine.throw(asyncio.CancelledError)
            yield future


async def main():
    before = len(os.listdir("/proc/self/fd"))
    with socket.create_server(("127.0.0.1", 0)) as sock:
        try:
            await CancelledAtLastWait(asyncio.start_server(lambda reader, writer: writer.close(), sock=sock))
        except asyncio.CancelledError:
            print("cancelled", sock.fileno(), len(os.listdir("/proc/self/fd")) - before)


asyncio.run(main())
