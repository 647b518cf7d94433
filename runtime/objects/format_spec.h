// SPDX-License-Identifier: MIT
// The format specification mini-language (library reference, "Format Specification Mini-Language").
#pragma once

#include <string>

#include "runtime/objects/str.h"

namespace ouro {

struct FormatSpec {
    char32_t fill = ' ';
    char align = 0;        // < > = ^, or 0: the type's own
    char sign = 0;         // + - space, or 0
    bool no_negative_zero = false;
    bool alternate = false;
    bool zero_padded = false;
    char grouping = 0;     // , or _
    std::int64_t width = -1;
    std::int64_t precision = -1;
    char32_t type = 0;
};

/// Reads a specification for an object. ValueError.
Result<FormatSpec> parse_format_spec(Runtime& rt, std::string_view specification, View object);
/// str.__format__
Result<void> format_text(Runtime& rt, Str* text, const FormatSpec& spec, StrBuilder& out);
/// format(value, specification), written to `out`.
Result<void> format_into(Runtime& rt, View value, std::string_view specification, StrBuilder& out);
/// Digits of a float: `type` one of e E f F g G r % (r: shortest), with Python's words for inf and nan; sign included only if negative.
std::string float_digits(double d, char type, std::int64_t precision, bool alternate);
/// `prefix` (sign and base), then digits with the rest (fraction, exponent), padded to the width.
Result<void> pad_number(Runtime& rt, const FormatSpec& spec, std::string_view sign, std::string_view prefix, std::string digits, std::string_view rest,
                        StrBuilder& out);

}  // namespace ouro
