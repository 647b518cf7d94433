# Streams over TCP and Unix sockets: lines, drain, half-closes, waiting for the end, large transfers, a callback that fails, cancellation.
import asyncio
import os


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            if line == b"fail\n":
                raise LookupError("as asked")
            writer.write(line[::-1].strip() + b"\n")
            await writer.drain()
        writer.write(b"bye")
    finally:
        writer.close()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"hello\nwor")
    await writer.drain()
    print(await reader.readline())
    writer.writelines([b"ld", b"\n", b"third\n"])
    print(await reader.readline(), await reader.readline(), writer.can_write_eof(), writer.is_closing())
    writer.write_eof()
    print(await reader.read(), reader.at_eof(), await reader.readline())
    writer.close()
    print(writer.is_closing(), await writer.wait_closed(), writer.get_extra_info("peername") == address)
    try:
        await writer.drain()
    except ConnectionResetError as error:
        print(error)

    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"fail\n")
    print(await reader.read())
    writer.close()
    await writer.wait_closed()

    # Many connections at once.
    async def client(number):
        reader, writer = await asyncio.open_connection(*address, limit=100)
        for turn in range(5):
            writer.write(b"%d-%d\n" % (number, turn))
            await writer.drain()
            assert await reader.readuntil() == (b"%d-%d" % (number, turn))[::-1] + b"\n"
        writer.close()
        await writer.wait_closed()
        return number

    print(sum(await asyncio.gather(*[client(n) for n in range(30)])))

    # A task that waits for data, and one that waits for room, are cancelled; the connection goes on.
    reader, writer = await asyncio.open_connection(*address)
    waiting = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    waiting.cancel()
    print(await asyncio.gather(waiting, return_exceptions=True))
    writer.write(b"again\n")
    print(await reader.readline())
    writer.close()
    server.close()
    await server.wait_closed()

    # Both sides send much.
    size = 3_000_000

    async def pump(reader, writer):
        async def send():
            for _ in range(30):
                writer.write(b"x" * (size // 30))
                await writer.drain()
            writer.write_eof()
        got, _ = await asyncio.gather(reader.read(), send())
        writer.close()
        return len(got)

    results = []

    async def both(reader, writer):
        results.append(await pump(reader, writer))

    if folder := f"/tmp/.ouro-streams-{os.getpid()}":
        os.mkdir(folder)
        path = os.path.join(folder, "socket")
        server = await asyncio.start_unix_server(both, path)
        reader, writer = await asyncio.open_unix_connection(path)
        print(await pump(reader, writer) == size, writer.get_extra_info("peername") == path, await writer.wait_closed())
        async with server:
            pass
        print(results == [size], os.path.exists(path), server.is_serving(), os.rmdir(folder))

    # A plain callback; a reader that nobody keeps.
    connected = loop.create_future()
    server = await asyncio.start_server(lambda *ends: connected.set_result(ends), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    other, answer = await connected
    answer.write(b"late")
    answer.close()
    del other
    print(await reader.readexactly(4), await asyncio.gather(reader.readexactly(1), return_exceptions=True))
    writer.close()
    await answer.wait_closed()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.open_connection("127.0.0.1", 1)
    except ConnectionRefusedError as error:
        print(error)


asyncio.run(main())
