// SPDX-License-Identifier: MIT
// Items of arrays: the types that there are, and how values become bytes and back.
#pragma once

#include <span>

#include "runtime/runtime.h"

namespace ouro {

/// What an array consists of.
struct ArrayItemType {
    char code;
    std::uint8_t size;
    std::uint8_t machine_format;  // little-endian; pickles name it
    const char* format;           // as buffers spell it
};

std::span<const ArrayItemType> array_item_types();
/// The type of a type code; null if there is none.
const ArrayItemType* array_item_type(char32_t code);
/// The type whose items lie in memory as a machine format says; null if there is none.
const ArrayItemType* array_item_type_of_format(std::int64_t machine_format);
/// The value of the item that begins there. Runs no script code.
Result<Value> unpack_array_item(Runtime& rt, char code, const char* at);
/// The bytes of an item, in the low ones of a word. Runs script code.
Result<std::uint64_t> pack_array_item(Runtime& rt, char code, View value);

}  // namespace ouro
