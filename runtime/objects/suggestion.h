// SPDX-License-Identifier: MIT
// The name that a wrong one was probably meant to be, for "Did you mean …?".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ouro {

/// The nearest of `candidates` to `wrong`, the first of several; empty where none is near.
std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates);

}  // namespace ouro
