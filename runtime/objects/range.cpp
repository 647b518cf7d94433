// SPDX-License-Identifier: MIT
// range and its iterators, and slice. Both know ints of any size; iteration over small ones is quick.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/pickled_iterator.h"
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


/// slice.indices() for a sequence of any length: start, stop and step.
Result<void> slice_indices(Runtime& rt, Slice* given, View length, Value* parts) {
    if (sign_of(length) < 0) return rt.raise(ValueError, "length should not be negative");
    Value settled = TRY(settled_key(rt, View(given)));
    Slice* slice = settled.as<Slice>();
    parts[2] = slice->step.is_none() ? Value(View::small_int(1)) : slice->step;
    if (!sign_of(parts[2])) return rt.raise(ValueError, "slice step cannot be zero");
    bool backward = sign_of(parts[2]) < 0;
    Value lower = backward ? View::small_int(-1) : View::small_int(0);
    Value upper = backward ? TRY(binary(rt, BinaryOp::sub, length, View::small_int(1))) : Value(length);
    auto clipped = [&](View bound, View otherwise) -> Result<Value> {
        if (bound.is_none()) return Value(otherwise);
        Value at(bound);
        if (sign_of(at) < 0) {
            at = TRY(binary(rt, BinaryOp::add, at, length));
            return TRY(compare_truth(rt, at, lower, CompareOp::lt)) ? lower : at;
        }
        return TRY(compare_truth(rt, at, upper, CompareOp::gt)) ? upper : at;
    };
    parts[0] = TRY(clipped(slice->start, backward ? View(upper) : View(lower)));
    parts[1] = TRY(clipped(slice->stop, backward ? View(lower) : View(upper)));
    return {};
}

Result<Value> range_item(Runtime& rt, View self, View key) {
    Range* range = range_of(self);
    if (is_kind(key, Kind::slice)) {
        Value parts[3];
        TRY(slice_indices(rt, key.as<Slice>(), range->length, parts));
        Value start = TRY(range_at(rt, range, parts[0])), stop = TRY(range_at(rt, range, parts[1]));
        Value step = TRY(binary(rt, BinaryOp::mul, range->step, parts[2]));
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
    // Too big for the quick iterator: the other one asks the range itself.
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
    {"__length_hint__(self, /)", [](Runtime& rt, Args args) { return rt.integer(args.self<RangeIterator>()->remaining); }, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<RangeIterator>();
         Value range = TRY(make_range(rt, View::small_int(it->current), View::small_int(it->current + it->remaining * it->step), TRY(rt.integer(it->step))));
         Value pair = TRY(pickled_iterator(rt, range));
         return TRY(new_tuple(rt, {View(pair.as<Tuple>()->items[0]), View(pair.as<Tuple>()->items[1]), View::none()}));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::int64_t state;
         if (!fits_int64(TRY(index(rt, args[1])), state)) return rt.raise(OverflowError, "Python int too large to convert to C long");
         auto* it = args.self<RangeIterator>();
         std::int64_t skipped = std::clamp<std::int64_t>(state, 0, std::max<std::int64_t>(it->remaining, 0));
         it->current += skipped * it->step;
         it->remaining -= skipped;
         return View::none();
     },
     "Set state information for unpickling."}};

constexpr FunctionDef long_range_iterator_methods[] = {
    {"__length_hint__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<NativeIterator>();
         if (it->source.is_unbound()) return View::small_int(0);
         return binary(rt, BinaryOp::sub, range_of(it->source)->length, TRY(rt.integer(it->index)));
     },
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<NativeIterator>();
         Value rest;
         if (it->source.is_unbound()) {
             rest = TRY(make_range(rt, View::small_int(0), View::small_int(0), View::small_int(1)));
         } else {
             Range* range = range_of(it->source);
             rest = TRY(make_range(rt, TRY(range_at(rt, range, TRY(rt.integer(it->index)))), range->stop, range->step));
         }
         Value pair = TRY(pickled_iterator(rt, rest));
         return TRY(new_tuple(rt, {View(pair.as<Tuple>()->items[0]), View(pair.as<Tuple>()->items[1]), View::none()}));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         // The state may be larger than an index: what is left becomes a range of its own.
         if (TRY(compare_truth(rt, args[1], View::small_int(0), CompareOp::lt))) return View::none();
         Value skipped = TRY(index(rt, args[1]));
         auto* it = args.self<NativeIterator>();
         if (sign_of(skipped) <= 0 || it->source.is_unbound()) return View::none();
         Value held = it->source;
         Range* range = range_of(held);
         Value at = TRY(binary(rt, BinaryOp::add, skipped, TRY(rt.integer(it->index))));
         Value start = TRY(compare_truth(rt, at, range->length, CompareOp::lt)) ? TRY(range_at(rt, range, at)) : Value(range->stop);
         it->source = TRY(make_range(rt, start, range->stop, range->step));
         it->index = 0;
         return View::none();
     },
     "Set state information for unpickling."}};

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
         Value parts[3];
         TRY(slice_indices(rt, slice_of(args[0]), TRY(index(rt, args[1])), parts));
         return TRY(new_tuple(rt, {View(parts[0]), View(parts[1]), View(parts[2])}));
     },
     "S.indices(len) -> (start, stop, stride)"},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Slice* slice = slice_of(args[0]);
         Ref<Tuple> parts = TRY(new_tuple(rt, {View(slice->start), View(slice->stop), View(slice->step)}));
         return TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.types.slice)), View(parts)}));
     },
     "Return state information for pickling."}};

Result<Value> slice_tuple(Runtime& rt, View self) {
    Ref<Tuple> made = TRY(new_tuple(rt, {slice_of(self)->start, slice_of(self)->stop, slice_of(self)->step}));
    return made;
}

Result<Value> next_in_long_range(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Range* range = range_of(it->source);
    Value at = TRY(rt.integer(it->index));
    if (!TRY(compare_truth(rt, at, range->length, CompareOp::lt))) return Value();
    ++it->index;
    return range_at(rt, range, at);
}

}  // namespace

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
                                  .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(RangeIterator)); }, .iter = iterator_itself, .next = next_in_range},
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

const TypeDef long_range_iterator_type{
    .name = "longrange_iterator",
    .kind = Kind::iterator,
    .size = sizeof(NativeIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = native_iterator_slots(next_in_long_range),
    .methods = long_range_iterator_methods,
};

}  // namespace ouro
