# Containers by special methods: indexing and slices, len, contains and its fallbacks, iteration, reversed,
# __missing__, __length_hint__, __call__.
class Seq:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, key): return f"get {key!r}" if not isinstance(key, int) else self.items[key]
    def __setitem__(self, key, value): print("set", key, value, end="; ")
    def __delitem__(self, key): print("del", key, end="; ")


s = Seq(1, 2, 3)
print(s[0], s[-1], s[1:2], s[::2], s["k"], s[1, 2], s[1:2, ...], s[:], s[()],
      s[lambda: 0].startswith("get <function"))
s[0] = 1; s[1:2] = "x"; s["a", "b"] = None; s[...] = 0
del s[0], s[1:], s["a"]
print()
print(len(s), bool(s), bool(Seq()), list(s), 2 in s, 9 in s, list(reversed(s)), list(enumerate(s)), sum(s),
      max(s), sorted(s, reverse=True))
s[0] += 5
print([*s], dict(zip("ab", s)), tuple(s), set(s) == {1, 2, 3})


class Contains:
    def __contains__(self, x): return "truthy" if x == 1 else ""


print(1 in Contains(), 2 in Contains(), 1 not in Contains())


class OnlyIter:
    def __iter__(self): return iter([1, 2])


print(1 in OnlyIter(), 5 in OnlyIter(), list(OnlyIter()), [*OnlyIter(), 3])


class NoContains:
    __contains__ = None
    def __iter__(self): return iter([1])


class NoIter:
    __iter__ = None
    def __getitem__(self, i): return i


class Nothing: pass


for action in (lambda: 1 in NoContains(), lambda: iter(NoIter()), lambda: 1 in Nothing(),
               lambda: len(Nothing()), lambda: Nothing()[0], lambda: reversed(Nothing()),
               lambda: Nothing()(), lambda: iter(Nothing()), lambda: next(Nothing()), lambda: reversed({1}),
               lambda: [][Nothing()], lambda: list("a")["a"], lambda: list("a")[1.0],
               lambda: str("a")[None], lambda: tuple("ab")["x"], lambda: {}[[]], lambda: print()[0],
               lambda: int(5)[0], lambda: len(5), lambda: Nothing[0]):
    try:
        print(action())
    except TypeError as error:
        print(error)
for code in ("Nothing()[0] = 1", "del Nothing()[0]", "tuple('a')[0] = 1", "del (1,)[0]", "str('a')[0] = 'b'",
             "list('a')['a'] = 1", "[1][0:1] = 5", "del list('a')[1.5]"):
    try:
        exec(code)
    except TypeError as error:
        print(code, error)


class Missing(dict):
    def __missing__(self, key): return f"missing {key}"


m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, len(m))


class Hint:
    def __init__(self, hint): self.hint = hint
    def __length_hint__(self): return self.hint
    def __iter__(self): return iter([1, 2])


import operator
print(operator.length_hint(Hint(5)), operator.length_hint(Hint(NotImplemented), 7), operator.length_hint([1]),
      operator.length_hint(iter([1, 2])), list(Hint(5)))
for bad in (Hint(-1), Hint("x")):
    try:
        operator.length_hint(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Rev:
    def __reversed__(self): return iter("reversed result")


class Call:
    def __call__(self, *args, **kw): return args, kw


print(next(reversed(Rev())), Call()(1, k=2), callable(Call()), callable(Nothing()))


class BigLen:
    def __len__(self): return 2 ** 70


class FloatLen:
    def __len__(self): return 1.5


for bad in (BigLen(), FloatLen()):
    try:
        len(bad)
    except (OverflowError, TypeError) as error:
        print(type(error).__name__, error)


class Indexish:
    def __index__(self): return 1


print([10, 20][Indexish()], "abc"[Indexish():], list(range(Indexish(), 3)),
      [1, 2, 3][slice(None, Indexish())])
