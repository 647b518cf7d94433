// SPDX-License-Identifier: MIT
// range, slice, and the built-in iterators: enumerate, zip, map, filter, reversed, iter(callable, sentinel), the old sequence protocol, and those
// of str and bytes.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"

namespace ouro {

// ---- range: any ints; the common small ones are kept unpacked, too

struct Range : Object {
    Value start, stop, step, length;
};

namespace {

Result<Value> same(Runtime&, View self) { return Value(self); }

Range* range_of(View self) { return self.as<Range>(); }

Result<Value> make_range(Runtime& rt, View start, View stop, View step) {
    // length = max(0, (stop - start + step - sign) // step)
    Value span = TRY(binary(rt, BinaryOp::sub, stop, start));
    Value count;
    if (span.is_int() && step.is_int() && std::llabs(step.as_int()) < (std::int64_t{1} << 61)) {
        std::int64_t n = span.as_int(), s = step.as_int();
        std::int64_t items = s > 0 ? (n > 0 ? (n - 1) / s + 1 : 0) : (n < 0 ? (-n - 1) / -s + 1 : 0);
        count = View::small_int(items);
    } else {
        int sign = sign_of(step);
        Value rounded = TRY(binary(rt, BinaryOp::add, span, TRY(binary(rt, BinaryOp::sub, step, View::small_int(sign)))));
        TRY(int_divmod(rt, rounded, step, &count, nullptr));
        if (sign_of(count) < 0) count = View::small_int(0);
    }
    auto* range = rt.allocate<Range>(rt.types.range);
    if (!range) return rt.raise_memory_error();
    new (&range->start) Value(start);
    new (&range->stop) Value(stop);
    new (&range->step) Value(step);
    new (&range->length) Value(count);
    return Value::adopt(View(range));
}

Result<Value> construct_range(Runtime& rt, Type*, const Arguments& arguments) {
    if (arguments.names && arguments.names->size) return rt.raise(TypeError, "range() takes no keyword arguments");
    if (!arguments.count) return rt.raise(TypeError, "range expected at least 1 argument, got 0");
    if (arguments.count > 3) return rt.raise(TypeError, "range expected at most 3 arguments, got %zu", arguments.count);
    Value start = View::small_int(0), stop, step = View::small_int(1);
    if (arguments.count == 1) {
        stop = TRY(index(rt, arguments[0]));
    } else {
        start = TRY(index(rt, arguments[0]));
        stop = TRY(index(rt, arguments[1]));
        if (arguments.count == 3) step = TRY(index(rt, arguments[2]));
        if (!sign_of(step)) return rt.raise(ValueError, "range() arg 3 must not be zero");
    }
    return make_range(rt, start, stop, step);
}

/// start + i * step
Result<Value> range_at(Runtime& rt, Range* range, View i) {
    return binary(rt, BinaryOp::add, range->start, TRY(binary(rt, BinaryOp::mul, i, range->step)));
}

Result<Value> range_item(Runtime& rt, View self, View key) {
    Range* range = range_of(self);
    if (is_kind(key, Kind::slice)) {
        std::int64_t length;
        if (!fits_int64(range->length, length)) return rt.raise(OverflowError, "Python int too large to convert to C ssize_t");
        SliceRange part = TRY(slice_range(rt, key.as<Slice>(), length));
        Value start = TRY(range_at(rt, range, View::small_int(part.start))), stop = TRY(range_at(rt, range, View::small_int(part.stop)));
        Value step = TRY(binary(rt, BinaryOp::mul, range->step, TRY(rt.integer(part.step))));
        return make_range(rt, start, stop, step);
    }
    if (!is_integer(key) && !rt.type_of(key)->slots.index)
        return rt.raise(TypeError, "range indices must be integers or slices, not %s", type_name(rt, key));
    Value at = TRY(index(rt, key));
    if (sign_of(at) < 0) at = TRY(binary(rt, BinaryOp::add, at, range->length));
    if (sign_of(at) < 0 || !TRY(compare_truth(rt, at, range->length, CompareOp::lt))) return rt.raise(IndexError, "range object index out of range");
    return range_at(rt, range, at);
}

/// Position of an int in the range, or Unbound.
Result<Value> position_in(Runtime& rt, Range* range, View value) {
    Value offset = TRY(binary(rt, BinaryOp::sub, value, range->start)), quotient, rest;
    TRY(int_divmod(rt, offset, range->step, &quotient, &rest));
    if (sign_of(rest) || sign_of(quotient) < 0 || !TRY(compare_truth(rt, quotient, range->length, CompareOp::lt))) return Value();
    return quotient;
}

Result<bool> range_contains(Runtime& rt, View self, View value) {
    if (value.is_int() || value.is_bool() || (is_integer(value) && rt.type_of(value) == rt.types.int_))
        return !TRY(position_in(rt, range_of(self), value)).is_unbound();
    bool found = false;
    TRY(for_each(rt, self, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        found = TRY(equal(rt, item, value));
        return !found;
    }));
    return found;
}


}  // namespace

extern const TypeDef long_range_iterator_type;

namespace {

Result<Value> iterate(Runtime& rt, View start, View step, View length) {
    std::int64_t s, d, n;
    if (fits_int64(start, s) && fits_int64(step, d) && fits_int64(length, n)) {
        std::int64_t travel, last;
        if (!__builtin_mul_overflow(d, n, &travel) && !__builtin_add_overflow(s, travel, &last) && View::fits_small_int(s) && View::fits_small_int(last)) {
            auto* it = rt.allocate<RangeIterator>(rt.types.range_iterator);
            if (!it) return rt.raise_memory_error();
            it->current = s;
            it->step = d;
            it->remaining = n;
            return Value::adopt(View(it));
        }
    }
    // Too big for the quick iterator: the old sequence protocol over the range itself does it.
    Value stop = TRY(binary(rt, BinaryOp::add, start, TRY(binary(rt, BinaryOp::mul, step, length))));
    Value range = TRY(make_range(rt, start, stop, step));
    return new_native_iterator(rt, TRY(native_type(rt, long_range_iterator_type)), range, 0);
}

Result<Value> range_iter(Runtime& rt, View self) { return iterate(rt, range_of(self)->start, range_of(self)->step, range_of(self)->length); }

Result<Value> range_reversed(Runtime& rt, Args args) {
    Range* range = range_of(args[0]);
    Value last = TRY(range_at(rt, range, TRY(binary(rt, BinaryOp::sub, range->length, View::small_int(1)))));
    Value step = TRY(negative(rt, range->step));
    return iterate(rt, last, step, range->length);
}

Result<Value> range_repr(Runtime& rt, View self) {
    Range* range = range_of(self);
    std::string text = "range(" + std::string(TRY(repr(rt, range->start))->text()) + ", " + std::string(TRY(repr(rt, range->stop))->text());
    if (range->step != View::small_int(1)) text += ", " + std::string(TRY(repr(rt, range->step))->text());
    return rt.str(text + ")");
}

Result<Value> range_compare(Runtime& rt, View a, View b, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_kind(b, Kind::range)) return View::not_implemented();
    Range *x = range_of(a), *y = range_of(b);
    bool same = TRY(equal(rt, x->length, y->length));
    if (same && sign_of(x->length)) {
        same = TRY(equal(rt, x->start, y->start));
        if (same && x->length != View::small_int(1)) same = TRY(equal(rt, x->step, y->step));
    }
    return View::boolean(same == (op == CompareOp::eq));
}

Result<std::int64_t> range_hash(Runtime& rt, View self) {
    Range* range = range_of(self);
    View none = View::none();
    bool empty = !sign_of(range->length), one = range->length == View::small_int(1);
    Ref<Tuple> key = TRY(new_tuple(rt, {range->length, empty ? none : View(range->start), empty || one ? none : View(range->step)}));
    return hash(rt, View(key.get()));
}

constexpr FunctionDef range_methods[] = {
    {"__reversed__(self, /)", range_reversed, "Return a reverse iterator."},
    {"count(self, value, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (is_integer(args[1])) return View::small_int(TRY(range_contains(rt, args[0], args[1])));
         std::int64_t n = 0;
         TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
             TRY(rt.charge(1));
             n += TRY(equal(rt, item, args[1]));
             return true;
         }));
         return rt.integer(n);
     },
     "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index(self, value, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (!is_integer(args[1])) {
             std::int64_t position = 0;
             bool found = false;
             TRY(for_each(rt, args[0], [&](View item) -> Result<bool> {
                 TRY(rt.charge(1));
                 found = TRY(equal(rt, item, args[1]));
                 position += !found;
                 return !found;
             }));
             if (found) return rt.integer(position);
             return rt.raise(ValueError, "sequence.index(x): x not in sequence");
         }
         Value at = TRY(position_in(rt, range_of(args[0]), args[1]));
         if (!at.is_unbound()) return at;
         Ref<Str> shown = TRY(repr(rt, args[1]));
         return rt.raise(ValueError, "%s is not in range", shown->data());
     },
     "rangeobject.index(value) -> integer -- return index of value."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Range* r = range_of(args[0]);
         Ref<Tuple> parts = TRY(new_tuple(rt, {r->start, r->stop, r->step}));
         Ref<Tuple> made = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.types.range)), View(parts.get())}));
         return made;
     },
     ""},
};

constexpr PropertyDef range_properties[] = {
    {"start", [](Runtime&, View self) -> Result<Value> { return range_of(self)->start; }, nullptr, "", true},
    {"stop", [](Runtime&, View self) -> Result<Value> { return range_of(self)->stop; }, nullptr, "", true},
    {"step", [](Runtime&, View self) -> Result<Value> { return range_of(self)->step; }, nullptr, "", true},
};

Result<Value> next_in_range(Runtime&, View self) {
    auto* it = self.as<RangeIterator>();
    if (it->remaining <= 0) return Value();
    --it->remaining;
    std::int64_t value = it->current;
    it->current += it->step;
    return View::small_int(value);
}

constexpr FunctionDef range_iterator_methods[] = {
    {"__length_hint__(self, /)", [](Runtime& rt, Args args) { return rt.integer(args.self<RangeIterator>()->remaining); }, "Private method returning an estimate of len(list(it))."}};

// ---- slice

Slice* slice_of(View self) { return self.as<Slice>(); }

constexpr PropertyDef slice_properties[] = {
    {"start", [](Runtime&, View self) -> Result<Value> { return slice_of(self)->start; }, nullptr, "", true},
    {"stop", [](Runtime&, View self) -> Result<Value> { return slice_of(self)->stop; }, nullptr, "", true},
    {"step", [](Runtime&, View self) -> Result<Value> { return slice_of(self)->step; }, nullptr, "", true},
};

constexpr FunctionDef slice_methods[] = {
    {"indices(self, length, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::int64_t size = TRY(args.integer(1));
         if (size < 0) return rt.raise(ValueError, "length should not be negative");
         SliceRange r = TRY(slice_range(rt, slice_of(args[0]), size));
         Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(r.start), View::small_int(r.stop), View::small_int(r.step)}));
         return made;
     },
     "S.indices(len) -> (start, stop, stride)"}};

Result<Value> slice_tuple(Runtime& rt, View self) {
    Ref<Tuple> made = TRY(new_tuple(rt, {slice_of(self)->start, slice_of(self)->stop, slice_of(self)->step}));
    return made;
}

// ---- enumerate, zip, map, filter, reversed …: one layout

struct Adapter : Object {
    Value function;   // map, filter; callable_iterator: the callable; enumerate: the counter
    Value iterators;  // a tuple of iterators, or the one; Unbound once exhausted
    bool strict;
};

void destroy_adapter(Runtime& rt, Object* object) {
    static_cast<Adapter*>(object)->function.~Value();
    static_cast<Adapter*>(object)->iterators.~Value();
    rt.free_instance(object, sizeof(Adapter));
}
void traverse_adapter(Object* object, Visitor& visit) {
    visit(static_cast<Adapter*>(object)->function);
    visit(static_cast<Adapter*>(object)->iterators);
}
Adapter* adapter_of(View self) { return self.as<Adapter>(); }

Result<Value> make_adapter(Runtime& rt, Type* type, View function, View iterators, bool strict = false) {
    auto* made = rt.allocate<Adapter>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->function) Value(function);
    new (&made->iterators) Value(iterators);
    made->strict = strict;
    return Value::adopt(View(made));
}

Result<Value> construct_enumerate(Runtime& rt, Type* type, Args args) {
    if (!args.given(1)) return rt.raise(TypeError, "enumerate() missing required argument 'iterable'");
    Value iterator = TRY(iter(rt, args[1]));
    Value start = TRY(index(rt, args[2]));
    return make_adapter(rt, type, start, iterator);
}

Result<Value> next_enumerated(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    Value item = TRY(next(rt, a->iterators));
    if (item.is_unbound()) return item;
    Value count = a->function;
    a->function = count.is_int() && count.as_int() < kSmallIntMax ? Value(View::small_int(count.as_int() + 1)) : TRY(binary(rt, BinaryOp::add, count, View::small_int(1)));
    Ref<Tuple> pair = TRY(new_tuple(rt, {count, item}));
    return pair;
}

Result<Value> construct_zip(Runtime& rt, Type* type, Args args) {
    bool strict = TRY(args.truth(2));
    Tuple* iterables = args[1].as<Tuple>();
    Ref<Tuple> iterators = TRY(new_tuple(rt, iterables->size));
    for (std::size_t n = 0; n < iterables->size; ++n) iterators->items[n] = TRY(iter(rt, iterables->items[n]));
    return make_adapter(rt, type, View::none(), View(iterators.get()), strict);
}

Result<Value> next_zipped(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    if (a->iterators.is_unbound()) return Value();
    Ref<Tuple> iterators(View(a->iterators).as<Tuple>());
    if (!iterators->size) return Value();
    Ref<Tuple> items = TRY(new_tuple(rt, iterators->size));
    for (std::size_t n = 0; n < iterators->size; ++n) {
        Value item = TRY(next(rt, iterators->items[n]));
        if (!item.is_unbound()) {
            items->items[n] = std::move(item);
            continue;
        }
        if (a->strict) {
            if (n) {
                if (n == 1) return rt.raise(ValueError, "zip() argument 2 is shorter than argument 1");
                return rt.raise(ValueError, "zip() argument %zu is shorter than arguments 1-%zu", n + 1, n);
            }
            for (std::size_t m = 1; m < iterators->size; ++m) {
                Value extra = TRY(next(rt, iterators->items[m]));
                if (!extra.is_unbound()) {
                    if (m == 1) return rt.raise(ValueError, "zip() argument 2 is longer than argument 1");
                    return rt.raise(ValueError, "zip() argument %zu is longer than arguments 1-%zu", m + 1, m);
                }
            }
        }
        return Value();
    }
    return items;
}

Result<Value> construct_map(Runtime& rt, Type* type, Args args) {
    if (!args.given(2)) return rt.raise(TypeError, "map() must have at least two arguments.");
    Tuple* others = args[3].as<Tuple>();
    Ref<Tuple> iterators = TRY(new_tuple(rt, others->size + 1));
    iterators->items[0] = TRY(iter(rt, args[2]));
    for (std::size_t n = 0; n < others->size; ++n) iterators->items[n + 1] = TRY(iter(rt, others->items[n]));
    return make_adapter(rt, type, args[1], View(iterators.get()));
}

Result<Value> next_mapped(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    Ref<Tuple> iterators(View(a->iterators).as<Tuple>());
    Value small[4];
    std::vector<Value> large;
    Value* items = small;
    if (iterators->size > 4) {
        large.resize(iterators->size);
        items = large.data();
    }
    for (std::size_t n = 0; n < iterators->size; ++n) {
        items[n] = TRY(next(rt, iterators->items[n]));
        if (items[n].is_unbound()) return Value();
    }
    return call(rt, a->function, Arguments{.values = items, .count = iterators->size, .names = nullptr});
}

Result<Value> construct_filter(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[2]));
    return make_adapter(rt, type, args[1], iterator);
}

Result<Value> next_filtered(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, a->iterators));
        if (item.is_unbound()) return item;
        bool keep = a->function.is_none() || a->function == View(rt.types.bool_) ? TRY(truth(rt, item)) : TRY(truth(rt, TRY(call(rt, a->function, {item}))));
        if (keep) return item;
    }
}

Result<Value> construct_reversed(Runtime& rt, Type*, Args args) {
    View source = args[1];
    View method = lookup_on_type(rt.type_of(source), rt.names.reversed_);
    if (method.is_none()) return rt.raise(TypeError, "'%s' object is not reversible", type_name(rt, source));
    if (!method.is_unbound()) return call_special(rt, source, rt.names.reversed_);
    Type* type = rt.type_of(source);
    if (!type->slots.get_item || (!type->slots.length && !type->has(Type::heap_type)) || is_kind(source, Kind::dict))
        return rt.raise(TypeError, "'%s' object is not reversible", type_name(rt, source));
    return new_native_iterator(rt, rt.types.reversed, source, TRY(length(rt, source)) - 1);
}

Result<Value> next_reversed(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->index < 0 || it->source.is_unbound()) return Value();
    Value source = it->source;
    Result<Value> item = get_item(rt, source, View::small_int(it->index--));
    if (item.raised()) {
        it->index = -1;
        if (!rt.swallow(IndexError) && !rt.swallow(StopIteration)) return Raised{};
        return Value();
    }
    return item;
}

Result<Value> next_in_sequence(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Value source = it->source;
    Result<Value> item = get_item(rt, source, View::small_int(it->index));
    if (item.raised()) {
        if (!rt.swallow(IndexError) && !rt.swallow(StopIteration)) return Raised{};
        it->source = Value();
        return Value();
    }
    ++it->index;
    return item;
}

Result<Value> next_called(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    if (a->function.is_unbound()) return Value();
    TRY(rt.charge(1));
    Value function = a->function;
    Result<Value> item = call(rt, function);
    if (item.raised()) {
        if (!rt.swallow(StopIteration)) return Raised{};
        a->function = Value();
        return Value();
    }
    if (a->function.is_unbound()) return Value();
    if (TRY(equal(rt, a->iterators, item.value()))) {
        a->function = Value();
        return Value();
    }
    return item;
}

Result<Value> next_char(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Str* text = View(it->source).as<Str>();
    if (static_cast<std::size_t>(it->index) >= text->size) {
        it->source = Value();
        return Value();
    }
    // index counts bytes
    auto lead = static_cast<unsigned char>(text->data()[it->index]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    Ref<Str> one = TRY(new_str(rt, text->text().substr(static_cast<std::size_t>(it->index), size)));
    it->index += static_cast<std::ptrdiff_t>(size);
    return one;
}

Result<Value> next_byte(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    BufferGuard bytes(rt, it->source);
    if (bytes.raised()) return Raised{};
    if (static_cast<std::size_t>(it->index) >= bytes.size()) {
        it->source = Value();
        return Value();
    }
    return View::small_int(static_cast<unsigned char>(bytes.text()[static_cast<std::size_t>(it->index++)]));
}

void destroy_native_iterator(Runtime& rt, Object* object) {
    static_cast<NativeIterator*>(object)->source.~Value();
    rt.free_instance(object, sizeof(NativeIterator));
}
void traverse_native_iterator(Object* object, Visitor& visit) { visit(static_cast<NativeIterator*>(object)->source); }

Result<Value> hint_forward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    Result<std::int64_t> size = length(rt, it->source);
    if (size.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return View::not_implemented();
    }
    return rt.integer(std::max<std::int64_t>(0, size.value() - it->index));
}
Result<Value> hint_backward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    std::int64_t size = TRY(length(rt, it->source));
    return rt.integer(size < it->index + 1 ? 0 : it->index + 1);
}
constexpr FunctionDef forward_methods[] = {{"__length_hint__(self, /)", hint_forward, "Private method returning an estimate of len(list(it))."}};
constexpr FunctionDef backward_methods[] = {{"__length_hint__(self, /)", hint_backward, "Private method returning an estimate of len(list(it))."}};

}  // namespace

Result<Value> new_str_iterator(Runtime& rt, View text) { 
    return new_native_iterator(rt, text.as<Str>()->ascii() ? rt.types.str_iterator : rt.types.wide_str_iterator, text, 0);
}

Result<Value> new_callable_iterator(Runtime& rt, View callable, View sentinel) { return make_adapter(rt, rt.types.callable_iterator, callable, sentinel); }

Result<Value> settled_key(Runtime& rt, View key) {
    auto plain = [&](View v) { return v.is_int() || v.is_none(); };
    if (!is_kind(key, Kind::slice)) {
        if (is_integer(key) || !rt.type_of(key)->slots.index) return Value(key);
        return index(rt, key);
    }
    Ref<Slice> slice(key.as<Slice>());
    if (plain(slice->start) && plain(slice->stop) && plain(slice->step)) return slice;
    auto settle = [&](View v) -> Result<Value> {
        if (plain(v)) return Value(v);
        if (!is_integer(v) && !rt.type_of(v)->slots.index) return rt.raise(TypeError, "slice indices must be integers or None or have an __index__ method");
        return index(rt, v);
    };
    Value step = TRY(settle(slice->step)), start = TRY(settle(slice->start)), stop = TRY(settle(slice->stop));
    return TRY(new_slice(rt, start, stop, step));
}

Result<Ref<Slice>> new_slice(Runtime& rt, View start, View stop, View step) {
    auto* slice = rt.allocate<Slice>(rt.types.slice);
    if (!slice) return rt.raise_memory_error();
    new (&slice->start) Value(start);
    new (&slice->stop) Value(stop);
    new (&slice->step) Value(step);
    return Ref<Slice>::adopt(slice);
}

const TypeDef range_type{
    .name = "range",
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object",
    .kind = Kind::range,
    .size = sizeof(Range),
    .flags = Type::sequence_pattern | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* r = static_cast<Range*>(object);
                      for (Value* v : {&r->start, &r->stop, &r->step, &r->length}) v->~Value();
                      rt.free_instance(r, sizeof(Range));
                  },
              .construct = construct_range,
              .repr = range_repr,
              .hash = range_hash,
              .compare = range_compare,
              .truth = [](Runtime&, View self) -> Result<bool> { return sign_of(range_of(self)->length) != 0; },
              .length = [](Runtime& rt, View self) -> Result<std::int64_t> { return index_to_int64(rt, range_of(self)->length); },
              .contains = range_contains,
              .iter = range_iter,
              .get_item = range_item},
    .methods = range_methods,
    .properties = range_properties,
};

const TypeDef range_iterator_type{.name = "range_iterator",
                                  .kind = Kind::range_iterator,
                                  .size = sizeof(RangeIterator),
                                  .flags = Type::disallow_construct | Type::immutable,
                                  .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(RangeIterator)); }, .iter = same, .next = next_in_range},
                                  .methods = range_iterator_methods};

const TypeDef slice_type{
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])",
    .kind = Kind::slice,
    .size = sizeof(Slice),
    .flags = Type::container | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* s = static_cast<Slice*>(object);
                      for (Value* v : {&s->start, &s->stop, &s->step}) v->~Value();
                      rt.free_instance(s, sizeof(Slice));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* s = static_cast<Slice*>(object);
                      for (Value* v : {&s->start, &s->stop, &s->step}) visit(*v);
                  },
              .construct = [](Runtime& rt, Type*, const Arguments& a) -> Result<Value> {
                  if (a.names && a.names->size) return rt.raise(TypeError, "slice() takes no keyword arguments");
                  if (!a.count) return rt.raise(TypeError, "slice expected at least 1 argument, got 0");
                  if (a.count > 3) return rt.raise(TypeError, "slice expected at most 3 arguments, got %zu", a.count);
                  View none = View::none();
                  Ref<Slice> made = TRY(a.count == 1 ? new_slice(rt, none, a[0], none) : new_slice(rt, a[0], a[1], a.count == 3 ? a[2] : none));
                  return made;
              },
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  Ref<Str> inside = TRY(repr(rt, TRY(slice_tuple(rt, self))));
                  return rt.str("slice" + std::string(inside->text()));
              },
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> { return hash(rt, TRY(slice_tuple(rt, self))); },
              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                  if (!is_kind(b, Kind::slice)) return View::not_implemented();
                  return compare(rt, TRY(slice_tuple(rt, a)), TRY(slice_tuple(rt, b)), op);
              }},
    .methods = slice_methods,
    .properties = slice_properties,
};

#define ADAPTER(identifier, shown, doc_text, signature, constructor, next_slot)                                                       \
    const TypeDef identifier{.name = shown,                                                                                           \
                             .doc = doc_text,                                                                                         \
                             .kind = Kind::iterator,                                                                                  \
                             .size = sizeof(Adapter),                                                                                 \
                             .flags = Type::base_type | Type::container | Type::immutable,                                            \
                             .construct_signature = signature,                                                                        \
                             .construct_bound = constructor,                                                                          \
                             .slots = {.destroy = destroy_adapter, .traverse = traverse_adapter, .iter = same, .next = next_slot}}
ADAPTER(enumerate_type, "enumerate", "Return an enumerate object.", "(iterable=<no value>, start=0)", construct_enumerate, next_enumerated);
ADAPTER(zip_type, "zip", "The zip object yields n-length tuples.", "(*iterables, strict=False)", construct_zip, next_zipped);
ADAPTER(map_type, "map", "Make an iterator that computes the function using arguments from each of the iterables.", "(function=<no value>, iterable=<no value>, /, *iterables)", construct_map, next_mapped);
ADAPTER(filter_type, "filter", "Return an iterator yielding those items of iterable for which function(item) is true.", "(function, iterable, /)", construct_filter, next_filtered);

const TypeDef callable_iterator_type{.name = "callable_iterator",
                                     .kind = Kind::iterator,
                                     .size = sizeof(Adapter),
                                     .flags = Type::container | Type::disallow_construct | Type::immutable,
                                     .slots = {.destroy = destroy_adapter, .traverse = traverse_adapter, .iter = same, .next = next_called}};

const TypeDef reversed_type{.name = "reversed",
                            .doc = "Return a reverse iterator over the values of the given sequence.",
                            .kind = Kind::iterator,
                            .size = sizeof(NativeIterator),
                            .flags = Type::base_type | Type::container | Type::immutable,
                            .construct_signature = "(sequence, /)",
                            .construct_bound = construct_reversed,
                            .slots = {.destroy = destroy_native_iterator, .traverse = traverse_native_iterator, .iter = same, .next = next_reversed},
                            .methods = backward_methods};

#define NATIVE_ITERATOR(identifier, shown, kind_, next_slot, methods_)                                                              \
    const TypeDef identifier{.name = shown,                                                                                         \
                             .kind = kind_,                                                                                         \
                             .size = sizeof(NativeIterator),                                                                        \
                             .flags = Type::container | Type::disallow_construct | Type::immutable,                                 \
                             .slots = {.destroy = destroy_native_iterator, .traverse = traverse_native_iterator, .iter = same, .next = next_slot}, \
                             .methods = methods_}
NATIVE_ITERATOR(list_reverse_iterator_type, "list_reverseiterator", Kind::iterator, next_reversed, backward_methods);
NATIVE_ITERATOR(long_range_iterator_type, "longrange_iterator", Kind::iterator, next_in_sequence, forward_methods);
NATIVE_ITERATOR(sequence_iterator_type, "iterator", Kind::iterator, next_in_sequence, forward_methods);
NATIVE_ITERATOR(str_iterator_type, "str_ascii_iterator", Kind::str_iterator, next_char, forward_methods);
NATIVE_ITERATOR(wide_str_iterator_type, "str_iterator", Kind::str_iterator, next_char, forward_methods);
NATIVE_ITERATOR(bytes_iterator_type, "bytes_iterator", Kind::iterator, next_byte, forward_methods);
NATIVE_ITERATOR(bytearray_iterator_type, "bytearray_iterator", Kind::iterator, next_byte, forward_methods);
NATIVE_ITERATOR(memory_iterator_type, "memory_iterator", Kind::iterator, next_in_sequence, forward_methods);

}  // namespace ouro
