# limit: memory=64M recursion=1000 ; outcome: ok
# bytearrays, lists and views that are both source and target of one operation.
b = bytearray(range(200))
b[10:20] = b
b[::2] = b[1::2] if len(b[::2]) == len(b[1::2]) else b[::2]
b[:] = b
b[5:5] = b
for grow in (lambda: b.__iadd__(b), lambda: b.extend(b), lambda: b.__imul__(2)):
    try:
        grow()
    except BufferError:
        pass
b[0:0] = memoryview(b)[:10].tobytes()
m = memoryview(b)
m[1:11] = m[0:10]
m[0:10] = m[1:11]
m[::-1][:5] = m[:5]
for change in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(m), lambda: b.__iadd__(m),
               lambda: b.__setitem__(slice(0, 5), m)):
    try:
        change()
    except BufferError:
        pass
m.release()


class Index:
    def __init__(self, action): self.action = action
    def __index__(self): self.action(); return 5


for use in (lambda: c[Index(c.clear)], lambda: c.__setitem__(Index(c.clear), 5),
            lambda: c.__setitem__(3, Index(c.clear)), lambda: c.insert(Index(c.clear), 1),
            lambda: c.pop(Index(c.clear)), lambda: c.append(Index(c.clear)),
            lambda: c.extend([Index(c.clear)] * 10), lambda: c.__setitem__(slice(Index(c.clear), 20),
                b"x" * 50), lambda: c.__delitem__(slice(Index(c.clear), 20)),
            lambda: c.find(b"x", Index(c.clear)), lambda: c.replace(b"\1", b"y", Index(c.clear)),
            lambda: c.__imul__(Index(c.clear)), lambda: memoryview(c)[Index(c.clear)],
            lambda: c.join([c, c, c]), lambda: c.split(c), lambda: c.translate(bytes(256)),
            lambda: c.startswith((c, c)), lambda: c.__contains__(Index(c.clear)),
            lambda: c.count(Index(c.clear)), lambda: c.hex(":", Index(c.clear)),
            lambda: c.center(Index(c.clear)), lambda: int.from_bytes(c), lambda: bytes(c),
            lambda: c.decode("latin-1"), lambda: c.remove(Index(c.clear))):
    c = bytearray(range(100))
    try:
        use()
    except (IndexError, ValueError, BufferError, TypeError):
        pass
l = list(range(50))
l[10:20] = l
l[::3] = l[1::3] + [0] * (len(l[::3]) - len(l[1::3]))
l.extend(l)
l += l
l[:] = iter(l)
l.insert(0, l)
l.append(l)
