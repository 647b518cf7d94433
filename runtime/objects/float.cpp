// SPDX-License-Identifier: MIT
// float: immediates and boxes, text by <charconv>, Python's rounding and division.
#include <algorithm>
#include <bit>
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_number.h"

namespace ouro {

namespace {

Result<Value> box(Runtime& rt, Type* type, double d) {
    auto* made = rt.allocate<FloatBox>(type);
    if (!made) return rt.raise_memory_error();
    made->value = d;
    return Value::adopt(View(made));
}

}  // namespace

Result<Value> Runtime::boxed_real(double d) {
    if (d == 0 && !std::signbit(d)) return View(View::kZeroBits);
    return box(*this, types.float_, d);
}

std::string float_repr(double d) {
    if (std::isnan(d)) return "nan";
    if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
    // Shortest digits, then Python's choice of notation: exponents from -4 to 15 are written out.
    char text[40];
    auto end = std::to_chars(text, text + sizeof text, d, std::chars_format::scientific).ptr;
    std::string_view shown(text, static_cast<std::size_t>(end - text));
    bool negative = shown[0] == '-';
    if (negative) shown.remove_prefix(1);
    std::size_t e = shown.find('e');
    int exponent = std::atoi(std::string(shown.substr(e + 1)).c_str());
    std::string digits;
    for (char c : shown.substr(0, e))
        if (c != '.') digits.push_back(c);
    std::string out = negative ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
        out += digits[0];
        if (digits.size() > 1) out += "." + digits.substr(1);
        char power[16];
        std::snprintf(power, sizeof power, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
        return out + power;
    }
    if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0') + ".0";
    return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

bool parse_float(std::string_view text, double& out) {
    auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    std::string clean;
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (text[n] != '_') {
            clean.push_back(text[n]);
            continue;
        }
        if (n == 0 || n + 1 == text.size() || !is_digit(text[n - 1]) || !is_digit(text[n + 1])) return false;
    }
    if (clean.empty()) return false;
    std::size_t at = 0;
    bool negative = clean[0] == '-';
    if (clean[0] == '-' || clean[0] == '+') at = 1;
    std::string word = clean.substr(at);
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (word == "inf" || word == "infinity" || word == "nan") {
        out = word == "nan" ? std::nan("") : INFINITY;
        if (negative) out = -out;
        return true;
    }
    if (word.empty() || !(is_digit(word[0]) || (word[0] == '.' && word.size() > 1 && is_digit(word[1])))) return false;
    auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out, std::chars_format::general);
    if (end != word.data() + word.size()) return false;
    if (error == std::errc::result_out_of_range) {
        char* stop;
        out = std::strtod(word.c_str(), &stop);  // to infinity or to zero, as it may be
    }
    if (negative) out = -out;
    return true;
}

std::int64_t hash_double(double d) {
    if (std::isinf(d)) return d > 0 ? 314159 : -314159;
    constexpr int bits = 61;
    constexpr std::uint64_t modulus = (std::uint64_t{1} << bits) - 1;
    int e;
    double m = std::frexp(d, &e);
    bool negative = m < 0;
    if (negative) m = -m;
    std::uint64_t x = 0;
    while (m != 0) {
        x = ((x << 28) & modulus) | x >> (bits - 28);
        m *= 268435456.0;
        e -= 28;
        auto y = static_cast<std::uint64_t>(m);
        m -= static_cast<double>(y);
        x += y;
        if (x >= modulus) x -= modulus;
    }
    e = e >= 0 ? e % bits : bits - 1 - ((-1 - e) % bits);
    x = ((x << e) & modulus) | x >> (bits - e);
    auto hash = static_cast<std::int64_t>(x);
    if (negative) hash = -hash;
    return hash == -1 ? -2 : hash;
}

void divmod_double(double a, double b, double& quotient, double& rest) {
    rest = std::fmod(a, b);
    double div = (a - rest) / b;
    if (rest != 0) {
        if ((b < 0) != (rest < 0)) {
            rest += b;
            div -= 1;
        }
    } else {
        rest = std::copysign(0.0, b);
    }
    if (div != 0) {
        quotient = std::floor(div);
        if (div - quotient > 0.5) quotient += 1;
    } else {
        quotient = std::copysign(0.0, a / b);
    }
}

Result<Value> float_power(Runtime& rt, double a, double b) {
    if (b == 0 || a == 1) return rt.real(1.0);
    if (std::isnan(a) || std::isnan(b)) return rt.real(std::isnan(a) ? a : b);
    if (a == 0 && b < 0 && !std::isinf(b)) return rt.raise(ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) {
        double length = std::pow(-a, b), angle = M_PI * b;
        return new_complex(rt, length * std::cos(angle), length * std::sin(angle));
    }
    double result = std::pow(a, b);
    if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) return rt.raise(OverflowError, "(34, 'Numerical result out of range')");
    return rt.real(result);
}

namespace {

/// Both operands as doubles; false where one is no real number.
Result<bool> operands(Runtime& rt, View a, View b, double& x, double& y) {
    if (is_float(a)) x = double_of(a);
    else if (is_integer(a)) x = TRY(int_to_double(rt, a));
    else return false;
    if (is_float(b)) y = double_of(b);
    else if (is_integer(b)) y = TRY(int_to_double(rt, b));
    else return false;
    return true;
}

#define FLOAT_OPERATION(name, ...)                                                    \
    Result<Value> name(Runtime& rt, View a, View b) {                                 \
        double x, y;                                                                  \
        if (!TRY(operands(rt, a, b, x, y))) return View::not_implemented();           \
        __VA_ARGS__                                                                   \
    }
FLOAT_OPERATION(add, return rt.real(x + y);)
FLOAT_OPERATION(sub, return rt.real(x - y);)
FLOAT_OPERATION(mul, return rt.real(x * y);)
FLOAT_OPERATION(true_div, {
    if (y == 0) return rt.raise(ZeroDivisionError, is_float(a) || is_float(b) ? "float division by zero" : "division by zero");
    return rt.real(x / y);
})
FLOAT_OPERATION(floor_div, {
    if (y == 0) return rt.raise(ZeroDivisionError, "float floor division by zero");
    double quotient, rest;
    divmod_double(x, y, quotient, rest);
    return rt.real(quotient);
})
FLOAT_OPERATION(mod, {
    if (y == 0) return rt.raise(ZeroDivisionError, "float modulo by zero");
    double quotient, rest;
    divmod_double(x, y, quotient, rest);
    return rt.real(rest);
})
FLOAT_OPERATION(pow, return float_power(rt, x, y);)
FLOAT_OPERATION(divmod_both, {
    if (y == 0) return rt.raise(ZeroDivisionError, "float divmod()");
    double quotient, rest;
    divmod_double(x, y, quotient, rest);
    Value q = TRY(rt.real(quotient)), r = TRY(rt.real(rest));
    Ref<Tuple> pair = TRY(new_tuple(rt, {q, r}));
    return pair;
})

Result<Value> pow3(Runtime& rt, View a, View b, View m) {
    if (!m.is_none()) return rt.raise(TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    return pow(rt, a, b);
}

/// -1, 0, 1; 2 where one is not a number. Exact for big ints.
int order_with_int(double d, View n) {
    if (std::isnan(d)) return 2;
    int sign = sign_of(n), sign_of_d = d > 0 ? 1 : d < 0 ? -1 : 0;
    if (sign != sign_of_d) return sign_of_d < sign ? -1 : 1;
    if (std::isinf(d)) return sign_of_d;
    std::int64_t small;
    if (fits_int64(n, small) && std::llabs(small) < (std::int64_t{1} << 53)) {
        auto other = static_cast<double>(small);
        return d < other ? -1 : d > other;
    }
    int exponent;
    std::frexp(d, &exponent);
    auto bits = static_cast<int>(std::min<std::size_t>(bit_length(n), 100000));
    if (exponent != bits) return (exponent < bits ? -1 : 1) * sign_of_d;
    // Same magnitude: d is an integer here or has a fraction below one; compare truncations, then the fraction.
    double whole = std::trunc(d);
    mp_int m;
    if (mp_init(&m) != MP_OKAY) return 0;
    int shift;
    double fraction = std::frexp(std::fabs(whole), &shift);
    mp_set_u64(&m, static_cast<std::uint64_t>(std::ldexp(fraction, 53)));
    int order = 0;
    if ((shift >= 53 ? mp_mul_2d(&m, shift - 53, &m) : mp_div_2d(&m, 53 - shift, &m, nullptr)) == MP_OKAY) {
        if (d < 0) m.sign = MP_NEG;
        MpView other(n);
        order = mp_cmp(&m, &other);
    }
    mp_clear(&m);
    if (order == 0 && d != whole) order = d > whole ? 1 : -1;
    return order;
}

Result<Value> compare_floats(Runtime&, View a, View b, CompareOp op) {
    double x = double_of(a);
    int order;
    if (is_float(b)) {
        double y = double_of(b);
        order = x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
    } else if (is_integer(b)) {
        order = order_with_int(x, b);
    } else {
        return View::not_implemented();
    }
    if (order == 2) return View::boolean(op == CompareOp::ne);
    return View::boolean(order_holds(order, op));
}

Result<Value> float_construct(Runtime& rt, Type* type, Args args) {
    View x = args[1];
    double value = 0;
    if (x.is_unbound()) {
    } else if (is_float(x) && rt.type_of(x) == rt.types.float_) {
        value = double_of(x);
    } else if (auto* slot = rt.type_of(x)->slots.to_float; slot && rt.type_of(x)->has(Type::heap_type) && (is_float(x) || is_kind(x, Kind::str))) {
        // A subclass of float or str may convert itself.
        Value made = TRY(slot(rt, x));
        if (!is_float(made)) return rt.raise(TypeError, "%s.__float__ returned non-float (type %s)", type_name(rt, x), type_name(rt, made));
        TRY(warn_of_float(rt, rt.type_of(x), made));
        value = double_of(made);
    } else if (Str* text = as_str(x)) {
        std::string ascii = TRY(ascii_number(rt, text));
        if (!parse_float(ascii, value)) {
            Ref<Str> shown = TRY(repr(rt, x));
            return rt.raise(ValueError, "could not convert string to float: %s", shown->data());
        }
    } else if (!rt.type_of(x)->slots.to_float && !rt.type_of(x)->slots.index && rt.type_of(x)->slots.get_buffer) {
        BufferGuard bytes(rt, x);
        if (bytes.raised()) return Raised{};
        if (!parse_float(bytes.text(), value)) {
            Ref<Str> shown = TRY(repr(rt, x));
            return rt.raise(ValueError, "could not convert string to float: %s", shown->data());
        }
    } else if (!rt.type_of(x)->slots.to_float && !rt.type_of(x)->slots.index) {
        return rt.raise(TypeError, "float() argument must be a string or a real number, not '%s'", type_name(rt, x));
    } else {
        value = TRY(to_double(rt, x));
    }
    if (type == rt.types.float_) return rt.real(value);
    return box(rt, type, value);
}

Result<Value> plain_float(Runtime& rt, View self) { return rt.real(double_of(self)); }

Result<Value> to_int(Runtime& rt, double d) {
    if (std::isinf(d)) return rt.raise(OverflowError, "cannot convert float infinity to integer");
    if (std::isnan(d)) return rt.raise(ValueError, "cannot convert float NaN to integer");
    return int_from_double(rt, d);
}

Result<Value> as_integer_ratio(Runtime& rt, Args args) {
    double d = double_of(args[0]);
    if (std::isinf(d)) return rt.raise(OverflowError, "cannot convert Infinity to integer ratio");
    if (std::isnan(d)) return rt.raise(ValueError, "cannot convert NaN to integer ratio");
    int exponent;
    double fraction = std::frexp(d, &exponent);
    for (int n = 0; n < 300 && fraction != std::floor(fraction); ++n) {
        fraction *= 2;
        --exponent;
    }
    Value numerator = TRY(int_from_double(rt, fraction)), denominator = View::small_int(1);
    Value power = TRY(binary(rt, BinaryOp::lshift, View::small_int(1), View::small_int(std::abs(exponent))));
    if (exponent > 0) numerator = TRY(binary(rt, BinaryOp::mul, numerator, power));
    else denominator = power;
    Ref<Tuple> pair = TRY(new_tuple(rt, {numerator, denominator}));
    return pair;
}

Result<Value> round_float(Runtime& rt, Args args) {
    double d = double_of(args[0]);
    if (args[1].is_unbound() || args[1].is_none()) return to_int(rt, std::isfinite(d) ? std::nearbyint(d) : d);
    std::int64_t digits = TRY(index_clipped(rt, args[1]));
    if (!std::isfinite(d)) return rt.real(d);
    if (digits > 323) return rt.real(d);
    if (digits < -308) return rt.real(std::copysign(0.0, d));
    // Correctly rounded by going through decimal text, which glibc's printf rounds exactly.
    char text[700];
    double rounded;
    if (digits >= 0) {
        std::snprintf(text, sizeof text, "%.*f", static_cast<int>(digits), d);
        rounded = std::strtod(text, nullptr);
    } else {
        // As many significant digits as lie before the place; none: it is zero or one unit of the place.
        std::snprintf(text, sizeof text, "%.17e", d);
        std::int64_t kept = std::strtoll(std::strchr(text, 'e') + 1, nullptr, 10) + 1 + digits;
        if (kept < 0) {
            rounded = std::copysign(0.0, d);
        } else if (kept == 0) {
            std::snprintf(text, sizeof text, "5e%lld", static_cast<long long>(-digits - 1));
            double half = std::strtod(text, nullptr);
            std::snprintf(text, sizeof text, "1e%lld", static_cast<long long>(-digits));
            rounded = std::copysign(std::fabs(d) > half ? std::strtod(text, nullptr) : 0.0, d);
        } else {
            std::snprintf(text, sizeof text, "%.*e", static_cast<int>(kept - 1), d);
            rounded = std::strtod(text, nullptr);
        }
    }
    if (std::isinf(rounded)) return rt.raise(OverflowError, "rounded value too large to represent");
    return rt.real(rounded);
}

Result<Value> hex(Runtime& rt, Args args) {
    double d = double_of(args[0]);
    if (!std::isfinite(d)) return rt.str(float_repr(d));
    if (d == 0) return rt.str(std::signbit(d) ? "-0x0.0p+0" : "0x0.0p+0");
    int exponent;
    double m = std::frexp(std::fabs(d), &exponent);
    int shift = 1 - std::max(-1021 - exponent, 0);
    m = std::ldexp(m, shift);
    exponent -= shift;
    std::string text = d < 0 ? "-0x" : "0x";
    auto push = [&] {
        int digit = static_cast<int>(m);
        text += "0123456789abcdef"[digit];
        m -= digit;
    };
    push();
    text += '.';
    for (int n = 0; n < 13; ++n) {
        m *= 16;
        push();
    }
    char power[12];
    std::snprintf(power, sizeof power, "p%+d", exponent);
    return rt.str(text + power);
}

/// An exponent of two; one that no number of digits makes up for is cut.
std::int64_t parse_exponent(const std::string& text) {
    constexpr std::int64_t most = std::int64_t{1} << 60;
    std::int64_t exponent = std::strtoll(text.c_str(), nullptr, 10);
    return std::clamp(exponent, -most, most);
}

/// Hexadecimal digits, among which a point may stand, times a power of two: rounded once, to even (strtod() rounds subnormal numbers wrongly).
double hexadecimal_value(std::string_view digits, std::int64_t exponent) {
    std::uint64_t mantissa = 0;
    bool point = false, more = false;  // whether what no longer fits into the mantissa is not 0
    for (char c : digits) {
        if (c == '.') {
            point = true;
            continue;
        }
        unsigned digit = static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
        bool fits = mantissa >> 60 == 0;
        if (fits) mantissa = mantissa << 4 | digit;
        else more = more || digit;
        exponent += (fits ? 0 : 4) - (point ? 4 : 0);
    }
    if (!mantissa) return 0;
    std::int64_t top = exponent + std::bit_width(mantissa);  // the number is below 2 ** top
    if (top > DBL_MAX_EXP) return INFINITY;
    if (top < DBL_MIN_EXP - DBL_MANT_DIG) return 0;
    std::int64_t last = std::max<std::int64_t>(top - DBL_MANT_DIG, DBL_MIN_EXP - DBL_MANT_DIG);  // the exponent of the last bit that there is
    if (std::int64_t drop = last - exponent; drop > 0) {
        std::uint64_t rest = drop > 63 ? mantissa : mantissa & ((std::uint64_t{1} << drop) - 1), half = std::uint64_t{1} << (drop - 1);
        mantissa = drop > 63 ? 0 : mantissa >> drop;
        if (rest > half || (rest == half && (more || mantissa & 1))) ++mantissa;
        exponent = last;
    }
    return std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
}

Result<Value> fromhex(Runtime& rt, Args args) {
    if (!as_str(args[1])) return rt.raise(TypeError, "bad argument type for built-in operation");
    std::string text(TRY(args.text(1)));
    std::size_t begin = text.find_first_not_of(" \t\n\r\f\v"), end = text.find_last_not_of(" \t\n\r\f\v");
    if (begin == std::string::npos) return rt.raise(ValueError, "invalid hexadecimal floating-point string");
    text = text.substr(begin, end - begin + 1);
    std::string sign;
    std::size_t at = 0;
    if (text[0] == '-' || text[0] == '+') sign = text[at++];
    std::string body = text.substr(at);
    double value;
    std::string lower = body;
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (lower == "inf" || lower == "infinity") value = INFINITY;
    else if (lower == "nan") value = std::nan("");
    else {
        if (lower.substr(0, 2) == "0x") lower = lower.substr(2);
        std::size_t digits = 0, points = 0, n = 0;
        for (; n < lower.size() && (std::isxdigit(static_cast<unsigned char>(lower[n])) || lower[n] == '.'); ++n)
            (lower[n] == '.' ? points : digits)++;
        bool valid = digits && points <= 1;
        std::int64_t exponent = 0;
        if (n < lower.size()) {
            valid = valid && lower[n] == 'p';
            std::size_t e = n + 1;
            if (e < lower.size() && (lower[e] == '+' || lower[e] == '-')) ++e;
            valid = valid && e < lower.size() && lower.find_first_not_of("0123456789", e) == std::string::npos;
            if (valid) exponent = parse_exponent(lower.substr(n + 1));
        }
        if (!valid) return rt.raise(ValueError, "invalid hexadecimal floating-point string");
        value = hexadecimal_value(std::string_view(lower).substr(0, n), exponent);
        if (std::isinf(value)) return rt.raise(OverflowError, "hexadecimal value too large to represent as a float");
    }
    Value made = TRY(rt.real(sign == "-" ? -value : value));
    if (args[0] == View(rt.types.float_)) return made;
    return call(rt, args[0], {made});
}

constexpr FunctionDef methods[] = {
    {"is_integer(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         double d = double_of(args[0]);
         return View::boolean(std::isfinite(d) && std::floor(d) == d);
     },
     "Return True if the float is an integer."},
    {"as_integer_ratio(self, /)", as_integer_ratio, "A pair of integers whose ratio is exactly equal to the original float.\n\n>>> (-0.75).as_integer_ratio()\n(-3, 4)"},
    {"conjugate(self, /)", [](Runtime& rt, Args args) { return plain_float(rt, args[0]); }, "Return self, the complex conjugate of any float."},
    {"hex(self, /)", hex, "Return a hexadecimal representation of a floating-point number.\n\n>>> (0.1).hex()\n'0x1.999999999999ap-4'"},
    {"fromhex(cls, string, /)", fromhex, "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.8p3'), float.fromhex('-inf')\n(12.0, -inf)", FunctionDef::class_method},
    {"__trunc__(self, /)", [](Runtime& rt, Args args) { return to_int(rt, double_of(args[0])); }, "Return the Integral closest to x between 0 and x."},
    {"__floor__(self, /)", [](Runtime& rt, Args args) { return to_int(rt, std::floor(double_of(args[0]))); }, "Return the floor as an Integral."},
    {"__ceil__(self, /)", [](Runtime& rt, Args args) { return to_int(rt, std::ceil(double_of(args[0]))); }, "Return the ceiling as an Integral."},
    {"__round__(self, ndigits=None, /)", round_float, "Return the Integral closest to x, rounding half toward even."},
    {"__divmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_both(rt, args[0], args[1]); }, "Return divmod(self, value)."},
    {"__rdivmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_both(rt, args[1], args[0]); }, "Return divmod(value, self)."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value d = TRY(plain_float(rt, args[0]));
         Ref<Tuple> one = TRY(new_tuple(rt, {d}));
         return one;
     },
     ""},
    {"__format__(self, format_spec, /)", [](Runtime& rt, Args args) { return format_number(rt, args[0], args[1]); },
     "Formats the float according to format_spec."},
    {"__getformat__(cls, typestr, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::string_view which = TRY(args.text(1));
         if (which != "double" && which != "float") return rt.raise(ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
         return rt.str("IEEE, little-endian");
     },
     "Format of C doubles here.",
     FunctionDef::class_method},
};

constexpr PropertyDef properties[] = {
    {"real", plain_float, nullptr, "the real part of a complex number"},
    {"imag", [](Runtime& rt, View) { return rt.real(0.0); }, nullptr, "the imaginary part of a complex number"},
};

}  // namespace

const TypeDef float__type{
    .name = "float",
    .doc = "Convert a string or number to a floating-point number, if possible.",
    .kind = Kind::float_box,
    .size = sizeof(FloatBox),
    .flags = Type::base_type | Type::immutable,
    .construct_signature = "(x=0, /)",
    .construct_bound = float_construct,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(FloatBox)); },
              .repr = [](Runtime& rt, View self) { return rt.str(float_repr(double_of(self))); },
              .hash =
                  [](Runtime& rt, View self) -> Result<std::int64_t> {
                      double d = double_of(self);
                      if (std::isnan(d)) return static_cast<std::int64_t>(self.is_object() ? self.bits() >> 4 : 0);
                      (void)rt;
                      return hash_double(d);
                  },
              .compare = compare_floats,
              .truth = [](Runtime&, View self) -> Result<bool> { return double_of(self) != 0; },
              .binary = {add, sub, mul, true_div, floor_div, mod, pow},
              .power = pow3,
              .negative = [](Runtime& rt, View self) { return rt.real(-double_of(self)); },
              .positive = plain_float,
              .absolute = [](Runtime& rt, View self) { return rt.real(std::fabs(double_of(self))); },
              .to_int = [](Runtime& rt, View self) { return to_int(rt, double_of(self)); },
              .to_float = plain_float},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
