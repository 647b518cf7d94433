// SPDX-License-Identifier: MIT
// Names of characters, for \N{…} and unicodedata: Unicode 15.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ouro {

/// The character of a Unicode name or (with `aliases`) alias; letters of any case, except in the names of ideographs and Hangul syllables.
std::optional<char32_t> lookup_character_name(std::string_view name, bool aliases = true);
/// The characters of a named sequence; empty if there is none.
std::u32string lookup_character_sequence(std::string_view name);
/// The name of a character; empty if it has none.
std::string character_name(char32_t c);

}  // namespace ouro
