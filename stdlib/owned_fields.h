// SPDX-License-Identifier: MIT
// Life of native objects that own nothing but Values: T names them once, in `each_field`, and the slots follow from that.
#pragma once

#include <cstring>

#include "runtime/native/module.h"

namespace ouro {

template <typename T>
void destroy_fields(Runtime& rt, Object* object) {
    static_cast<T*>(object)->each_field([](Value& field) { field.~Value(); });
    rt.free_instance(object, sizeof(T));
}
template <typename T>
void traverse_fields(Object* object, Visitor& visit) {
    static_cast<T*>(object)->each_field([&](Value& field) { visit(field); });
}
template <typename T>
void clear_fields(Runtime&, Object* object) {
    static_cast<T*>(object)->each_field([](Value& field) { field = Value(); });
}

/// A new object whose Values are Unbound and whose other fields are zero.
template <typename T>
Result<Ref<T>> new_with_fields(Runtime& rt, Type* type) {
    T* made = rt.allocate<T>(type);
    if (!made) return rt.raise_memory_error();
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(T) - sizeof(Object));
    made->each_field([](Value& field) { new (&field) Value(); });
    return Ref<T>::adopt(made);
}

inline Result<Value> itself(Runtime&, View self) { return Value(self); }

/// The slots that every iterator with such fields has.
template <typename T>
constexpr TypeSlots iterator_slots(UnarySlot next) {
    return {.destroy = destroy_fields<T>, .traverse = traverse_fields<T>, .clear = clear_fields<T>, .iter = itself, .next = next};
}

}  // namespace ouro
