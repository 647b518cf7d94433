# memoryview: slices share memory, casts, item types, comparison, release, read-only views,
# attributes, errors.
data = bytearray(b"abcdefgh")
m = memoryview(data)
print(m[0], m[-1], m[2:4].tobytes(), bytes(m[::2]), list(m[:3]), len(m), m.nbytes, m.itemsize, m.format,
      m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m.c_contiguous, m.obj is data, m.suboffsets)
m[0] = 65
m[1:3] = b"BC"
m[-2:] = memoryview(b"GH")
print(data, m == data, m == b"ABCdefGH", m != b"x", m.tolist()[:3], m.hex(), m[::-1].tobytes(),
      m[2:6][1:3].tobytes(), 100 in m, m.tobytes() == bytes(m))
ro = memoryview(b"bytes")
print(ro.readonly, hash(ro) == hash(b"bytes"), ro == memoryview(bytearray(b"bytes")), ro[1:].readonly,
      m.toreadonly().readonly, {ro: 1}[b"bytes"])
ints = m.cast("I")
print(len(ints), ints.itemsize, ints.format, ints.shape, ints[0] == int.from_bytes(data[:4],
    __import__("sys").byteorder), ints.nbytes)
ints[1] = 0
print(data)
shorts = m.cast("h")
shorts[0] = -2
print(shorts[0], shorts.tolist()[2:], m.cast("B").tolist()[:2],
      [memoryview(bytes(8)).cast(f).itemsize for f in "bBhHiIqQfdc?"])
grid = memoryview(bytes(range(12))).cast("B", (3, 4))
print(grid.shape, grid.strides, grid.ndim, grid[1, 2], grid.tolist(), grid.nbytes, len(grid),
      grid.cast("B").shape)
d = memoryview(bytearray(16)).cast("d")
d[0], d[1] = 1.5, -2.5
print(d.tolist(), d[0] + d[1], memoryview(b"ab").cast("c").tolist(),
      memoryview(b"\x00\x01").cast("?").tolist())
for code in ("m[100]", "m['a']", "m[0] = 256", "m[0] = 'a'", "m[0] = b'a'", "m[0:2] = b'abc'",
             "m[0:2] = 'ab'", "ro[0] = 1", "ro[0:1] = b'x'", "hash(m)", "del m[0]", "m.cast('x')",
             "m.cast('I')[5]", "memoryview(bytes(7)).cast('I')", "memoryview('a')", "memoryview(5)",
             "memoryview()", "m + m", "m * 2", "m < m", "m.append(1)", "grid[0]", "grid[5, 0]",
             "grid[0, 0, 0]", "m[1, 2]", "m[::0]", "m[0] = 1.5", "ints[0] = -1", "ints[0] = 2 ** 32",
             "d[0] = 'a'", "m.cast('B', (3, 3))", "m.cast('BB')", "m.x", "grid[1:2, 0]", "m[::2].cast('B')"):
    try:
        print(code, "->", eval(code) if " = " not in code and "del" not in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
view = memoryview(b"to release")
sub = view[3:]
view.release()
print(sub.tobytes())
for action in (lambda: view[0], lambda: view.tobytes(), lambda: len(view), lambda: view.nbytes,
               lambda: view == view, lambda: repr(view).split(" at ")[0], lambda: view.release(),
               lambda: bytes(view), lambda: list(view)):
    try:
        print(action())
    except ValueError as error:
        print(error)
with memoryview(data) as w:
    print(w.tolist()[:2])
try:
    w[0]
except ValueError as error:
    print(error)
with memoryview(data) as outer:
    inner = memoryview(outer)
    print(inner[0] == outer[0], inner.obj is data)
    inner.release()
print(memoryview(b"") == b"", bool(memoryview(b"")), bool(memoryview(b"\0")),
      list(reversed(memoryview(b"abc"))), b"".join([memoryview(b"x"), b"y"]), bytearray(memoryview(b"z")),
      int.from_bytes(memoryview(b"\x01\x00")), repr(memoryview(b"")).split(" at ")[0],
      memoryview(b"ab") == memoryview(b"ab").cast("b"), memoryview(b"abc")[::2] == b"ac",
      isinstance(m, memoryview), str(m, "latin-1")[3:6])
