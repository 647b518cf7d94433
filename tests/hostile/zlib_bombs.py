# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# needs: zlib
# zlib: little input that becomes much, streams that are copied without end, dictionaries and sizes that no memory holds.
import zlib

maker = zlib.compressobj(9)
bomb = b"".join(maker.compress(bytes(1 << 20)) for _ in range(200)) + maker.flush()


def refused(function, *args):
    try:
        function(*args)
    except MemoryError:
        return
    raise AssertionError(function)


refused(zlib.decompress, bomb)
refused(zlib.decompress, bomb, 15, 1 << 62)
reader = zlib.decompressobj()
refused(reader.decompress, bomb)
reader = zlib.decompressobj()
left = bomb
total = 0
while left:
    total += len(reader.decompress(left, 1 << 16))
    left = reader.unconsumed_tail
assert total + len(reader.flush()) == 200 << 20


def copies():
    held = [zlib.compressobj()]
    while True:
        held.append(held[-1].copy())


refused(copies)
refused(lambda: zlib.compressobj(zdict=bytes(1 << 40)))
assert zlib.decompress(zlib.compress(b"still here")) == b"still here"
