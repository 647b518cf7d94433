// SPDX-License-Identifier: MIT
// Comparison, hashing, truth, subscripts and iteration of any objects.
#include <cmath>

#include "runtime/objects/protocol.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"

namespace ouro {

// ---- comparison (language reference 6.10)

bool equal_numbers(Runtime&, View a, View b) {
    auto value = [](View v, double& d, std::int64_t& n) {
        if (v.is_int() || v.is_bool()) {
            n = v.is_int() ? v.as_int() : v.is_true();
            return 1;
        }
        if (is_float(v)) {
            d = double_of(v);
            return 2;
        }
        return 0;
    };
    double x = 0, y = 0;
    std::int64_t n = 0, m = 0;
    int p = value(a, x, n), q = value(b, y, m);
    if (!p || !q) return a == b;
    if (p == 1 && q == 1) return n == m;
    if (p == 2 && q == 2) return x == y;
    double d = p == 2 ? x : y;
    std::int64_t i = p == 1 ? n : m;
    return d == std::floor(d) && std::fabs(d) < 9e18 && static_cast<std::int64_t>(d) == i;
}

Result<Value> compare(Runtime& rt, View left, View right, CompareOp op) {
    static constexpr CompareOp reflected[] = {CompareOp::gt, CompareOp::ge, CompareOp::eq, CompareOp::ne, CompareOp::lt, CompareOp::le};
    static constexpr const char* signs[] = {"<", "<=", "==", "!=", ">", ">="};
    NativeGuard guard(rt, " in comparison");
    if (guard.raised()) return Raised{};
    Type *x = rt.type_of(left), *y = rt.type_of(right);
    auto *of_left = x->slots.compare, *of_right = y->slots.compare;
    Value held_left(left), held_right(right);
    bool tried_right = false;
    CompareOp back = reflected[static_cast<int>(op)];
    if (x != y && of_right && is_subtype(y, x)) {
        tried_right = true;
        Value result = TRY(of_right(rt, right, left, back));
        if (!result.is_not_implemented()) return result;
    }
    if (of_left) {
        Value result = TRY(of_left(rt, left, right, op));
        if (!result.is_not_implemented()) return result;
    }
    if (of_right && !tried_right) {
        Value result = TRY(of_right(rt, right, left, back));
        if (!result.is_not_implemented()) return result;
    }
    if (op == CompareOp::eq) return View::boolean(left == right);
    if (op == CompareOp::ne) return View::boolean(left != right);
    return rt.raise(TypeError, "'%s' not supported between instances of '%s' and '%s'", signs[static_cast<int>(op)], type_name(x), type_name(y));
}

Result<bool> compare_truth(Runtime& rt, View left, View right, CompareOp op) {
    if (left.is_int() && right.is_int()) {
        std::int64_t a = left.as_int(), b = right.as_int();
        return order_holds(a < b ? -1 : a > b, op);
    }
    Value result = TRY(compare(rt, left, right, op));
    return truth(rt, result);
}

Result<bool> equal(Runtime& rt, View left, View right) {
    if (left == right) return true;
    if (!left.is_object() && !right.is_object()) return equal_numbers(rt, left, right);
    if (is_kind(left, Kind::str) && is_kind(right, Kind::str) && left.object()->type() == rt.types.str && right.object()->type() == rt.types.str)
        return equal(left.as<Str>(), right.as<Str>());
    return compare_truth(rt, left, right, CompareOp::eq);
}

Result<std::int64_t> hash(Runtime& rt, View value) {
    if (value.is_int()) return small_int_hash(value.as_int());
    Type* type = rt.type_of(value);
    if (!type->slots.hash) return rt.raise(TypeError, "unhashable type: '%s'", type_name(type));
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    return type->slots.hash(rt, value);
}

Result<bool> truth(Runtime& rt, View value) {
    if (value.is_bool()) return value.is_true();
    if (value.is_none()) return false;
    if (value.is_int()) return value.as_int() != 0;
    Type* type = rt.type_of(value);
    if (type->slots.truth) return type->slots.truth(rt, value);
    if (type->slots.length) return TRY(type->slots.length(rt, value)) != 0;
    return true;
}

// ---- items

Result<Value> get_item(Runtime& rt, View object, View key) {
    Type* type = rt.type_of(object);
    Value held(object), held_key(key);
    if (type->slots.get_item) return type->slots.get_item(rt, object, key);
    if (is_kind(object, Kind::type)) {
        Value method = TRY(find_attribute(rt, object, rt.names.class_getitem_));
        if (!method.is_unbound() && !method.is_none()) return call(rt, method, {key});
        if (object == View(rt.types.type)) return call(rt, View(rt.types.generic_alias), {object, key});
        return rt.raise(TypeError, "type '%s' is not subscriptable", type_name(object.as<Type>()));
    }
    return rt.raise(TypeError, "'%s' object is not subscriptable", type_name(type));
}

Result<void> set_item(Runtime& rt, View object, View key, View value) {
    Type* type = rt.type_of(object);
    Value held(object), held_key(key), held_value(value);
    if (type->slots.set_item) return type->slots.set_item(rt, object, key, value);
    // PyObject_DelItem: what could be a sequence, so any class written in Python, says "doesn't" for an index.
    bool sequence = value.is_unbound() && (type->slots.get_item || type->slots.length || type->has(Type::heap_type)) && rt.type_of(key)->slots.index;
    return rt.raise(TypeError, "'%s' object does%s support item %s", type_name(type), sequence ? "n't" : " not",
                    value.is_unbound() ? "deletion" : "assignment");
}

Result<bool> contains(Runtime& rt, View container, View item) {
    Type* type = rt.type_of(container);
    Value held(container), held_item(item);
    if (type->slots.contains) return type->slots.contains(rt, container, item);
    Result<Value> iterator = iter(rt, container);
    if (iterator.raised()) {
        if (rt.swallow(TypeError)) return rt.raise(TypeError, "argument of type '%s' is not iterable", type_name(type));
        return Raised{};
    }
    for (;;) {
        TRY(rt.charge(1));
        Value each = TRY(next(rt, iterator.value()));
        if (each.is_unbound()) return false;
        if (TRY(equal(rt, each, item))) return true;
    }
}

Result<std::int64_t> length(Runtime& rt, View object) {
    Type* type = rt.type_of(object);
    if (!type->slots.length) return rt.raise(TypeError, "object of type '%s' has no len()", type_name(type));
    return type->slots.length(rt, object);
}

Result<std::int64_t> length_hint(Runtime& rt, View object) {
    Type* type = rt.type_of(object);
    if (type->slots.length) {
        Result<std::int64_t> size = type->slots.length(rt, object);
        if (!size.raised()) return size;
        if (!rt.swallow(TypeError)) return Raised{};
    }
    if (object.is_object() && object.object()->kind == Kind::range_iterator) return static_cast<RangeIterator*>(object.object())->remaining;
    Result<Value> hint = call_special(rt, object, rt.names.length_hint_);
    if (hint.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return 0;
    }
    if (hint.value().is_unbound() || hint.value().is_not_implemented()) return 0;
    if (!is_integer(hint.value())) return rt.raise(TypeError, "__length_hint__ must be an integer, not %s", type_name(rt, hint.value()));
    std::int64_t n = TRY(index_to_int64(rt, hint.value()));
    if (n < 0) return rt.raise(ValueError, "__length_hint__() should return >= 0");
    return n;
}

Result<SliceRange> slice_range(Runtime& rt, Slice* slice, std::int64_t size) {
    auto part = [&](View v) -> Result<std::int64_t> {
        if (!is_integer(v) && !rt.type_of(v)->slots.index) return rt.raise(TypeError, "slice indices must be integers or None or have an __index__ method");
        return index_clipped(rt, v);
    };
    SliceRange r{0, size, 1, 0};
    if (!slice->step.is_none()) {
        r.step = TRY(part(slice->step));
        if (r.step == 0) return rt.raise(ValueError, "slice step cannot be zero");
        if (r.step < -PTRDIFF_MAX) r.step = -PTRDIFF_MAX;
    }
    bool back = r.step < 0;
    auto clip = [&](std::int64_t n) {
        if (n < 0) {
            n += size;
            if (n < 0) n = back ? -1 : 0;
        } else if (n >= size) {
            n = back ? size - 1 : size;
        }
        return n;
    };
    r.start = slice->start.is_none() ? (back ? size - 1 : 0) : clip(TRY(part(slice->start)));
    r.stop = slice->stop.is_none() ? (back ? -1 : size) : clip(TRY(part(slice->stop)));
    if (back ? r.stop < r.start : r.start < r.stop) r.count = back ? (r.start - r.stop - 1) / -r.step + 1 : (r.stop - r.start - 1) / r.step + 1;
    return r;
}

// ---- iteration

Result<Value> iter(Runtime& rt, View object) {
    Type* type = rt.type_of(object);
    Value held(object);
    if (type->slots.iter) {
        Value iterator = TRY(type->slots.iter(rt, object));
        if (!rt.type_of(iterator)->slots.next) return rt.raise(TypeError, "iter() returned non-iterator of type '%s'", type_name(rt, iterator));
        return iterator;
    }
    if (type->slots.get_item && !is_kind(object, Kind::dict)) return new_native_iterator(rt, rt.types.sequence_iterator, object, 0);
    return rt.raise(TypeError, "'%s' object is not iterable", type_name(type));
}

Result<Value> next(Runtime& rt, View iterator) {
    auto* slot = rt.type_of(iterator)->slots.next;
    if (!slot) return rt.raise(TypeError, "'%s' object is not an iterator", type_name(rt, iterator));
    Value held(iterator);
    Result<Value> item = slot(rt, iterator);
    if (!item.raised() && item.value().is_unbound()) rt.sent_result = Value();
    return item;
}

}  // namespace ouro
