# math: every function on ordinary values, special values, big ints, and its errors.
import math
from math import inf, nan, pi

one = "acos asin atan cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor gamma lgamma log log10 log1p log2 radians sin sinh sqrt tan tanh trunc asinh acosh atanh isfinite isinf isnan modf frexp ulp".split()
for name in one:
    f = getattr(math, name)
    row = []
    for x in (0, 0.5, 1, -0.5, 2.5, -2.5, 100, inf, -inf, nan, True):
        try:
            r = f(x)
            row.append(f"{r:.10g}" if isinstance(r, float) else str(r))
        except (ValueError, OverflowError) as error:
            row.append(str(error))
    print(name, *row)
print(math.pow(2, 10), math.pow(2, 0.5), math.atan2(1, -1), math.hypot(3, 4), math.hypot(1, 2, 2),
      math.hypot(), math.fmod(-7, 3), math.remainder(7, 2.5), math.copysign(1, -0.0), math.ldexp(0.75, 4),
      math.dist((1, 2), (4, 6)), math.fma(2, 3, 4), math.log(8, 2), math.log(100, 10), math.nextafter(1, 2),
      math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12, abs_tol=1e-9))
print(math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(5), math.gcd(12, 18, 27), math.gcd(),
      math.lcm(4, 6, 10), math.lcm(), math.isqrt(99), math.comb(5, 9), math.gcd(-4, 6), math.lcm(0, 5),
      math.factorial(0), math.prod([1, 2, 3, 4]), math.prod([], start=7), math.prod([0.5, 2]),
      math.sumprod([1, 2], [3, 4]), math.fsum([0.1] * 10), math.fsum([1e16, 1, -1e16]), sum([0.1] * 10))
print(math.pi, math.e, math.tau, math.inf, math.nan, math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5),
      math.floor(1e20), math.ceil(5), math.floor(2 ** 70), math.sqrt(2 ** 100), math.log(10 ** 500),
      math.log2(2 ** 1000), math.exp(700), math.degrees(pi), math.radians(180), math.frexp(8.0),
      math.modf(-3.25), math.sin(pi), math.cos(pi), math.tan(pi / 4))
for code in ("sqrt(-1)", "log(0)", "log(-1)", "log(1, 0)", "log(2, 1)", "acos(2)", "exp(1000)", "pow(0, -1)",
             "pow(-8, 1/3)", "pow(inf, 0)", "factorial(-1)", "factorial(1.5)", "factorial('a')", "gcd(1.5)",
             "comb(-1, 2)", "comb(2, -1)", "comb(1.5, 1)", "perm(-1)", "isqrt(-1)", "isqrt(2.5)",
             "fmod(1, 0)", "fmod(inf, 1)", "remainder(1, 0)", "sqrt('a')", "sqrt()", "sqrt(1, 2)",
             "ldexp(1, 5000)", "ldexp(1.5, 2.5)", "hypot('a')", "dist((1,), (1, 2))", "floor('a')",
             "ceil(None)", "trunc('a')", "gamma(-1)", "gamma(0)", "gamma(200)", "lgamma(0)", "fsum(['a'])",
             "fsum([inf, -inf])", "prod(5)", "sumprod([1], [1, 2])", "atanh(1)", "acosh(0)", "cosh(1000)",
             "isclose(1, 2, rel_tol=-1)", "floor(inf)", "ceil(nan)", "trunc(inf)", "sqrt(10 ** 400)",
             "log(10 ** 400)", "nextafter(1)", "exp2(2000)", "tan(inf)", "sin(-inf)", "pow(2, 'a')",
             "log10(0)", "log1p(-1)", "copysign(1)", "nothing(1)", "fma(inf, 0, 1)", "cbrt(-27)",
             "expm1(1000)"):
    try:
        print(code, eval(f"math.{code}"))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class X:
    def __float__(self): return 4.0
    def __floor__(self): return "floored"
    def __ceil__(self): return "ceiled"
    def __trunc__(self): return "truncated"
    def __index__(self): return 5


print(math.sqrt(X()), math.floor(X()), math.ceil(X()), math.trunc(X()), math.factorial(X()),
      math.gcd(X(), 10), math.isqrt(X()), math.fsum([X()]))
