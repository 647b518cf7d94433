// SPDX-License-Identifier: MIT
// The module `math`: functions of real numbers, and of whole ones.
#include <algorithm>
#include <bit>
#include <cmath>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/math/math.h"

namespace ouro {

namespace {

/// What C's functions say by special values, Python says by exceptions.
Result<Value> checked(Runtime& rt, double result, bool domain, bool finite_arguments, bool can_overflow) {
    if (std::isnan(result) && domain) return rt.raise(ValueError, "math domain error");
    if (std::isinf(result) && finite_arguments) return can_overflow ? rt.raise(OverflowError, "math range error") : rt.raise(ValueError, "math domain error");
    return rt.real(result);
}

template <double (*function)(double), bool can_overflow>
Result<Value> one(Runtime& rt, Args args) {
    double x = TRY(args.real(0));
    return checked(rt, function(x), !std::isnan(x), std::isfinite(x), can_overflow);
}

template <double (*function)(double, double)>
Result<Value> two(Runtime& rt, Args args) {
    double x = TRY(args.real(0)), y = TRY(args.real(1));
    return checked(rt, function(x, y), !std::isnan(x) && !std::isnan(y), std::isfinite(x) && std::isfinite(y), true);
}

Result<Value> pow(Runtime& rt, Args args) {
    double x = TRY(args.real(0)), y = TRY(args.real(1)), r = std::pow(x, y);
    if (std::isfinite(x) && std::isfinite(y) && std::isinf(r) && x == 0) return rt.raise(ValueError, "math domain error");
    return checked(rt, r, !std::isnan(x) && !std::isnan(y), std::isfinite(x) && std::isfinite(y), true);
}

Result<Value> fma(Runtime& rt, Args args) {
    double x = TRY(args.real(0)), y = TRY(args.real(1)), z = TRY(args.real(2)), r = std::fma(x, y, z);
    if (std::isnan(r) && !std::isnan(x) && !std::isnan(y) && !std::isnan(z)) return rt.raise(ValueError, "invalid operation in fma");
    if (std::isinf(r) && std::isfinite(x) && std::isfinite(y) && std::isfinite(z)) return rt.raise(OverflowError, "overflow in fma");
    return rt.real(r);
}

Result<Value> ulp(Runtime& rt, Args args) {
    double x = std::fabs(TRY(args.real(0)));
    if (!std::isfinite(x)) return rt.real(x);
    double above = std::nextafter(x, INFINITY);
    return rt.real(std::isinf(above) ? x - std::nextafter(x, -INFINITY) : above - x);
}

Result<Value> nextafter(Runtime& rt, Args args) {
    double x = TRY(args.real(0)), y = TRY(args.real(1));
    if (args[2].is_none()) return rt.real(std::nextafter(x, y));
    Value steps = TRY(index(rt, args[2]));
    if (sign_of(steps) < 0) return rt.raise(ValueError, "steps must be a non-negative integer");
    std::int64_t given;
    std::uint64_t left = fits_int64(steps, given) ? static_cast<std::uint64_t>(given) : UINT64_MAX;
    if (!left || std::isnan(x)) return rt.real(x);
    if (std::isnan(y)) return rt.real(y);
    // The order of doubles is that of their bits as signed magnitudes.
    auto place = [](double d) {
        auto bits = std::bit_cast<std::int64_t>(d);
        return bits < 0 ? INT64_MIN - bits : bits;
    };
    std::int64_t from = place(x), to = place(y);
    std::uint64_t distance = from <= to ? static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) : static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to);
    if (!distance) return rt.real(y);
    if (left >= distance) return rt.real(y);
    std::int64_t at = from < to ? from + static_cast<std::int64_t>(left) : from - static_cast<std::int64_t>(left);
    double result = std::bit_cast<double>(at < 0 ? INT64_MIN - at : at);
    return rt.real(at ? result : std::copysign(0.0, from < to ? -1.0 : 1.0));
}

template <Str* Names::*special, double (*function)(double)>
Result<Value> rounded(Runtime& rt, Args args) {
    if (rt.type_of(args[0]) != rt.types.float_) {
        Value own = TRY(call_special(rt, args[0], rt.names.*special));
        if (!own.is_unbound()) return own;
        if (special == &Names::trunc_) return rt.raise(TypeError, "type %s doesn't define __trunc__ method", type_name(rt, args[0]));
    }
    double x = TRY(args.real(0));
    if (std::isinf(x)) return rt.raise(OverflowError, "cannot convert float infinity to integer");
    if (std::isnan(x)) return rt.raise(ValueError, "cannot convert float NaN to integer");
    return int_from_double(rt, function(x));
}

/// An int as fraction * 2 ** exponent, the fraction from 0.5 to 1, rounded half to even.
Result<double> fraction_of(Runtime& rt, View n, std::size_t bits) {
    std::int64_t shift = static_cast<std::int64_t>(bits) - 56, top;
    Value high = TRY(binary(rt, BinaryOp::rshift, n, View::small_int(shift)));
    Value back = TRY(binary(rt, BinaryOp::lshift, high, View::small_int(shift)));
    (void)fits_int64(high, top);
    if (TRY(compare_truth(rt, back, n, CompareOp::ne))) top |= 1;  // what was cut off counts, for halves
    return std::ldexp(static_cast<double>(top), -56);
}

Result<Value> logarithm(Runtime& rt, View given, double (*function)(double)) {
    Value x(given);
    if (is_integer(x) || (!is_float(x) && !rt.type_of(x)->slots.to_float && rt.type_of(x)->slots.index)) {
        x = TRY(index(rt, x));
        if (sign_of(x) <= 0) return rt.raise(ValueError, "math domain error");
        Result<double> d = int_to_double(rt, x);
        if (!d.raised()) return rt.real(function(d.value()));
        if (!rt.swallow(OverflowError)) return Raised{};
        std::size_t bits = bit_length(x);
        return rt.real(function(TRY(fraction_of(rt, x, bits))) + function(2.0) * static_cast<double>(bits));
    }
    double d = TRY(to_double(rt, x));
    if (d <= 0) return rt.raise(ValueError, "math domain error");
    return rt.real(function(d));
}

Result<Value> log(Runtime& rt, Args args) {
    Value result = TRY(logarithm(rt, args[0], std::log));
    if (!args.given(1)) return result;
    Value base = TRY(logarithm(rt, args[1], std::log));
    return binary(rt, BinaryOp::true_div, result, base);
}

Result<Value> ldexp(Runtime& rt, Args args) {
    double x = TRY(args.real(0));
    if (!is_integer(args[1])) return rt.raise(TypeError, "Expected an int as second argument to ldexp.");
    std::int64_t exponent = TRY(index_clipped(rt, args[1]));
    if (x == 0 || !std::isfinite(x)) return rt.real(x);
    double result = std::ldexp(x, static_cast<int>(std::clamp<std::int64_t>(exponent, -100000, 100000)));
    if (std::isinf(result)) return rt.raise(OverflowError, "math range error");
    return rt.real(result);
}

Result<Value> isclose(Runtime& rt, Args args) {
    double a = TRY(args.real(0)), b = TRY(args.real(1)), relative = TRY(args.real(2)), absolute = TRY(args.real(3));
    if (relative < 0 || absolute < 0) return rt.raise(ValueError, "tolerances must be non-negative");
    if (a == b) return View::boolean(true);
    if (std::isinf(a) || std::isinf(b)) return View::boolean(false);
    double difference = std::fabs(b - a);
    return View::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

#define ONE(name, function, overflow, doc) {name "(x, /)", one<function, overflow>, doc}
constexpr FunctionDef functions[] = {
    ONE("sqrt", std::sqrt, false, "Return the square root of x."), ONE("cbrt", std::cbrt, false, "Return the cube root of x."),
    ONE("exp", std::exp, true, "Return e raised to the power of x."), ONE("exp2", std::exp2, true, "Return 2 raised to the power of x."),
    ONE("expm1", std::expm1, true, "Return exp(x)-1."), ONE("log1p", std::log1p, false, "Return the natural logarithm of 1+x."),
    ONE("sin", std::sin, false, "Return the sine of x (radians)."), ONE("cos", std::cos, false, "Return the cosine of x (radians)."),
    ONE("tan", std::tan, false, "Return the tangent of x (radians)."), ONE("asin", std::asin, false, "Return the arc sine of x."),
    ONE("acos", std::acos, false, "Return the arc cosine of x."), ONE("atan", std::atan, false, "Return the arc tangent of x."),
    ONE("sinh", std::sinh, true, "Return the hyperbolic sine of x."), ONE("cosh", std::cosh, true, "Return the hyperbolic cosine of x."),
    ONE("tanh", std::tanh, false, "Return the hyperbolic tangent of x."), ONE("asinh", std::asinh, false, "Return the inverse hyperbolic sine of x."),
    ONE("acosh", std::acosh, false, "Return the inverse hyperbolic cosine of x."), ONE("atanh", std::atanh, false, "Return the inverse hyperbolic tangent of x."),
    ONE("fabs", std::fabs, false, "Return the absolute value of the float x."), ONE("erf", std::erf, false, "Error function at x."),
    ONE("erfc", std::erfc, false, "Complementary error function at x."),
    {"gamma(x, /)", math::gamma, "Gamma function at x."},
    {"lgamma(x, /)", math::lgamma, "Natural logarithm of absolute value of Gamma function at x."},
    {"degrees(x, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.real(TRY(a.real(0)) * (180 / M_PI)); }, "Convert angle x from radians to degrees."},
    {"radians(x, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.real(TRY(a.real(0)) * (M_PI / 180)); }, "Convert angle x from degrees to radians."},
    {"atan2(y, x, /)", two<std::atan2>, "Return the arc tangent (measured in radians) of y/x."},
    {"fmod(x, y, /)", two<std::fmod>, "Return fmod(x, y), according to platform C."},
    {"pow(x, y, /)", pow, "Return x**y (x to the power of y)."},
    {"copysign(x, y, /)", two<std::copysign>, "Return a float with the magnitude of x but the sign of y."},
    {"remainder(x, y, /)", two<std::remainder>, "Difference between x and the closest integer multiple of y."},
    {"nextafter(x, y, /, *, steps=None)", nextafter, "Return the floating-point value the given number of steps after x towards y."},
    {"fma(x, y, z, /)", fma, "Fused multiply-add operation: (x * y) + z with one rounding."},
    {"ulp(x, /)", ulp, "Return the value of the least significant bit of the float x."},
    {"hypot(*coordinates)", math::hypot, "Multidimensional Euclidean distance from the origin to a point."},
    {"dist(p, q, /)", math::dist, "Return the Euclidean distance between two points p and q."},
    {"sumprod(p, q, /)", math::sumprod, "Return the sum of products of values from two iterables p and q."},
    {"log(x, base=<no value>, /)", log, "Return the logarithm of x to the given base; natural without."},
    {"log2(x, /)", [](Runtime& rt, Args a) { return logarithm(rt, a[0], std::log2); }, "Return the base 2 logarithm of x."},
    {"log10(x, /)", [](Runtime& rt, Args a) { return logarithm(rt, a[0], std::log10); }, "Return the base 10 logarithm of x."},
    {"floor(x, /)", rounded<&Names::floor_, std::floor>, "Return the floor of x as an Integral."},
    {"ceil(x, /)", rounded<&Names::ceil_, std::ceil>, "Return the ceiling of x as an Integral."},
    {"trunc(x, /)", rounded<&Names::trunc_, std::trunc>, "Truncates the Real x to the nearest Integral toward 0."},
    {"isfinite(x, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(std::isfinite(TRY(a.real(0)))); }, "Return True if x is neither an infinity nor a NaN."},
    {"isinf(x, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(std::isinf(TRY(a.real(0)))); }, "Return True if x is a positive or negative infinity."},
    {"isnan(x, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(std::isnan(TRY(a.real(0)))); }, "Return True if x is a NaN."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Determine whether two floating-point numbers are close in value."},
    {"factorial(n, /)", math::factorial, "Find n!."},
    {"gcd(*integers)", math::gcd, "Greatest Common Divisor."},
    {"lcm(*integers)", math::lcm, "Least Common Multiple."},
    {"isqrt(n, /)", math::isqrt, "Return the integer part of the square root of the input."},
    {"comb(n, k, /)", math::comb, "Number of ways to choose k items from n items without repetition and without order."},
    {"perm(n, k=None, /)", math::perm, "Number of ways to choose k items from n items without repetition and with order."},
    {"fsum(seq, /)", math::fsum, "Return an accurate floating-point sum of values in the iterable seq."},
    {"prod(iterable, /, *, start=1)", math::prod, "Calculate the product of all the elements in the input iterable."},
    {"frexp(x, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         int exponent = 0;
         double x = TRY(a.real(0)), fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
         Value m = TRY(rt.real(fraction));
         Ref<Tuple> pair = TRY(new_tuple(rt, {m, View::small_int(exponent)}));
         return pair;
     },
     "Return the mantissa and exponent of x, as pair (m, e)."},
    {"ldexp(x, i, /)", ldexp, "Return x * (2**i)."},
    {"modf(x, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         double whole, x = TRY(a.real(0)), rest = std::modf(x, &whole);
         Value f = TRY(rt.real(rest)), w = TRY(rt.real(whole));
         Ref<Tuple> pair = TRY(new_tuple(rt, {f, w}));
         return pair;
     },
     "Return the fractional and integer parts of x."},
};

constexpr ConstantDef constants[] = {
    {"pi", [](Runtime& rt) { return rt.real(M_PI); }},
    {"e", [](Runtime& rt) { return rt.real(M_E); }},
    {"tau", [](Runtime& rt) { return rt.real(2 * M_PI); }},
    {"inf", [](Runtime& rt) { return rt.real(INFINITY); }},
    {"nan", [](Runtime& rt) { return rt.real(std::nan("")); }},
};

}  // namespace

extern const ModuleDef math_module{.name = "math", .doc = "Mathematical functions of real numbers and of integers.", .functions = functions, .constants = constants};

}  // namespace ouro
