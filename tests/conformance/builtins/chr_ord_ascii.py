# chr, ord, ascii, bin, oct, hex over their whole range and beyond it.
print([chr(i) for i in (0, 9, 65, 127, 233, 8364)], [ord(c) for c in "\0Aé€😀"], ord(b"a"),
      ord(bytearray(b"z")), chr(0x10FFFF), ascii(chr(0xD800)), ord("\ud800"), chr(True))
print(ascii("aé€😀\n\x7f\x80'"), ascii(["é", {"ü": "ö"}]), ascii(None), ascii(1.5), ascii("\\"), ascii("'\""))
print([f(n) for f in (bin, oct, hex) for n in (0, 1, -1, 255, -256, 2 ** 70, True)])
ok = all(ord(chr(i)) == i for i in range(0, 0x110000, 997))
print(ok, "".join(map(chr, range(97, 123))), sum(map(ord, "hello")),
      "".join(chr(ord(c) ^ 0x20) for c in "Hello"), sorted("aZé😀", key=ord), max("aé", key=ord))


class A:
    def __repr__(self): return "rëpr"
    def __index__(self): return 66


print(ascii(A()), [ascii(A())], chr(A()), hex(A()), f"{A()!a}", "%a" % A())
for code in ("chr(-1)", "chr(0x110000)", "chr('a')", "chr(1.5)", "chr(2 ** 70)", "chr()", "ord('')",
             "ord('ab')", "ord(65)", "ord(b'')", "ord(b'ab')", "ord(None)", "bin(1.5)", "hex('a')",
             "oct(None)", "ascii()", "bin(A())", "chr(None)", "ord(['a'])", "hex(2.0)"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
