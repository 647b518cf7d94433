// SPDX-License-Identifier: MIT
// What the two halves of the module `_json` share: scan.cpp reads text, encode.cpp writes it; the classes of `json` stand on them.
#pragma once

#include "runtime/native/module.h"

namespace ouro::json {

// Deeper nesting is a RecursionError, though neither half recurses: CPython has about this limit.
constexpr std::size_t kMaxDepth = 10'000;

extern const TypeDef scanner_type, encoder_type;
extern const std::span<const FunctionDef> scan_functions, encode_functions;

}  // namespace ouro::json
