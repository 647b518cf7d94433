# bytes.translate and maketrans, find with ints, splitting on whitespace bytes, case methods leave
# non-ASCII alone.
table = bytes.maketrans(b"abc", b"xyz")
print(len(table), b"aabbcc-d".translate(table), b"aabbcc-d".translate(table, b"-"),
      b"abc".translate(None, b"a"), b"abc".translate(bytes(range(255, -1, -1))),
      bytearray(b"abc").translate(table), bytes.maketrans(b"", b"") == bytes(range(256)),
      bytearray.maketrans(b"a", b"b")[97])
data = bytes(range(256))
print(data.upper()[97:100], data.lower()[65:68], data.swapcase()[65:67], data.title()[0x60:0x64],
      data[200:].upper() == data[200:], data.find(0), data.find(255), data.rfind(65), data.count(7),
      data.index(b"\x10\x11"), len(data.split()), len(data.splitlines()), data.strip()[:3], data.isascii(),
      data[:128].isascii(), sum(data), data.find(b"\xff"), 300 in [1])
print(b"\x0b\x0c \t\n\r x \x1c".split(), b"\x85\xa0 x".split(), b" a b ".split(b" "),
      b"a\x0bb\x1cc\x85d\re".splitlines(), b"A-b c_d".title(), b"it's".title(), b"ABC".capitalize(),
      b"\xe9abc".capitalize(), b"aBC\xc9".swapcase())
for b in (b"", b"abc", b"ABC", b"Abc", b"a1", b"12", b" ", b"a b", b"\xe9", b"\x80", b"A1", b"1A", b"Ab Cd",
          b"a-B"):
    print(b, *(int(f(b)) for f in (bytes.isalpha, bytes.isdigit, bytes.isalnum, bytes.isspace, bytes.isupper,
                                   bytes.islower, bytes.istitle, bytes.isascii)), end="; ")
print()
print(b"%s|%5s|%-5s|%.2s" % (b"a", b"b", b"c", b"defg"), b"%d|%5d|%05d|%+d|%x|%#X|%o" % (1, 2, 3, 4, 255, 255,
    8), b"%c%c" % (65, b"B"), b"%r %a" % ("é", "é"), b"%f %.1e %g" % (1.5, 1.5, 1.5), b"%%",
      b"%(a)d" % {b"a": 1}, b"%b" % bytearray(b"x"), b"%b" % memoryview(b"y"), b"%i%%" % 5)
print(b"a.b.c".rpartition(b"."), b"a.b.c".rsplit(b".", 1), b"abc".rjust(6, b"."), b"abc".ljust(2),
      b"+5".zfill(5), b"--5".zfill(6), b"\t|".expandtabs(3), b"aaa".replace(b"", b"-"),
      b"".replace(b"", b"x"), b"abcabc".replace(b"bc", b"", 1), b"abc".startswith(b"bc", 1),
      b"abc".endswith((b"x", b"bc")), b"a" b"b" * 2, b"".join([]), b"--".join([b"a"]), b"abc".find(b"", 3),
      b"abc".find(b"", 4), b"abc".rfind(b""), b"aXbXc".split(b"X", 1), b"abab".count(b"ab"), b"".split(),
      b"".split(b","), b"".splitlines(), bytes(3).split(b"\0"))
