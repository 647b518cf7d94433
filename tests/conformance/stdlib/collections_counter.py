# Counter: counting, missing keys, arithmetic, most_common, update and subtract, unary, comparison,
# total, repr order.
from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["z"], "z" in c, c.most_common(2), c.most_common(), c.total(), sorted(c.elements()), len(c),
      list(c), Counter(a=3, b=1), Counter({"x": 2}), Counter(["p", "q", "p"]), Counter(),
      Counter([1, 1.0, True]))
c.update("aaa"); c.update({"z": 5}); c.update(z=1, k=2); c.subtract("ab"); c.subtract({"z": 10}); print(c,
    c["z"])
a, b = Counter(x=3, y=1, z=0), Counter(x=1, y=2, w=-1)
print(a + b, a - b, a & b, a | b, +b, -b, a == b, a == Counter(x=3, y=1), a != b, a <= b, a >= Counter(x=1),
      a < Counter(x=9, y=9), Counter(a=1) == {"a": 1}, Counter(a=0) == Counter(), a.copy() == a)
a += b; print(a); a -= Counter(x=1); print(a); a |= Counter(q=7); print(a); a &= Counter(q=3, x=9); print(a)
del a["q"]; del a["not there"]; print(a, a.pop("x"), a, a.setdefault("n", 4), a.popitem())
print(Counter(a=2, b=-1).most_common(), list(Counter(a=2, b=-1, c=0).elements()),
      max(Counter("hello").items(), key=lambda p: p[1]), dict(Counter("aab")), {**Counter("ab")},
      repr(Counter(b=1, a=1, c=5)), Counter(dict.fromkeys("ab", 3)).total(),
      sorted(Counter("banana").items()))
for code in ("Counter(5)", "Counter(1, 2)", "Counter.fromkeys('ab')", "Counter('a') + 5", "Counter('a') < 5",
             "Counter([[]])", "Counter(a='x').total()", "Counter(a='x') + Counter(a='y')",
             "Counter('ab').most_common('x')", "Counter('ab').most_common(-1)",
             "Counter('ab').most_common(0)", "Counter(None)", "Counter(a=1)['b'].x", "hash(Counter())",
             "Counter('a').subtract(5)", "Counter(a=1.5) + Counter(a=2)", "Counter(a=1) * 2",
             "next(iter(Counter('ab')))", "Counter('ab').keys()", "Counter('ab').values()",
             "Counter('ab').get('q')", "Counter('aab').items()"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class Tally(Counter):
    def __missing__(self, k): return -1


t = Tally("aa"); print(t["zz"], t, type(t + t).__name__, type(t.copy()).__name__, isinstance(t, dict))
w = Counter(); text = "the cat the dog the end cat"
for word in text.split(): w[word] += 1
print(w.most_common(3), w == Counter(text.split()), sum(w.values()), [k for k, v in w.items() if v > 1])
