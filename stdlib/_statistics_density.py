# SPDX-License-Identifier: MIT
"""Normal distributions, and densities estimated from samples, for the module statistics."""

from bisect import bisect_left, bisect_right
from functools import reduce
from math import acos, asin, atan, cos, cosh, erf, exp, fabs, hypot, log, pi, sin, sqrt, tan, tau

__name__ = "statistics"  # to which all of this belongs

_SQRT2 = sqrt(2.0)


class StatisticsError(ValueError):
    """The data do not have what is asked for."""


# M. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988): quotients
# of polynomials, by the coefficients of the highest powers first.
_CENTRAL = (
    (2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
     133.14166789178438, 3.3871328727963665),
    (5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
     42.31333070160091, 1.0))
_MIDDLE = (
    (0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
     5.769497221460691, 4.630337846156546, 1.4234371107496835),
    (1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
     1.6763848301838038, 2.053191626637759, 1.0))
_TAIL = (
    (2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
     1.7848265399172913, 5.463784911164114, 6.657904643501103),
    (2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133, 0.014875361290850615,
     0.1369298809227358, 0.599832206555888, 1.0))


def _polynomial(coefficients, x):
    return reduce(lambda value, coefficient: value * x + coefficient, coefficients)


def _normal_dist_inv_cdf(p, mu, sigma):
    q = p - 0.5
    if fabs(q) <= 0.425:
        above, below = _CENTRAL
        r = 0.180625 - q * q
        return mu + _polynomial(above, r) * q / _polynomial(below, r) * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    (above, below), r = (_MIDDLE, r - 1.6) if r <= 5.0 else (_TAIL, r - 5.0)
    x = _polynomial(above, r) / _polynomial(below, r)
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """A normal distribution, by its mean and standard deviation."""

    __slots__ = {"_mu": "The mean.", "_sigma": "The standard deviation."}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with mean and standard deviation of the data."""
        from statistics import _mean_stdev
        return cls(*_mean_stdev(data))

    def samples(self, n, *, seed=None):
        """`n` random samples; with a seed the same each time."""
        import random
        next_random = random.random if seed is None else random.Random(seed).random
        return [_normal_dist_inv_cdf(next_random(), self._mu, self._sigma) for _ in range(n)]

    def _check_sigma(self, what):
        if not self._sigma:
            raise StatisticsError(f"{what}() not defined when sigma is zero")

    def pdf(self, x):
        """The density at x."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        distance = x - self._mu
        return exp(distance * distance / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        """The probability of values up to x."""
        self._check_sigma("cdf")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        """The x up to which values have the probability p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The n - 1 points that divide it into n parts of the same probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area that lies under both densities: from 0 to 1."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        x, y = sorted((self, other), key=lambda each: (each._sigma, each._mu))
        if not x.variance or not y.variance:
            raise StatisticsError("overlap() not defined when sigma is zero")
        wider = y.variance - x.variance
        apart = fabs(y._mu - x._mu)
        if not wider:
            return 1.0 - erf(apart / (2.0 * x._sigma * _SQRT2))
        # The densities cross at two points.
        a = x._mu * y.variance - y._mu * x.variance
        b = x._sigma * y._sigma * sqrt(apart * apart + wider * log(y.variance / x.variance))
        first, second = (a + b) / wider, (a - b) / wider
        return 1.0 - (fabs(y.cdf(first) - x.cdf(first)) + fabs(y.cdf(second) - x.cdf(second)))

    def zscore(self, x):
        """How many standard deviations x is above the mean."""
        self._check_sigma("zscore")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    # Sums of independent variables are normal again; so is one moved or scaled by a number.

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state


# Kernels: the density, its integral, how far from 0 the density is not 0 (None: everywhere), and the integral's inverse.

def _by_newton(guess, function, slope):
    def inverse(y):
        x = guess(y)
        while abs(off := function(x) - y) > 1e-12:
            x -= off / slope(x)
        return x
    return inverse


def _mirrored(p, exponent, correction=lambda p: 0.0):
    """A guess of an inverse that is symmetric about 1/2."""
    sign, p = (1.0, p) if p <= 1/2 else (-1.0, 1.0 - p)
    return ((2.0 * p) ** exponent - 1.0 + correction(p)) * sign


def _quartic(t):
    return 15/16 * (1.0 - t * t) ** 2


def _quartic_integral(t):
    return 3/16 * t**5 - 5/8 * t**3 + 15/16 * t + 1/2


def _triweight(t):
    return 35/32 * (1.0 - t * t) ** 3


def _triweight_integral(t):
    return 35/32 * (-1/7*t**7 + 3/5*t**5 - t**3 + t) + 1/2


_quartic_guess = lambda p: _mirrored(
    p, 0.4258865685331, lambda p: 0.026818732 * sin(7.101753784 * p + 2.73230839482953) if p >= 0.004 else 0.0)

_KERNELS = {
    "normal": (lambda t: exp(-1/2 * t * t) / sqrt(2 * pi), lambda t: 1/2 * (1.0 + erf(t / _SQRT2)), None,
               NormalDist().inv_cdf),
    "logistic": (lambda t: 1/2 / (1.0 + cosh(t)), lambda t: 1.0 - 1.0 / (exp(t) + 1.0), None, lambda p: log(p / (1 - p))),
    "sigmoid": (lambda t: 1 / pi / cosh(t), lambda t: 2 / pi * atan(exp(t)), None, lambda p: log(tan(p * pi/2))),
    "rectangular": (lambda t: 1/2, lambda t: 1/2 * t + 1/2, 1.0, lambda p: 2*p - 1),
    "triangular": (lambda t: 1.0 - abs(t), lambda t: t*t * (1/2 if t < 0.0 else -1/2) + t + 1/2, 1.0,
                   lambda p: sqrt(2*p) - 1 if p < 1/2 else 1 - sqrt(2 - 2*p)),
    "parabolic": (lambda t: 3/4 * (1.0 - t * t), lambda t: -1/4 * t**3 + 3/4 * t + 1/2, 1.0,
                  lambda p: 2 * cos((acos(2*p-1) + pi) / 3)),
    "quartic": (_quartic, _quartic_integral, 1.0, _by_newton(_quartic_guess, _quartic_integral, _quartic)),
    "triweight": (_triweight, _triweight_integral, 1.0,
                  _by_newton(lambda p: _mirrored(p, 0.3400218741872791), _triweight_integral, _triweight)),
    "cosine": (lambda t: pi / 4 * cos(pi / 2 * t), lambda t: 1/2 * sin(pi / 2 * t) + 1/2, 1.0,
               lambda p: 2 * asin(2*p - 1) / pi),
}
for _name, _other in (("gauss", "normal"), ("uniform", "rectangular"), ("epanechnikov", "parabolic"), ("biweight", "quartic")):
    _KERNELS[_name] = _KERNELS[_other]


def _kernel(data, h, kernel):
    if not len(data):
        raise StatisticsError("Empty data sequence")
    if not isinstance(data[0], (int, float)):
        raise TypeError("Data sequence must contain ints or floats")
    if h <= 0.0:
        raise StatisticsError(f"Bandwidth h must be positive, not {h=!r}")
    if kernel not in _KERNELS:
        raise StatisticsError(f"Unknown kernel name: {kernel!r}")
    return _KERNELS[kernel]


def kde(data, h, kernel="normal", *, cumulative=False):
    """A density, as a function, that the data may be samples of; with `cumulative` its integral.

    Each sample contributes a kernel of the width `h`. Samples that are added to the data later count too.
    """
    density, integral, support, _inverse = _kernel(data, h, kernel)
    ordered = []

    def near(x):
        """The samples that contribute at x, and how many are below them."""
        if support is None:
            return data, 0
        if len(ordered) != len(data):
            ordered[:] = sorted(data)
        start = bisect_left(ordered, x - h * support)
        return ordered[start:bisect_right(ordered, x + h * support)], start

    def pdf(x):
        return sum([density((x - each) / h) for each in near(x)[0]]) / (len(data) * h)

    def cdf(x):
        samples, below = near(x)
        return sum([integral((x - each) / h) for each in samples], below) / len(data)

    made = cdf if cumulative else pdf
    made.__doc__ = f"{'CDF' if cumulative else 'PDF'} estimate with {h=!r} and {kernel=!r}"
    return made


def kde_random(data, h, kernel="normal", *, seed=None):
    """A function that makes random samples of the density that kde() estimates."""
    inverse = _kernel(data, h, kernel)[3]
    import random
    source = random.Random(seed)

    def rand():
        return source.choice(data) + h * inverse(source.random())

    rand.__doc__ = f"Random KDE selection with {h=!r} and {kernel=!r}"
    return rand
