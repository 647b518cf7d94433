# limit: memory=64M deadline=60 recursion=1000 ; outcome: ok
# fcntl: addresses that are made up, buffers that change or are too small, locks that nobody gives up, and names of users as long as memory.
import fcntl
import grp
import os
import pwd
import tempfile
import threading


def refused(*errors):
    def call(function, *args):
        try:
            function(*args)
        except errors:
            return
        raise AssertionError((function, args))
    return call


read, write = os.pipe()
os.write(write, b"hello")
target = bytearray(64)
for address in (id(target), 65536, 0x7FFFFFFF, -1, 2**40, 2**63 - 1, 2**64):
    refused(OSError, OverflowError)(fcntl.ioctl, read, 0x541B, address)
    for command in (fcntl.F_GETLK, fcntl.F_SETLK, fcntl.F_SETLKW, fcntl.F_OFD_GETLK, fcntl.F_OFD_SETLKW, fcntl.F_GETOWN_EX, fcntl.F_GET_RW_HINT):
        refused(OSError, OverflowError)(fcntl.fcntl, read, command, address)
assert target == bytes(64)
# What the system would write is longer than what is given.
for size in range(0, 8):
    fcntl.ioctl(read, 0x541B, bytearray(size))
    fcntl.ioctl(read, 0x541B, bytes(size))
for request in (0xBFFF0000 | 0x5400, 0xFFFFFFFF, 0x80000000):
    for size in (0, 1, 1024, 1025, 20000):
        refused(OSError, ValueError)(fcntl.ioctl, read, request, bytearray(size))
fcntl.fcntl(read, fcntl.F_GETFD, b"")
assert fcntl.fcntl(read, fcntl.F_GETLK, b"") == b""


class Changes:
    def __index__(self):
        os.close(write)
        return 1


refused(OSError)(fcntl.fcntl, write, Changes(), Changes())

# Many wait for one lock; the script ends all the same, for the one who has it gives it up at the end.
path = tempfile.mktemp()
files = [open(path, "w") for _ in range(20)]
fcntl.flock(files[0], fcntl.LOCK_EX)
threads = [threading.Thread(target=fcntl.flock, args=(file, fcntl.LOCK_SH)) for file in files[1:]]
for thread in threads:
    thread.start()
files[0].close()
for thread in threads:
    thread.join()
os.unlink(path)

for name in ("x" * (1 << 22), "\udcff" * 1000, "a/../b", "%s%n"):
    refused(KeyError)(pwd.getpwnam, name)
    refused(KeyError)(grp.getgrnam, name)
for number in (2**31, 2**32 - 2, 2**200, -2**200):
    refused(KeyError)(pwd.getpwuid, number)
    refused(KeyError, OverflowError)(grp.getgrgid, number)
