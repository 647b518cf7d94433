# fcntl: numbers and structures to and from the system, locks of two holders, and what is refused.
import array
import fcntl
import os
import struct
import subprocess
import sys
import tempfile
import threading
import time

print([name for name in sorted(dir(fcntl)) if not name.startswith("_")])
file = tempfile.TemporaryFile()
other = os.dup(file.fileno())
print(fcntl.fcntl(file, fcntl.F_GETFD), fcntl.fcntl(file.fileno(), fcntl.F_SETFD, 0), fcntl.fcntl(file, fcntl.F_GETFD))
print(fcntl.fcntl(file, fcntl.F_SETFL, os.O_NONBLOCK), bool(fcntl.fcntl(file, fcntl.F_GETFL) & os.O_NONBLOCK))
copy = fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 100)
print(copy >= 100, fcntl.fcntl(copy, fcntl.F_GETFD) == fcntl.FD_CLOEXEC)
print(fcntl.fcntl(file, fcntl.F_GETFD, "text"), fcntl.fcntl(file, fcntl.F_GETFD, "é"), fcntl.fcntl(file, fcntl.F_GETFD, 2**70 + 1))
ends = os.pipe()
print(fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 8192), fcntl.fcntl(ends[1], fcntl.F_GETPIPE_SZ))

# ioctl: how many bytes wait in a pipe, into every kind of buffer
FIONREAD = 0x541B
os.write(ends[1], b"hello")
numbers, large, small = array.array("i", [0]), bytearray(3000), bytearray(6)
print(fcntl.ioctl(ends[0], FIONREAD, b"\0\0\0\0ab"), fcntl.ioctl(ends[0], FIONREAD, "\0\0\0\0"), fcntl.ioctl(ends[0], FIONREAD, memoryview(b"abcd")))
print(fcntl.ioctl(ends[0], FIONREAD, numbers), numbers, fcntl.ioctl(ends[0], FIONREAD, large), large[:4], len(large))
print(fcntl.ioctl(ends[0], FIONREAD, small, False), small, fcntl.ioctl(ends[0], FIONREAD, small, True), small)
master, terminal = os.openpty()
fcntl.ioctl(terminal, 0x5414, struct.pack("HHHH", 30, 90, 0, 0))
print(os.get_terminal_size(terminal), struct.unpack("HHHH", fcntl.ioctl(terminal, 0x5413, bytes(8))))

# locks: another open file sees them
path = tempfile.mktemp()
one, two = open(path, "w"), open(path, "r+")
fcntl.flock(one, fcntl.LOCK_EX)
try:
    fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError as error:
    print(error)
order = []


def waits():
    fcntl.flock(two, fcntl.LOCK_EX)
    order.append("two")


thread = threading.Thread(target=waits)
thread.start()
time.sleep(0.05)
order.append("one")
fcntl.flock(one, fcntl.LOCK_UN)
thread.join()
print(order)
fcntl.flock(two, fcntl.LOCK_UN)

# and another process sees those on parts of it
fcntl.lockf(two, fcntl.LOCK_EX, 10, 5)
child = """if True:
    import fcntl, struct
    file = open(%r, "r+")
    for start in (0, 5, 14, 15):
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, start)
            print(start, "locked")
        except BlockingIOError:
            print(start, "held")
    request = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
    print(struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, request))[:4])
    fcntl.lockf(file, fcntl.LOCK_UN)
""" % path
print(subprocess.run([sys.executable, "-c", child], capture_output=True, text=True).stdout)
fcntl.lockf(two, fcntl.LOCK_SH, 0, 0, os.SEEK_END)
fcntl.lockf(two, fcntl.LOCK_UN)
os.unlink(path)

for call in ("fcntl()", "fcntl(0)", "fcntl(file, 1, 0, 0)", "fcntl(file, 1.0)", "fcntl(file, 1, 1.5)", "fcntl(file, 1, None)", "fcntl(file, 1, bytearray(3))",
             "fcntl(file, 1, b'x' * 1025)", "fcntl(file, 1, '\\ud800')", "fcntl(file, 2**40, 0)", "fcntl(file, -1)", "fcntl(2**40, 1)", "fcntl(-1, 1)", "fcntl('x', 1)",
             "fcntl(file, fcntl.F_GETLK, 0)", "fcntl(9999, 1)", "ioctl()", "ioctl(ends[0], FIONREAD)", "ioctl(ends[0], FIONREAD, bytes(1025))",
             "ioctl(ends[0], FIONREAD, bytearray(1025), False)", "ioctl(ends[0], FIONREAD, 1.5)", "ioctl(ends[0], FIONREAD, 2**40)", "ioctl(ends[0], FIONREAD, -2**40)",
             "ioctl(ends[0], FIONREAD, memoryview(bytearray(8))[::2])", "ioctl(ends[0], 2**70, 0)", "ioctl(ends[0], -1)", "flock(file)", "flock(file, 0)",
             "flock(file, 'x')", "flock(-1, 1)", "lockf(file, 0)", "lockf(file)", "lockf(file, 2, 'x')", "lockf(file, 2, 2**70)", "lockf(file, 2, 0, 0, 5)",
             "lockf(file, 2, 0, 0, 2**40)", "lockf(file, 2, -1)", "lockf(file, 8, 0, 0, 0, 0)"):
    try:
        print(call, eval("fcntl." + call))
    except Exception as error:
        print(call, type(error).__name__, error)
