// SPDX-License-Identifier: MIT
// Descriptors that native code puts into types' dicts: slot wrappers, getsets, members.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct PropertyDef;
struct SlotRow;

/// A computed attribute (getset_descriptor).
struct GetSet : Object {
    const PropertyDef* def;
    Type* owner;  // not owned
    Str* name;    // owned
};

/// A field of the instance (member_descriptor): a value at a fixed offset (__slots__ entries, fields of built-in types), where `def` is null, else
/// one that `def` reads.
struct Member : GetSet {
    std::uint32_t offset;
    bool writable;
    bool none_if_unbound;  // else: AttributeError
    bool behind_contents;  // the offset counts from the attributes of an object of variable size
};

/// A slot of a built-in type as a method (wrapper_descriptor).
struct SlotWrapper : Object {
    const SlotRow* row;
    Type* owner;  // not owned
};

/// The descriptor of a property: a member_descriptor where it is a plain field.
Result<Ref<GetSet>> new_getset(Runtime& rt, Type* owner, const PropertyDef& def);
/// Puts the descriptor of a property into the dict of a type under construction.
Result<void> add_getset(Runtime& rt, Type* type, const PropertyDef& def);
Result<Ref<Member>> new_member(Runtime& rt, Type* owner, Str* name, std::uint32_t offset, bool writable, bool none_if_unbound);
/// Puts a member into the dict of a type under construction.
Result<void> add_member(Runtime& rt, Type* type, const char* name, std::uint32_t offset, bool writable, bool none_if_unbound);
Result<Ref<SlotWrapper>> new_slot_wrapper(Runtime& rt, Type* owner, const SlotRow* row);

/// make_type() with a base that is known already, and perhaps a second one.
Result<Ref<Type>> make_builtin_type(Runtime& rt, const struct TypeDef& def, Type* base, Type* second_base = nullptr);

}  // namespace ouro
