# Servers: serving and closing, who is waited for, clients that are closed or aborted, serve_forever and its cancellation.
import asyncio
import socket


class Echo(asyncio.Protocol):
    made = []

    def connection_made(self, transport):
        self.transport = transport
        self.lost = asyncio.get_running_loop().create_future()
        self.made.append(self)

    def data_received(self, data):
        self.transport.write(data)

    def connection_lost(self, exc):
        self.lost.set_result(repr(exc))


async def connected(server):
    before = len(Echo.made)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    while len(Echo.made) == before:
        await asyncio.sleep(0)
    return reader, writer


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0, start_serving=False)
    print(server.is_serving(), len(server.sockets), server.get_loop() is loop)
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving())
    reader, writer = await connected(server)
    writer.write(b"x")
    print(await reader.read(1))
    closing = asyncio.create_task(server.wait_closed())
    await asyncio.sleep(0)
    print(closing.done())
    server.close()
    server.close()
    await asyncio.sleep(0)
    print(closing.done(), server.is_serving(), server.sockets)
    writer.close()
    await closing
    print(await server.wait_closed(), await Echo.made[-1].lost)

    for how in "close_clients", "abort_clients":
        server = await loop.create_server(Echo, "127.0.0.1", 0)
        ends = [await connected(server) for _ in range(3)]
        server.close()
        getattr(server, how)()
        await server.wait_closed()
        print(how, [await reader.read() for reader, writer in ends])
        for reader, writer in ends:
            writer.close()
            await writer.wait_closed()

    server = await loop.create_server(Echo, sock=socket.create_server(("127.0.0.1", 0)))
    forever = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    for wrong in server.serve_forever(),:
        try:
            await wrong
        except RuntimeError as error:
            print(str(error).split("<")[0], str(error).split(">")[-1])
    forever.cancel()
    print(await asyncio.gather(forever, return_exceptions=True), server.is_serving())
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print(error)
    async with await asyncio.start_server(print, "127.0.0.1", 0) as server:
        print(server.is_serving())
    print(server, isinstance(server, asyncio.Server), isinstance(server, asyncio.AbstractServer))

    # What goes wrong with one connection is reported, and the next is served.
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    failing = iter([1])

    def factory():
        for _ in failing:
            raise LookupError("in the factory")
        return Echo()

    server = await loop.create_server(factory, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.read())
    writer.close()
    reader, writer = await connected(server)
    writer.write(b"served")
    print(await reader.readexactly(6))
    writer.close()
    server.close()
    await server.wait_closed()

    sock = socket.socket()
    for wrong in (loop.create_server(Echo), loop.create_server(Echo, "127.0.0.1", 0, sock=sock), loop.create_server(Echo, "127.0.0.1", 0, ssl=True),
                  loop.create_server(Echo, "127.0.0.1", 0, ssl_handshake_timeout=1), loop.create_server(Echo, "192.0.2.1", 0),
                  loop.create_server(Echo, sock=socket.socket(type=socket.SOCK_DGRAM)), loop.create_connection(Echo),
                  loop.create_connection(Echo, "127.0.0.1", 1, sock=sock), loop.create_connection(Echo, "h", 1, server_hostname="h"),
                  loop.create_connection(Echo, sock=socket.socket(type=socket.SOCK_DGRAM)), loop.create_unix_connection(Echo),
                  loop.create_unix_connection(Echo, "p", sock=sock), loop.create_unix_connection(Echo, sock=sock), loop.create_unix_server(Echo),
                  loop.create_unix_server(Echo, sock=sock), loop.create_datagram_endpoint(asyncio.DatagramProtocol),
                  loop.create_datagram_endpoint(asyncio.DatagramProtocol, "x"), loop.create_datagram_endpoint(asyncio.DatagramProtocol, sock=sock),
                  loop.create_datagram_endpoint(asyncio.DatagramProtocol, ("127.0.0.1", 0), sock=socket.socket(type=socket.SOCK_DGRAM)),
                  loop.connect_accepted_socket(Echo, socket.socket(type=socket.SOCK_DGRAM))):
        try:
            await wrong
        except (ValueError, TypeError, OSError) as error:
            print(type(error).__name__, str(error).split("<")[0])
    sock.close()


import warnings
warnings.simplefilter("ignore")
asyncio.run(main())
