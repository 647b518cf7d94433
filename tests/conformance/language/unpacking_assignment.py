# Iterable unpacking on the left: nesting, one star anywhere, any target kind, and its errors.
a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = "xy", {"k": 1, "l": 2}
print(a, b, c, d)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "abc"
head, *tail = b"xyz"
print(start, end, head, tail)
*everything, = (i for i in range(3))
[*also] = "hi"
() = []
[] = ()
print(everything, also)
x, (y, *z), (*u, v) = 1, (2, 3, 4), [5, 6, 7]
print(x, y, z, u, v)


class Holder:
    pass


h, items = Holder(), [0, 0, 0, 0]
h.a, items[0], (h.b, *items[1:3]), *h.rest = 1, 2, (3, 4, 5, 6), 7, 8
print(h.a, h.b, h.rest, items)
a = b = c = []
print(a is b is c)
for i, (j, *k) in enumerate(["ab", "cde"]):
    print(i, j, k)
print([(p, q) for p, *q in [(1,), (1, 2), (1, 2, 3)]])
with_none = None
for code in ("a, b = 1", "a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = 1,", "a, b = {}", "(a,) = 'xy'",
             "a, b = None",
             "*a, b = 5", "a, b = iter([1])", "[a, b, c] = 'ab'", "x, y = range(10)", "a, b, *c = ''",
             "for a, b in [1]: pass",
             "a, b = {1: 2, 3: 4, 5: 6}"):
    try:
        exec(code)
    except (TypeError, ValueError) as error:
        print(f"{code}: {type(error).__name__}: {error}")


class Source:
    def __iter__(self):
        for n in range(5):
            print("give", n, end=" ")
            yield n


try:
    a, b = Source()
except ValueError as error:
    print(error)
it = iter(range(10))
a, b, c = (next(it) for _ in range(3))
print(a, b, c, list(it))
for code in ("*a, *b = c", "*a = b", "(*a) = b", "a, b += 1", "*a += 1", "f() = 1", "a + b = c", "[a, 1] = c",
             "(a, b): int = 1"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
