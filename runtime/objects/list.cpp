// SPDX-License-Identifier: MIT
// list: growth, slots, methods; sorting is in list_sort.cpp.
#include <algorithm>
#include <cstring>

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

// ---- what tuple and list share

std::span<const Value> items_of(View sequence) {
    return is_kind(sequence, Kind::tuple) ? sequence.as<Tuple>()->view() : sequence.as<List>()->view();
}

Result<std::size_t> sequence_index(Runtime& rt, View key, std::size_t size, const char* what, const char* message) {
    if (!is_integer(key) && !rt.type_of(key)->slots.index)
        return rt.raise(TypeError, "%s indices must be integers or slices, not %s", what, type_name(rt, key));
    Value exact = TRY(index(rt, key));
    std::int64_t at;
    if (!fits_int64(exact, at)) return rt.raise(IndexError, "cannot fit '%s' into an index-sized integer", type_name(rt, key));
    if (at < 0) at += static_cast<std::int64_t>(size);
    if (at < 0 || at >= static_cast<std::int64_t>(size)) return rt.raise(IndexError, "%s", message);
    return static_cast<std::size_t>(at);
}

Result<Value> sequence_index_of(Runtime& rt, Args args, std::span<const Value>, const char* message) {
    std::ptrdiff_t start = TRY(slice_bound(rt, args[2], false)), stop = TRY(slice_bound(rt, args[3], false));
    auto size = static_cast<std::ptrdiff_t>(items_of(args[0]).size());
    if (start < 0) start = std::max<std::ptrdiff_t>(start + size, 0);
    if (stop < 0) stop = std::max<std::ptrdiff_t>(stop + size, 0);
    for (std::ptrdiff_t n = start; n < stop && n < static_cast<std::ptrdiff_t>(items_of(args[0]).size()); ++n) {
        TRY(rt.charge(1));
        Value item = items_of(args[0])[static_cast<std::size_t>(n)];
        if (TRY(equal(rt, item, args[1]))) return View::small_int(n);
    }
    if (is_kind(args[0], Kind::list)) {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        return rt.raise(ValueError, "%s is not in list", shown->data());
    }
    return rt.raise(ValueError, "%s", message);
}

Result<Value> sequence_count(Runtime& rt, View value, View sequence) {
    std::int64_t count = 0;
    for (std::size_t n = 0; n < items_of(sequence).size(); ++n) {
        TRY(rt.charge(1));
        Value item = items_of(sequence)[n];
        count += TRY(equal(rt, item, value));
    }
    return View::small_int(count);
}

Result<bool> sequence_contains(Runtime& rt, View sequence, View value) {
    for (std::size_t n = 0; n < items_of(sequence).size(); ++n) {
        TRY(rt.charge(1));
        Value item = items_of(sequence)[n];
        if (TRY(equal(rt, item, value))) return true;
    }
    return false;
}

Result<Value> compare_sequences(Runtime& rt, View a, View b, CompareOp op) {
    if ((op == CompareOp::eq || op == CompareOp::ne) && items_of(a).size() != items_of(b).size()) return View::boolean(op == CompareOp::ne);
    std::size_t n = 0;
    for (; n < items_of(a).size() && n < items_of(b).size(); ++n) {
        TRY(rt.charge(1));
        Value x = items_of(a)[n], y = items_of(b)[n];
        if (!TRY(equal(rt, x, y))) {
            if (n >= items_of(a).size() || n >= items_of(b).size()) break;  // the comparison has taken them away
            if (op == CompareOp::eq) return View::boolean(false);
            if (op == CompareOp::ne) return View::boolean(true);
            return compare(rt, x, y, op);
        }
    }
    std::size_t x = items_of(a).size(), y = items_of(b).size();
    return View::boolean(order_holds(x < y ? -1 : x > y, op));
}

// ---- list

namespace {

Result<void> reserve(Runtime& rt, List* list, std::size_t wanted) {
    if (wanted <= list->capacity) return {};
    if (wanted > SIZE_MAX / 32) return rt.raise_memory_error();
    std::size_t capacity = wanted + (wanted >> 3) + 6;
    capacity &= ~std::size_t{3};
    if (wanted - list->size > capacity - wanted) capacity = (wanted + 3) & ~std::size_t{3};
    void* items = rt.heap.resize_raw(list->items, list->capacity * sizeof(Value), capacity * sizeof(Value));
    if (!items) return rt.raise_memory_error();
    list->items = static_cast<Value*>(items);
    list->capacity = capacity;
    return {};
}

Result<Ref<List>> allocate(Runtime& rt, Type* type) {
    auto* list = rt.allocate<List>(type);
    if (!list) return rt.raise_memory_error();
    list->size = list->capacity = 0;
    list->items = nullptr;
    return Ref<List>::adopt(list);
}

List* self_of(Args args) { return args.self<List>(); }

/// Takes [from, from + count) out of the list; the values are released when the vector dies, after the list is whole again.
std::vector<Value> take_out(List* list, std::size_t from, std::size_t count) {
    std::vector<Value> gone;
    if (!count) return gone;
    gone.reserve(count);
    for (std::size_t n = 0; n < count; ++n) gone.push_back(std::move(list->items[from + n]));
    std::memmove(static_cast<void*>(list->items + from), static_cast<void*>(list->items + from + count), (list->size - from - count) * sizeof(Value));
    list->size -= count;
    return gone;
}

void free_items(Runtime& rt, List* list) {
    Value* items = std::exchange(list->items, nullptr);
    std::size_t size = std::exchange(list->size, 0), capacity = std::exchange(list->capacity, 0);
    for (std::size_t n = size; n-- > 0;) items[n].~Value();
    rt.heap.free_raw(items, capacity * sizeof(Value));
}

/// list[from : from + count] = values
Result<void> splice(Runtime& rt, List* list, std::size_t from, std::size_t count, std::span<const Value> values) {
    std::vector<Value> fresh(values.begin(), values.end());  // the values may be the list's own
    TRY(reserve(rt, list, list->size - count + fresh.size()));
    std::vector<Value> gone = take_out(list, from, count);
    if (fresh.empty()) return {};
    std::memmove(static_cast<void*>(list->items + from + fresh.size()), static_cast<void*>(list->items + from), (list->size - from) * sizeof(Value));
    for (std::size_t n = 0; n < fresh.size(); ++n) new (&list->items[from + n]) Value(std::move(fresh[n]));
    list->size += fresh.size();
    return {};
}

Result<Value> list_repr(Runtime& rt, View self) {
    List* list = self.as<List>();
    if (!list->size) return rt.str("[]");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("[...]");
    StrBuilder out(rt);
    TRY(out.append("["));
    for (std::size_t n = 0; n < list->size; ++n) {
        TRY(rt.charge(1));
        if (n >= list->size) break;
        if (n) TRY(out.append(", "));
        Value item = list->items[n];
        TRY(out.append(TRY(repr(rt, item)).get()));
    }
    TRY(out.append("]"));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> get_item_slot(Runtime& rt, View self, View given) {
    List* list = self.as<List>();
    Value key = TRY(settled_key(rt, given));
    if (is_kind(key, Kind::slice)) {
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(list->size)));
        Ref<List> made = TRY(new_list(rt, static_cast<std::size_t>(range.count)));
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) new (&made->items[n]) Value(list->items[at]);
        made->size = static_cast<std::size_t>(range.count);
        TRY(rt.charge(range.count / 8));  // afterwards: a collection may run here, and change the list
        return made;
    }
    std::size_t at = TRY(sequence_index(rt, key, list->size, "list", "list index out of range"));
    return list->items[at];
}

Result<void> set_item_slot(Runtime& rt, View self, View given, View value) {
    List* list = self.as<List>();
    Value key = TRY(settled_key(rt, given));
    if (!is_kind(key, Kind::slice)) {
        std::size_t at = TRY(sequence_index(rt, key, list->size, "list", "list assignment index out of range"));
        if (value.is_unbound()) {
            std::vector<Value> gone = take_out(list, at, 1);
            return {};
        }
        Value old = std::exchange(list->items[at], Value(value));
        return {};
    }
    Value values(rt.empty_tuple);
    if (!value.is_unbound()) {
        values = Value(value);
        if (!is_kind(value, Kind::list) && !is_kind(value, Kind::tuple)) {
            Result<Value> iterator = iter(rt, value);
            if (iterator.raised()) {
                if (rt.swallow(TypeError)) return rt.raise(TypeError, "must assign iterable to extended slice");
                return Raised{};
            }
            values = TRY(list_from(rt, iterator.value()));
        }
    }
    SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(list->size)));
    if (range.step == 1) return splice(rt, list, static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.count), items_of(values));
    if (value.is_unbound()) {
        std::vector<bool> gone(list->size);
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) gone[static_cast<std::size_t>(at)] = true;
        std::vector<Value> kept;
        for (std::size_t n = 0; n < list->size; ++n)
            if (!gone[n]) kept.push_back(list->items[n]);
        return splice(rt, list, 0, list->size, kept);
    }
    std::vector<Value> fresh(items_of(values).begin(), items_of(values).end());
    if (static_cast<std::int64_t>(fresh.size()) != range.count)
        return rt.raise(ValueError, "attempt to assign sequence of size %zu to extended slice of size %lld", fresh.size(), static_cast<long long>(range.count));
    for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) std::swap(list->items[at], fresh[static_cast<std::size_t>(n)]);
    return {};
}

Result<Value> add(Runtime& rt, View a, View b) {
    List *x = as_list(a), *y = as_list(b);
    if (!x || !y) return View::not_implemented();
    Ref<List> made = TRY(new_list(rt, x->size + y->size));
    for (const Value& item : x->view()) new (&made->items[made->size++]) Value(item);
    for (const Value& item : y->view()) new (&made->items[made->size++]) Value(item);
    return made;
}

Result<Value> multiply(Runtime& rt, View a, View b) {
    List* list = as_list(a);
    View times = list ? b : a;
    if (!list) list = as_list(b);
    if (!is_integer(times) && !rt.type_of(times)->slots.index) return View::not_implemented();
    std::int64_t n = TRY(repeat_count(rt, times));
    std::size_t size;
    if (n < 0) n = 0;
    if (__builtin_mul_overflow(list->size, static_cast<std::size_t>(n), &size) || size > SIZE_MAX / 32) return rt.raise_memory_error();
    TRY(expect_memory(rt, size * sizeof(Value)));
    TRY(rt.charge(static_cast<std::int64_t>(size / 8)));
    Ref<List> made = TRY(new_list(rt, size));
    if (list->size * static_cast<std::size_t>(n) != size) return multiply(rt, View(list), View::small_int(n));  // a finaliser changed it
    for (std::size_t at = 0; at < size; ++at) new (&made->items[made->size++]) Value(list->items[at % list->size]);
    return made;
}

Result<Value> extend_in_place(Runtime& rt, View self, View other) {
    TRY(list_extend(rt, self.as<List>(), other));
    return Value(self);
}

Result<Value> multiply_in_place(Runtime& rt, View self, View times) {
    if (!is_integer(times) && !rt.type_of(times)->slots.index) return View::not_implemented();
    Value made = TRY(multiply(rt, self, times));
    std::swap(self.as<List>()->items, made.as<List>()->items);
    std::swap(self.as<List>()->size, made.as<List>()->size);
    std::swap(self.as<List>()->capacity, made.as<List>()->capacity);
    return Value(self);
}

constexpr FunctionDef methods[] = {
    {"append(self, object, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(list_append(rt, self_of(args), Value(args[1])));
         return View::none();
     },
     "Append object to the end of the list."},
    {"extend(self, iterable, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(list_extend(rt, self_of(args), args[1]));
         return View::none();
     },
     "Extend list by appending elements from the iterable."},
    {"insert(self, index, object, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::int64_t at = TRY(index_to_int64(rt, args[1])), size = static_cast<std::int64_t>(self_of(args)->size);
         if (at < 0) at = std::max<std::ptrdiff_t>(at + size, 0);
         TRY(list_insert(rt, self_of(args), static_cast<std::size_t>(std::min(at, size)), Value(args[2])));
         return View::none();
     },
     "Insert object before index."},
    {"__getitem__(self, index, /)", [](Runtime& rt, Args args) { return get_item_slot(rt, args[0], args[1]); }, "Return self[index]."},
    {"pop(self, index=-1, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         List* list = self_of(args);
         std::int64_t at = args[1].is_int() ? args[1].as_int() : TRY(index_to_int64(rt, args[1]));
         if (!list->size) return rt.raise(IndexError, "pop from empty list");
         if (at < 0) at += static_cast<std::int64_t>(list->size);
         if (at < 0 || at >= static_cast<std::int64_t>(list->size)) return rt.raise(IndexError, "pop index out of range");
         Value item = std::move(list->items[at]);
         std::memmove(static_cast<void*>(list->items + at), static_cast<void*>(list->items + at + 1), (list->size - static_cast<std::size_t>(at) - 1) * sizeof(Value));
         --list->size;
         return item;
     },
     "Remove and return item at index (default last)."},
    {"remove(self, value, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         List* list = self_of(args);
         for (std::size_t n = 0; n < list->size; ++n) {
             TRY(rt.charge(1));
             Value item = list->items[n];
             if (!TRY(equal(rt, item, args[1]))) continue;
             if (n < list->size) std::vector<Value> gone = take_out(list, n, 1);
             return View::none();
         }
         return rt.raise(ValueError, "list.remove(x): x not in list");
     },
     "Remove first occurrence of value."},
    {"clear(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         free_items(rt, self_of(args));
         return View::none();
     },
     "Remove all items from list."},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<List> made = TRY(list_from(rt, args[0]));
         return made;
     },
     "Return a shallow copy of the list."},
    {"reverse(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         std::reverse(self_of(args)->items, self_of(args)->items + self_of(args)->size);
         return View::none();
     },
     "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)",
     [](Runtime& rt, Args args) -> Result<Value> {
         bool reverse = TRY(args.truth(2));
         TRY(list_sort(rt, self_of(args), args[1], reverse));
         return View::none();
     },
     "Sort the list in ascending order and return None."},
    {"index(self, value, start=0, stop=9223372036854775807, /)", [](Runtime& rt, Args args) { return sequence_index_of(rt, args, {}, ""); }, "Return first index of value."},
    {"count(self, value, /)", [](Runtime& rt, Args args) { return sequence_count(rt, args[1], args[0]); }, "Return number of occurrences of value."},
    {"__reversed__(self, /)",
     [](Runtime& rt, Args args) {
         return new_native_iterator(rt, rt.types.list_reverse_iterator, args[0], static_cast<std::ptrdiff_t>(self_of(args)->size) - 1);
     },
     "Return a reverse iterator over the list."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
    {"__sizeof__(self, /)", [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(40 + 8 * self_of(args)->capacity)); }, "Return the size of the list in memory, in bytes."},
};

Result<Value> next_list_item(Runtime&, View self) {
    auto* it = self.as<ListIterator>();
    if (!it->list) return Value();
    if (it->index < it->list->size) return it->list->items[it->index++];
    release(static_cast<Object*>(std::exchange(it->list, nullptr)));
    return Value();
}

constexpr FunctionDef iterator_methods[] = {
    {"__length_hint__(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         auto* it = args.self<ListIterator>();
         return View::small_int(it->list && it->list->size > it->index ? static_cast<std::int64_t>(it->list->size - it->index) : 0);
     },
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<ListIterator>();
         if (!it->list) return pickled_iterator(rt, TRY(new_list(rt)));
         return pickled_iterator(rt, View(it->list), static_cast<std::ptrdiff_t>(it->index));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::ptrdiff_t index = TRY(unpickled_index(rt, args[1], -1, PTRDIFF_MAX));  // a negative one is behind the end
         auto* it = args.self<ListIterator>();
         if (it->list) it->index = std::min(static_cast<std::size_t>(index), it->list->size);
         return View::none();
     },
     "Set state information for unpickling."}};

}  // namespace

Result<Ref<List>> new_list(Runtime& rt, std::size_t capacity) {
    Ref<List> list = TRY(allocate(rt, rt.types.list));
    if (capacity) {
        if (capacity > SIZE_MAX / 32) return rt.raise_memory_error();
        list->items = static_cast<Value*>(rt.heap.allocate_raw(capacity * sizeof(Value)));
        if (!list->items) return rt.raise_memory_error();
        list->capacity = capacity;
    }
    return list;
}

Result<void> list_append(Runtime& rt, List* list, Value value) {
    if (list->size == list->capacity) TRY(reserve(rt, list, list->size + 1));
    new (&list->items[list->size++]) Value(std::move(value));
    return {};
}

Result<void> list_insert(Runtime& rt, List* list, std::size_t at, Value value) {
    TRY(reserve(rt, list, list->size + 1));
    std::memmove(static_cast<void*>(list->items + at + 1), static_cast<void*>(list->items + at), (list->size - at) * sizeof(Value));
    new (&list->items[at]) Value(std::move(value));
    ++list->size;
    return {};
}

Result<void> list_extend(Runtime& rt, List* list, View iterable) {
    bool exact = is_kind(iterable, Kind::list) && iterable.object()->type() == rt.types.list;
    if (exact || (is_kind(iterable, Kind::tuple) && iterable.object()->type() == rt.types.tuple)) {
        std::size_t count = items_of(iterable).size();
        TRY(rt.charge(static_cast<std::int64_t>(count / 8)));
        TRY(reserve(rt, list, list->size + count));
        for (std::size_t n = 0; n < count; ++n) new (&list->items[list->size++]) Value(items_of(iterable)[n]);
        return {};
    }
    Value held(iterable);
    Value iterator = TRY(iter(rt, held));
    std::int64_t hint = TRY(length_hint(rt, held));
    if (hint > 0 && hint < 1 << 20) TRY(reserve(rt, list, list->size + static_cast<std::size_t>(hint)));
    else if (hint >= 1 << 20 && hint <= PTRDIFF_MAX - static_cast<std::int64_t>(list->size) && static_cast<double>(hint) * 8 > static_cast<double>(rt.limits.memory_limit - rt.limits.memory_used)) return rt.raise_memory_error();
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, iterator));
        if (item.is_unbound()) return {};
        TRY(list_append(rt, list, std::move(item)));
    }
}

Result<Ref<List>> list_from(Runtime& rt, View iterable) {
    Ref<List> list = TRY(new_list(rt));
    TRY(list_extend(rt, list.get(), iterable));
    return list;
}

const TypeDef list_type{
    .name = "list",
    .doc = "Built-in mutable sequence.",
    .kind = Kind::list,
    .size = sizeof(List),
    .flags = Type::base_type | Type::container | Type::sequence_pattern | Type::immutable,
    .text_signature = "(iterable=(), /)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      free_items(rt, static_cast<List*>(object));
                      rt.free_instance(object, sizeof(List));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      for (const Value& item : static_cast<List*>(object)->view()) visit(item);
                  },
              .clear = [](Runtime& rt, Object* object) { free_items(rt, static_cast<List*>(object)); },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  Ref<List> list = TRY(allocate(rt, type));
                  return list;
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  if (arguments.names && arguments.names->size && self.object()->type()->slots.construct == rt.types.list->slots.construct) return rt.raise(TypeError, "list() takes no keyword arguments");
                  if (arguments.count > 1) return rt.raise(TypeError, "list expected at most 1 argument, got %zu", arguments.count);
                  free_items(rt, self.as<List>());
                  if (arguments.count) return list_extend(rt, self.as<List>(), arguments[0]);
                  return {};
              },
              .repr = list_repr,
              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                  if (!as_list(a) || !as_list(b)) return View::not_implemented();
                  return compare_sequences(rt, a, b, op);
              },
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<List>()->size); },
              .contains = sequence_contains,
              .iter = [](Runtime& rt, View self) -> Result<Value> {
                  auto* it = rt.allocate<ListIterator>(rt.types.list_iterator);
                  if (!it) return rt.raise_memory_error();
                  retain(self);
                  it->list = self.as<List>();
                  it->index = 0;
                  return Value::adopt(View(it));
              },
              .get_item = get_item_slot,
              .set_item = set_item_slot,
              .binary = {add, nullptr, multiply},
              .inplace = {extend_in_place, nullptr, multiply_in_place}},
    .methods = methods,
};

const TypeDef list_iterator_type{
    .name = "list_iterator",
    .kind = Kind::list_iterator,
    .size = sizeof(ListIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      if (auto* list = static_cast<ListIterator*>(object)->list) release(static_cast<Object*>(list));
                      rt.free_instance(object, sizeof(ListIterator));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<ListIterator*>(object)->list); },
              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .next = next_list_item},
    .methods = iterator_methods,
};

}  // namespace ouro
