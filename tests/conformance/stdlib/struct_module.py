# struct: sizes, alignment and byte orders, every kind of item with its limits, buffers and offsets, Struct, and the errors.
import struct


def shown(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return result


pack, unpack = struct.pack, struct.unpack
for code in "bBhHiIlLqQnN":
    for order in ("", "<", ">"):
        row = [shown(pack, order + code, n) for n in (1, -1, 300, 2 ** 31, 2 ** 63, -2 ** 63 - 1)]
        print(order + code, *(each.hex() if isinstance(each, bytes) else each for each in row), sep=" | ")
for code in "efd":
    print(code, *(shown(pack, order + code, x) for x in (1, -0.0, 0.1, 65519.0, 65520.0, 1e-8, 1e39, float("nan"), float("inf")) for order in "<>"))
print(shown(pack, "i", 1.5), shown(pack, "d", "x"), shown(pack, "c", b"a"), shown(pack, "c", b"ab"), shown(pack, "?", []), shown(pack, "P", 5))
print(shown(pack, "3s", b"a"), shown(pack, "3s", bytearray(b"abcd")), shown(pack, "s", "abc"), shown(pack, "5p", b"abcdefgh"), shown(pack, "5p", b"ab"), shown(pack, "0p", b"x"))
print([struct.calcsize(form) for form in ("i", "bi", "<bi", "ib", "ib0i", "bq", "=bq", "@bh", "3x", "10s", "", "0i", "?q", "ci", "xq", "nN", " i  i ", "2h2i")])
for form in ("z", "3", "i3", "<n", "<P", "é", "<i <i", 5, "99999999999999999999", "9223372036854775807i", b"i"):
    print(repr(form), shown(struct.calcsize, form))
print(shown(pack, "ii", 1), shown(pack, "i", 1, 2), shown(pack, "", 1), shown(pack, "3x"), shown(pack, "bi", 1, 2), shown(pack, "<bi", 1, 2))
print(shown(unpack, "i", b"abc"), shown(unpack, "<hh", b"\1\0\xff\xff"), shown(unpack, "<2h", bytearray(b"\1\0\xff\xff")), shown(unpack, "3s", b"abc"),
      shown(unpack, "5p", b"\3abcd"), shown(unpack, "5p", b"\7abcd"), shown(unpack, "?", b"\2"), shown(unpack, "c", b"x"), shown(unpack, "", b""), shown(unpack, "i", "abcd"))
print(shown(unpack, "<e", b"\0\x3c"), shown(unpack, ">f", b"\x3f\x80\0\0"), shown(unpack, "<d", b"\0" * 6 + b"\xf0\x3f"), shown(unpack, "n", b"\xff" * 8), shown(unpack, "N", b"\xff" * 8))
for offset in (0, 4, 6, -4, -3, -9, 9):
    print(offset, shown(struct.unpack_from, "<i", b"\1\0\0\0\2\0\0\0", offset), shown(struct.pack_into, "<i", bytearray(8), offset, 5))
buffer = bytearray(8)
print(shown(struct.pack_into, "<hh", buffer, 2, -1, 256), buffer, shown(struct.pack_into, "i", b"abcd", 0, 5), shown(struct.pack_into, "i", buffer), shown(struct.pack_into, "i"),
      shown(struct.pack_into, "i", buffer, 0), shown(struct.pack_into, "i", buffer, "x", 1), shown(struct.unpack_from, "i", memoryview(b"abcdefgh")[4:]))
rows = struct.iter_unpack("<hb", b"\1\0\2\3\0\4")
print(rows.__length_hint__(), next(rows), rows.__length_hint__(), list(rows), list(rows), shown(struct.iter_unpack, "<h", b"abc"), shown(struct.iter_unpack, "", b""))
form = struct.Struct("<hb")
print(form, form.format, form.size, form.pack(1, 2), form.unpack(b"\1\0\2"), form.unpack_from(b"x\1\0\2", offset=1), form.unpack_from(buffer=b"\1\0\2"),
      list(form.iter_unpack(b"\1\0\2" * 2)), shown(form.pack, 1), shown(form.unpack, b"a"), struct.Struct(b"<i").format, shown(struct.Struct, 5))


class Number:
    def __index__(self): return 7
    def __float__(self): return 2.5


class Only:
    def __index__(self): return 3


class Bad:
    def __index__(self): return "x"


print(pack("<id", Number(), Number()), pack("<d", Only()), shown(pack, "i", Bad()), struct.error.__mro__, struct.error.__module__)
