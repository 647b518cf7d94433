# tuple and range: methods, comparison, hashing, arithmetic; ranges of huge ints, slices of ranges,
# membership.
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:3], t[::-1], t.count(2), t.index(2), t.index(2, 2), t + (4,), t * 2, 2 * (1,), 2 in t,
      len(t), (), (1,), tuple(), tuple("ab"), tuple([1]), tuple(t) is t, t[:] is t,
      hash((1, 2)) == hash((1, 2)), hash(()) == hash(()))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") == (1, "a"), (1, 2) == [1, 2], (1, [2]) == (1, [2]),
      ((1, 2), 3) > ((1, 2), 2), {(1, 2): "k"}[1, 2], (0.0,) == (-0.0,), (1,) == (True,), max((1, 5), (1, 3)),
      sorted([(2, 1), (1, 2)]))
print(((),), ((1,),), (1, (2, (3,))), repr((1,)), str((None, "a")), (*"ab", 3),
      tuple(x * 2 for x in range(3)), tuple({"k": 1}), list(reversed((1, 2))), (1, 2).__add__((3,)),
      (1,).__eq__([1]), (1, 2).__getnewargs__(), (1, 2, 3).__contains__(3))
for code in ("t[10]", "t['a']", "t[1.5]", "t + [1]", "[1] + t", "t * 'a'", "t.index(9)", "t.index(2, 4)",
             "t.append(1)", "t[0] = 1", "del t[0]", "tuple(5)", "tuple(1, 2)", "hash(([],))", "t < [1]",
             "(1,) < ('a',)", "t.count()", "t.x = 1", "t += [1]", "()[0]", "t * 2 ** 62", "tuple(None)",
             "t.index()", "t.index(2, 'a')", "t()"):
    try:
        exec("r = " + code if "=" not in code and "del" not in code else code)
        print(code, r)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
for args in ((5,), (2, 5), (0, 10, 3), (10, 0, -3), (0,), (5, 5), (5, 0), (-3, 3), (0, -5, -1),
             (2 ** 70, 2 ** 70 + 3), (0, 2 ** 100, 2 ** 98), (10 ** 20, 0, -10 ** 19)):
    r = range(*args)
    print(r, len(r), list(r)[:4], r[:2], r[-1:] if len(r) else "", r[::-1], 2 in r, 2.0 in r, "a" in r,
          bool(r), r.start, r.stop, r.step, r.count(0), hash(r) == hash(range(*args)), end="; ")
print()
r = range(0, 20, 3)
print(r[0], r[-1], r[2:5], r[::2], r[::-2], r[100:], r.index(9), r.count(9), r.count(10), 9 in r, 10 in r,
      list(reversed(r)), r == range(0, 19, 3), r == range(0, 20, 4), range(0) == range(5, 0),
      range(1, 2) == range(1, 3, 5), {range(3): 1}[range(0, 3)], max(r), min(r), sum(r),
      sorted(r, reverse=True), [*r], tuple(range(2)), range(True), r != [0])
for code in ("range()", "range(1.5)", "range('a')", "range(1, 2, 0)", "range(1, 2, 3, 4)", "range(5)[5]",
             "range(5)[-6]", "range(5)['a']", "range(5).index(7)", "range(5).index('a')",
             "range(5) + range(5)", "range(5) < range(6)", "range(5) * 2", "range(5).start = 1", "range(x=1)",
             "len(range(2 ** 70))", "range(5)[1.0]", "next(range(5))", "range(2 ** 70)[2 ** 69]",
             "range(2 ** 70)[-1]", "2 ** 69 in range(2 ** 70)", "range(None)", "range(5)[0] = 1",
             "range(3).x", "range(2 ** 64).index(2 ** 63)", "range(10)[::0]"):
    try:
        exec("r = " + code if " = " not in code else code)
        print(code, r)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), type(it).__name__, type(iter(range(2 ** 70))).__name__,
      next(iter(range(2 ** 70, 2 ** 71))), next(reversed(range(2 ** 70))), list(zip(range(2), range(5, 7))),
      [i for i in range(10, 0, -4)], list(range(-5, -10, -2)), repr(range(1, 10)), str(range(0, 5, 1)),
      range(0, 5, -1), range(3).__contains__(1), range(3).__len__(), range(2).__eq__(5),
      range(3).__hash__() == hash(range(3)))


class I:
    def __index__(self): return 3


class Eq:
    def __eq__(self, o): return o == 2


print(range(I()), range(I(), 10, I()), range(10)[I()], I() in range(5), Eq() in range(5),
      range(5).index(Eq()), range(5).count(Eq()), True in range(2), None in range(2))
