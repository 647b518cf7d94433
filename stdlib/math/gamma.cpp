// SPDX-License-Identifier: MIT
// The gamma function and its logarithm by Lanczos' approximation (g = 6.02468…, N = 13, the coefficients of Pugh and Boost), because
// those of C libraries differ in the last digits.
#include <cmath>

#include "stdlib/math/math.h"

namespace ouro::math {

namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197, kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kG = 6.024680040776729583740234375, kGMinusHalf = 5.524680040776729583740234375;
constexpr int kTerms = 13;
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kDenominator[kTerms] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                         2637558.0,  357423.0,   32670.0,     1925.0,      66.0,        1.0};
constexpr double kFactorials[23] = {1.0,
                                    1.0,
                                    2.0,
                                    6.0,
                                    24.0,
                                    120.0,
                                    720.0,
                                    5040.0,
                                    40320.0,
                                    362880.0,
                                    3628800.0,
                                    39916800.0,
                                    479001600.0,
                                    6227020800.0,
                                    87178291200.0,
                                    1307674368000.0,
                                    20922789888000.0,
                                    355687428096000.0,
                                    6402373705728000.0,
                                    121645100408832000.0,
                                    2432902008176640000.0,
                                    51090942171709440000.0,
                                    1124000727777607680000.0};

double sin_of_pi_times(double x) {
    double y = std::fmod(std::fabs(x), 2.0), r;
    switch (static_cast<int>(std::round(2.0 * y))) {
        case 0: r = std::sin(kPi * y); break;
        case 1: r = std::cos(kPi * (y - 0.5)); break;
        case 2: r = std::sin(kPi * (1.0 - y)); break;  // not -sin(pi*(y-1)): the sign of a zero
        case 3: r = -std::cos(kPi * (y - 1.5)); break;
        default: r = std::sin(kPi * (y - 2.0)); break;
    }
    return std::copysign(1.0, x) * r;
}

double lanczos_sum(double x) {
    double above = 0.0, below = 0.0;
    if (x < 5.0) {
        for (int n = kTerms; --n >= 0;) {
            above = above * x + kNumerator[n];
            below = below * x + kDenominator[n];
        }
    } else {
        for (int n = 0; n < kTerms; ++n) {
            above = above / x + kNumerator[n];
            below = below / x + kDenominator[n];
        }
    }
    return above / below;
}

Raised domain_error(Runtime& rt) { return rt.raise(ValueError, "math domain error"); }
Raised range_error(Runtime& rt) { return rt.raise(OverflowError, "math range error"); }

}  // namespace

Result<Value> gamma(Runtime& rt, Args args) {
    double x = TRY(args.real(0));
    if (!std::isfinite(x)) return std::isnan(x) || x > 0 ? rt.real(x) : domain_error(rt);
    if (x == 0.0) return domain_error(rt);
    if (x == std::floor(x)) {
        if (x < 0.0) return domain_error(rt);
        if (x <= 23) return rt.real(kFactorials[static_cast<int>(x) - 1]);
    }
    double size = std::fabs(x), r;
    if (size < 1e-20) {
        r = 1.0 / x;
        return std::isinf(r) ? range_error(rt) : rt.real(r);
    }
    if (size > 200.0) return x < 0.0 ? rt.real(0.0 / sin_of_pi_times(x)) : range_error(rt);
    double y = size + kGMinusHalf, z;
    if (size > kGMinusHalf) z = (y - size) - kGMinusHalf;
    else z = (y - kGMinusHalf) - size;
    z = z * kG / y;
    if (x < 0.0) {
        r = -kPi / sin_of_pi_times(size) / size * std::exp(y) / lanczos_sum(size);
        r -= z * r;
        if (size < 140.0) {
            r /= std::pow(y, size - 0.5);
        } else {
            double root = std::pow(y, size / 2.0 - 0.25);
            r = r / root / root;
        }
    } else {
        r = lanczos_sum(size) / std::exp(y);
        r += z * r;
        if (size < 140.0) {
            r *= std::pow(y, size - 0.5);
        } else {
            double root = std::pow(y, size / 2.0 - 0.25);
            r = r * root * root;
        }
    }
    return std::isinf(r) ? range_error(rt) : rt.real(r);
}

Result<Value> lgamma(Runtime& rt, Args args) {
    double x = TRY(args.real(0));
    if (!std::isfinite(x)) return rt.real(std::isnan(x) ? x : INFINITY);
    if (x == std::floor(x) && x <= 2.0) {
        if (x <= 0.0) return domain_error(rt);
        return rt.real(0.0);
    }
    double size = std::fabs(x);
    if (size < 1e-20) return rt.real(-std::log(size));
    double r = std::log(lanczos_sum(size)) - kG;
    r += (size - 0.5) * (std::log(size + kG - 0.5) - 1);
    if (x < 0.0) r = kLogPi - std::log(std::fabs(sin_of_pi_times(size))) - std::log(size) - r;
    return std::isinf(r) ? range_error(rt) : rt.real(r);
}

}  // namespace ouro::math
