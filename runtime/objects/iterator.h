// SPDX-License-Identifier: MIT
// Layouts of the iterators that `for` runs without a call, and making the others.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct RangeIterator : Object {
    std::int64_t current, step, remaining;
};

struct ListIterator : Object {
    List* list;  // owned; null once exhausted
    std::size_t index;
};

struct TupleIterator : Object {
    Tuple* tuple;  // owned; null once exhausted
    std::size_t index;
};

Result<Value> new_str_iterator(Runtime& rt, View text);
/// iter(callable, sentinel)
Result<Value> new_callable_iterator(Runtime& rt, View callable, View sentinel);

/// An iterator whose state is a small struct: `next` gives the items.
struct NativeIterator : Object {
    Value source;        // Unbound once exhausted
    std::ptrdiff_t index;
    std::uint64_t extra;
};
Result<Value> new_native_iterator(Runtime& rt, Type* type, View source, std::ptrdiff_t index, std::uint64_t extra = 0);
void destroy_native_iterator(Runtime& rt, Object* object);
void traverse_native_iterator(Object* object, Visitor& visit);
/// __iter__() of any iterator.
inline Result<Value> iterator_itself(Runtime&, View self) { return Value(self); }
/// The slots of every type of native iterators.
constexpr TypeSlots native_iterator_slots(UnarySlot next) {
    return {.destroy = destroy_native_iterator, .traverse = traverse_native_iterator, .iter = iterator_itself, .next = next};
}

}  // namespace ouro
