// SPDX-License-Identifier: MIT
// The dict table: entries in order of insertion, and indices into them found by CPython's probing. The methods are in dict_methods.cpp.
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

constexpr std::size_t kMinimumLog2 = 3;
constexpr std::int64_t kFreeSteps = 8;  // of a search; more than that is charged

std::size_t index_bytes(std::uint8_t log2) { return log2 <= 7 ? 1 : log2 <= 15 ? 2 : log2 <= 31 ? 4 : 8; }
std::size_t table_size(const Dict* dict) { return std::size_t{1} << dict->log2_indices; }
std::size_t usable(std::uint8_t log2) { return (std::size_t{1} << log2) * 2 / 3; }

std::int64_t get_index(const Dict* dict, std::size_t slot) {
    switch (index_bytes(dict->log2_indices)) {
        case 1: return static_cast<std::int8_t*>(dict->indices)[slot];
        case 2: return static_cast<std::int16_t*>(dict->indices)[slot];
        case 4: return static_cast<std::int32_t*>(dict->indices)[slot];
        default: return static_cast<std::int64_t*>(dict->indices)[slot];
    }
}

void put_index(Dict* dict, std::size_t slot, std::int64_t value) {
    switch (index_bytes(dict->log2_indices)) {
        case 1: static_cast<std::int8_t*>(dict->indices)[slot] = static_cast<std::int8_t>(value); break;
        case 2: static_cast<std::int16_t*>(dict->indices)[slot] = static_cast<std::int16_t>(value); break;
        case 4: static_cast<std::int32_t*>(dict->indices)[slot] = static_cast<std::int32_t>(value); break;
        default: static_cast<std::int64_t*>(dict->indices)[slot] = value; break;
    }
}

constexpr std::int64_t kEmpty = -1, kDeleted = -2;

/// Visits the slots of a hash until `visit` returns true.
template <typename Visit>
void probe(const Dict* dict, std::uint64_t hash, Visit&& visit) {
    std::size_t mask = table_size(dict) - 1, at = hash & mask;
    for (std::uint64_t perturb = hash;;) {
        if (visit(at)) return;
        perturb >>= 5;
        at = (at * 5 + perturb + 1) & mask;
    }
}

void free_table(Runtime& rt, Dict* dict) {
    if (!dict->indices) return;
    rt.heap.free_raw(dict->indices, table_size(dict) * index_bytes(dict->log2_indices));
    rt.heap.free_raw(dict->entries, dict->capacity * sizeof(Dict::Entry));
    dict->indices = nullptr;
    dict->entries = nullptr;
    dict->capacity = 0;
}

/// Makes a table for `wanted` entries; the first `holes` of them are left free.
Result<void> resize(Runtime& rt, Dict* dict, std::size_t wanted, std::size_t holes = 0) {
    std::uint8_t log2 = kMinimumLog2;
    while (usable(log2) < wanted && log2 < 60) ++log2;
    std::size_t capacity = usable(log2), bytes = (std::size_t{1} << log2) * index_bytes(log2);
    if (capacity > SIZE_MAX / sizeof(Dict::Entry)) return rt.raise_memory_error();
    void* indices = rt.heap.allocate_raw(bytes);
    auto* entries = static_cast<Dict::Entry*>(indices ? rt.heap.allocate_raw(capacity * sizeof(Dict::Entry)) : nullptr);
    if (!entries) {
        if (indices) rt.heap.free_raw(indices, bytes);
        return rt.raise_memory_error();
    }
    std::memset(indices, 0xff, bytes);
    Dict::Entry* old = dict->entries;
    std::size_t filled = dict->filled, old_capacity = dict->capacity;
    void* old_indices = dict->indices;
    std::uint8_t old_log2 = dict->log2_indices;
    std::size_t old_bytes = old_indices ? table_size(dict) * index_bytes(dict->log2_indices) : 0;
    std::size_t at = holes;
    for (std::size_t n = 0; n < holes; ++n) new (&entries[n]) Dict::Entry{Value(), Value(), 0};
    for (std::size_t n = dict->holes; n < filled; ++n)
        if (!old[n].key.is_unbound()) std::memcpy(static_cast<void*>(&entries[at++]), static_cast<void*>(&old[n]), sizeof(Dict::Entry));
    dict->indices = indices;
    dict->entries = entries;
    dict->capacity = capacity;
    dict->log2_indices = log2;
    auto back = [&] {
        dict->indices = old_indices;
        dict->entries = old;
        dict->capacity = old_capacity;
        dict->log2_indices = old_log2;
        rt.heap.free_raw(indices, bytes);
        rt.heap.free_raw(entries, capacity * sizeof(Dict::Entry));
        return Raised{};
    };
    for (std::size_t n = holes; n < at; ++n) {
        std::int64_t steps = 0;
        probe(dict, entries[n].hash, [&](std::size_t slot) {
            ++steps;
            if (get_index(dict, slot) != kEmpty) return false;
            put_index(dict, slot, static_cast<std::int64_t>(n));
            return true;
        });
        if (steps > kFreeSteps && rt.spend(steps).raised()) return back();
    }
    if (at != filled) dict->keys_version = 0;  // positions moved
    dict->filled = at;
    dict->holes = static_cast<std::uint32_t>(holes);
    dict->lost = 0;
    if (old_indices) {
        rt.heap.free_raw(old_indices, old_bytes);
        rt.heap.free_raw(old, old_capacity * sizeof(Dict::Entry));
    }
    return {};
}

bool same_immediate_or_str(View a, View b) {
    if (a == b) return true;
    if (!a.is_object() || !b.is_object()) return false;
    return a.object()->kind == Kind::str && b.object()->kind == Kind::str && equal(a.as<Str>(), b.as<Str>());
}

bool simple_key(Runtime& rt, View key) {
    return !key.is_object() || (key.object()->kind == Kind::str && key.object()->type() == rt.types.str);
}

struct Place {
    std::int64_t index;  // of the entry; kEmpty: absent
    std::size_t slot;
};

constexpr std::int64_t kUnsure = -3;

template <typename Index>
std::int64_t find_plain_in(const Dict* dict, View key, std::uint64_t hash, const Type* str) {
    auto* indices = static_cast<const Index*>(dict->indices);
    std::size_t mask = table_size(dict) - 1, at = hash & mask;
    for (std::uint64_t perturb = hash;;) {
        std::int64_t index = indices[at];
        if (index >= 0) {
            const Dict::Entry& entry = dict->entries[index];
            if (View(entry.key) == key) return index;
            if (entry.hash == hash) {
                View other = entry.key;
                if (!key.is_object() || !other.is_object() || key.object()->type() != str || other.object()->type() != str) return kUnsure;
                if (equal(key.as<Str>(), other.as<Str>())) return index;
            }
        } else if (index == kEmpty) {
            return kEmpty;
        }
        perturb >>= 5;
        at = (at * 5 + perturb + 1) & mask;
    }
}

/// The index of a key's entry where identity, or the comparison of two str, settles it, as it nearly always does; else kUnsure.
std::int64_t find_plain(Runtime& rt, const Dict* dict, View key, std::uint64_t hash) {
    if (!dict->indices) return kEmpty;
    switch (index_bytes(dict->log2_indices)) {
        case 1: return find_plain_in<std::int8_t>(dict, key, hash, rt.types.str);
        case 2: return find_plain_in<std::int16_t>(dict, key, hash, rt.types.str);
        case 4: return find_plain_in<std::int32_t>(dict, key, hash, rt.types.str);
        default: return find_plain_in<std::int64_t>(dict, key, hash, rt.types.str);
    }
}

/// Finds a key whose comparison cannot run script code with any key it meets, or asks __eq__ with care.
Result<Place> find(Runtime& rt, Dict* dict, View key, std::uint64_t hash) {
    if (!dict->indices) return Place{kEmpty, 0};
    bool simple = simple_key(rt, key);
    for (int tries = 0;; ++tries) {
        Place place{kEmpty, 0};
        bool raised = false, changed = false;
        std::int64_t steps = 0;
        probe(dict, hash, [&](std::size_t slot) {
            std::int64_t at = get_index(dict, slot);
            place.slot = slot;
            ++steps;
            if (at == kEmpty) return true;
            if (at == kDeleted) return false;
            Dict::Entry& entry = dict->entries[at];
            if (View(entry.key) == key) {
                place.index = at;
                return true;
            }
            if (entry.hash != hash) return false;
            if (simple && simple_key(rt, entry.key)) {
                if (same_immediate_or_str(entry.key, key) || (!key.is_object() && !View(entry.key).is_object() && equal_numbers(rt, entry.key, key))) {
                    place.index = at;
                    return true;
                }
                return false;
            }
            Value held_key = entry.key;
            Value wanted(key);
            Dict::Entry* entries = dict->entries;
            void* indices = dict->indices;
            std::uint8_t log2 = dict->log2_indices;
            Result<bool> same = equal(rt, held_key, wanted);
            if (same.raised()) {
                raised = true;
                return true;
            }
            // As in CPython, more entries in the same table do no harm; otherwise __eq__ could keep the search going for ever.
            if (dict->entries != entries || dict->indices != indices || dict->log2_indices != log2 ||
                static_cast<std::size_t>(at) >= dict->filled || View(entries[at].key) != View(held_key)) {
                changed = true;
                return true;
            }
            if (same.value()) place.index = at;
            return same.value();
        });
        if (raised) return Raised{};
        if (steps > kFreeSteps && rt.spend(steps).raised()) return Raised{};
        if (!changed) return place;
        if (!dict->indices) return Place{kEmpty, 0};
    }
}

Result<void> insert(Runtime& rt, Dict* dict, View key, View value, std::uint64_t hash) {
    if (!dict->indices || dict->filled + dict->lost >= dict->capacity) TRY(resize(rt, dict, dict->used < 3 ? 5 : dict->used * 2));
    probe(dict, hash, [&](std::size_t slot) {
        if (get_index(dict, slot) >= 0) return false;
        put_index(dict, slot, static_cast<std::int64_t>(dict->filled));
        return true;
    });
    new (&dict->entries[dict->filled]) Dict::Entry{Value(key), Value(value), hash};
    ++dict->filled;
    ++dict->used;
    ++dict->mutations;
    dict->keys_version = 0;
    if (dict->only_str_keys && !(is_kind(key, Kind::str) && key.object()->type() == rt.types.str)) dict->only_str_keys = false;
    return {};
}

Result<std::uint64_t> hash_key(Runtime& rt, View key) {
    if (key.is_int()) return static_cast<std::uint64_t>(small_int_hash(key.as_int()));
    if (is_kind(key, Kind::str) && key.object()->type() == rt.types.str) return hash_of(rt, key.as<Str>());
    return static_cast<std::uint64_t>(TRY(hash(rt, key)));
}

}  // namespace

Result<Ref<Dict>> allocate_dict(Runtime& rt, Type* type, std::size_t bytes) {
    auto* dict = rt.allocate<Dict>(type, bytes);
    if (!dict) return rt.raise_memory_error();
    dict->used = dict->filled = dict->capacity = 0;
    dict->entries = nullptr;
    dict->indices = nullptr;
    dict->keys_version = 0;
    dict->log2_indices = 0;
    dict->only_str_keys = true;
    dict->mutations = 0;
    dict->holes = dict->lost = 0;
    return Ref<Dict>::adopt(dict);
}

Result<Ref<Dict>> new_dict(Runtime& rt, std::size_t expected) {
    Ref<Dict> dict = TRY(allocate_dict(rt, rt.types.dict));
    if (expected > 5) TRY(resize(rt, dict.get(), expected));
    return dict;
}

Result<View> dict_get(Runtime& rt, Dict* dict, View key) {
    std::uint64_t hash = TRY(hash_key(rt, key));
    std::int64_t at = find_plain(rt, dict, key, hash);
    if (at == kUnsure) [[unlikely]] at = TRY(find(rt, dict, key, hash)).index;
    return at < 0 ? View() : View(dict->entries[at].value);
}

Result<View> dict_get(Runtime& rt, Dict* dict, Str* key) {
    View view(static_cast<const Object*>(key));
    std::uint64_t hash = hash_of(rt, key);
    std::int64_t at = find_plain(rt, dict, view, hash);
    if (at == kUnsure) [[unlikely]] at = TRY(find(rt, dict, view, hash)).index;
    return at < 0 ? View() : View(dict->entries[at].value);
}

std::ptrdiff_t namespace_find(const Dict* dict, Str* name) {
    if (!dict->indices) return -1;
    std::ptrdiff_t found = -1;
    View key(static_cast<const Object*>(name));
    probe(dict, name->hash, [&](std::size_t slot) {
        std::int64_t at = get_index(dict, slot);
        if (at == kEmpty) return true;
        if (at == kDeleted) return false;
        const Dict::Entry& entry = dict->entries[at];
        if (View(entry.key) == key || (entry.hash == name->hash && is_kind(entry.key, Kind::str) && equal(View(entry.key).as<Str>(), name))) {
            found = at;
            return true;
        }
        return false;
    });
    return found;
}

View namespace_get(const Dict* dict, Str* name) {
    std::ptrdiff_t at = namespace_find(dict, name);
    return at < 0 ? View() : View(dict->entries[at].value);
}

Result<void> dict_set(Runtime& rt, Dict* dict, View key, View value) { return dict_set_hashed(rt, dict, key, TRY(hash_key(rt, key)), value); }

Result<void> dict_set_hashed(Runtime& rt, Dict* dict, View key, std::uint64_t hash, View value) {
    std::int64_t at = find_plain(rt, dict, key, hash);
    if (at == kUnsure) [[unlikely]] at = TRY(find(rt, dict, key, hash)).index;
    if (at >= 0) {
        Value old = std::exchange(dict->entries[at].value, Value(value));
        return {};
    }
    return insert(rt, dict, key, value, hash);
}

Result<void> dict_set(Runtime& rt, Dict* dict, Str* key, View value) { return dict_set(rt, dict, View(static_cast<const Object*>(key)), value); }

namespace {

/// Counts the deleted entries at the front, so that taking the first is quick however many were taken before.
void skip_holes(Dict* dict) {
    while (dict->holes < dict->filled && dict->holes < UINT32_MAX && dict->entries[dict->holes].key.is_unbound()) ++dict->holes;
}

/// Forgets deleted entries at the end. Their indices stay deleted until the table is made anew, which it must be before no empty one is left.
void drop_trailing(Dict* dict) {
    for (; dict->filled && dict->entries[dict->filled - 1].key.is_unbound(); --dict->filled) ++dict->lost;
    if (dict->holes > dict->filled) dict->holes = static_cast<std::uint32_t>(dict->filled);
}

Value remove_at(Dict* dict, Place place) {
    put_index(dict, place.slot, kDeleted);
    Dict::Entry& entry = dict->entries[place.index];
    --dict->used;
    ++dict->mutations;
    dict->keys_version = 0;
    Value key = std::exchange(entry.key, Value());
    Value value = std::exchange(entry.value, Value());
    skip_holes(dict);
    return value;
}

/// Where the index of the entry at this position stands.
std::size_t slot_of(const Dict* dict, std::size_t position) {
    std::size_t found = 0;
    probe(dict, dict->entries[position].hash, [&](std::size_t slot) {
        found = slot;
        return get_index(dict, slot) == static_cast<std::int64_t>(position);
    });
    return found;
}

}  // namespace

Result<Value> dict_pop(Runtime& rt, Dict* dict, View key) {
    std::uint64_t hash = TRY(hash_key(rt, key));
    Place place = TRY(find(rt, dict, key, hash));
    if (place.index < 0) return Value();
    return remove_at(dict, place);
}

Result<bool> dict_pop_last(Runtime&, Dict* dict, Value& key, Value& value) {
    drop_trailing(dict);
    if (!dict->filled) return false;
    std::size_t last = dict->filled - 1;
    put_index(dict, slot_of(dict, last), kDeleted);
    key = std::move(dict->entries[last].key);
    value = std::move(dict->entries[last].value);
    drop_trailing(dict);
    --dict->used;
    ++dict->mutations;
    dict->keys_version = 0;
    return true;
}

bool dict_pop_first(Dict* dict, Value& key, Value& value) {
    Dict::Entry* first = dict_first(dict);
    if (!first) return false;
    auto position = static_cast<std::size_t>(first - dict->entries);
    key = first->key;
    value = remove_at(dict, {static_cast<std::int64_t>(position), slot_of(dict, position)});
    return true;
}

namespace {

Result<void> move_entry(Runtime& rt, Dict* dict, Place place, bool last) {
    skip_holes(dict);
    if (last) drop_trailing(dict);
    if (place.index == static_cast<std::int64_t>(last ? dict->filled - 1 : dict->holes)) return {};
    if (last ? dict->filled >= dict->capacity : !dict->holes) {
        // A new table, with room where it is wanted; in it the entry is found by its key's identity.
        Value moved = dict->entries[place.index].key;
        std::uint64_t hash = dict->entries[place.index].hash;
        std::size_t room = last ? 0 : dict->used / 2 + 4;
        if (room > UINT32_MAX / 2) return rt.raise_memory_error();
        TRY(resize(rt, dict, dict->used * 2 + room, room));
        probe(dict, hash, [&](std::size_t slot) {
            place = {get_index(dict, slot), slot};
            return place.index >= 0 && View(dict->entries[place.index].key) == View(moved);
        });
    }
    std::size_t to = last ? dict->filled++ : --dict->holes;
    Dict::Entry& from = dict->entries[place.index];
    std::memcpy(static_cast<void*>(&dict->entries[to]), static_cast<void*>(&from), sizeof(Dict::Entry));
    new (&from) Dict::Entry{Value(), Value(), 0};
    put_index(dict, place.slot, static_cast<std::int64_t>(to));
    skip_holes(dict);
    ++dict->mutations;
    dict->keys_version = 0;
    return {};
}

}  // namespace

Result<bool> dict_move_to_end(Runtime& rt, Dict* dict, View key, bool last) {
    Place place = TRY(find(rt, dict, key, TRY(hash_key(rt, key))));
    if (place.index < 0) return false;
    TRY(move_entry(rt, dict, place, last));
    return true;
}

Result<Value> dict_touch(Runtime& rt, Dict* dict, View key) {
    Place place = TRY(find(rt, dict, key, TRY(hash_key(rt, key))));
    if (place.index < 0) return Value();
    Value value = dict->entries[place.index].value;
    TRY(move_entry(rt, dict, place, true));
    return value;
}

Result<Value> dict_set_default(Runtime& rt, Dict* dict, View key, View otherwise) {
    std::uint64_t hash = TRY(hash_key(rt, key));
    Place place = TRY(find(rt, dict, key, hash));
    if (place.index >= 0) return dict->entries[place.index].value;
    TRY(insert(rt, dict, key, otherwise, hash));
    return Value(otherwise);
}

void dict_clear(Runtime& rt, Dict* dict) {
    Dict::Entry* entries = dict->entries;
    void* indices = dict->indices;
    std::size_t filled = dict->filled, capacity = dict->capacity, bytes = indices ? table_size(dict) * index_bytes(dict->log2_indices) : 0;
    dict->entries = nullptr;
    dict->indices = nullptr;
    dict->used = dict->filled = dict->capacity = 0;
    dict->holes = dict->lost = 0;
    dict->keys_version = 0;
    dict->only_str_keys = true;
    ++dict->mutations;
    // What the releases run sees an empty dict.
    for (std::size_t n = 0; n < filled; ++n) {
        entries[n].key.~Value();
        entries[n].value.~Value();
    }
    if (indices) {
        rt.heap.free_raw(indices, bytes);
        rt.heap.free_raw(entries, capacity * sizeof(Dict::Entry));
    }
}

Result<Ref<Dict>> dict_copy(Runtime& rt, Dict* dict) {
    Ref<Dict> copy = TRY(new_dict(rt, dict->used));
    for (auto* entry = dict_first(dict); entry; entry = dict_next(dict, entry)) TRY(insert(rt, copy.get(), entry->key, entry->value, entry->hash));
    copy->only_str_keys = dict->only_str_keys;
    return copy;
}

Result<void> dict_merge(Runtime& rt, Dict* dict, View other, bool from_keys_method) {
    if (Dict* exact = as_dict(other); exact && !from_keys_method) {
        if (exact == dict) return {};
        TRY(rt.charge(static_cast<std::int64_t>(exact->used)));
        std::uint32_t mutations = exact->mutations;
        for (std::size_t n = 0; n < exact->filled; ++n) {
            if (exact->entries[n].key.is_unbound()) continue;
            Value key = exact->entries[n].key, value = exact->entries[n].value;
            std::uint64_t hash = exact->entries[n].hash;
            Place place = TRY(find(rt, dict, key, hash));
            if (place.index >= 0) dict->entries[place.index].value = value;
            else TRY(insert(rt, dict, key, value, hash));
            if (exact->mutations != mutations) return rt.raise(RuntimeError, "dict mutated during update");
        }
        return {};
    }
    Value keys = TRY(call_method(rt, other, rt.names.keys));
    return for_each(rt, keys, [&](View key) -> Result<bool> {
        Value held(key);
        Value value = TRY(get_item(rt, other, held));
        TRY(dict_set(rt, dict, View(held), value));
        return true;
    });
}

Result<void> dict_update(Runtime& rt, Dict* dict, View other) {
    if (is_kind(other, Kind::dict) && (other.object()->type() == rt.types.dict || lookup_on_type(other.object()->type(), rt.names.iter_) == lookup_on_type(rt.types.dict, rt.names.iter_)))
        return dict_merge(rt, dict, other, false);
    Value keys = TRY(find_attribute(rt, other, rt.names.keys));
    if (!keys.is_unbound()) return dict_merge(rt, dict, other, true);
    std::size_t n = 0;
    return for_each(rt, other, [&](View item) -> Result<bool> {
        Value held(item);
        Result<Ref<Tuple>> pair = tuple_from(rt, held);
        if (pair.raised()) {
            if (rt.pending_is(TypeError)) {
                rt.pending = Value();
                return rt.raise(TypeError, "cannot convert dictionary update sequence element #%zu to a sequence", n);
            }
            return Raised{};
        }
        if (pair.value()->size != 2)
            return rt.raise(ValueError, "dictionary update sequence element #%zu has length %zu; 2 is required", n, pair.value()->size);
        TRY(dict_set(rt, dict, View(pair.value()->items[0]), pair.value()->items[1]));
        ++n;
        return true;
    });
}

std::uint32_t keys_version(Runtime& rt, Dict* dict) {
    if (!dict->keys_version && rt.next_keys_version) dict->keys_version = rt.next_keys_version++;
    return dict->keys_version;
}

void destroy_dict(Runtime& rt, Object* object, std::size_t bytes) {
    auto* dict = static_cast<Dict*>(object);
    for (std::size_t n = 0; n < dict->filled; ++n) {
        dict->entries[n].key.~Value();
        dict->entries[n].value.~Value();
    }
    free_table(rt, dict);
    rt.free_instance(dict, bytes);
}

}  // namespace ouro
