// SPDX-License-Identifier: MIT
// The machine stack of the thread that runs a VM.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// To be called when another thread begins to run this VM: how deep natives may nest on its stack.
void set_stack_limit(Runtime& rt);

}  // namespace ouro
