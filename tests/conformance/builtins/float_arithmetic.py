# float arithmetic: division rules and signs, powers, comparison with big ints, nan, overflow, hash equality.
import itertools
inf, nan = float("inf"), float("nan")
for a, b in itertools.product((7.5, -7.5, 0.0, -0.0, inf), (2.0, -2.0, 0.1, inf)):
    try:
        print(a // b, a % b, divmod(a, b), a / b, end="; ")
    except (ZeroDivisionError, ValueError) as error:
        print(error, end="; ")
print()
print(2.0 ** 0.5, 2.0 ** -1, (-8.0) ** (1 / 3), (-2.0) ** 3, (-2.0) ** -3, 0.0 ** 0, inf ** 0, nan ** 0,
      1.0 ** nan, 0.0 ** 5, (-0.0) ** 3, inf ** -1, (-1.0) ** inf, 2 ** 0.5, 10 ** -2, 2.0 ** 1023, 4 ** 0.5,
      (-1) ** 0.5)
for action in ("1.0 / 0", "1.0 // 0", "1.0 % 0.0", "divmod(1.0, 0)", "0.0 ** -1", "(-0.0) ** -3",
               "2.0 ** 1024", "10.0 ** 400", "pow(2.0, 3, 5)", "1e308 * 10", "1e308 + 1e308", "-1e308 * 10",
               "inf - inf", "inf * 0", "0 * nan", "10 ** 400 * 1.0", "1.0 + 10 ** 400", "10 ** 400 > 1e308",
               "10 ** 400 == inf", "float('1e309')", "1.5 << 1", "1.5 & 1", "~1.5", "1.5 + 'a'", "1.5 * 'a'",
               "1.5 * [1]", "'a' * 1.5", "round(1.5, 'a')", "1.5 .hex(1)", "abs(-1.5)", "-0.0", "+1.5",
               "abs(-0.0)", "1.5 @ 2", "divmod(5.5, 2)", "divmod(-5.5, 2)", "5.5 // 2", "1e400 - 1e400"):
    try:
        print(action, "=", eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan, nan in [nan], inf > 10 ** 400, -inf < -10 ** 400,
      inf == inf, 0.0 == -0.0, max(nan, 1) != 1, min(1.0, 1), max(1, 1.0))
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 16 < 1e16 + 2,
      10 ** 23 == 1e23, 10 ** 22 == 1e22, 0.1 == 1 / 10, 0.1 + 0.2 == 0.3, 1e16 == 10 ** 16, 3 == 3.0,
      3 < 3.5, True == 1.0, 2 ** 70 < 2.0 ** 70 + 2.0 ** 18, -2 ** 70 >= -2.0 ** 70)
print(hash(1.0) == hash(1), hash(2.0 ** 70) == hash(2 ** 70), hash(0.5), hash(inf), hash(-inf), hash(-0.0),
      hash(1e300) == hash(int(1e300)), hash(-1.0), {1: "a"}[1.0], {0.5: 1}[1 / 2], hash(0.1), hash(-1.5),
      hash(123456789.125))
print(sum([0.1] * 10), sum([0.1, 0.2, 0.3]), sum([1e16, 1, -1e16]), sum([1, 0.5]), sum([0.1] * 3, 1),
      sum([inf, -inf]), sum([1e308, 1e308, -1e308]) , sum((0.1 for _ in range(100))))
print([x * 0.1 for x in range(5)], 1.1 + 2.2, 3 * 1.1, 1e-300 * 1e-300, 5e-324 / 2, 1 - 0.9, 0.1 * 3,
      1.0 - 1e-17, 1e308 / 1e-10, 4.35 * 100, 1.005 * 1000, 100 * 1.1, 7.0 // 0.1, 1 % 0.1, -1 % 0.1,
      1e20 % 3, -1e-20 % 3)
x = 1.0
for _ in range(60):
    x = x * 1.5 - 0.25
print(x, 1.0 .__add__(2), 1.0 .__radd__(2), 1.0 .__add__("a"), (1.5).__eq__(1), (1.5).__lt__("a"),
      (2.5).__divmod__(2), (2.5).__rpow__(2), (5.0).__rfloordiv__(12), (1.0).__bool__(), float.__float__(1.5),
      1.5 .__int__(), (0.0).__neg__())
