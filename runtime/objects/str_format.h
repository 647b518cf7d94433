// SPDX-License-Identifier: MIT
// str.format() and the % operator.
#pragma once

#include <string>
#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

/// A replacement field as it is written; views of the format string.
struct ReplacementField {
    std::string_view name, conversion, specification;  // conversion: one character, or empty
    bool present = false, nested = false;              // nested: the specification has fields of its own
};
/// Reads literal text off the front of a format string, and the field that follows it, if one does. A doubled brace ends the literal, which has one of the two.
Result<std::string_view> read_field(Runtime& rt, std::string_view& text, ReplacementField& field);
/// Reads one more part off what follows the first part of a field's name: .attribute or [index].
Result<std::string_view> read_name_part(Runtime& rt, std::string_view& rest, bool& attribute);
/// An index or a key, as the first part of a field's name or between brackets.
Result<Value> name_part_value(Runtime& rt, std::string_view part);

/// text.format(*arguments, **keywords); arguments null: format_map(keywords).
Result<Value> format_string(Runtime& rt, Str* text, Tuple* arguments, View keywords);
/// template % arguments, for str.
Result<Value> percent_format(Runtime& rt, Str* text, View arguments);
/// The same for the contents of bytes and bytearray.
Result<std::string> percent_format_bytes(Runtime& rt, std::string_view text, View arguments);

}  // namespace ouro
