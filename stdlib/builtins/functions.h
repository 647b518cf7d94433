// SPDX-License-Identifier: MIT
// The tables of the built-in functions, one from each file of this folder; builtins.cpp puts them together.
#pragma once

#include <span>

#include "runtime/native/module.h"

namespace ouro {

extern const std::span<const FunctionDef> attribute_functions, evaluation_functions, iteration_functions, numeric_functions, print_functions;

/// exit, quit, copyright, credits, license and help, which the module site adds.
Result<void> add_site_builtins(Runtime& rt);
/// sys.NAME as it is now; Unbound where it is missing.
Result<Value> find_in_sys(Runtime& rt, const char* name);

}  // namespace ouro
