# Without the module ssl everything but TLS works, and TLS says what is missing.
import sys

sys.modules["_ssl"] = None  # as in a build that has none

import asyncio
import socket


async def main():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        for call in (lambda: asyncio.get_running_loop().create_connection(asyncio.Protocol, sock=writer.get_extra_info("socket")._sock.dup(), ssl=True, server_hostname="x"),
                     lambda: writer.start_tls(None)):
            try:
                await call()
            except RuntimeError as error:
                print(error)
        writer.close()
        await writer.wait_closed()
    try:
        import ssl
    except ImportError:
        print("no ssl")


asyncio.run(main())
