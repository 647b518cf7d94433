# SPDX-License-Identifier: MIT
# An HTTP/1.1 server over asyncio's streams, for peers that are real programs. Its first line says where it listens; at GET /quit it
# ends and says what it has left behind.
import asyncio
import os
import sys

connections = 0


def open_descriptors():
    return len(os.listdir("/proc/self/fd"))


async def read_body(reader, writer, headers):
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)


def answer(writer, status, body, method="GET", close=False):
    writer.writelines([f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n".encode(), b"Connection: close\r\n" if close else b"", b"\r\n",
                       b"" if method == "HEAD" else body])


async def serve(reader, writer, quitting):
    global connections
    connections += 1
    try:
        while line := await reader.readline():
            method, path, _ = line.decode().split()
            headers = {}
            while (line := await reader.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode().partition(":")
                headers[name.lower()] = value.strip()
            body = await read_body(reader, writer, headers)
            if path == "/hello":
                answer(writer, "200 OK", b"hello\n", method)
            elif path == "/echo":
                answer(writer, "200 OK", body)
            elif path == "/tls":
                tls, certificate = writer.get_extra_info("ssl_object"), writer.get_extra_info("peercert")
                subject = certificate["subject"][-1][-1][1] if certificate else "nobody"
                answer(writer, "200 OK", f"{tls.version()} {tls.selected_alpn_protocol()} {tls.session_reused} {subject}\n".encode())
            elif path == "/connections":
                answer(writer, "200 OK", str(connections).encode())
            elif path.startswith("/bytes/"):
                count = int(path.rpartition("/")[2])
                writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                piece = bytes(range(256)) * 64
                for start in range(0, count, len(piece)):
                    part = piece[:count - start]
                    writer.write(b"%x\r\n%b\r\n" % (len(part), part))
                    await writer.drain()
                writer.write(b"0\r\n\r\n")
            elif path == "/quit":
                answer(writer, "200 OK", b"bye\n", close=True)
                quitting.set()
                break
            else:
                answer(writer, "404 Not Found", b"no such thing\n")
            await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass  # the peer has gone
    finally:
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass


def tls_context(folder):
    import ssl
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    context.load_verify_locations(f"{folder}/ca.pem")
    context.verify_mode = ssl.CERT_OPTIONAL
    context.set_alpn_protocols(["http/1.1"])
    return context


async def main(path, folder):
    """Listens at a Unix socket, if a path is given, and speaks TLS with the certificates of a folder, if one is given."""
    quitting = asyncio.Event()

    async def handle(reader, writer):
        await serve(reader, writer, quitting)

    context = tls_context(folder) if folder else None
    if path:
        server = await asyncio.start_unix_server(handle, path, ssl=context)
        print("listening", flush=True)
    else:
        server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=5000, ssl=context)
        print(server.sockets[0].getsockname()[1], flush=True)
    descriptors = open_descriptors() - len(server.sockets)
    async with server:
        await quitting.wait()
    for _ in range(100):
        if len(asyncio.all_tasks()) == 1 and open_descriptors() == descriptors:
            break
        await asyncio.sleep(0.01)
    print("tasks", len(asyncio.all_tasks()) - 1, "descriptors", open_descriptors() - descriptors)


arguments, certificates = sys.argv[1:], None
if arguments[:1] == ["--tls"]:
    certificates = arguments[1]
    del arguments[:2]
asyncio.run(main(arguments[0] if arguments else None, certificates))
