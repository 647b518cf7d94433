# The loop's calls on sockets, add_reader() and add_writer(), datagrams, names, and files that are sent.
import asyncio
import os
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    await loop.sock_sendall(a, b"hello")
    print(await loop.sock_recv(b, 3), await loop.sock_recv(b, 100))
    waiting = asyncio.create_task(loop.sock_recv(b, 100))
    await asyncio.sleep(0)
    print(waiting.done(), await loop.sock_sendall(a, b"later"), await waiting)
    waiting = asyncio.create_task(loop.sock_recv(b, 100))
    await asyncio.sleep(0)
    waiting.cancel()
    print(await asyncio.gather(waiting, return_exceptions=True), loop.remove_reader(b))
    size = 2_000_000
    sending = asyncio.create_task(loop.sock_sendall(a, b"x" * size))
    got = 0
    buffer = bytearray(65536)
    while got < size:
        got += await loop.sock_recv_into(b, buffer)
    print(await sending, got)

    calls = []
    loop.add_reader(b, calls.append, "read")
    loop.add_writer(a.fileno(), calls.append, "write")
    a.send(b"1")
    while len(set(calls)) < 2:
        await asyncio.sleep(0)
    print(sorted(set(calls)), loop.remove_reader(b), loop.remove_reader(b), loop.remove_writer(a), loop.remove_writer(a.fileno()))
    for wrong in (lambda: loop.add_reader("x", print), lambda: loop.add_reader(-1, print), lambda: loop.remove_writer(None)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    b.recv(1)
    a.close()
    print(await loop.sock_recv(b, 1))
    b.close()

    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    accepting = asyncio.create_task(loop.sock_accept(server))
    client = socket.socket()
    client.setblocking(False)
    print(await loop.sock_connect(client, server.getsockname()))
    connection, address = await accepting
    print(address == client.getsockname(), connection.getblocking())
    await loop.sock_sendall(client, b"through")
    print(await loop.sock_recv(connection, 100))

    path = f"/tmp/.ouro-sendfile-{os.getpid()}"
    with open(path, "wb") as file:
        file.write(b"0123456789" * 100_000)
    with open(path, "rb") as file:
        sending = asyncio.create_task(loop.sock_sendfile(client, file, 10, 500_000))
        got = bytearray()
        while len(got) < 500_000:
            got += await loop.sock_recv(connection, 1 << 16)
        print(await sending, got[:12], file.tell())
        reader, writer = await asyncio.open_connection(sock=connection)
        writer.write(b"before")
        sending = asyncio.create_task(loop.sendfile(writer.transport, file))
        got = bytearray()
        while len(got) < 1_000_006:
            got += await loop.sock_recv(client, 1 << 16)
        print(await sending, got[:16], got[-3:], file.tell())
        for wrong in (loop.sock_sendfile(client, file, -1), loop.sock_sendfile(client, file, 0, 0), loop.sock_sendfile(client, file, 0, "x"),
                      loop.sock_sendfile(client, open(path))):
            try:
                await wrong
            except (ValueError, TypeError) as error:
                print(type(error).__name__, error)
    os.remove(path)
    writer.close()
    await writer.wait_closed()
    client.close()
    server.close()

    refused = socket.socket()
    refused.setblocking(False)
    try:
        await loop.sock_connect(refused, ("127.0.0.1", 1))
    except OSError as error:
        print(type(error).__name__, error)
    refused.close()

    print(await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM), (await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST))[0])
    print(sorted({row[4][0] for row in await loop.getaddrinfo("localhost", "http", family=socket.AF_INET)}))
    for wrong in loop.getaddrinfo("name.invalid", 1), loop.getaddrinfo(5, 1), loop.getaddrinfo("127.0.0.1", 1.5):
        try:
            await wrong
        except (OSError, TypeError) as error:
            print(type(error).__name__)


class Datagrams(asyncio.DatagramProtocol):
    def __init__(self, name):
        self.name, self.got, self.came = name, [], asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.got.append(data)
        self.came.set()
        if self.name == "server":
            self.transport.sendto(b"re:" + data, addr)

    def error_received(self, exc):
        self.got.append(type(exc).__name__)
        self.came.set()

    def connection_lost(self, exc):
        print(self.name, "lost", exc)


async def datagrams():
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(lambda: Datagrams("server"), ("127.0.0.1", 0))
    address = transport.get_extra_info("sockname")
    other, client = await loop.create_datagram_endpoint(lambda: Datagrams("client"), remote_addr=address)
    other.sendto(b"one")
    await client.came.wait()
    print(server.got, client.got, other.get_extra_info("peername") == address, isinstance(other, asyncio.DatagramTransport))
    for wrong in (lambda: other.sendto("x"), lambda: other.sendto(b"x", ("127.0.0.2", 1))):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, str(error).partition("(")[0])
    transport.close()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    client.came.clear()
    other.sendto(b"nobody there")
    await client.came.wait()
    print(client.got[1:])
    other.abort()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(other.is_closing())


asyncio.run(main())
asyncio.run(datagrams())
