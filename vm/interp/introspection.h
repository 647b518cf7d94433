// SPDX-License-Identifier: MIT
// What runtime/ asks about frames and code, through VmHooks.
#pragma once

#include "vm/interp/interpreter.h"

namespace ouro {

struct Traceback;

Result<void> super_arguments(Runtime& rt, Value& cls, Value& object);
SourcePosition source_position(const Traceback* entry);
Result<Ref<List>> names_visible(Runtime& rt, const Traceback* entry);

}  // namespace ouro
