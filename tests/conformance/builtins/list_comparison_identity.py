# Sequence comparison uses identity before equality; count, index, in and remove do too; order
# decides at the first difference.
class Never:
    def __eq__(self, o): return False
    def __repr__(self): return "Never"


class Loud:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print(f"{self.v}=={getattr(o, 'v', o)}", end=" "); return self.v == getattr(o, "v",
            o)
    def __lt__(self, o): print(f"{self.v}<{o.v}", end=" "); return self.v < o.v
    def __le__(self, o): print(f"{self.v}<={o.v}", end=" "); return self.v <= o.v


n = Never()
print([n] == [n], [n] == [Never()], n in [n], [n].index(n), [n].count(n), (n,) == (n,), {1: n} == {1: n},
      [n, 1] < [n, 2], n in (n,), n in {1: n}.values(), [n] != [n], n in [Never()])
a, b, c = Loud(1), Loud(2), Loud(1)
print([a, b] == [c, b], [a, b] < [c, a], [a] <= [c], [a, b] == [a], [a] < [b], [b, a] == [a, b],
      (a, b) <= (c, b))
print([b, a].index(Loud(1)), Loud(2) in [a, b], [a, b, c].count(1), [a, b, c].remove(2),
      {1: a} == {1: Loud(1)})
print([1, 2, 3] < [1, 2, 4], [1, 2] < [1, 2, -1], [] < [[]], [[]] < [[[]]], [1, [2, 3]] < [1, [2, 4]],
      ["a"] < ["b"], [1.0] == [1], [True] == [1], [None] == [None], [float("nan")] == [float("nan")],
      [0.0] == [-0.0], [1, "a", None] == [1, "a", None], [(1, 2)] == [(1, 2)], [[1, 2]] > [[1, 1, 9]])
for code in ("[1] < ['a']", "[None] < [None]", "[None] < [1]", "[1] < (1,)", "[1, 'a'] < [2, 1]",
             "[[1]] < [1]", "[1] == 'a'", "[1] != None", "[] > []", "[1j] < [1j]", "[1j] < [2j]",
             "[{}] < [{}]", "[{1: 2}] < [{}]", "[print] < [print]", "[1, 2] >= [1, 'b']"):
    try:
        print(code, "->", eval(code))
    except TypeError as error:
        print(f"{code}: {error}")


class Raises:
    def __eq__(self, o): raise ValueError("compared")


r = Raises()
print([r] == [r], r in [r], [r].index(r))
for action in (lambda: [r] == [1], lambda: 1 in [r], lambda: [r].count(5), lambda: [r].remove(5),
               lambda: {1: r} == {1: 2}, lambda: (1, r) < (1, 2), lambda: [[r]] == [[0]],
               lambda: [1, r].index(2)):
    try:
        print(action())
    except ValueError as error:
        print(error, end="; ")
print()


class Odd:
    def __eq__(self, o): return []
    def __lt__(self, o): return "yes"


print([Odd()] == [1], Odd() in [1], [Odd()] < [1], [Odd(), 5] < [1, 9], sorted([Odd()]) is not None,
      ([Odd()] < [Odd()]), [1, 2] == [1, 2, Odd()])
