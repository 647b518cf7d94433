# deque: both ends, maxlen, rotate, index, insert, copying, comparison, mutation while iterating, errors.
from collections import deque

d = deque("abc")
d.append("d"); d.appendleft("z"); d.extend("ef"); d.extendleft("yx")
print(d, len(d), d[0], d[-1], d[3], d.pop(), d.popleft(), list(d), "b" in d, d.count("a"), d.index("c"),
      d.index("c", 2, 9))
d.rotate(2); print(d)
d.rotate(-3); print(d)
d.insert(1, "I"); d.insert(-1, "J"); d.insert(100, "K"); d.remove("I"); d.reverse(); d[0] = "first"; del d[1]
print(d, d.copy() == d, d + deque("+"), d * 2, list(reversed(d)), bool(deque()),
      deque([1, 2]) < deque([1, 3]), deque() == deque(), deque([1]) == [1], deque(maxlen=2),
      deque([1, 2, 3], 2), deque("abc", maxlen=0))
m = deque(maxlen=3)
for i in range(6): m.append(i)
print(m, m.maxlen, m.appendleft("left"), m, m.extend("pq"), m, m.rotate(), m, deque(m).maxlen,
      m.copy().maxlen, m * 2)
m.extendleft([7, 8]); m += "z"; print(m)
d.clear(); print(d, d.maxlen)
for code in ("deque().pop()", "deque().popleft()", "deque()[0]", "deque([1])[5]", "deque([1]).remove(2)",
             "deque([1]).index(2)", "deque([1], maxlen=1).insert(0, 2)", "deque(5)", "deque([], -1)",
             "deque([], 'a')", "deque([1]) + [2]", "deque([1])[0:1]", "hash(deque())",
             "deque([1]).rotate('a')", "deque([1]) * 'a'", "deque([1]) < [1]", "deque([1])['a']",
             "deque().maxlen.x", "deque([1, 2]).insert('a', 1)", "deque(1, 2, 3)", "deque([1]).append()",
             "deque(iterable='ab', maxlen=1)", "deque([1]).copy(1)", "deque([3, 1, 2]).sort()",
             "sorted(deque([3, 1, 2]))", "deque([1, 2]) * -1", "deque([1, [2]]).__contains__([2])",
             "deque([1]).__eq__(5)"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
q = deque([1, 2, 3])
try:
    for x in q: q.append(x)
except RuntimeError as error:
    print(error, len(q))
it = iter(deque([1, 2])); print(next(it), it.__length_hint__(), list(it))
big = deque(range(1000)); big.rotate(337)
print(big[0], big[500], big[-1], sum(big), big.index(0), list(big)[:3]); del big[500]; big.insert(500,
    "x"); print(big[500], len(big))
r = deque([1]); r.append(r); print(r)
s = deque([1, 2, 3]); s.extend(s); s.extendleft(s); print(s, s == deque(list(s)), max(s),
                                                          deque(map(str, s)).pop(), deque(sorted({3, 1})),
                                                          [*deque("ab")], deque[int], type(deque.__doc__))


class Sub(deque):
    def __init__(self, *a): super().__init__(*a); self.tag = "t"


x = Sub("ab"); print(x, x.tag, type(x.copy()).__name__, type(x + x).__name__, x == deque("ab"))
