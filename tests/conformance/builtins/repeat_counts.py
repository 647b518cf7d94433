# How often a sequence can be repeated, and where an item can be inserted.
import array
import collections


def attempt(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


for s in "ab", b"ab", bytearray(b"ab"), [1], (1,), array.array("i", [1]), "", (), []:
    for n in 2 ** 100, -2 ** 100, -2 ** 63, 2, True, Index(2), Index(2 ** 70), "a", 1.5:
        attempt(lambda: s * n)
        attempt(lambda: n * s)
for n in 2 ** 100, -2 ** 100, 2:
    attempt(lambda: collections.deque([1]) * n)
    for s in [1, 2], array.array("i", [1, 2]), collections.deque([1, 2]), bytearray(b"ab"):
        attempt(lambda: s.insert(n, 3) or s)
