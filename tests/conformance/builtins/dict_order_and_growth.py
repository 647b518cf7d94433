# dict: insertion order over growth, deletion holes, popitem, re-insertion; many keys of equal hash;
# views while changing.
d = {}
for i in range(2000):
    d[i * 7 % 2003] = i
keys = list(d)
print(keys[:5], keys[-3:], len(d))
for k in keys[::2]:
    del d[k]
print(list(d)[:5], len(d))
for k in keys[:20:2]:
    d[k] = "again"
print(list(d)[-5:], d.popitem(), d.popitem(), len(d))
while len(d) > 3:
    d.popitem()
print(d)
d.clear()
d.update((chr(97 + i), i) for i in range(26))
print("".join(d), d.pop("m"), d.setdefault("m", "end"), "".join(d))


class Same:
    count = 0
    def __init__(self, n): self.n = n
    def __hash__(self): return 42
    def __eq__(self, o): Same.count += 1; return self.n == o.n
    def __repr__(self): return f"S{self.n}"


s = {Same(i): i for i in range(30)}
print(len(s), s[Same(29)], Same(30) in s, Same.count > 30, list(s)[:3])
del s[Same(0)]
s[Same(1)] = "replaced value, kept key"
print(list(s.items())[:2], s.pop(Same(15)), len(s))
strings = {f"key{i}": i for i in range(5000)}
print(sum(strings[f"key{i}"] for i in range(5000)), "key5000" in strings, list(strings)[4999])
mixed = {1: "a", "1": "b", 1.5: "c", (1,): "d", None: "e", b"1": "f", frozenset(): "g", True: "replaces 1",
         int: "h", ...: "i"}
print(len(mixed), mixed[1], mixed[1.0], mixed["1"], mixed[None], mixed[int], mixed[(1,)])
queue = {}
for i in range(10000):
    queue[i] = i
    if len(queue) > 10:
        del queue[next(iter(queue))]
print(list(queue), len(queue))
d = {"a": 1, "b": 2}
view = d.items()
it = iter(view)
next(it)
d["a"] = 100
print(next(it), list(view))
d = dict.fromkeys(range(5))
it = iter(d)
next(it)
d.pop(4)
d[9] = 0
try:
    print(list(it))
except RuntimeError as error:
    print(error)
try:
    for x in d.values():
        d["grow"] = 1
except RuntimeError as error:
    print(error)
a, b = {}, {}
a["b"], b["a"] = b, a
print(a, b)
try:
    a == b
    print("equal compares ended")
except RecursionError as error:
    print(type(error).__name__)


class MutatingEq:
    def __init__(self, target): self.target = target
    def __hash__(self): return 1
    def __eq__(self, o):
        self.target.clear()
        return False


t = {}
m = MutatingEq(t)
t[m] = 1
t[1] = "x"
t[MutatingEq(t)] = 2
print(len(t) <= 3)
big = {}
for r in range(3):
    for i in range(1000):
        big[i] = (i, r)
    for i in range(0, 1000, 3):
        big.pop(i, None)
print(len(big), big[1], big.get(0), sum(v[0] for v in big.values()), list(big)[:4])
print({k: v for k, v in sorted(big.items())[:2]}, dict(sorted({"b": 1, "a": 2}.items())),
      dict(sorted({"x": 3, "y": 1}.items(), key=lambda kv: kv[1])), max(big, key=big.get),
      {v: k for k, v in {"a": 1, "b": 1}.items()})
