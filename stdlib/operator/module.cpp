// SPDX-License-Identifier: MIT
// The module `_operator`: Python's operators as functions. The callable types are in getters.cpp.
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/operator/operator.h"

namespace ouro {

namespace {

template <CompareOp op>
Result<Value> compared(Runtime& rt, Args a) {
    return compare(rt, a[0], a[1], op);
}
template <BinaryOp op>
Result<Value> combined(Runtime& rt, Args a) {
    return binary(rt, op, a[0], a[1]);
}
template <BinaryOp op>
Result<Value> combined_in_place(Runtime& rt, Args a) {
    return inplace(rt, op, a[0], a[1]);
}
template <Result<Value> (*unary)(Runtime&, View)>
Result<Value> applied(Runtime& rt, Args a) {
    return unary(rt, a[0]);
}

bool is_sequence(Runtime& rt, View value) { return rt.type_of(value)->slots.get_item && !as_dict(value); }

/// Whether a type concatenates by itself, and so words its own refusal.
bool concatenates(View value) {
    return as_str(value) || as_list(value) || as_tuple(value) || is_kind(value, Kind::bytes) || is_kind(value, Kind::bytearray);
}

template <Result<Value> (*add)(Runtime&, BinaryOp, View, View)>
Result<Value> concatenated(Runtime& rt, Args a) {
    if (!concatenates(a[0]) && (!is_sequence(rt, a[0]) || !is_sequence(rt, a[1])))
        return rt.raise(TypeError, "'%s' object can't be concatenated", type_name(rt, a[0]));
    return add(rt, BinaryOp::add, a[0], a[1]);
}

/// Calls fn(position) for each item equal to `wanted` until it returns false.
template <typename Function>
Result<void> search(Runtime& rt, View sequence, View wanted, Function&& fn) {
    Result<Value> made = iter(rt, sequence);
    if (made.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return rt.raise(TypeError, "argument of type '%s' is not iterable", type_name(rt, sequence));
    }
    Value iterator = made.take();
    for (std::int64_t n = 0;; ++n) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, iterator));
        if (item.is_unbound()) return {};
        if (TRY(equal(rt, item, wanted)) && !fn(n)) return {};
    }
}

Result<Value> index_of(Runtime& rt, Args a) {
    std::int64_t found = -1;
    TRY(search(rt, a[0], a[1], [&](std::int64_t n) {
        found = n;
        return false;
    }));
    if (found < 0) return rt.raise(ValueError, "sequence.index(x): x not in sequence");
    return rt.integer(found);
}

Result<Value> count_of(Runtime& rt, Args a) {
    std::int64_t found = 0;
    TRY(search(rt, a[0], a[1], [&](std::int64_t) {
        ++found;
        return true;
    }));
    return rt.integer(found);
}

Result<Value> hint(Runtime& rt, Args a) {
    std::int64_t otherwise = TRY(a.size(1));
    if (rt.type_of(a[0])->slots.length) {
        Result<std::int64_t> size = length(rt, a[0]);
        if (!size.raised()) return rt.integer(size.value());
        if (!rt.swallow(TypeError)) return Raised{};
    }
    Result<Value> answer = call_special(rt, a[0], rt.names.length_hint_);
    if (answer.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return rt.integer(otherwise);
    }
    if (answer.value().is_unbound() || answer.value().is_not_implemented()) return rt.integer(otherwise);
    if (rt.type_of(answer.value()) != rt.types.int_ && !is_subtype(rt.type_of(answer.value()), rt.types.int_))
        return rt.raise(TypeError, "__length_hint__ must be an integer, not %s", type_name(rt, answer.value()));
    std::int64_t n = TRY(index_to_int64(rt, answer.value()));
    if (n < 0) return rt.raise(ValueError, "__length_hint__() should return >= 0");
    return rt.integer(n);
}

Result<Value> call_object(Runtime& rt, Args a) {
    Tuple* positional = as_tuple(a[1]);
    Dict* named = as_dict(a[2]);
    std::vector<View> values(positional->items, positional->items + positional->size);
    Ref<Tuple> names = TRY(new_tuple(rt, named->used));
    std::size_t n = 0;
    for (auto* e = dict_first(named); e; e = dict_next(named, e)) {
        names->items[n++] = e->key;
        values.push_back(e->value);
    }
    return call(rt, a[0], Arguments{.values = values.data(), .count = positional->size, .names = n ? names.get() : nullptr});
}

}  // namespace

Result<Value> compare_digest(Runtime& rt, Args a) {
    auto same = [](std::string_view x, std::string_view y) {
        // The time depends on the length of y alone.
        unsigned char difference = x.size() != y.size();
        for (std::size_t n = 0; n < y.size(); ++n)
            difference |= static_cast<unsigned char>((x.size() == y.size() ? x[n] : y[n]) ^ y[n]);
        return View::boolean(!difference);
    };
    if (Str *x = as_str(a[0]), *y = as_str(a[1]); x && y) {
        if (!x->ascii() || !y->ascii()) return rt.raise(TypeError, "comparing strings with non-ASCII characters is not supported");
        TRY(rt.charge(static_cast<std::int64_t>(y->size / 8)));
        return same(x->text(), y->text());
    }
    if (!rt.type_of(a[0])->slots.get_buffer && !rt.type_of(a[1])->slots.get_buffer)
        return rt.raise(TypeError, "unsupported operand types(s) or combination of types: '%s' and '%s'", type_name(rt, a[0]), type_name(rt, a[1]));
    BufferGuard x(rt, a[0]);
    if (x.raised()) return Raised{};
    BufferGuard y(rt, a[1]);
    if (y.raised()) return Raised{};
    TRY(rt.charge(static_cast<std::int64_t>(y.size() / 8)));
    return same(x.text(), y.text());
}

namespace {

constexpr FunctionDef functions[] = {
    {"_compare_digest(a, b, /)", compare_digest, "Whether two ASCII strings or bytes-like objects are equal, in a time that does not tell where they differ."},
    {"abs(a, /)", applied<absolute>, "abs(a)"},
    {"add(a, b, /)", combined<BinaryOp::add>, "a + b"},
    {"and_(a, b, /)", combined<BinaryOp::bit_and>, "a & b"},
    {"call(obj, /, *args, **kwargs)", call_object, "obj(*args, **kwargs)"},
    {"concat(a, b, /)", concatenated<binary>, "a + b, for sequences."},
    {"contains(a, b, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(contains(rt, a[0], a[1]))); }, "b in a (the operands are the other way round)."},
    {"countOf(a, b, /)", count_of, "How many items of a equal b."},
    {"delitem(a, b, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(set_item(rt, a[0], a[1], View()));
         return View::none();
     },
     "del a[b]"},
    {"eq(a, b, /)", compared<CompareOp::eq>, "a == b"},
    {"floordiv(a, b, /)", combined<BinaryOp::floor_div>, "a // b"},
    {"ge(a, b, /)", compared<CompareOp::ge>, "a >= b"},
    {"getitem(a, b, /)", [](Runtime& rt, Args a) { return get_item(rt, a[0], a[1]); }, "a[b]"},
    {"gt(a, b, /)", compared<CompareOp::gt>, "a > b"},
    {"iadd(a, b, /)", combined_in_place<BinaryOp::add>, "a += b"},
    {"iand(a, b, /)", combined_in_place<BinaryOp::bit_and>, "a &= b"},
    {"iconcat(a, b, /)", concatenated<inplace>, "a += b, for sequences."},
    {"ifloordiv(a, b, /)", combined_in_place<BinaryOp::floor_div>, "a //= b"},
    {"ilshift(a, b, /)", combined_in_place<BinaryOp::lshift>, "a <<= b"},
    {"imatmul(a, b, /)", combined_in_place<BinaryOp::matmul>, "a @= b"},
    {"imod(a, b, /)", combined_in_place<BinaryOp::mod>, "a %= b"},
    {"imul(a, b, /)", combined_in_place<BinaryOp::mul>, "a *= b"},
    {"index(a, /)", applied<index>, "a.__index__()"},
    {"indexOf(a, b, /)", index_of, "The first index of b in a."},
    {"inv(a, /)", applied<invert>, "~a"},
    {"invert(a, /)", applied<invert>, "~a"},
    {"ior(a, b, /)", combined_in_place<BinaryOp::bit_or>, "a |= b"},
    {"ipow(a, b, /)", combined_in_place<BinaryOp::pow>, "a **= b"},
    {"irshift(a, b, /)", combined_in_place<BinaryOp::rshift>, "a >>= b"},
    {"is_(a, b, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(a[0] == a[1]); }, "a is b"},
    {"is_not(a, b, /)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(!(a[0] == a[1])); }, "a is not b"},
    {"isub(a, b, /)", combined_in_place<BinaryOp::sub>, "a -= b"},
    {"itruediv(a, b, /)", combined_in_place<BinaryOp::true_div>, "a /= b"},
    {"ixor(a, b, /)", combined_in_place<BinaryOp::bit_xor>, "a ^= b"},
    {"le(a, b, /)", compared<CompareOp::le>, "a <= b"},
    {"length_hint(obj, default=0, /)", hint, "An estimate of how many items obj has."},
    {"lshift(a, b, /)", combined<BinaryOp::lshift>, "a << b"},
    {"lt(a, b, /)", compared<CompareOp::lt>, "a < b"},
    {"matmul(a, b, /)", combined<BinaryOp::matmul>, "a @ b"},
    {"mod(a, b, /)", combined<BinaryOp::mod>, "a % b"},
    {"mul(a, b, /)", combined<BinaryOp::mul>, "a * b"},
    {"ne(a, b, /)", compared<CompareOp::ne>, "a != b"},
    {"neg(a, /)", applied<negative>, "-a"},
    {"not_(a, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(!TRY(truth(rt, a[0]))); }, "not a"},
    {"or_(a, b, /)", combined<BinaryOp::bit_or>, "a | b"},
    {"pos(a, /)", applied<positive>, "+a"},
    {"pow(a, b, /)", combined<BinaryOp::pow>, "a ** b"},
    {"rshift(a, b, /)", combined<BinaryOp::rshift>, "a >> b"},
    {"setitem(a, b, c, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(set_item(rt, a[0], a[1], a[2]));
         return View::none();
     },
     "a[b] = c"},
    {"sub(a, b, /)", combined<BinaryOp::sub>, "a - b"},
    {"truediv(a, b, /)", combined<BinaryOp::true_div>, "a / b"},
    {"truth(a, /)", [](Runtime& rt, Args a) -> Result<Value> { return View::boolean(TRY(truth(rt, a[0]))); }, "Whether a is true."},
    {"xor(a, b, /)", combined<BinaryOp::bit_xor>, "a ^ b"},
};

constexpr const TypeDef* types[] = {&attrgetter_type, &itemgetter_type, &methodcaller_type};

}  // namespace

extern const ModuleDef operator_module{.name = "_operator", .doc = "Python's operators as functions.", .functions = functions, .types = types};

}  // namespace ouro
