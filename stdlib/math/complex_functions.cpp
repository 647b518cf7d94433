// SPDX-License-Identifier: MIT
// The module `cmath`: functions of complex numbers. The C library's follow annex G of the C standard at special values, as Python's do; what
// is left to do here is to say by exceptions what they say by infinities and NaNs.
#include <cmath>
#include <complex>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {
namespace {

using Number = std::complex<double>;

Raised domain_error(Runtime& rt) { return rt.raise(ValueError, "math domain error"); }
Raised range_error(Runtime& rt) { return rt.raise(OverflowError, "math range error"); }

Result<Number> number(Runtime& rt, View value) {
    Value held(value);
    if (!is_complex(held)) {
        Value converted = TRY(call_special(rt, held, TRY(intern(rt, "__complex__")).get()));
        if (converted.is_unbound()) return Number(TRY(to_double(rt, held)), 0);
        if (!is_complex(converted)) return rt.raise(TypeError, "__complex__() should return a complex object");
        held = converted;
    }
    const auto* complex = held.as<Complex>();
    return Number(complex->real, complex->imaginary);
}

Result<Value> made(Runtime& rt, Number z) { return new_complex(rt, z.real(), z.imag()); }

bool finite(Number z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }

// Where functions are not defined.
bool nowhere(Number) { return false; }
bool at_zero(Number z) { return z.real() == 0 && z.imag() == 0; }
bool at_ones(Number z) { return std::fabs(z.real()) == 1 && z.imag() == 0; }
bool at_imaginary_ones(Number z) { return z.real() == 0 && std::fabs(z.imag()) == 1; }
bool at_infinite_angle(Number z) { return std::isinf(z.imag()) && !std::isnan(z.real()); }
bool at_infinite_real_angle(Number z) { return std::isinf(z.real()) && !std::isnan(z.imag()); }
bool at_end_of_strip(Number z) { return std::isinf(z.imag()) && std::isfinite(z.real()); }
bool at_end_of_real_strip(Number z) { return std::isinf(z.real()) && std::isfinite(z.imag()); }
bool where_exp_turns(Number z) { return std::isinf(z.imag()) && (std::isfinite(z.real()) || z.real() > 0); }

// The C library's later standard knows one part of these results where a part of the argument is unknown.
Number acosh(const Number& z) { return z.real() == 0 && std::isnan(z.imag()) ? Number(NAN, NAN) : std::acosh(z); }
Number tanh(const Number& z) { return z.real() == 0 && std::isnan(z.imag()) ? Number(NAN, NAN) : std::tanh(z); }
Number tan(const Number& z) { return z.imag() == 0 && std::isnan(z.real()) ? Number(NAN, NAN) : std::tan(z); }

template <Number (*function)(const Number&), bool (*undefined)(Number)>
Result<Value> of_one(Runtime& rt, Args args) {
    Number z = TRY(number(rt, args[0]));
    if (undefined(z)) return domain_error(rt);
    Number result = function(z);
    if (finite(z) && !finite(result)) return range_error(rt);
    return made(rt, result);
}

Result<Value> log(Runtime& rt, Args args) {
    Number z = TRY(number(rt, args[0]));
    if (at_zero(z)) return domain_error(rt);
    if (!args.given(1)) return made(rt, std::log(z));
    Number base = TRY(number(rt, args[1]));
    if (at_zero(base)) return domain_error(rt);
    Number divisor = std::log(base);
    if (at_zero(divisor)) return domain_error(rt);
    Value dividend = TRY(made(rt, std::log(z)));
    return binary(rt, BinaryOp::true_div, dividend, TRY(made(rt, divisor)));
}

Result<Value> phase(Runtime& rt, Args args) {
    Number z = TRY(number(rt, args[0]));
    return rt.real(std::atan2(z.imag(), z.real()));
}

Result<Value> polar(Runtime& rt, Args args) {
    Number z = TRY(number(rt, args[0]));
    double size = std::hypot(z.real(), z.imag());
    if (finite(z) && std::isinf(size)) return range_error(rt);
    Value radius = TRY(rt.real(size)), angle = TRY(rt.real(std::atan2(z.imag(), z.real())));
    return TRY(new_tuple(rt, {radius, angle}));
}

Result<Value> rect(Runtime& rt, Args args) {
    double radius = TRY(args.real(0)), angle = TRY(args.real(1));
    if (std::isinf(angle) && radius != 0 && !std::isnan(radius)) return domain_error(rt);
    if (angle == 0) return made(rt, {radius, std::isfinite(radius) ? radius * angle : std::isnan(radius) ? angle : std::copysign(0.0, radius) * std::copysign(1.0, angle)});
    if (!std::isfinite(angle) && radius == 0) return made(rt, {0, 0});
    if (std::isinf(radius) && std::isfinite(angle))
        return made(rt, {std::copysign(radius, std::copysign(1.0, radius) * std::cos(angle)), std::copysign(radius, std::copysign(1.0, radius) * std::sin(angle))});
    if (std::isinf(radius)) return made(rt, {INFINITY, NAN});
    return made(rt, {radius * std::cos(angle), radius * std::sin(angle)});
}

Result<Value> isclose(Runtime& rt, Args args) {
    Number a = TRY(number(rt, args[0])), b = TRY(number(rt, args[1]));
    double relative = TRY(args.real(2)), absolute = TRY(args.real(3));
    if (relative < 0 || absolute < 0) return rt.raise(ValueError, "tolerances must be non-negative");
    if (a == b) return View::boolean(true);
    auto infinite = [](Number z) { return std::isinf(z.real()) || std::isinf(z.imag()); };
    if (infinite(a) || infinite(b)) return View::boolean(false);
    double apart = std::abs(a - b);
    return View::boolean(apart <= relative * std::abs(b) || apart <= relative * std::abs(a) || apart <= absolute);
}

template <bool (*test)(Number)>
Result<Value> tested(Runtime& rt, Args args) {
    return View::boolean(test(TRY(number(rt, args[0]))));
}
bool infinite_part(Number z) { return std::isinf(z.real()) || std::isinf(z.imag()); }
bool nan_part(Number z) { return std::isnan(z.real()) || std::isnan(z.imag()); }

#define FUNCTION(name, undefined, doc) {#name "(z, /)", of_one<[](const Number& z) { return std::name(z); }, undefined>, doc}
constexpr FunctionDef functions[] = {
    FUNCTION(acos, nowhere, "Return the arc cosine of z."),
    {"acosh(z, /)", of_one<acosh, nowhere>, "Return the inverse hyperbolic cosine of z."},
    FUNCTION(asin, nowhere, "Return the arc sine of z."),
    FUNCTION(asinh, nowhere, "Return the inverse hyperbolic sine of z."),
    FUNCTION(atan, at_imaginary_ones, "Return the arc tangent of z."),
    FUNCTION(atanh, at_ones, "Return the inverse hyperbolic tangent of z."),
    FUNCTION(cos, at_infinite_real_angle, "Return the cosine of z."),
    FUNCTION(cosh, at_infinite_angle, "Return the hyperbolic cosine of z."),
    FUNCTION(exp, where_exp_turns, "Return the exponential value e**z."),
    FUNCTION(log10, at_zero, "Return the base-10 logarithm of z."),
    FUNCTION(sin, at_infinite_real_angle, "Return the sine of z."),
    FUNCTION(sinh, at_infinite_angle, "Return the hyperbolic sine of z."),
    FUNCTION(sqrt, nowhere, "Return the square root of z."),
    {"tan(z, /)", of_one<tan, at_end_of_real_strip>, "Return the tangent of z."},
    {"tanh(z, /)", of_one<tanh, at_end_of_strip>, "Return the hyperbolic tangent of z."},
    {"log(z, base=<no value>, /)", log, "The logarithm of z to the given base, or the natural one."},
    {"phase(z, /)", phase, "Return argument, also known as the phase angle, of a complex."},
    {"polar(z, /)", polar, "Convert a complex from rectangular coordinates to polar coordinates: (r, phi)."},
    {"rect(r, phi, /)", rect, "Convert from polar coordinates to rectangular coordinates."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose, "Determine whether two complex numbers are close in value."},
    {"isfinite(z, /)", tested<finite>, "Return True if both the real and imaginary parts of z are finite, else False."},
    {"isinf(z, /)", tested<infinite_part>, "Checks if the real or imaginary part of z is infinite."},
    {"isnan(z, /)", tested<nan_part>, "Checks if the real or imaginary part of z not a number (NaN)."},
};
#undef FUNCTION

constexpr ConstantDef constants[] = {
    {"pi", [](Runtime& rt) { return rt.real(M_PI); }},
    {"e", [](Runtime& rt) { return rt.real(M_E); }},
    {"tau", [](Runtime& rt) { return rt.real(2 * M_PI); }},
    {"inf", [](Runtime& rt) { return rt.real(INFINITY); }},
    {"nan", [](Runtime& rt) { return rt.real(NAN); }},
    {"infj", [](Runtime& rt) { return new_complex(rt, 0, INFINITY); }},
    {"nanj", [](Runtime& rt) { return new_complex(rt, 0, NAN); }},
};

}  // namespace

extern const ModuleDef cmath_module;
const ModuleDef cmath_module{
    .name = "cmath", .doc = "This module provides access to mathematical functions for complex\nnumbers.", .functions = functions, .constants = constants};

}  // namespace ouro
