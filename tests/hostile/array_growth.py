# limit: memory=256M recursion=1000 ; outcome: ok
# Arrays that would not fit: each is a MemoryError before the work, and items that are counted forever end by the limit.
import itertools
from array import array

for make in (lambda: array("d", [0]) * 10**12, lambda: array("b", itertools.repeat(1)), lambda: 2**62 * array("q", [1, 2]),
             lambda: array("b", bytes(10**6)).__imul__(10**9), lambda: array("w", "x" * 10**7) * 100, lambda: array("i").fromfile(open("/dev/zero", "rb"), 2**61)):
    try:
        make()
        print("made")
    except MemoryError:
        pass
many = array("i", range(1000))
for _ in range(200):
    many[1:1] = many[:50]
    del many[::3]


# An item whose conversion changes the array.
class Clears:
    def __init__(self, array):
        self.array = array

    def __index__(self):
        self.array.clear()
        return 7


for change in (lambda a, item: a.__setitem__(900, item), lambda a, item: a.insert(900, item), lambda a, item: a.append(item),
               lambda a, item: a.fromlist([1, item, 2]), lambda a, item: a.extend([1, item, 2])):
    small = array("i", range(1000))
    try:
        change(small, Clears(small))
    except IndexError:
        pass
    assert len(small) <= 3
