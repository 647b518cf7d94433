# gzip: whole texts, members, headers, files of every mode, and what is refused.
# needs: zlib
import gzip
import io
import os
import tempfile
import warnings

text = b"".join(b"%d bottles of beer on the wall\n" % n for n in range(20000))
for level in (0, 1, 6, 9):
    packed = gzip.compress(text, level, mtime=1700000000)
    print(level, packed[:10], gzip.decompress(packed) == text)
print(gzip.decompress(gzip.compress(b"one") + b"\0\0" + gzip.compress(b"two")), gzip.decompress(b""), gzip.decompress(gzip.compress(b"")))

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file.txt.gz")
with gzip.open(path, "wt", encoding="utf-8", newline="\n") as file:
    print(file.write("líne one\nline two\n"), type(file).__name__)
with gzip.GzipFile(path, "ab", mtime=12345) as file:
    print(file.mode, file.writable(), file.readable(), file.seekable(), file.write(memoryview(b"more\n")), file.tell(), file.seek(3, 1), file.tell(), file.name == path, file.flush())
with open(path, "rb") as file:
    print(file.read(4), len(file.read(4)), file.read(10))
with gzip.open(path) as file:
    print(file.mode, file.mtime, file.readline(), file.mtime is None, file.peek(3)[:3], file.tell(), file.read1(4), file.readlines(3), file.seek(0), file.read(5),
          file.seek(-2, 2), file.read(), file.seek(1, 0), file.seek(2, 1), file.rewind(), file.read(3))
    print(repr(file).startswith("<gzip _io.BufferedReader name="), file.fileno() == file.fileobj.fileno())
with gzip.open(path, "rt", encoding="utf-8") as file:
    print(file.readlines())
below = io.BytesIO()
with gzip.GzipFile("dir/näme.gz", "w", 9, below, 0) as file:
    for n in range(3):
        file.write(text)
    file.seek(len(text) * 3 + 100000)
print(below.closed, below.getvalue()[:17], len(gzip.decompress(below.getvalue())), gzip.open(io.BytesIO(below.getvalue())).seek(0, 2))
below = io.BytesIO()
gzip.GzipFile("名前", "w", fileobj=below, mtime=0).close()
print(below.getvalue())

# Headers with everything that may stand in them
header = b"\x1f\x8b\x08\x1e" + bytes(4) + b"\0\xff" + b"\x03\0abc" + b"name\0" + b"comment\0" + b"\1\2"
print(gzip.decompress(header + gzip.compress(b"text", mtime=0)[10:]), gzip.open(io.BytesIO(header + gzip.compress(b"text", mtime=0)[10:] + bytes(20))).read())
packed = gzip.compress(b"text" * 100, mtime=0)
for damaged in (packed[:-8] + bytes(8), packed[:-4] + bytes(4), packed[:-3], packed[:20], packed[:5], packed[:2], packed[:1], b"no gzip", packed + b"trailing", b"\x1f\x8b\x09" + packed[3:],
                packed[:12] + b"zzzzzz" + packed[18:]):
    for read in (gzip.decompress, lambda data: gzip.open(io.BytesIO(data)).read()):
        try:
            print(read(damaged))
        except Exception as error:
            print(type(error).__name__, error)
print(gzip.BadGzipFile.__mro__)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    gzip.GzipFile(fileobj=open(os.path.join(folder, "other"), "wb")).close()
print([(each.category, str(each.message)) for each in caught if each.category is FutureWarning])

file = gzip.open(path)
writer = gzip.open(io.BytesIO(), "w")
for call in ("gzip.GzipFile()", "gzip.GzipFile(path, 'q')", "gzip.GzipFile(path, 'rt')", "gzip.open(5)", "gzip.open(path, 'rbt')", "gzip.open(path, encoding='utf-8')", "gzip.GzipFile(path, 'x')",
             "gzip.compress('x')", "gzip.decompress('x')", "gzip.compress(b'x', 10)", "gzip.open(io.BytesIO(), 'w', 10)", "file.write(b'x')", "file.seek(0, 9)", "writer.read()", "writer.read1()",
             "writer.peek(1)", "writer.seek(0, 2)", "writer.rewind()", "writer.write('text')", "(writer.write(b'abc'), writer.seek(1))", "(file.close(), file.close(), file.closed)", "file.read()",
             "file.readline()", "(writer.close(), writer.write(b'x'))", "writer.flush()", "writer.tell()"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, str(error).replace(path, "PATH"))
