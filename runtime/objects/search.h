// SPDX-License-Identifier: MIT
// Finding text in text, in time that grows with the sum of their sizes, whatever they hold.
#pragma once

#include <string_view>

namespace ouro {

/// Where `needle` first stands in `text` at or after `from`; npos if nowhere.
std::size_t find_text(std::string_view text, std::string_view needle, std::size_t from = 0);
/// Where it last stands.
std::size_t rfind_text(std::string_view text, std::string_view needle);

}  // namespace ouro
