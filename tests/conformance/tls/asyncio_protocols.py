# Protocols over TLS: the order of what they are told, buffers of their own, flow control in both directions, the ways to end a connection.
import asyncio
import ssl

from _pkg_certificates import client_context, descriptors, descriptors_in_loop, server_context


class Telling(asyncio.Protocol):
    aborted = False

    def __init__(self, name, log):
        self.name, self.log = name, log
        self.lost = asyncio.get_running_loop().create_future()
        self.got = bytearray()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append((self.name, "made", type(transport).__name__, transport.is_reading(), transport.is_closing()))

    def data_received(self, data):
        self.got += data
        self.log.append((self.name, "data", bytes(data) if len(data) < 50 else "much"))

    def eof_received(self):
        self.log.append((self.name, "eof"))

    def pause_writing(self):
        self.log.append((self.name, "pause", self.transport.get_write_buffer_size() >= self.transport.get_write_buffer_limits()[1]))

    def resume_writing(self):
        self.log.append((self.name, "resume", self.transport.get_write_buffer_size() <= self.transport.get_write_buffer_limits()[0]))

    def connection_lost(self, exc):
        # Whether the end of an aborted connection is a reset depends on what was still on its way.
        self.log.append((self.name, "lost", "reset or None" if isinstance(exc, ConnectionResetError) or self.aborted else repr(exc)))
        self.lost.set_result(None)


class Buffered(asyncio.BufferedProtocol):
    def __init__(self, size):
        self.buffer = memoryview(bytearray(size))
        self.got = bytearray()
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def get_buffer(self, sizehint):
        return self.buffer

    def buffer_updated(self, nbytes):
        self.got += self.buffer[:nbytes]

    def eof_received(self):
        print("buffered: eof")

    def connection_lost(self, exc):
        self.lost.set_result(None)


async def connected(client_factory, server_factory):
    loop = asyncio.get_running_loop()
    made = loop.create_future()

    def factory():
        made.set_result(protocol := server_factory())
        return protocol

    server = await loop.create_server(factory, "127.0.0.1", 0, ssl=server_context())
    _, client = await loop.create_connection(client_factory, *server.sockets[0].getsockname(), ssl=client_context(), server_hostname="localhost")
    await made
    while not hasattr(made.result(), "transport"):
        await asyncio.sleep(0)
    return server, client, made.result()


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.001)


async def main():
    before = await descriptors_in_loop()
    log = []

    async def scene(title, act):
        log.clear()
        server, client, peer = await connected(lambda: Telling("client", log), lambda: Telling("server", log))
        await act(client, peer)
        await asyncio.gather(client.lost, peer.lost)
        server.close()
        await server.wait_closed()
        print("--", title)
        for name in "client", "server":
            for entry in log:
                if entry[0] == name:
                    print(*entry)

    async def close(client, peer):
        client.transport.write(b"one")
        client.transport.writelines([b"two", b"three"])
        client.transport.close()
        client.transport.close()

    async def server_closes(client, peer):
        peer.transport.write(b"bye")
        peer.transport.close()

    async def abort(client, peer):
        peer.aborted = True
        peer.data_received = lambda data: None
        client.transport.write(b"lost?")
        client.transport.abort()

    async def pauses(client, peer):
        peer.transport.pause_reading()
        client.transport.write(b"waits")
        await asyncio.sleep(0.02)
        print("paused:", peer.got, peer.transport.is_reading())
        peer.transport.resume_reading()
        await until(lambda: peer.got)
        client.transport.close()

    async def flow(client, peer):
        peer.transport.pause_reading()
        sent = 0
        while ("client", "pause", True) not in client.log:
            client.transport.write(bytes(100_000))
            sent += 100_000
        print("paused after much:", sent > 500_000)
        peer.transport.resume_reading()
        await until(lambda: len(peer.got) == sent)
        client.log[:] = [entry for entry in client.log if entry[1:] != ("data", "much")]
        client.transport.set_write_buffer_limits(high=10)
        print(client.transport.get_write_buffer_limits(), client.transport.get_read_buffer_limits())
        client.transport.close()

    async def replaced(client, peer):
        class Other(asyncio.Protocol):
            def data_received(self, data):
                print("other got", data)
                client.transport.close()

        kept = client.transport.get_protocol()
        client.transport.set_protocol(other := Other())
        print(kept is client, client.transport.get_protocol() is other)
        peer.transport.write(b"for the other")
        await peer.lost
        client.lost.set_result(None)

    for title, act in (("close", close), ("server closes", server_closes), ("abort", abort), ("pauses", pauses), ("flow", flow), ("replaced", replaced)):
        await scene(title, act)

    for size in 10, 100_000:
        server, client, peer = await connected(lambda: Telling("client", log), lambda: Buffered(size))
        client.transport.write(bytes(range(256)) * 1000)
        await until(lambda: len(peer.got) == 256_000)
        print(size, peer.got == bytes(range(256)) * 1000)
        client.transport.close()
        await asyncio.gather(client.lost, peer.lost)
        server.close()

    server, client, peer = await connected(lambda: Telling("client", log), lambda: Telling("server", log))
    transport = client.transport
    for wrong in (lambda: transport.write("text"), lambda: transport.write_eof(), lambda: transport.set_write_buffer_limits(1, 2), lambda: transport.set_read_buffer_limits(-1),
                  lambda: transport.writelines(1)):
        try:
            wrong()
        except (TypeError, ValueError, NotImplementedError) as error:
            print(type(error).__name__, error)
    print(transport.can_write_eof(), transport.get_read_buffer_size(), transport.get_extra_info("nothing", "otherwise"))
    transport.close()
    transport.write(b"too late")
    await asyncio.gather(client.lost, peer.lost)
    print(transport.is_closing(), bytes(peer.got))

    async with await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 0, ssl=server_context()) as listening:
        loop = asyncio.get_running_loop()
        for call in (loop.create_server(Telling, "127.0.0.1", 0, ssl=True), loop.start_tls(transport, client, "x"), loop.start_tls(object(), client, client_context()),
                     loop.create_server(Telling, "127.0.0.1", 0, ssl_handshake_timeout=1)):
            try:
                await call
            except (TypeError, ValueError) as error:
                print(type(error).__name__, str(error).partition(" object at")[0])
    server.close()
    await asyncio.sleep(0.05)
    print(len(asyncio.all_tasks()), descriptors() - before)


asyncio.run(main())
