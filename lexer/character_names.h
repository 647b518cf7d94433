// SPDX-License-Identifier: MIT
// Names of characters, for \N{…} and unicodedata.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ouro {

/// The character of a Unicode name or alias, in any case of letters.
std::optional<char32_t> lookup_character_name(std::string_view name);

}  // namespace ouro
