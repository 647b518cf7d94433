# Proxies forward operators (in place, too), conversions, bytes() and reversed(); what is not an iterator is not asked; arguments of ref().
import weakref


def show(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Number:
    def __init__(self, value):
        self.value = value

    def __floordiv__(self, other): return ("floordiv", other)
    def __ifloordiv__(self, other): return ("ifloordiv", other)
    def __matmul__(self, other): return ("matmul", other)
    def __rmatmul__(self, other): return ("rmatmul", other)
    def __imatmul__(self, other): return ("imatmul", other)
    def __iadd__(self, other): return ("iadd", other)
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __index__(self): return 4
    def __bytes__(self): return b"bytes"
    def __len__(self): return 3
    def __reversed__(self): return iter("cba")


o = Number(1)
p = weakref.proxy(o)
print(p // 2, p @ 2, 2 @ p, -p, +p, ~p, abs(p), int(p), float(p), bytes(p), list(reversed(p)), [0, 1, 2, 3, 4][p])
for code in ("q //= 5", "q @= 5", "q += 5"):
    space = {"q": weakref.proxy(o)}
    exec(code, space)
    print(space["q"])
function = lambda: 0
show(lambda: next(weakref.proxy(function)))
show(lambda: weakref.ref(o, callback=None))
show(lambda: weakref.ref(o).__init__(0, 0, 0, 0, 0))
show(lambda: weakref.ref())
show(lambda: hash(p))
del o
for action in (lambda: p // 1, lambda: -p, lambda: int(p), lambda: bytes(p), lambda: reversed(p)):
    show(action)
