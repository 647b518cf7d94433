// SPDX-License-Identifier: MIT
// The table that ties special methods to slots, both ways (language reference 3.3).
#pragma once

#include <cstddef>

#include "runtime/heap/names.h"
#include "runtime/runtime.h"

namespace ouro {

struct SlotRow {
    Str* Names::*name;          // the special method
    std::size_t offset;         // of the slot in TypeSlots
    void* dispatcher;           // what the slot is when the method is written in Python; null: the slot stays as inherited
    int least, most;            // arguments beside self; most < 0: any, keywords too
    Result<Value> (*call)(Runtime&, const TypeSlots&, View self, const Arguments&);  // the slot called as the method
};

/// All rows; those of one slot stand together.
std::span<const SlotRow> slot_rows();
/// Rows of this special method, or none.
std::span<const SlotRow* const> rows_named(Runtime& rt, Str* name);
/// Puts wrappers for the built-in slots that `type` defines itself into its dict.
Result<void> add_slot_wrappers(Runtime& rt, Type* type, const TypeSlots& own);
/// Sets the slots of a class by what its MRO says: all of them, or those that `name` has to do with.
void update_slots(Runtime& rt, Type* type, Str* name);
/// Whether calls of instances need no look-up of a __call__ written in Python.
bool is_called_natively(const Type* type);
/// Whether a class is a sequence that CPython gives slots for concatenation and repetition of its own: it has no __radd__, and says what it can take.
bool is_sequence_type(Runtime& rt, const Type* type);
inline void*& slot_at(TypeSlots& slots, std::size_t offset) { return *reinterpret_cast<void**>(reinterpret_cast<char*>(&slots) + offset); }

}  // namespace ouro
