// SPDX-License-Identifier: MIT
// deque: a ring of values that grows and shrinks by halves. Natives use it through the functions below; none of them runs script code
// except by releasing what they are told to drop.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

struct Deque : Object {
    Value* items;          // raw memory: a ring of `capacity` places, `size` of them live from `first` on
    std::size_t capacity;  // 0 or a power of two
    std::size_t first, size;
    std::ptrdiff_t limit;  // maxlen; negative: none
    std::uint64_t state;   // changes whenever positions do, for iterators

    Value& at(std::size_t n) const { return items[(first + n) & (capacity - 1)]; }
};

extern const TypeDef deque_type;

Result<Ref<Deque>> new_deque(Runtime& rt, std::ptrdiff_t limit = -1);
/// Adds an item at the right or left; a full deque loses the one at the other end.
Result<void> deque_append(Runtime& rt, Deque* deque, Value item);
Result<void> deque_append_left(Runtime& rt, Deque* deque, Value item);
/// Takes the rightmost or leftmost item; Unbound if there is none.
Value deque_pop(Runtime& rt, Deque* deque);
Value deque_pop_left(Runtime& rt, Deque* deque);
void deque_clear(Runtime& rt, Deque* deque);

}  // namespace ouro
