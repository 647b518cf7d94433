// SPDX-License-Identifier: MIT
// The end of a program.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// To be called once, after the main module has run and its error has been reported: waits for threads, calls what atexit has, flushes the
/// standard streams and all files that are still open. 0, or 120 where standard output could not be flushed. Script code may run.
int end_program(Runtime& rt);

}  // namespace ouro
