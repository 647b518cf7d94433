# complex: parsing, repr with signed zeros, arithmetic, comparison, powers, errors.
for args in ((), (1,), (1, 2), (1.5, -2.5), ("1+2j",), ("-1-2j",), ("3j",), ("j",), ("-j",), ("1e5+1e-5j",),
             (" ( 1+2j ) ",), ("(1-j)",), ("nan+infj",), ("1",), (1j, 1j), (1 + 2j, 3 + 4j), (True, False),
             ("1_0+2_0j",), (-0.0, -0.0), (0, -1), (1e20, 1), ("+1+j",), ("infinity",)):
    print(complex(*args), end=" ")
print()
for bad in (("",), ("1 + 2j",), ("a",), ("1+2",), ("1j+2",), ("1+2jj",), ("((1))",), (None,), ("1", 2),
            (1, "2"), ([],), (b"1",), ("1__0j",), ("1+-2j",), ("(1",)):
    try:
        print(complex(*bad))
    except (ValueError, TypeError) as error:
        print(bad, type(error).__name__, error)
print(complex(-0.0, 0.0), complex(0.0, -0.0), -0j, complex(-0.0, -0.0), 1 - 0j, -(1 + 2j), +1j, abs(3 + 4j),
      (3 + 4j).conjugate(), (3 + 4j).real, (3 + 4j).imag, 5 + 0j == 5, 1j == 1, complex("inf"),
      complex("nan"), complex(float("inf"), float("nan")))
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, a ** -1, a ** 0, 0j ** 0, a + 1, 1 + a, a * 2.5, 2 / a,
      a - 1.5, a ** 0.5, (-1) ** 0.5, 2 ** 1j, 1j ** 2, 1j ** 1j, a ** 3, a ** 100, (1 + 1j) ** -3)
print(a == 3 + 4j, a != b, hash(5 + 0j) == hash(5), hash(1j) != hash(1), bool(0j), bool(1j), {1 + 0j: "x"}[1],
      sum([1j, 2]), repr(1j), str(1.5 - 0.5j), f"{a}", f"{a!r:>10}", "%s" % a)
for action in ("a < b", "a > 1", "a // b", "a % b", "divmod(a, b)", "int(a)", "float(a)", "a / 0", "0j ** -1",
               "0j ** 1j", "pow(a, 2, 3)", "complex(1, 2, 3)", "a & 1", "~a", "round(a)", "a.real = 1",
               "(1e308 + 1j) ** 2", "abs(complex(1e308, 1e308))", "max(a, b)", "sorted([a, b])", "a.x",
               "range(a)", "[1][a]"):
    try:
        print(action, eval(action))
    except Exception as error:
        print(action, type(error).__name__, error)


class C:
    def __complex__(self): return 1 + 1j


class F:
    def __float__(self): return 2.5


class I:
    def __index__(self): return 3


class Bad:
    def __complex__(self): return 1


print(complex(C()), complex(F()), complex(I()), complex(F(), I()), C().__complex__(), (1 + 2j).__complex__(),
      complex(real=1, imag=2), complex(imag=3))
try:
    complex(Bad())
except TypeError as error:
    print(error)
print(complex(1, float("inf")) * 0, complex("1e400"), 1e200j * 1e200j, (1 + 2j).__add__("a"), (1j).__eq__(1j),
      (1j).__lt__(1), 1j - 1j, -1j * -1j, 1j.__format__(""), (1 + 2j).__getnewargs__(),
      isinstance(1j, complex), 3.0.__radd__(1j))
