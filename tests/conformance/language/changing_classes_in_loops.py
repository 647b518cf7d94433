# One and the same instruction sees classes, globals, builtins and instances change under it: no
# stale lookups.
class A:
    x = "A.x"
    def m(self): return "A.m"


class B(A):
    pass


class Slotted:
    __slots__ = ("x",)
    def m(self): return "Slotted.m"


def read(o): return o.x
def call(o): return o.m()
def write(o, v): o.x = v
def length(o): return len(o)
def add(a, b): return a + b


a, b, s = A(), B(), Slotted()
s.x = "slot"
seen = []
for step in range(9):
    seen.append((read(a), read(b), read(s), call(a), call(b), call(s)))
    match step:
        case 0: A.x = "A.x changed"
        case 1: b.x = "b.x instance"
        case 2: B.x = property(lambda self: "B.x property")
        case 3: del B.x
        case 4: A.m = lambda self: "A.m replaced"
        case 5: a.m = lambda: "a.m instance"
        case 6: B.__bases__ = (type("C", (A,), {"m": lambda self: "C.m inserted", "x": "C.x"}),)
        case 7: b.__dict__ = {"x": "new dict"}
for row in seen:
    print(*row, sep=" | ")
print([add(p, q) for p, q in [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (1, 2.5), ((1,), (2,)), (True, 1),
                              (2 ** 70, 1), (1j, 1)]])
g = 0


def reads_global(): return g


out = []
for i in range(4):
    out.append(reads_global())
    g = [i]
    if i == 2:
        globals()["g"] = "through the dict"
print(out, reads_global())
del g
try:
    reads_global()
except NameError as error:
    print(error)
g = "back"
print(reads_global(), length("abc"))
len = lambda o: "shadowed len"
print(length("abc"))
del len
print(length("abc"))
import builtins
kept = builtins.len
builtins.len = lambda o: "patched builtin"
print(length("abc"))
builtins.len = kept
builtins.g2 = "found in builtins"
print(g2, length(range(5)))
del builtins.g2


class Grow:
    def __init__(self, n):
        for i in range(n):
            setattr(self, f"a{i}", i)
        self.z = n


print([Grow(n).z for n in (0, 1, 5, 50, 1, 0)], sum(getattr(Grow(30), f"a{i}") for i in range(30)))


def attribute_sum(objects): return [o.v for o in objects]


kinds = []
for n in range(12):
    K = type(f"K{n}", (), {"v": n} if n % 3 == 0 else {"__getattr__": lambda self, name,
                                                       n=n: (name,
                                                           n)} if n % 3 == 1 else {"v": property(lambda self,
                                                               n=n: n * 10)})
    kinds.append(K())
print(attribute_sum(kinds * 2))


class Toggle:
    def __call__(self): return "call 1"
    def __len__(self): return 1
    def __add__(self, o): return "add 1"
    def __iter__(self): return iter([1])
    def __eq__(self, o): return "eq 1"
    def __getitem__(self, k): return "item 1"
    def __bool__(self): return False


def use(t): return t(), kept(t), t + 1, list(t), t == 1, t[0], not t


t = Toggle()
print(use(t))
Toggle.__call__ = lambda self: "call 2"
Toggle.__len__ = lambda self: 2
Toggle.__add__ = lambda self, o: "add 2"
Toggle.__iter__ = lambda self: iter([2])
Toggle.__eq__ = lambda self, o: "eq 2"
Toggle.__getitem__ = lambda self, k: "item 2"
Toggle.__bool__ = lambda self: True
print(use(t))
del Toggle.__call__, Toggle.__bool__
try:
    use(t)
except TypeError as error:
    print(error, bool(t))
