// SPDX-License-Identifier: MIT
// complex: pairs of doubles.
#include <cmath>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_number.h"

namespace ouro {

namespace {

Result<Value> allocate(Runtime& rt, Type* type, double real, double imaginary) {
    auto* made = rt.allocate<Complex>(type);
    if (!made) return rt.raise_memory_error();
    made->real = real;
    made->imaginary = imaginary;
    return Value::adopt(View(made));
}

struct Pair {
    double re, im;
};

Result<bool> operand(Runtime& rt, View v, Pair& out) {
    if (is_complex(v)) out = {v.as<Complex>()->real, v.as<Complex>()->imaginary};
    else if (is_float(v)) out = {double_of(v), 0};
    else if (is_integer(v)) out = {TRY(int_to_double(rt, v)), 0};
    else return false;
    return true;
}

#define COMPLEX_OPERATION(name, ...)                                                                              \
    Result<Value> name(Runtime& rt, View a, View b) {                                                             \
        Pair x, y;                                                                                                \
        if (!TRY(operand(rt, a, x)) || !TRY(operand(rt, b, y))) return View::not_implemented();                   \
        __VA_ARGS__                                                                                               \
    }
COMPLEX_OPERATION(add, return new_complex(rt, x.re + y.re, x.im + y.im);)
COMPLEX_OPERATION(sub, return new_complex(rt, x.re - y.re, x.im - y.im);)
COMPLEX_OPERATION(mul, return new_complex(rt, x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re);)
COMPLEX_OPERATION(div, {
    // Smith's method: scaled by the larger part of the divisor.
    if (y.re == 0 && y.im == 0) return rt.raise(ZeroDivisionError, "complex division by zero");
    if (std::fabs(y.re) >= std::fabs(y.im)) {
        double ratio = y.im / y.re, denominator = y.re + y.im * ratio;
        return new_complex(rt, (x.re + x.im * ratio) / denominator, (x.im - x.re * ratio) / denominator);
    }
    double ratio = y.re / y.im, denominator = y.re * ratio + y.im;
    return new_complex(rt, (x.re * ratio + x.im) / denominator, (x.im * ratio - x.re) / denominator);
})
COMPLEX_OPERATION(pow, {
    if (y.re == 0 && y.im == 0) return new_complex(rt, 1, 0);
    if (x.re == 0 && x.im == 0) {
        if (y.im != 0 || y.re < 0) return rt.raise(ZeroDivisionError, "0.0 to a negative or complex power");
        return new_complex(rt, 0, 0);
    }
    if (y.im == 0 && y.re == std::floor(y.re) && std::fabs(y.re) <= 100) {
        Pair result{1, 0}, base = x;
        for (auto n = static_cast<int>(std::fabs(y.re)); n; n >>= 1) {
            if (n & 1) result = {result.re * base.re - result.im * base.im, result.re * base.im + result.im * base.re};
            base = {base.re * base.re - base.im * base.im, 2 * base.re * base.im};
        }
        if (y.re > 0) return new_complex(rt, result.re, result.im);
        Value one = TRY(new_complex(rt, 1, 0)), divisor = TRY(new_complex(rt, result.re, result.im));
        return div(rt, one, divisor);
    }
    double length = std::hypot(x.re, x.im), angle = std::atan2(x.im, x.re);
    double size = std::pow(length, y.re), at = angle * y.re;
    if (y.im != 0) {
        size /= std::exp(angle * y.im);
        at += y.im * std::log(length);
    }
    double re = size * std::cos(at), im = size * std::sin(at);
    if (!std::isfinite(re) || !std::isfinite(im)) return rt.raise(OverflowError, "complex exponentiation");
    return new_complex(rt, re, im);
})

std::string part(double d, bool plus) {
    std::string text = float_repr(d);
    if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.resize(text.size() - 2);
    if (plus && text[0] != '-') text = "+" + text;
    return text;
}

Result<Value> complex_repr(Runtime& rt, View self) {
    auto* c = self.as<Complex>();
    if (c->real == 0 && !std::signbit(c->real)) return rt.str(part(c->imaginary, false) + "j");
    return rt.str("(" + part(c->real, false) + part(c->imaginary, true) + "j)");
}

Result<Value> compare_complex(Runtime& rt, View a, View b, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    auto* x = a.as<Complex>();
    bool same;
    if (is_complex(b)) {
        same = x->real == b.as<Complex>()->real && x->imaginary == b.as<Complex>()->imaginary;
    } else if (is_float(b) || is_integer(b)) {
        Value real = TRY(rt.real(x->real));
        same = x->imaginary == 0 && TRY(compare_truth(rt, real, b, CompareOp::eq));
    } else {
        return View::not_implemented();
    }
    return View::boolean(same == (op == CompareOp::eq));
}

/// complex("1+2j")
bool parse_complex(std::string text, double& re, double& im) {
    auto strip = [&] {
        std::size_t b = text.find_first_not_of(" \t\n\r\f\v"), e = text.find_last_not_of(" \t\n\r\f\v");
        text = b == std::string::npos ? "" : text.substr(b, e - b + 1);
    };
    strip();
    if (text.size() > 1 && text.front() == '(' && text.back() == ')') {
        text = text.substr(1, text.size() - 2);
        strip();
    }
    re = im = 0;
    if (text.empty() || text.find_first_of(" \t\n\r") != std::string::npos) return false;
    if (text.back() != 'j' && text.back() != 'J') return parse_float(text, re);
    text.pop_back();
    // The sign that separates the parts is the last one not after an exponent mark.
    std::size_t split = std::string::npos;
    for (std::size_t n = text.size(); n-- > 1;)
        if ((text[n] == '+' || text[n] == '-') && text[n - 1] != 'e' && text[n - 1] != 'E') {
            split = n;
            break;
        }
    std::string imaginary = split == std::string::npos ? text : text.substr(split);
    if (split != std::string::npos && !parse_float(text.substr(0, split), re)) return false;
    if (imaginary.empty() || imaginary == "+") im = 1;
    else if (imaginary == "-") im = -1;
    else if (!parse_float(imaginary, im)) return false;
    return true;
}

/// The number that an argument of complex() stands for.
Result<Pair> part_of(Runtime& rt, View v, bool first) {
    Pair p;
    Type* kind = rt.type_of(v);
    bool own_conversion = is_complex(v) && first && kind != rt.types.complex && lookup_on_type(kind, rt.names.complex_) != lookup_on_type(rt.types.complex, rt.names.complex_);
    bool plain = (is_complex(v) && !own_conversion) || rt.type_of(v) == rt.types.float_ || rt.type_of(v) == rt.types.int_ || rt.type_of(v) == rt.types.bool_;
    if (plain && TRY(operand(rt, v, p))) return p;
    if (first) {
        Value made = TRY(call_special(rt, v, rt.names.complex_));
        if (is_complex(made) && rt.type_of(made) != rt.types.complex)
            TRY(rt.hooks.warn(rt, DeprecationWarning, TRY(rt.format("__complex__ returned non-complex (type %s).  The ability to return an instance of a strict subclass of complex is "
                                                                    "deprecated, and may be removed in a future version of Python.", type_name(rt, made))), 1, View()));
        if (is_complex(made)) return Pair{made.as<Complex>()->real, made.as<Complex>()->imaginary};
        if (!made.is_unbound()) return rt.raise(TypeError, "__complex__ returned non-complex (type %s)", type_name(rt, made));
    }
    Type* type = rt.type_of(v);
    if (!type->slots.to_float && !type->slots.index)
        return rt.raise(TypeError, first ? "complex() first argument must be a string or a number, not '%s'"
                                         : "complex() second argument must be a number, not '%s'", type_name(type));
    return Pair{TRY(to_double(rt, v)), 0};
}

/// Whether a value has an imaginary part of its own.
Result<bool> is_complex_like(Runtime& rt, View v) {
    if (is_complex(v)) return true;
    return !is_float(v) && !is_integer(v) && !lookup_on_type(rt.type_of(v), rt.names.complex_).is_unbound();
}

Result<Value> power_modulo(Runtime& rt, View a, View b, View modulus) {
    if (!modulus.is_none()) {
        Pair p;
        if (!TRY(operand(rt, a, p)) || !TRY(operand(rt, b, p))) return View::not_implemented();
        return rt.raise(ValueError, "complex modulo");
    }
    return pow(rt, a, b);
}

Result<Value> complex_construct(Runtime& rt, Type* type, Args args) {
    if (type == rt.types.complex && is_complex(args[1]) && rt.type_of(args[1]) == type && !args.given(2)) return Value(args[1]);
    Pair value{0, 0};
    if (Str* text = as_str(args[1])) {
        if (args.given(2)) return rt.raise(TypeError, "complex() can't take second arg if first is a string");
        std::string ascii = TRY(ascii_number(rt, text));
        if (!parse_complex(ascii, value.re, value.im)) {
            if (ascii.find('_') != std::string::npos) return rt.raise(ValueError, "could not convert string to complex: %s", TRY(repr(rt, args[1]))->data());
            return rt.raise(ValueError, "complex() arg is a malformed string");
        }
    } else {
        if (is_kind(args[2], Kind::str)) return rt.raise(TypeError, "complex() second arg can't be a string");
        if (args.given(1)) value = TRY(part_of(rt, args[1], true));
        if (args.given(2)) {
            Pair second = TRY(part_of(rt, args[2], false));
            // A part that is a real number adds no zero, which would lose the sign of another.
            bool from_complex = args.given(1) && TRY(is_complex_like(rt, args[1])), to_complex = is_complex(args[2]);
            value = {to_complex ? value.re - second.im : value.re, from_complex ? value.im + second.re : second.re};
        }
    }
    return allocate(rt, type, value.re, value.im);
}

constexpr FunctionDef methods[] = {
    {"conjugate(self, /)",
     [](Runtime& rt, Args args) { return new_complex(rt, args.self<Complex>()->real, -args.self<Complex>()->imaginary); },
     "Return the complex conjugate of its argument."},
    {"__complex__(self, /)",
     [](Runtime& rt, Args args) { return new_complex(rt, args.self<Complex>()->real, args.self<Complex>()->imaginary); },
     "Convert this value to exact type complex."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value re = TRY(rt.real(args.self<Complex>()->real)), im = TRY(rt.real(args.self<Complex>()->imaginary));
         Ref<Tuple> pair = TRY(new_tuple(rt, {re, im}));
         return pair;
     },
     ""},
    {"__format__(self, format_spec, /)", [](Runtime& rt, Args args) { return format_number(rt, args[0], args[1]); },
     "Convert to a string according to format_spec."},
};

constexpr PropertyDef properties[] = {
    {"real", [](Runtime& rt, View self) { return rt.real(self.as<Complex>()->real); }, nullptr, "the real part of a complex number", true},
    {"imag", [](Runtime& rt, View self) { return rt.real(self.as<Complex>()->imaginary); }, nullptr, "the imaginary part of a complex number", true},
};

}  // namespace

Result<Value> new_complex(Runtime& rt, double real, double imaginary) { return allocate(rt, rt.types.complex, real, imaginary); }

const TypeDef complex_type{
    .name = "complex",
    .doc = "Create a complex number from a string or numbers.",
    .kind = Kind::complex,
    .size = sizeof(Complex),
    .flags = Type::base_type | Type::immutable,
    .text_signature = "(real=0, imag=0)", .construct_signature = "(real=<no value>, imag=<no value>)",
    .construct_bound = complex_construct,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Complex)); },
              .repr = complex_repr,
              .hash =
                  [](Runtime&, View self) -> Result<std::int64_t> {
                      auto* c = self.as<Complex>();
                      std::uint64_t h = static_cast<std::uint64_t>(hash_double(c->real)) +
                                        1000003u * static_cast<std::uint64_t>(hash_double(c->imaginary));
                      auto hash = static_cast<std::int64_t>(h);
                      return hash == -1 ? -2 : hash;
                  },
              .compare = compare_complex,
              .truth = [](Runtime&, View self) -> Result<bool> { return self.as<Complex>()->real != 0 || self.as<Complex>()->imaginary != 0; },
              .binary = {add, sub, mul, div, nullptr, nullptr, pow},
              .power = power_modulo,
              .negative = [](Runtime& rt, View self) { return new_complex(rt, -self.as<Complex>()->real, -self.as<Complex>()->imaginary); },
              .positive = [](Runtime& rt, View self) { return new_complex(rt, self.as<Complex>()->real, self.as<Complex>()->imaginary); },
              .absolute = [](Runtime& rt, View self) -> Result<Value> {
                  double size = std::hypot(self.as<Complex>()->real, self.as<Complex>()->imaginary);
                  if (std::isinf(size) && std::isfinite(self.as<Complex>()->real) && std::isfinite(self.as<Complex>()->imaginary))
                      return rt.raise(OverflowError, "absolute value too large");
                  return rt.real(size);
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
