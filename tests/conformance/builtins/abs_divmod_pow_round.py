# abs, divmod, pow and round as functions: dispatch to the type's methods, results by type, special values.
class R:
    def __abs__(self): return "abs"
    def __divmod__(self, o): return f"divmod {o}"
    def __rdivmod__(self, o): return f"rdivmod {o}"
    def __pow__(self, o, m="none"): return f"pow {o} {m}"
    def __rpow__(self, o, m="none"): return f"rpow {o} {m}"
    def __round__(self, n="none"): return f"round {n}"


r = R()
print(abs(r), divmod(r, 1), divmod(2, r), pow(r, 3), pow(3, r), pow(r, 3, 5), r ** 2, 2 ** r, round(r),
      round(r, 2), round(r, None), round(r, ndigits=-1))
print([abs(x) for x in (-3, 3, -2.5, True, 3 - 4j, -0.0, -2 ** 70)], [divmod(a, b) for a, b in ((7, 2), (-7,
    2), (7, -2), (7.5, 2), (-7.5, 2), (True, 2), (2 ** 70, 3), (0, 5), (-0.0, 1))])
print([pow(*a) for a in ((2, 10), (2, -1), (2.0, 3), (2, 3, 5), (2, -1, 7), (-2, 3, 5), (0, 0), (0, 0, 1),
                         (10, 20, 1), (2, 100, 10 ** 9), (True, 5), (2, 0.5), (4, -0.5), (-1, 0.5), (0.0, 0),
                         (2, 1000, -7), (1j, 2))])
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e16, 1.0, 12345.6789, -12345.6789, 0.05, 5, -5, 15, 25, 12345,
          True):
    print(round(x), round(x, 1), round(x, -1), round(x, -3), round(x, 3), type(round(x)).__name__,
          type(round(x, 0)).__name__, end="; ")
print()
for code in ("pow(2, 3, 0)", "pow(2, -1, 4)", "pow(2, 3.0, 5)", "pow(0, -1)", "pow(0.0, -1)", "pow('a', 2)",
             "pow(r, r, r)", "divmod(1, 0)", "divmod(1.0, 0)", "divmod(1, 'a')", "abs('a')", "abs(None)",
             "round('a')", "round(1.5, 1.0)", "round(1, '2')", "round(float('nan'))", "round(float('inf'))",
             "round(float('inf'), 2)", "round(float('nan'), 1)", "round(1e308, -308)", "round(1j)", "round()",
             "round(1.5, ndigits=1)", "pow(base=2, exp=3, mod=5)", "pow(2, 3, None)", "divmod(1j, 2)",
             "2 ** 'a'", "pow(2, 10 ** 9, 1)", "round(10 ** 25 + 5, -1)", "round(5, -1)", "round(5, -2)",
             "round(-5, 10 ** 3)"):
    try:
        print(code, "->", str(eval(code)).split(" object at")[0])
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
