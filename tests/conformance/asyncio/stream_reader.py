# StreamReader by itself: what each way to read gives, limits, separators, the end, errors, and waiting.
import asyncio


async def attempt(text, reader):
    try:
        return await eval(text, {"reader": reader, "asyncio": asyncio})
    except Exception as error:
        return type(error).__name__, error, getattr(error, "partial", None), getattr(error, "consumed", None), getattr(error, "expected", None)


async def main():
    for data, eof, calls in [
        (b"one\ntwo\nthree", True, ["readline()", "readline()", "at_eof_", "readline()", "readline()", "read()"]),
        (b"abcdef", False, ["read(2)", "read(0)", "readexactly(3)", "readexactly(0)", "readexactly(-1)", "read(9)"]),
        (b"abc", True, ["readexactly(5)", "read()", "readexactly(1)"]),
        (b"a--b==c", True, ["readuntil((b'==', b'--'))", "readuntil((b'--', b'=='))", "readuntil(b'x')", "read(-1)"]),
        (b"x" * 12 + b"\nrest\n", True, ["readuntil(b'n')", "readuntil()", "readline()", "readline()"]),
        (b"y" * 20, False, ["readuntil(b'zz')", "readline()", "readuntil(())", "readuntil(b'')", "readuntil((b'', b'x'))"]),
        (b"aXXbXc", True, ["readuntil((b'XXb', b'X'))", "readuntil((b'bX', b'X'))", "readuntil(bytearray(b'c'))"]),
    ]:
        reader = asyncio.StreamReader(limit=8)
        reader.feed_data(data)
        if eof:
            reader.feed_eof()
        print("--", data[:30], reader)
        for text in calls:
            if text == "at_eof_":
                print(reader.at_eof())
            else:
                print(text, await attempt("reader." + text, reader))
        print(reader.at_eof(), reader.exception())

    reader = asyncio.StreamReader()
    waiting = [asyncio.create_task(attempt("reader.readline()", reader)), asyncio.create_task(attempt("reader.read(1)", reader))]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reader.feed_data(b"par")
    await asyncio.sleep(0)
    reader.feed_data(b"ts\nnext")
    print(await waiting[0], await waiting[1], await reader.read(100))
    waiting = asyncio.create_task(attempt("reader.readexactly(4)", reader))
    await asyncio.sleep(0)
    waiting.cancel()
    print(await asyncio.gather(waiting, return_exceptions=True))
    reader.feed_data(b"after")
    print(await reader.read(100))
    waiting = asyncio.create_task(attempt("reader.readuntil(b'q')", reader))
    await asyncio.sleep(0)
    reader.set_exception(ConnectionResetError("gone"))
    print(await waiting, await attempt("reader.read()", reader), reader)

    reader = asyncio.StreamReader()
    for piece in b"1\n2", b"\n", b"3":
        reader.feed_data(piece)
    reader.feed_eof()
    print([line async for line in reader])
    for wrong in (lambda: asyncio.StreamReader(limit=0), lambda: reader.feed_data(b"x")):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)


class Transport(asyncio.Transport):
    def pause_reading(self):
        print("paused")

    def resume_reading(self):
        print("resumed")


async def flow():
    reader = asyncio.StreamReader(limit=4)
    reader.set_transport(Transport())
    reader.feed_data(b"12345678")
    reader.feed_data(b"9")
    print(await reader.read(2), await reader.read(2), await reader.read(1))
    try:
        reader.set_transport(Transport())
    except AssertionError as error:
        print(error)

    class Unable(Transport):
        def pause_reading(self):
            raise NotImplementedError

    reader = asyncio.StreamReader(limit=1)
    reader.set_transport(Unable())
    reader.feed_data(b"123")
    print(await reader.read())if reader.at_eof() else print(await reader.read(3))


asyncio.run(main())
asyncio.run(flow())
