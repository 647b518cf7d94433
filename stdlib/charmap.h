// SPDX-License-Identifier: MIT
// Functions of `_codecs` for character maps.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

/// charmap_encode(str, errors, mapping): (bytes, characters taken)
Result<Value> charmap_encode(Runtime& rt, Args args);
/// charmap_decode(data, errors, mapping): (str, bytes taken)
Result<Value> charmap_decode(Runtime& rt, Args args);
/// charmap_build(table): {code point: byte} of a decoding table
Result<Value> charmap_build(Runtime& rt, Args args);

}  // namespace ouro
