# fractions: construction, arithmetic with every kind of number, comparing, hashing, formats, rounding, and errors.
import copy
import math
import operator
from fractions import Fraction as F


def told(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for arguments in ((), (3,), (10, -8), (F(1, 7), 5), (F(1, 7), F(2, 3)), ("-35/4",), (" 3.1415 ",), ("-47e-2",), ("1_000/3_0",), (".5",), ("5.",), ("1e3",), ("+1.2E+2",), (1.47,), (2.25,), (True,), (F(3, 4),),
                  (0, 5), (5, 0), ("1/0",), ("1 / 2",), ("1/-2",), ("",), ("x",), ("1.5/2",), ("1__0",), ("3/4 x",), (None,), ([],), (1.5, 2), ("1", 2), (1j,), (float("nan"),), (float("inf"),), ("٣/٤",), ("1e",), ("._1",)):
    print(arguments, told(F, *arguments))
print(F.from_float(0.3), F.from_float(3), told(F.from_float, "x"), told(F.from_float, float("inf")), F.from_decimal(10), told(F.from_decimal, 1.5))
half = F(1, 2)
others = [F(-3, 4), 2, -1, 0, 1.5, 2j, True, "x", None]
for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    for other in others:
        print(name, other, repr(told(getattr(operator, name), half, other)), repr(told(getattr(operator, name), other, half)))
for other in others:
    print("divmod", other, told(divmod, half, other), told(divmod, other, half))
    print("compared", [told(getattr(operator, name), half, other) for name in ("eq", "ne", "lt", "le", "gt", "ge")])
print([told(pow, F(-2, 3), power) for power in (0, 3, -3, F(1, 2), 0.5, -1, F(-2))], told(pow, F(0), -2), told(pow, 2, F(-3)), told(pow, -8, F(1, 3)), told(pow, 4.0, F(1, 2)), told(pow, 2, F(3)))
for value in (F(7, 2), F(-7, 2), F(5, 2), F(1, 3), F(-1, 3), F(4), F(0), F(25, 10), F(123456, 1000)):
    print(repr(value), str(value), int(value), math.trunc(value), math.floor(value), math.ceil(value), round(value), [round(value, places) for places in (2, 1, 0, -1, -2)], bool(value),
          -value, +value, abs(value), value.is_integer(), value.as_integer_ratio(), float(value), complex(value), value.numerator, value.denominator, value.real, value.imag, value.conjugate())
print([F("3.141592653589793").limit_denominator(limit) for limit in (1, 7, 10, 100, 1000)], F(4321, 8765).limit_denominator(10000), F(-22, 7).limit_denominator(3), told(half.limit_denominator, 0))
print([hash(F(n, d)) == hash(other) for n, d, other in ((3, 1, 3), (1, 2, 0.5), (-1, 1, -1), (5, 4, 1.25))], hash(F(1, 2**61 - 1)), hash(F(-1, 2**61 - 1)), hash(F(1, 3)), {F(1, 2): "x"}[0.5])
print(F(1, 3) == 1 / 3, F(1, 2) == 0.5, F(1, 2) == 0.5 + 0j, F(1, 2) < float("inf"), F(1, 2) > float("nan"), F(1, 2) == float("inf"), F(3) == 3)
for spec in ("", "10", "<10", "^10", "*=+10", "+", " ", "-", "#", "#_", ",", "_", "010", ".3f", ".0f", "#.0f", "+.2f", "z.1f", "012.3f", "012,.2f", ",.2f", "_.3e", ".3e", ".0E", "e", "g", "G", "#g", ".2g", ".10g", "%", ".1%",
             "*^+12.2f", "<012f", "x", "d", "5.2", ".3", "=10.2f", ">08f", "é>9.1f", "\n>5"):
    print(repr(spec), [told(format, value, spec) for value in (F(3, 7), F(-1234567, 2), F(1, 10**7), F(0), F(-1, 1000), F(10**20))])


class Heir(F):
    pass


heir = Heir(1, 2)
print(repr(heir), type(heir + 1).__name__, type(+heir).__name__, type(copy.copy(heir)).__name__, copy.deepcopy(heir) == heir, copy.copy(half) is half, copy.deepcopy(half) is half, half.__reduce__(), heir.__reduce__())
print(told(setattr, half, "numerator", 3), told(setattr, half, "x", 3), isinstance(half, __import__("numbers").Rational), sum([F(1, i) for i in range(1, 30)]), math.prod([half] * 9))
