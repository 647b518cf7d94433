# limit: memory=96M deadline=40 recursion=1000 ; outcome: ok
# Descriptors that are closed, exchanged or used twice under the loop's and the transports' feet, and protocols that do what they must not.
import asyncio
import gc
import os
import socket


class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport


async def pair(first=Protocol, second=Protocol):
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    one, p = await loop.create_connection(first, sock=a)
    two, q = await loop.create_connection(second, sock=b)
    return one, p, two, q


async def turns(count=20):
    for _ in range(count):
        await asyncio.sleep(0.001)


async def descriptors():
    loop = asyncio.get_running_loop()
    for closes in (0, 1):
        read, write = os.pipe()
        loop.add_reader(read, print)
        os.close(read)
        os.close(write)
        if closes:
            await turns(3)
        try:
            loop.remove_reader(read)
        except OSError:
            pass
    for number in (10 ** 6, 2 ** 31 - 1, 0):
        try:
            loop.add_writer(number, print)
            loop.remove_writer(number)
        except OSError:
            pass
    one, p, two, q = await pair()
    os.close(one.get_extra_info("socket").fileno())
    one.write(b"to nowhere")
    two.write(b"from nowhere")
    await turns()
    one.abort()
    two.abort()
    await turns()
    sock, other = socket.socketpair()
    sock.setblocking(False)
    waiting = asyncio.create_task(loop.sock_recv(sock, 10))
    await turns(2)
    sock.close()
    other.close()
    await turns(2)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


class Reenters(Protocol):
    def data_received(self, data):
        self.transport.set_protocol(self)
        self.transport.pause_reading()
        self.transport.resume_reading()
        self.transport.write(data * 2 if len(data) < 1000 else b"")
        if len(data) > 500:
            self.transport.abort()
            self.transport.close()

    def pause_writing(self):
        self.transport.abort()
        raise LookupError("paused")

    def resume_writing(self):
        self.transport.write(b"x" * 1000)

    def connection_lost(self, exc):
        self.transport.write(b"late")
        self.transport.writelines([b"late"])
        self.transport.close()
        self.transport.abort()
        self.transport.resume_reading()
        repr(self.transport)
        raise ValueError("lost")


class Moves(asyncio.BufferedProtocol):
    """Its buffer changes size while it is received into."""

    def connection_made(self, transport):
        self.transport = transport
        self.room = bytearray(16)

    def get_buffer(self, sizehint):
        return self.room

    def buffer_updated(self, nbytes):
        self.room = bytearray(max(0, len(self.room) - 1))
        gc.collect()


async def protocols():
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    one, p, two, q = await pair(Reenters, Reenters)
    one.write(b"go")
    await turns()
    one, p, two, q = await pair(Moves, Protocol)
    for _ in range(30):
        two.write(b"x" * 7)
        await asyncio.sleep(0)
    await turns()
    two.abort()
    one.abort()
    for wrong in (None, 5, object(), Protocol):
        try:
            one, p, two, q = await pair(lambda: wrong, Protocol)
        except Exception:
            continue
        two.write(b"x")
        await turns(3)
        one.abort()
        two.abort()
    await turns()


async def never_reads():
    """The writer is told to wait long before the memory is used up, and so is the reader of what nobody takes."""
    async def silent(reader, writer):
        await asyncio.sleep(0.3)
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    sent = 0
    try:
        while True:
            writer.write(b"x" * 65536)
            sent += 65536
            await writer.drain()
            assert writer.transport.get_write_buffer_size() < 1 << 18
    except ConnectionError:
        pass
    assert sent < 64 << 20
    writer.close()
    server.close()
    await server.wait_closed()


async def storm():
    async def echo(reader, writer):
        try:
            writer.write(await reader.readexactly(1))
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)

    async def client(number):
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        if number % 3 == 0:
            writer.transport.abort()
            return
        writer.write(b"x")
        if number % 3 == 1:
            assert await reader.read() == b"x"
        writer.close()

    for _ in range(5):
        await asyncio.gather(*[client(number) for number in range(60)])
    server.close()
    server.abort_clients()
    await server.wait_closed()


for each in descriptors, protocols, never_reads, storm:
    asyncio.run(each())
    gc.collect()
