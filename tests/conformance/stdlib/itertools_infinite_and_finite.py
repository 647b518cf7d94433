# itertools: every iterator on small inputs, with its arguments, lazily; accumulate, batched,
# pairwise, groupby, islice, tee.
import itertools as it
import operator


def take(n, x): return list(it.islice(x, n))


print(take(4, it.count()), take(3, it.count(5, -2)), take(3, it.count(0.5, 0.25)), take(3, it.count(2 ** 64)),
      take(5, it.cycle("ab")), list(it.cycle([])), take(2, it.repeat("x")), list(it.repeat("y", 3)),
      list(it.repeat(0, 0)), list(it.repeat(1, -1)), repr(it.count(3)), repr(it.count(1, 2)),
      repr(it.repeat("a", 2)))
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", "cd"])),
      list(it.compress("abcd", [1, 0, True, ""])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])),
      list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(None, [0, 1, ""])),
      list(it.filterfalse(str.isdigit, "a1")), list(it.starmap(pow, [(2, 3), (3, 2)])),
      list(it.zip_longest("ab", [1], fillvalue="-")), list(it.zip_longest()), list(it.pairwise("abcd")),
      list(it.pairwise("a")), list(it.batched("abcdefg", 3)), list(it.batched([], 2)))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 4], max)), list(it.accumulate("abc")),
      list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])), list(it.accumulate([], initial=5)),
      list(it.accumulate([1, 2, 3], operator.mul)), list(it.accumulate([5, 2], lambda a, b: a - b,
          initial=0)))
print(list(it.islice("abcdefg", 3)), list(it.islice("abcdefg", 2, 4)), list(it.islice("abcdefg", 2, None)),
      list(it.islice("abcdefg", 0, None, 3)), list(it.islice([], 5)), list(it.islice("abc", 0)),
      list(it.islice("abc", 5, 9)))
print([(k, list(g)) for k, g in it.groupby("aabbbca")], [(k, [v for v in g]) for k, g in it.groupby([1, 3, 2,
    4, 5], key=lambda x: x % 2)], [k for k, g in it.groupby([])])
g = it.groupby("aab"); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
a, b, c = it.tee(iter([1, 2, 3]), 3); print(next(a), next(a), list(b), list(a), list(c)); print(it.tee([], 0),
    len(it.tee("ab")), list(it.tee(it.tee("xy")[0])[1]))
print(list(it.product("ab", [1, 2])), list(it.product("ab", repeat=2)), list(it.product()),
      list(it.product([], "a")), list(it.permutations("abc")), list(it.permutations("abc", 2)),
      list(it.permutations("ab", 3)), list(it.permutations("")), list(it.combinations("abcd", 2)),
      list(it.combinations("ab", 3)), list(it.combinations_with_replacement("abc", 2)),
      len(list(it.product(range(3), repeat=4))))
for code in ("it.count('a')", "it.islice('abc', -1)", "it.islice('abc', 1, 2, 0)", "it.islice('abc', 'x')",
             "it.islice('abc')", "it.repeat()", "it.repeat(1, 'a')", "it.batched('ab', 0)",
             "list(it.batched('abc', 2, strict=True))", "it.combinations('ab', -1)",
             "it.permutations('ab', -1)", "it.permutations('ab', 'x')", "it.tee('a', -1)",
             "it.chain(5).__next__()", "list(it.chain([1], 5))", "it.cycle(5)", "it.groupby(5)",
             "it.product(5)", "it.product('a', repeat=-1)", "list(it.starmap(pow, [1]))",
             "list(it.accumulate([1, 'a']))", "it.zip_longest('a', x=1)", "next(it.chain())",
             "it.compress('a')", "it.pairwise(5)", "it.dropwhile(5)", "list(it.takewhile(5, [1]))",
             "it.count(1, 2, 3)", "it.accumulate(5)", "it.count().x", "len(it.count())", "it.chain([1])[0]"):
    try:
        print(code, "->", eval(code))
    except BaseException as error:
        print(f"{code}: {type(error).__name__}: {error}")
log = []
def noisy(xs):
    for x in xs:
        log.append(x)
        yield x
lazy = it.chain(noisy("ab"), noisy("cd")); next(lazy); print(log)
print(next(it.islice(noisy("xyz"), 1, None)), log, list(it.zip_longest(noisy("p"), noisy("qr"))), log)
log.clear(); list(it.takewhile(lambda x: x != "b", noisy("abc"))); print(log)
s = iter(range(10)); print(list(it.islice(s, 3)), next(s), list(it.takewhile(lambda x: x < 6, s)), list(s))
def roundrobin(*iterables):
    nexts = it.cycle(iter(i).__next__ for i in iterables)
    for pending in range(len(iterables), 0, -1):
        try:
            for n in nexts: yield n()
        except StopIteration:
            nexts = it.cycle(it.islice(nexts, pending - 1))
print(list(roundrobin("abc", "d", "ef")), list(it.chain.from_iterable(it.combinations("abc",
    r) for r in range(4))), dict(it.pairwise("abcd")), [sum(b) for b in it.batched(range(7), 3)],
      list(zip(it.count(), "ab")), max(it.accumulate([1, -5, 7])), ["".join(p) for p in it.product("01",
          repeat=3)], list(map(operator.itemgetter(0), it.groupby(sorted("banana")))))
