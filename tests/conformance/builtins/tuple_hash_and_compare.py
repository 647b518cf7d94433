# Tuples as keys and in comparisons: identity first, length last, nested mixes, namedtuple-like
# subclasses, sorting records.
n = float("nan")
print((n,) == (n,), (n,) == (float("nan"),), (n, 1) < (n, 2), (1, n) < (2, n), (1, [2]) == (1, [2]),
      (1, 2) != (1, 2, 3), () < (None,), (None,) == (None,), (1, "a") < (1, "b"), (True, 0) == (1, False),
      (1, (2, (3,))) == (1, (2, (3,))), ((1, 2), [3]) < ((1, 2), [4]))
d = {(): 0, (1,): 1, (1, 2): 2, ((1,), 2): 3, ("a", None): 4, (1.0, 2.0): 5, (frozenset([1]),): 6, (True,): 7}
print(d, d[1, 2], d[()], (1,) in d, d.get((1, 2, 3)), d[("a", None)])
grid = {(x, y): x * y for x in range(30) for y in range(30)}
print(len(grid), grid[7, 8], (30, 0) in grid, sum(grid[p] for p in grid if p[0] == p[1]),
      max(grid, key=lambda p: (grid[p], p)), sorted(grid)[:3])
records = [("bob", 25, 1.5), ("ann", 30, 2.5), ("bob", 20, 0.5), ("ann", 30, 1.0)]
print(sorted(records), sorted(records, key=lambda r: (-r[1], r[0])), min(records),
      max(records, key=lambda r: r[2]), sorted(set(records))[0], records.index(("bob", 20, 0.5)),
      records.count(("ann", 30, 1.0)), ("ann", 30, 2.5) in records)
for code in ("(1, 'a') < (1, 2)", "(1, 2) < (2, 'a')", "(None, 1) < (None, 2)", "(None,) < (1,)",
             "hash((1, []))", "{([],): 1}", "(1,) < [1]", "(1,) == [1]", "(1, 2) > 5", "() < 5",
             "((),) < ((1,),)", "(1j,) < (2j,)", "(1j, 1) < (1j, 2)", "hash((1, (2, {})))",
             "{(1, slice(1)): 2} == {(1, slice(1)): 2}"):
    try:
        print(code, "->", eval(code))
    except TypeError as error:
        print(f"{code}: {error}")
print(all(hash((a, b)) == hash((float(a), complex(b))) for a in range(5) for b in range(5)),
      len({hash((a, b)) for a in range(50) for b in range(50)}) > 2400, hash((1, 2)) != hash((2, 1)),
      hash(((),)) != hash(()), hash((1,)) != hash(1), hash(("a", "b")) == hash(tuple("ab")))


class P(tuple):
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda self: self[0])
    def __repr__(self): return f"P{tuple(self)}"


p = P(1, 2)
print(p, p == (1, 2), hash(p) == hash((1, 2)), {(1, 2): "found"}[p], p < (1, 3), p + (3,), p[::-1],
      sorted([P(2, 1), P(1, 2)]), (lambda a, b: a + b)(*p), p.x, isinstance(p, tuple), tuple(p) == p,
      type(tuple(p)).__name__)
