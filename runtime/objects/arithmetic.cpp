// SPDX-License-Identifier: MIT
// Operators on any objects: which operand's slot is asked first, and what is said when none answers (language reference 3.3.8).
#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

constexpr const char* kSigns[kBinaryOps] = {"+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^"};
constexpr const char* kInplaceSigns[kBinaryOps] = {"+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="};

/// The slots of both operands, a subclass's own first; NotImplemented where neither applies.
Result<Value> try_binary(Runtime& rt, BinaryOp op, View left, View right) {
    auto at = static_cast<int>(op);
    Type *x = rt.type_of(left), *y = rt.type_of(right);
    BinarySlot of_left = x->slots.binary[at], of_right = y != x ? y->slots.binary[at] : nullptr;
    if (of_right == of_left) of_right = nullptr;
    if (of_right && of_left && is_subtype(y, x)) {
        Value result = TRY(of_right(rt, left, right));
        if (!result.is_not_implemented()) return result;
        of_right = nullptr;
    }
    if (of_left) {
        Value result = TRY(of_left(rt, left, right));
        if (!result.is_not_implemented()) return result;
    }
    if (of_right) return of_right(rt, left, right);
    return View::not_implemented();
}

Raised unsupported(Runtime& rt, const char* sign, View left, View right) {
    return rt.raise(TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", sign, type_name(rt, left), type_name(rt, right));
}

Result<Value> complain(Runtime& rt, BinaryOp op, View left, View right, const char* sign) {
    if (op == BinaryOp::add) {
        // Sequences say what they would have wanted.
        if (is_kind(left, Kind::str)) return rt.raise(TypeError, "can only concatenate str (not \"%s\") to str", type_name(rt, right));
        if (is_kind(left, Kind::list)) return rt.raise(TypeError, "can only concatenate list (not \"%s\") to list", type_name(rt, right));
        if (is_kind(left, Kind::tuple)) return rt.raise(TypeError, "can only concatenate tuple (not \"%s\") to tuple", type_name(rt, right));
        if (is_kind(left, Kind::bytes)) return rt.raise(TypeError, "can't concat %s to bytes", type_name(rt, right));
        if (is_kind(left, Kind::bytearray)) return rt.raise(TypeError, "can't concat %s to bytearray", type_name(rt, right));
    }
    auto is_sequence = [&rt](View v) { return is_sequence_type(rt, rt.type_of(v)); };
    if (op == BinaryOp::mul && (is_sequence(left) || is_sequence(right))) {
        View count = is_sequence(left) ? right : left;
        return rt.raise(TypeError, "can't multiply sequence by non-int of type '%s'", type_name(rt, count));
    }
    if (op == BinaryOp::rshift && is_kind(left, Kind::native_function)) {
        Value name = TRY(find_attribute(rt, left, rt.names.name_));
        if (Str* text = as_str(name); text && text->text() == "print")
            return rt.raise(TypeError,
                            "unsupported operand type(s) for >>: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?",
                            type_name(rt, left), type_name(rt, right));
    }
    return unsupported(rt, sign, left, right);
}

}  // namespace

Result<Value> binary(Runtime& rt, BinaryOp op, View left, View right) {
    Value result = TRY(try_binary(rt, op, left, right));
    if (!result.is_not_implemented()) return result;
    return complain(rt, op, left, right, kSigns[static_cast<int>(op)]);
}

Result<Value> inplace(Runtime& rt, BinaryOp op, View left, View right) {
    if (auto* slot = rt.type_of(left)->slots.inplace[static_cast<int>(op)]) {
        Value result = TRY(slot(rt, left, right));
        if (!result.is_not_implemented()) return result;
    }
    Value result = TRY(try_binary(rt, op, left, right));
    if (!result.is_not_implemented()) return result;
    return complain(rt, op, left, right, kInplaceSigns[static_cast<int>(op)]);
}

Result<Value> power(Runtime& rt, View base, View exponent, View modulus) {
    if (modulus.is_none()) return binary(rt, BinaryOp::pow, base, exponent);
    for (View each : {base, exponent, modulus}) {
        auto* slot = rt.type_of(each)->slots.power;
        if (!slot) continue;
        Value result = TRY(slot(rt, base, exponent, modulus));
        if (!result.is_not_implemented()) return result;
    }
    return rt.raise(TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", type_name(rt, base), type_name(rt, exponent),
                    type_name(rt, modulus));
}

#define UNARY(function, slot, sign)                                                                         \
    Result<Value> function(Runtime& rt, View value) {                                                       \
        if (auto* own = rt.type_of(value)->slots.slot) return own(rt, value);                               \
        return rt.raise(TypeError, "bad operand type for %s: '%s'", sign, type_name(rt, value));            \
    }
UNARY(negative, negative, "unary -")
UNARY(positive, positive, "unary +")
UNARY(invert, invert, "unary ~")
UNARY(absolute, absolute, "abs()")

Result<Value> index(Runtime& rt, View value) {
    if (is_integer(value)) return plain_int(rt, value);
    Type* type = rt.type_of(value);
    if (!type->slots.index) return rt.raise(TypeError, "'%s' object cannot be interpreted as an integer", type_name(type));
    Value made = TRY(type->slots.index(rt, value));
    if (!is_integer(made)) return rt.raise(TypeError, "__index__ returned non-int (type %s)", type_name(rt, made));
    if (rt.type_of(made) != rt.types.int_) [[unlikely]] {
        Value text = TRY(rt.format("__index__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is deprecated, and may be "
                                   "removed in a future version of Python.", type_name(rt, made)));
        TRY(rt.hooks.warn(rt, DeprecationWarning, text, 1, View()));
    }
    return plain_int(rt, made);
}

Result<std::int64_t> index_to_int64(Runtime& rt, View value) {
    if (value.is_int()) return value.as_int();
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, "Python int too large to convert to C ssize_t");
    return n;
}

Result<std::int64_t> repeat_count(Runtime& rt, View times) {
    Value exact = TRY(index(rt, times));
    std::int64_t n;
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, "cannot fit '%s' into an index-sized integer", type_name(rt, times));
    return n;
}

Result<std::ptrdiff_t> index_clipped(Runtime& rt, View value) {
    if (value.is_int()) return value.as_int();
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (fits_int64(exact, n)) return n;
    return sign_of(exact) < 0 ? PTRDIFF_MIN : PTRDIFF_MAX;
}

Result<std::ptrdiff_t> slice_bound(Runtime& rt, View value, bool none_allowed) {
    if (!is_integer(value) && !rt.type_of(value)->slots.index)
        return rt.raise(TypeError, "slice indices must be integers %sor have an __index__ method", none_allowed ? "or None " : "");
    return index_clipped(rt, value);
}

Result<void> warn_of_float(Runtime& rt, Type* type, View made) {
    if (rt.type_of(made) == rt.types.float_) return {};
    Value text = TRY(rt.format("%s.__float__ returned non-float (type %s).  The ability to return an instance of a strict subclass of float is deprecated, and may be "
                               "removed in a future version of Python.", type_name(type), type_name(rt, made)));
    return rt.hooks.warn(rt, DeprecationWarning, text, 1, View());
}

Result<double> to_double(Runtime& rt, View value) {
    if (is_float(value)) return double_of(value);
    if (is_integer(value) && rt.type_of(value) == rt.types.int_) return int_to_double(rt, value);
    Type* type = rt.type_of(value);
    if (type->slots.to_float) {
        Value made = TRY(type->slots.to_float(rt, value));
        if (!is_float(made)) return rt.raise(TypeError, "%s.__float__ returned non-float (type %s)", type_name(type), type_name(rt, made));
        TRY(warn_of_float(rt, type, made));
        return double_of(made);
    }
    if (type->slots.index) return int_to_double(rt, TRY(index(rt, value)));
    return rt.raise(TypeError, "must be real number, not %s", type_name(type));
}

}  // namespace ouro
