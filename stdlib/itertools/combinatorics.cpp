// SPDX-License-Identifier: MIT
// product, permutations, combinations: iterators over arrangements. Each keeps its pools and the indices of the last arrangement.
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/str.h"
#include "stdlib/itertools/itertools.h"

namespace ouro::itertools {

namespace {

constexpr std::uint32_t kFlags = Type::base_type | Type::container | Type::immutable;

struct Arrangement : Object {
    Value pools;             // a tuple: of items, or (product) of tuples of items; Unbound once exhausted
    std::size_t* indices;    // `index_count` of them
    std::size_t index_count;
    std::size_t length;      // items of an arrangement
    bool started;
    template <typename F>
    void each_field(F&& f) {
        f(pools);
    }
    Tuple* pool() const { return View(pools).as<Tuple>(); }
};

void destroy_arrangement(Runtime& rt, Object* object) {
    auto* it = static_cast<Arrangement*>(object);
    if (it->indices) rt.heap.free_raw(it->indices, it->index_count * sizeof(std::size_t));
    destroy_fields<Arrangement>(rt, object);
}

Result<Ref<Arrangement>> make(Runtime& rt, Type* type, View pools, std::size_t length, std::size_t index_count) {
    Ref<Arrangement> made = TRY(new_with_fields<Arrangement>(rt, type));
    if (index_count) {
        if (index_count > PTRDIFF_MAX / sizeof(std::size_t)) return rt.raise_memory_error();
        made->indices = static_cast<std::size_t*>(rt.heap.allocate_raw(index_count * sizeof(std::size_t)));
        if (!made->indices) return rt.raise_memory_error();
        std::memset(made->indices, 0, index_count * sizeof(std::size_t));
        made->index_count = index_count;
    }
    made->pools = Value(pools);
    made->length = length;
    return made;
}

/// What every step begins with: the end, or the pools owned for the step.
Result<Ref<Tuple>> begin(Runtime& rt, Arrangement* it) {
    TRY(rt.charge(static_cast<std::int64_t>(it->length) + 1));
    return Ref<Tuple>(it->pool());
}

Value end(Arrangement* it) {
    it->pools = Value();
    return Value();
}

/// The arrangement that the first `length` indices describe, of one pool.
Result<Value> arranged(Runtime& rt, Arrangement* it, Tuple* pool) {
    it->started = true;
    Ref<Tuple> made = TRY(new_tuple(rt, it->length));
    for (std::size_t n = 0; n < it->length; ++n) made->items[n] = pool->items[it->indices[n]];
    return made;
}

// ---- product

Result<Value> construct_product(Runtime& rt, Type* type, const Arguments& a) {
    std::int64_t repeat = 1;
    if (a.names && a.names->size) {
        if (a.names->size > 1) return rt.raise(TypeError, "product() takes at most 1 keyword argument (%zu given)", a.names->size);
        if (View(a.names->items[0]).as<Str>()->text() != "repeat")
            return rt.raise(TypeError, "product() got an unexpected keyword argument '%s'", View(a.names->items[0]).as<Str>()->data());
        repeat = TRY(index_to_int64(rt, a[a.count]));
        if (repeat < 0) return rt.raise(ValueError, "repeat argument cannot be negative");
    }
    std::size_t count = repeat ? a.count : 0, total;
    if (__builtin_mul_overflow(count, static_cast<std::size_t>(repeat), &total) || total > PTRDIFF_MAX / sizeof(std::size_t))
        return rt.raise(OverflowError, "repeat argument too large");
    TRY(rt.charge(static_cast<std::int64_t>(total)));
    // The tuple has each pool once: pool n of the product is pool n % count.
    Ref<Tuple> pools = TRY(new_tuple(rt, count));
    for (std::size_t n = 0; n < count; ++n) pools->items[n] = TRY(tuple_from(rt, a[n]));
    return TRY(make(rt, type, pools, total, total));
}

Result<Value> next_product(Runtime& rt, View self) {
    auto* it = self.as<Arrangement>();
    if (it->pools.is_unbound()) return Value();
    Ref<Tuple> pools = TRY(begin(rt, it));
    auto pool = [&](std::size_t n) { return View(pools->items[n % pools->size]).as<Tuple>(); };
    if (!it->started) {
        for (std::size_t n = 0; n < pools->size; ++n)
            if (!pool(n)->size) return end(it);
        it->started = true;
    } else {
        std::size_t n = it->length;
        for (; n > 0; --n) {
            if (++it->indices[n - 1] < pool(n - 1)->size) break;
            it->indices[n - 1] = 0;
        }
        if (!n) return end(it);
    }
    Ref<Tuple> made = TRY(new_tuple(rt, it->length));
    for (std::size_t n = 0; n < it->length; ++n) made->items[n] = pool(n)->items[it->indices[n]];
    return made;
}

// ---- combinations

Result<Value> new_combinations(Runtime& rt, Type* type, Args args) {
    Ref<Tuple> pool = TRY(tuple_from(rt, args[1]));
    std::int64_t r = TRY(args.size(2));
    if (r < 0) return rt.raise(ValueError, "r must be non-negative");
    auto length = static_cast<std::size_t>(r);
    Ref<Arrangement> made = TRY(make(rt, type, pool, length, length));
    for (std::size_t n = 0; n < length; ++n) made->indices[n] = n;
    if (length > pool->size) made->pools = Value();
    return made;
}

Result<Value> next_combination(Runtime& rt, View self) {
    auto* it = self.as<Arrangement>();
    if (it->pools.is_unbound()) return Value();
    Ref<Tuple> pool = TRY(begin(rt, it));
    if (it->started) {
        std::size_t n = it->length, spare = pool->size - it->length;
        while (n > 0 && it->indices[n - 1] == n - 1 + spare) --n;
        if (!n) return end(it);
        ++it->indices[n - 1];
        for (; n < it->length; ++n) it->indices[n] = it->indices[n - 1] + 1;
    }
    return arranged(rt, it, pool.get());
}

Result<Value> new_with_replacement(Runtime& rt, Type* type, Args args) {
    Ref<Tuple> pool = TRY(tuple_from(rt, args[1]));
    std::int64_t r = TRY(args.size(2));
    if (r < 0) return rt.raise(ValueError, "r must be non-negative");
    Ref<Arrangement> made = TRY(make(rt, type, pool, static_cast<std::size_t>(r), static_cast<std::size_t>(r)));
    if (!pool->size && r) made->pools = Value();
    return made;
}

Result<Value> next_with_replacement(Runtime& rt, View self) {
    auto* it = self.as<Arrangement>();
    if (it->pools.is_unbound()) return Value();
    Ref<Tuple> pool = TRY(begin(rt, it));
    if (it->started) {
        std::size_t n = it->length;
        while (n > 0 && it->indices[n - 1] == pool->size - 1) --n;
        if (!n) return end(it);
        std::size_t index = it->indices[n - 1] + 1;
        for (--n; n < it->length; ++n) it->indices[n] = index;
    }
    return arranged(rt, it, pool.get());
}

// ---- permutations: indices[0 … size) is the pool's order, indices[size … size + length) are counters

Result<Value> new_permutations(Runtime& rt, Type* type, Args args) {
    Ref<Tuple> pool = TRY(tuple_from(rt, args[1]));
    std::size_t length = pool->size;
    if (!args[2].is_none()) {
        if (!is_integer(args[2])) return rt.raise(TypeError, "Expected int as r");
        std::int64_t r = TRY(args.size(2));
        if (r < 0) return rt.raise(ValueError, "r must be non-negative");
        length = static_cast<std::size_t>(r);
    }
    std::size_t total;
    if (__builtin_add_overflow(pool->size, length, &total)) return rt.raise_memory_error();
    Ref<Arrangement> made = TRY(make(rt, type, pool, length, total));
    for (std::size_t n = 0; n < pool->size; ++n) made->indices[n] = n;
    for (std::size_t n = 0; n < length; ++n) made->indices[pool->size + n] = pool->size - n;
    if (length > pool->size) made->pools = Value();
    return made;
}

Result<Value> next_permutation(Runtime& rt, View self) {
    auto* it = self.as<Arrangement>();
    if (it->pools.is_unbound()) return Value();
    Ref<Tuple> pool = TRY(begin(rt, it));
    if (it->started) {
        std::size_t* order = it->indices;
        std::size_t* left = it->indices + pool->size;
        std::size_t n = it->length;
        for (; n > 0; --n) {
            std::size_t at = n - 1;
            if (--left[at]) {
                std::swap(order[at], order[pool->size - left[at]]);
                break;
            }
            // This place had every item: rotate it to the end, and start it over.
            std::size_t first = order[at];
            std::memmove(order + at, order + at + 1, (pool->size - at - 1) * sizeof(std::size_t));
            order[pool->size - 1] = first;
            left[at] = pool->size - at;
        }
        if (!n) return end(it);
    }
    return arranged(rt, it, pool.get());
}

constexpr TypeSlots slots_of(UnarySlot next, Result<Value> (*construct)(Runtime&, Type*, const Arguments&) = nullptr) {
    TypeSlots slots = iterator_slots<Arrangement>(next);
    slots.destroy = destroy_arrangement;
    slots.construct = construct;
    return slots;
}

}  // namespace

const TypeDef product_type{.name = "product", .module = "itertools", .doc = "Cartesian product of input iterables.  Equivalent to nested for-loops.",
                           .kind = Kind::iterator, .size = sizeof(Arrangement), .flags = kFlags, .text_signature = "(*iterables, repeat=1)", .slots = slots_of(next_product, construct_product)};
const TypeDef combinations_type{.name = "combinations", .module = "itertools", .doc = "Return successive r-length combinations of elements in the iterable.",
                                .kind = Kind::iterator, .size = sizeof(Arrangement), .flags = kFlags, .construct_signature = "(iterable, r)",
                                .construct_bound = new_combinations, .slots = slots_of(next_combination)};
const TypeDef combinations_with_replacement_type{.name = "combinations_with_replacement", .module = "itertools",
                                                 .doc = "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
                                                 .kind = Kind::iterator, .size = sizeof(Arrangement), .flags = kFlags, .construct_signature = "(iterable, r)",
                                                 .construct_bound = new_with_replacement, .slots = slots_of(next_with_replacement)};
const TypeDef permutations_type{.name = "permutations", .module = "itertools", .doc = "Return successive r-length permutations of elements in the iterable.",
                                .kind = Kind::iterator, .size = sizeof(Arrangement), .flags = kFlags, .construct_signature = "(iterable, r=None)",
                                .construct_bound = new_permutations, .slots = slots_of(next_permutation)};

}  // namespace ouro::itertools
