// SPDX-License-Identifier: MIT
// The lock of _imp.acquire_lock(), which fork() takes as well: a child does not begin amid what another thread imports under it. Imports
// have locks of their own, one for each module (vm/interp/imports.cpp).
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// Its owner may take it again.
Result<void> acquire_import_lock(Runtime& rt);
/// RuntimeError in a thread that does not hold it.
Result<void> release_import_lock(Runtime& rt);

}  // namespace ouro
