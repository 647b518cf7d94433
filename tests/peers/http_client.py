# SPDX-License-Identifier: MIT
# An HTTP/1.0 client over asyncio's streams: fetches each path from 127.0.0.1:PORT, all at the same time, and says what came.
import asyncio
import binascii
import sys


async def fetch(port, method, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{method} {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
    status = (await reader.readline()).split()[1].decode()
    headers = {}
    while (line := await reader.readuntil((b"\n", b"\r\n"))) != b"\r\n":
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.read()
    writer.close()
    await writer.wait_closed()
    return f"{method} {path} {status} {headers.get('content-length')} {len(body)} {binascii.crc32(body):08x}"


async def leave_early(port, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
    await reader.readexactly(1000)
    writer.transport.abort()


async def main(port, paths):
    await leave_early(port, paths[0])
    print(*await asyncio.gather(*[fetch(port, "GET", path) for path in paths], fetch(port, "HEAD", paths[0])), sep="\n")


asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
