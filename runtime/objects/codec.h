// SPDX-License-Identifier: MIT
// Text to bytes and back: UTF-8, UTF-16, UTF-32, Latin-1, ASCII, and the error handlers (library reference, codecs).
#pragma once

#include <string>
#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

/// The name by which a codec is known ("utf-8" for "UTF8", "U8", "utf_8" …); empty where native code does not have it.
std::string canonical_encoding(std::string_view name);
/// text.encode(encoding, errors): bytes.
Result<Value> encode_text(Runtime& rt, Str* text, std::string_view encoding, std::string_view errors);
/// bytes.decode(encoding, errors): str.
Result<Value> decode_bytes(Runtime& rt, std::string_view bytes, std::string_view encoding, std::string_view errors);
/// Length of the valid UTF-8 (no surrogates) that `bytes` begins with.
std::size_t valid_utf8_prefix(std::string_view bytes);

}  // namespace ouro
