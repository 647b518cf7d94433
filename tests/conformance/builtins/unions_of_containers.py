# Converting containers into one another and comparing across them; copies are shallow; identity
# where nothing changes.
import collections
l, t, s, d, st, b = [3, 1, 2], (3, 1, 2), {3, 1, 2}, {3: "a", 1: "b", 2: "c"}, "312", b"\x03\x01\x02"
for target in (list, tuple, lambda x: sorted(set(x)), lambda x: sorted(frozenset(x)),
               lambda x: collections.deque(x), lambda x: list(enumerate(x)), lambda x: dict(zip(x, x)),
               lambda x: dict.fromkeys(x, 0), lambda x: "".join(map(str, x)),
               lambda x: list(reversed(list(x))), lambda x: sum(int(i) for i in x), max, min, any, all,
               sorted, len, lambda x: [*x], lambda x: {*x} == set(x), lambda x: list(map(str, x)),
               lambda x: list(zip(x, x)), lambda x: list(iter(x)), lambda x: [i for i in x if int(i) > 1],
               lambda x: next(iter(x)), bytes, bytearray):
    row = []
    for source in (l, t, d, st, b, range(3), (i for i in [3, 1])):
        try:
            row.append(target(source))
        except (TypeError, ValueError) as error:
            row.append(f"{type(error).__name__}: {error}")
    print(*row, sep=" | ")
inner = [1]
for outer in ([inner, 2], (inner, 2), {"k": inner}, {"k": [inner]}):
    copy = type(outer)(outer)
    print(copy == outer, copy is outer, (copy[0] if not isinstance(outer,
        dict) else copy["k"]) is (outer[0] if not isinstance(outer, dict) else outer["k"]), end="; ")
print()
print(tuple(t) is t, list(l) is l, str(st) is st, bytes(b) is b, t[:] is t, st[:] is st, b[:] is b)
print(dict(enumerate("ab")), dict(map(lambda i: (i, i * i), range(3))), {v: k for k, v in d.items()}, list(d),
      tuple(d.items()), set(d) == {1, 2, 3}, [*d.values()], sorted(d), sorted(d.items()), max(d),
      max(d, key=d.get), "".join(d.values()), dict(sorted(d.items())), list(map(d.get, [1, 9])),
      dict.fromkeys(d) == dict.fromkeys(t), [d[k] for k in sorted(d)], list(zip(d,
          d.values())) == list(d.items()))
print([list("ab"), tuple("ab"), *"ab"], list(b"ab"), bytes([97, 98]), bytearray("é", "utf-8"), list("é日"),
      str(["é"]), ["%s"] * 2, list(range(3)) + list("ab"), (1,) + tuple([2]), {1} | set([2]),
      {**{1: 2}, **dict([(3, 4)])}, "ab" + str(1) + repr("c"), [1, 2] + [*(3, 4)], list({1: 2}) + list({3}),
      [[1, 2][i] for i in (1, 0)])
