# Lists, deques, bytearrays and generators that change while they are being read; dicts and sets that refuse.
out = []
l = [1, 2, 3, 4]
for x in l:
    out.append(x)
    if x == 2:
        l.remove(1)
    if x == 4:
        l.extend([5, 6])
print(out, l)
l = list(range(5))
for i, x in enumerate(l):
    del l[i]
print(l)
l = [1, 2, 3]
it = iter(l)
next(it)
l.clear()
print(list(it), list(it), l.append(9), list(it))
l = [1, 2, 3]
r = reversed(l)
next(r)
l.insert(0, 0)
print(list(r))
l = [3, 1, 2]
print([l.pop() for _ in l], l)
l = [1, 2, 3]
print(list(map(lambda x: l.append(x) or x if len(l) < 6 else x, l)), l)
l = [1, 2, 3, 4]
print(list(filter(lambda x: l.remove(x) is None, l)), l)
l = [0, 1, 2]
l[:] = (l.append(9) or x for x in [7, 8])
print(l)
l = [1, 2, 3]
print(sum(l.pop() for _ in range(3)), l)
b = bytearray(b"abc")
seen = []
for c in b:
    seen.append(c)
    if len(b) < 6:
        b.append(c + 10)
print(bytes(seen), b)
s = "abc"
for c in s:
    s += c
print(s)
n = 3
for i in range(n):
    n = 100
    i = 50
print(n, i)
d = {1: "a", 2: "b"}
for k in list(d):
    d[k * 10] = d.pop(k)
print(d)
for k, v in d.items():
    d[k] = v * 2
print(d)
for make, change in (("{1: 1, 2: 2}", "c[9] = 1"), ("{1: 1, 2: 2}", "del c[1]"),
                     ("{1: 1, 2: 2}", "c.clear()"), ("{1, 2}", "c.add(9)"), ("{1, 2}", "c.remove(1)"),
                     ("{1, 2}", "c.clear()"), ("collections.deque([1, 2])", "c.append(3)"),
                     ("collections.deque([1, 2])", "c.popleft()"), ("collections.deque([1, 2])", "c[0] = 5"),
                     ("collections.OrderedDict(a=1, b=2)", "c['z'] = 1"),
                     ("collections.OrderedDict(a=1, b=2)", "c.move_to_end('a')"),
                     ("collections.defaultdict(int, a=1)", "c['new']"),
                     ("collections.Counter('ab')", "c['q'] += 1")):
    import collections
    c = eval(make)
    steps = 0
    try:
        for x in c:
            steps += 1
            if steps < 5:
                exec(change)
        print(make, change, "no error", steps)
    except (RuntimeError, KeyError) as error:
        print(make, change, type(error).__name__, error)
class Evil:
    def __init__(self, target): self.target = target
    def __eq__(self, other): self.target.clear(); return False
    def __hash__(self): return 1
    def __repr__(self): self.target.clear(); return "evil"
    def __lt__(self, other): self.target.append(0); return False
for action in (lambda t: t.index(5), lambda t: t.count(5), lambda t: 5 in t, lambda t: t.remove(5),
               lambda t: t == [1, 2, 3], lambda t: repr(t), lambda t: sorted(t)):
    t = [1]
    t[:] = [Evil(t), 2, Evil(t)]
    try:
        print(action(t), len(t), end="; ")
    except (ValueError, TypeError) as error:
        print(error, end="; ")
print()
g = [1, 2, 3]
gen = (x * 2 for x in g)
next(gen)
g.append(4)
g[1] = 20
print(list(gen))
g = {1: 2}
view = g.items()
g[3] = 4
print(list(view), len(view))
z = [1, 2, 3]
print([(z.append(x), x)[1] for x in z[:2]], z, [x for x in z for z in [[x]]])
