# Equal objects hash alike across numeric types; what is hashable; hash of tuples, frozensets and
# user objects.
import math
from itertools import combinations
values = [0, 1, -1, True, False, 1.0, -0.0, 0.5, 2 ** 31, 2.0 ** 31, 2 ** 61 - 1, 2 ** 61, -2 ** 61, 1e20,
          10 ** 20, 1 + 0j, 0j, 1j, "1", b"1", (), (1,), (1.0,), frozenset(), frozenset([1]),
          frozenset([1.0]), None, "", b"", range(0), range(3), range(0, 3, 1), math.inf, -math.inf, int, len]
for a, b in combinations(values, 2):
    if a == b:
        print(f"{a!r} == {b!r}: {hash(a) == hash(b)}", end="; ")
print()
print([hash(x) for x in (0, 1, -1, -2, 2 ** 61 - 2, 2 ** 61 - 1, 2 ** 61, 2 ** 62, -2 ** 61, 2 ** 64, 0.5,
                         0.25, 1.5, 1e10, -1.5, 1j, 2j, 1 + 1j, math.inf, -math.inf, True, 3.0, 1e300,
                         5e-324)])
for x in ([], {}, set(), bytearray(), [1], ([],), {1: []}.items(), slice(1), frozenset(), range(3),
          (1, (2, "a")), len, type, None, ..., lambda: 0, property(), memoryview(b"x"),
          memoryview(bytearray(b"x")), {}.keys(), {}.values(), iter([]), (x for x in []), NotImplemented,
          Exception(), print, zip(), int | str, list[int], type(None)):
    try:
        hash(x)
        print(type(x).__name__, "hashable", end="; ")
    except (TypeError, ValueError) as error:
        print(error, end="; ")
print()


class Default: pass
class EqOnly:
    def __eq__(self, o): return True
class HashOnly:
    def __hash__(self): return 5
class Both(EqOnly):
    def __hash__(self): return 6
class Inherit(Both): pass
class Reset(Both):
    __hash__ = None
class EqAgain(Both):
    def __eq__(self, o): return False
class KeepHash(Both):
    def __eq__(self, o): return False
    __hash__ = Both.__hash__


for cls in (Default, EqOnly, HashOnly, Both, Inherit, Reset, EqAgain, KeepHash):
    try:
        h = hash(cls())
        print(cls.__name__, h if h < 100 and h > 0 else "default", end="; ")
    except TypeError as error:
        print(error, end="; ")
print()
a, b = Default(), Default()
print(a == a, a == b, a != b, hash(a) == hash(a), len({a, b, a}), a in [a], {a: 1}[a], a.__eq__(b),
      a.__ne__(a))
print((1, 2, 3) == (1.0, 2 + 0j, True + 2), hash((1, 2, 3)) == hash((1.0, 2.0, 3.0)),
      hash(("a", 1)) == hash(("a", 1)), hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])),
      hash("abc") == hash("ab" + "c"), hash(b"a") == hash(bytes(bytearray(b"a"))), hash(str(1)) == hash("1"))
print([1, 2] == [1.0, 2.0], {"a": 1} == {"a": 1.0}, {1, 2} == {1.0, 2.0}, "a" == "a", b"a" == bytearray(b"a"),
      bytearray(b"a") == b"a", memoryview(b"a") == b"a", range(2) == range(0, 2), slice(1) == slice(None, 1),
      [] == (), {} == set(), 0 == "", None == False, 1 == "1", 1.5 == 3 / 2, (1,) == [1],
      frozenset([1]) == {1}, {1: 2}.items() == {(1, 2)}, {1: 2}.keys() == {1}, len == len,
      [].append == [].append, (l := []).append == l.append, int == int, type == type)


class Eq:
    def __init__(self, result): self.result = result
    def __eq__(self, o): return self.result
    __hash__ = object.__hash__


print(Eq(True) == 1, 1 == Eq(True), Eq(NotImplemented) == 1, Eq(NotImplemented) == Eq(True), Eq("x") != 1,
      Eq(NotImplemented) != 1, [Eq(True)] == [5], (Eq(False),) == (1,), 5 in [Eq(True)],
      [1, Eq(True)].index(99), {1: Eq(True)} == {1: "any"}, [Eq("")] == [1])
