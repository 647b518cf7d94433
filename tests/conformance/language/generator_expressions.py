# The first iterable of a generator expression is evaluated at once, the rest lazily and in its own scope.
def source(name, items):
    print("source", name, end=" ")
    return items


g = (print("item", x, end=" ") or x * y for x in source("outer", [1, 2]) for y in source("inner", [10, 20]))
print("made")
print(list(g))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
lazy = (x for _ in [1] for x in 5)
try:
    next(lazy)
except TypeError as error:
    print(error)
n = 10
f = (x + n for x in range(3))
n = 100
print(list(f), sum(i * i for i in range(5)), max((len(w), w) for w in ["a", "bbb", "cc"]))
x = "outer x"
print([*(x for x in "ab")], x)
print((i for i in ()).__name__, (i for i in ()).__qualname__, type(i for i in ()).__name__)


def function():
    return (i for i in range(2))


print(function().__qualname__, tuple(function()))
print(sorted(k for k, v in {"b": 1, "a": 2}.items() if v), dict((c, ord(c)) for c in "ab"),
      ",".join(str(i) for i in range(3)))
print(list(a + b for a in "xy" for b in "12" if a + b != "y1"), any(i > 2 for i in range(5)),
      all(i < 2 for i in range(5)))
gen = (i for i in range(10) if i % 2 if i > 3)
print(next(gen), list(gen))
nested = ((j for j in range(i)) for i in range(3))
print([list(inner) for inner in nested])
print(list((lambda: i)() for i in range(3)), [h() for h in list(lambda: i for i in range(3))])
early = (1 / d for d in [1, 0])
print(next(early))
try:
    next(early)
except ZeroDivisionError as error:
    print(error)
print(next(early, "dead after an error"))


class C:
    items = [1, 2]
    factor = 3
    first = list(i for i in items)
    try:
        second = list(i * factor for i in items)
    except NameError as error:
        second = str(error)


print(C.first, C.second)
for code in ("f(x for x in y, 1)", "f(1, x for x in y)", "f(x for x in y)", "f(x for x in y, )",
             "f(a=x for x in y)", "class C(x for x in y): pass",
             "(yield x for x in y)", "[(yield 1) for x in y]", "(x for x in y) = 1", "(*x for x in y)",
             "[x, y for x in z]", "((yield) for x in y)",
             "(x for x in (yield))"):
    try:
        compile("def g():\n " + code, "<c>", "exec")
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
