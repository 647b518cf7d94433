# The same code over many kinds of values: for, unpack, call, subscript, contains and arithmetic at one place.
import types


def loop(x): return [i for i in x]
def unpack(x): a, b = x; return a, b
def sub(x, k): return x[k]
def contains(x, k): return k in x
def call(f, *a): return f(*a)
def mul(a, b): return a * b
def cmp(a, b): return a < b, a == b
def truth(x): return "T" if x else "F"
def neg(x): return -x
def fmt(x): return f"{x}"


class It:
    def __iter__(self): return iter("it")
    def __getitem__(self, k): return f"It[{k}]"
    def __contains__(self, k): return k == "yes"
    def __call__(self, *a): return f"It{a}"
    def __mul__(self, o): return f"It*{o}"
    def __lt__(self, o): return "lt"
    def __len__(self): return 0
    def __neg__(self): return "neg"


def gen(): yield 1; yield 2


print([loop(x) for x in ([1, 2], (3, 4), "ab", b"ab", range(2), {5: 6}, {7}, It(), gen(), iter([8]),
                         map(str, [9]), zip("a", "b"), bytearray(b"c"), {1: 2}.items(), {3: 4}.values(),
                         enumerate("d"), reversed([1, 2]), memoryview(b"e"), frozenset("f"),
                         filter(None, [0, 1]))])
print([unpack(x) for x in ([1, 2], (3, 4), "ab", b"cd", range(2), {5: 6, 7: 8}, It(), gen(), iter([8, 9]),
                           {1: 2, 3: 4}.items(), bytearray(b"ef"))])
print([sub(x, 0) for x in ([1], (2,), "c", b"d", range(4, 5), {0: "dict"}, It(), bytearray(b"e"),
                           memoryview(b"f"), types.MappingProxyType({0: "proxy"}))], sub([1, 2, 3], -1),
      sub([1, 2, 3], slice(1, None)), sub("abc", True), sub({True: "one"}, 1.0), sub(list, int))
print([contains(x, 1) for x in ([1], (2,), {1}, {1: 2}, range(5), frozenset([1]), {1: 2}.keys(),
                                {0: 1}.values(), iter([1]), gen(), b"\x01", bytearray(b"\x02"),
                                memoryview(b"\x01"))], contains("abc", "bc"), contains(It(), "yes"))
print([call(f, *a) for f, a in ((len, ["abc"]), (int, ["5"]), (lambda x: x + 1, [1]), (It(), [1]),
                                (str.upper, ["a"]), ("b".upper, []), ([1, 2].count, [1]), (type, [1]),
                                (loop, ["cd"]), (dict, [[(1, 2)]]), (abs, [-1]), (It, []),
                                (types.SimpleNamespace, []))][:-2])
print([mul(a, b) for a, b in ((2, 3), (2.5, 2), (2, 1.5), ("ab", 2), (2, "ab"), ([1], 2), (True, 3), (1j, 2),
                              (10 ** 20, 10 ** 20), ((1,), 2), (2, (1,)), (b"x", 3), (It(), 1), (0, 10 ** 30),
                              (-1, "x"))])
print([cmp(a, b) for a, b in ((1, 2), (1.5, 1), ("a", "b"), ((1,), (1, 2)), ([2], [1, 5]), (True, 2),
                              (1, 1.0), (10 ** 20, 1e20), (b"a", b"b"), ({1}, {1, 2}), (It(), 1),
                              (2 ** 62, 2 ** 63), (-1, float("inf")), ("", "a"), (float("nan"), 1))])
print("".join(truth(x) for x in (0, 1, 0.0, 0.1, "", "a", [], [0], (), (0,), {}, {0: 0}, set(), {0}, None,
                                 ..., It(), range(0), range(1), b"", b"\0", True, False, 0j, 10 ** 30, len,
                                 gen)))
print([neg(x) for x in (1, -1, 0, 1.5, -0.0, True, 2 ** 62, -2 ** 62, 2 ** 63, 1j, It(), 10 ** 25)],
      [fmt(x) for x in (1, 1.0, "s", None, True, [1], (1,), {1: 2}, b"b", 1e100, 2 ** 65, ...)])
for f, args in ((loop, (5,)), (unpack, ([1],)), (unpack, ("abc",)), (sub, (5, 0)), (sub, ([], 0)),
                (sub, ({}, "k")), (contains, (5, 1)), (call, (5,)), (mul, ("a", "b")), (cmp, (1, "a")),
                (neg, ("a",)), (sub, ("abc", 10)), (sub, ((), -1)), (sub, (range(3), 3)), (sub, (b"", 0))):
    try:
        print(f(*args))
    except (TypeError, ValueError, LookupError) as error:
        print(f.__name__, type(error).__name__, error)
