# zip (strict), map, filter, enumerate, reversed, iter with sentinel, next, any, all, sum: laziness,
# errors, leftovers.
print(list(zip([1, 2], "ab")), list(zip()), list(zip([1])), list(zip([1, 2, 3], "a")),
      list(zip("ab", range(5), [True, None])), list(zip([], [1], strict=False)), dict(zip("ab", [1, 2])),
      list(zip(*[(1, 2), (3, 4)])), list(zip("ab", "cd", strict=True)))
for args in (([1, 2], [1]), ([1], [1, 2]), ([], [1]), ("ab", "ab", "abc"), ("ab", "a", "ab")):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as error:
        print(error)
a, b = iter([1, 2, 3]), iter("x")
print(list(zip(a, b)), list(a), next(b, "empty"))
print(list(map(str, [1, 2])), list(map(lambda x, y: x + y, [1, 2, 3], [10, 20])),
      list(map(max, [1, 5], [3, 2], [2, 9])), list(map(None.__class__, [])), next(map(len, ["abc"])),
      list(map(int, "123")), type(map(str, [])).__name__)
print(list(filter(None, [0, 1, "", "a", None, []])), list(filter(lambda x: x > 1, [1, 2, 3])),
      list(filter(str.isdigit, "a1b2")), list(filter(bool, [])), type(filter(None, [])).__name__)
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=3)),
      next(enumerate("x", 2 ** 63)), list(enumerate("ab", -1)), list(enumerate(enumerate("a"))),
      type(enumerate([])).__name__, enumerate(iterable="q").__next__())
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed((1,))),
      list(reversed({"a": 1})), list(reversed(b"ab")), type(reversed([])).__name__,
      type(reversed("")).__name__)
calls = iter(range(100))
print(list(iter(lambda: next(calls), 5)), next(calls), list(iter([3, 2, 1, 0].pop, 2)),
      type(iter(int, 1)).__name__)
print(any([0, 1]), any([]), all([]), all([1, 0]), any(x > 2 for x in range(5)), all("abc"), sum([1, 2], 10),
      sum([]), sum([0.5, 1]), sum([[1], [2]], []), sum(range(5)), sum([True, 2]), sum(x for x in (1, 2)),
      sum([(1,), (2,)], ()), sum([1], start=2))
trace = []
lazy = map(lambda x: trace.append(x) or x, [1, 2, 3])
print(trace, next(lazy), trace, any(lazy), trace, list(lazy))
shared = iter(range(6))
print(list(zip(shared, shared)), list(zip(*[iter(range(7))] * 3)))
for code in ("zip(5)", "zip([1], 5)", "zip([1], strict=1, x=2)", "map(str)", "map()", "list(map(5, [1]))",
             "map(str, 5)", "filter(None)", "filter(None, 5)", "list(filter(5, [1]))", "enumerate()",
             "enumerate(5)", "enumerate([], 'a')", "enumerate([], 1.5)", "reversed(5)", "reversed({1})",
             "reversed(iter([]))", "reversed(x for x in [])", "iter(5)", "iter(5, 1)", "iter([], 1)",
             "iter()", "next(5)", "next([])", "next(iter([]))", "next(iter([]), 1, 2)", "next()", "any(5)",
             "all()", "sum(5)", "sum(['a'])", "sum(['a'], '')", "sum([b'a'], b'')", "sum([[]])",
             "sum([1], 'a')", "sum()", "sum([bytearray()], bytearray())", "any([1], [2])",
             "list(map(lambda: 1, [1]))", "list(map(int, ['1', 'x']))", "list(zip([1], (1/0 for _ in [1])))",
             "len(map(str, []))", "map(str, [])[0]", "zip([1]).x", "list(enumerate([1], 2, 3))",
             "list(map(str, [1], x=1))", "filter(function=None, iterable=[])", "sum(iterable=[1])",
             "map(str, [1], [2]).__next__()"):
    try:
        print(code, "->", eval(code))
    except BaseException as error:
        print(f"{code}: {type(error).__name__}: {error}")


def failing():
    yield 1
    raise KeyError("source")


for make in (lambda: zip(failing(), "abc"), lambda: map(str, failing()), lambda: filter(None, failing()),
             lambda: enumerate(failing())):
    it = make()
    out = [next(it)]
    try:
        next(it)
    except KeyError as error:
        out.append(repr(error))
    out.append(next(it, "ended"))
    print(out)


class Stop:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("value")


try:
    next(Stop())
except StopIteration as stop:
    print(stop.value, list(Stop()), list(map(str, Stop())), next(Stop(), "default"))
print(list(map(lambda *a: a, "ab", [1, 2], (True, False))), [list(g) for g in [zip(), map(str, ""),
    filter(None, "")]], iter(m := map(str, [])) is m, __import__("operator").length_hint(zip("a"), 7),
      list(map(print, [])), [*map(pow, [2, 3], [3, 2])], max(map(len, ["a", "bb"])),
      dict(map(lambda p: p[::-1], {"a": 1}.items())), set(map(abs, [-1, 1])), sorted(filter(None, [3, 0, 1])),
      list(map(list, zip("ab", "cd"))))
