# Protocols over TCP: the order of calls, both ends' ends, flow control, writelines, abort, buffered protocols, information, wrong use.
import asyncio
import socket


class Logged(asyncio.Protocol):
    def __init__(self, name, log, done):
        self.name, self.log, self.done, self.data = name, log, done, b""

    def connection_made(self, transport):
        self.transport = transport
        self.log.append(f"{self.name} made")

    def data_received(self, data):
        self.data += data

    def eof_received(self):
        self.log.append(f"{self.name} eof after {len(self.data)}")
        return self.name == "keeps"

    def pause_writing(self):
        self.log.append(f"{self.name} paused")

    def resume_writing(self):
        self.log.append(f"{self.name} resumed")

    def connection_lost(self, exc):
        self.log.append(f"{self.name} lost {exc}")
        self.done.set_result(None)


async def pair(first, second):
    """Two protocols that are connected with each other, and their log."""
    loop, log = asyncio.get_running_loop(), []
    ends = [Logged(name, log, loop.create_future()) if isinstance(name, str) else name for name in (first, second)]
    a, b = socket.socketpair()
    await loop.connect_accepted_socket(lambda: ends[0], a)
    await loop.create_connection(lambda: ends[1], sock=b)
    return *ends, log


async def main():
    a, b, log = await pair("a", "b")
    a.transport.write(b"hello")
    a.transport.writelines([b" ", bytearray(b"wor"), memoryview(b"ld")])
    a.transport.write_eof()
    a.transport.write_eof()
    print(a.transport.can_write_eof(), a.transport.is_closing(), a.transport.is_reading())
    for wrong in (lambda: a.transport.write(b"more"), lambda: a.transport.writelines([b"more"]), lambda: b.transport.write("text"),
                  lambda: b.transport.set_write_buffer_limits(high=1, low=2), lambda: b.transport.writelines([1])):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    await b.done
    await a.done
    print(b.data, sorted(log))
    print(a.transport.is_closing(), repr(a.transport).split(" fd=")[0])
    for _ in range(3):
        a.transport.write(b"nobody") if not a.transport._eof else None
    a.transport.close()
    a.transport.abort()

    a, keeps, log = await pair("a", "keeps")
    a.transport.write_eof()
    while not log[-1].startswith("keeps eof"):
        await asyncio.sleep(0)
    keeps.transport.write(b"answer")
    keeps.transport.close()
    await asyncio.gather(a.done, keeps.done)
    print(a.data, log[2:])

    a, b, log = await pair("a", "b")
    b.transport.pause_reading()
    b.transport.pause_reading()
    print(b.transport.is_reading(), a.transport.get_write_buffer_limits())
    a.transport.set_write_buffer_limits(high=10_000)
    print(a.transport.get_write_buffer_limits())
    a.transport.set_write_buffer_limits(low=3)
    print(a.transport.get_write_buffer_limits())
    a.transport.set_write_buffer_limits()
    sent = 0
    while "a paused" not in log:
        a.transport.write(b"z" * 100_000)
        sent += 100_000
    print(a.transport.get_write_buffer_size() > 64 * 1024)
    a.transport.close()
    b.transport.resume_reading()
    await asyncio.gather(a.done, b.done)
    print(len(b.data) == sent, [each for each in log if each.startswith("a")])

    a, b, log = await pair("a", "b")
    for _ in range(100):
        a.transport.write(b"z" * 100_000)
    a.transport.abort()
    print(a.transport.get_write_buffer_size(), a.transport.is_closing())
    await asyncio.gather(a.done, b.done)
    print(len(b.data) < 10_000_000, sorted(each for each in log if "lost" in each))


class Buffered(asyncio.BufferedProtocol):
    def __init__(self, done, size):
        self.done, self.room, self.got = done, bytearray(size), []

    def connection_made(self, transport):
        self.transport = transport

    def get_buffer(self, sizehint):
        self.got.append(sizehint)
        return self.room

    def buffer_updated(self, nbytes):
        self.got.append(bytes(self.room[:nbytes]))

    def connection_lost(self, exc):
        self.done.set_result(exc)


async def buffered():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    reader = Buffered(loop.create_future(), 4)
    a, reader, log = await pair("a", reader)
    a.transport.write(b"123456")
    a.transport.close()
    print(await reader.done, reader.got)
    reader = Buffered(loop.create_future(), 0)
    a, reader, log = await pair("a", reader)
    a.transport.write(b"123456")
    print(repr(await reader.done), await a.done)

    class Fails(Logged):
        def data_received(self, data):
            raise LookupError("in data_received")

    fails = Fails("fails", [], loop.create_future())
    a, fails, log = await pair("a", fails)
    a.transport.write(b"1")
    await asyncio.gather(fails.done, a.done)
    print(fails.log)

    # A protocol may be exchanged for one of another kind.
    a, b, log = await pair("a", "b")
    second = Buffered(loop.create_future(), 100)
    a.transport.write(b"to the first")
    while not b.data:
        await asyncio.sleep(0)
    b.transport.set_protocol(second)
    print(b.transport.get_protocol() is second)
    a.transport.write(b"to the second")
    a.transport.close()
    print(await second.done, second.got)


async def information():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    log = []
    server = await loop.create_server(lambda: Logged("server", log, done), "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    transport, protocol = await loop.create_connection(lambda: Logged("client", log, loop.create_future()), *address)
    info = transport.get_extra_info
    print(info("peername") == address, info("sockname")[0], info("nothing"), info("nothing", 5), info("socket").getpeername() == address)
    print(type(info("socket")).__name__, info("socket") is info("socket"), info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
    for wrong in (lambda: info("socket").setblocking(True), lambda: info("socket").settimeout(1), lambda: info("socket").recv,
                  lambda: loop.add_reader(info("socket").fileno(), print), lambda: loop.remove_writer(info("socket"))):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, str(error).split(" fd=")[0].replace(str(info("socket").fileno()), "N"))
    print(isinstance(transport, asyncio.Transport), type(transport).__name__, protocol.transport is transport)
    transport.close()
    await protocol.done
    await done
    server.close()
    await server.wait_closed()
    print(log)


asyncio.run(main())
asyncio.run(buffered())
asyncio.run(information())
