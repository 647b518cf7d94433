# Whatever waits for the network, a file or a child is cancelled at each of its awaits in turn, once while it waits and once when what it
# waits for has just come: the program goes on, and no descriptor, task or child is left.
import asyncio
import gc
import io
import os
import socket
import sys
import tempfile
import warnings

warnings.simplefilter("ignore", ResourceWarning)  # what a cancelled call had in its hands is closed when it is dropped
# CPython's own complaint, where a connection that was never begun is dropped after its server.
sys.unraisablehook = lambda report: "NoneType" in str(report.exc_value) or sys.__unraisablehook__(report)
HOST = "127.0.0.1"


class CancelledAt:
    """Awaits a coroutine and has its task cancelled at the n-th time that it waits: `late` when the wait is over."""

    def __init__(self, coroutine, at, late):
        self.coroutine, self.at, self.late = coroutine, at, late

    def __await__(self):
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        waits, send, given = 0, self.coroutine.send, None
        while True:
            try:
                future = send(given)
            except StopIteration as end:
                return end.value
            waits += 1
            if waits == self.at:
                if self.late and future is not None:
                    future.add_done_callback(lambda future: task.cancel())
                else:
                    loop.call_soon(task.cancel)
            try:
                send, given = self.coroutine.send, (yield future)
            except BaseException as error:
                send, given = self.coroutine.throw, error


def descriptors():
    return len(os.listdir("/proc/self/fd"))


def children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


async def left(before):
    """What is left when everything had its time to end."""
    for turn in range(500):
        tasks = len(asyncio.all_tasks()) - 1
        if tasks == 0 and descriptors() <= before and not children():
            return "nothing left"
        await asyncio.sleep(0.01 if turn > 10 else 0)
        if turn % 50 == 20:
            gc.collect()
    return f"left: {tasks} tasks, {descriptors() - before} descriptors, children: {children()}"


async def cancel_everywhere(scenario, *arguments):
    before = descriptors()
    ends, rest = set(), set()
    for late in False, True:
        at = 1
        while True:
            async def run():
                return await CancelledAt(scenario(*arguments), at, late)
            task = asyncio.create_task(run())
            try:
                end = await asyncio.wait_for(asyncio.shield(task), 20)
            except asyncio.CancelledError:
                end = "cancelled"
            except Exception as error:
                end = repr(error)
            del task
            ends.add(end)
            rest.add(await left(before))
            if end != "cancelled":
                break
            at += 1
    print(f"{scenario.__name__:23}", *sorted(map(str, ends)), "|", *sorted(rest), flush=True)


# ---- servers

async def talk(reader, writer):
    """Answers lines, in pieces; the line `swallow` is followed by bytes that are read slowly."""
    try:
        while line := await reader.readline():
            if line == b"swallow\n":
                await asyncio.sleep(0.01)
                while await reader.read(1 << 20):
                    pass
                break
            for piece in b"one ", b"two ", b"three\n":
                writer.write(piece)
                await asyncio.sleep(0)
            writer.write(b"x" * 1000)
    except ConnectionError:
        pass
    finally:
        writer.close()


# ---- what is cancelled

async def stream_reading(port):
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(b"hello\n")
        await writer.drain()
        a = await reader.readuntil(b" ")
        b = await reader.readline()
        c = await reader.readexactly(1000)
        writer.write_eof()
        d = await reader.read()
        return a + b + bytes([len(c) % 251, len(d)])
    finally:
        writer.close()
        await writer.wait_closed()


async def stream_writing(port):
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(b"swallow\n")
        for _ in range(8):
            writer.write(bytes(1 << 20))
            await writer.drain()
        writer.write_eof()
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


async def by_name(port):
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_connection(asyncio.Protocol, "localhost", port, family=socket.AF_INET)
    transport.close()


async def happy_eyeballs(port):
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_connection(asyncio.Protocol, "localhost", port, happy_eyeballs_delay=0.001)
    transport.close()


async def over_unix_socket(path):
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        writer.write(b"hello\n")
        return await reader.readline()
    finally:
        writer.close()
        await writer.wait_closed()


async def serving():
    async def client(port):
        reader, writer = await asyncio.open_connection(HOST, port)
        try:
            writer.write(b"hello\n")
            return await reader.readline()
        finally:
            writer.close()

    server = await asyncio.start_server(talk, HOST, 0, start_serving=False)
    async with server:
        await server.start_serving()
        line = await client(server.sockets[0].getsockname()[1])
    await server.wait_closed()
    return line


async def datagrams():
    loop = asyncio.get_running_loop()
    got = loop.create_future()

    class Receiver(asyncio.DatagramProtocol):
        def datagram_received(self, data, address):
            if not got.done():
                got.set_result(data)

    receiver, _ = await loop.create_datagram_endpoint(Receiver, local_addr=(HOST, 0))
    try:
        sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=receiver.get_extra_info("sockname"))
        try:
            sender.sendto(b"datagram")
            return await got
        finally:
            sender.close()
    finally:
        receiver.close()


def send_later(sock, *arguments):
    def send():
        if sock.fileno() >= 0:
            (sock.sendto if len(arguments) > 1 else sock.send)(*arguments)
    asyncio.get_running_loop().call_later(0.001, send)


async def sock_calls():
    loop = asyncio.get_running_loop()
    with socket.create_server((HOST, 0)) as listener, socket.socket() as client:
        listener.setblocking(False)
        client.setblocking(False)
        await loop.sock_connect(client, listener.getsockname())
        send_later(client, b"ab")
        server, _ = await loop.sock_accept(listener)
        with server:
            first = await loop.sock_recv(server, 1)
            buffer = bytearray(8)
            count = await loop.sock_recv_into(server, buffer)
            send_later(server, b"c")
            more, _ = await loop.sock_recvfrom(client, 10)
            send_later(server, b"d")
            count += (await loop.sock_recvfrom_into(client, buffer))[0]
            receiving = asyncio.create_task(drain_socket(server, 4 << 20))
            try:
                await loop.sock_sendall(client, bytes(4 << 20))
                await receiving
            finally:
                receiving.cancel()
            return first, count, more


async def drain_socket(sock, count):
    while count:
        count -= len(await asyncio.get_running_loop().sock_recv(sock, 1 << 20))


async def sock_datagrams():
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as a, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as b:
        for each in a, b:
            each.setblocking(False)
            each.bind((HOST, 0))
        send_later(a, b"now", b.getsockname())
        data, _ = await loop.sock_recvfrom(b, 100)
        count = await loop.sock_sendto(b, data, a.getsockname())
        return data, count


async def sendfile(port, file):
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_connection(asyncio.Protocol, HOST, port)
    try:
        transport.write(b"swallow\n")
        return await loop.sendfile(transport, file)
    finally:
        transport.abort()


async def sendfile_by_reading(port):
    return await sendfile(port, io.BytesIO(bytes(200_000)))


async def sock_sendfile(file):
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    with a, b:
        a.setblocking(False)
        b.setblocking(False)
        reading = asyncio.create_task(drain_socket(b, 3 << 20))
        try:
            sent = await loop.sock_sendfile(a, file)
            await reading
            return sent
        finally:
            reading.cancel()


async def sock_sendfile_by_reading():
    return await sock_sendfile(io.BytesIO(bytes(3 << 20)))


async def names():
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)
    host, port = await loop.getnameinfo((HOST, 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
    return len(infos) > 0, host, port


async def end(child):
    try:
        child.kill()
    except ProcessLookupError:
        pass
    await child.wait()


async def child_wait():
    child = await asyncio.create_subprocess_exec("sleep", "0.02")
    try:
        return await child.wait()
    finally:
        await end(child)


async def child_communicate():
    child = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    try:
        out, _ = await child.communicate(b"text" * 100_000)
        return len(out), child.returncode
    finally:
        await end(child)


async def child_in_shell():
    child = await asyncio.create_subprocess_shell("read a; echo $a; read b; echo $b >&2", stdin=asyncio.subprocess.PIPE,
                                                  stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    try:
        child.stdin.write(b"first\n")
        await child.stdin.drain()
        a = await child.stdout.readline()
        child.stdin.write(b"second\n")
        b = await child.stderr.read()
        return a, b, await child.wait()
    finally:
        await end(child)


async def pipes():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    with open(read, "rb", 0) as source, open(write, "wb", 0) as target:
        reader = asyncio.StreamReader()
        reading, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), source)
        try:
            writing, _ = await loop.connect_write_pipe(asyncio.Protocol, target)
            try:
                writing.write(b"through the pipe\n")
                return await reader.readline()
            finally:
                writing.close()
        finally:
            reading.close()


async def threads():
    return await asyncio.to_thread(sum, range(1000)), await asyncio.get_running_loop().run_in_executor(None, len, "text")


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(len, "")  # the executor's thread and the loop's own descriptors are there from now on
    await loop.getaddrinfo("localhost", 80)
    await (await asyncio.create_subprocess_exec("true")).wait()
    server = await asyncio.start_server(talk, HOST, 0)
    port = server.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/socket"
        unix = await asyncio.start_unix_server(talk, path)
        with open(folder + "/file", "w+b") as file:
            file.truncate(3 << 20)
            for scenario, *arguments in (
                [stream_reading, port], [stream_writing, port], [by_name, port], [happy_eyeballs, port], [over_unix_socket, path],
                [serving], [datagrams], [sock_calls], [sock_datagrams], [sendfile, port, file], [sendfile_by_reading, port],
                [sock_sendfile, file], [sock_sendfile_by_reading], [names], [child_wait], [child_communicate], [child_in_shell],
                [pipes], [threads],
            ):
                await cancel_everywhere(scenario, *arguments)
        unix.close()
        await unix.wait_closed()
    server.close()
    await server.wait_closed()


asyncio.run(main())
