# bytearray: everything bytes has, in place changes, slices, self assignment, export locks, errors.
for args in ((), (3,), (b"x",), ([1, 2],), ("é", "utf-8"), (range(3),)):
    print(bytearray(*args), end=" ")
print()
b = bytearray(b"hello")
b[0] = 72
b[-1] = ord("O")
print(b, b[1:3], type(b[1:3]).__name__, len(b), b == b"HellO", b"HellO" == b, b != bytearray(b"x"), b < b"I",
      list(b), 101 in b, b"el" in b)
b.append(33)
b.extend(b"??")
b.extend([46, 46])
b += b"+"
b.insert(0, 62)
b.insert(100, 60)
b.insert(-1, 45)
print(b, b.pop(), b.pop(0), b.pop(-2), b)
b.remove(33)
b.reverse()
print(b, b.count(b"?"), b.index(108), b.copy() == b, b.copy() is b)
b *= 2
print(b, b * 0, 2 * bytearray(b"z"))
b[2:5] = b"ABCDEF"
print(b)
b[::2] = bytes(len(b[::2]))
print(b)
b[1:1] = [1, 2, 3]
b[-2:] = b""
b[:3] = bytearray(b"xyz")
print(b)
del b[0], b[1:4], b[::3]
print(b)
c = bytearray(b"abc")
c[1:2] = c
print(c)
c[:] = c[::-1]
c += bytes(c)
c.extend(c)
print(c)
c[::2] = c[1::2]
print(c)
c.clear()
print(c, bool(c), bytearray(b"x") or 1)
print(bytearray(b"aXb").split(b"X"), bytearray(b" a ").strip(), bytearray(b"ab").upper(),
      bytearray(b",").join([b"1", b"2"]), bytearray(b"ab").hex(), bytearray.fromhex("4142"),
      bytearray(b"ab").decode(), bytearray(b"a%d") % 5, bytearray(b"abc").replace(b"b", b"--"),
      bytearray(b"a-b").partition(b"-"), bytearray(b"ab").translate(None, b"a"),
      bytearray(b"ab").center(6, b"."))
print(repr(bytearray(b"'\"\\\x00\xff")), str(bytearray(b"x")), bytes(bytearray(b"x")),
      sorted(bytearray(b"cab")), bytearray(b"a") + b"b", type(bytearray(b"a") + b"b").__name__,
      type(b"a" + bytearray(b"b")).__name__, list(reversed(bytearray(b"ab"))))
for code in ("b[0] = 256", "b[0] = -1", "b[0] = 'a'", "b[0] = b'a'", "b[10] = 1", "b[0:1] = 5",
             "b[0:1] = 'a'", "b[0:1] = [256]", "b[::2] = b'abcdef'", "b.append(256)", "b.append('a')",
             "b.append(b'a')", "b.extend('a')", "b.extend(5)", "b.extend([1, 'a'])", "b.pop(10)",
             "bytearray().pop()", "b.remove(200)", "b.remove('a')", "b.insert('a', 1)", "b.insert(0, 300)",
             "hash(b)", "{b}", "b + 'a'", "b += 'a'", "b += 5", "b * 'a'", "del b[10]", "b['a']",
             "b['a'] = 1", "bytearray(-1)", "bytearray('a')", "bytearray([300])", "b.index(5)", "b[0] = 1.5",
             "b.decode('x')", "b.nothing", "b < 'a'", "b.sort()"):
    b = bytearray(b"abc")
    try:
        print(code, "->", eval(code) if "=" not in code and "del" not in code else exec(code), b)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}", b)
b = bytearray(b"exported")
with memoryview(b) as m:
    m[0] = 69
    for change in (lambda: b.append(1), lambda: b.pop(), lambda: b.clear(), lambda: b.extend(b"x"),
                   lambda: b.__setitem__(slice(0, 1), b"xy"), lambda: b.insert(0, 1),
                   lambda: b.__delitem__(0), lambda: b.__iadd__(b"x")):
        try:
            change()
            print("changed")
        except BufferError as error:
            print(error, end="; ")
    b[1] = 88
    print(m.tobytes(), b)
b.append(33)
print(b)
it = iter(b)
print(next(it))
b.extend(b"more")
print(bytes(it))
