# limit: memory=64M recursion=1000 ; outcome: ok
# NUL bytes, invalid UTF-8, odd encodings and random bytes as source are SyntaxErrors.
sources = [b"x = 1\0", b"\0", b"x = '\xff'", b"\xff\xfe", b"\xed\xa0\x80", b"# coding: nope\nx",
           b"# coding: utf-8\n\xe9", b"\xef\xbb\xbf# coding: latin-1\n", b"x = \x80", b"'\xc3", b"f'{\xff}'",
           "x = '\ud800'", "\ud800 = 1", "\0", "x\0y"]
seed = 1
for n in range(300):
    data = bytearray()
    for _ in range(40):
        seed = seed * 1103515245 + 12345 & 0x7fffffff
        data.append(seed >> 16 & 0xff)
    sources.append(bytes(data))
refused = 0
for source in sources:
    try:
        compile(source, "bytes", "exec")
    except (SyntaxError, UnicodeError):
        refused += 1
assert refused > 250, refused
