// SPDX-License-Identifier: MIT
// Numbers out of text, and text out of numbers by a format specification.
#pragma once

#include <string>

#include "runtime/heap/result.h"

namespace ouro {

/// The text of a number in ASCII: decimal digits of any script become 0 to 9, white space becomes spaces; other characters stay what
/// makes them invalid ('?').
Result<std::string> ascii_number(Runtime& rt, Str* text);
/// int.__format__, float.__format__ and complex.__format__.
Result<Value> format_number(Runtime& rt, View number, View specification);

}  // namespace ouro
