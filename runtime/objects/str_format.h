// SPDX-License-Identifier: MIT
// str.format() and the % operator.
#pragma once

#include <string>

#include "runtime/heap/result.h"

namespace ouro {

/// text.format(*arguments, **keywords); arguments null: format_map(keywords).
Result<Value> format_string(Runtime& rt, Str* text, Tuple* arguments, View keywords);
/// template % arguments, for str.
Result<Value> percent_format(Runtime& rt, Str* text, View arguments);
/// The same for the contents of bytes and bytearray.
Result<std::string> percent_format_bytes(Runtime& rt, std::string_view text, View arguments);

}  // namespace ouro
