# cmath: each function at ordinary numbers, at infinities and NaNs, and where it is not defined.
import cmath

inf, nan = cmath.inf, cmath.nan
SPECIAL = [complex(x, y) for x in (0.0, -0.0, 2.0, inf, -inf, nan) for y in (0.0, 1.0, inf, nan)] + [1, -1, 1j, -1j, 1e308 + 1e308j]


def shown(z):
    if isinstance(z, complex):
        return "%.9g%+.9gj" % (z.real, z.imag)
    return "%.9g" % z if isinstance(z, float) else str(z)


def attempt(function, *args, **keywords):
    try:
        result = function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)
    return "(%s)" % ", ".join(map(shown, result)) if isinstance(result, tuple) else shown(result)


def without_signs(text):
    """The signs of NaNs, and of what comes with them, are the system's."""
    return text.replace("-", " ").replace("+", " ").strip() if "nan" in text or "inf" in text or "0" in text else text


class Complex:
    def __complex__(self):
        return 3 + 4j


class Index:
    def __index__(self):
        return 2


for name in "sqrt exp log log10 sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh phase polar isfinite isinf isnan".split():
    function = getattr(cmath, name)
    print(name, attempt(function, 0.5 - 0.25j), attempt(function, Complex()), attempt(function, Index()), attempt(function, "x"))
    for z in SPECIAL:
        print("   ", z, without_signs(attempt(function, z)))
print(attempt(cmath.log, 8, 2), attempt(cmath.log, 1, 1), attempt(cmath.log, 2, 0), attempt(cmath.log))
for r in (0.0, 2.0, -2.0, inf, nan):
    print(r, [without_signs(attempt(cmath.rect, r, phi)) for phi in (0.0, 1.0, 4.0, inf, nan)])
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1), cmath.isclose(inf, inf), cmath.isclose(inf, 1), cmath.isclose(nan, nan), cmath.isclose(0, 1e-10, abs_tol=1e-9))
print(attempt(cmath.isclose, 1, 1, rel_tol=-1), cmath.pi, cmath.e, cmath.tau, cmath.infj, cmath.nanj)
