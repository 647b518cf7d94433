# SPDX-License-Identifier: MIT
"""Means, medians, spread and relations of data. Sums are exact; the results have the type of the data."""

import sys
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, namedtuple
from fractions import Fraction
from functools import reduce
from itertools import groupby, repeat
from math import exp, fsum, inf, isfinite, isinf, isnan, isqrt, log, nan, sqrt, sumprod
from numbers import Real

from _statistics_density import NormalDist, StatisticsError, _normal_dist_inv_cdf, kde, kde_random

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean", "kde",
           "kde_random", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low", "mode",
           "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance"]


def _decimal_type():
    """decimal.Decimal, if the program has loaded it; else a type that nothing is of."""
    decimal = sys.modules.get("decimal")
    return decimal.Decimal if decimal else ()


# Exact sums. Values are ratios of ints, added up for each denominator; infinities and NaNs have the denominator None.

def _exact_ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


def _coerce(T, S):
    """The type that results of data of both types have."""
    assert T is not bool, "initial type T is bool"
    if T is S or S is int or S is bool:
        return T
    if T is int or issubclass(S, T):
        return S
    if issubclass(T, S):
        return T
    if issubclass(T, int):
        return S
    if issubclass(S, int):
        return T
    if issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError(f"don't know how to coerce {T.__name__} and {S.__name__}")


def _total(parts):
    """The sum of ratios that are collected by denominator."""
    return parts[None] if None in parts else sum([Fraction(n, d) for d, n in parts.items()])


def _sum(data):
    """The type of the data, their sum and how many they are."""
    count, types, parts = 0, set(), defaultdict(int)
    for kind, values in groupby(data, type):
        types.add(kind)
        for n, d in map(_exact_ratio, values):
            count += 1
            parts[d] += n
    return reduce(_coerce, types, int), _total(parts), count


def _ss(data, c=None):
    """The type of the data, the sum of the squares of their distances from the mean, the mean, and how many they are."""
    if c is not None:
        kind, total, count = _sum([(distance := x - c) * distance for x in data])
        return kind, total, c, count
    count, types, parts, squares = 0, set(), defaultdict(int), defaultdict(int)
    for kind, values in groupby(data, type):
        types.add(kind)
        for n, d in map(_exact_ratio, values):
            count += 1
            parts[d] += n
            squares[d] += n * n
    kind = reduce(_coerce, types, int)
    if not count:
        return kind, Fraction(0), Fraction(0), 0
    total = _total(parts)
    if None in parts:
        return kind, total, total, count  # infinite, or no number
    square = sum([Fraction(n, d * d) for d, n in squares.items()])
    return kind, (count * square - total * total) / Fraction(count), total / Fraction(count), count


def _convert(value, T):
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if issubclass(T, _decimal_type()):
            return T(value.numerator) / T(value.denominator)
        raise


def _fail_neg(values, errmsg="negative value"):
    for value in values:
        if value < 0:
            raise StatisticsError(errmsg)
        yield value


def _integer_sqrt_of_frac_rto(n, m):
    """The root of n / m as an int, rounded to odd, so that rounding it again errs nowhere."""
    root = isqrt(n // m)
    return root | (root * root * m != n)


def _float_sqrt_of_frac(n, m):
    """The root of n / m, correctly rounded."""
    shift = (n.bit_length() - m.bit_length() - (2 * sys.float_info.mant_dig + 3)) // 2
    if shift >= 0:
        return (_integer_sqrt_of_frac_rto(n, m << 2 * shift) << shift) / 1
    return _integer_sqrt_of_frac_rto(n << -2 * shift, m) / (1 << -shift)


def _decimal_sqrt_of_frac(n, m):
    """The root of n / m as a Decimal, correctly rounded: a neighbour of the first guess may be nearer."""
    Decimal = _decimal_type()
    if n == 0:
        return Decimal("0.0")
    if n < 0:
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    for other, is_nearer in ((root.next_plus(), lambda square, middle: square > middle),
                             (root.next_minus(), lambda square, middle: square < middle)):
        middle = (Fraction(root) + Fraction(other)) / 2
        if is_nearer(Fraction(n, m), middle * middle):
            return other
    return root


def _root(value, kind):
    take = _decimal_sqrt_of_frac if issubclass(kind, _decimal_type()) else _float_sqrt_of_frac
    return take(value.numerator, value.denominator)


# Averages.

def mean(data):
    """The arithmetic mean."""
    kind, total, count = _sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / count, kind)


def fmean(data, weights=None):
    """The arithmetic mean as a float, quickly; values may have weights."""
    if weights is None:
        if not hasattr(data, "__len__"):
            data = list(data)
        total, count = fsum(data), len(data)
        if not count:
            raise StatisticsError("fmean requires at least one data point")
        return total / count
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    try:
        total = sumprod(data, weights)
    except ValueError:
        raise StatisticsError("data and weights must be the same length")
    weight = fsum(weights)
    if not weight:
        raise StatisticsError("sum of weights must be non-zero")
    return total / weight


def geometric_mean(data):
    """The root of the product, as a float."""
    logarithms, count, has_zero = [], 0, False
    for value in data:
        count += 1
        if value > 0.0 or isnan(value):
            logarithms.append(log(value))
        elif value == 0.0:
            has_zero = True
        else:
            raise StatisticsError("No negative inputs allowed", value)
    total = fsum(logarithms)
    if not count:
        raise StatisticsError("Must have a non-empty dataset")
    if isnan(total):
        return nan
    if has_zero:
        return nan if total == inf else 0.0
    return exp(total / count)


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of reciprocals; values may have weights."""
    if iter(data) is data:
        data = list(data)
    negative = "harmonic mean does not support negative values"
    count = len(data)
    if count < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if count == 1 and weights is None:
        value = data[0]
        if not isinstance(value, Real) and not isinstance(value, _decimal_type()):
            raise TypeError("unsupported type")
        if value < 0:
            raise StatisticsError(negative)
        return value
    if weights is None:
        weights, weight = repeat(1, count), count
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != count:
            raise StatisticsError("Number of weights does not match data size")
        weight = _sum(_fail_neg(weights, negative))[1]
    try:
        kind, total, _count = _sum([w / x if w else 0 for w, x in zip(weights, _fail_neg(data, negative))])
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(weight / total, kind)


def _ordered(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data, len(data) // 2


def median(data):
    """The value in the middle, or the mean of the two there."""
    data, middle = _ordered(data)
    return data[middle] if len(data) % 2 else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    """The value in the middle, or the smaller of the two there."""
    data, middle = _ordered(data)
    return data[middle if len(data) % 2 else middle - 1]


def median_high(data):
    """The value in the middle, or the larger of the two there."""
    data, middle = _ordered(data)
    return data[middle]


def median_grouped(data, interval=1.0):
    """The median of data that stand for intervals of a width, of which they are the middles: interpolated in its own."""
    data, middle = _ordered(data)
    value = data[middle]
    below = bisect_left(data, value)
    within = bisect_right(data, value, lo=below) - below
    try:
        interval, value = float(interval), float(value)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return value - interval / 2.0 + interval * (len(data) / 2 - below) / within


def mode(data):
    """The commonest value, the first of several."""
    commonest = Counter(iter(data)).most_common(1)
    if not commonest:
        raise StatisticsError("no mode for empty data")
    return commonest[0][0]


def multimode(data):
    """All values that are commonest."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 points that divide the data into n parts of the same size.

    "exclusive" takes them for samples, beyond which there may be values; "inclusive" for all there are.
    """
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        if not count:
            raise StatisticsError("must have at least one data point")
        return data * (n - 1)
    if method not in ("inclusive", "exclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    points = []
    for i in range(1, n):
        if method == "inclusive":
            left, share = divmod(i * (count - 1), n)
        else:
            position = i * (count + 1)
            left = min(max(position // n, 1), count - 1)
            share = position - left * n
            left -= 1
        points.append((data[left] * (n - share) + data[left + 1] * share) / n)
    return points


# Spread.

def _spread(name, data, center, sample):
    """The type of the data and their variance; that of samples divides by one less."""
    kind, squares, _center, count = _ss(data, center)
    if count < 1 + sample:
        raise StatisticsError(f"{name} requires at least {'two data points' if sample else 'one data point'}")
    return kind, squares / (count - sample)


def variance(data, xbar=None):
    """The variance of samples."""
    kind, value = _spread("variance", data, xbar, 1)
    return _convert(value, kind)


def pvariance(data, mu=None):
    """The variance of all there are."""
    kind, value = _spread("pvariance", data, mu, 0)
    return _convert(value, kind)


def stdev(data, xbar=None):
    """The standard deviation of samples."""
    kind, value = _spread("stdev", data, xbar, 1)
    return _root(value, kind)


def pstdev(data, mu=None):
    """The standard deviation of all there are."""
    kind, value = _spread("pstdev", data, mu, 0)
    return _root(value, kind)


def _mean_stdev(data):
    """Mean and standard deviation of samples, as floats."""
    _kind, squares, center, count = _ss(data)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    value = squares / (count - 1)
    if not hasattr(value, "numerator"):  # infinite, or no number
        return float(center), float(center) / float(squares)
    return float(center), _float_sqrt_of_frac(value.numerator, value.denominator)


# Relations.

def _check_pairs(name, x, y):
    if len(y) != len(x):
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{name} requires at least two data points")


def _centered(values):
    """The distances from the mean, and the mean."""
    center = fsum(values) / len(values)
    return [value - center for value in values], center


def covariance(x, y, /):
    """The covariance of samples."""
    _check_pairs("covariance", x, y)
    return sumprod(_centered(x)[0], _centered(y)[0]) / (len(x) - 1)


def _rank(data, /, *, key=None, reverse=False, ties="average", start=1):
    """The places of the values in order; equal ones have the mean of their places."""
    if ties != "average":
        raise ValueError(f"Unknown tie resolution method: {ties!r}")
    values = list(data if key is None else map(key, data))
    ranks, place = [0] * len(values), start - 1
    for _value, group in groupby(sorted(range(len(values)), key=values.__getitem__, reverse=reverse), values.__getitem__):
        group = list(group)
        for i in group:
            ranks[i] = place + (len(group) + 1) / 2
        place += len(group)
    return ranks


def _sqrtprod(x, y):
    """sqrt(x * y), where the product may overflow, with a correction of the last digit."""
    root = sqrt(x * y)
    if isinf(root) and isfinite(x) and isfinite(y):
        scale = 2.0 ** -512
    elif not root and x and y:
        scale = 2.0 ** 537
    elif not root or not isfinite(root):
        return root
    else:
        return root + sumprod((x, root), (y, -root)) / (2.0 * root)
    return _sqrtprod(scale * x, scale * y) / scale


def correlation(x, y, /, *, method="linear"):
    """Pearson's coefficient, from -1 to 1; of "ranked" data it is Spearman's."""
    _check_pairs("correlation", x, y)
    if method not in ("linear", "ranked"):
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        start = (len(x) - 1) / -2  # so that the ranks have the mean 0
        x, y = _rank(x, start=start), _rank(y, start=start)
    else:
        x, y = _centered(x)[0], _centered(y)[0]
    try:
        return sumprod(x, y) / _sqrtprod(sumprod(x, x), sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """The line nearest to the points, by least squares; a proportional one goes through the origin."""
    _check_pairs("linear regression", x, y)
    if not proportional:
        x, x_center = _centered(x)
        y, y_center = _centered(y)
    try:
        slope = (sumprod(x, y) + 0.0) / sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    return LinearRegression(slope, 0.0 if proportional else y_center - slope * x_center)
