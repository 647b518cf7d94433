// SPDX-License-Identifier: MIT
// Shape (hidden class): which type an object has and which attribute lies in which of its slots. Objects that got the same
// attributes in the same order share one. A shape belongs to its type; the type outlives its instances.
//
// Attribute storage lies at type->attributes_offset in the object: one word `overflow` (a dict once the object is in
// dictionary mode, else null), then type->inline_slots values. An object that gets more attributes than fit inline, loses one
// that is not the last, or whose __dict__ was looked at, is in dictionary mode: its shape is type->dict_shape, or a sibling of that if
// it was given its __class__ and its storage has another number of values.
//
// `version` is unique in the VM for this shape and the present state of its class: any change of the class (or of a base) that
// attribute look-up could notice gives all shapes of the class new versions. An inline cache compares it and nothing else.
#pragma once

#include "runtime/heap/object.h"

namespace ouro {

struct Shape {
    Type* type;
    Shape* parent;        // without the last attribute; null for the root
    Str* name;            // interned, owned; null for the root
    std::uint32_t version;
    std::uint16_t count;  // attributes in slots; in dictionary mode 0, or 1 + the values in storage of an object made of another class
    bool dictionary;      // attributes are in the dict at `overflow`
    Shape* first_child;   // transitions
    Shape* next_sibling;
};

struct AttributeStorage {
    Dict* dict;      // owned; null unless in dictionary mode
    Value values[0];  // type->inline_slots of them; those past shape->count are Unbound
};

inline Type* Object::type() const { return shape->type; }

/// Slot of `name` (interned) in `shape`, or -1.
inline int find_slot(const Shape* shape, const Str* name) {
    for (const Shape* s = shape; s->name; s = s->parent)
        if (s->name == name) return s->count - 1;
    return -1;
}

/// The shape that `shape` becomes by gaining `name`; null if there is no room inline or no memory (then: dictionary mode).
Shape* add_to_shape(Runtime& rt, Shape* shape, Str* name);

/// The shape in dictionary mode of objects of `type` whose storage has `slots` values; null without memory.
Shape* dictionary_shape(Runtime& rt, Type* type, std::size_t slots);

}  // namespace ouro
