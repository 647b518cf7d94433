# memoryview in several dimensions: casts, indexing, assignment, comparison, copies in C and Fortran order, hashes, read-only views.
import array
import itertools


def attempt(what):
    try:
        result = what()
        print(repr(result) if not isinstance(result, memoryview) else ("view", result.format, result.shape, result.strides, result.tolist()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


data = bytes(range(24))
print("casts")
for shape in ([], [24], [2, 12], [2, 3, 4], (4, 3, 2), [1] * 5 + [24], [24, 1], [0, 24], [-1, -24], [2, 3], [2.0, 12], ["a"], [2 ** 62, 2 ** 62], 24, None, [True] * 3 + [24], [1] * 64 + [24]):
    attempt(lambda: memoryview(data).cast("B", shape))
for source, target in itertools.product("cbB?hHiIlLqQnNfdePw", repeat=2):
    try:
        view = memoryview(data).cast(source).cast(target)
        print(source, target, view.shape, view.itemsize, end="; ")
    except Exception as e:
        print(source, target, e, end="; ")
print()
for format in "@B", "@i", "<i", "=B", "", "Bx", "ii", "s", "@", "@@B", "x", "é":
    attempt(lambda: memoryview(data).cast(format).format)
attempt(lambda: memoryview(data)[::2].cast("B"))
attempt(lambda: memoryview(data).cast("B", [2, 12]).cast("B", [12, 2]))
attempt(lambda: memoryview(data).cast("B", [2, 12]).cast("h"))
attempt(lambda: memoryview(data).cast("h").cast("B", [2, 24]))
attempt(lambda: memoryview(b"").cast("B", [1]))
attempt(lambda: memoryview(b"").cast("i"))
attempt(lambda: memoryview(b"abc").cast("i"))

print("items")
m = memoryview(bytearray(data)).cast("B", [2, 3, 4])
print(m.ndim, m.shape, m.strides, m.nbytes, len(m), m.itemsize, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets, m.tolist())
for key in ((1, 2, 3), (-1, -1, -1), (0, 0, 0), (2, 0, 0), (0, 3, 0), (0, 0, 4), (0, 0, -5), (1, 2), (1, 2, 3, 4), (), 0, ..., slice(1), (slice(1), slice(1), slice(1)),
            (0, slice(1), 1), "a", (0, "a", 1), None, (True, 1, 2), (2 ** 70, 0, 0)):
    attempt(lambda: m[key])
    attempt(lambda: m.__setitem__(key, 255))
print(m.tolist())
for value in 256, -1, "a", 1.5, b"a", None:
    attempt(lambda: m.__setitem__((0, 0, 0), value))
attempt(lambda: m.__delitem__((0, 0, 0)))
attempt(lambda: list(m))
attempt(lambda: iter(m))
attempt(lambda: list(reversed(memoryview(data)[:3])))
attempt(lambda: 5 in m)
zero = memoryview(bytearray(b"a")).cast("B", [])
for what in (lambda: zero[()], lambda: zero[...], lambda: zero[0], lambda: len(zero), lambda: list(zero), lambda: zero.tolist(), lambda: zero.__setitem__((), 98), lambda: zero.tobytes(),
             lambda: zero.__setitem__(..., 99), lambda: bytes(zero), lambda: zero == memoryview(b"c").cast("B", ()), lambda: zero == b"c", lambda: zero.cast("b"), lambda: zero.nbytes, lambda: zero[1:]):
    attempt(what)

print("copies")
for shape in [24], [2, 12], [2, 3, 4], [4, 6]:
    view = memoryview(data).cast("B", shape)
    for order in "C", "F", "A", None, "X":
        attempt(lambda: view.tobytes(order))
    attempt(lambda: view.hex(":", 4))
    print(bytes(view) == data, bytearray(view) == data, b"".join([view]) == data)
for view in memoryview(data)[::2], memoryview(data)[::-1], memoryview(data)[20:4:-5], memoryview(array.array("h", range(6)))[1::2], memoryview(data)[5:5]:
    print(view.tolist(), view.strides, view.c_contiguous, view.f_contiguous, view.tobytes(), view.tobytes("F"), bytes(view), view.nbytes)
    attempt(lambda: b"".join([view]))
    attempt(lambda: view.cast("B"))

print("slices assigned")
target = bytearray(b"0123456789")
view = memoryview(target)
for key, value in ((slice(0, 3), b"abc"), (slice(None, None, 3), b"wxyz"), (slice(4, 2), b""), (slice(0, 3), b"ab"), (slice(0, 4), memoryview(target)[2:6]), (slice(3, 7), memoryview(target)[1:5]),
                   (slice(0, 2), memoryview(b"abcd").cast("h")), (slice(0, 2), [1, 2]), (slice(5), memoryview(target)[::2]), (slice(None, None, -1), bytes(target))):
    attempt(lambda: view.__setitem__(key, value))
    print(target)

print("comparison")
nan = float("nan")
numbers = [memoryview(array.array(code, [1, 2, 3])) for code in "bBhHiIlLqQfd"]
print(all(a == b for a in numbers for b in numbers), all(a == memoryview(b"\x01\x02\x03") for a in numbers))
view = memoryview(array.array("d", [nan, 1.0]))
print(view == view, view != view, view == array.array("d", [nan, 1.0]), view[1:] == view[1:])
text = memoryview(array.array("w", "ab"))
print(text == text, text == array.array("w", "ab"), text.format)
print(memoryview(data).cast("B", [2, 12]) == memoryview(data), memoryview(data).cast("B", [2, 12]) == memoryview(data).cast("B", [2, 12]), memoryview(data)[::2] == data[::2])
print(memoryview(b"\x02").cast("?") == memoryview(b"\x01").cast("?"), memoryview(b"a").cast("c") == b"a", memoryview(b"a") == "a", memoryview(b"a") == [97], b"a" == memoryview(b"a"))
attempt(lambda: memoryview(b"a") < memoryview(b"b"))
released = memoryview(b"a")
released.release()
print(released == released, released == memoryview(b"a"), released != b"a", memoryview(b"a") == released)

print("hashes")
for view in (memoryview(b"abc"), memoryview(b"abc").cast("b"), memoryview(b"abc").cast("c"), memoryview(b"abc").cast("B", [3, 1]), memoryview(b"aabbcc")[::2], memoryview(b"abc").toreadonly()):
    print(hash(view) == hash(b"abc"), end=" ")
print()
for view in memoryview(bytearray(b"abc")), memoryview(b"abcd").cast("i"), memoryview(bytearray(b"abc")).toreadonly():
    attempt(lambda: hash(view) and 0)
print("read-only")
target = bytearray(b"abc")
view = memoryview(target)
read = view.toreadonly()
print(read.readonly, view.readonly, read.obj is target, read.toreadonly().readonly, memoryview(read).readonly, read.cast("b").readonly, read[1:].readonly)
attempt(lambda: read.__setitem__(0, 1))
attempt(lambda: target.append(1))
view.release()
print(read.tolist())
attempt(lambda: target.append(1))
read.release()
target.append(1)
print(target)
