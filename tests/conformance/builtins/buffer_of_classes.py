# PEP 688: __buffer__() and __release_buffer__() of classes, memoryviews of them, and who asks for what.
import collections.abc
import hashlib
import inspect
import io
import re
import struct


class Shared:
    """Each buffer is another, in rows."""

    def __init__(self, text=b"abcdef", rows=2):
        self.text, self.rows = text, rows

    def __buffer__(self, flags):
        print("asked for", flags)
        return memoryview(bytearray(self.text)).cast("B", [self.rows, len(self.text) // self.rows])

    def __release_buffer__(self, view):
        print("given back", view.shape, view.tobytes())


view = memoryview(Shared())
print(view.shape, view.strides, view.readonly, view.tolist(), view[1, 2])
flat = view.cast("B")
part = flat[1:3]
again = memoryview(view)
view[0, 1] = 66
for each in view, flat, again:
    each.release()
print(bytes(part), part == b"Bc")
part.release()
print(bytes(Shared()), bytearray(Shared()), b"".join([Shared(), b"-"]), b"abc" in Shared().text)
print("who asks for what")
asked = set()


class Quiet:
    def __init__(self, text):
        self.array, self.given = bytearray(text), 0

    def __buffer__(self, flags):
        asked.add(flags)
        self.given += 1
        return memoryview(self.array)

    def __release_buffer__(self, view):
        self.given -= 1


for what in (memoryview, bytes, bytearray, lambda x: b"".join([x]), io.BytesIO(b"xyz").readinto, hashlib.md5, lambda x: re.match(b"4", x).group(),
             lambda x: struct.unpack("2B", x), lambda x: memoryview(b"42") == x, int, lambda x: bytearray(b"x") + x, lambda x: b"1 42".find(x),
             lambda x: bytearray(b"0123").__setitem__(slice(1, 3), x), lambda x: b"42".startswith(bytes(x)), lambda x: b"%b" % x,
             lambda x: int.from_bytes(x), lambda x: str(x, "ascii"), lambda x: b"x42".replace(b"x", x), lambda x: memoryview._from_flags(x, 1).readonly):
    asked.clear()
    quiet = Quiet(b"42")
    result = what(quiet)
    kept = isinstance(result, memoryview)
    if not kept:
        print(result if "0x" not in repr(result) else type(result).__name__, end=" ")
    print(sorted(asked), quiet.given == kept)
    del result
    assert not quiet.given

print("in a with statement")


class Once:
    def __init__(self):
        self.held, self.array = 0, bytearray(b"hello")

    def __buffer__(self, flags):
        if self.held:
            raise TypeError("already held")
        self.held += 1
        self.given = memoryview(self.array)
        return self.given

    def __release_buffer__(self, view):
        assert view is self.given
        self.held -= 1
        view.release()


once = Once()
with memoryview(once) as m, m[1:] as slice, m.toreadonly() as read, m.cast("b") as signed:
    print(once.held, slice.tobytes(), read.readonly, signed[0])
    for what in (lambda: memoryview(once), lambda: once.array.append(1), lambda: m.obj.__class__.__name__ and once.given.release()):
        try:
            print(what())
        except Exception as e:
            print(type(e).__name__ + ":", e)
print(once.held)
once.array.append(33)
print(once.array)

print("in the order of classes")


class A(bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


class B(A):
    def __release_buffer__(self, view):
        print("release of B:", view.tobytes())
        for forbidden in (lambda: memoryview(view), lambda: view.cast("b"), lambda: view.toreadonly(), lambda: view[:1], lambda: view.__buffer__(0)):
            try:
                forbidden()
            except ValueError as e:
                print(e)
        self.kept = view
        super().__release_buffer__(view)


class C(bytearray):
    def __release_buffer__(self, view):
        print("release of C:", view.tobytes())
        self.kept = view


class D(bytearray):
    def __buffer__(self, flags):
        return memoryview(b"something else")

    def __release_buffer__(self, view):
        try:
            super().__release_buffer__(view)
        except ValueError as e:
            print(e)


class Plain:
    def __buffer__(self, flags):
        return memoryview(b"plain")


class E(Plain, bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


class F(bytearray, Plain):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


class G(bytes):
    def __buffer__(self, flags):
        return memoryview(super().__buffer__(flags).tobytes()[::-1])


for cls in A, B, C, D, E, F, G:
    x = cls(b"abc")
    with memoryview(x) as m:
        print(cls.__name__, m.tobytes())
    if cls is not G:
        x.clear()
    if hasattr(x, "kept"):
        try:
            x.kept.tobytes()
        except ValueError as e:
            print(e)

print("what goes wrong")
for result in 42, b"hello", None:
    cls = type("Wrong", (), {"__buffer__": lambda self, flags, result=result: result})
    for what in memoryview, bytes:
        try:
            what(cls())
        except TypeError as e:
            print(e)


def raises(self, flags):
    raise RuntimeError("no buffer")


cls = type("Raises", (), {"__buffer__": raises})
for what in (memoryview, bytes, lambda x: memoryview(b"") == x, lambda x: b"".join([x]), lambda x: io.BytesIO(b"ab").readinto(x)):
    try:
        print(what(cls()))
    except Exception as e:
        print(type(e).__name__ + ":", e)
cls = type("ReadOnly", (), {"__buffer__": lambda self, flags: memoryview(b"abc")})
try:
    io.BytesIO(b"xyz").readinto(cls())
except Exception as e:
    print(type(e).__name__ + ":", e)
cls = type("Gaps", (), {"__buffer__": lambda self, flags: memoryview(b"abcdef")[::2]})
print(memoryview(cls()).tolist(), bytes(cls()))
try:
    b"".join([cls()])
except Exception as e:
    print(type(e).__name__ + ":", e)

print("flags")
for what in (lambda: b"abc".__buffer__(1), lambda: bytearray(b"abc").__buffer__(1 << 40), lambda: bytearray(b"abc").__buffer__(1 << 80), lambda: bytearray(b"abc").__buffer__("a"),
             lambda: bytearray(b"abc").__buffer__(), lambda: bytearray().__release_buffer__(1), lambda: bytearray().__release_buffer__(memoryview(b"")),
             lambda: memoryview(b"abcd")[::2].__buffer__(0), lambda: memoryview(b"abcd")[::2].__buffer__(inspect.BufferFlags.STRIDES).strides,
             lambda: memoryview(b"abcd").__buffer__(inspect.BufferFlags.FORMAT), lambda: memoryview(b"abcdef").cast("B", [2, 3]).__buffer__(inspect.BufferFlags.FULL_RO).shape,
             lambda: memoryview(b"abcdef").cast("B", [2, 3]).__buffer__(inspect.BufferFlags.F_CONTIGUOUS), lambda: b"".__release_buffer__,
             lambda: memoryview(b"abc").__buffer__(inspect.BufferFlags.WRITABLE)):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__ + ":", e)
array = bytearray(b"abc")
held = array.__buffer__(0)
try:
    array.append(1)
except BufferError as e:
    print(e)
array.__release_buffer__(held)
array.append(100)
print(array, held.__repr__()[:9])
try:
    array.__release_buffer__(held)
except ValueError as e:
    print(e)
print([(each.name, each.value) for each in inspect.BufferFlags], inspect.BufferFlags.FULL_RO, inspect.BufferFlags(25))
print([issubclass(cls, collections.abc.Buffer) for cls in (bytes, bytearray, memoryview, Shared, str, list, Plain)], isinstance(Shared(), collections.abc.Buffer))


class Abstract(collections.abc.Buffer):
    pass


try:
    Abstract()
except TypeError as e:
    print(e)
