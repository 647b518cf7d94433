// SPDX-License-Identifier: MIT
// Text between quotes, as repr() and ascii() of str show it.
#pragma once

#include <string>
#include <string_view>

namespace ouro {

std::string quoted(std::string_view wtf8, bool only_ascii = false);

}  // namespace ouro
