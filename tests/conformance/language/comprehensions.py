# List, set and dict comprehensions: nesting, conditions, unpacking targets, own scope, order of evaluation.
print([x for x in range(5)], [x * y for x in range(1, 3) for y in range(x, 4)],
      [x for x in range(20) if x % 2 if x % 3])
print([[i * j for j in range(3)] for i in range(3)], [(a, b) for a, (b, *_) in [(1, (2, 3)), (4, (5,))]])
print({k: v for k, v in zip("abc", range(3))}, {x % 3 for x in range(9)} == {0, 1, 2},
      {v: k for k, v in {"x": 1, "y": 1}.items()})
print([y for x in [1, 2] for y in [x, x * 10] if y != 2], [c for w in ["ab", "cd"] for c in w][::-1])
x = "kept"
[x for x in range(3)]
{x: x for x in range(3)}
print(x, [x for x in x])


def t(tag, value):
    print(tag, end=" ")
    return value


print({t("k", k): t("v", k) for k in t("it", [1, 2]) if t("if", True)})
print([t("e", i) for i in t("outer", [1, 2]) for _ in t("inner", [0]) if t("cond", i > 1)])


def closures():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    hs = [(lambda j: lambda: j)(i) for i in range(3)]
    return [f() for f in fs], [g() for g in gs], [h() for h in hs]


print(closures())


def uses_local(n):
    m = 2
    a = [n * m + k for k in range(3)]
    b = [[n + i + j for j in range(i)] for i in range(3)]
    c = {n: [m for _ in range(i)] for i in range(2)}
    k = "own"
    d = [k for k in "pq"]
    return a, b, c, k, d


print(uses_local(5))


class C:
    size = 2
    a = [i for i in range(size)]
    b = [[j for j in range(i)] for i in range(size)]
    try:
        c = [size for _ in range(2)]
    except NameError as error:
        c = str(error)
    d = [__name__ for _ in range(1)]
    locals_inside = sorted(n for n in locals() if not n.startswith("__"))


print(C.a, C.b, C.c, C.d, C.locals_inside)


def locals_in():
    secret = 1
    return [sorted(locals()) for i in range(1)], sorted(locals())


print(locals_in())
try:
    [1 / d for d in (1, 0)]
except ZeroDivisionError as error:
    print(error)
try:
    [undefined for d in (1, 0)]
except NameError as error:
    print(error)
it = iter(range(6))
print([(a, next(it)) for a in it])
print([i for i in range(3) for i in range(i)], [i for i in [[1, 2], [3]] for i in i])
print([lst for lst in [[]] for lst[0:0] in [[1], [2]]], [0 for d in [{}] for d["k"] in (1, 2)])
print({(lambda: k)(): (yield_ := k) for k in "ab"}, yield_, [*[i for i in "x"], *(j for j in "y")])
print({**{i: 1 for i in range(2)}}, {i: j for i in range(2) for j in range(2)}, [not i for i in (0, 1)],
      [i if i else -1 for i in (0, 1)])
try:
    {[]: 1 for _ in range(1)}
except TypeError as error:
    print(error)
try:
    {[] for _ in range(1)}
except TypeError as error:
    print(error)
for code in ("[x for]", "[x for x]", "[x for x in]", "[for x in y]", "[x if y for x in z]",
             "[x for x in y if]", "{x: y, for z in w}", "[x for x, in y]",
             "[x for 1 in y]", "[x for x() in y]", "[i for i in range(3) else 1]", "{x: y: z for x in y}",
             "[*x for x in y]", "{**x for x in y}"):
    try:
        compile(code, "<c>", "exec")
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
