# limit: memory=64M deadline=60 recursion=1000 ; outcome: ok
# mmap: more than there is, memory that can't be read or is elsewhere, maps that are closed and resized while they are used.
import gc
import mmap
import os
import tempfile
import threading


def refused(function, *args, error=(OSError, ValueError), **keywords):
    try:
        function(*args, **keywords)
    except error:
        return
    raise AssertionError((function, args, keywords))


for size in (1 << 27, 1 << 40, (1 << 63) - 1):
    refused(mmap.mmap, -1, size, error=(MemoryError, OSError))
    refused(mmap.mmap, -1, size, mmap.MAP_PRIVATE, error=(MemoryError, OSError))
refused(lambda: [mmap.mmap(-1, 1 << 20) for _ in range(100)], error=MemoryError)
gc.collect()
maps = [mmap.mmap(-1, 1 << 20) for _ in range(30)]
del maps
grows = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE)
refused(grows.resize, 1 << 28, error=MemoryError)
grows.resize(1 << 24)
grows[(1 << 24) - 1] = 1
grows.resize(4096)
for size in ((1 << 62), (1 << 63) - 1, 0):
    refused(grows.resize, size, error=(OSError, ValueError, MemoryError))
assert len(grows) == 4096 and grows[4095] == 0

# Memory that can't be read, or would lie over other memory
hidden = mmap.mmap(-1, 100, mmap.MAP_PRIVATE, 0)
for use in (lambda: hidden[0], lambda: hidden[:], lambda: hidden[::2], hidden.read, hidden.read_byte, hidden.readline, lambda: hidden.find(b"x"), lambda: bytes(hidden),
            lambda: list(hidden), lambda: memoryview(hidden), lambda: hidden.write(b"x"), lambda: hidden.__setitem__(0, 1), lambda: hidden.move(0, 1, 1), lambda: b"" in hidden):
    refused(use, error=(TypeError, BufferError))
for flags in (0x10, 0x100000, 0x100):
    refused(mmap.mmap, -1, 1 << 16, flags | mmap.MAP_PRIVATE)
    refused(mmap.mmap, -1, 1 << 46, flags | mmap.MAP_SHARED, error=(OSError, MemoryError))
shared = mmap.mmap(-1, 100)
shared.resize(4096)
refused(shared.resize, 4097)
refused(shared.resize, 1 << 20)
shared[4095] = 1
for option in (mmap.MADV_HWPOISON, 102):
    refused(shared.madvise, option)
for option in range(-5, 120):
    try:
        mmap.mmap(-1, 8192, mmap.MAP_PRIVATE).madvise(option)
    except OSError:
        pass
assert shared[4095] == 1


class Resizes:
    """An index that changes the map that it is for."""

    def __init__(self, result, size):
        self.result, self.size = result, size

    def __index__(self):
        if victim.closed:
            return self.result
        victim.resize(self.size) if self.size else victim.close()
        return self.result


for size in (0, 1, 4096, 100000):
    for use in (lambda i: victim[i], lambda i: victim[i:], lambda i: victim[: i : 2], lambda i: victim.__setitem__(i, 1), lambda i: victim.__setitem__(5, i),
                lambda i: victim.__setitem__(slice(0, i), bytes(5000)), lambda i: victim.__setitem__(slice(0, i, 2), bytes(2500)), lambda i: victim.read(i),
                lambda i: victim.write_byte(i), lambda i: victim.find(b"x", i, i), lambda i: victim.rfind(b"", 0, i), lambda i: victim.move(i, 0, 100), lambda i: victim.move(0, 0, i),
                lambda i: victim.seek(i), lambda i: victim.seek(0, i), lambda i: victim.flush(0, i), lambda i: victim.madvise(0, 0, i), lambda i: victim.resize(i)):
        victim = mmap.mmap(-1, 9000, mmap.MAP_PRIVATE)
        victim.seek(8999)
        try:
            use(Resizes(5000, size))
        except (ValueError, IndexError, OverflowError, OSError):
            pass
        assert victim.closed or victim[:] is not None

# Files that come and go
path = tempfile.mktemp()
with open(path, "wb") as file:
    file.write(bytes(10000))
with open(path, "r+b") as file:
    one = mmap.mmap(file.fileno(), 0)
    refused(one.resize, 0)
    assert os.path.getsize(path) == 10000 and one[9999] == 0
    view = memoryview(one)
    refused(one.close, error=BufferError)
    refused(one.resize, 5, error=BufferError)
    del view
    one.resize(5000)
    refused(lambda: one[5000], error=IndexError)
os.unlink(path)
for descriptor in (os.open("/dev/null", os.O_RDWR), os.open("/", os.O_RDONLY), os.pipe()[0]):
    refused(mmap.mmap, descriptor, 100)

# One map, many threads
busy = mmap.mmap(-1, 1 << 16, mmap.MAP_PRIVATE)


def work(n):
    for turn in range(200):
        try:
            (lambda: busy.resize(4096 * (1 + turn % 7)), lambda: busy.find(b"no", 0), lambda: busy.flush(), lambda: busy.write(bytes(100)), lambda: busy.seek(0),
             lambda: busy[turn * 20 :], lambda: bytes(memoryview(busy)))[(n + turn) % 7]()
        except (ValueError, BufferError):
            pass


threads = [threading.Thread(target=work, args=(n,)) for n in range(7)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
busy.close()
