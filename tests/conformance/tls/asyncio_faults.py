# What goes wrong with a connection over TLS: certificates, peers that speak something else, leave, fall silent or end without
# close_notify; cancellation at every turn of a handshake. Nothing is left behind.
import asyncio
import gc
import socket
import ssl
import struct

from _pkg_certificates import client_context, descriptors, descriptors_in_loop, make, server_context

make("own", "/CN=localhost", "subjectAltName=DNS:localhost")


async def serve(reader, writer):
    try:
        while data := await reader.read(1000):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def attempt(what, awaitable):
    try:
        async with asyncio.timeout(10):
            result = await awaitable
        print(what, "|", type(result).__name__)
        return result
    except (OSError, ssl.SSLError, TimeoutError, ConnectionError) as error:
        print(what, "|", type(error).__name__, error)


async def plain_server(act):
    """A server without TLS, whose connections `act` gets."""
    async def accepted(reader, writer):
        await act(reader, writer)

    return await asyncio.start_server(accepted, "127.0.0.1", 0)


def reset(writer):
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def main():
    before = await descriptors_in_loop()
    loop = asyncio.get_running_loop()
    reports = []
    loop.set_exception_handler(lambda loop, context: reports.append((context["message"], type(context.get("exception")).__name__)))

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context()) as server:
        address = server.sockets[0].getsockname()
        await attempt("nobody is trusted", asyncio.open_connection(*address, ssl=True, server_hostname="localhost"))
        await attempt("another name", asyncio.open_connection(*address, ssl=client_context(), server_hostname="example.org"))
        await attempt("the name by default", asyncio.open_connection(*address, ssl=client_context("own")))
        print(reports)

        # A client that speaks no TLS, one that leaves, one that resets, one that ends without close_notify.
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        await attempt("plain text to a TLS port", reader.read())
        writer.close()
        reader, writer = await asyncio.open_connection(*address)
        writer.close()
        await writer.wait_closed()
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"\x16\x03\x01")
        reset(writer)
        reader, writer = await asyncio.open_connection(*address, ssl=client_context(), server_hostname="localhost")
        writer.write(b"half")
        print(await reader.read(10))
        writer.get_extra_info("socket")._sock.shutdown(socket.SHUT_WR)
        print("after the end:", await reader.read())
        writer.close()
        await writer.wait_closed()
        reader, writer = await asyncio.open_connection(*address, ssl=client_context(), server_hostname="localhost")
        writer.transport.abort()
        await asyncio.sleep(0.02)
        print(reports)

        # In debug mode the server says what went wrong.
        loop.set_debug(True)
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"hello, hello\n")
        await reader.read()
        writer.close()
        await asyncio.sleep(0.02)
        loop.set_debug(False)
        print(reports)

    # Servers that speak no TLS, leave, reset, say nothing.
    async def other_protocol(reader, writer):
        writer.write(b"220 welcome\r\n")
        await reader.read()
        writer.close()

    async def leave(reader, writer):
        await reader.read(10)
        writer.close()

    async def leave_at_once(reader, writer):
        writer.close()

    async def break_off(reader, writer):
        await reader.read(10)
        reset(writer)

    async def silent(reader, writer):
        await reader.read()
        await asyncio.sleep(0.05)
        writer.close()

    for what, act in (("another protocol", other_protocol), ("break off", break_off)):
        async with await plain_server(act) as server:
            await attempt(what, asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost"))
    async with await plain_server(silent) as server:
        await attempt("silent", asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost", ssl_handshake_timeout=0.02))

    # A peer that never answers close_notify.
    async def never_closes(reader, writer):
        writer.transport.pause_reading()
        transport = writer.transport
        await asyncio.sleep(0.3)
        transport.abort()

    async with await asyncio.start_server(never_closes, "127.0.0.1", 0, ssl=server_context()) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost", ssl_shutdown_timeout=0.02)
        writer.close()
        await attempt("shutdown", writer.wait_closed())
        await asyncio.sleep(0.35)

    # Cancelled at each of the first turns of the loop, and a little later.
    ends = set()
    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context()) as server:
        address = server.sockets[0].getsockname()
        for turns in range(40):
            task = asyncio.create_task(asyncio.open_connection(*address, ssl=client_context(), server_hostname="localhost"))
            for _ in range(turns):
                await asyncio.sleep(0 if turns % 2 else 0.0003)
            task.cancel()
            try:
                reader, writer = await task
                writer.close()
                await writer.wait_closed()
                ends.add("connected")
            except asyncio.CancelledError:
                ends.add("cancelled")
        await asyncio.sleep(0.1)
    print("cancelled" in ends, ends <= {"cancelled", "connected"})
    for turns in range(12):
        a, b = socket.socketpair()
        task = asyncio.create_task(loop.connect_accepted_socket(asyncio.Protocol, b, ssl=server_context()))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass
        a.close()
    await asyncio.sleep(0.1)
    task = None
    gc.collect()
    print(reports, len(asyncio.all_tasks()), descriptors() - before)


asyncio.run(main())
