# set and frozenset: operators against methods, in-place forms, ordering, hashing, copying, errors.
def s(x): return sorted(x, key=repr)


a, b = {1, 2, 3}, {3, 4}
print(s(a | b), s(a & b), s(a - b), s(a ^ b), a <= {1, 2, 3, 4}, a < a, a <= a, a > {1}, a >= b,
      a == {3, 2, 1}, a != b, a.isdisjoint({9}), a.issubset(range(5)), a.issuperset([1, 2]), 1 in a, 1.0 in a,
      "1" in a, len(a))
print(s(a.union([9], "x")), s(a.intersection([1, 2], [2, 3])), s(a.difference([1], [2])),
      s(a.symmetric_difference([1, 9])), s(a.union()), s(a.copy()), a.copy() is a, a.union() == a,
      s(set("hello")), set(), frozenset(), {1}, frozenset([1]), repr({"a"}), str(frozenset("b")))
c = set(a)
print(c.add(4), c.discard(99), c.discard(1), c.remove(2), c.update([5, 6], {7}), s(c),
      c.intersection_update({3, 4, 5}), s(c), c.difference_update([3]), s(c),
      c.symmetric_difference_update([4, 8]), s(c))
c |= {1}; c &= {1, 5, 8}; c -= {8}; c ^= {5, 6}
print(s(c), c.pop() in {1, 6}, len(c), c.clear(), c)
f = frozenset([1, 2])
print(f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, f & {1}, f - {1},
      f ^ {2, 3} == {1, 3}, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: "key"}[frozenset([2, 1])],
      f in {f}, {1, 2} in {f}, f.copy() is f, frozenset(f) is f, f.union([5]) == {1, 2, 5},
      {frozenset(), frozenset()} == {frozenset()}, f <= {1, 2, 3}, sorted([frozenset([1]), frozenset([1, 2]),
          frozenset()], key=len))
g = f
g |= {9}
print(s(g), s(f), g is f)
print({1, 2} == frozenset([1, 2]), {1} < {2}, {1} > {2}, {1} == [1], set([1, 1.0, True]),
      len({0, False, 0.0, ""}), {None} | {...} == {None, ...}, set(range(5)) & set(range(3, 8)) == {3, 4},
      set() <= set(), not set(), bool({0}), {*"ab"} == set("ab"), set({"k": 1}), set(b"a"), {(1, 2)},
      set(iter([1])))
for code in ("a | [1]", "a & 'x'", "a - 5", "a ^ None", "a < [1]", "[1] | a", "a |= [1]", "a + b", "a * 2",
             "hash(a)", "{a}", "{[]}", "a.add([])", "a.remove(99)", "a.remove([])", "[] in a", "{1} in a",
             "a.discard([])", "set().pop()", "a.union(5)", "a.update(5)", "a.isdisjoint(5)", "a.add()",
             "a.add(1, 2)", "set(5)", "set(1, 2)", "set(x=1)", "frozenset(5)", "f.add(1)", "f.clear()",
             "a[0]", "a()", "a.x", "set([[]])", "a.pop(1)", "sorted([{1}, {2}])", "a > 5",
             "frozenset([1]).remove(1)", "a.remove()", "set.union()", "a.intersection(5)",
             "a.symmetric_difference([1], [2])", "reversed(a)", "a.copy(1)", "max({1}, {2}, {3}, key=len)",
             "next(a)", "iter(a).x"):
    a = {1, 2, 3}
    try:
        print(code, "->", eval(code) if "|=" not in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
for change in ("m.add(99)", "m.discard(1)", "m.clear()", "m.pop()"):
    m = {1, 2, 3}
    try:
        for x in m:
            exec(change)
        print(change, "no error")
    except RuntimeError as error:
        print(change, error)
big = set()
for i in range(5000):
    big.add(i * 37 % 5003)
for i in range(0, 5003, 3):
    big.discard(i)
print(len(big), sum(big), 1 in big, 3 in big, big & {1, 2, 3} == {1, 2}, len(big | set(range(6000))),
      len(big - set(range(100))), big.isdisjoint(range(0, 5003, 3)), max(big), min(big))


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, o): return isinstance(o, Key) and self.n == o.n


k = {Key(i) for i in range(20)} | {Key(i) for i in range(10, 30)}
print(len(k), Key(5) in k, Key(50) in k, len(k & {Key(1), Key(99)}), len(k - {Key(1)}))
it = iter({1})
print(next(it), next(it, "end"), type(it).__name__, {1, 2}.__contains__(1), {1}.__or__({2}), {1}.__or__([2]),
      {1}.__eq__([1]), {1}.__ror__({3}) == {1, 3}, {1}.__rsub__({1, 5}), {1}.__len__(), set[int],
      frozenset.__class_getitem__(str), {1}.__hash__)
r = frozenset([1])
print({1: frozenset([r])}, repr(set([frozenset()])))


class Rec(set):
    def __hash__(self): return 1


x = Rec()
x.add(x)
print(x)
