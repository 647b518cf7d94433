# Rounding, floor division, remainder and int conversion over a grid of values, ties and signs.
values = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 0.1, -0.1, 2.675, 1.005, 1e15 + 0.5, -7, 7, 0,
          2 ** 53 + 1]
print([round(v) for v in values])
print([round(v, 1) for v in values])
print([round(v, -1) for v in values])
print([int(v) for v in values], [float(v).is_integer() for v in values])
for d in (2, -2, 3, -3, 0.5, -0.5, 1.5, 10, True):
    print(d, [f"{a // d}r{a % d}" for a in (-7, 7, -7.5, 7.5, 0, 0.25, -1, 10 ** 17)])
bad = 0
for a in range(-20, 21):
    for b in range(-7, 8):
        if b:
            q, r = divmod(a, b)
            bad += not (q * b + r == a and (r == 0 or (r > 0) == (b > 0)) and abs(r) < abs(b) and q == a // b and r == a % b)
            fq, fr = divmod(float(a), float(b))
            bad += not (fq == q and fr == r)
            big = a * 10 ** 30 + 12345
            q, r = divmod(big, b * 10 ** 25)
            bad += not (q * b * 10 ** 25 + r == big and (r == 0 or (r > 0) == (b > 0)))
print("wrong", bad)
print([f"{v:.0f}" for v in (0.5, 1.5, 2.5, -0.5, 1e22, 123456789.5)], [f"{v:.1f}" for v in (0.05, 0.15, 0.25,
    0.35, 0.45, -0.05)], [f"{v:.2f}" for v in (1.005, 2.675, 1.115, 8.345, 0.125, 0.375)],
      [f"{v:.3g}" for v in (1234.5, 0.00012345, 99999, 0.9995)], [f"{v:e}" for v in (0, 1, 12345.6789, 1e-9)],
      ["%.2f" % v for v in (0.005, 0.015, 0.025, 1e10 / 3)], [str(round(v, 2)) for v in (2.675, 1.115, 0.125,
          1.0, 5e-3)])
print([round(n, k) for n in (15, 25, 35, 45, -15, -25, 12345, 99995) for k in (-1, -2, -4)],
      [round(10 ** 20 + n, -1) - 10 ** 20 for n in (4, 5, 6, 14, 15, 16, 25)], round(0.5 - 2 ** -54),
      round(-0.5 - 2 ** -54, 0), round(1e300, -298), round(123.456, -5), round(-123.456, -5),
      round(5e-324, 323))
try:
    print(round(1.7e308, -308))
except OverflowError as error:
    print(error)
