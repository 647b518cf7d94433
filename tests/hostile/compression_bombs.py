# limit: memory=64M deadline=60 recursion=1000 ; outcome: ok
# bz2, lzma and gzip: little input that becomes much, dictionaries and options that no memory holds, damaged streams, streams used by many threads.
import bz2
import gzip
import io
import lzma
import random
import threading


def refused(function, *args, error=MemoryError, **keywords):
    try:
        function(*args, **keywords)
    except error:
        return
    raise AssertionError((function, args))


def bomb(compressor, megabytes):
    return b"".join([compressor.compress(bytes(1 << 20)) for _ in range(megabytes)] + [compressor.flush()])


bz2_bomb = bomb(bz2.BZ2Compressor(9), 100)
xz_bomb = bomb(lzma.LZMACompressor(preset=0), 100)
for module, data in ((bz2, bz2_bomb), (lzma, xz_bomb)):
    refused(module.decompress, data)
    refused(module.open(io.BytesIO(data)).read)
    with module.open(io.BytesIO(data)) as file:
        assert sum(len(file.read(1 << 16)) for _ in range(1600)) == 100 << 20
        assert not file.read(1)
    # Bombs in a row, and one in another.
    refused(module.decompress, data * 20)
    refused(lambda: module.decompress(module.decompress(bz2.compress(data) if module is bz2 else lzma.compress(data, preset=0))))
gzip_bomb = gzip.compress(bytes(1 << 24))
refused(gzip.decompress, gzip_bomb * 10)
refused(gzip.open(io.BytesIO(gzip_bomb * 10)).read)

# A decompressor that is asked for a byte at a time does not copy what waits each time.
decompressor = bz2.BZ2Decompressor()
decompressor.decompress(bytes(bz2_bomb) + bytes(1 << 24), 1)
for _ in range(20000):
    assert len(decompressor.decompress(b"", 1)) == 1
decompressor = lzma.LZMADecompressor()
decompressor.decompress(xz_bomb + bytes(1 << 24), 1)
for _ in range(20000):
    assert len(decompressor.decompress(b"", 1)) == 1

# Dictionaries
refused(lzma.LZMACompressor, preset=9)
refused(lzma.compress, b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])
raw = [{"id": lzma.FILTER_LZMA2, "dict_size": (1 << 32) - 1}]
refused(lzma.decompress, b"\x01\x00\x02abc\x00", lzma.FORMAT_RAW, None, raw)
refused(lzma.decompress, b"\x5d\xff\xff\xff\xff" + b"\xff" * 8 + bytes(100), error=(MemoryError, lzma.LZMAError))
refused(lambda: [bz2.BZ2Compressor() for _ in range(1000)])
refused(lambda: [lzma.LZMADecompressor() for _ in iter(int, 1)])


# Damaged streams end in an error or as they would have.
rng = random.Random(5)
text = bytes(rng.randrange(64) for _ in range(20000))
for module, errors in ((bz2, (OSError, EOFError, ValueError)), (lzma, (lzma.LZMAError, EOFError)), (gzip, (OSError, EOFError, gzip.zlib.error))):
    packed = lzma.compress(text, preset=0) if module is lzma else module.compress(text)
    for _ in range(300):
        damaged = bytearray(packed)
        for _ in range(rng.randrange(1, 4)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        del damaged[rng.randrange(len(damaged) // 2, len(damaged) * 2) :]
        try:
            module.decompress(bytes(damaged))
        except (*errors, MemoryError):
            pass


# One stream that many threads use: each gets what it would have got alone, whoever is next.
for make in (lambda: bz2.BZ2Compressor(1), lambda: lzma.LZMACompressor(preset=0), lambda: gzip.zlib.compressobj(wbits=31)):
    compressor, pieces = make(), []
    lock = threading.Lock()

    def work():
        for _ in range(20):
            with lock:
                pieces.append(compressor.compress(text))
            compressor.compress(b"")

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
for make, data in ((bz2.BZ2Decompressor, bz2_bomb), (lzma.LZMADecompressor, xz_bomb), (lambda: gzip.zlib._ZlibDecompressor(wbits=31), gzip_bomb)):
    decompressor, counts = make(), []
    decompressor.decompress(data, 1)

    def work():
        for _ in range(50):
            counts.append(len(decompressor.decompress(b"", 1000)))

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 250000


class File:
    """Gives what no file gives."""

    def __init__(self, *results):
        self.results = list(results)

    def read(self, size):
        return self.results.pop(0) if self.results else b""

    def seekable(self):
        return True

    def seek(self, *args):
        self.results = [1]


for module in (bz2, lzma, gzip):
    for results in ((None,), (1,), ("text",), (bytearray(b"x"),), ([],), (b"\x1f\x8b\x08", "text")):
        refused(module.open(File(*results)).read, error=Exception)
