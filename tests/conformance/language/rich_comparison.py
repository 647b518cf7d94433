# ==, != and orderings: reflection, identity fallback, __ne__ from __eq__, subclass priority, __hash__.
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"V{self.n}"
    def __eq__(self, other): print("eq", end=" "); return self.n == other.n if isinstance(other,
            V) else NotImplemented
    def __lt__(self, other): print("lt", end=" "); return self.n < other.n if isinstance(other,
            V) else NotImplemented
    def __le__(self, other): print("le", end=" "); return NotImplemented


a, b, c = V(1), V(2), V(1)
print(a == b, a == c, a != b, a == 5, a != 5, 5 == a, a < b, a > b, b > a)
for action in (lambda: a <= b, lambda: a >= b, lambda: a < 5, lambda: 5 > a, lambda: a > 5):
    try:
        print(action())
    except TypeError as error:
        print(error)
try:
    hash(a)
except TypeError as error:
    print(error, V.__hash__)


class Sub(V):
    def __eq__(self, other): print("Sub.eq", end=" "); return "sub"
    def __gt__(self, other): print("Sub.gt", end=" "); return "sub gt"
    __hash__ = lambda self: 7


print(a == Sub(1), a < Sub(1), Sub(1) == a, hash(Sub(0)))


class Plain: pass


p, q = Plain(), Plain()
print(p == p, p == q, p != q, p != p, hash(p) == hash(p), p in [q, p], [p] == [p], (p, 1) == (p, 1))


class NotEqualSelf:
    def __eq__(self, other): return False


n = NotEqualSelf()
print(n == n, n in [n], [n] == [n], [n].index(n), [n].count(n), (n,) == (n,), {1: n} == {1: n}, n != n)


class OnlyNe:
    def __ne__(self, other): return "ne"


print(OnlyNe() != 1, OnlyNe() == 1)


class Weird:
    def __eq__(self, other): return [other]
    def __lt__(self, other): return ""
    def __bool__(self): raise ValueError("no truth")


w = Weird()
print(w == 3, w < 3, w != 3, not w == 0)


class Raises:
    def __eq__(self, other): raise ValueError("eq")


for action in (lambda: Raises() == 1, lambda: 1 == Raises(), lambda: Raises() in [1],
               lambda: [1].index(Raises()), lambda: {Raises.__eq__: 1} and Raises() != 1):
    try:
        print(action())
    except ValueError as error:
        print("ValueError", error)
print(1 == "1", 1 != "1", None == 0, [] == (), b"a" == "a", {1} == frozenset({1}), 0 == False, "" == None,
      1 == 1.0 == 1 + 0j, range(3) == [0, 1, 2])
print((1).__eq__("a"), (1).__lt__(1.5), "a".__eq__(1), (1.5).__lt__(2), [].__eq__(()), object().__eq__(1),
      object().__ne__(1), object().__lt__(1))
from functools import total_ordering


@total_ordering
class T:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n


print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), sorted([T(3), T(1)])[0].n, max(T(1), T(5)).n)


class HashEq:
    def __init__(self, k): self.k = k
    def __hash__(self): return 1
    def __eq__(self, o): return isinstance(o, HashEq) and self.k == o.k


d = {HashEq(1): "a", HashEq(2): "b"}
d[HashEq(1)] = "c"
print(len(d), d[HashEq(1)], HashEq(3) in d)
for bad in ("a", 1.5, None):
    try:
        hash(type("H", (), {"__hash__": lambda self: bad})())
    except TypeError as error:
        print(error)
print(hash(type("H", (), {"__hash__": lambda self: 2 ** 61})()), hash(type("H", (),
    {"__hash__": lambda self: -1})()), hash(True), hash(2.0), hash(-1))
