// SPDX-License-Identifier: MIT
// Items in memory, as memoryview reads and writes them: one native format each (PEP 3118, the letters of the module struct).
#pragma once

#include "runtime/runtime.h"

namespace ouro {

constexpr std::size_t kLargestItem = 8;

/// Bytes of an item of a native format; 0 for what is none.
std::size_t size_of_format(char format);
/// A format as text that stays, with the `@` that says "native" or without.
const char* format_text(char format, bool marked);
/// The value of the item that begins there. Runs no script code.
Result<Value> unpack_item(Runtime& rt, char format, const char* at);
/// The bytes of an item of that value, in `out`, which has room for kLargestItem.
Result<void> pack_item(Runtime& rt, char format, View value, char* out);
/// Whether two items are equal, as their values are. Runs no script code.
Result<bool> same_item(Runtime& rt, char format_a, const char* a, char format_b, const char* b);

}  // namespace ouro
