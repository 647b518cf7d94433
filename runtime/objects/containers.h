// SPDX-License-Identifier: MIT
// tuple, list and dict: their layouts, and the operations that natives and the interpreter need from them.
#pragma once

#include <span>

#include "runtime/heap/result.h"

namespace ouro {

// ---- tuple

struct Tuple : Object {
    std::size_t size;
    std::uint64_t hash;  // 0: not yet computed
    Value items[0];  // `size` of them; clang knows no items[] of a class with a destructor

    std::span<const Value> view() const { return {items, size}; }
};

/// A tuple of `size` Unbound items, to be filled before scripts can see it.
Result<Ref<Tuple>> new_tuple(Runtime& rt, std::size_t size);
Result<Ref<Tuple>> new_tuple(Runtime& rt, std::initializer_list<View> items);
Result<Ref<Tuple>> new_tuple(Runtime& rt, std::span<const Value> items);
/// tuple(iterable)
Result<Ref<Tuple>> tuple_from(Runtime& rt, View iterable);
inline Tuple* as_tuple(View value) { return is_kind(value, Kind::tuple) ? value.as<Tuple>() : nullptr; }

// ---- list

struct List : Object {
    std::size_t size;
    std::size_t capacity;
    Value* items;  // raw memory; [0, size) are live
    std::span<const Value> view() const { return {items, size}; }
};

Result<Ref<List>> new_list(Runtime& rt, std::size_t capacity = 0);
Result<void> list_append(Runtime& rt, List* list, Value value);
Result<void> list_insert(Runtime& rt, List* list, std::size_t at, Value value);
/// list.extend(iterable)
Result<void> list_extend(Runtime& rt, List* list, View iterable);
/// list(iterable)
Result<Ref<List>> list_from(Runtime& rt, View iterable);
Result<void> list_sort(Runtime& rt, List* list, View key, bool reverse);
inline List* as_list(View value) { return is_kind(value, Kind::list) ? value.as<List>() : nullptr; }

// ---- dict: entries in order of insertion, and a table of indices into them

struct Dict : Object {
    struct Entry {
        Value key;  // Unbound: deleted
        Value value;
        std::uint64_t hash;
    };
    std::size_t used;        // live entries
    std::size_t filled;      // entries ever appended since the last resize (deleted ones too)
    std::size_t capacity;    // entries allocated
    Entry* entries;
    void* indices;           // 2^log2_indices of 8, 16, 32 or 64 bits by the size; null while the dict is empty
    std::uint32_t keys_version;  // 0, or unique for this set of keys in this order; see keys_version()
    std::uint8_t log2_indices;
    bool only_str_keys;      // every key is an exact str: look-ups by a str cannot run script code
    std::uint32_t mutations; // counts changes of the keys, for iterators
    std::uint32_t holes;     // so many entries at the front are deleted, at least
    std::uint32_t lost;      // indices given up by entries that were taken from the end
};

Result<Ref<Dict>> new_dict(Runtime& rt, std::size_t expected = 0);
/// The value (borrowed), Unbound if the key is absent; raises what hashing or comparing raises.
Result<View> dict_get(Runtime& rt, Dict* dict, View key);
/// The same for a str key in any dict; cannot raise when the dict has only str keys; errors of foreign keys' __eq__ are raised.
Result<View> dict_get(Runtime& rt, Dict* dict, Str* key);
/// For namespaces (module, class, keyword dicts) with interned keys: value or Unbound, never raises, ignores keys that are not str.
View namespace_get(const Dict* dict, Str* interned);
/// Index of the entry of an interned key, or -1.
std::ptrdiff_t namespace_find(const Dict* dict, Str* interned);
Result<void> dict_set(Runtime& rt, Dict* dict, View key, View value);
Result<void> dict_set(Runtime& rt, Dict* dict, Str* key, View value);
/// Removes the key and returns its value, Unbound if absent.
Result<Value> dict_pop(Runtime& rt, Dict* dict, View key);
/// The value of the key, after inserting `otherwise` if it was absent (setdefault).
Result<Value> dict_set_default(Runtime& rt, Dict* dict, View key, View otherwise);
void dict_clear(Runtime& rt, Dict* dict);
Result<Ref<Dict>> dict_copy(Runtime& rt, Dict* dict);
/// dict.update(other): other is a mapping or an iterable of pairs.
Result<void> dict_update(Runtime& rt, Dict* dict, View other);
/// The version that names the present set of keys; gives it one if it has none. 0 if versions ran out.
std::uint32_t keys_version(Runtime& rt, Dict* dict);
/// Iterates over live entries: `for (auto* e = dict_first(d); e; e = dict_next(d, e))`. The keys must not change meanwhile.
inline Dict::Entry* dict_next(const Dict* dict, const Dict::Entry* after) {
    for (auto* e = dict->entries + (after ? after - dict->entries + 1 : dict->holes); e < dict->entries + dict->filled; ++e)
        if (!e->key.is_unbound()) return e;
    return nullptr;
}
inline Dict::Entry* dict_first(const Dict* dict) { return dict_next(dict, nullptr); }
inline Dict* as_dict(View value) { return is_kind(value, Kind::dict) ? value.as<Dict>() : nullptr; }

// ---- set and frozenset: open addressing, no order promised (we keep insertion order out of it)

struct Set : Object {
    struct Entry {
        Value key;  // Unbound: empty or deleted
        std::uint64_t hash;
    };
    std::size_t used, filled;  // live; live and deleted
    std::size_t mask;          // slots - 1
    Entry* entries;
    std::uint64_t own_hash;    // frozenset; 0: not yet computed
    std::uint32_t mutations;
};

Result<Ref<Set>> new_set(Runtime& rt, bool frozen = false);
/// Adds; true if it was not there.
Result<bool> set_add(Runtime& rt, Set* set, View key);
Result<bool> set_contains(Runtime& rt, Set* set, View key);
/// Removes; true if it was there.
Result<bool> set_discard(Runtime& rt, Set* set, View key);
Result<void> set_update(Runtime& rt, Set* set, View iterable);
inline Set* as_set(View value) {
    return value.is_object() && (value.object()->kind == Kind::set || value.object()->kind == Kind::frozenset) ? value.as<Set>()
                                                                                                              : nullptr;
}

}  // namespace ouro
