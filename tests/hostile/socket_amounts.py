# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# Sizes that nobody can hold are errors before anything is received, and buffers that change while they are used stay where they are.
import select
import socket

a, b = socket.socketpair()
for wrong in (lambda: a.recv(1 << 40), lambda: a.recvfrom(1 << 62), lambda: a.recvmsg(1 << 40), lambda: a.recvmsg(1, 1 << 40),
              lambda: a.sendmsg([b"x"], [(1, 2, bytes(1 << 25))]), lambda: select.select(range(10 ** 9), [], [])):
    try:
        wrong()
    except (MemoryError, OverflowError, ValueError, OSError):
        continue
    raise AssertionError("no error")


class Shrinks:
    def __init__(self, data):
        self.data = data

    def __index__(self):
        try:
            del self.data[:]
        except BufferError:
            pass
        return 4


data = bytearray(b"12345678")
b.send(b"abcd")
assert a.recv_into(data, Shrinks(data)) in (0, 4)
a.setblocking(False)
try:
    for _ in range(10_000):
        a.send(bytes(65536))
except BlockingIOError:
    pass
a.close()
for use in (lambda: a.recv(1), lambda: a.send(b"x"), lambda: a.accept(), lambda: a.connect("x")):
    try:
        use()
    except OSError:
        continue
    raise AssertionError("a closed socket was used")
