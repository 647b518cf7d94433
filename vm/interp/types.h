// SPDX-License-Identifier: MIT
// The interpreter's own types; install.cpp makes them.
#pragma once

#include "runtime/native/module.h"
#include "vm/interp/generator_methods.h"

namespace ouro {

extern const TypeDef code_type, function_type, frame_type, frame_locals_type;

}  // namespace ouro
