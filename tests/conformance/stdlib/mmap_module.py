# mmap: parts of files and memory without one, every kind of access, as a file, as a sequence, as a buffer, resized, and what is refused.
import copy
import mmap
import os
import re
import tempfile
import weakref

print([name for name in sorted(dir(mmap)) if not name.startswith("_")])
print(mmap.error is OSError, mmap.PAGESIZE == mmap.ALLOCATIONGRANULARITY)
file, empty, source = tempfile.TemporaryFile(), tempfile.TemporaryFile(), open(__file__, "rb")
file.write(b"hello world\nline two\nrest")
file.flush()
fd = file.fileno()


class Index:
    def __index__(self):
        return 3


def attempt(calls):
    for call in calls.strip().splitlines():
        try:
            result = eval(call)
            print(call, "->", result if not isinstance(result, bytes) or len(result) < 60 else len(result))
        except Exception as error:
            print(call, type(error).__name__, error)


attempt("""
mmap.mmap(-1, 0)
mmap.mmap(-1, -1)
mmap.mmap(-1, 10, offset=-1)
mmap.mmap(-1, 10, offset=1)
mmap.mmap('x', 10)
mmap.mmap(-1, 'x')
mmap.mmap(-1, 2**70)
mmap.mmap(-1, 2**62)
mmap.mmap(2**40, 10)
mmap.mmap(fd, 100)
mmap.mmap(fd, 0, offset=4096)
mmap.mmap(fd, 5, offset=1)
mmap.mmap(fd, 0, offset='x')
mmap.mmap(fd, 0, offset=2**70)
mmap.mmap(fd, 0, access=9)
mmap.mmap(fd, 0, flags=2, access=1)
mmap.mmap(fd, 0, flags=2, prot=1)
mmap.mmap(fd, 0, prot=2)
mmap.mmap(fd, 0, flags=2**40)
mmap.mmap(fd, 0, flags=0)
mmap.mmap(empty.fileno(), 0)
mmap.mmap(empty.fileno(), 1)
mmap.mmap(99, 1)
mmap.mmap(-2, 1)
mmap.mmap(source.fileno(), 5)
mmap.mmap(source.fileno(), 5, access=mmap.ACCESS_READ)
mmap.mmap(source.fileno(), 5, access=mmap.ACCESS_COPY)
mmap.mmap(-1, 5, trackfd=False)
mmap.mmap(-1, 1, 34, 1, 0, 0)
""")
m, ro, cp = mmap.mmap(fd, 0), mmap.mmap(fd, 0, access=mmap.ACCESS_READ), mmap.mmap(fd, 0, access=mmap.ACCESS_COPY)
an, private = mmap.mmap(-1, 20), mmap.mmap(-1, 20, flags=mmap.MAP_PRIVATE)
attempt("""
(m, ro, cp, an, private)
(len(m), bool(m), m[0], m[-1], m[Index()], m[2:5], m[::-1], m[1:20:3], m[5:2])
m[100]
m['x']
m[1.5]
m[2**70]
m.__setitem__(0, 65)
m.__setitem__(0, b'A')
m.__setitem__(0, 256)
m.__setitem__(0, 2**70)
m.__setitem__(0, Index())
m.__setitem__(100, 1)
m.__setitem__('x', 1)
m.__setitem__(slice(0, 3), b'abc')
m.__setitem__(slice(0, 3), b'abcd')
m.__setitem__(slice(0, 3), 'abc')
m.__setitem__(slice(0, 9, 3), b'123')
m.__setitem__(slice(0, 9, 3), b'1234')
m.__setitem__(slice(1, 6), m)
m.__delitem__(0)
m.__delitem__(slice(0, 1))
m.__delitem__('x')
ro.__setitem__(0, 1)
ro.__setitem__('x', 1)
cp.__setitem__(0, 90)
(cp[:5], m[:5], ro[:5])
(list(m)[:3], b'h' in m, 5 in m, b'1' in m, 49 in m)
(m.find(b'world'), m.rfind(b'l'), m.find(b''), m.find(b'zzz'), m.find(b'l', -5), m.find(b'l', 0, -20), m.rfind(b'', 3), m.find(b'', 100), m.find(b'', 30, 20), m.find(b'', 50))
m.find('x')
m.find(b'x', None, None)
(m.read(3), m.tell(), m.read_byte(), m.readline(), m.readline(), m.readline(), m.readline(), m.read(), m.tell())
m.read_byte()
m.read('x')
m.read(-5)
(m.seek(0), m.seek(5, 1), m.seek(-3, 2), m.seek(0, 2))
m.seek(-1)
m.seek(1, 2)
m.seek(0, 9)
m.seek('x')
m.seek(0)
m.write(b'new')
m.write(b'x' * 100)
m.write('x')
(m.write(bytearray(b'y')), m.write(memoryview(b'z')))
ro.write(b'x')
m.write_byte(65)
m.write_byte(b'a')
m.write_byte(256)
m.write_byte(-1)
ro.write_byte(1)
(m.tell(), m[:])
(m.move(0, 5, 3), m[:])
m.move(0, 5, 300)
m.move(-1, 0, 1)
ro.move(0, 1, 1)
(m.flush(), m.flush(0, 5), ro.flush(), cp.flush(), an.flush())
m.flush(5, 5)
m.flush(0, 500)
m.flush(-1)
(m.size(), ro.size())
an.size()
(m.madvise(0), m.madvise(mmap.MADV_WILLNEED, 0, 10))
m.madvise(999)
m.madvise(0, 25)
m.madvise(0, 0, -1)
m.madvise(0, 4, 2**63 - 1)
m.closed
setattr(m, 'closed', 1)
ro.resize(5)
cp.resize(5)
(an.resize(10), len(an), an.resize(20))
(private.resize(5000), len(private), private[4999])
private.resize(0)
an.resize(-1)
an.resize('x')
(m.resize(30), len(m), m[:], m.size(), os.fstat(fd).st_size)
(m.resize(10), len(m), m.tell(), os.fstat(fd).st_size)
(m.read(5), m.readline())
m.write(b'a')
m.write_byte(1)
(memoryview(m).format, memoryview(m).readonly, memoryview(ro).readonly, memoryview(m).nbytes)
(bytes(m), b'-'.join([m, m]), re.search(b'[A-Z]', m).span(), file.seek(0), file.readinto(an), an[:10])
copy.copy(private)
""")
view = memoryview(an)
attempt("an.close()\nan.resize(5)\nview.release()\nan.close()")
with mmap.mmap(-1, 5) as inside:
    print(inside)
print(inside, inside.closed, inside.close(), weakref.ref(private)() is private, inside == inside, private == ro)
attempt("""
len(inside)
inside[0]
inside[0:1]
inside.read()
inside.find(b'a')
inside.tell()
inside.seek(0)
inside.flush()
inside.size()
inside.resize(5)
inside.write(b'x')
inside.write_byte(1)
inside.move(0, 0, 0)
inside.madvise(0)
inside.seekable()
inside.__enter__()
memoryview(inside)
inside.__setitem__(0, 1)
list(inside)
""")


class Closes:
    def __index__(self):
        victim.close()
        return 1


for use in (lambda: victim[Closes()], lambda: victim[Closes():3], lambda: victim.read(Closes()), lambda: victim.write_byte(Closes()), lambda: victim.find(b"x", Closes()),
            lambda: victim.move(0, 1, Closes()), lambda: victim.__setitem__(0, Closes()),
            lambda: victim.__setitem__(slice(0, Closes()), b"1")):
    victim = mmap.mmap(-1, 10)
    try:
        print(use())
    except ValueError as error:
        print(error)


class Mine(mmap.mmap):
    def __new__(cls, size):
        return super().__new__(cls, -1, size)


print(Mine(7), vars(Mine(7)))

# Processes made by fork share it, unless it is private.
shared, own = mmap.mmap(-1, 10), mmap.mmap(-1, 10, mmap.MAP_PRIVATE)
child = os.fork()
if not child:
    shared[:5] = own[:5] = b"child"
    os._exit(0)
os.waitpid(child, 0)
print(shared[:], own[:])
