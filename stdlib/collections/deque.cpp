// SPDX-License-Identifier: MIT
// The type collections.deque and its iterators.
#include "stdlib/collections/deque.h"

#include <algorithm>
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

constexpr std::size_t kSmallest = 8;

/// Moves the ring into memory of another size, which must hold what is there.
Result<void> resize(Runtime& rt, Deque* deque, std::size_t capacity) {
    auto* items = static_cast<Value*>(rt.heap.allocate_raw(capacity * sizeof(Value)));
    if (!items) return rt.raise_memory_error();
    if (deque->items) {
        std::size_t head = std::min(deque->size, deque->capacity - deque->first);
        std::memcpy(static_cast<void*>(items), static_cast<void*>(deque->items + deque->first), head * sizeof(Value));
        std::memcpy(static_cast<void*>(items + head), static_cast<void*>(deque->items), (deque->size - head) * sizeof(Value));
        rt.heap.free_raw(deque->items, deque->capacity * sizeof(Value));
    }
    deque->items = items;
    deque->capacity = capacity;
    deque->first = 0;
    return {};
}

Result<void> grow(Runtime& rt, Deque* deque) {
    if (deque->size < deque->capacity) return {};
    if (deque->capacity > SIZE_MAX / 64) return rt.raise_memory_error();
    return resize(rt, deque, deque->capacity ? deque->capacity * 2 : kSmallest);
}

/// After items were taken: a ring that is mostly empty gets smaller, where there is memory to do so.
void shrink(Runtime& rt, Deque* deque) {
    if (deque->capacity > 64 && deque->size < deque->capacity / 8 && resize(rt, deque, deque->capacity / 4).raised()) rt.take_exception();
}

Deque* self_of(Args args) { return args.self<Deque>(); }

Result<Ref<Deque>> allocate(Runtime& rt, Type* type) {
    auto* deque = rt.allocate<Deque>(type);
    if (!deque) return rt.raise_memory_error();
    deque->items = nullptr;
    deque->capacity = deque->first = deque->size = 0;
    deque->limit = -1;
    deque->state = 0;
    return Ref<Deque>::adopt(deque);
}

template <Result<void> (*append)(Runtime&, Deque*, Value)>
Result<void> extend(Runtime& rt, Deque* deque, View iterable) {
    Value source(iterable);
    if (source == View(static_cast<const Object*>(deque))) source = TRY(list_from(rt, source));
    Value iterator = TRY(iter(rt, source));
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, iterator));
        if (item.is_unbound()) return {};
        TRY(append(rt, deque, std::move(item)));
    }
}

/// Takes the item at position n out.
Value take_at(Runtime& rt, Deque* deque, std::size_t n) {
    Value item = std::move(deque->at(n));
    auto move = [&](std::size_t to, std::size_t from) { std::memcpy(static_cast<void*>(&deque->at(to)), static_cast<void*>(&deque->at(from)), sizeof(Value)); };
    if (n < deque->size / 2) {
        for (std::size_t at = n; at > 0; --at) move(at, at - 1);
        deque->first = (deque->first + 1) & (deque->capacity - 1);
    } else {
        for (std::size_t at = n; at + 1 < deque->size; ++at) move(at, at + 1);
    }
    --deque->size;
    ++deque->state;
    shrink(rt, deque);
    return item;
}

void rotate(Deque* deque, std::ptrdiff_t by) {
    auto size = static_cast<std::ptrdiff_t>(deque->size);
    if (size < 2) return;
    by %= size;
    if (by > size / 2) by -= size;
    if (by < -size / 2) by += size;
    std::size_t mask = deque->capacity - 1;
    auto move = [&](std::size_t to, std::size_t from) { std::memmove(static_cast<void*>(&deque->items[to]), static_cast<void*>(&deque->items[from]), sizeof(Value)); };
    // The value leaves one end before its place at the other is needed: with a full ring they are the same place.
    for (; by > 0; --by) {
        std::size_t last = (deque->first + deque->size - 1) & mask, to = (deque->first - 1) & mask;
        move(to, last);
        deque->first = to;
    }
    for (; by < 0; ++by) {
        std::size_t to = (deque->first + deque->size) & mask;
        move(to, deque->first);
        deque->first = (deque->first + 1) & mask;
    }
    ++deque->state;
}

Result<std::size_t> position(Runtime& rt, Deque* deque, View key) {
    if (!is_integer(key) && !rt.type_of(key)->slots.index)
        return rt.raise(TypeError, "sequence index must be integer, not '%s'", type_name(rt, key));
    Value exact = TRY(index(rt, key));
    std::int64_t at;
    if (!fits_int64(exact, at)) return rt.raise(IndexError, "cannot fit '%s' into an index-sized integer", type_name(rt, key));
    if (at < 0) at += static_cast<std::int64_t>(deque->size);
    if (at < 0 || at >= static_cast<std::int64_t>(deque->size)) return rt.raise(IndexError, "deque index out of range");
    return static_cast<std::size_t>(at);
}

/// Calls found(position) for each item in [from, to) equal to `wanted` until it returns false.
template <typename Found>
Result<void> search(Runtime& rt, Deque* deque, View wanted, std::size_t from, std::size_t to, Found&& found,
                    ExceptionType error = RuntimeError, const char* message = "deque mutated during iteration") {
    std::uint64_t state = deque->state;
    for (std::size_t n = from; n < to; ++n) {
        TRY(rt.charge(1));
        Value item = deque->at(n);
        bool same = TRY(equal(rt, item, wanted));
        if (deque->state != state) return rt.raise(error, "%s", message);
        if (same && !found(n)) return {};
    }
    return {};
}

/// An empty deque of the same class and limit, made by calling the class unless it is deque itself.
Result<Value> copied(Runtime& rt, View self) {
    auto* deque = self.as<Deque>();
    Type* type = self.object()->type();
    if (type == TRY(native_type(rt, deque_type))) {
        Ref<Deque> made = TRY(new_deque(rt, deque->limit));
        TRY(rt.charge(static_cast<std::int64_t>(deque->size / 8)));
        for (std::size_t n = 0; n < deque->size; ++n) TRY(deque_append(rt, made.get(), deque->at(n)));
        return made;
    }
    View cls(static_cast<const Object*>(type));
    if (deque->limit < 0) return call(rt, cls, {self});
    return call(rt, cls, {self, View::small_int(deque->limit)});
}

Result<void> repeat(Runtime& rt, Deque* deque, std::int64_t times) {
    if (times <= 0) {
        deque_clear(rt, deque);
        return {};
    }
    std::size_t size = deque->size, wanted;
    if (!size) return {};
    if (__builtin_mul_overflow(size, static_cast<std::size_t>(times), &wanted)) {
        if (deque->limit < 0) return rt.raise_memory_error();
        wanted = SIZE_MAX;
    }
    // With a limit, what stays is the end of the repetition.
    if (deque->limit >= 0 && wanted > static_cast<std::size_t>(deque->limit)) {
        std::size_t kept = static_cast<std::size_t>(deque->limit), skipped = (size - kept % size) % size;
        Ref<List> all = TRY(list_from(rt, View(static_cast<const Object*>(deque))));
        for (std::size_t n = 0; n < kept; ++n) {
            TRY(rt.charge(1));
            TRY(deque_append(rt, deque, all->items[(skipped + n) % size]));
        }
        return {};
    }
    if (wanted > SIZE_MAX / 64) return rt.raise_memory_error();
    std::size_t capacity = kSmallest;
    while (capacity < wanted) capacity *= 2;
    if (capacity > deque->capacity) TRY(resize(rt, deque, capacity));
    TRY(rt.charge(static_cast<std::int64_t>(wanted / 8)));
    for (std::size_t n = size; n < wanted; ++n) new (&deque->at(n)) Value(deque->at(n - size));
    deque->size = wanted;
    ++deque->state;
    return {};
}

Result<Value> deque_repr(Runtime& rt, View self) {
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("[...]");
    Ref<List> list = TRY(list_from(rt, self));
    Ref<Str> items = TRY(repr(rt, View(list.get())));
    std::string text(short_type_name(self.object()->type()));
    text += "(" + std::string(items->text());
    if (auto* deque = self.as<Deque>(); deque->limit >= 0) text += ", maxlen=" + std::to_string(deque->limit);
    return rt.str(text + ")");
}

Result<Value> compare_deques(Runtime& rt, View a, View b, CompareOp op) {
    Type* type = TRY(native_type(rt, deque_type));
    if (!is_subtype(rt.type_of(b), type)) return View::not_implemented();
    Deque *x = a.as<Deque>(), *y = b.as<Deque>();
    if (a == b && op == CompareOp::eq) return View::boolean(true);
    if (a == b && op == CompareOp::ne) return View::boolean(false);
    if ((op == CompareOp::eq || op == CompareOp::ne) && x->size != y->size) return View::boolean(op == CompareOp::ne);
    std::uint64_t x_state = x->state, y_state = y->state;
    for (std::size_t n = 0; n < x->size && n < y->size; ++n) {
        TRY(rt.charge(1));
        Value left = x->at(n), right = y->at(n);
        bool same = TRY(equal(rt, left, right));
        if (x->state != x_state || y->state != y_state) return rt.raise(RuntimeError, "deque mutated during iteration");
        if (same) continue;
        if (op == CompareOp::eq || op == CompareOp::ne) return View::boolean(op == CompareOp::ne);
        return compare(rt, left, right, op);
    }
    return View::boolean(order_holds(x->size < y->size ? -1 : x->size > y->size, op));
}

Result<Value> concatenate(Runtime& rt, View a, View b) {
    Type* type = TRY(native_type(rt, deque_type));
    if (!is_subtype(rt.type_of(a), type)) return View::not_implemented();
    if (!is_subtype(rt.type_of(b), type)) {
        // Somebody else's __radd__ comes first.
        if (auto* other = rt.type_of(b)->slots.binary[0]) {
            Value result = TRY(other(rt, a, b));
            if (!result.is_not_implemented()) return result;
        }
        return rt.raise(TypeError, "can only concatenate deque (not \"%s\") to deque", type_name(rt, b));
    }
    Value made = TRY(copied(rt, a));
    if (!is_subtype(rt.type_of(made), type)) return rt.raise(TypeError, "%s() must return a deque, not %s", type_name(rt, a), type_name(rt, made));
    TRY(extend<deque_append>(rt, made.as<Deque>(), b));
    return made;
}

Result<Value> multiply(Runtime& rt, View a, View b) {
    Type* type = TRY(native_type(rt, deque_type));
    bool left = is_subtype(rt.type_of(a), type);
    View self = left ? a : b, times = left ? b : a;
    if (!is_integer(times) && !rt.type_of(times)->slots.index)
        return rt.raise(TypeError, "can't multiply sequence by non-int of type '%s'", type_name(rt, times));
    std::int64_t n = TRY(repeat_count(rt, times));
    Value made = TRY(copied(rt, self));
    if (!is_subtype(rt.type_of(made), type)) return rt.raise(TypeError, "%s() must return a deque, not %s", type_name(rt, self), type_name(rt, made));
    TRY(repeat(rt, made.as<Deque>(), n));
    return made;
}

Result<Value> multiply_in_place(Runtime& rt, View self, View times) {
    if (!is_integer(times) && !rt.type_of(times)->slots.index)
        return rt.raise(TypeError, "can't multiply sequence by non-int of type '%s'", type_name(rt, times));
    TRY(repeat(rt, self.as<Deque>(), TRY(repeat_count(rt, times))));
    return Value(self);
}

Result<void> init(Runtime& rt, View self, const Arguments& a) {
    View given[2];
    constexpr const char* kNames[] = {"iterable", "maxlen"};
    if (a.total() > 2) return rt.raise(TypeError, "deque() takes at most 2 arguments (%zu given)", a.total());
    for (std::size_t n = 0; n < a.count; ++n) given[n] = a[n];
    for (std::size_t n = 0; a.names && n < a.names->size; ++n) {
        std::string_view name = View(a.names->items[n]).as<Str>()->text();
        std::size_t at = name == kNames[0] ? 0 : name == kNames[1] ? 1 : 2;
        if (at == 2) return rt.raise(TypeError, "deque() got an unexpected keyword argument '%s'", std::string(name).c_str());
        if (!given[at].is_unbound()) return rt.raise(TypeError, "argument for deque() given by name ('%s') and position (%zu)", kNames[at], at + 1);
        given[at] = a[a.count + n];
    }
    std::ptrdiff_t limit = -1;
    if (!given[1].is_unbound() && !given[1].is_none()) {
        if (!is_integer(given[1])) return rt.raise(TypeError, "an integer is required");
        limit = TRY(index_to_int64(rt, given[1]));
        if (limit < 0) return rt.raise(ValueError, "maxlen must be non-negative");
    }
    auto* deque = self.as<Deque>();
    deque->limit = limit;
    if (deque->size) deque_clear(rt, deque);
    if (!given[0].is_unbound()) TRY(extend<deque_append>(rt, deque, given[0]));
    return {};
}

Result<void> set_deque_item(Runtime& rt, View self, View key, View value) {
    auto* deque = self.as<Deque>();
    std::size_t at = TRY(position(rt, deque, key));
    if (value.is_unbound()) TRY(rt.charge(static_cast<std::int64_t>(std::min(at, deque->size - at) / 8)));
    if (at >= deque->size) return rt.raise(IndexError, "deque index out of range");
    Value old = value.is_unbound() ? take_at(rt, deque, at) : std::exchange(deque->at(at), Value(value));
    return {};
}

Result<bool> contains_item(Runtime& rt, View self, View item) {
    bool found = false;
    auto* deque = self.as<Deque>();
    TRY(search(rt, deque, item, 0, deque->size, [&](std::size_t) { return !(found = true); }));
    return found;
}

// ---- iterators

struct DequeIterator : Object {
    Value source;
    std::size_t position, left;  // of a reverse iterator, the position is counted from the end
    std::uint64_t state;
    template <typename F>
    void each_field(F&& f) {
        f(source);
    }
};

extern const TypeDef iterator_type, reverse_iterator_type;

Result<Value> iterate(Runtime& rt, Type* type, View self) {
    Ref<DequeIterator> made = TRY(new_with_fields<DequeIterator>(rt, type));
    made->source = Value(self);
    made->left = self.as<Deque>()->size;
    made->state = self.as<Deque>()->state;
    return made;
}

template <bool reversed>
Result<Value> next_item(Runtime& rt, View self) {
    auto* it = self.as<DequeIterator>();
    if (it->source.is_unbound()) return Value();
    auto* deque = View(it->source).as<Deque>();
    if (deque->state != it->state) {
        it->left = 0;
        return rt.raise(RuntimeError, "deque mutated during iteration");
    }
    if (!it->left) return Value();
    --it->left;
    std::size_t n = it->position++;
    return deque->at(reversed ? deque->size - 1 - n : n);
}

template <const TypeDef& type>
Result<Value> construct_iterator(Runtime& rt, Type* made_type, Args args) {
    Type* deque = TRY(native_type(rt, deque_type));
    if (!is_subtype(rt.type_of(args[1]), deque))
        return rt.raise(TypeError, "argument 1 must be collections.deque, not %s", type_name(rt, args[1]));
    std::int64_t skip = TRY(args.size(2));
    Value made = TRY(iterate(rt, made_type, args[1]));
    auto* it = made.as<DequeIterator>();
    std::size_t skipped = skip < 0 ? 0 : std::min(static_cast<std::size_t>(skip), it->left);
    it->position += skipped;
    it->left -= skipped;
    return made;
}

constexpr FunctionDef iterator_methods[] = {
    {"__length_hint__(self, /)", [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(args.self<DequeIterator>()->left)); },
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<DequeIterator>();
         Ref<Tuple> given = TRY(new_tuple(rt, {it->source, View::small_int(static_cast<std::int64_t>(it->position))}));
         return TRY(new_tuple(rt, {View(static_cast<const Object*>(it->type())), given}));
     },
     "Return state information for pickling."}};

const TypeDef iterator_type{.name = "_deque_iterator", .module = "_collections", .size = sizeof(DequeIterator), .flags = Type::container | Type::immutable,
                            .construct_signature = "(iterable, index=0, /)", .construct_bound = construct_iterator<iterator_type>,
                            .slots = iterator_slots<DequeIterator>(next_item<false>), .methods = iterator_methods};
const TypeDef reverse_iterator_type{.name = "_deque_reverse_iterator", .module = "_collections", .size = sizeof(DequeIterator),
                                    .flags = Type::container | Type::immutable, .construct_signature = "(iterable, index=0, /)",
                                    .construct_bound = construct_iterator<reverse_iterator_type>,
                                    .slots = iterator_slots<DequeIterator>(next_item<true>), .methods = iterator_methods};

// ---- methods

template <void (*change)(Runtime&, Deque*)>
Result<Value> changed(Runtime& rt, Args args) {
    change(rt, self_of(args));
    return View::none();
}

template <Result<void> (*append)(Runtime&, Deque*, Value)>
Result<Value> appended(Runtime& rt, Args args) {
    TRY(append(rt, self_of(args), Value(args[1])));
    return View::none();
}

template <Result<void> (*append)(Runtime&, Deque*, Value)>
Result<Value> extended(Runtime& rt, Args args) {
    TRY(extend<append>(rt, self_of(args), args[1]));
    return View::none();
}

template <Value (*pop)(Runtime&, Deque*)>
Result<Value> popped(Runtime& rt, Args args) {
    Value item = pop(rt, self_of(args));
    if (item.is_unbound()) return rt.raise(IndexError, "pop from an empty deque");
    return item;
}

Result<Value> count(Runtime& rt, Args args) {
    std::int64_t found = 0;
    TRY(search(rt, self_of(args), args[1], 0, self_of(args)->size, [&](std::size_t) { return ++found > 0; }));
    return rt.integer(found);
}

Result<Value> index_of(Runtime& rt, Args args) {
    std::ptrdiff_t bounds[2] = {0, PTRDIFF_MAX};
    for (std::size_t n = 0; n < 2; ++n)
        if (args.given(n + 2)) bounds[n] = TRY(slice_bound(rt, args[n + 2], false));
    auto size = static_cast<std::ptrdiff_t>(self_of(args)->size);
    for (std::ptrdiff_t& each : bounds) each = std::clamp<std::ptrdiff_t>(each < 0 ? each + size : each, 0, size);
    std::ptrdiff_t found = -1;
    TRY(search(rt, self_of(args), args[1], static_cast<std::size_t>(bounds[0]), static_cast<std::size_t>(bounds[1]), [&](std::size_t n) {
        found = static_cast<std::ptrdiff_t>(n);
        return false;
    }));
    if (found >= 0) return rt.integer(found);
    Ref<Str> shown = TRY(repr(rt, args[1]));
    return rt.raise(ValueError, "%s is not in deque", shown->data());
}

Result<Value> insert(Runtime& rt, Args args) {
    Deque* deque = self_of(args);
    std::ptrdiff_t at = TRY(args.size(1)), size = static_cast<std::ptrdiff_t>(deque->size);
    if (deque->limit >= 0 && size >= deque->limit) return rt.raise(IndexError, "deque already at its maximum size");
    if (at < 0) at = std::max<std::ptrdiff_t>(at + size, 0);
    at = std::min(at, size);
    TRY(rt.charge(std::min(at, size - at) / 8));
    if (at < size / 2) {
        rotate(deque, -at);
        TRY(deque_append_left(rt, deque, Value(args[2])));
        rotate(deque, at);
    } else {
        rotate(deque, size - at);
        TRY(deque_append(rt, deque, Value(args[2])));
        rotate(deque, at - size);
    }
    return View::none();
}

Result<Value> remove(Runtime& rt, Args args) {
    Deque* deque = self_of(args);
    bool found = false;
    std::size_t at = 0;
    TRY(search(rt, deque, args[1], 0, deque->size, [&](std::size_t n) {
        at = n;
        return !(found = true);
    }, IndexError, "deque mutated during remove()."));
    if (!found) {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        return rt.raise(ValueError, "%s is not in deque", shown->data());
    }
    Value gone = take_at(rt, deque, at);
    return View::none();
}

Result<Value> reduce(Runtime& rt, Args args) {
    Deque* deque = self_of(args);
    Value state = TRY(dict_of(rt, args[0]));
    if (state.is_unbound() || !View(state).as<Dict>()->used) state = View::none();
    Ref<Tuple> arguments = deque->limit < 0 ? Ref<Tuple>(rt.empty_tuple) : TRY(new_tuple(rt, {View(rt.empty_tuple), View::small_int(deque->limit)}));
    Value items = TRY(iter(rt, args[0]));
    return TRY(new_tuple(rt, {View(static_cast<const Object*>(deque->type())), arguments, state, items}));
}

constexpr FunctionDef methods[] = {
    {"append(self, item, /)", appended<deque_append>, "Add an element to the right side of the deque."},
    {"appendleft(self, item, /)", appended<deque_append_left>, "Add an element to the left side of the deque."},
    {"clear(self, /)", changed<deque_clear>, "Remove all elements from the deque."},
    {"copy(self, /)", [](Runtime& rt, Args args) { return copied(rt, args[0]); }, "Return a shallow copy of a deque."},
    {"__copy__(self, /)", [](Runtime& rt, Args args) { return copied(rt, args[0]); }, "Return a shallow copy of a deque."},
    {"count(self, value, /)", count, "Return number of occurrences of value."},
    {"extend(self, iterable, /)", extended<deque_append>, "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(self, iterable, /)", extended<deque_append_left>, "Extend the left side of the deque with elements from the iterable."},
    {"index(self, value, start=<no value>, stop=<no value>, /)", index_of, "Return first index of value."},
    {"insert(self, index, value, /)", insert, "Insert value before index."},
    {"pop(self, /)", popped<deque_pop>, "Remove and return the rightmost element."},
    {"popleft(self, /)", popped<deque_pop_left>, "Remove and return the leftmost element."},
    {"remove(self, value, /)", remove, "Remove first occurrence of value."},
    {"reverse(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Deque* deque = self_of(args);
         TRY(rt.charge(static_cast<std::int64_t>(deque->size / 8)));
         for (std::size_t n = 0; n < deque->size / 2; ++n) std::swap(deque->at(n), deque->at(deque->size - 1 - n));
         return View::none();
     },
     "Reverse *IN PLACE*."},
    {"rotate(self, n=1, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         std::ptrdiff_t by = TRY(args.size(1));
         TRY(rt.charge(static_cast<std::int64_t>(self_of(args)->size / 16)));
         rotate(self_of(args), by);
         return View::none();
     },
     "Rotate the deque n steps to the right.  If n is negative, rotates left."},
    {"__reduce__(self, /)", reduce, "Return state information for pickling."},
    {"__reversed__(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return iterate(rt, TRY(native_type(rt, reverse_iterator_type)), args[0]); },
     "Return a reverse iterator over the deque."},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(sizeof(Deque) + self_of(args)->capacity * sizeof(Value))); },
     "Return the size of the deque in memory, in bytes."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr PropertyDef properties[] = {
    {"maxlen",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* deque = self.as<Deque>();
         if (deque->limit < 0) return View::none();
         return rt.integer(deque->limit);
     },
     nullptr, "maximum size of a deque or None if unbounded"}};

}  // namespace

Result<Ref<Deque>> new_deque(Runtime& rt, std::ptrdiff_t limit) {
    Ref<Deque> made = TRY(allocate(rt, TRY(native_type(rt, deque_type))));
    made->limit = limit;
    return made;
}

Result<void> deque_append(Runtime& rt, Deque* deque, Value item) {
    if (deque->limit >= 0 && deque->size >= static_cast<std::size_t>(deque->limit)) {
        if (!deque->limit) return {};
        Value old = std::exchange(deque->at(0), std::move(item));
        deque->first = (deque->first + 1) & (deque->capacity - 1);
        // The place of the new item is the one before the first, as far as the ring goes round with the limit.
        if (deque->size != deque->capacity) {
            std::memcpy(static_cast<void*>(&deque->at(deque->size - 1)), static_cast<void*>(&deque->items[(deque->first - 1) & (deque->capacity - 1)]), sizeof(Value));
        }
        ++deque->state;
        return {};
    }
    TRY(grow(rt, deque));
    new (&deque->at(deque->size)) Value(std::move(item));
    ++deque->size;
    ++deque->state;
    return {};
}

Result<void> deque_append_left(Runtime& rt, Deque* deque, Value item) {
    Value last;  // released once the deque is whole again
    if (deque->limit >= 0 && deque->size >= static_cast<std::size_t>(deque->limit)) {
        if (!deque->limit) return {};
        last = std::move(deque->at(deque->size - 1));
        --deque->size;
    } else {
        TRY(grow(rt, deque));
    }
    deque->first = (deque->first - 1) & (deque->capacity - 1);
    new (&deque->items[deque->first]) Value(std::move(item));
    ++deque->size;
    ++deque->state;
    return {};
}

Value deque_pop(Runtime& rt, Deque* deque) {
    if (!deque->size) return Value();
    Value item = std::move(deque->at(deque->size - 1));
    --deque->size;
    ++deque->state;
    shrink(rt, deque);
    return item;
}

Value deque_pop_left(Runtime& rt, Deque* deque) {
    if (!deque->size) return Value();
    Value item = std::move(deque->at(0));
    deque->first = (deque->first + 1) & (deque->capacity - 1);
    --deque->size;
    ++deque->state;
    shrink(rt, deque);
    return item;
}

void deque_clear(Runtime& rt, Deque* deque) {
    // What the releases run sees an empty deque.
    Deque old = *deque;
    deque->items = nullptr;
    deque->capacity = deque->first = deque->size = 0;
    ++deque->state;
    for (std::size_t n = 0; n < old.size; ++n) old.at(n).~Value();
    if (old.items) rt.heap.free_raw(old.items, old.capacity * sizeof(Value));
}

const TypeDef deque_type{
    .name = "deque",
    .module = "collections",
    .doc = "A list-like sequence optimized for data accesses near its endpoints.",
    .size = sizeof(Deque),
    .flags = Type::base_type | Type::container | Type::sequence_pattern | Type::immutable | Type::weak_referable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      deque_clear(rt, static_cast<Deque*>(object));
                      rt.free_instance(object, sizeof(Deque));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* deque = static_cast<Deque*>(object);
                      for (std::size_t n = 0; n < deque->size; ++n) visit(deque->at(n));
                  },
              .clear = [](Runtime& rt, Object* object) { deque_clear(rt, static_cast<Deque*>(object)); },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> { return TRY(allocate(rt, type)); },
              .init = init,
              .repr = deque_repr,
              .compare = compare_deques,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Deque>()->size); },
              .contains = contains_item,
              .iter = [](Runtime& rt, View self) -> Result<Value> { return iterate(rt, TRY(native_type(rt, iterator_type)), self); },
              .get_item = [](Runtime& rt, View self, View key) -> Result<Value> {
                  std::size_t at = TRY(position(rt, self.as<Deque>(), key));
                  return self.as<Deque>()->at(at);
              },
              .set_item = set_deque_item,
              .binary = {concatenate, nullptr, multiply},
              .inplace = {[](Runtime& rt, View self, View other) -> Result<Value> {
                              TRY(extend<deque_append>(rt, self.as<Deque>(), other));
                              return Value(self);
                          },
                          nullptr, multiply_in_place}},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
