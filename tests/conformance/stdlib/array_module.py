# array: items of each type code and their limits, the methods of a sequence, slices, buffers, byte order, files, copies, and errors.
import array
import copy
import io
import warnings
from array import array as A


def show(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__ + ":", error)


print(array.typecodes, array.ArrayType is A, A.__module__)
for code in array.typecodes:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = A(code)
        print(code, made.itemsize, made.typecode, memoryview(made).format, made, [str(w.message) for w in caught])
for code in "bBhHiIlLqQfd":
    for value in (2**7, -(2**7) - 1, -1, 2**8, 2**15, 2**16, 2**31, -(2**31) - 1, 2**32, 2**63, 2**64, -(2**64), 1.5, "a", None):
        print(code, value, end=" ")
        show(lambda: A(code, [value]))
for value in ("a", "ab", 1, b"a", "\U0001f600"):
    show(lambda: A("w", [value]))
    show(lambda: A("w", value))

print("-- making")
for arguments in ((), ("",), ("ab",), (1,), ("z",), ("i", "abc"), ("i", b"abc"), ("i", b"abcd"), ("b", bytearray(b"ab")), ("i", 5),
                  ("i", [1], 2), ("i", (n * n for n in range(4))), ("w", "ab"), ("i", A("w", "ab")), ("w", A("i", [1])), ("i", A("b", [1, -2]))):
    show(lambda: A(*arguments))
show(lambda: A(typecode="i"))

print("-- a sequence")
a = A("i", [1, 2, 3, 4])
a.append(5)
a.extend(A("i", [6, 7]))
a.extend(range(8, 10))
a.insert(0, 0)
a.insert(-1, 99)
a.insert(1000, 100)
print(a, len(a), a[0], a[-1], a[2:5], a[::-2], 99 in a, "x" in a, a.count(99), a.index(3), a.index(100, -3))
print(a.pop(), a.pop(0), a)
a.remove(99)
a.reverse()
print(a, list(a), a.tolist(), a + A("i", [1]), a[:2] * 3, 2 * a[:1], a * -1)
a += A("i", [1])
a *= 2
print(a)
a[0] = -1
a[1:3] = A("i", [10, 20, 30])
a[::5] = A("i", [0] * len(a[::5]))
del a[-1], a[2:4], a[::3]
print(a, a == A("i", a.tolist()), a == A("d", a.tolist()), a != A("i"), a < A("i", [1]), a >= A("b"), a == [1])
a[1:2] = a
print(a)
a.clear()
print(a)
for action in (lambda: a[0], lambda: a["a"], lambda: a.pop(), lambda: a.remove(9), lambda: a.index(9), lambda: a + [1], lambda: a + A("b"),
               lambda: a.extend(A("b", [1])), lambda: a.extend(5), lambda: a * "a", lambda: a * 1.5, lambda: 1.5 * a, lambda: a.fromlist((1,)),
               lambda: a.fromlist([1, "a"]), lambda: a.frombytes("ab"), lambda: a.frombytes(b"abc"), lambda: a.fromunicode("a"),
               lambda: a.tounicode(), lambda: a.__setitem__(9, 1), lambda: a.__setitem__(slice(0, 1), [1]), lambda: a.insert("a", 1),
               lambda: a.__setitem__(slice(0, 9, 2), A("i", [1])), lambda: a.__setitem__("a", 1), lambda: a < 5, lambda: hash(a)):
    show(action)
print(a)

print("-- bytes, byte order, buffers")
h = A("h", [1, 2, -2])
print(h.tobytes(), h.buffer_info()[1], bytes(h), bytes(memoryview(h)[1:]))
h.byteswap()
print(h)
h.frombytes(b"\x07\x00")
print(h)
view = memoryview(h)
show(lambda: h.append(1))
show(lambda: h.pop())
view[0] = 77
print(h[0], view.tolist())
view.release()
h.append(1)
w = A("w", "h\u00e9\U0001f600")
w.fromunicode("!")
print(w, w.tounicode(), w[1], w[1:3], w.tobytes())
show(lambda: memoryview(w)[0])
nan = float("nan")
print(A("d", [nan]) == A("d", [nan]), A("f", [1.1]), A("d", [1.1, 1e300]))

print("-- files, copies, what pickles are made of")
file = io.BytesIO()
A("i", [1, 2, 3]).tofile(file)
file.seek(0)
b = A("i")
b.fromfile(file, 2)
show(lambda: b.fromfile(file, 5))
print(b)
for action in (lambda: b.tofile(1), lambda: b.fromfile(file, -1), lambda: b.fromfile(1, 2)):
    show(action)


class Sub(A):
    pass


sub = Sub("i", [1, 2])
sub.name = "x"
print(sub, copy.copy(b), copy.deepcopy(b), type(copy.copy(sub)).__name__)
for protocol in range(6):
    for each in (b, A("d", [1.5]), w, A("B", b"ab")):
        function, arguments, state = each.__reduce_ex__(protocol)
        again = function(*arguments)
        print(again == each, again.typecode, state, end=" ")
    print()
print(b.__reduce_ex__(2), b.__reduce_ex__(3)[1], w.__reduce_ex__(4)[1][1:])
rebuild = array._array_reconstructor
print(rebuild(A, "i", 9, b"\0\0\0\1"), rebuild(A, "h", 5, b"\1\0\xff\xff"), rebuild(A, "d", 15, b"?\x80\0\0"), rebuild(A, "w", 19, b"\0a\0b"))
for arguments in ((A, 2, 3, b""), (A, "i", 99, b""), (int, "i", 8, b""), (A, "z", 8, b""), (A, "i", 8, b"abc"), (A, "i", 8, [])):
    show(lambda: rebuild(*arguments))
iterator = iter(b)
next(iterator)
print(iterator.__reduce__()[1:], A[int])
match b:
    case [1, *rest]:
        print(rest)
