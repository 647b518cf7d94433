// SPDX-License-Identifier: MIT
// tuple.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/pickled_iterator.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

std::size_t bytes_of(std::size_t size) { return sizeof(Tuple) + size * sizeof(Value); }

Result<Ref<Tuple>> allocate(Runtime& rt, Type* type, std::size_t size) {
    if (size > SIZE_MAX / 16) return rt.raise_memory_error();
    auto* tuple = rt.allocate<Tuple>(type, bytes_of(size));
    if (!tuple) return rt.raise_memory_error();
    tuple->size = size;
    tuple->hash = 0;
    for (std::size_t n = 0; n < size; ++n) new (&tuple->items[n]) Value();
    return Ref<Tuple>::adopt(tuple);
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    Ref<Tuple> made = args.given(1) ? TRY(tuple_from(rt, args[1])) : rt.empty_tuple;
    if (type == rt.types.tuple) return made;
    Ref<Tuple> copy = TRY(allocate(rt, type, made->size));
    for (std::size_t n = 0; n < made->size; ++n) copy->items[n] = made->items[n];
    return copy;
}

Result<Value> tuple_repr(Runtime& rt, View self) {
    Tuple* tuple = self.as<Tuple>();
    if (!tuple->size) return rt.str("()");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("(...)");
    StrBuilder out(rt);
    TRY(out.append("("));
    for (std::size_t n = 0; n < tuple->size; ++n) {
        if (n) TRY(out.append(", "));
        TRY(out.append(TRY(repr(rt, tuple->items[n])).get()));
    }
    TRY(out.append(tuple->size == 1 ? ",)" : ")"));
    Ref<Str> made = TRY(out.take());
    return made;
}

/// CPython's tuple hash: xxHash's mixing of the items' hashes.
Result<std::int64_t> tuple_hash(Runtime& rt, View self) {
    Tuple* tuple = self.as<Tuple>();
    if (tuple->hash) return static_cast<std::int64_t>(tuple->hash);
    NativeGuard guard(rt, " while hashing");
    if (guard.raised()) return Raised{};
    constexpr std::uint64_t p1 = 11400714785074694791u, p2 = 14029467366897019727u, p5 = 2870177450012600261u;
    std::uint64_t acc = p5;
    for (std::size_t n = 0; n < tuple->size; ++n) {
        auto lane = static_cast<std::uint64_t>(TRY(hash(rt, tuple->items[n])));
        acc += lane * p2;
        acc = std::rotl(acc, 31);
        acc *= p1;
    }
    acc += tuple->size ^ (p5 ^ 3527539u);
    if (acc == ~std::uint64_t{0}) acc = 1546275796;
    tuple->hash = acc;
    return static_cast<std::int64_t>(acc);
}

Result<Value> get_item_slot(Runtime& rt, View self, View key) {
    Tuple* tuple = self.as<Tuple>();
    if (is_kind(key, Kind::slice)) {
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(tuple->size)));
        if (range.step == 1 && range.count == static_cast<std::int64_t>(tuple->size) && tuple->type() == rt.types.tuple) return Value(self);
        Ref<Tuple> made = TRY(new_tuple(rt, static_cast<std::size_t>(range.count)));
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) made->items[n] = tuple->items[at];
        return made;
    }
    std::size_t at = TRY(sequence_index(rt, key, tuple->size, "tuple", "tuple index out of range"));
    return tuple->items[at];
}

Result<Value> add(Runtime& rt, View a, View b) {
    Tuple *x = as_tuple(a), *y = as_tuple(b);
    if (!x || !y) return View::not_implemented();
    if (!y->size && x->type() == rt.types.tuple) return Value(a);
    if (!x->size && y->type() == rt.types.tuple) return Value(b);
    Ref<Tuple> made = TRY(new_tuple(rt, x->size + y->size));
    std::copy(x->items, x->items + x->size, made->items);
    std::copy(y->items, y->items + y->size, made->items + x->size);
    return made;
}

Result<Value> multiply(Runtime& rt, View a, View b) {
    Tuple* tuple = as_tuple(a);
    View times = tuple ? b : a;
    if (!tuple) tuple = as_tuple(b);
    if (!is_integer(times) && !rt.type_of(times)->slots.index) return View::not_implemented();
    std::int64_t n = TRY(repeat_count(rt, times));
    if (n <= 0 || !tuple->size) return rt.empty_tuple;
    if (n == 1 && tuple->type() == rt.types.tuple) return Value(View(static_cast<const Object*>(tuple)));
    std::size_t size;
    if (__builtin_mul_overflow(tuple->size, static_cast<std::size_t>(n), &size) || size > SIZE_MAX / 32) return rt.raise_memory_error();
    TRY(expect_memory(rt, size * sizeof(Value)));
    TRY(rt.charge(static_cast<std::int64_t>(size / 8)));
    Ref<Tuple> made = TRY(new_tuple(rt, size));
    for (std::size_t at = 0; at < size; ++at) made->items[at] = tuple->items[at % tuple->size];
    return made;
}

constexpr FunctionDef methods[] = {
    {"index(self, value, start=0, stop=9223372036854775807, /)",
     [](Runtime& rt, Args args) { return sequence_index_of(rt, args, args.self<Tuple>()->view(), "tuple.index(x): x not in tuple"); },
     "Return first index of value."},
    {"count(self, value, /)", [](Runtime& rt, Args args) { return sequence_count(rt, args[1], args[0]); }, "Return number of occurrences of value."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<Tuple> plain = TRY(new_tuple(rt, args.self<Tuple>()->view()));
         Ref<Tuple> one = TRY(new_tuple(rt, {View(plain.get())}));
         return one;
     },
     ""},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

Result<Value> next_tuple_item(Runtime&, View self) {
    auto* it = self.as<TupleIterator>();
    if (!it->tuple) return Value();
    if (it->index < it->tuple->size) return it->tuple->items[it->index++];
    release(static_cast<Object*>(std::exchange(it->tuple, nullptr)));
    return Value();
}

constexpr FunctionDef iterator_methods[] = {
    {"__length_hint__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<TupleIterator>();
         return rt.integer(it->tuple ? static_cast<std::int64_t>(it->tuple->size - it->index) : 0);
     },
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<TupleIterator>();
         if (!it->tuple) return pickled_iterator(rt, rt.empty_tuple);
         return pickled_iterator(rt, View(it->tuple), static_cast<std::ptrdiff_t>(it->index));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::ptrdiff_t index = TRY(unpickled_index(rt, args[1], 0, PTRDIFF_MAX));
         auto* it = args.self<TupleIterator>();
         if (it->tuple) it->index = std::min(static_cast<std::size_t>(index), it->tuple->size);
         return View::none();
     },
     "Set state information for unpickling."},
};

}  // namespace

Result<Ref<Tuple>> new_tuple(Runtime& rt, std::size_t size) {
    if (!size && rt.empty_tuple) return rt.empty_tuple;
    return allocate(rt, rt.types.tuple, size);
}

Result<Ref<Tuple>> new_tuple(Runtime& rt, std::initializer_list<View> items) {
    Ref<Tuple> tuple = TRY(new_tuple(rt, items.size()));
    std::size_t n = 0;
    for (View item : items) tuple->items[n++] = Value(item);
    return tuple;
}

Result<Ref<Tuple>> new_tuple(Runtime& rt, std::span<const Value> items) {
    Ref<Tuple> tuple = TRY(new_tuple(rt, items.size()));
    for (std::size_t n = 0; n < items.size(); ++n) tuple->items[n] = items[n];
    return tuple;
}

Result<Ref<Tuple>> tuple_from(Runtime& rt, View iterable) {
    if (is_kind(iterable, Kind::tuple) && iterable.object()->type() == rt.types.tuple) return Ref<Tuple>(iterable.as<Tuple>());
    if (is_kind(iterable, Kind::list) && iterable.object()->type() == rt.types.list) return new_tuple(rt, iterable.as<List>()->view());
    Ref<List> list = TRY(list_from(rt, iterable));
    return new_tuple(rt, list->view());
}

void destroy_tuple(Runtime& rt, Object* object) {
    auto* tuple = static_cast<Tuple*>(object);
    for (std::size_t n = 0; n < tuple->size; ++n) tuple->items[n].~Value();
    rt.free_instance(tuple, bytes_of(tuple->size));
}

const TypeDef tuple_type{
    .name = "tuple",
    .doc = "Built-in immutable sequence.",
    .kind = Kind::tuple,
    .size = sizeof(Tuple),
    .flags = Type::base_type | Type::container | Type::variable_size | Type::sequence_pattern | Type::immutable,
    .text_signature = "(iterable=(), /)", .construct_signature = "(iterable=<no value>, /)",
    .construct_bound = construct,
    .slots = {.destroy = destroy_tuple,
              .traverse =
                  [](Object* object, Visitor& visit) {
                      for (const Value& item : static_cast<Tuple*>(object)->view()) visit(item);
                  },
              .repr = tuple_repr,
              .hash = tuple_hash,
              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                  if (!as_tuple(a) || !as_tuple(b)) return View::not_implemented();
                  return compare_sequences(rt, a, b, op);
              },
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Tuple>()->size); },
              .contains = sequence_contains,
              .iter = [](Runtime& rt, View self) -> Result<Value> {
                  auto* it = rt.allocate<TupleIterator>(rt.types.tuple_iterator);
                  if (!it) return rt.raise_memory_error();
                  retain(self);
                  it->tuple = self.as<Tuple>();
                  it->index = 0;
                  return Value::adopt(View(it));
              },
              .get_item = get_item_slot,
              .binary = {add, nullptr, multiply}},
    .methods = methods,
};

const TypeDef tuple_iterator_type{
    .name = "tuple_iterator",
    .kind = Kind::tuple_iterator,
    .size = sizeof(TupleIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      if (auto* tuple = static_cast<TupleIterator*>(object)->tuple) release(static_cast<Object*>(tuple));
                      rt.free_instance(object, sizeof(TupleIterator));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<TupleIterator*>(object)->tuple); },
              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .next = next_tuple_item},
    .methods = iterator_methods,
};

}  // namespace ouro
