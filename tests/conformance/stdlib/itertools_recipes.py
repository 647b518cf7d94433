# The documentation's kind of recipes built from itertools, functools, operator and collections together.
import operator
from collections import Counter, defaultdict, deque
from functools import partial, reduce
from itertools import accumulate, batched, chain, combinations, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest


def take(n, x): return list(islice(x, n))
def tail(n, x): return list(deque(x, maxlen=n))
def nth(x, n, d=None): return next(islice(x, n, None), d)
def quantify(x, p=bool): return sum(map(p, x))
def flatten(x): return list(chain.from_iterable(x))
def ncycles(x, n): return list(chain.from_iterable(repeat(tuple(x), n)))
def partition(p, x): a, b = tee(x); return list(filterfalse(p, a)), list(filter(p, b))
def powerset(x): s = list(x); return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
def sliding(x, n):
    it = iter(x); w = deque(islice(it, n - 1), maxlen=n)
    for v in it: w.append(v); yield tuple(w)
def unique(x, key=None):
    seen = set()
    for v in x:
        if (k := v if key is None else key(v)) not in seen: seen.add(k); yield v
def sieve(n):
    data = bytearray((0, 1)) * (n // 2)
    for p in takewhile(lambda p: p * p < n, (i for i in count(3,
            2))): data[p * p::2 * p] = bytes(len(data[p * p::2 * p]))
    data[1] = 0
    return [2] + list(compress(range(n), data))
def convolve(a, b): b = b[::-1]; pad = [0] * (len(b) - 1); return [sum(map(operator.mul, w,
        b)) for w in sliding(chain(pad, a, pad), len(b))]
def grouper(x, n, fill=None): return zip_longest(*[iter(x)] * n, fillvalue=fill)
def iter_except(f, exc):
    try:
        while True: yield f()
    except exc: pass
print(take(3, count(5)), tail(2, "abcde"), nth("abc", 1), nth("abc", 9, "-"), quantify([1, 0, 2]),
      flatten([[1], (2, 3), "a"]), ncycles("ab", 2), partition(lambda x: x % 2, range(6)),
      list(powerset("abc")), list(sliding(range(5), 3)), list(unique("AbaBC", str.lower)), sieve(40),
      convolve([1, -1, -20], [1, -3]), list(grouper("abcde", 2, "x")), list(iter_except([1, 2].pop,
          IndexError)))
words = "apple avocado banana blueberry cherry apricot".split()
print({k: list(g) for k, g in groupby(sorted(words), key=operator.itemgetter(0))},
      reduce(lambda d, w: d[w[0]].append(len(w)) or d, words, defaultdict(list)), Counter(map(len, words)),
      sorted(Counter(chain(*words)).items(), key=lambda p: (-p[1], p[0]))[:3],
      list(accumulate(map(len, words))), max(words, key=len), list(starmap(operator.add, pairwise("abcd"))))
print([a + b for a, b in product("xy", repeat=2)], list(map(partial(pow, 2), range(5))),
      list(zip(cycle([0, 1]), words))[:3], list(dropwhile(str.islower, "abCd")),
      [sum(b) for b in batched(range(10), 4)], sum(starmap(operator.mul, zip(range(4), range(4)))),
      len(list(permutations(range(5)))), reduce(operator.or_, [{1}, {2}, {1, 3}]), dict(zip(words, count())),
      list(islice(cycle("abc"), 2, 9, 3)))
def pascal(n):
    row = [1]
    for _ in range(n): yield row; row = list(map(operator.add, chain([0], row), chain(row, [0])))
def collatz(n): return list(takewhile(lambda x: x != 1, accumulate(repeat(n), lambda x,
        _: x // 2 if x % 2 == 0 else 3 * x + 1)))
def fib(): return (a for a, b in accumulate(repeat((0, 1)), lambda p, _: (p[1], p[0] + p[1])))
print(list(pascal(5)), collatz(6), take(10, fib()), [int("".join(g)) if k else "".join(g) for k,
                                                     g in groupby("12ab345c", str.isdigit)],
      "".join(f"{len(list(g))}{k}" for k, g in groupby("aaabccd")))
