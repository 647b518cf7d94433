// SPDX-License-Identifier: MIT
// Object: the 16-byte header of everything that is not an immediate, and the counting of references.
// Kinds tell built-in layouts apart with one compare; instances of classes written in Python that derive from a
// built-in type have its kind too (they have its layout), so an exact-type test compares the type.
#pragma once

#include "runtime/heap/value.h"

namespace ouro {

enum class Kind : std::uint8_t {
    free_cell = 0,  // in a slab: not an object
#define KIND(name) name,
#include "runtime/heap/kinds.def"
#undef KIND
};

struct Object {
    std::uint32_t references;
    std::uint16_t aux;  // free for the kind's own use
    Kind kind;
    std::uint8_t flags;
    Shape* shape;  // of which type, and where its attributes lie; kept alive by the type

    static constexpr std::uint8_t kHasWeakReferences = 1;  // the runtime's weak table has an entry
    static constexpr std::uint8_t kFinalized = 2;          // __del__ or finaliser has run
    static constexpr std::uint8_t kMark = 4;               // the cycle collector's
    static constexpr std::uint8_t kUntracked = 8;          // the cycle collector need not look at it (no children that could form a cycle)
    static constexpr std::uint8_t kLarge = 128;            // bigger than Heap::kLargestCell: whoever fills the header sets it
    static constexpr std::uint8_t kOwnFlag = 16;           // free for the kind's own use (two bits: 16, 32; see also kDying, lifetime.h)

    Type* type() const;  // shape.h
};
static_assert(sizeof(Object) == 16);

/// Frees an object whose last reference is gone; runs finalisers, never recurses in proportion to the data.
void destroy(Object* object);

inline void retain(Object* object) { ++object->references; }
inline void release(Object* object) {
    if (--object->references == 0) [[unlikely]] destroy(object);
}
inline void retain(View value) {
    if (value.is_object()) ++value.object()->references;
}
inline void release(View value) {
    if (value.is_object()) release(value.object());
}
inline bool is_kind(View value, Kind kind) { return value.is_object() && value.object()->kind == kind; }

}  // namespace ouro
