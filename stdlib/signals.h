// SPDX-License-Identifier: MIT
// Signals, as hosts of a whole process want them.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// Makes SIGINT raise KeyboardInterrupt in this VM (until the VM ends), as the command does; nothing if SIGINT is ignored or handled already.
Result<void> handle_interrupts(Runtime& rt);

}  // namespace ouro
