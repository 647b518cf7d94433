// SPDX-License-Identifier: MIT
// The module `math`: functions of real numbers, and of whole ones.
#include <cmath>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// What C's functions say by special values, Python says by exceptions.
Result<Value> checked(Runtime& rt, double result, bool finite_arguments, bool can_overflow) {
    if (std::isnan(result) && finite_arguments) return rt.raise(ValueError, "math domain error");
    if (std::isinf(result) && finite_arguments) return can_overflow ? rt.raise(OverflowError, "math range error") : rt.raise(ValueError, "math domain error");
    return rt.real(result);
}

template <double (*function)(double), bool can_overflow>
Result<Value> one(Runtime& rt, Args args) {
    double x = TRY(args.real(0));
    return checked(rt, function(x), !std::isnan(x) && (!std::isinf(x) || std::isnan(function(x))), can_overflow);
}

template <double (*function)(double, double)>
Result<Value> two(Runtime& rt, Args args) {
    double x = TRY(args.real(0)), y = TRY(args.real(1));
    return checked(rt, function(x, y), std::isfinite(x) && std::isfinite(y), true);
}

template <Str* Names::*special, double (*function)(double)>
Result<Value> rounded(Runtime& rt, Args args) {
    if (!is_float(args[0])) {
        Value own = TRY(call_special(rt, args[0], rt.names.*special));
        if (!own.is_unbound()) return own;
    }
    double x = TRY(args.real(0));
    if (std::isinf(x)) return rt.raise(OverflowError, "cannot convert float infinity to integer");
    if (std::isnan(x)) return rt.raise(ValueError, "cannot convert float NaN to integer");
    return int_from_double(rt, function(x));
}

Result<Value> logarithm(Runtime& rt, View x, double (*function)(double)) {
    if (is_integer(x)) {
        if (sign_of(x) <= 0) return rt.raise(ValueError, "math domain error");
        std::size_t bits = bit_length(x);
        if (bits > 1000) {  // beyond a double: the logarithm of the top bits, and of the power of two left off
            Value top = TRY(binary(rt, BinaryOp::rshift, x, View::small_int(static_cast<std::int64_t>(bits) - 64)));
            return rt.real(function(TRY(int_to_double(rt, top))) + function(2.0) * static_cast<double>(bits - 64));
        }
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

Result<Value> factorial(Runtime& rt, Args args) {
    if (is_float(args[0])) return rt.raise(TypeError, "'float' object cannot be interpreted as an integer");
    std::int64_t n = TRY(args.integer(0));
    if (n < 0) return rt.raise(ValueError, "factorial() not defined for negative values");
    // Products of neighbouring halves keep both factors of a size.
    struct Range {
        static Result<Value> product(Runtime& rt, std::int64_t from, std::int64_t to) {
            if (to - from < 12) {
                Value result = View::small_int(1);
                for (std::int64_t k = from; k <= to; ++k) result = TRY(binary(rt, BinaryOp::mul, result, View::small_int(k)));
                return result;
            }
            std::int64_t middle = (from + to) / 2;
            Value low = TRY(product(rt, from, middle)), high = TRY(product(rt, middle + 1, to));
            return binary(rt, BinaryOp::mul, low, high);
        }
    };
    return Range::product(rt, 1, n);
}

Result<Value> gcd(Runtime& rt, Args args) {
    Value result = View::small_int(0);
    for (const Value& each : args[0].as<Tuple>()->view()) {
        Value n = TRY(index(rt, each));
        MpView x(result), y(n);
        MpNumber made;
        if (!made.ok() || mp_gcd(&x, &y, &made) != MP_OKAY) return rt.raise_memory_error();
        result = TRY(int_from_mp(rt, &made));
    }
    return result;
}

Result<Value> lcm(Runtime& rt, Args args) {
    Value result = View::small_int(1);
    for (const Value& each : args[0].as<Tuple>()->view()) {
        Value n = TRY(index(rt, each));
        if (!sign_of(n)) return View::small_int(0);
        MpView x(result), y(n);
        MpNumber made;
        if (!made.ok() || mp_lcm(&x, &y, &made) != MP_OKAY) return rt.raise_memory_error();
        result = TRY(int_from_mp(rt, &made));
    }
    return result;
}

Result<Value> isqrt(Runtime& rt, Args args) {
    Value n = TRY(index(rt, args[0]));
    if (sign_of(n) < 0) return rt.raise(ValueError, "isqrt() argument must be nonnegative");
    MpView x(n);
    MpNumber made;
    if (!made.ok() || mp_sqrt(&x, &made) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &made);
}

Result<Value> fsum(Runtime& rt, Args args) {
    // Shewchuk's partial sums: exact until the end.
    std::vector<double> partials;
    TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        double x = TRY(to_double(rt, item));
        std::size_t kept = 0;
        for (double y : partials) {
            if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
            double high = x + y, low = y - (high - x);
            if (low != 0) partials[kept++] = low;
            x = high;
        }
        partials.resize(kept);
        partials.push_back(x);
        return true;
    }));
    double high = 0, low = 0;
    std::size_t n = partials.size();
    if (n) {
        high = partials[--n];
        while (n) {
            double x = high, y = partials[--n];
            high = x + y;
            low = y - (high - x);
            if (low != 0) break;
        }
        if (n && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
            double y = low * 2, x = high + y;
            if (y == x - high) high = x;
        }
    }
    return rt.real(high);
}

Result<Value> prod(Runtime& rt, Args args) {
    Value result = args[1];
    TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        result = TRY(binary(rt, BinaryOp::mul, result, held));
        return true;
    }));
    return result;
}

Result<Value> isclose(Runtime& rt, Args args) {
    double a = TRY(args.real(0)), b = TRY(args.real(1)), relative = TRY(args.real(2)), absolute = TRY(args.real(3));
    if (relative < 0 || absolute < 0) return rt.raise(ValueError, "tolerances must be non-negative");
    if (a == b) return View::boolean(true);
    if (std::isinf(a) || std::isinf(b)) return View::boolean(false);
    double difference = std::fabs(b - a);
    return View::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

Result<Value> hypot(Runtime& rt, Args args) {
    double largest = 0, sum = 0;
    std::vector<double> parts;
    for (const Value& each : args[0].as<Tuple>()->view()) parts.push_back(std::fabs(TRY(to_double(rt, each))));
    for (double x : parts) {
        if (std::isinf(x)) return rt.real(x);
        largest = x > largest ? x : largest;
    }
    if (parts.size() == 2) return rt.real(std::hypot(parts[0], parts[1]));
    if (largest == 0) return rt.real(0.0);
    for (double x : parts) sum += (x / largest) * (x / largest);
    return rt.real(largest * std::sqrt(sum));
}

Result<Value> combinations(Runtime& rt, Args args) {
    std::int64_t n = TRY(args.integer(0)), k = TRY(args.integer(1));
    if (n < 0) return rt.raise(ValueError, "n must be a non-negative integer");
    if (k < 0) return rt.raise(ValueError, "k must be a non-negative integer");
    if (k > n) return View::small_int(0);
    if (k > n - k) k = n - k;
    Value result = View::small_int(1);
    for (std::int64_t j = 1; j <= k; ++j) {
        result = TRY(binary(rt, BinaryOp::mul, result, View::small_int(n - k + j)));
        result = TRY(binary(rt, BinaryOp::floor_div, result, View::small_int(j)));
    }
    return result;
}

Result<Value> permutations(Runtime& rt, Args args) {
    std::int64_t n = TRY(args.integer(0)), k = args[1].is_none() ? n : TRY(args.integer(1));
    if (n < 0) return rt.raise(ValueError, "n must be a non-negative integer");
    if (k < 0) return rt.raise(ValueError, "k must be a non-negative integer");
    if (k > n) return View::small_int(0);
    Value result = View::small_int(1);
    for (std::int64_t j = 0; j < k; ++j) result = TRY(binary(rt, BinaryOp::mul, result, View::small_int(n - j)));
    return result;
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
    ONE("erfc", std::erfc, false, "Complementary error function at x."), ONE("gamma", std::tgamma, true, "Gamma function at x."),
    ONE("lgamma", std::lgamma, true, "Natural logarithm of absolute value of Gamma function at x."),
    {"degrees(x, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.real(TRY(a.real(0)) * (180 / M_PI)); }, "Convert angle x from radians to degrees."},
    {"radians(x, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.real(TRY(a.real(0)) * (M_PI / 180)); }, "Convert angle x from degrees to radians."},
    {"atan2(y, x, /)", two<std::atan2>, "Return the arc tangent (measured in radians) of y/x."},
    {"fmod(x, y, /)", two<std::fmod>, "Return fmod(x, y), according to platform C."},
    {"pow(x, y, /)", two<std::pow>, "Return x**y (x to the power of y)."},
    {"copysign(x, y, /)", two<std::copysign>, "Return a float with the magnitude of x but the sign of y."},
    {"remainder(x, y, /)", two<std::remainder>, "Difference between x and the closest integer multiple of y."},
    {"nextafter(x, y, /)", two<std::nextafter>, "Return the next floating-point value after x towards y."},
    {"hypot(*coordinates)", hypot, "Multidimensional Euclidean distance from the origin to a point."},
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
    {"factorial(n, /)", factorial, "Find n!."},
    {"gcd(*integers)", gcd, "Greatest Common Divisor."},
    {"lcm(*integers)", lcm, "Least Common Multiple."},
    {"isqrt(n, /)", isqrt, "Return the integer part of the square root of the input."},
    {"comb(n, k, /)", combinations, "Number of ways to choose k items from n items without repetition and without order."},
    {"perm(n, k=None, /)", permutations, "Number of ways to choose k items from n items without repetition and with order."},
    {"fsum(seq, /)", fsum, "Return an accurate floating-point sum of values in the iterable seq."},
    {"prod(iterable, /, *, start=1)", prod, "Calculate the product of all the elements in the input iterable."},
    {"frexp(x, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         int exponent = 0;
         double x = TRY(a.real(0)), fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
         Value m = TRY(rt.real(fraction));
         Ref<Tuple> pair = TRY(new_tuple(rt, {m, View::small_int(exponent)}));
         return pair;
     },
     "Return the mantissa and exponent of x, as pair (m, e)."},
    {"ldexp(x, i, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         double x = TRY(a.real(0));
         std::int64_t e = TRY(index_clipped(rt, a[1]));
         double result = std::ldexp(x, static_cast<int>(e > 100000 ? 100000 : e < -100000 ? -100000 : e));
         if (std::isinf(result) && std::isfinite(x)) return rt.raise(OverflowError, "math range error");
         return rt.real(result);
     },
     "Return x * (2**i)."},
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
