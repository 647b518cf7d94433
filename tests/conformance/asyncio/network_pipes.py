# Pipes in the loop: protocols and streams over them, the other end's closing, a buffer that fills, information, wrong files.
import asyncio
import os


class Logged(asyncio.Protocol):
    def __init__(self):
        self.log, self.data, self.done = [], b"", asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append("made")

    def data_received(self, data):
        self.data += data

    def eof_received(self):
        self.log.append("eof")

    def pause_writing(self):
        self.log.append("paused")

    def resume_writing(self):
        self.log.append("resumed")

    def connection_lost(self, exc):
        self.log.append(f"lost {exc!r}")
        self.done.set_result(None)


async def ends():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    _, reader = await loop.connect_read_pipe(Logged, open(read, "rb", 0))
    _, writer = await loop.connect_write_pipe(Logged, open(write, "wb", 0))
    return reader, writer


async def main():
    loop = asyncio.get_running_loop()
    reader, writer = await ends()
    writer.transport.write(b"one")
    writer.transport.write(bytearray(b" two"))
    writer.transport.writelines([b" ", b"three"])
    print(writer.transport.can_write_eof(), reader.transport.is_reading(), writer.transport.get_write_buffer_size())
    print(reader.transport.get_extra_info("pipe").mode, writer.transport.get_extra_info("pipe").mode, reader.transport.get_extra_info("nothing"))
    print(isinstance(reader.transport, asyncio.ReadTransport), isinstance(writer.transport, asyncio.WriteTransport), type(reader.transport).__name__)
    writer.transport.write_eof()
    writer.transport.close()
    await asyncio.gather(reader.done, writer.done)
    print(reader.data, reader.log, writer.log, reader.transport.is_closing(), writer.transport.is_closing())
    writer.transport.write(b"late")

    reader, writer = await ends()
    reader.transport.close()
    await asyncio.gather(reader.done, writer.done)
    print(reader.log, writer.log)

    reader, writer = await ends()
    reader.transport.pause_reading()
    sent = 0
    while "paused" not in writer.log:
        writer.transport.write(b"x" * 50_000)
        sent += 50_000
    writer.transport.close()
    print(writer.transport.is_closing(), writer.transport.get_write_buffer_size() > 65536, "lost None" in writer.log)
    reader.transport.resume_reading()
    await asyncio.gather(reader.done, writer.done)
    print(len(reader.data) == sent, writer.log, reader.log)

    reader, writer = await ends()
    while "paused" not in writer.log:
        writer.transport.write(b"x" * 50_000)
    writer.transport.abort()
    await asyncio.gather(reader.done, writer.done)
    print(writer.transport.get_write_buffer_size(), writer.log[-1], reader.log)

    # The other end is closed while the buffer is full.
    read, write = os.pipe()
    _, writer = await loop.connect_write_pipe(Logged, open(write, "wb", 0))
    while "paused" not in writer.log:
        writer.transport.write(b"x" * 50_000)
    os.close(read)
    await writer.done
    print(writer.log[-1].startswith("lost BrokenPipeError"))

    # A stream over a pipe.
    read, write = os.pipe()
    stream = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), open(read, "rb", 0))
    os.write(write, b"line\nrest")
    print(await stream.readline())
    os.close(write)
    print(await stream.read())
    transport.close()
    with open(__file__, "rb") as file:
        for wrong in loop.connect_read_pipe(Logged, file), loop.connect_write_pipe(Logged, file):
            try:
                await wrong
            except ValueError as error:
                print(error)


asyncio.run(main())
