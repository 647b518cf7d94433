# lzma: the formats, checks and filters, pieces of any size, several streams, files of every mode, and what is refused.
# needs: _lzma
import io
import lzma
import os
import tempfile

text = b"".join(b"%d bottles of beer on the wall\n" % n for n in range(20000))
xz = lzma.compress(text)
for check in (lzma.CHECK_NONE, lzma.CHECK_CRC32, lzma.CHECK_CRC64, lzma.CHECK_SHA256):
    decompressor = lzma.LZMADecompressor()
    print(check, lzma.is_check_supported(check), decompressor.check, decompressor.decompress(lzma.compress(b"text", check=check)), decompressor.check)
for preset in (0, 6, 1 | lzma.PRESET_EXTREME):
    packed = lzma.compress(text, preset=preset)
    print(preset, len(packed) < len(text) // 6, lzma.decompress(packed) == text)
alone = lzma.compress(text, lzma.FORMAT_ALONE)
print(lzma.decompress(alone) == text, lzma.decompress(alone, lzma.FORMAT_ALONE) == text, lzma.LZMADecompressor(lzma.FORMAT_ALONE).check)
chains = [[{"id": lzma.FILTER_LZMA2}],
          [{"id": lzma.FILTER_DELTA, "dist": 5}, {"id": lzma.FILTER_LZMA2, "preset": 7, "dict_size": 1 << 16, "lc": 2, "lp": 1, "pb": 0, "mode": lzma.MODE_FAST, "nice_len": 60,
                                                 "mf": lzma.MF_HC4, "depth": 10}],
          ({"id": lzma.FILTER_X86, "start_offset": 16}, {"id": lzma.FILTER_LZMA2, "preset": 3}),
          [{"id": number} for number in (lzma.FILTER_ARM, lzma.FILTER_SPARC, lzma.FILTER_LZMA2)]]
for chain in chains:
    raw = lzma.compress(text, lzma.FORMAT_RAW, filters=chain)
    print([each["id"] for each in chain], lzma.decompress(raw, lzma.FORMAT_RAW, filters=chain) == text, lzma.decompress(lzma.compress(text, filters=chain)) == text)
print(lzma.decompress(lzma.compress(b"x" * 1000, lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1}])) == b"x" * 1000)
print(lzma.decompress(lzma.compress(b"one") + lzma.compress(b"two", lzma.FORMAT_ALONE) + b"rest"), lzma.decompress(lzma.compress(b"")))
for specifier in ({"id": lzma.FILTER_LZMA2}, {"id": lzma.FILTER_LZMA1, "dict_size": 1 << 20, "lc": 1}, {"id": lzma.FILTER_DELTA, "dist": 9}, {"id": lzma.FILTER_X86},
                  {"id": lzma.FILTER_IA64, "start_offset": 32}):
    encoded = lzma._encode_filter_properties(specifier)
    print(encoded, lzma._decode_filter_properties(specifier["id"], encoded))

# In pieces: how many bytes each call gives, and when more input is wanted.
compressor = lzma.LZMACompressor()
packed = b"".join([compressor.compress(text[n : n + 100000]) for n in range(0, len(text), 100000)] + [compressor.flush()])
print(compressor.__class__, lzma.decompress(packed) == text)
decompressor = lzma.LZMADecompressor()
parts = [decompressor.decompress(xz[n : n + 5000]) for n in range(0, len(xz), 5000)]
print(b"".join(parts) == text, decompressor.eof, decompressor.unused_data, decompressor.needs_input, decompressor.check)
decompressor = lzma.LZMADecompressor()
sizes = [len(decompressor.decompress(xz + b"tail", 100000))]
while not decompressor.eof:
    sizes.append((len(decompressor.decompress(b"", max_length=170000)), decompressor.needs_input))
print(sizes, decompressor.unused_data, decompressor.needs_input)
decompressor = lzma.LZMADecompressor()
print(decompressor.decompress(xz, 0), decompressor.needs_input, len(decompressor.decompress(b"", -5)))

# Files
path = os.path.join(tempfile.mkdtemp(), "file.xz")
with lzma.open(path, "wt", encoding="utf-8", newline="\n") as file:
    print(file.write("líne one\nline two\n"), type(file).__name__)
with lzma.LZMAFile(path, "ab", preset=1) as file:
    print(file.mode, file.writable(), file.readable(), file.seekable(), file.write(memoryview(b"more\n")), file.tell(), file.name == path)
with lzma.open(path) as file:
    print(file.mode, file.readline(), file.peek()[:3], file.tell(), file.read1(4), file.readlines(3), file.seek(0), file.read(5), file.seek(-2, 2), file.read(), file.seek(1, 0), file.seek(2, 1))
with lzma.open(path, "rt", encoding="utf-8") as file:
    print(file.readlines())
print(lzma.open(io.BytesIO(raw), format=lzma.FORMAT_RAW, filters=chain).read() == text)
for damaged in (xz[:-5], xz[:50], b"not xz at all", xz[:100] + b"zzz" + xz[103:]):
    try:
        lzma.open(io.BytesIO(damaged)).read()
    except (EOFError, lzma.LZMAError) as error:
        print(type(error), error)
print(lzma.LZMAError.__mro__)

delta, lzma2, x86 = {"id": lzma.FILTER_DELTA}, {"id": lzma.FILTER_LZMA2}, {"id": lzma.FILTER_X86}
for call in ("LZMACompressor(1, 2, 3, 4, 5)", "LZMACompressor(5)", "LZMACompressor('a')", "LZMACompressor(1, 4, 6, [])", "LZMACompressor(1, 4, 10)", "LZMACompressor(1, 4, -1)",
             "LZMACompressor(1, 4, 2**40)", "LZMACompressor(1, 4, 2**70)", "LZMACompressor(1, 4, 'x')", "LZMACompressor(2, 4)", "LZMACompressor(2, -1, 77)", "LZMACompressor(3)",
             "LZMACompressor(1, 5)", "LZMACompressor(1, 99)", "LZMACompressor(1, filters=[])", "LZMACompressor(1, filters=5)", "LZMACompressor(1, filters=[5])",
             "LZMACompressor(1, filters=[{}])", "LZMACompressor(1, filters=[{'id': 'x'}])", "LZMACompressor(1, filters=[{'id': -1}])", "LZMACompressor(1, filters=[{'id': 77}])",
             "LZMACompressor(1, filters=[lzma2 | {'x': 1}])", "LZMACompressor(1, filters=[lzma2 | {5: 1}])", "LZMACompressor(1, filters=[lzma2 | {'preset': 77}])",
             "LZMACompressor(1, filters=[lzma2 | {'preset': 'a'}])", "LZMACompressor(1, filters=[lzma2 | {'dict_size': 'a'}])", "LZMACompressor(1, filters=[lzma2 | {'dict_size': 2**40}])",
             "LZMACompressor(1, filters=[lzma2 | {'dict_size': 1}])", "LZMACompressor(1, filters=[lzma2 | {'mode': 9}])", "LZMACompressor(1, filters=[delta | {'dist': 'a'}])",
             "LZMACompressor(1, filters=[delta | {'x': 1}])", "LZMACompressor(1, filters=[x86 | {'x': 1}])", "LZMACompressor(1, filters=[delta] * 5)", "LZMACompressor(1, filters=iter([]))",
             "LZMACompressor(2, filters=[lzma2])", "LZMACompressor(1, filters='ab')", "LZMACompressor(1, filters={0: lzma2})", "LZMACompressor(bad=1)", "LZMADecompressor(5)",
             "LZMADecompressor(3)", "LZMADecompressor(3, 5, [])", "LZMADecompressor(1, filters=[])", "LZMADecompressor(1, 'a')", "LZMADecompressor(1, -1)", "LZMADecompressor(1, 2**70)",
             "LZMADecompressor(memlimit=2**64 - 1).check", "decompress(xz, memlimit=1000)", "LZMADecompressor().decompress('a')", "LZMADecompressor().decompress(b'abcdefgh')",
             "decompress(xz[:-1])", "decompress(b'')", "decompress(b'x')", "compressor.flush()", "compressor.compress(b'')", "decompressor.decompress(b'')",
             "_encode_filter_properties(5)", "_encode_filter_properties({})", "_decode_filter_properties(lzma.FILTER_X86, b'12')", "_decode_filter_properties(77, b'12')",
             "_decode_filter_properties('a', b'')", "_decode_filter_properties(-1, b'')", "is_check_supported('a')", "is_check_supported(99)", "LZMAFile(5)", "LZMAFile(path, 'q')",
             "LZMAFile(path, check=1)", "LZMAFile(path, preset=1)", "LZMAFile(path, 'x')", "open(path, 'rbt')", "open(path, encoding='utf-8')", "open(path).write(b'x')",
             "open(io.BytesIO(), 'w').read()", "LZMACompressor().__reduce_ex__(4)"):
    try:
        print(call, eval(call if call.startswith(("compressor", "decompressor")) else "lzma." + call))
    except Exception as error:
        print(call, type(error).__name__, str(error).replace(path, "PATH"))
