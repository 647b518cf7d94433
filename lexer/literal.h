// SPDX-License-Identifier: MIT
// The insides of literals: escapes, and the characters of identifiers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ouro {

struct EscapeResult {
    std::string text;   // bytes, or WTF-8
    std::string error;  // empty: none
    struct Warning {
        std::string message;
        std::size_t offset;
    };
    std::vector<Warning> warnings;
};

/// Decodes the escapes of a string or bytes literal's body (language reference 2.4.1.1).
EscapeResult decode_string_escapes(std::string_view body, bool bytes);
/// CR LF and CR become LF.
std::string unified_newlines(std::string_view text);

bool starts_identifier(char32_t c);
bool continues_identifier(char32_t c);
bool is_printable_character(char32_t c);

}  // namespace ouro
