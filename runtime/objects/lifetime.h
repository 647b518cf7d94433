// SPDX-License-Identifier: MIT
// The end of objects: what happens between the last release and the free cell.
#pragma once

#include <vector>

#include "runtime/heap/ref.h"

namespace ouro {

/// In Object::flags: dead, and on destroy()'s work list; its count of references is another thing now.
constexpr std::uint8_t kDying = 64;

/// Whether an object that was found without a reference (in a table, on the heap) may be given one.
inline bool is_alive(const Object* object) { return object->references && !(object->flags & kDying); }

class Visitor;

/// Clears the weak references to one object and runs their callbacks (weakref.cpp).
void clear_weak_references(Runtime& rt, Object* object);
/// The same for a group that dies together: all are cleared before the first callback runs, and callbacks of weak references that die
/// with the group do not run.
void clear_weak_references_of(Runtime& rt, const std::vector<Ref<Object>>& dying);
/// What gc.set_debug() asks of the collector: called with each group that was found dead; true if the group is kept alive after all.
/// The function lies in Runtime::library_state under the address of kGarbageHook.
using GarbageHook = bool (*)(Runtime& rt, const std::vector<Ref<Object>>& dead);
extern const char kGarbageHook;
/// Visits, and releases, the attributes of an instance.
void visit_attributes(Object* object, Visitor& visit);
void clear_attributes(Runtime& rt, Object* object);
/// Attribute storage of an object whose type->stores_attributes().
struct AttributeStorage* storage_of(Object* object);
/// How many values it has.
std::size_t storage_slots(const Object* object);

}  // namespace ouro
