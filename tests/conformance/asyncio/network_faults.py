# What peers do to connections in every state: resets, half-closes, silence; no descriptors left for what wants to come in; devices that are
# full. Each end sees what it must, and nothing is left.
import asyncio
import gc
import io
import os
import resource
import socket
import struct
import tempfile
import time

HOST = "127.0.0.1"


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def check(scenario):
    before = descriptors()
    print(f"-- {scenario.__name__}")
    reports = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: reports.append(context))
    await scenario()
    for turn in range(300):
        if len(asyncio.all_tasks()) == 1 and descriptors() == before:
            break
        await asyncio.sleep(0 if turn < 20 else 0.01)
        if turn == 100:
            gc.collect()
    else:
        print("left:", len(asyncio.all_tasks()) - 1, "tasks", descriptors() - before, "descriptors")
    for context in reports:
        print("reported:", context["message"], repr(context.get("exception")))


def reset(sock):
    """Ends a connection by a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class Log(asyncio.Protocol):
    """Notes what happens."""

    keep = None

    def __init__(self, name="protocol"):
        self.name, self.events, self.lost = name, [], asyncio.get_running_loop().create_future()

    def note(self, *what):
        self.events.append(" ".join(map(str, what)))

    def connection_made(self, transport):
        self.transport = transport
        self.note("made")

    def data_received(self, data):
        self.note("data", len(data))

    def eof_received(self):
        self.note("eof")
        return self.keep

    def pause_writing(self):
        self.note("paused")

    def resume_writing(self):
        self.note("resumed")

    def connection_lost(self, error):
        self.note("lost", repr(error))
        self.lost.set_result(error)

    def show(self):
        print(self.name, *self.events, sep=", ")


class Buffered(Log, asyncio.BufferedProtocol):
    def get_buffer(self, hint):
        self.buffer = bytearray(100)
        return self.buffer

    def buffer_updated(self, count):
        self.note("data", count)


async def pair(factory=Log):
    """A protocol's connection, and the socket at its other end."""
    loop = asyncio.get_running_loop()
    with socket.create_server((HOST, 0)) as listener:
        transport, protocol = await loop.create_connection(factory, *listener.getsockname())
        peer, _ = listener.accept()
    return protocol, peer


async def over(protocol):
    await asyncio.wait_for(protocol.lost, 20)
    protocol.show()


async def fill(protocol):
    """Writes until the protocol is told to pause: so much waits, and the transport holds no more than its water marks want."""
    transport = protocol.transport
    piece, pieces = bytes(50_000), 0
    while "paused" not in protocol.events:
        transport.write(piece)
        pieces += 1
        await asyncio.sleep(0)
    assert 65536 < transport.get_write_buffer_size() <= 65536 + len(piece), transport.get_write_buffer_size()
    return pieces * len(piece)


# ---- resets

async def reset_before_accept():
    loop, made = asyncio.get_running_loop(), []

    def factory():
        made.append(Log("server"))
        return made[-1]

    server = await loop.create_server(factory, HOST, 0, start_serving=False)
    await server.start_serving()
    peers = [socket.create_connection(server.sockets[0].getsockname()) for _ in range(3)]
    for peer in peers[:2]:
        reset(peer)
    while len(made) < 3:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.01)
    peers[2].close()
    for each in made:
        await over(each)
    server.close()
    await server.wait_closed()


async def reset_while_connecting():
    loop = asyncio.get_running_loop()
    with socket.socket() as unused:
        unused.bind((HOST, 0))
        for happy in {}, {"happy_eyeballs_delay": 0.01}:
            try:
                await loop.create_connection(Log, *unused.getsockname(), **happy)
            except OSError as error:
                print(type(error).__name__, error.errno)
        with socket.socket() as sock:
            sock.setblocking(False)
            try:
                await loop.sock_connect(sock, unused.getsockname())
            except OSError as error:
                print(type(error).__name__)
    listener = socket.create_server((HOST, 0))
    transport, protocol = await loop.create_connection(Log, *listener.getsockname())
    listener.close()  # what was not accepted is reset
    await over(protocol)


async def reset_while_reading():
    for factory in Log, Buffered:
        protocol, peer = await pair(factory)
        peer.send(b"some")
        while "data 4" not in protocol.events:
            await asyncio.sleep(0.001)
        reset(peer)
        await over(protocol)
    with socket.create_server((HOST, 0)) as listener:
        for call in (lambda r: r.read(), lambda r: r.readline(), lambda r: r.readexactly(10), lambda r: r.readuntil(b"x"), lambda r: r.read(1)):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            peer, _ = listener.accept()
            waiting = asyncio.create_task(call(reader))
            await asyncio.sleep(0.001)
            reset(peer)
            for wait in waiting, call(reader), writer.drain(), writer.wait_closed():
                try:
                    print(await asyncio.wait_for(wait, 20), end=" ")
                except ConnectionError as error:
                    print(type(error).__name__, end=" ")
            print(reader.at_eof(), writer.is_closing())


async def reset_while_writing():
    protocol, peer = await pair()
    await fill(protocol)
    reset(peer)
    await over(protocol)
    print(protocol.transport.get_write_buffer_size(), protocol.transport.is_closing())
    for n in range(7):
        protocol.transport.write(b"into nothing")
    with socket.create_server((HOST, 0)) as listener:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        peer, _ = listener.accept()
        writer.write(bytes(20_000_000))
        drains = [asyncio.create_task(writer.drain()) for _ in range(3)]
        await asyncio.sleep(0.01)
        print([each.done() for each in drains])
        reset(peer)
        for each in drains:
            try:
                await asyncio.wait_for(each, 20)
            except ConnectionResetError as error:
                print(type(error).__name__, end=" ")
        try:
            await writer.drain()
        except ConnectionResetError:
            print("again")
        writer.close()
        try:
            await writer.wait_closed()
        except ConnectionResetError:
            print("closed by a reset")


async def reset_after_eof():
    class Keep(Log):
        keep = True

    protocol, peer = await pair(Keep)
    peer.shutdown(socket.SHUT_WR)
    while "eof" not in protocol.events:
        await asyncio.sleep(0.001)
    await fill(protocol)
    reset(peer)
    await over(protocol)
    protocol, peer = await pair()
    protocol.transport.write_eof()
    assert peer.recv(10) == b""
    reset(peer)
    await over(protocol)


async def reset_while_paused():
    protocol, peer = await pair()
    protocol.transport.pause_reading()
    peer.send(b"unread")
    reset(peer)
    await asyncio.sleep(0.01)
    protocol.show()
    protocol.transport.resume_reading()
    await over(protocol)


async def reset_while_closing():
    protocol, peer = await pair()
    await fill(protocol)
    protocol.transport.close()
    protocol.transport.close()
    await asyncio.sleep(0.001)
    print(protocol.transport.is_closing(), protocol.transport.get_write_buffer_size() > 0)
    reset(peer)
    await over(protocol)
    for close in "close", "abort":
        protocol, peer = await pair()
        getattr(protocol.transport, close)()
        reset(peer)
        await over(protocol)


# ---- half-closes

async def half_closed_by_the_peer():
    class Keep(Log):
        keep = True

    for factory in Log, Keep, Buffered:
        protocol, peer = await pair(factory)
        peer.send(b"all")
        peer.shutdown(socket.SHUT_WR)
        while "eof" not in protocol.events:
            await asyncio.sleep(0.001)
        if factory is Keep:
            await asyncio.sleep(0.01)
            protocol.show()
            protocol.transport.write(b"an answer")
            protocol.transport.close()
        print(peer.recv(100))
        peer.close()
        await over(protocol)


async def half_closed_here():
    protocol, peer = await pair()
    total = await fill(protocol)
    protocol.transport.write_eof()
    try:
        protocol.transport.write(b"more")
    except RuntimeError as error:
        print(error)
    peer.setblocking(False)
    got = 0
    while data := await asyncio.get_running_loop().sock_recv(peer, 1 << 20):
        got += len(data)
    print(got == total)
    peer.send(b"answer")
    while "data 6" not in protocol.events:
        await asyncio.sleep(0.001)
    peer.close()
    await over(protocol)


# ---- a peer that does not read

async def silent_peer():
    protocol, peer = await pair()
    await fill(protocol)
    for high, low in (1000, 100), (0, 0), (None, None):
        protocol.transport.set_write_buffer_limits(high, low)
        print(protocol.transport.get_write_buffer_limits())
    await asyncio.sleep(0.02)
    protocol.transport.abort()
    await over(protocol)
    peer.close()
    with socket.create_server((HOST, 0)) as listener:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        peer, _ = listener.accept()
        most, drained = 0, 0
        try:
            async with asyncio.timeout(0.2):
                while True:
                    writer.write(bytes(10_000))
                    most = max(most, writer.transport.get_write_buffer_size())
                    await writer.drain()
                    drained += 1
        except TimeoutError:
            print("waits", most <= 65536 + 10_000, drained > 0)
        writer.transport.abort()
        peer.close()
    with socket.create_server((HOST, 0)) as listener:
        reader, writer = await asyncio.open_connection(*listener.getsockname(), limit=1000)
        peer, _ = listener.accept()
        peer.setblocking(False)
        sent = 0
        try:
            async with asyncio.timeout(0.2):
                while True:  # here it is the stream that does not read
                    await asyncio.get_running_loop().sock_sendall(peer, bytes(10_000))
                    sent += 10_000
        except TimeoutError:
            print("waits", len(reader._buffer) < 1_000_000, writer.transport.is_reading())
        writer.transport.abort()
        peer.close()


# ---- no descriptors

async def no_descriptors():
    loop = asyncio.get_running_loop()
    contexts, accepted = [], []
    loop.set_exception_handler(lambda loop, context: contexts.append(context))

    class Server(asyncio.Protocol):
        def connection_made(self, transport):
            accepted.append((transport, time.monotonic()))

    server = await loop.create_server(Server, HOST, 0)
    clients = [socket.socket() for _ in range(8)]
    highest = max(map(int, os.listdir("/proc/self/fd")))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 8, hard))
    try:
        while True:
            try:
                held.append(os.dup(0))
            except OSError:
                break
        for _ in range(3):
            os.close(held.pop())
        began = time.monotonic()
        for client in clients:
            client.connect(server.sockets[0].getsockname())
        while not contexts:
            await asyncio.sleep(0.001)
        print("accepted", len(accepted))
        print({(context["message"], type(context["exception"]).__name__, context["exception"].errno, *sorted(context)) for context in contexts})
        count = len(contexts)
        await asyncio.sleep(0.3)
        print("again at once:", len(contexts) > count)
    finally:
        for each in held:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    while len(accepted) < len(clients):
        await asyncio.sleep(0.01)
    print("a second later:", 0.9 < accepted[-1][1] - began < 10, len(accepted), len(contexts) == count)
    for transport, _ in accepted:
        transport.close()
    for client in clients:
        client.close()
    server.close()
    await server.wait_closed()


async def no_descriptors_elsewhere():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, HOST, 0)
    address = server.sockets[0].getsockname()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1 + max(map(int, os.listdir("/proc/self/fd"))), hard))
    held = []
    try:
        while True:
            try:
                held.append(os.dup(0))
            except OSError:
                break
        for call in (lambda: loop.create_connection(asyncio.Protocol, *address), lambda: asyncio.open_connection(*address),
                     lambda: loop.create_server(asyncio.Protocol, HOST, 0), lambda: asyncio.create_subprocess_exec("true"),
                     lambda: loop.create_datagram_endpoint(asyncio.DatagramProtocol, (HOST, 0))):
            try:
                print(await call())
            except OSError as error:
                print(type(error).__name__, error.errno)
    finally:
        for each in held:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    server.close()
    await server.wait_closed()


# ---- full devices and files that fail

async def full_device():
    loop = asyncio.get_running_loop()
    with open("/dev/full", "wb", 0) as full:
        protocol = Log()
        transport, _ = await loop.connect_write_pipe(lambda: protocol, full)
        transport.write(b"no room")
        await over(protocol)
    # What comes over a connection is written to a full disk: the connection ends with the task.
    async def save(reader, writer):
        try:
            with open("/dev/full", "wb") as full:
                while data := await reader.read(1 << 16):
                    full.write(data)
        except OSError as error:
            failures.append(error.errno)
        finally:
            writer.transport.abort()

    failures = []
    server = await asyncio.start_server(save, HOST, 0)
    with tempfile.TemporaryFile() as file:
        file.truncate(20 << 20)
        for fallback in False, True:
            transport, protocol = await loop.create_connection(Log, *server.sockets[0].getsockname())
            try:
                await loop.sendfile(transport, io.BytesIO(bytes(20 << 20)) if fallback else file)
            except (ConnectionError, OSError) as error:
                print(isinstance(error, (ConnectionError, asyncio.SendfileNotAvailableError)))
            transport.abort()
            await protocol.lost
    print(failures)
    server.close()
    await server.wait_closed()
    child = await asyncio.create_subprocess_exec("sh", "-c", "echo text > /dev/full", stderr=asyncio.subprocess.DEVNULL)
    print(await child.wait() != 0)


async def files_that_fail():
    loop = asyncio.get_running_loop()

    class Failing(io.RawIOBase):
        def __init__(self):
            self.reads = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            self.reads += 1
            if self.reads > 3:
                raise OSError(5, "the disk is broken")
            return len(buffer)

        def seekable(self):
            return False

        def seek(self, *where):
            pass

    protocol, peer = await pair()
    try:
        await loop.sendfile(protocol.transport, Failing())
    except OSError as error:
        print(error)
    print(protocol.transport.get_protocol() is protocol, protocol.transport.is_reading(), protocol.transport.is_closing())
    peer.close()
    await over(protocol)
    # A file that becomes shorter while it is sent.
    protocol, peer = await pair()
    peer.setblocking(False)
    with tempfile.TemporaryFile() as file:
        file.truncate(20 << 20)
        sending = asyncio.create_task(loop.sendfile(protocol.transport, file))
        await loop.sock_recv(peer, 1)
        file.truncate(1000)
        received = 1
        while not sending.done():
            try:
                received += len(peer.recv(1 << 20))
            except BlockingIOError:
                await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        while True:
            try:
                received += len(peer.recv(1 << 20))
            except BlockingIOError:
                break
        print(await sending == received, received < 20 << 20)
    peer.close()
    await over(protocol)


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(len, "")
    await loop.getaddrinfo("localhost", 80)
    await (await asyncio.create_subprocess_exec("true")).wait()
    for scenario in (reset_before_accept, reset_while_connecting, reset_while_reading, reset_while_writing, reset_after_eof,
                     reset_while_paused, reset_while_closing, half_closed_by_the_peer, half_closed_here, silent_peer, no_descriptors,
                     no_descriptors_elsewhere, full_device, files_that_fail):
        await check(scenario)


asyncio.run(main())
