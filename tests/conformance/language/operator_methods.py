# Binary operators try the left method, then the reflected one; a subclass on the right goes first.
class Num:
    def __init__(self, n): self.n = n


names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split()
for name in names:
    setattr(Num, f"__{name}__", lambda self, other, *m,
            name=name: f"{name}({self.n},{getattr(other, 'n', other)}{m or ''})")
    setattr(Num, f"__r{name}__", lambda self, other, *m, name=name: f"r{name}({self.n},{other}{m or ''})")
a, b = Num(1), Num(2)
print(a + b, a - b, a * b, a @ b, a / b, a // b, a % b, divmod(a, b), a ** b, a << b, a >> b, a & b, a ^ b,
      a | b)
print(5 + a, 5 - a, 5 * a, 5 @ a, 5 / a, 5 // a, 5 % a, divmod(5, a), 5 ** a, 5 << a, 5 >> a, 5 & a, 5 ^ a,
      5 | a)
print(pow(a, 2, 3), [1] + a, a + [1], "s" * a, a % "s", 1.5 + a, None + a)


class Unary:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7j
    def __index__(self): return 3
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"


import math
u = Unary()
print(-u, +u, ~u, abs(u), int(u), float(u), complex(u), round(u), round(u, 2), math.trunc(u), math.floor(u),
      math.ceil(u))
print([10, 20, 30, 40][u], "abcdef"[u:], bin(u), hex(u), range(u), "x" * u, [0] * u, bytes(u))


class Base:
    def __add__(self, other): return f"{type(self).__name__}.add"
    def __radd__(self, other): return f"{type(self).__name__}.radd"


class Override(Base):
    def __radd__(self, other): return "Override.radd"


class Inherit(Base): pass


class Declines:
    def __add__(self, other): print("declined add", end=" "); return NotImplemented
    def __radd__(self, other): print("declined radd", end=" "); return NotImplemented


print(Base() + Override(), Base() + Inherit(), Override() + Base(), Base() + Base(), Declines() + Base(),
      Base() + Declines())
for action in (lambda: Declines() + Declines(), lambda: Declines() + 1, lambda: 1 + Declines(),
               lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (),
               lambda: None + 1, lambda: {} + {}, lambda: -"a", lambda: ~1.5, lambda: +[], lambda: abs("a"),
               lambda: 2 ** "a", lambda: pow(2, 3, "a"),
               lambda: "a" % 5, lambda: 5 % "a", lambda: "a" - "b", lambda: [1] * 1.5, lambda: 1 << 1.0,
               lambda: 1j // 1, lambda: 1j % 1, lambda: divmod(1j, 1),
               lambda: object() @ 1, lambda: print >> 1, lambda: {1} + {2}, lambda: {1} | [2],
               lambda: int | 5, lambda: "a" * "b", lambda: 3 @ 4):
    try:
        print(action())
    except TypeError as error:
        print("TypeError:", error)


class Matrix:
    def __init__(self, rows): self.rows = rows

    def __matmul__(self, other):
        return Matrix([[sum(x * y for x, y in zip(row,
                                                  col)) for col in zip(*other.rows)] for row in self.rows])

    def __pow__(self, n, mod=None):
        return self if n == 1 else self @ self ** (n - 1)


print((Matrix([[1, 1], [1, 0]]) ** 10).rows)


class R(int):
    def __add__(self, other): return "R.add"
    def __radd__(self, other): return "R.radd"


print(1 + R(2), R(2) + 1, R(1) + R(2), R(5) * 2, type(R(5) * 2).__name__, 1.5 + R(2))
