# zlib: whole texts and pieces, limits on output, dictionaries, raw and gzip streams, what is left over, and errors in its words.
# needs: zlib
import copy
import zlib

text = b"the quick brown fox jumps over the lazy dog. " * 200


def attempt(name, function, *args, **keywords):
    try:
        print(name, function(*args, **keywords))
    except Exception as error:
        print(name, type(error).__module__, type(error).__name__, error)


for level in (-1, 0, 1, 9):
    packed = zlib.compress(text, level)
    print(level, len(packed) < len(text), zlib.decompress(packed) == text)
for wbits in (-15, 15, 31, 9):
    packed = zlib.compress(text, wbits=wbits)
    print(wbits, zlib.decompress(packed, wbits=wbits) == text, packed[:2] == b"\x1f\x8b")
print(zlib.decompress(zlib.compress(b"")), zlib.decompress(zlib.compress(text), bufsize=1) == text)
packed = zlib.compress(text)
attempt("level", zlib.compress, b"x", 10)
attempt("cut", zlib.decompress, packed[:-3])
attempt("garbage", zlib.decompress, b"not compressed")
attempt("header", zlib.decompress, packed, -15)
attempt("sum", zlib.decompress, packed[:-1] + bytes([packed[-1] ^ 1]))
attempt("bufsize", zlib.decompress, packed, 15, -1)
attempt("str", zlib.compress, "x")
attempt("none", zlib.compress)

c = zlib.compressobj(level=6, zdict=b"quick brown")
pieces = [c.compress(text[:100]), c.flush(zlib.Z_SYNC_FLUSH), c.compress(text[100:200])]
other = c.copy()
pieces += [c.compress(text[200:]), c.flush()]
d = zlib.decompressobj(zdict=b"quick brown")
whole = b"".join(pieces)
print(d.decompress(whole + b"rest") == text, d.eof, d.unused_data, d.unconsumed_tail)
attempt("over", c.compress, b"x")
attempt("copied", lambda: zlib.decompressobj(zdict=b"quick brown").decompress(b"".join(pieces[:3]) + other.flush()) == text[:200])
attempt("no dictionary", zlib.decompressobj().decompress, whole)
attempt("wrong dictionary", zlib.decompressobj(zdict=b"slow").decompress, whole)
attempt("kind of dictionary", zlib.decompressobj, zdict="text")
attempt("options", zlib.compressobj, 42)
attempt("options", zlib.decompressobj, 1)

d = zlib.decompressobj()
got = [d.decompress(packed, 100)]
while d.unconsumed_tail:
    got.append(d.decompress(d.unconsumed_tail, 100))
print(max(map(len, got)), (b"".join(got) + d.flush()) == text, d.eof)
attempt("negative", d.decompress, b"", -1)
attempt("length", d.flush, 0)
d = zlib.decompressobj()
first = d.decompress(packed, 10)
twin = copy.deepcopy(d)
print(first + d.flush() == text, first + twin.flush() == text)

r = zlib._ZlibDecompressor()
got = r.decompress(packed[:20], max_length=5)
print(got, r.needs_input, r.eof)
while not r.eof:
    got += r.decompress(b"" if not r.needs_input else packed[20:] + b"more", 64)
print(got == text, r.unused_data)
attempt("end", r.decompress, b"")
attempt("make", type(c))
print(zlib.crc32(b"123456789"), zlib.adler32(b"123456789"), zlib.crc32(b"56789", zlib.crc32(b"1234")), zlib.adler32(b"", -1), zlib.crc32(b"", 1 << 40))
print(zlib.error.__mro__, zlib.MAX_WBITS, zlib.DEFLATED, zlib.Z_BEST_COMPRESSION, type(r))
