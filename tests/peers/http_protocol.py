# SPDX-License-Identifier: MIT
# An HTTP/1.1 server whose connections are Protocols, for peers that are real programs: as http_server.py, by callbacks.
import asyncio
import os

connections = set()


class Connection(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.received, self.quits = transport, b"", False
        connections.add(self)

    def connection_lost(self, error):
        connections.discard(self)

    def data_received(self, data):
        self.received += data
        while not self.quits:
            head, end, rest = self.received.partition(b"\r\n\r\n")
            if not end:
                return
            request, *lines = head.split(b"\r\n")
            headers = dict(line.lower().split(b": ", 1) for line in lines)
            size = int(headers.get(b"content-length", 0))
            if len(rest) < size:
                return
            self.received = rest[size:]
            self.answer(*request.split(b" ")[:2], rest[:size])

    def answer(self, method, path, body):
        status = b"200 OK"
        if path == b"/hello":
            body = b"hello\n"
        elif path == b"/connections":
            body = b"%d" % len(connections)
        elif path == b"/quit":
            body, self.quits = b"bye\n", True
        elif path != b"/echo":
            status, body = b"404 Not Found", b"no such thing\n"
        self.transport.writelines([b"HTTP/1.1 ", status, b"\r\nContent-Length: %d\r\n\r\n" % len(body), b"" if method == b"HEAD" else body])
        if self.quits:
            self.transport.close()
            quitting.set()


async def main():
    global quitting
    quitting = asyncio.Event()
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0, backlog=5000)
    print(server.sockets[0].getsockname()[1], flush=True)
    descriptors = len(os.listdir("/proc/self/fd")) - len(server.sockets)
    async with server:
        await quitting.wait()
    for _ in range(100):
        left = len(os.listdir("/proc/self/fd")) - descriptors
        if not connections and not left:
            break
        await asyncio.sleep(0.01)
    print("tasks", len(asyncio.all_tasks()) - 1, "descriptors", left)


asyncio.run(main())
