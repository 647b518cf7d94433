// SPDX-License-Identifier: MIT
// What dict.cpp, dict_methods.cpp and dict_views.cpp share.
#pragma once

#include "runtime/objects/containers.h"

namespace ouro {

Result<Ref<Dict>> allocate_dict(Runtime& rt, Type* type);
void destroy_dict(Runtime& rt, Object* object);
/// Removes the entry inserted last; false if the dict is empty.
Result<bool> dict_pop_last(Runtime& rt, Dict* dict, Value& key, Value& value);
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
