// SPDX-License-Identifier: MIT
// What dict.cpp, dict_methods.cpp and dict_views.cpp share.
#pragma once

#include "runtime/objects/containers.h"

namespace ouro {

/// An empty dict; `bytes` is the size of the fixed part, larger for types that have fields of their own behind it.
Result<Ref<Dict>> allocate_dict(Runtime& rt, Type* type, std::size_t bytes = sizeof(Dict));
void destroy_dict(Runtime& rt, Object* object, std::size_t bytes);
/// dict[key] = value where the hash of the key is known.
Result<void> dict_set_hashed(Runtime& rt, Dict* dict, View key, std::uint64_t hash, View value);
/// Removes the entry inserted last; false if the dict is empty.
Result<bool> dict_pop_last(Runtime& rt, Dict* dict, Value& key, Value& value);
/// The same for the first.
bool dict_pop_first(Dict* dict, Value& key, Value& value);
/// The value of a key, whose entry becomes the last; Unbound if it is absent.
Result<Value> dict_touch(Runtime& rt, Dict* dict, View key);
/// Makes an entry the last or the first; false if the key is absent.
Result<bool> dict_move_to_end(Runtime& rt, Dict* dict, View key, bool last);
/// What keys(), values() and items() return.
struct DictView : Object {
    Value dict;
};
Result<Value> new_dict_view(Runtime& rt, Type* type, View dict);
/// Iterators over keys (0), values (1) or items (2).
Result<Value> new_dict_iterator(Runtime& rt, View dict, int what, bool reversed);
/// Equality of two numbers that are immediates of different kinds (1 and 1.0 and True).
bool equal_numbers(Runtime& rt, View a, View b);
/// hash() of an int that is an immediate.
inline std::int64_t small_int_hash(std::int64_t n) {
    constexpr std::int64_t modulus = (std::int64_t{1} << 61) - 1;
    if (n >= 0) return n < modulus ? n : n % modulus;
    std::int64_t h = -(-n % modulus);
    return h == -1 ? -2 : h;
}

}  // namespace ouro
