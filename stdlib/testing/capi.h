// SPDX-License-Identifier: MIT
// The parts of the module `_testcapi`, each with a table of its own.
#pragma once

#include <span>

#include "runtime/native/module.h"

namespace ouro {

/// Puts calling conventions, and calls by native code, into the module (capi_calls.cpp).
Result<void> add_calls(Runtime& rt, Module* module);
/// The same for what raises and reports exceptions (capi_errors.cpp).
Result<void> add_errors(Runtime& rt, Module* module);
/// The same for frames, code objects, modules and types (capi_objects.cpp).
Result<void> add_objects(Runtime& rt, Module* module);

}  // namespace ouro
