// SPDX-License-Identifier: MIT
// What the first import of _testsinglephase made.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// The next import makes it anew.
void forget_single_phase(Runtime& rt);

}  // namespace ouro
