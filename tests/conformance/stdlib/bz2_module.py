# bz2: whole texts, pieces of any size, several streams, files of every mode, and what is refused.
# needs: _bz2
import bz2
import copy
import io
import os
import tempfile

text = b"".join(b"%d bottles of beer on the wall\n" % n for n in range(20000))
noise = bytes((n * n * 31 + n) >> 3 & 255 for n in range(200000))
for level in (1, 5, 9):
    packed = bz2.compress(text, level)
    print(level, packed[:4], len(packed) < len(text) // 4, bz2.decompress(packed) == text)
print(bz2.decompress(bz2.compress(b"")), bz2.decompress(b""), bz2.decompress(bz2.compress(b"one") + bz2.compress(b"two") + b"rest"))

# In pieces: how many bytes each call gives, and when more input is wanted.
compressor = bz2.BZ2Compressor(1)
pieces = [compressor.compress(noise[n : n + 50000]) for n in range(0, len(noise), 50000)] + [compressor.flush()]
print([len(piece) for piece in pieces], bz2.decompress(b"".join(pieces)) == noise)
packed = bz2.compress(text)
decompressor = bz2.BZ2Decompressor()
print([len(decompressor.decompress(packed[n : n + 9000])) for n in range(0, len(packed), 9000)], decompressor.eof, decompressor.unused_data, decompressor.needs_input)
decompressor = bz2.BZ2Decompressor()
sizes = [len(decompressor.decompress(packed + b"tail", 100000))]
while not decompressor.eof:
    sizes.append((len(decompressor.decompress(b"", max_length=70000)), decompressor.needs_input))
print(sizes, decompressor.unused_data, decompressor.needs_input)
decompressor = bz2.BZ2Decompressor()
print(decompressor.decompress(packed[:10], 0), decompressor.needs_input, decompressor.decompress(packed[10:], 0), decompressor.needs_input, len(decompressor.decompress(b"", -5)))
print(bytes(bz2.BZ2Decompressor().decompress(memoryview(bytearray(bz2.compress(b"any buffer"))))))

# Files
path = os.path.join(tempfile.mkdtemp(), "file.bz2")
with bz2.open(path, "wt", encoding="utf-8", newline="\n") as file:
    print(file.write("líne one\nline two\n"), type(file).__name__)
with bz2.BZ2File(path, "ab") as file:
    print(file.mode, file.writable(), file.readable(), file.seekable(), file.write(memoryview(b"more\n")), file.writelines([b"a\n", b"b\n"]), file.tell(), file.name == path)
with bz2.open(path) as file:
    print(file.mode, file.readline(), file.peek(3)[:3], file.tell(), file.read1(4), file.readlines(3), file.seek(0), file.read(5), file.seek(-2, 2), file.read(), file.seek(1, 0), file.seek(2, 1))
    buffer = bytearray(6)
    print(file.readinto(buffer), buffer, list(file))
with bz2.open(path, "rt", encoding="utf-8") as file:
    print(file.readlines())
print(file.closed, file.buffer.closed)
below = io.BytesIO(packed[:-5])
with bz2.open(below) as file:
    try:
        file.read()
    except EOFError as error:
        print(error)
print(below.closed, bz2.open(io.BytesIO(bz2.compress(b"x") * 3 + b"no stream")).read())

for call in ("BZ2Compressor(0)", "BZ2Compressor(10)", "BZ2Compressor('a')", "BZ2Compressor(1, 2)", "BZ2Compressor(compresslevel=3)", "BZ2Decompressor(1)", "BZ2Decompressor(a=1)",
             "BZ2Compressor().compress()", "BZ2Compressor().compress('a')", "BZ2Decompressor().decompress('a')", "BZ2Decompressor().decompress(b'', 'a')",
             "BZ2Decompressor().decompress(b'not bzip2')", "BZ2Decompressor().decompress(packed[:-2] + b'zz')", "decompress(packed[:-2])", "decompress(b'x')", "decompress(None)",
             "compressor.flush()", "compressor.compress(b'x')", "decompressor.decompress(b'x')", "BZ2File(5)", "BZ2File(path, 'q')", "BZ2File(path, 'wt')", "BZ2File(path, compresslevel=0)",
             "BZ2File(path, 'x')", "open(path, 'rbt')", "open(path, encoding='utf-8')", "open(path, 'rb', newline='')", "open(path).write(b'x')", "open(path).readline(1.5)",
             "open(path).seek(0, 9)", "open(io.BytesIO(), 'w').read()", "open(io.BytesIO(), 'w').seek(0)", "open(io.BytesIO(), 'w').write('text')", "file.read()",
             "BZ2Compressor.x", "BZ2Compressor().__reduce_ex__(4)", "BZ2Decompressor().__reduce_ex__(2)"):
    try:
        print(call, eval(call if call.startswith(("compressor", "decompressor", "file")) else "bz2." + call))
    except Exception as error:
        print(call, type(error).__name__, str(error).replace(path, "PATH"))
