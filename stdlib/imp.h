// SPDX-License-Identifier: MIT
// What fork() needs of the import system: a child must not begin amid what another thread imports.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// Takes the lock of imports, unless its owner waits for this thread.
Result<void> hold_imports(Runtime& rt);
/// Gives it back if it was taken.
Result<void> release_imports(Runtime& rt);

}  // namespace ouro
