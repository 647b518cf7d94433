// SPDX-License-Identifier: MIT
// What __reduce__() of built-in iterators returns: a call that makes the iterator anew, and where it stood.
#pragma once

#include "runtime/native/module.h"
#include "runtime/objects/iterator.h"

namespace ouro {

/// (builtin, (source,), index): builtin is named; without an index the pair alone.
Result<Value> pickled_iterator(Runtime& rt, View source, std::ptrdiff_t index = -1, const char* builtin = "iter");
/// (iter, (items,)) where items are those that a NativeIterator has still to give, in a list.
Result<Value> pickled_rest(Runtime& rt, Args args);
/// The state that __setstate__() was given: an index, clipped to [least, most].
Result<std::ptrdiff_t> unpickled_index(Runtime& rt, View state, std::ptrdiff_t least, std::ptrdiff_t most);

}  // namespace ouro
