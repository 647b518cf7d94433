# SPDX-License-Identifier: MIT
"""Rational numbers, exact."""

import functools
import math
import numbers
import operator
import sys

__all__ = ["Fraction"]


@functools.cache
def _patterns():
    """Of texts that are fractions, of plain format specifications and of those for digits after a point."""
    import re
    number = re.compile(
        r"\A\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(_\d+)*)"
        r"(?:(?:\s*/\s*(?P<denom>\d+(_\d+)*))?|(?:\.(?P<decimal>\d*|\d+(_\d+)*))?(?:E(?P<exp>[-+]?\d+(_\d+)*))?)\s*\Z",
        re.IGNORECASE)
    start, width = r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)", r"(?P<width>0|[1-9][0-9]*)?(?P<comma>[,_])?"
    plain = re.compile(rf"{start}(?P<alt>\#)?{width}", re.DOTALL)
    digits = re.compile(rf"{start}(?P<no_neg_zero>z)?(?P<alt>\#)?(?P<zeropad>0(?=[0-9]))?{width}"
                        r"(?:\.(?P<precision>0|[1-9][0-9]*))?(?P<type>[eEfFgG%])", re.DOTALL)
    return number, plain, digits


@functools.lru_cache(1 << 14)
def _hash(numerator, denominator):
    """As the language reference has it for all numbers: modulo a prime, in which the denominator has an inverse, or not."""
    try:
        inverse = pow(denominator, -1, sys.hash_info.modulus)
    except ValueError:
        value = sys.hash_info.inf
    else:
        value = hash(hash(abs(numerator)) * inverse)
    value = value if numerator >= 0 else -value
    return -2 if value == -1 else value


def _rounded(numerator, denominator, exponent):
    """The multiple of 10**exponent that is nearest, ties to even, as how many times; negative if that is."""
    if exponent >= 0:
        denominator *= 10 ** exponent
    else:
        numerator *= 10 ** -exponent
    quotient, rest = divmod(numerator + (denominator >> 1), denominator)
    return quotient & -2 if rest == 0 and denominator & 1 == 0 else quotient


def _to_figures(numerator, denominator, figures):
    """So many significant figures: they, without sign, and the exponent of the last."""
    if numerator == 0:
        return 0, 1 - figures
    above, below = str(abs(numerator)), str(denominator)
    exponent = len(above) - len(below) + (below <= above) - figures
    value = abs(_rounded(numerator, denominator, exponent))
    if len(str(value)) > figures:  # rounded up to a power of ten
        return value // 10, exponent + 1
    return value, exponent


def _padded(match, sign, body):
    padding = (match["fill"] or " ") * (int(match["width"] or 0) - len(sign) - len(body))
    align = match["align"] or ">"
    if align == ">":
        return padding + sign + body
    if align == "<":
        return sign + body + padding
    if align == "=":
        return sign + padding + body
    half = len(padding) // 2
    return padding[:half] + sign + body + padding[half:]


def _operators(exact, fallback, with_complex=True):
    """A method and its reverse, out of a function of two fractions and one for the numbers that Python has built in."""
    def forward(a, b):
        if isinstance(b, Fraction):
            return exact(a, b)
        if isinstance(b, int):
            return exact(a, Fraction(b))
        if isinstance(b, float):
            return fallback(float(a), b)
        if with_complex and isinstance(b, complex):
            return fallback(complex(a), b)
        return NotImplemented

    def reverse(b, a):
        if isinstance(a, numbers.Rational):
            return exact(Fraction(a), b)
        if isinstance(a, numbers.Real):
            return fallback(float(a), float(b))
        if with_complex and isinstance(a, numbers.Complex):
            return fallback(complex(a), complex(b))
        return NotImplemented

    forward.__name__, reverse.__name__ = f"__{fallback.__name__}__", f"__r{fallback.__name__}__"
    forward.__doc__ = reverse.__doc__ = exact.__doc__
    return forward, reverse


def _is_decimal(value):
    decimal = sys.modules.get("decimal")  # which is loaded where there are any
    return decimal is not None and isinstance(value, decimal.Decimal)


class Fraction(numbers.Rational):
    """A rational number: of a numerator and a denominator, of a text such as 3/4 or 1.5e3, or of another number."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return cls._from_coprime_ints(numerator, 1)
            if isinstance(numerator, numbers.Rational):
                return cls._from_coprime_ints(numerator.numerator, numerator.denominator)
            if isinstance(numerator, float) or _is_decimal(numerator):
                return cls._from_coprime_ints(*numerator.as_integer_ratio())
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            numerator, denominator = _read(numerator)
        elif type(numerator) is not int or type(denominator) is not int:
            if not isinstance(numerator, numbers.Rational) or not isinstance(denominator, numbers.Rational):
                raise TypeError("both arguments should be Rational instances")
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        return cls._from_coprime_ints(numerator // divisor, denominator // divisor)

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        made = super().__new__(cls)
        made._numerator = numerator
        made._denominator = denominator
        return made

    @classmethod
    def from_float(cls, f):
        """What a float is exactly."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls._from_coprime_ints(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """What a Decimal is exactly."""
        if isinstance(dec, numbers.Integral):
            return cls._from_coprime_ints(int(dec), 1)
        if not _is_decimal(dec):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls._from_coprime_ints(*dec.as_integer_ratio())

    def is_integer(self):
        """Whether the denominator is 1."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Numerator and denominator."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The fraction nearest to this one whose denominator is no greater."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction, up to the last whose denominator is small enough; between it and the
        # next the best candidates are it and one semiconvergent.
        n, d = self._numerator, self._denominator
        before, last = (0, 1), (1, 0)
        while True:
            term = n // d
            denominator = before[1] + term * last[1]
            if denominator > max_denominator:
                break
            before, last = last, (before[0] + term * last[0], denominator)
            n, d = d, n - term * d
        times = (max_denominator - before[1]) // last[1]
        between = before[0] + times * last[0], before[1] + times * last[1]
        return Fraction._from_coprime_ints(*(last if 2 * d * between[1] <= self._denominator else between))

    @property
    def numerator(a):
        return a._numerator

    @property
    def denominator(a):
        return a._denominator

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def __format__(self, format_spec, /):
        _number, plain, digits = _patterns()
        if match := plain.fullmatch(format_spec):
            comma = match["comma"] or ""
            body = format(abs(self._numerator), comma)
            if self._denominator > 1 or match["alt"]:
                body += f"/{self._denominator:{comma}}"
            return _padded(match, self._sign(match, self._numerator < 0), body)
        if (match := digits.fullmatch(format_spec)) and (match["align"] is None or match["zeropad"] is None):
            return self._format_digits(match)
        raise ValueError(f"Invalid format specifier {format_spec!r} for object of type {type(self).__name__!r}")

    @staticmethod
    def _sign(match, negative):
        return "-" if negative else match["sign"].replace("-", "")

    def _format_digits(self, match):
        kind, precision = match["type"], int(match["precision"] or 6)
        suffix = "%" if kind == "%" else ""
        negative = self._numerator < 0
        if kind in "fF%":
            value = _rounded(self._numerator, self._denominator, -precision - (2 if suffix else 0))
            if match["no_neg_zero"]:
                negative = value < 0
            value, point = abs(value), precision  # digits after the point
        else:
            figures = precision + 1 if kind in "eE" else max(precision, 1)
            value, exponent = _to_figures(self._numerator, self._denominator, figures)
            if kind in "eE" or exponent > 0 or exponent + figures <= -4:
                point = figures - 1
                suffix = f"{'E' if kind in 'EG' else 'e'}{exponent + point:+03d}"
            else:
                point = -exponent
        text = f"{value:0{point + 1}d}"
        whole, part = text[:len(text) - point], text[len(text) - point:]
        if kind in "gG" and not match["alt"]:
            part = part.rstrip("0")
        rest = ("." if part or match["alt"] else "") + part + suffix
        sign = self._sign(match, negative)
        if match["zeropad"]:
            room = int(match["width"] or 0) - len(sign) - len(rest)
            whole = whole.zfill(3 * room // 4 + 1 if match["comma"] else room)
        if match["comma"]:
            first = 1 + (len(whole) - 1) % 3
            whole = match["comma"].join([whole[:first], *(whole[i:i + 3] for i in range(first, len(whole), 3))])
        return _padded(match, sign, whole + rest)

    # Knuth, TAOCP volume 2, 4.5.1: common factors are taken out early, so that numbers stay small.

    def _sum(a, b, sign):
        na, da, nb, db = a._numerator, a._denominator, sign * b._numerator, b._denominator
        common = math.gcd(da, db)
        if common == 1:
            return Fraction._from_coprime_ints(na * db + da * nb, da * db)
        scale = da // common
        total = na * (db // common) + nb * scale
        divisor = math.gcd(total, common)
        return Fraction._from_coprime_ints(total // divisor, scale * (db // divisor))

    def _add(a, b):
        """a + b"""
        return a._sum(b, 1)

    def _sub(a, b):
        """a - b"""
        return a._sum(b, -1)

    def _mul(a, b):
        """a * b"""
        return a._product(b._numerator, b._denominator)

    def _product(a, nb, db):
        na, da = a._numerator, a._denominator
        across, down = math.gcd(na, db), math.gcd(nb, da)
        return Fraction._from_coprime_ints((na // across) * (nb // down), (db // across) * (da // down))

    def _div(a, b):
        """a / b"""
        if b._numerator == 0:
            raise ZeroDivisionError(f"Fraction({b._denominator}, 0)")
        if b._numerator < 0:
            return a._product(-b._denominator, -b._numerator)
        return a._product(b._denominator, b._numerator)

    def _floordiv(a, b):
        """a // b"""
        return (a.numerator * b.denominator) // (a.denominator * b.numerator)

    def _divmod(a, b):
        """(a // b, a % b)"""
        quotient, rest = divmod(a.numerator * b.denominator, a.denominator * b.numerator)
        return quotient, Fraction(rest, a.denominator * b.denominator)

    def _mod(a, b):
        """a % b"""
        return Fraction((a.numerator * b.denominator) % (b.numerator * a.denominator), a.denominator * b.denominator)

    __add__, __radd__ = _operators(_add, operator.add)
    __sub__, __rsub__ = _operators(_sub, operator.sub)
    __mul__, __rmul__ = _operators(_mul, operator.mul)
    __truediv__, __rtruediv__ = _operators(_div, operator.truediv)
    __floordiv__, __rfloordiv__ = _operators(_floordiv, operator.floordiv, False)
    __divmod__, __rdivmod__ = _operators(_divmod, divmod, False)
    __mod__, __rmod__ = _operators(_mod, operator.mod, False)

    def __pow__(a, b):
        """a ** b: a fraction where b is an integer, else a float or complex."""
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            n, d, power = a._numerator, a._denominator, b.numerator
            if power < 0:
                if n == 0:
                    raise ZeroDivisionError(f"Fraction({d ** -power}, 0)")
                n, d, power = (-d, -n, -power) if n < 0 else (d, n, -power)
            return Fraction._from_coprime_ints(n ** power, d ** power)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        """a ** b"""
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** (b._numerator if b._denominator == 1 else float(b))

    def __pos__(a):
        return Fraction._from_coprime_ints(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._from_coprime_ints(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._from_coprime_ints(abs(a._numerator), a._denominator)

    def __trunc__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    def __int__(a):
        return operator.index(a.__trunc__())

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        """To an int, or with `ndigits` to a fraction; ties to even."""
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            return floor + (twice > self._denominator or twice == self._denominator and floor % 2)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        return _hash(self._numerator, self._denominator)

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return a == a.from_float(b) if math.isfinite(b) else 0.0 == b
        return NotImplemented

    def _compared(self, other, compare):
        if isinstance(other, numbers.Rational):
            return compare(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return compare(self, self.from_float(other)) if math.isfinite(other) else compare(0.0, other)
        return NotImplemented

    def __lt__(a, b):
        return a._compared(b, operator.lt)

    def __gt__(a, b):
        return a._compared(b, operator.gt)

    def __le__(a, b):
        return a._compared(b, operator.le)

    def __ge__(a, b):
        return a._compared(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _read(text):
    """The numerator and the denominator, as they stand in a text."""
    match = _patterns()[0].match(text)
    if match is None:
        raise ValueError(f"Invalid literal for Fraction: {text!r}")
    numerator, denominator = int(match["num"] or "0"), int(match["denom"] or "1")
    if match["decimal"]:
        digits = match["decimal"].replace("_", "")
        denominator = 10 ** len(digits)
        numerator = numerator * denominator + int(digits)
    if match["exp"]:
        exponent = int(match["exp"])
        if exponent >= 0:
            numerator *= 10 ** exponent
        else:
            denominator *= 10 ** -exponent
    return -numerator if match["sign"] == "-" else numerator, denominator
