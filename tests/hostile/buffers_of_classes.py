# limit: memory=96M deadline=60 recursion=1000 ; outcome: ok
# Classes that lend bytes and change their mind: each buffer another one, views released and classes changed while natives read, buffers
# that give back twice, that raise, that resize what they lent. Nothing that a view shows may go away below it.
import array
import gc
import io
import sys

sys.unraisablehook = lambda report: None


class Fresh:
    # Each buffer is new memory, which only the view keeps.
    def __buffer__(self, flags):
        return memoryview(bytearray(b"0123456789" * 1000))


for n in range(300):
    view = memoryview(Fresh())
    part = view[5:9000:7]
    cast = view.cast("h")
    view.release()
    del view
    junk = [bytearray(10000) for _ in range(3)]
    assert part[0] == 53 and cast[0] == 0x3130 and len(part.tolist()) == len(part)
    part[0] = 1
    cast.release()
    assert part.tobytes()[0] == 1


class Fickle(bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        self.kept = view
        kept.append(view)
        super().__release_buffer__(view)


class Same(bytearray):
    pass


kept = []
for n in range(50):
    f = Fickle(b"abc" * 100)
    view = memoryview(f)
    f.__class__ = Same
    view.release()
    f.extend(b"x" * 1000)
    f = Same(b"abc")
    view = memoryview(f)
    f.__class__ = Fickle
    view.release()
    f.clear()
for view in kept:
    try:
        view.tobytes()
    except ValueError:
        pass
    else:
        raise AssertionError
saved = Fickle.__buffer__, Fickle.__release_buffer__
for n in range(20):
    f = Fickle(b"abc")
    view = memoryview(f)
    del Fickle.__buffer__, Fickle.__release_buffer__
    view.release()
    f.clear()
    view = memoryview(Fickle(b"abc"))
    Fickle.__buffer__, Fickle.__release_buffer__ = saved
    view.release()


class Liar:
    # What it gives is released, resized or another's before anybody looks.
    def __init__(self, how):
        self.how, self.array = how, bytearray(b"0123456789")

    def __buffer__(self, flags):
        view = memoryview(self.array)
        self.how(self, view)
        return view

    def __release_buffer__(self, view):
        for what in view.release, self.array.clear, lambda: memoryview(view), lambda: self.__release_buffer__(view) if len(stack()) < 20 else None:
            try:
                what()
            except (ValueError, BufferError):
                pass
        raise RuntimeError


def stack():
    frame, frames = sys._getframe(), []
    while frame and len(frames) < 30:
        frames.append(frame)
        frame = frame.f_back
    return frames


for how in (lambda self, view: view.release(), lambda self, view: None, lambda self, view: setattr(self, "array", None), lambda self, view: memoryview(self) if len(stack()) < 25 else None):
    liar = Liar(how)
    for what in (memoryview, bytes, bytearray, lambda x: b"".join([x, x]), lambda x: memoryview(b"0123456789") == x, lambda x: io.BytesIO(b"ab").readinto(x), int,
                 lambda x: bytearray(b"abcdef").__setitem__(slice(1, 3), x), lambda x: memoryview(bytearray(10)).__setitem__(slice(None), x), lambda x: array.array("b").frombytes(x)):
        try:
            what(liar)
        except (ValueError, BufferError, TypeError, AttributeError):
            pass


class Ends:
    # Comparing, hashing, printing and slicing call it; it releases the view that is at work.
    def __init__(self, view, array):
        self.view, self.array = view, array

    def act(self):
        try:
            self.view.release()
            self.array.clear()
            self.array.extend(b"z" * 100000)
        except (BufferError, ValueError):
            pass

    def __buffer__(self, flags):
        self.act()
        return memoryview(b"0" * 1000)

    def __index__(self):
        self.act()
        return 1

    def __bool__(self):
        self.act()
        return True

    def __float__(self):
        self.act()
        return 1.5


for format in "B?d":
    for n in range(30):
        for what in (lambda v, e: v == e, lambda v, e: v[e], lambda v, e: v[e:], lambda v, e: v.__setitem__(e, 1), lambda v, e: v.__setitem__(0, e), lambda v, e: v.__setitem__(slice(0, e), b"a"),
                     lambda v, e: v.__setitem__(slice(0, 1000), e), lambda v, e: v.cast("B", [e]), lambda v, e: e in v, lambda v, e: v.index(e)):
            data = bytearray(b"0" * 1000)
            view = memoryview(data).cast(format)
            try:
                what(view, Ends(view, data))
            except (ValueError, TypeError, IndexError, AttributeError, NotImplementedError):
                pass


class Reaps:
    # A finaliser that the collector runs in the middle of tolist().
    def __init__(self, view, array):
        self.view, self.array, self.me = view, array, self

    def __del__(self):
        try:
            self.view.release()
            self.array.clear()
        except BufferError:
            pass


gc.set_threshold(1)
for n in range(20):
    data = bytearray(b"0123456789" * 3000)
    view = memoryview(data).cast("B", [10, 3000])
    Reaps(view, data)
    try:
        assert len(view.tolist()) == 10
        assert view.tobytes()[:3] == b"012"
    except ValueError:
        pass
gc.set_threshold(2000)

deep = memoryview(bytearray(b"abc"))
for n in range(100000):
    deep = deep[:]
deep = bytearray(b"abc")
for n in range(20000):
    deep = deep.__buffer__(0) if isinstance(deep, memoryview) else memoryview(deep)
del deep


class Nest:
    def __init__(self, below):
        self.below = below

    def __buffer__(self, flags):
        return memoryview(self.below)


nest = b"abc"
for n in range(5000):
    nest = Nest(nest)
try:
    memoryview(nest)
except RecursionError:
    pass
else:
    raise AssertionError
many = [memoryview(b"abc").cast("B", [1] * 60 + [3]) for n in range(2000)]
assert many[0].tolist()
