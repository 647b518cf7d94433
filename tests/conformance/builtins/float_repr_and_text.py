# float(): parsing, the shortest repr, special values, hex, as_integer_ratio, rounding.
import math
for x in (0.0, -0.0, 1.0, 0.1, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456789012345678.0, 1e-4, 1e-5, 1.5e-7,
          1e100, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 1e22, 1e23, 9007199254740992.0,
          9007199254740993.0, 0.1 + 0.2, 1.1 * 3, 100.0, 1e2, 12345.678, 3.0e-10, math.pi, math.e, 1e16 + 2,
          4.35, 2.675, 5e-5, 123e-7, float("inf"), -float("inf"), float("nan")):
    print(x, repr(x) == str(x), end=" ")
print()
for text in ("1", " 1.5 ", "-.5", "+5.", "1e3", "1E-3", "1_000.5", "inf", "-Infinity", "nan", "+NaN", "-nan",
             "INF", "1e400", "-1e400", "1e-400", "0e5", "١.٥", "1" * 400, "0." + "0" * 400 + "1", "\n2\t",
             "9007199254740993", "1.00000000000000011102230246251565", "2.2250738585072012e-308",
             "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880"):
    print(float(text), end=" ")
print()
for bad in ("", " ", "a", "1.2.3", "1e", "e5", "1__0", "_1", "1_", "1_.5", "0x10", "1 2", "in f", "infinit",
            "--1", "1e5.5", "½", b"\xff", None, [], 1j, "1\x00", "1,5", object):
    try:
        print(float(bad))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(float(), float(b"2.5"), float(bytearray(b"3")), float(5), float(2 ** 70), float(True))
print(float.fromhex("0x1.8p1"), float.fromhex("-0x.1p-3"), float.fromhex("inf"), float.fromhex("1.8"),
      float.fromhex(" 0x1p-1074 "), (1.5).hex(), (-0.1).hex(), (0.0).hex(), (1e-320).hex(),
      float("inf").hex(), float("nan").hex(), (2.0 ** 1000).hex())
for bad in ("", "0x", "0x1p", "xyz", "0x1p2000", "0x1.gp0"):
    try:
        print(float.fromhex(bad))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
print((0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-1e20).as_integer_ratio(), (5.0).is_integer(),
      (5.5).is_integer(), float("inf").is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate())
for bad in (float("inf"), float("nan")):
    for action in (lambda: bad.as_integer_ratio(), lambda: int(bad), lambda: round(bad),
                   lambda: math.floor(bad), lambda: round(bad, 2), lambda: bad // 1, lambda: bad % 2):
        try:
            print(action(), end="; ")
        except (OverflowError, ValueError) as error:
            print(type(error).__name__, error, end="; ")
print()
for x, n in ((2.5, None), (3.5, None), (-2.5, None), (0.5, None), (1.5, 0), (2.675, 2), (1234.5678, -2),
             (1234.5678, 2), (5e15 + 0.5, None), (0.05, 1), (1e300, -299), (1.25, 1), (1.35, 1), (-0.4, None),
             (-0.4, 0), (25.0, -1), (1e-10, 5), (123.456, 10), (1e22, 3), (15.0, -1), (2.5, 400), (2.5, -400),
             (0.15, 1)):
    print(round(x, n) if n is not None else round(x), end=" ")
print()
print(math.trunc(-2.7), int(-2.7), math.floor(-2.7), math.ceil(-2.7), int(1e25), (2.0).__trunc__(),
      (2.5).__floor__(), (2.5).__ceil__())
