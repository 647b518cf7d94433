# Builtin functions respect methods of subclasses: len, iter, abs, str, repr, bool, hash, int,
# sorted, sum, in.
class L(list):
    def __len__(self): return 42
    def __iter__(self): return iter("LLL")
    def __contains__(self, x): return x == "magic"
    def __bool__(self): return False
    def __reversed__(self): return iter("reversed")
    def __hash__(self): return 7
    def __str__(self): return "L-str"


class D(dict):
    def __iter__(self): return iter(["fake"])
    def keys(self): return ["k1", "k2"]
    def __getitem__(self, k): return f"value of {k}"
    def __len__(self): return 9
    def items(self): return [("i", 1)]
    def __contains__(self, k): return False
    def get(self, k, d=None): return "got"


class S(str):
    def __len__(self): return 1
    def __iter__(self): return iter([1, 2])
    def __contains__(self, x): return True
    def __str__(self): return "S-str"
    def __add__(self, o): return "S+"
    def __mul__(self, n): return "S*"


class I(int):
    def __abs__(self): return "abs"
    def __bool__(self): return False
    def __index__(self): return 2
    def __int__(self): return 3
    def __float__(self): return 4.5
    def __hash__(self): return 1
    def __str__(self): return "I-str"
    def __eq__(self, o): return True
    def __add__(self, o): return "I+"
    def __radd__(self, o): return "+I"
    def __divmod__(self, o): return "divmod"
    def __round__(self, n=None): return "round"


l, d, s, i = L([1, 2]), D(a=1), S("text"), I(10)
print(len(l), list(l), [*l], tuple(l), "magic" in l, 1 in l, bool(l), list(reversed(l)), hash(l), str(l),
      repr(l), sorted(l), sum([1], 0), max(l), l + [3], l == [1, 2], [x for x in l], set(l), dict.fromkeys(l),
      l[:], l[0], l * 2, ",".join(l), list.__len__(l), enumerate(l).__next__(), list(zip(l, "ab")),
      list(map(str.lower, l)), f"{l}", "%s" % l, "%s" % (l,), [0][:0] + l)
print(len(d), list(d), dict(d), {**d}, "a" in d, d["zz"], d.get("a"), repr(d), str(d), bool(d), sorted(d),
      d == {"a": 1}, dict(d.items()), {**d, "x": 1}, d | {"y": 2}, (lambda **k: k)(**d), "%(a)s" % d,
      "{a}".format_map(d), list(dict.items(d)), [*d], d.copy(), max(d), d.pop("a"))
print(len(s), list(s), "zzz" in s, str(s), repr(s), s + "x", s * 2, s.upper(), s[0], s == "text",
      hash(s) == hash("text"), f"{s}", f"{s!r:>8}", "%s" % s, "".join([s]), {s: 1}["text"], [*s],
      s.join("ab"), s.split("x"), "x" + s, 2 * s, bool(s), sorted(s), max(s), int(S("5")), float(S("1.5")),
      "text" in {s}, getattr(type("T", (), {"text": 1}), s))
print(abs(i), bool(i), list(range(20))[i], int(i), float(i), hash(i), str(i), repr(i), i == 999, i + 1,
      1 + i, divmod(i, 3), round(i), range(i), "ab" * i, [0] * i, f"{i}", f"{i:d}", "%d" % i, "%s" % i,
      hex(i), chr(I(65)), {1: "x"}.get(i), sum([i, i]), max(i, 5), sorted([i, 3]), i - 1, -i, i * 2, i < 20,
      bytes(I(2)), not i, i if i else "falsy", [i] == [5], i in [77], pow(i, 2), i.bit_length(),
      int.__add__(i, 1), 5 in [i], list(range(5))[i:], slice(i).indices(5),
      math.sqrt(i) if (math := __import__("math")) else 0, math.floor(i), complex(i), str(I(3)).join("ab"))
