# Floats near the limits: subnormals, overflow, ulps, rounding of decimal text, comparison with ints
# around 2**53.
import math
import sys
i = sys.float_info
print(i.max, i.min, i.epsilon, i.dig, i.mant_dig, i.max_exp, i.min_exp, i.max_10_exp, i.min_10_exp, i.radix,
      i.rounds)
print(i.max * 2, -i.max * 2, i.min / 2, i.min / 2 ** 52, i.min / 2 ** 53, i.max + 1 == i.max,
      1 + i.epsilon > 1, 1 + i.epsilon / 2 == 1, 5e-324, 5e-324 / 2, 5e-324 * 0.5, 5e-324 * 0.75, 1e-323,
      2.5e-324, 2.4e-324, i.max - i.max)
for text in ("1.7976931348623158e308", "1.7976931348623159e308", "4.9406564584124654e-324",
             "2.4703282292062328e-324", "2.4703282292062327e-324", "2.2250738585072011e-308",
             "9007199254740993", "9007199254740992.5", "0.1", "0.10000000000000000555", "0.30000000000000004",
             "1e23", "8.5e22", "123456789012345678901234567890", "1" + "0" * 308, "1" + "0" * 309,
             "0." + "0" * 323 + "5", "1.0000000000000002", "1.0000000000000001", "3.5e-46", "6.02214076e23",
             "1.6e-19", "0.000001", "0.0000001", "1234567890123456789", "0.5" + "0" * 50 + "1"):
    x = float(text)
    print(x, float(repr(x)) == x, x.hex(), end="; ")
print()
print([math.nextafter(x, math.inf) for x in (0.0, 1.0, -1.0, i.max, 1e16)],
      [math.nextafter(x, -math.inf) for x in (0.0, 1.0, -i.max)], [math.ulp(x) for x in (0.0, 1.0, 1e16,
          i.max, 0.1)], math.nextafter(1.0, 2.0, steps=3))
for n in range(2 ** 53 - 2, 2 ** 53 + 4):
    print(n == float(n), n < float(n), n > float(n), float(n), int(float(n)), hash(n) == hash(float(n)),
          end="; ")
print()
for x in (0.1, 0.2, 0.3, 1 / 3, 1e22, 1e21, 123456.789, 1e-7, 2 ** 0.5, 100.0, 1e15 + 0.3, 4503599627370497.5,
          1e300, 7.0):
    print(f"{x} {x:.17g} {x:.15g} {x:.3e} {x:f} {x:.0f} {x:g}" if x < 1e20 else f"{x} {x:.17g} {x:.3e}",
          x.as_integer_ratio()[1] & 1023, end="; ")
print()
print(0.1 + 0.2 - 0.3, 1e16 + 1 - 1e16, (0.1 + 0.7) * 10, 1.1 * 1.1, 3 * 0.1, 0.1 * 3 == 0.3, 1 / 49 * 49,
      1e308 * 10 / 10, 2.0 ** 1023 * 1.9999999999999998, -0.0 + 0.0, 0.0 * -1, -0.0 == 0,
      math.copysign(1, -0.0), 1 / math.inf, -1 / math.inf, math.inf // 1, 5 % math.inf, -5 % math.inf,
      math.inf - 1 == math.inf, 10 ** 308 * 10.0, int(1e23), int(1e22), round(1e22), float(10 ** 23) == 1e23)
print(float.__repr__(1e5), str(1e16), repr(1e-5), [repr(10.0 ** k) for k in range(-6, 20, 3)],
      [repr(-(10.0 ** -k)) for k in (1, 4, 5)], [f"{10.0 ** k:g}" for k in (-5, -4, 5, 6)],
      [repr(float(k)) for k in (0, 7, 10 ** 15, 10 ** 16, 123456789 * 10 ** 9)])
