# bytes: construction, indexing, searching, splitting, case, hex, decode, repr, errors.
for args in ((), (3,), (b"x",), ([1, 2, 255],), (range(3),), ("é", "utf-8"), ("é", "ascii", "replace"),
             (bytearray(b"ba"),), (memoryview(b"mv"),), ((x for x in (65, 66)),), (True,), (0,)):
    print(bytes(*args), end=" ")
print()
for args in ((-1,), ([256],), ([-1],), (["a"],), ("a",), (1.5,), (None,), (b"a", "ascii"), ([1.5],),
             (5, "ascii"), ("a", 5), ([[]],), (object(),), ({1: "a"}, 1), ("é", "ascii")):
    try:
        print(bytes(*args))
    except Exception as error:
        print(type(args[0]).__name__, args[1:], type(error).__name__, ascii(str(error)))
b = b"hello world"
print(b[0], b[-1], b[1:3], b[::-1], b[::2], len(b), list(b[:3]), b + b"!", b * 2, 2 * b"x",
      b == b"hello world", b < b"help", 104 in b, b"lo w" in b, b"" in b, hash(b) == hash(b"hello world"),
      b.count(b"o"), b.count(111), b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"w"),
      b.rindex(b"l", 0, 5), b.find(b"x"))
print(b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.split(None, 1), b.partition(b" "), b.rpartition(b"x"),
      b"a\nb\r\nc\rd\x0be".splitlines(), b"a\n".splitlines(True), b",".join([b"a", bytearray(b"b"),
          memoryview(b"c")]), b"  x ".strip(), b"xxaxx".strip(b"x"), b"abc".lstrip(b"ba"),
      b"abc".rstrip(b"cx"))
print(b.upper(), b"HeLLo".lower(), b.title(), b.capitalize(), b"aBc\xe9".swapcase(), b.replace(b"o", b"0"),
      b.replace(b"l", b"", 2), b.startswith(b"he"), b.startswith((b"x", b"h")), b.endswith(b"ld"),
      b.center(15, b"*"), b"a".ljust(3), b"a".rjust(3, b"-"), b"-5".zfill(4), b"a\tb".expandtabs(4),
      b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"AB".isupper(), b"ab".islower(),
      b"Ab Cd".istitle(), b"\x7f".isascii(), b"\x80".isascii(), b"".isalpha(), b"\xe9".isalpha())
print(b"\x00\xff".hex(), b"\x01\x02\x03\x04".hex("-"), b"\x01\x02\x03\x04\x05".hex(":", 2),
      b"\x01\x02\x03".hex("_", -2), bytes.fromhex("00 ff0A"), bytes.fromhex("1213"), bytes.fromhex(""),
      b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abcabc".translate(None, b"b"),
      b"abc".translate(bytes.maketrans(b"", b""), delete=b"a"))
print(repr(b"\x00\t\n\r\\'\x7f\x80\xff"), repr(b'"'), repr(b"'\""), repr(b"'"), str(b"a"), f"{b'x'!r}",
      b"%s" % b"x", b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff\xfeA\x00".decode("utf-16"),
      b"\xef\xbb\xbfx".decode("utf-8-sig"), b"ab".decode(encoding="ascii", errors="strict"))
for data in (b"\xff", b"a\xc3", b"\xc3\x28", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\x80",
             b"\xf5\x80\x80\x80", b"\x80abc", b"\xe2\x28\xa1", b"\xf0\x90\x28\xbc", b"ok\xf8\xfc"):
    row = []
    for handler in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
        try:
            row.append(ascii(data.decode("utf-8", handler)))
        except UnicodeDecodeError as error:
            row.append(f"{error.reason} {error.start}-{error.end}")
    print(data, *row, sep=" | ")
for action in ("b'a' + 'b'", "b'a' + [1]", "b'a' * b'b'", "b'a' < 'a'", "b'a'[1]", "bytes(1)['x']",
               "'a' in b'a'",
               "256 in b'a'", "b'a'.find('a')", "b'a'.find(256)", "b'a'.index(b'x')", "b'a'.split('a')",
               "b'a'.split(b'')", "b','.join(['a'])", "b','.join([1])", "b'a'.replace('a', 'b')",
               "b'a'.startswith('a')", "b'a'.startswith((b'a', 1))", "bytes.fromhex('0')",
               "bytes.fromhex('zz')", "bytes.fromhex('é')", "bytes.fromhex(5)", "b'a'.hex('ab')",
               "b'a'.hex(1)", "b'a'.translate(b'x')", "bytes.maketrans(b'a', b'')", "b'a'.center(5, b'xy')",
               "b'a'.decode('nope')", "b'\\xff'.decode('ascii')", "b'a'.decode(5)", "b'a'.strip('a')",
               "b'a'.join(5)", "b'a'.zfill('a')", "b'a'[0] = 1", "b'a' % 'x'", "b'a'.isdecimal()",
               "bytes(10).find(0, 'a')", "b'a'.encode()", "int(b'a')", "b'a' == 'a'", "ord(b'a')",
               "b'%d' % 'x'", "b'abc'.count(b'', 1)", "bytes([1])[True]"):
    try:
        print(action, "=", eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")


class B:
    def __bytes__(self): return b"from __bytes__"


class BadB:
    def __bytes__(self): return "str"


class Sub(bytes): pass


print(bytes(B()), type(bytes(Sub(b"x"))).__name__, type(Sub(b"x") + b"y").__name__, Sub(b"abc")[1:],
      type(Sub(b"abc")[:]).__name__, Sub.fromhex("41"), type(Sub.fromhex("41")).__name__)
try:
    bytes(BadB())
except TypeError as error:
    print(error)
