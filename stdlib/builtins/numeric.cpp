// SPDX-License-Identifier: MIT
// Built-in functions of numbers and characters.
#include <algorithm>
#include <cmath>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"

namespace ouro {

namespace {

Result<Value> abs(Runtime& rt, Args args) { return absolute(rt, args[0]); }

/// One operand's __divmod__ or __rdivmod__; NotImplemented where its type has none.
Result<Value> half_divmod(Runtime& rt, View self, Str* method, View other) {
    Value result = TRY(call_special(rt, self, method, {other}));
    return result.is_unbound() ? Value(View::not_implemented()) : result;
}

Result<Value> divmod(Runtime& rt, Args args) {
    View x = args[0], y = args[1];
    if (x.is_int() && y.is_int() && y.as_int()) {
        Value quotient, rest;
        TRY(int_divmod(rt, x, y, &quotient, &rest));
        Ref<Tuple> pair = TRY(new_tuple(rt, {quotient, rest}));
        return pair;
    }
    // Language reference 3.3.8: the right operand's method goes first where its class derives from the left one's and has its own.
    Type *left = rt.type_of(x), *right = rt.type_of(y);
    bool reflected = left != right;
    if (reflected && is_subtype(right, left) && lookup_on_type(right, rt.names.rdivmod_) != lookup_on_type(left, rt.names.rdivmod_)) {
        Value result = TRY(half_divmod(rt, y, rt.names.rdivmod_, x));
        if (!result.is_not_implemented()) return result;
        reflected = false;
    }
    Value result = TRY(half_divmod(rt, x, rt.names.divmod_, y));
    if (!result.is_not_implemented()) return result;
    if (reflected) {
        result = TRY(half_divmod(rt, y, rt.names.rdivmod_, x));
        if (!result.is_not_implemented()) return result;
    }
    return rt.raise(TypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", type_name(left), type_name(right));
}

Result<Value> pow(Runtime& rt, Args args) { return power(rt, args[0], args[1], args[2]); }

Result<Value> round(Runtime& rt, Args args) {
    View number = args[0];
    Value result = args[1].is_none() ? TRY(call_special(rt, number, rt.names.round_)) : TRY(call_special(rt, number, rt.names.round_, {args[1]}));
    if (result.is_unbound()) return rt.raise(TypeError, "type %s doesn't define __round__ method", type_name(rt, number));
    return result;
}

template <int base>
Result<Value> in_base(Runtime& rt, Args args) {
    Value n = TRY(index(rt, args[0]));
    std::string text = TRY(int_to_text(rt, n, base, false));
    text.insert(text[0] == '-' ? 1 : 0, base == 2 ? "0b" : base == 8 ? "0o" : "0x");
    return rt.str(text);
}

Result<Value> chr(Runtime& rt, Args args) {
    std::int64_t c = TRY(index_clipped(rt, args[0]));
    if (c < 0 || c > 0x10ffff) return rt.raise(ValueError, "chr() arg not in range(0x110000)");
    Ref<Str> made = TRY(new_str_of_char(rt, static_cast<char32_t>(c)));
    return made;
}

Result<Value> ord(Runtime& rt, Args args) {
    View c = args[0];
    std::size_t size = 0;
    if (Str* text = as_str(c)) {
        size = text->length();
        if (size == 1) return View::small_int(static_cast<std::int64_t>(char_at(rt, text, 0)));
    } else if (is_kind(c, Kind::bytes) || is_kind(c, Kind::bytearray)) {
        std::string_view bytes = is_kind(c, Kind::bytes) ? c.as<Bytes>()->text() : c.as<ByteArray>()->text();
        size = bytes.size();
        if (size == 1) return View::small_int(static_cast<unsigned char>(bytes[0]));
    } else {
        return rt.raise(TypeError, "ord() expected string of length 1, but %s found", type_name(rt, c));
    }
    return rt.raise(TypeError, "ord() expected a character, but string of length %zu found", size);
}

// ---- sum

/// A sum of floats and what was lost on the way (Neumaier).
struct CompensatedSum {
    double high, low = 0;
    void add(double x) {
        double t = high + x;
        low += std::fabs(high) >= std::fabs(x) ? (high - t) + x : (x - t) + high;
        high = t;
    }
    // Adding a compensation of zero would lose the sign of -0.0; an infinite one would make NaN of an overflow.
    double value() const { return low != 0 && std::isfinite(low) ? high + low : high; }
};

Result<Value> sum(Runtime& rt, Args args) {
    Value iterator = TRY(iter(rt, args[0]));
    Value total(args[1]);
    if (is_kind(total, Kind::str)) return rt.raise(TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (is_kind(total, Kind::bytes)) return rt.raise(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (is_kind(total, Kind::bytearray)) return rt.raise(TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Value item;
    bool ended = false;
    auto advance = [&]() -> Result<bool> {
        TRY(rt.charge(1));
        item = TRY(next(rt, iterator));
        ended = item.is_unbound();
        return !ended;
    };
    if (total.is_int()) {
        std::int64_t whole = total.as_int();
        while (TRY(advance())) {
            std::int64_t more = item.is_int() ? item.as_int() : item.is_true(), made;
            if ((item.is_int() || item.is_bool()) && !__builtin_add_overflow(whole, more, &made)) {
                whole = made;
                continue;
            }
            total = TRY(rt.integer(whole));
            total = TRY(binary(rt, BinaryOp::add, total, item));
            break;
        }
        if (ended) return rt.integer(whole);
    }
    if (is_float(total) && rt.type_of(total) == rt.types.float_) {
        CompensatedSum real{double_of(total)};
        while (TRY(advance())) {
            std::int64_t whole;
            if (is_float(item) && rt.type_of(item) == rt.types.float_) {
                real.add(double_of(item));
                continue;
            }
            if (is_integer(item) && fits_int64(item, whole)) {
                real.high += static_cast<double>(whole);
                continue;
            }
            total = TRY(rt.real(real.value()));
            total = TRY(binary(rt, BinaryOp::add, total, item));
            break;
        }
        if (ended) return rt.real(real.value());
    }
    while (TRY(advance())) total = TRY(binary(rt, BinaryOp::add, total, item));
    return total;
}

constexpr FunctionDef functions[] = {
    {"abs(x, /)", abs, "The absolute value of a number."},
    {"divmod(x, y, /)", divmod, "The pair (x//y, x%y)."},
    {"pow(base, exp, mod=None)", pow, "base**exp; with a third argument, base**exp % mod, found without the large power."},
    {"round(number, ndigits=None)", round, "The number rounded to so many decimal digits; without ndigits, to an integer."},
    {"bin(number, /)", in_base<2>, "An integer's binary digits, after 0b.\n\n>>> bin(10), bin(-3)\n('0b1010', '-0b11')"},
    {"oct(number, /)", in_base<8>, "An integer's octal digits, after 0o.\n\n>>> oct(64), oct(-8)\n('0o100', '-0o10')"},
    {"hex(number, /)", in_base<16>, "An integer's hexadecimal digits, after 0x.\n\n>>> hex(255), hex(-16)\n('0xff', '-0x10')"},
    {"chr(i, /)", chr, "The character of this Unicode code point."},
    {"ord(c, /)", ord, "The Unicode code point of a character."},
    {"sum(iterable, /, start=0)", sum, "The sum of the start value and all the items of an iterable of numbers."},
};

}  // namespace

const std::span<const FunctionDef> numeric_functions = functions;

}  // namespace ouro
