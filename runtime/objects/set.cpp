// SPDX-License-Identifier: MIT
// set and frozenset: CPython's open addressing (nine linear probes, then perturbation), so that sets of equal hashes iterate in its order.
#include <algorithm>
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/pickled_iterator.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

constexpr std::size_t kLinearProbes = 9;
constexpr std::int64_t kFreeSteps = 2 * kLinearProbes;  // of a search; more than that is charged
constexpr std::uint64_t kDeletedHash = ~std::uint64_t{0};  // -1 is never a hash: marks a slot whose key was removed

std::size_t bytes_of(const Set* set) { return (set->mask + 1) * sizeof(Set::Entry); }

Result<Ref<Set>> allocate(Runtime& rt, Type* type) {
    auto* set = rt.allocate<Set>(type);
    if (!set) return rt.raise_memory_error();
    set->used = set->filled = 0;
    set->mask = 7;
    set->own_hash = 0;
    set->mutations = 0;
    set->entries = static_cast<Set::Entry*>(rt.heap.allocate_raw(8 * sizeof(Set::Entry)));
    if (!set->entries) {
        rt.free_instance(set, sizeof(Set));
        return rt.raise_memory_error();
    }
    for (int n = 0; n < 8; ++n) new (&set->entries[n]) Set::Entry{Value(), 0};
    return Ref<Set>::adopt(set);
}

/// The free slot of a table without deleted keys that a key of this hash comes to, and how many others it passed.
std::size_t free_slot(const Set::Entry* entries, std::size_t mask, std::uint64_t hash, std::int64_t& steps) {
    std::size_t at = hash & mask;
    for (std::uint64_t perturb = hash;;) {
        std::size_t probes = at + kLinearProbes <= mask ? kLinearProbes : 0;
        for (std::size_t n = 0; n <= probes; ++n, ++steps)
            if (entries[at + n].key.is_unbound()) return at + n;
        perturb >>= 5;
        at = (at * 5 + 1 + perturb) & mask;
    }
}

Result<void> resize(Runtime& rt, Set* set, std::size_t wanted) {
    std::size_t size = 8;
    while (size <= wanted) size <<= 1;
    if (size > SIZE_MAX / 32) return rt.raise_memory_error();
    auto* entries = static_cast<Set::Entry*>(rt.heap.allocate_raw(size * sizeof(Set::Entry)));
    if (!entries) return rt.raise_memory_error();
    for (std::size_t n = 0; n < size; ++n) new (&entries[n]) Set::Entry{Value(), 0};
    for (std::size_t n = 0; n <= set->mask; ++n) {
        const Set::Entry& old = set->entries[n];
        if (old.key.is_unbound()) continue;
        std::int64_t steps = 0;
        std::memcpy(static_cast<void*>(&entries[free_slot(entries, size - 1, old.hash, steps)]), static_cast<const void*>(&old), sizeof old);
        if (steps > kFreeSteps && rt.spend(steps).raised()) {  // the old table still owns the keys
            rt.heap.free_raw(entries, size * sizeof(Set::Entry));
            return Raised{};
        }
    }
    rt.heap.free_raw(set->entries, bytes_of(set));
    set->entries = entries;
    set->mask = size - 1;
    set->filled = set->used;
    return {};
}

/// The slot that holds the key; or, when it is absent, null.
Result<Set::Entry*> find(Runtime& rt, Set* set, View key, std::uint64_t hash, std::size_t* free_slot = nullptr) {
    std::int64_t steps = 0;
restart:
    std::size_t at = hash & set->mask;
    std::uint64_t perturb = hash;
    for (;;) {
        std::size_t probes = at + kLinearProbes <= set->mask ? kLinearProbes : 0;
        for (std::size_t n = 0; n <= probes; ++n) {
            Set::Entry& entry = set->entries[at + n];
            ++steps;
            if (entry.key.is_unbound()) {
                if (entry.hash == kDeletedHash) continue;
                if (free_slot) *free_slot = at + n;
                if (steps > kFreeSteps && rt.spend(steps).raised()) return Raised{};
                return static_cast<Set::Entry*>(nullptr);
            }
            if (entry.hash != hash) continue;
            if (View(entry.key) == key) return &entry;
            Value held = entry.key, wanted(key);
            Set::Entry* entries = set->entries;
            std::size_t mask = set->mask;
            bool same = TRY(equal(rt, held, wanted));
            // As in CPython, more keys in the same table do no harm; otherwise __eq__ could keep the search going for ever.
            if (set->entries != entries || set->mask != mask || View(set->entries[at + n].key) != View(held)) goto restart;
            if (same) return &entry;
        }
        perturb >>= 5;
        at = (at * 5 + 1 + perturb) & set->mask;
    }
}

Result<std::uint64_t> hash_key(Runtime& rt, View key) {
    if (key.is_int()) return static_cast<std::uint64_t>(small_int_hash(key.as_int()));
    if (is_kind(key, Kind::str) && key.object()->type() == rt.types.str) return hash_of(rt, key.as<Str>());
    return static_cast<std::uint64_t>(TRY(hash(rt, key)));
}

Result<bool> add_hashed(Runtime& rt, Set* set, View key, std::uint64_t hash) {
    std::size_t slot = 0;
    Set::Entry* found = TRY(find(rt, set, key, hash, &slot));
    if (found) return false;
    if (set->filled == set->mask) {  // one slot stays free, or searches would not end
        TRY(resize(rt, set, set->used * 2));
        (void)TRY(find(rt, set, key, hash, &slot));
    }
    set->entries[slot].key = Value(key);
    set->entries[slot].hash = hash;
    ++set->used;
    ++set->filled;
    ++set->mutations;
    if (set->filled * 5 >= set->mask * 3) TRY(resize(rt, set, set->used > 50000 ? set->used * 2 : set->used * 4));
    return true;
}

/// Fills an empty set with the keys of another, which need not be compared: they differ.
Result<void> fill(Runtime& rt, Set* set, const Set* other) {
    if (other->used * 5 >= set->mask * 3) TRY(resize(rt, set, other->used * 2));
    for (std::size_t n = 0; n <= other->mask; ++n) {
        const Set::Entry& entry = other->entries[n];
        if (entry.key.is_unbound()) continue;
        std::int64_t steps = 1;
        Set::Entry& place = set->entries[free_slot(set->entries, set->mask, entry.hash, steps)];
        place.key = entry.key;
        place.hash = entry.hash;
        ++set->used;
        ++set->filled;
        TRY(rt.spend(steps));
    }
    ++set->mutations;
    return {};
}

void clear_set(Runtime& rt, Set* set) {
    Set::Entry* entries = set->entries;
    std::size_t size = set->mask + 1, bytes = bytes_of(set);
    auto* fresh = static_cast<Set::Entry*>(rt.heap.allocate_raw(8 * sizeof(Set::Entry)));
    if (fresh) {
        for (int n = 0; n < 8; ++n) new (&fresh[n]) Set::Entry{Value(), 0};
        set->entries = fresh;
        set->mask = 7;
        set->used = set->filled = 0;
        ++set->mutations;
        for (std::size_t n = 0; n < size; ++n) entries[n].key.~Value();
        rt.heap.free_raw(entries, bytes);
        return;
    }
    set->used = set->filled = 0;
    ++set->mutations;
    for (std::size_t n = 0; n < size; ++n) {
        entries[n].hash = 0;
        Value gone = std::move(entries[n].key);
    }
}

Set* self_of(Args args) { return args.self<Set>(); }

/// Any iterable as a set: itself, or a new one.
Result<Ref<Set>> to_set(Runtime& rt, View iterable) {
    if (Set* set = as_set(iterable)) return Ref<Set>(set);
    Ref<Set> made = TRY(new_set(rt));
    TRY(set_update(rt, made.get(), iterable));
    return made;
}

template <typename Visit>
Result<void> each_key(Runtime& rt, Set* set, Visit&& visit) {
    Ref<Set> held(set);
    for (std::size_t n = 0; n <= set->mask; ++n) {
        if (set->entries[n].key.is_unbound()) continue;
        TRY(rt.charge(1));
        Value key = set->entries[n].key;
        std::uint64_t hash = set->entries[n].hash;
        TRY(visit(View(key), hash));
    }
    return {};
}

/// The type of results: that of the left operand, without subclasses.
Type* result_type(Runtime& rt, Set* set) { return set->kind == Kind::frozenset ? rt.types.frozenset : rt.types.set; }

Result<Ref<Set>> copy_of(Runtime& rt, Set* set, Type* type) {
    Ref<Set> made = TRY(allocate(rt, type));
    TRY(fill(rt, made.get(), set));
    return made;
}

Result<Ref<Set>> intersection_of(Runtime& rt, Set* a, View b) {
    Ref<Set> made = TRY(allocate(rt, result_type(rt, a)));
    if (Set* other = as_set(b)) {
        Set *small = other, *large = a;
        if (other->used > a->used) std::swap(small, large);
        TRY(each_key(rt, small, [&](View key, std::uint64_t hash) -> Result<void> {
            if (TRY(find(rt, large, key, hash))) TRY(add_hashed(rt, made.get(), key, hash));
            return {};
        }));
        return made;
    }
    TRY(for_each(rt, b, [&](View key) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(key);
        std::uint64_t hash = TRY(hash_key(rt, held));
        if (TRY(find(rt, a, held, hash))) TRY(add_hashed(rt, made.get(), held, hash));
        return true;
    }));
    return made;
}

Result<bool> discard_hashed(Runtime& rt, Set* set, View key, std::uint64_t hash) {
    Set::Entry* entry = TRY(find(rt, set, key, hash));
    if (!entry) return false;
    entry->hash = kDeletedHash;
    --set->used;
    ++set->mutations;
    Value gone = std::exchange(entry->key, Value());
    return true;
}

Result<void> remove_all(Runtime& rt, Set* set, View other) {
    Ref<Set> gone = TRY(to_set(rt, other));
    if (gone.get() == set) {
        clear_set(rt, set);
        return {};
    }
    return each_key(rt, gone.get(), [&](View key, std::uint64_t hash) -> Result<void> {
        TRY(discard_hashed(rt, set, key, hash));
        return {};
    });
}

Result<Ref<Set>> difference_of(Runtime& rt, Set* a, View b) {
    Ref<Set> other = TRY(to_set(rt, b));
    Ref<Set> made = TRY(allocate(rt, result_type(rt, a)));
    TRY(each_key(rt, a, [&](View key, std::uint64_t hash) -> Result<void> {
        if (!TRY(find(rt, other.get(), key, hash))) TRY(add_hashed(rt, made.get(), key, hash));
        return {};
    }));
    return made;
}

Result<void> toggle_all(Runtime& rt, Set* set, View other_value) {
    Ref<Set> other = TRY(to_set(rt, other_value));
    if (other.get() == set) {
        clear_set(rt, set);
        return {};
    }
    return each_key(rt, other.get(), [&](View key, std::uint64_t hash) -> Result<void> {
        if (!TRY(discard_hashed(rt, set, key, hash))) TRY(add_hashed(rt, set, key, hash));
        return {};
    });
}

Result<bool> is_subset_of(Runtime& rt, Set* a, Set* b) {
    if (a->used > b->used) return false;
    Ref<Set> held(a);
    for (std::size_t n = 0; n <= a->mask; ++n) {
        if (a->entries[n].key.is_unbound()) continue;
        TRY(rt.charge(1));
        Value key = a->entries[n].key;
        if (!TRY(find(rt, b, key, a->entries[n].hash))) return false;
    }
    return true;
}

Result<Value> compare_sets(Runtime& rt, View a, View b, CompareOp op) {
    Set *x = as_set(a), *y = as_set(b);
    if (!x || !y) return View::not_implemented();
    switch (op) {
        case CompareOp::eq: return View::boolean(x->used == y->used && TRY(is_subset_of(rt, x, y)));
        case CompareOp::ne: return View::boolean(!(x->used == y->used && TRY(is_subset_of(rt, x, y))));
        case CompareOp::le: return View::boolean(TRY(is_subset_of(rt, x, y)));
        case CompareOp::lt: return View::boolean(x->used < y->used && TRY(is_subset_of(rt, x, y)));
        case CompareOp::ge: return View::boolean(TRY(is_subset_of(rt, y, x)));
        case CompareOp::gt: return View::boolean(y->used < x->used && TRY(is_subset_of(rt, y, x)));
    }
    return View::not_implemented();
}

#define REQUIRE_SETS(a, b) \
    if (!as_set(a) || !as_set(b)) return View::not_implemented()

Result<Value> op_or(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    Ref<Set> made = TRY(copy_of(rt, as_set(a), result_type(rt, as_set(a))));
    TRY(set_update(rt, made.get(), b));
    return made;
}
Result<Value> op_and(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    Ref<Set> made = TRY(intersection_of(rt, as_set(a), b));
    return made;
}
Result<Value> op_sub(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    Ref<Set> made = TRY(difference_of(rt, as_set(a), b));
    return made;
}
Result<Value> op_xor(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    Ref<Set> made = TRY(copy_of(rt, as_set(a), result_type(rt, as_set(a))));
    TRY(toggle_all(rt, made.get(), b));
    return made;
}
Result<Value> in_place_or(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    TRY(set_update(rt, as_set(a), b));
    return Value(a);
}

void take_over(Set* set, Set* from) {
    std::swap(set->entries, from->entries);
    std::swap(set->mask, from->mask);
    std::swap(set->used, from->used);
    std::swap(set->filled, from->filled);
    ++set->mutations;
}

Result<Value> in_place_and(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    Ref<Set> made = TRY(intersection_of(rt, as_set(a), b));
    take_over(as_set(a), made.get());
    return Value(a);
}
Result<Value> in_place_sub(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    TRY(remove_all(rt, as_set(a), b));
    return Value(a);
}
Result<Value> in_place_xor(Runtime& rt, View a, View b) {
    REQUIRE_SETS(a, b);
    TRY(toggle_all(rt, as_set(a), b));
    return Value(a);
}

Result<Value> set_repr(Runtime& rt, View self) {
    Set* set = as_set(self);
    std::string name = type_name(rt, self);
    if (!set->used) return rt.str(name + "()");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str(name + "(...)");
    Ref<List> items = TRY(list_from(rt, self));
    Ref<Str> shown = TRY(repr(rt, View(items.get())));
    std::string inside(shown->text().substr(1, shown->size - 2));
    if (self.object()->type() == rt.types.set) return rt.str("{" + inside + "}");
    return rt.str(name + "({" + inside + "})");
}

Result<std::int64_t> frozenset_hash(Runtime&, View self) {
    Set* set = as_set(self);
    if (set->own_hash) return static_cast<std::int64_t>(set->own_hash);
    std::uint64_t h = 0;
    for (std::size_t n = 0; n <= set->mask; ++n) {
        std::uint64_t e = set->entries[n].key.is_unbound() ? (set->entries[n].hash == kDeletedHash ? kDeletedHash : 0) : set->entries[n].hash;
        h ^= ((e ^ 89869747u) ^ (e << 16)) * 3644798167u;
    }
    if ((set->mask + 1 - set->filled) & 1) h ^= (std::uint64_t{0} ^ 89869747u) * 3644798167u;
    if ((set->filled - set->used) & 1) h ^= ((kDeletedHash ^ 89869747u) ^ (kDeletedHash << 16)) * 3644798167u;
    h ^= (set->used + 1) * 1927868237u;
    h ^= (h >> 11) ^ (h >> 25);
    h = h * 69069u + 907133923u;
    if (h == ~std::uint64_t{0}) h = 590923713u;
    set->own_hash = h;
    return static_cast<std::int64_t>(h);
}

Result<Value> next_key(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Set* set = View(it->source).as<Set>();
    if (it->extra != set->used) {
        it->extra = ~std::uint64_t{0};
        return rt.raise(RuntimeError, "Set changed size during iteration");
    }
    while (static_cast<std::size_t>(it->index) <= set->mask) {
        Set::Entry& entry = set->entries[it->index++];
        if (!entry.key.is_unbound()) return entry.key;
    }
    it->source = Value();
    return Value();
}

constexpr FunctionDef iterator_methods[] = {
    {"__length_hint__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<NativeIterator>();
         if (it->source.is_unbound() || it->extra != View(it->source).as<Set>()->used) return View::small_int(0);
         Set* set = View(it->source).as<Set>();
         TRY(rt.charge(static_cast<std::int64_t>(set->mask / 8)));
         std::int64_t left = 0;
         for (auto n = static_cast<std::size_t>(it->index); n <= set->mask; ++n) left += !set->entries[n].key.is_unbound();
         return rt.integer(left);
     },
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", pickled_rest, "Return state information for pickling."},
};

Result<Value> construct_frozen(Runtime& rt, Type* type, Args args) {
    if (args.given(1) && type == rt.types.frozenset && is_kind(args[1], Kind::frozenset) && args[1].object()->type() == type) return Value(args[1]);
    Ref<Set> made = TRY(allocate(rt, type));
    if (args.given(1)) TRY(set_update(rt, made.get(), args[1]));
    return made;
}

template <Result<Value> (*operation)(Runtime&, View, View)>
Result<Value> with_each(Runtime& rt, Args args) {
    Ref<Set> first = TRY(copy_of(rt, self_of(args), result_type(rt, self_of(args))));
    Value made(first);
    for (const Value& other : args[1].as<Tuple>()->view()) {
        Ref<Set> set = TRY(to_set(rt, other));
        made = TRY(operation(rt, made, View(set.get())));
    }
    return made;
}

template <Result<Value> (*operation)(Runtime&, View, View)>
Result<Value> update_with_each(Runtime& rt, Args args) {
    for (const Value& other : args[1].as<Tuple>()->view()) {
        Ref<Set> set = TRY(to_set(rt, other));
        TRY(operation(rt, args[0], View(set.get())));
    }
    return View::none();
}

Result<Value> copy_method(Runtime& rt, Args args) {
    if (is_kind(args[0], Kind::frozenset) && args[0].object()->type() == rt.types.frozenset) return Value(args[0]);
    Ref<Set> made = TRY(copy_of(rt, self_of(args), result_type(rt, self_of(args))));
    return made;
}

Result<bool> contains_slot(Runtime& rt, View self, View key) { return set_contains(rt, as_set(self), key); }

#define SHARED_METHODS                                                                                                                        \
    {"__contains__(self, object, /)",                                                                                                         \
     [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(contains_slot(rt, args[0], args[1]))); },                         \
     "x.__contains__(y) <==> y in x."},                                                                                                        \
    {"union(self, /, *others)", with_each<op_or>, "Return a new set with elements from the set and all others."},                              \
    {"intersection(self, /, *others)", with_each<op_and>, "Return a new set with elements common to the set and all others."},                 \
    {"difference(self, /, *others)", with_each<op_sub>, "Return a new set with elements in the set that are not in the others."},              \
    {"symmetric_difference(self, other, /)",                                                                                                  \
     [](Runtime& rt, Args args) -> Result<Value> {                                                                                            \
         Ref<Set> other = TRY(to_set(rt, args[1]));                                                                                           \
         return op_xor(rt, args[0], View(other.get()));                                                                                       \
     },                                                                                                                                       \
     "Return a new set with elements in either the set or other but not both."},                                                              \
    {"issubset(self, other, /)",                                                                                                              \
     [](Runtime& rt, Args args) -> Result<Value> {                                                                                            \
         Ref<Set> other = TRY(to_set(rt, args[1]));                                                                                           \
         return View::boolean(TRY(is_subset_of(rt, self_of(args), other.get())));                                                             \
     },                                                                                                                                       \
     "Report whether another set contains this set."},                                                                                        \
    {"issuperset(self, other, /)",                                                                                                            \
     [](Runtime& rt, Args args) -> Result<Value> {                                                                                            \
         Ref<Set> other = TRY(to_set(rt, args[1]));                                                                                           \
         return View::boolean(TRY(is_subset_of(rt, other.get(), self_of(args))));                                                             \
     },                                                                                                                                       \
     "Report whether this set contains another set."},                                                                                        \
    {"isdisjoint(self, other, /)",                                                                                                            \
     [](Runtime& rt, Args args) -> Result<Value> {                                                                                            \
         Ref<Set> common = TRY(intersection_of(rt, self_of(args), args[1]));                                                                  \
         return View::boolean(common->used == 0);                                                                                             \
     },                                                                                                                                       \
     "Return True if two sets have a null intersection."},                                                                                    \
    {"copy(self, /)", copy_method, "Return a shallow copy of a set."},                                                                        \
    {"__reduce__(self, /)",                                                                                                                   \
     [](Runtime& rt, Args args) -> Result<Value> {                                                                                            \
         Ref<List> items = TRY(list_from(rt, args[0]));                                                                                       \
         Ref<Tuple> arguments = TRY(new_tuple(rt, {View(items.get())}));                                                                      \
         Value state = TRY(state_of(rt, args[0]));                                                                                            \
         return TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.type_of(args[0]))), View(arguments.get()), View(state)}));              \
     },                                                                                                                                       \
     "Return state information for pickling."},                                                                                                                                     \
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method}

/// remove() and discard(): a set is looked for as the frozenset that it equals.
Result<bool> discard_key(Runtime& rt, Set* set, View key) {
    auto gone = set_discard(rt, set, key);
    if (!gone.raised() || !is_kind(key, Kind::set) || !rt.swallow(TypeError)) return gone;
    Value frozen = TRY(copy_of(rt, key.as<Set>(), rt.types.frozenset));
    return set_discard(rt, set, frozen);
}

constexpr FunctionDef set_methods[] = {
    {"add(self, object, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(set_add(rt, self_of(args), args[1]));
         return View::none();
     },
     "Add an element to a set."},
    {"remove(self, object, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (!TRY(discard_key(rt, self_of(args), args[1]))) return rt.raise_value(KeyError, args[1]);
         return View::none();
     },
     "Remove an element from a set; it must be a member."},
    {"discard(self, object, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(discard_key(rt, self_of(args), args[1]));
         return View::none();
     },
     "Remove an element from a set if it is a member."},
    {"pop(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Set* set = self_of(args);
         for (std::size_t n = 0; n <= set->mask; ++n) {
             if (set->entries[n].key.is_unbound()) continue;
             set->entries[n].hash = kDeletedHash;
             --set->used;
             ++set->mutations;
             return std::exchange(set->entries[n].key, Value());
         }
         return rt.raise(KeyError, "pop from an empty set");
     },
     "Remove and return an arbitrary set element."},
    {"clear(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         clear_set(rt, self_of(args));
         return View::none();
     },
     "Remove all elements from this set."},
    {"update(self, /, *others)",
     [](Runtime& rt, Args args) -> Result<Value> {
         for (const Value& other : args[1].as<Tuple>()->view()) TRY(set_update(rt, self_of(args), other));
         return View::none();
     },
     "Update the set, adding elements from all others."},
    {"intersection_update(self, /, *others)", update_with_each<in_place_and>, "Update the set, keeping only elements found in it and all others."},
    {"difference_update(self, /, *others)", update_with_each<in_place_sub>, "Update the set, removing elements found in others."},
    {"symmetric_difference_update(self, other, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(toggle_all(rt, self_of(args), args[1]));
         return View::none();
     },
     "Update the set, keeping only elements found in either set, but not in both."},
    SHARED_METHODS,
};
constexpr FunctionDef frozenset_methods[] = {SHARED_METHODS};

Result<std::int64_t> length_slot(Runtime&, View self) { return static_cast<std::int64_t>(as_set(self)->used); }
Result<Value> iter_slot(Runtime& rt, View self) { return new_native_iterator(rt, rt.types.set_iterator, self, 0, as_set(self)->used); }

void destroy_set(Runtime& rt, Object* object) {
    auto* set = static_cast<Set*>(object);
    for (std::size_t n = 0; n <= set->mask; ++n) set->entries[n].key.~Value();
    rt.heap.free_raw(set->entries, bytes_of(set));
    rt.free_instance(set, sizeof(Set));
}

void traverse_set(Object* object, Visitor& visit) {
    auto* set = static_cast<Set*>(object);
    for (std::size_t n = 0; n <= set->mask; ++n) visit(set->entries[n].key);
}

}  // namespace

Result<Ref<Set>> new_set(Runtime& rt, bool frozen) { return allocate(rt, frozen ? rt.types.frozenset : rt.types.set); }

Result<bool> set_add(Runtime& rt, Set* set, View key) { return add_hashed(rt, set, key, TRY(hash_key(rt, key))); }

Result<bool> set_contains(Runtime& rt, Set* set, View key) {
    Value frozen;
    Result<std::uint64_t> hash = hash_key(rt, key);
    if (hash.raised()) {
        // A set may be looked for in a set: by the hash of the frozenset that it equals.
        if (!is_kind(key, Kind::set) || !rt.swallow(TypeError)) return Raised{};
        Ref<Set> copy = TRY(copy_of(rt, key.as<Set>(), rt.types.frozenset));
        frozen = copy;
        return TRY(find(rt, set, frozen, TRY(hash_key(rt, frozen)))) != nullptr;
    }
    return TRY(find(rt, set, key, hash.value())) != nullptr;
}

Result<bool> set_discard(Runtime& rt, Set* set, View key) {
    return discard_hashed(rt, set, key, TRY(hash_key(rt, key)));
}

Result<void> set_update(Runtime& rt, Set* set, View iterable) {
    if (Set* other = as_set(iterable)) {
        if (other == set) return {};
        if (!set->filled) return fill(rt, set, other);
        if ((set->filled + other->used) * 5 >= set->mask * 3) TRY(resize(rt, set, (set->used + other->used) * 2));
        return each_key(rt, other, [&](View key, std::uint64_t hash) -> Result<void> {
            TRY(add_hashed(rt, set, key, hash));
            return {};
        });
    }
    if (is_kind(iterable, Kind::dict) && iterable.object()->type() == rt.types.dict) {
        // The dict knows the hashes of its keys. Comparing keys may change it, as its iterator would notice.
        Ref<Dict> dict(iterable.as<Dict>());
        std::size_t used = dict->used;
        for (std::size_t n = dict->holes; n < dict->filled; ++n) {
            Dict::Entry& entry = dict->entries[n];
            if (entry.key.is_unbound()) continue;
            TRY(rt.charge(1));
            Value key = entry.key;
            std::uint64_t hash = entry.hash;
            TRY(add_hashed(rt, set, key, hash));
            if (dict->used != used) return rt.raise(RuntimeError, "dictionary changed size during iteration");
        }
        return {};
    }
    return for_each(rt, iterable, [&](View key) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(key);
        TRY(set_add(rt, set, held));
        return true;
    });
}

#define SET_BINARY {nullptr, op_sub, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, op_and, op_or, op_xor}
const TypeDef set_type{
    .name = "set",
    .doc = "Build an unordered collection of unique elements.",
    .kind = Kind::set,
    .size = sizeof(Set),
    .flags = Type::base_type | Type::container | Type::immutable | Type::weak_referable,
    .text_signature = "(iterable=(), /)",
    .slots = {.destroy = destroy_set,
              .traverse = traverse_set,
              .clear = [](Runtime& rt, Object* object) { clear_set(rt, static_cast<Set*>(object)); },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  Ref<Set> made = TRY(allocate(rt, type));
                  return made;
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  if (arguments.names && arguments.names->size) return rt.raise(TypeError, "set() takes no keyword arguments");
                  if (arguments.count > 1) return rt.raise(TypeError, "set expected at most 1 argument, got %zu", arguments.count);
                  if (as_set(self)->used) clear_set(rt, as_set(self));
                  if (arguments.count) return set_update(rt, as_set(self), arguments[0]);
                  return {};
              },
              .repr = set_repr,
              .compare = compare_sets,
              .length = length_slot,
              .contains = contains_slot,
              .iter = iter_slot,
              .binary = SET_BINARY,
              .inplace = {nullptr, in_place_sub, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, in_place_and, in_place_or, in_place_xor}},
    .methods = set_methods,
};
const TypeDef frozenset_type{
    .name = "frozenset",
    .doc = "Build an immutable unordered collection of unique elements.",
    .kind = Kind::frozenset,
    .size = sizeof(Set),
    .flags = Type::base_type | Type::container | Type::immutable | Type::weak_referable,
    .text_signature = "(iterable=(), /)", .construct_signature = "(iterable=<no value>, /)",
    .construct_bound = construct_frozen,
    .slots = {.destroy = destroy_set, .traverse = traverse_set, .repr = set_repr, .hash = frozenset_hash, .compare = compare_sets, .length = length_slot,
              .contains = contains_slot, .iter = iter_slot, .binary = SET_BINARY},
    .methods = frozenset_methods,
};
const TypeDef set_iterator_type{
    .name = "set_iterator",
    .kind = Kind::iterator,
    .size = sizeof(NativeIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = native_iterator_slots(next_key),
    .methods = iterator_methods,
};

}  // namespace ouro
