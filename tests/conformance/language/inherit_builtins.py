# Subclasses of builtin types: extra state, overridden methods seen or not seen by the builtin ones,
# results' types.
class MyInt(int):
    def __add__(self, other): return MyInt(int(self) + other + 100)
    def __str__(self): return "str!"


class MyStr(str):
    def upper(self): return "overridden " + super().upper()
    def __len__(self): return 99
    def __getitem__(self, i): return "item"


class MyList(list):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag
    def append(self, x):
        print("append", x, end="; ")
        super().append(x)
    def __getitem__(self, i): return ("got", super().__getitem__(i))
    def __len__(self): return 1000


class MyDict(dict):
    def __setitem__(self, k, v): super().__setitem__(k, [v, v])
    def __getitem__(self, k): return ("got", super().__getitem__(k))


class MySet(set):
    def __contains__(self, x): return "always"


class MyTuple(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __eq__(self, o): return "eq"
    __hash__ = tuple.__hash__


class MyFloat(float):
    def __repr__(self): return f"MyFloat<{float.__repr__(self)}>"


class MyBytes(bytes): pass
class MyException(ValueError):
    def __init__(self, code, *rest):
        super().__init__(f"code {code}", *rest)
        self.code = code


i = MyInt(5)
print(i, repr(i), i + 1, 1 + i, type(i + 1).__name__, type(i - 1).__name__, type(-i).__name__, i == 5,
      {5: "found"}[i], "%d" % i, sum([i, i], MyInt(0)))
s = MyStr("abc")
print(s, s.upper(), len(s), s[0], s == "abc", s + "d", type(s + "d").__name__, type(s.lower()).__name__, [*s],
      "".join([s, s]), f"{s:>5}", s.replace("a", "b"), s * 2, hash(s) == hash("abc"))
l = MyList([1, 2], tag="t")
l.append(3)
l.extend([4])
l += [5]
print(l, l[0], l[1:], len(l), l.tag, type(l + [1]).__name__, type(l * 2).__name__, type(l.copy()).__name__,
      sorted(l), [*l], list(reversed([*l])), 3 in l, l == [1, 2, 3, 4, 5], bool(MyList()))
d = MyDict(a=1)
d["b"] = 1
d.update(c=1)
d.setdefault("d", 1)
print(d, d["b"], d.get("b"), {**d}, dict(d), list(d.values()), d | {"z": 0}, type(d | {}).__name__,
      type(d.copy()).__name__, type(MyDict.fromkeys("k")).__name__, MyDict.fromkeys("k", 3))
st = MySet([1])
print(5 in st, st | {2}, type(st | {2}).__name__, type({2} | st).__name__, st == {1},
      type(st.copy()).__name__, MySet([1]) <= {1, 2}, repr(MySet()))
t = MyTuple(1, 2)
print(t, t == (9,), (1, 2) == t, t != (1, 2), t + (3,), type(t + (3,)).__name__, t[:] is t,
      type(t[:]).__name__, {(1, 2): "v"}.get(t), t * 1)
f = MyFloat(1.5)
print(f, str(f), f"{f}", f"{f:.2f}", f + 1, [f], type(f * 2).__name__, type(MyBytes(b"ab") + b"c").__name__,
      MyBytes(b"ab"), repr(MyBytes(b"x")))
try:
    raise MyException(42, "more")
except ValueError as error:
    print(error, repr(error), error.code, error.args)


class Frozen(frozenset):
    def __init__(self, *a): self.note = "kept"


print(Frozen([1]).note, Frozen([1]) == {1}, repr(Frozen("a")), {Frozen([1]): 1}[frozenset([1])])


class DefaultRepr(list): pass


r = DefaultRepr([1])
r.x = r
print(r, r.__dict__ == {"x": r}, DefaultRepr(range(3))[::2], type(DefaultRepr([1])[:]).__name__,
      list.__repr__(r), DefaultRepr.__mro__)


class Counter(dict):
    def __missing__(self, key):
        self[key] = 0
        return 0


c = Counter()
for ch in "hello":
    c[ch] += 1
print(c, c.get("zz"), "zz" in c)


class Rng:
    def __init__(self, r): self.r = r
    def __iter__(self): return iter(self.r)


print(MyList(Rng("ab")), MyTuple(*Rng("ab")), MyStr(5), MyInt("0x1f", 16), MyFloat("nan") != 1,
      complex.__new__(type("Cx", (complex,), {}), 1, 2))
