# statistics: every function over ints, floats, fractions, infinities and no numbers; distributions, densities, errors.
import math
import statistics as st
from fractions import Fraction as F
from statistics import NormalDist


def told(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


inf, nan = math.inf, math.nan
samples = [[], [5], [1, 2], [3, 1, 2, 2, 5], [1.5, 2.25, -0.75, 10.125, 0.1], [F(1, 3), F(1, 6), F(5, 2)], [1, 2.5, F(1, 4)], [1e50, 1, -1e50] * 3, [True, False, True], [2] * 6, [inf, 1.0],
           [nan, 1.0], [inf, -inf], [0.0, 1.0], list(range(1, 30)), [1e-300, 1e300, 2e300], ["a", "b"], [None, 1], [1j, 2], [0.1] * 10, [10**30, 1, F(1, 10**30)]]
for name in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped", "mode", "multimode", "variance", "pvariance", "stdev", "pstdev", "quantiles"):
    for data in samples:
        print(name, data if len(data) < 9 else len(data), repr(told(getattr(st, name), data)))
for function in (st.mean, st.fmean, st.geometric_mean, st.harmonic_mean, st.median, st.mode, st.multimode, st.variance, st.quantiles):
    print(function.__name__, told(function, iter([2, 4, 4, 9])), told(function, 3))
print(st.fmean([1, 2, 3], [1, 0, 2]), st.fmean(iter([1, 2]), iter([3, 4])), told(st.fmean, [1, 2], [1]), told(st.fmean, [1], [0]), told(st.fmean, [], []))
print(st.harmonic_mean([40, 60], weights=[5, 30]), told(st.harmonic_mean, [1, 2], [1]), told(st.harmonic_mean, [1, -2], [1, 1]), told(st.harmonic_mean, [1, 2], [1, -1]), told(st.harmonic_mean, [1, 2], [0, 0]), st.harmonic_mean([0, 3]), told(st.harmonic_mean, [-1]), told(st.harmonic_mean, ["x"]))
print(st.variance([1, 2, 3, 4], 2), st.pvariance([1, 2, 3, 4], 2.5), st.stdev([1, 2, 3, 4], F(5, 2)), st.pstdev([1, 2], 1), told(st.geometric_mean, [1, -1]), st.geometric_mean([54, 24, 36]))
print(st.median_grouped([1, 2, 2, 3, 4, 4, 4, 5]), st.median_grouped([1, 3, 3, 5, 7], interval=2), told(st.median_grouped, ["x"]), told(st.median_grouped, [1], "y"), st.mode("banana"), st.multimode("aabbc"))
for method in ("exclusive", "inclusive", "other"):
    for count in (1, 2, 4, 7, 0):
        print(method, count, told(st.quantiles, [1, 3, 4.5, 9, 11], n=count, method=method), told(st.quantiles, [F(1, 2), 2], n=count, method=method))

x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2.5, 3]
print(st.covariance(x, y), st.correlation(x, y), st.correlation(x, x[::-1]), st.correlation(x, y, method="ranked"), st.linear_regression(x, y), st.linear_regression(x, y, proportional=True))
for function in (st.covariance, st.correlation, st.linear_regression):
    print(told(function, [1], [1]), told(function, [1, 2], [1]), told(function, [1, 1], [1, 2]))
print(told(st.correlation, x, y, method="x"), st.correlation([1e150, 2e150, 4e150], [1e150, 3e150, 1e150]), st.correlation([1e-160, 2e-160], [1e-160, 3e-160]), st.linear_regression([1, 2], [3, 5])._fields)

normal = NormalDist(100, 15)
print(normal, normal.mean, normal.median, normal.mode, normal.stdev, normal.variance, normal.pdf(110), normal.cdf(85.5), normal.zscore(130), normal.quantiles(), normal.quantiles(10)[::3], NormalDist())
print([normal.inv_cdf(p) for p in (1e-300, 1e-12, 0.01, 0.07, 0.3, 0.5, 0.95, 0.999999)], NormalDist.from_samples([1, 2, 4, 4.5]), normal.overlap(NormalDist(110, 15)), normal.overlap(NormalDist(90, 20)))
print(normal + 5, 5 + normal, normal - 5, 5 - normal, normal * 2, -2 * normal, normal / 3, normal + NormalDist(1, 8), normal - NormalDist(1, 8), -normal, +normal, normal == NormalDist(100.0, 15), normal != 3, hash(normal) == hash(NormalDist(100, 15)))
print(normal.samples(3, seed=5), len(normal.samples(4)), NormalDist(sigma=2).__getstate__(), {normal: 1}[NormalDist(100, 15)])
flat = NormalDist(1, 0)
for call in (lambda: NormalDist(0, -1), lambda: flat.pdf(1), lambda: flat.cdf(1), lambda: flat.zscore(1), lambda: flat.overlap(normal), lambda: normal.overlap(3), lambda: normal.inv_cdf(0), lambda: normal.inv_cdf(1),
             lambda: NormalDist.from_samples([1]), lambda: normal * normal, lambda: NormalDist("x"), lambda: setattr(normal, "mean", 3), lambda: NormalDist.from_samples([inf, 1.0])):
    print(told(call))

data = [-2.1, -1.3, -0.4, 1.9, 5.1, 6.2]
for kernel in ("normal", "gauss", "logistic", "sigmoid", "rectangular", "uniform", "triangular", "parabolic", "epanechnikov", "quartic", "biweight", "triweight", "cosine"):
    density, total, sample = st.kde(data, 1.5, kernel), st.kde(data, 1.5, kernel, cumulative=True), st.kde_random(data, 1.5, kernel, seed=8675309)
    print(kernel, [round(density(at), 9) for at in (-3, -0.9, 0, 2, 20)], [round(total(at), 9) for at in (-3, 0.5, 2, 20)], [round(sample(), 8) for _ in range(4)])
print(density.__doc__, total.__doc__, sample.__doc__)
growing = [1.0]
density = st.kde(growing, 1, "triangular")
print(density(1), density(3), growing.append(3.0), density(1), density(3))
for arguments in (([], 1), (["x"], 1), ([1.0], 0), ([1.0], 1, "none")):
    print(told(st.kde, *arguments), told(st.kde_random, *arguments))
print(sorted(st.__all__), issubclass(st.StatisticsError, ValueError), NormalDist.__module__, st.kde.__module__)
