# sort: stability, key, reverse keeps stability, partial results on errors, mixed types, cmp_to_key,
# min and max keys.
import functools
people = [("ann", 30), ("bob", 25), ("cid", 30), ("dan", 25), ("eve", 30)]
print(sorted(people, key=lambda p: p[1]))
print(sorted(people, key=lambda p: p[1], reverse=True))
print(sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, reverse=True))
calls = []
data = [5, 2, 8, 1]
data.sort(key=lambda x: calls.append(x) or x)
print(data, calls)


class V:
    compared = 0

    def __init__(self, k, tag): self.k, self.tag = k, tag
    def __lt__(self, other): V.compared += 1; return self.k < other.k
    def __repr__(self): return f"{self.k}{self.tag}"


vs = [V(k, t) for t in "abc" for k in (2, 1, 3)]
print(sorted(vs), sorted(vs, reverse=True), V.compared > 0, min(vs), max(vs))
seed = 7
big = []
for i in range(2000):
    seed = seed * 1103515245 + 12345 & 0x7fffffff
    big.append((seed >> 8) % 100)
indexed = sorted(range(2000), key=big.__getitem__)
print(all(big[a] < big[b] or big[a] == big[b] and a < b for a, b in zip(indexed, indexed[1:])),
      sorted(big)[::200], sorted(big, reverse=True) == sorted(big)[::-1])
print(sorted(list(range(50)) + list(range(25, 75)))[::10], sorted(range(100, 0, -1))[:3], sorted("bca"),
      sorted({"b": 1, "a": 2}), sorted([]), sorted([1]), sorted((3, 1)), sorted([True, 0, 2, 1.5, -1]),
      sorted([2 ** 70, 1, -2 ** 70, 1.5]), sorted(["b", "", "a", "B", "é"]),
      sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted([b"b", b"a"]))
print(sorted([3, 1, 2], key=lambda x: -x), sorted("a1B2", key=str.lower), sorted([1, -2, 3], key=abs),
      sorted(["10", "9"], key=int), sorted([None, 1, None], key=lambda x: (x is not None, x)),
      sorted([1.0, 1, True]), sorted([float("inf"), 1, -float("inf")]))
print(sorted(["bb", "a", "ccc"], key=functools.cmp_to_key(lambda a, b: len(b) - len(a))),
      max("ab", "b", key=len), min([3, -5], key=abs), max([], default="none"), min((), default=None),
      max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), max(1, 2.0, 2), min("b", "a"), max([1, 1.0, True]),
      min([[2], [1]]))
for code in ("sorted([1, 'a'])", "sorted([None, 1])", "sorted([1j, 2])", "sorted([{}, {}])", "sorted(5)",
             "sorted([1], 2)", "sorted()", "sorted([1], key=5)", "[2, 1].sort(lambda x: x)", "max()",
             "max([])", "max(5)", "min(1, 2, default=3)", "max([1], key=5)", "max(1, 'a')",
             "sorted([1, 2], key=lambda: 1)", "sorted([object(), object()])", "max([1], x=1)",
             "sorted([1], reverse='a')", "sorted([1], reverse=1.5)", "sorted([1], cmp=1)", "min([1, 'a'])"):
    try:
        print(code, eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class Broken:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        if self.n == 3 or other.n == 3: raise ValueError("compare")
        return self.n < other.n
    def __repr__(self): return f"B{self.n}"


l = [Broken(n) for n in (5, 4, 3, 2)]
try:
    l.sort()
except ValueError as error:
    print(error, sorted(b.n for b in l))
l = [3, 1, 2]


def key(x):
    print(l, end=" ")
    return x


l.sort(key=key)
print(l)


def appends(x):
    l2.append(1)
    return x


l2 = [2, 1]
try:
    l2.sort(key=appends)
except ValueError as error:
    print(error, l2)
try:
    [1, 2, 3].sort(key=lambda x: 1 / (x - 2))
except ZeroDivisionError as error:
    print(error)


class Weird:
    def __lt__(self, other): return "truthy"


print(len(sorted([Weird(), Weird()])), sorted([0.0, -0.0, 0]), sorted([(2, [1]), (1, [2])]),
      [x for x in sorted(zip([2, 1], "ab"))], list(map(list, sorted([(1, 2), (0, 5)]))))
nan = float("nan")
print([2, nan, 1] and sorted([nan])[0] is nan, sorted(["a", "B", "c"], key=lambda s: (s.isupper(), s)),
      sorted(range(10), key=lambda i: i % 3), sorted(range(10), key=lambda i: i % 3, reverse=True))
