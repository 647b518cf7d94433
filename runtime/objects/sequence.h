// SPDX-License-Identifier: MIT
// What tuple, list and the like share.
#pragma once

#include <span>

#include "runtime/native/args.h"
#include "runtime/runtime.h"

namespace ouro {

/// An index from any __index__ object, negative ones from the end; IndexError `message`; TypeError "x indices must be integers or slices, not y".
Result<std::size_t> sequence_index(Runtime& rt, View key, std::size_t size, const char* what, const char* message);
/// index(value, start, stop) of a method whose arguments these are.
Result<Value> sequence_index_of(Runtime& rt, Args args, std::span<const Value> items, const char* message);
Result<Value> sequence_count(Runtime& rt, View value, View sequence);
Result<bool> sequence_contains(Runtime& rt, View sequence, View value);
/// Lexicographic comparison of two tuples or two lists.
Result<Value> compare_sequences(Runtime& rt, View a, View b, CompareOp op);
/// The items of a tuple or list as they are now.
std::span<const Value> items_of(View sequence);

}  // namespace ouro
