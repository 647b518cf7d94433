// SPDX-License-Identifier: MIT
// int's constructor, its text forms and its methods.
#include <cmath>

#include "runtime/objects/big_number.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_number.h"

namespace ouro {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Raised invalid_literal(Runtime& rt, int base, View shown) {
    Ref<Str> text = TRY(repr(rt, shown));
    std::string_view start = text->text();
    for (std::size_t at = 0, left = 200; at < start.size(); ++at) {  // the first 200 characters of it
        if ((start[at] & 0xc0) != 0x80 && !left--) start = start.substr(0, at);
    }
    return rt.raise(ValueError, "invalid literal for int() with base %d: %s", base, std::string(start).c_str());
}

}  // namespace

Result<Value> int_from_text(Runtime& rt, std::string_view text, int base, View shown) {
    int shown_base = base;
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    bool prefixed = false;
    if (text.size() > 1 && text[0] == '0') {
        char c = static_cast<char>(text[1] | 32);
        int of_prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
        if (of_prefix && (base == 0 || base == of_prefix)) {
            base = of_prefix;
            text.remove_prefix(2);
            prefixed = true;
        }
    }
    bool zero_only = false;
    if (base == 0) {
        base = 10;
        zero_only = !text.empty() && text[0] == '0';
    }
    std::string digits;
    digits.reserve(text.size());
    bool after_digit = prefixed;
    for (char c : text) {
        if (c == '_') {
            if (!after_digit) return invalid_literal(rt, shown_base, shown);
            after_digit = false;
            continue;
        }
        if (digit_value(c) >= base) return invalid_literal(rt, shown_base, shown);
        digits.push_back(c);
        after_digit = true;
    }
    if (digits.empty() || !after_digit) return invalid_literal(rt, shown_base, shown);
    if (zero_only)
        for (char c : digits)
            if (c != '0') return invalid_literal(rt, shown_base, shown);
    if (digits.size() < 18 && base <= 10) {
        std::int64_t n = 0;
        for (char c : digits) n = n * base + (c - '0');
        return rt.integer(negative ? -n : n);
    }
    bool binary = (base & (base - 1)) == 0;
    if (!binary && rt.int_max_str_digits && digits.size() > static_cast<std::size_t>(rt.int_max_str_digits))
        return rt.raise(ValueError,
                        "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use sys.set_int_max_str_digits() to "
                        "increase the limit",
                        rt.int_max_str_digits, digits.size());
    double size = static_cast<double>(digits.size());
    TRY(reserve_bits(rt, size * std::log2(base), binary ? size / 16 : size * size / 512 + 1));
    MpNumber m;
    if (!m.ok()) return rt.raise_memory_error();
    if (binary) {  // digits are bits: no multiplication
        int width = base == 2 ? 1 : base == 4 ? 2 : base == 8 ? 3 : base == 16 ? 4 : 5;
        std::size_t bits = digits.size() * static_cast<std::size_t>(width);
        if (mp_grow(&m, static_cast<int>(bits / MP_DIGIT_BIT + 2)) != MP_OKAY) return rt.raise_memory_error();
        mp_int* out = &m;
        out->used = static_cast<int>(bits / MP_DIGIT_BIT + 1);
        for (int d = 0; d < out->used; ++d) out->dp[d] = 0;
        std::size_t at = 0;
        for (std::size_t n = digits.size(); n-- > 0; at += static_cast<std::size_t>(width)) {
            auto value = static_cast<mp_digit>(digit_value(digits[n]));
            std::size_t word = at / MP_DIGIT_BIT, shift = at % MP_DIGIT_BIT;
            out->dp[word] |= value << shift & MP_MASK;
            if (shift + static_cast<std::size_t>(width) > MP_DIGIT_BIT) out->dp[word + 1] |= value >> (MP_DIGIT_BIT - shift);
        }
        mp_clamp(out);
    } else if (from_digits(digits, base, &m) != MP_OKAY) {
        return rt.raise_memory_error();
    }
    if (negative && !mp_iszero(&m)) (&m)->sign = MP_NEG;
    return int_from_mp(rt, &m);
}

namespace {

/// int(x) of something that is not text.
Result<Value> int_from_object(Runtime& rt, View x) {
    Type* type = rt.type_of(x);
    if (type->slots.to_int) {
        Value made = TRY(type->slots.to_int(rt, x));
        if (!is_integer(made)) return rt.raise(TypeError, "__int__ returned non-int (type %s)", type_name(rt, made));
        if (rt.type_of(made) != rt.types.int_) {
            Value text = TRY(rt.format("__int__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is deprecated, and may be "
                                       "removed in a future version of Python.", type_name(rt, made)));
            TRY(rt.hooks.warn(rt, DeprecationWarning, text, 1, View()));
        }
        return plain_int(rt, made);
    }
    if (type->slots.index) return index(rt, x);
    Value truncated = TRY(call_special(rt, x, rt.names.trunc_));
    if (!truncated.is_unbound()) {
        if (rt.hooks.warn)
            TRY(rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str("The delegation of int() to __trunc__ is deprecated.")), 1, View()));
        if (is_integer(truncated)) return plain_int(rt, truncated);
        if (!rt.type_of(truncated)->slots.index) return rt.raise(TypeError, "__trunc__ returned non-Integral (type %s)", type_name(rt, truncated));
        return index(rt, truncated);
    }
    return Value();
}

Result<Value> int_value(Runtime& rt, Args args) {
    View x = args[1], base = args[2];
    if (x.is_unbound()) {
        if (!base.is_unbound()) return rt.raise(TypeError, "int() missing string argument");
        return View::small_int(0);
    }
    int radix = 10;
    if (!base.is_unbound()) {
        std::int64_t wanted = 37;
        Value exact = TRY(index(rt, base));
        if (!fits_int64(exact, wanted) || (wanted != 0 && (wanted < 2 || wanted > 36)))
            return rt.raise(ValueError, "int() base must be >= 2 and <= 36, or 0");
        radix = static_cast<int>(wanted);
    }
    if (Str* text = as_str(x)) {
        if (base.is_unbound() && text->ascii() && text->size && text->size <= 18) {  // most are short and plain
            std::int64_t n = 0;
            const char *at = text->data(), *end = at + text->size;
            for (; at < end && *at >= '0' && *at <= '9'; ++at) n = n * 10 + (*at - '0');
            if (at == end) return View::small_int(n);
        }
        Result<std::string> ascii = ascii_number(rt, text);
        if (ascii.raised()) return Raised{};
        return int_from_text(rt, ascii.value(), radix, x);
    }
    if (base.is_unbound()) {
        Value made = TRY(int_from_object(rt, x));
        if (!made.is_unbound()) return made;
    }
    bool text_like = is_subtype(rt.type_of(x), rt.types.bytes) || is_subtype(rt.type_of(x), rt.types.bytearray);
    if (x.is_object() && rt.type_of(x)->slots.get_buffer && (text_like || base.is_unbound())) {
        BufferGuard bytes(rt, x);
        if (bytes.raised()) return Raised{};
        Value shown(x);
        if (!is_kind(x, Kind::bytes)) shown = TRY(new_bytes(rt, bytes.text()));
        return int_from_text(rt, bytes.text(), radix, shown);
    }
    if (!base.is_unbound()) return rt.raise(TypeError, "int() can't convert non-string with explicit base");
    return rt.raise(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", type_name(rt, x));
}

}  // namespace

Result<Value> int_construct(Runtime& rt, Type* type, Args args) {
    Value value = TRY(int_value(rt, args));
    if (type == rt.types.int_) return value;
    return new_int_subclass(rt, type, value);
}

namespace {

Result<Value> to_bytes(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(args.size(1));
    if (size < 0) return rt.raise(ValueError, "length argument must be non-negative");
    std::string_view order = TRY(args.text(2));
    if (order != "little" && order != "big") return rt.raise(ValueError, "byteorder must be either 'little' or 'big'");
    bool is_signed = TRY(args.truth(3));
    View self = args[0];
    bool negative = sign_of(self) < 0;
    if (negative && !is_signed) return rt.raise(OverflowError, "can't convert negative int to unsigned");
    TRY(reserve_bits(rt, static_cast<double>(size) * 8, static_cast<double>(size) / 8));
    std::size_t bits = bit_length(self);
    if (is_signed) {
        bool power = false;  // -2**n needs n bits and the sign
        if (negative) {
            MpView m(self);
            power = mp_cnt_lsb(&m) == static_cast<int>(bits) - 1;
        }
        bits += !power;
        if (!sign_of(self)) bits = 0;
    }
    if (bits > static_cast<std::size_t>(size) * 8) return rt.raise(OverflowError, "int too big to convert");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    MpView m(self);
    unsigned carry = 1;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        std::size_t at = n * 8, word = at / MP_DIGIT_BIT, shift = at % MP_DIGIT_BIT;
        auto used = static_cast<std::size_t>((&m)->used);
        mp_digit value = word < used ? (&m)->dp[word] >> shift : 0;
        if (shift > MP_DIGIT_BIT - 8 && word + 1 < used) value |= (&m)->dp[word + 1] << (MP_DIGIT_BIT - shift);
        auto byte = static_cast<unsigned>(value & 255);
        if (negative) {  // two's complement
            byte = (~byte & 255) + carry;
            carry = byte >> 8;
        }
        bytes[order == "little" ? n : bytes.size() - 1 - n] = static_cast<char>(byte);
    }
    return new_bytes(rt, bytes);
}

Result<Value> from_bytes(Runtime& rt, Args args) {
    std::string_view order = TRY(args.text(2));
    if (order != "little" && order != "big") return rt.raise(ValueError, "byteorder must be either 'little' or 'big'");
    bool is_signed = TRY(args.truth(3));
    Value source(args[1]);
    if (!is_kind(source, Kind::bytes) && !is_kind(source, Kind::bytearray)) {
        bool iterable = rt.type_of(source)->slots.get_buffer || ((rt.type_of(source)->slots.iter || rt.type_of(source)->slots.get_item) && !is_kind(source, Kind::str)) || !lookup_on_type(rt.type_of(source), rt.names.bytes_).is_unbound();
        if (!iterable) return rt.raise(TypeError, "cannot convert '%s' object to bytes", type_name(rt, source));
        source = TRY(call(rt, View(rt.types.bytes), {source}));
    }
    BufferGuard buffer(rt, source);
    if (buffer.raised()) return Raised{};
    std::string bytes(buffer.text());
    if (order == "big") bytes.assign(bytes.rbegin(), bytes.rend());
    TRY(reserve_bits(rt, static_cast<double>(bytes.size()) * 8, static_cast<double>(bytes.size()) / 8));
    bool negative = is_signed && !bytes.empty() && (bytes.back() & 0x80);
    if (negative) {
        unsigned carry = 1;
        for (char& c : bytes) {
            unsigned byte = (~static_cast<unsigned>(static_cast<unsigned char>(c)) & 255) + carry;
            carry = byte >> 8;
            c = static_cast<char>(byte);
        }
    }
    MpNumber m;
    if (!m.ok() || !m.set_bytes(bytes)) return rt.raise_memory_error();
    if (negative) {
        if (mp_iszero(&m)) {  // -2**n exactly
            if (mp_2expt(&m, static_cast<int>(bytes.size() * 8)) != MP_OKAY) return rt.raise_memory_error();
        }
        (&m)->sign = MP_NEG;
    }
    Value value = TRY(int_from_mp(rt, &m));
    if (args[0] == View(rt.types.int_)) return value;
    return call(rt, args[0], {value});
}

Result<Value> round_int(Runtime& rt, Args args) {
    if (args[1].is_unbound() || args[1].is_none()) return plain_int(rt, args[0]);
    Value digits = TRY(index(rt, args[1]));
    if (sign_of(digits) >= 0) return plain_int(rt, args[0]);
    Value count = TRY(negative(rt, digits));
    std::int64_t places;
    if (!fits_int64(count, places) || static_cast<double>(places) > static_cast<double>(bit_length(args[0])) + 2) return View::small_int(0);
    Value unit = TRY(binary(rt, BinaryOp::pow, View::small_int(10), count));
    Value multiple = TRY(int_divide_round_even(rt, args[0], unit));
    return binary(rt, BinaryOp::mul, multiple, unit);
}

Result<Value> divmod_method(Runtime& rt, View a, View b) {
    if (!is_integer(a) || !is_integer(b)) return View::not_implemented();
    if (!sign_of(b)) return rt.raise(ZeroDivisionError, "integer division or modulo by zero");
    Value quotient, rest;
    TRY(int_divmod(rt, a, b, &quotient, &rest));
    Ref<Tuple> pair = TRY(new_tuple(rt, {quotient, rest}));
    return pair;
}

Result<Value> bit_count(Runtime&, Args args) {
    MpView m(args[0]);
    std::int64_t count = 0;
    for (int d = 0; d < (&m)->used; ++d) count += std::popcount((&m)->dp[d]);
    return View::small_int(count);
}

Result<Value> plain_self(Runtime& rt, Args args) { return plain_int(rt, args[0]); }
Result<Value> plain_property(Runtime& rt, View self) { return plain_int(rt, self); }
Result<Value> zero_property(Runtime&, View) { return View::small_int(0); }
Result<Value> one_property(Runtime&, View) { return View::small_int(1); }

constexpr FunctionDef methods[] = {
    {"bit_length(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::small_int(static_cast<std::int64_t>(bit_length(args[0]))); },
     "Number of bits necessary to represent self in binary, without the sign.\n\n>>> (1000).bit_length()\n10\n>>> (0).bit_length()\n0"},
    {"bit_count(self, /)", bit_count, "Number of ones in the binary representation of the absolute value of self.\n\n>>> (7).bit_count(), (-8).bit_count()\n(3, 1)"},
    {"conjugate(self, /)", plain_self, "Returns self, the complex conjugate of any int."},
    {"as_integer_ratio(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value n = TRY(plain_int(rt, args[0]));
         Ref<Tuple> pair = TRY(new_tuple(rt, {n, View::small_int(1)}));
         return pair;
     },
     "A pair of integers whose ratio is equal to the original int.\n\n>>> (-12).as_integer_ratio()\n(-12, 1)"},
    {"is_integer(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "True: an int is an integer."},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", to_bytes, "An array of bytes representing an integer."},
    {"from_bytes(cls, /, bytes, byteorder='big', *, signed=False)", from_bytes, "The integer represented by the given array of bytes.",
     FunctionDef::class_method},
    {"__trunc__(self, /)", plain_self, "Truncating an Integral returns itself."},
    {"__floor__(self, /)", plain_self, "Flooring an Integral returns itself."},
    {"__ceil__(self, /)", plain_self, "Ceiling of an Integral returns itself."},
    {"__round__(self, ndigits=<no value>, /)", round_int, "Rounding an Integral returns itself; with digits, to that power of ten."},
    {"__divmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_method(rt, args[0], args[1]); }, "Return divmod(self, value)."},
    {"__rdivmod__(self, value, /)", [](Runtime& rt, Args args) { return divmod_method(rt, args[1], args[0]); }, "Return divmod(value, self)."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value n = TRY(plain_int(rt, args[0]));
         Ref<Tuple> one = TRY(new_tuple(rt, {n}));
         return one;
     },
     ""},
    {"__format__(self, format_spec, /)", [](Runtime& rt, Args args) { return format_number(rt, args[0], args[1]); },
     "Convert to a string according to format_spec."},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::int64_t digits = static_cast<std::int64_t>((bit_length(args[0]) + 29) / 30);
         return rt.integer(24 + 4 * (digits ? digits : 1));
     },
     "Size in memory, in bytes."},
};

constexpr PropertyDef properties[] = {
    {"real", plain_property, nullptr, "the real part of a complex number"},
    {"imag", zero_property, nullptr, "the imaginary part of a complex number"},
    {"numerator", plain_property, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", one_property, nullptr, "the denominator of a rational number in lowest terms"},
};

}  // namespace

const std::span<const FunctionDef> int_methods{methods};
const std::span<const PropertyDef> int_properties{properties};

Result<Value> int_divide_round_even(Runtime& rt, View a, View b) {
    // b > 0
    Value quotient, rest;
    TRY(int_divmod(rt, a, b, &quotient, &rest));
    Value twice = TRY(binary(rt, BinaryOp::lshift, rest, View::small_int(1)));
    MpView x(twice), y(b), q(quotient);
    mp_ord order = mp_cmp(&x, &y);
    if (order == MP_GT || (order == MP_EQ && mp_isodd(&q))) return binary(rt, BinaryOp::add, quotient, View::small_int(1));
    return quotient;
}

// ---- bool

namespace {

Result<Value> bool_construct(Runtime& rt, Type*, Args args) {
    if (args[1].is_unbound()) return View::boolean(false);
    return View::boolean(TRY(truth(rt, args[1])));
}

#define BOOL_OPERATION(name, op, sign)                                                                  \
    Result<Value> name(Runtime& rt, View a, View b) {                                                   \
        if (a.is_bool() && b.is_bool()) return View::boolean(a.is_true() sign b.is_true());             \
        return rt.types.int_->slots.binary[static_cast<int>(BinaryOp::op)](rt, a, b);                   \
    }
BOOL_OPERATION(bool_and, bit_and, &&)
BOOL_OPERATION(bool_or, bit_or, ||)
BOOL_OPERATION(bool_xor, bit_xor, !=)

Result<Value> bool_invert(Runtime& rt, View self) {
    if (rt.hooks.warn)
        TRY(rt.hooks.warn(rt, DeprecationWarning,
                          TRY(rt.str("Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise "
                                     "inversion of the underlying int object and is usually not what you expect from negating a bool. "
                                     "Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.")),
                          1, View()));
    return View::small_int(self.is_true() ? -2 : -1);
}

}  // namespace

const TypeDef bool__type{
    .name = "bool",
    .doc = "True or False.\n\nbool(x) is the truth of x.",
    .kind = Kind::big_int,
    .size = sizeof(BigInt),
    .flags = Type::variable_size | Type::immutable,
    .base = [](Runtime& rt) { return rt.types.int_; },
    .text_signature = "(object=False, /)", .construct_signature = "(object=<no value>, /)",
    .construct_bound = bool_construct,
    .slots = {.repr = [](Runtime& rt, View self) -> Result<Value> { return rt.str(self.is_true() ? "True" : "False"); },
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, bool_and, bool_or, bool_xor},
              .invert = bool_invert},
};

}  // namespace ouro
