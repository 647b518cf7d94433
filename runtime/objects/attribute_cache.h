// SPDX-License-Identifier: MIT
// What an inline cache remembers of one attribute look-up. A cache entry is good while the receiver's shape has the same version:
// versions are unique, and every change of a class that could alter the outcome gives its shapes new ones (heap/shape.h). The receiver
// of a class attribute may be a class itself: then the version is that of the class's own record, kept in the shape that only it
// has (a class object gets a shape of its own when it is first cached).
#pragma once

#include "runtime/heap/type.h"

namespace ouro {

struct AttributeCache {
    enum Kind : std::uint8_t {
        empty,
        slot,        // a value at `offset` bytes in the object (attribute storage or __slots__); Unbound there: take the slow way
        constant,    // a value found on the class (or class attribute of a class), used as it is; `value`, borrowed
        method,      // a function-like value found on the class, to be called with the receiver as first argument; `value`, borrowed
        property,    // `value` is the getter, to be called with the receiver; borrowed
        module,      // a global of a module: `value` is its dict's keys_version (high half) and the entry's index
        transition,  // stores only: the value goes to `offset` and the object gets the shape `value`
    };
    std::uint32_t version;  // 0: never matches
    std::uint16_t offset;
    Kind kind;
    std::uint8_t unused;
    std::uint64_t value;
};
static_assert(sizeof(AttributeCache) == 16);

/// Fills `cache` for reading object.name (interned), where that can be cached: true. Runs no script code. A `method` entry is made where the
/// attribute is a method; whoever reads the attribute without calling it then binds it by the slow way.
bool fill_get(Runtime& rt, View object, Str* name, AttributeCache& cache);
/// The same for storing object.name = value: kinds slot (an existing attribute or __slots__ member) and transition.
bool fill_set(Runtime& rt, View object, Str* name, AttributeCache& cache);

}  // namespace ouro
