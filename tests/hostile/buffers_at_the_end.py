# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# Buffers lent by classes, and views of them, that live until everything ends, in cycles and out of them.
import builtins
import sys


class Lends:
    def __init__(self):
        self.data = bytearray(b"abc")

    def __buffer__(self, flags):
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.released = bytes(view)


lends = Lends()
lends.view = memoryview(lends)
sys.kept = (lends, lends.view)
builtins.kept = memoryview(Lends())
ring = Lends()
ring.view = memoryview(ring)[1:]
del ring


class Releases(Lends):
    def __release_buffer__(self, view):
        raise ValueError("never seen")


sys.unraisablehook = lambda report: None
memoryview(Releases()).release()
builtins.pieces = [memoryview(Lends()) for _ in range(100)]
