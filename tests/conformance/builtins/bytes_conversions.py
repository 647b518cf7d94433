# bytes and bytearray: __bytes__ of subclasses and of others, what the constructors refuse, bytearray.__init__ again, pickles, and corners of
# hex(), slices and repetition.
def show(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Own(bytes):
    pass


class With:
    def __init__(self, value):
        self.value = value

    def __bytes__(self):
        return self.value


class Text(str):
    def __bytes__(self):
        return b"own"


for kind in (bytes, Own):
    for source in (b"a", Own(b"b"), With(b"c"), With(Own(b"d")), Text("e"), With("no"), With(None)):
        show(lambda: (kind(source), type(kind(source)).__name__))
print(bytes(Text("\u20ac"), "utf-8"), b"x".__bytes__(), type(Own(b"y").__bytes__()).__name__)
for kind in (bytes, bytearray):
    for arguments, keywords in (((0.0,), {}), ((["0"],), {}), ((), {"encoding": "ascii"}), ((), {"errors": "ignore"}), ((0, "ascii"), {}), ((b"", "ascii"), {}),
                                ((0,), {"errors": "ignore"}), (("",), {}), (("",), {"errors": "ignore"}), (("", b"ascii"), {}), (("", "ascii", b"ignore"), {}), (([256],), {})):
        show(lambda: kind(*arguments, **keywords))
again = bytearray(b"abc")
again.__init__("\xe9", "latin-1")
print(again, again.__init__([1, 2]), again, again.__init__(), again)


class Array(bytearray):
    def __init__(self, newarg=1, *args, **kwargs):
        bytearray.__init__(self, *args, **kwargs)
        self.newarg = newarg


print(Array(4, source=b"ab"), Array(4, source=b"ab").newarg)
b = bytearray(b"a\xff")
print([b.__reduce_ex__(protocol) for protocol in (0, 2, 3, 5)], b.__reduce__(), bytearray().__reduce_ex__(4), Own(b"z").__getnewargs__())
for separator in (":", b":", "", "xx", "\xff", b"\x80", None, 3):
    show(lambda: b"\xb9\x01\xef".hex(separator))
x = b"123"
print(x * 1 is x, 1 * x is x, Own(x) * 1 == x, type(Own(x) * 1).__name__)
parts = bytearray(b"x").partition(b"y")
print(parts, parts[1] is parts[2])
b = bytearray(range(10))
view = memoryview(b)
for change in (lambda: b.__setitem__(slice(1, -1, 2), b""), lambda: b.__delitem__(slice(1, -1, 2)), lambda: b.__init__(b"q"), lambda: b.append(1)):
    show(change)
view.release()
b[1:-1:2] = b""
print(b)
