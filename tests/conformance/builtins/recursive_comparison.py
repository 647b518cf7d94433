# Comparing, printing and hashing nested and self-referring structures; depth errors name the operation.
import sys
a = []
a.append(a)
b = [a]
print(a == a, [a] == [a], repr(a), a in a, a.index(a), a.count(a))
for action in (lambda: a == b, lambda: a < b, lambda: {1: a} == {1: b}, lambda: (a,) == (b,)):
    try:
        print(action())
    except RecursionError as error:
        print(type(error).__name__, error)
nested = None
for i in range(50):
    nested = [nested, i]
copy = None
for i in range(50):
    copy = [copy, i]
print(nested == copy, nested != copy, nested < copy, nested <= copy, len(repr(nested)),
      repr(nested) == repr(copy), nested[0][0][0][1])
t = ()
for i in range(60):
    t = (t, i)
print(hash(t) == hash(eval(repr(t))), t == eval(repr(t)), len(repr(t)))
d = {}
for i in range(40):
    d = {"k": d, i: i}
print(d == eval(repr(d)), len(str(d)))
print([1, [2, [3, [4]]]] < [1, [2, [3, [5]]]], (1, (2, (3,))) > (1, (2, (2, 9))), [[], []] == [[], []],
      [[1], 2] < [[1], 3], {"a": [1, {"b": {2}}]} == {"a": [1, {"b": {2}}]}, [float("nan")] == [float("nan")],
      (lambda n: [n] == [n])(float("nan")))


class Node:
    def __init__(self, v, n=None): self.v, self.n = v, n
    def __eq__(self, o): return self.v == o.v and self.n == o.n
    def __repr__(self): return f"{self.v}->{self.n!r}"
    def __hash__(self): return hash((self.v, self.n))


def chain(n):
    c = None
    for i in range(n):
        c = Node(i, c)
    return c


print(chain(5), chain(100) == chain(100), chain(5) == chain(6), hash(chain(50)) == hash(chain(50)),
      chain(30) in [chain(30)], {chain(3): 1}[chain(3)])
ring = Node(1)
ring.n = ring
for action in (lambda: repr(ring), lambda: hash(ring), lambda: ring == Node(1, ring), lambda: str([ring])):
    try:
        print(action())
    except RecursionError:
        print("RecursionError", end="; ")
print()
m = {}
m["self"] = m
s = [m]
m["list"] = s
print(m, s, str(m) == repr(m), f"{s}", "%s" % (s,))


class L(list):
    def __repr__(self): return "L" + super().__repr__()


l = L([1])
l.append([l])
print(l, [l])
x = [1, 2]
y = (x, x, [x])
print(y, y[0] is y[2][0])
deep_list = []
for _ in range(400):
    deep_list = [deep_list]
print(len(repr(deep_list)), deep_list == eval("[" * 100 + "]" * 100), sys.getrecursionlimit() >= 1000)
