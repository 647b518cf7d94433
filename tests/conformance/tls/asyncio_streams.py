# TLS under asyncio's streams: clients and servers over TCP and Unix sockets, what a writer knows of its connection, large data with
# flow control, going on with TLS in a connection that began without.
import asyncio
import os
import ssl

from _pkg_certificates import client_context, descriptors, descriptors_in_loop, path, server_context


async def echo(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def talk(reader, writer, size):
    writer.write(b"hello\n")
    print(await reader.readline(), writer.can_write_eof(), type(writer.transport).__name__, writer.transport.get_write_buffer_limits())
    for name in "cipher", "compression", "ssl_object", "sslcontext", "peername", "nothing":
        value = writer.get_extra_info(name)
        print(name, value if name in ("cipher", "compression", "nothing") else type(value).__name__)
    print(writer.get_extra_info("peercert")["subject"][-1], writer.get_extra_info("ssl_object").version(), writer.get_extra_info("socket").family.name)
    data = os.urandom(size)

    async def send():
        for start in range(0, size, 100_000):
            writer.write(data[start:start + 100_000])
            await writer.drain()

    sending = asyncio.create_task(send())
    print(await reader.readexactly(size) == data, await sending)
    writer.writelines([b"a", bytearray(b"b"), b"", memoryview(b"c\n")])
    print(await reader.readline())
    writer.close()
    print(writer.is_closing(), await writer.wait_closed(), await reader.read())


async def main():
    before = await descriptors_in_loop()
    async with await asyncio.start_server(echo, "127.0.0.1", 0, ssl=server_context()) as server:
        await talk(*await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost"), 3_000_000)
    address = path("socket")
    async with await asyncio.start_unix_server(echo, address, ssl=server_context()):
        await talk(*await asyncio.open_unix_connection(address, ssl=client_context(), server_hostname="localhost"), 300_000)

    # start_tls(), on both sides of a connection.
    async def upgrade(reader, writer):
        print("server", await reader.readline(), writer.get_extra_info("sslcontext"))
        writer.write(b"go ahead\n")
        await writer.start_tls(server_context())
        print("server", writer.get_extra_info("ssl_object").version(), await reader.readline())
        writer.write(b"done\n")
        writer.close()
        await writer.wait_closed()
        finished.set()

    finished = asyncio.Event()
    async with await asyncio.start_server(upgrade, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"start\n")
        print("client", await reader.readline())
        await writer.start_tls(client_context(), server_hostname="localhost")
        writer.write(b"secret\n")
        print("client", writer.get_extra_info("peercert")["subjectAltName"][0], await reader.readline(), await reader.read())
        writer.close()
        await writer.wait_closed()
        await finished.wait()

    # TLS within TLS.
    async def inner(reader, writer):
        writer.write(b"now\n")
        await writer.start_tls(server_context())
        await echo(reader, writer)

    async with await asyncio.start_server(inner, "127.0.0.1", 0, ssl=server_context()) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost")
        print(await reader.readline())
        await writer.start_tls(client_context(), server_hostname="localhost")
        writer.write(b"twice\n")
        print(await reader.readline(), len(writer.transport.get_extra_info("peercert")) > 0)
        writer.close()
        await writer.wait_closed()

    # Many at once, one after another on the same server.
    async with await asyncio.start_server(echo, "127.0.0.1", 0, ssl=server_context()) as server:
        context = client_context()

        async def one(n):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=context, server_hostname="localhost")
            writer.write(b"%d\n" % n)
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return int(answer)

        print(await asyncio.gather(*(one(n) for n in range(20))))
    await asyncio.sleep(0.05)
    print(len(asyncio.all_tasks()), descriptors() - before)


asyncio.run(main())

for call, arguments in ((asyncio.open_connection, {"server_hostname": "x"}), (asyncio.open_connection, {"ssl_handshake_timeout": 1}), (asyncio.open_connection, {"ssl_shutdown_timeout": 1}),
                        (asyncio.open_connection, {"ssl": True, "sock": 1}), (asyncio.open_unix_connection, {"ssl": True}),
                        (asyncio.open_connection, {"ssl": True, "host": "127.0.0.1", "port": 1, "ssl_handshake_timeout": 0})):
    try:
        asyncio.run(call(**arguments))
    except (ValueError, OSError) as error:
        print(type(error).__name__, str(error)[:60])
