# int, bool, float, complex and user numbers mixed in every operation: results and their types.
import operator as op
values = [2, True, 2.5, 1 + 2j, -3, 0, 2 ** 65]
ops = [op.add, op.sub, op.mul, op.truediv, op.floordiv, op.mod, op.pow, op.lt, op.eq, op.and_, op.lshift,
       divmod]
for f in ops:
    row = []
    for a in values:
        for b in (3, False, 1.5, 2j, -2):
            try:
                r = f(a, b)
                row.append(f"{r}" if not isinstance(r, int) or abs(r) < 10 ** 25 else f"big{r % 1000}")
            except (TypeError, ZeroDivisionError, OverflowError, ValueError) as error:
                row.append(type(error).__name__[:4])
    print(f.__name__, *row)


class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
    def __add__(self, o): return N(self.v + (o.v if isinstance(o, N) else o))
    __radd__ = __add__
    def __mul__(self, o): return NotImplemented
    def __rsub__(self, o): return f"{o} - {self}"
    def __rpow__(self, o, m=None): return f"{o} ** {self}"
    def __rdivmod__(self, o): return f"divmod({o}, {self})"
    def __neg__(self): return N(-self.v)
    def __abs__(self): return N(abs(self.v))
    def __round__(self, n=0): return N(round(self.v, n))
    def __lt__(self, o): return self.v < (o.v if isinstance(o, N) else o)
    def __gt__(self, o): return self.v > (o.v if isinstance(o, N) else o)
    def __eq__(self, o): return self.v == (o.v if isinstance(o, N) else o)
    def __hash__(self): return hash(self.v)
    def __bool__(self): return self.v != 0
    def __int__(self): return int(self.v)
    def __float__(self): return float(self.v)
    def __index__(self): return int(self.v)


n = N(3)
print(n + 1, 1 + n, 1.5 + n, n + n, 5 - n, 2 ** n, divmod(7, n), -n, abs(N(-2)), round(N(2.567), 1), round(n),
      sum([n, n]), sum([n, 1], 10), max(n, 2), min([n, 5, 1.5]), sorted([5, n, 1]), n == 3, 3 == n, 3.0 == n,
      n != 4, 2 < n, n > 2, n in [3], [3].index(n), {3: "three"}[n], int(n), float(n), [0, 1, 2, 3][n],
      "ab" * n, range(n), bool(N(0)), not n, hex(n), f"{int(n):03d}", pow(2, n), list(range(10))[n::n],
      chr(N(65)), bytes(n), "%d %x" % (n, n), "%.1f" % n)
for code in ("n * 2", "2 * n", "n - 1", "n ** 2", "n / 2", "n & 1", "~n", "+n", "n @ n", "n % 2",
             "divmod(n, 2)", "n <= 3", "n >= 3", "pow(n, 2, 3)", "complex(n)", "n // 1", "n << 1", "'a' + n",
             "n + 'a'", "round(n, 'x')", "f'{n:d}'", "n + None", "int.__add__(1, n)", "(1).__sub__(n)",
             "(2).__pow__(n)", "(1).__eq__(n)", "(1).__lt__(n)", "1.0.__radd__(n)", "math.floor(n)",
             "n.__radd__(5)"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
print(1 == 1.0 == True == 1 + 0j, 0.1 + 1, 1 + True, True * 2.5, 2 ** 0.5, 2 ** -1, (-8) ** (1 / 3), 0 ** 0.0,
      1e308 * 10, -7 // 2.0, -7 % 2.5, 7 // -0.5, 2 ** 63 / 2, 2 ** 63 * 1.0, 10 ** 18 + 0.5, int(1e18) + 1,
      5 // 0.3, 1 - 1j, 3 * (1 + 1j), (1 + 1j) / True, 2 ** (1 + 1j) == 2.0 ** (1 + 1j))
