# Deep recursion: allowed depth counts Python frames; RecursionError can be caught and leaves things usable.
import sys

sys.setrecursionlimit(600)
print(sys.getrecursionlimit())


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


first = depth()
print(500 < first <= 600, abs(depth() - first) < 5)


def message():
    return message()


try:
    message()
except RecursionError as error:
    print(error, isinstance(error, RuntimeError))


def mutual_a(n): return mutual_b(n - 1) if n else "done"
def mutual_b(n): return mutual_a(n - 1) if n else "done"


print(mutual_a(500))
sys.setrecursionlimit(20000)


def down(n): return 0 if n == 0 else 1 + down(n - 1)


print(down(15000))


class R:
    def __getattr__(self, name): return getattr(self, name)
    def __repr__(self): return repr(self)
    def __add__(self, other): return self + other
    def __eq__(self, other): return self == other
    def __call__(self): return self()
    def __bool__(self): return bool(self)
    def __getitem__(self, i): return self[i]
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __str__(self): return f"{self}"


sys.setrecursionlimit(1000)
r = R()
for name, action in dict(getattr=lambda: r.x, repr=lambda: repr(r), add=lambda: r + 1, eq=lambda: r == 1,
                         call=lambda: r(), bool=lambda: not r, item=lambda: r[0], iter=lambda: list(r),
                         len=lambda: len(r), hash=lambda: {r}, str=lambda: str(r),
                         prop=lambda: type("P", (), {"p": property(lambda self: self.p)})().p,
                         sort=lambda: (f := lambda x: sorted([1], key=f))(1)).items():
    try:
        action()
        print(name, "ended")
    except RecursionError:
        print(name, "RecursionError", end="; ")
print()
for bad in (0, -1, 5, "x", 2 ** 40):
    try:
        sys.setrecursionlimit(bad)
        print(bad, "accepted")
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        print(type(error).__name__, error)
sys.setrecursionlimit(1000)


def gen(n):
    yield n
    if n < 400:
        yield from gen(n + 1)


print(sum(gen(0)))


async def deep(n): return n if n == 0 else await deep(n - 1)


try:
    deep(900).send(None)
except StopIteration as stop:
    print("awaits", stop.value)
