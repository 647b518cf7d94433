// SPDX-License-Identifier: MIT
// The end of a program.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// The first part, after the main module has run and its error has been reported: waits for threads, calls what atexit has, flushes the
/// standard streams: false where standard output could not be. Script code may run.
bool run_exit_functions(Runtime& rt);
/// The last part, after the main module was cleared: flushes all files that are still open, and the standard streams. False where standard
/// output could not be flushed; `reports`: and that has not been said yet.
bool flush_all_streams(Runtime& rt, bool reports);

}  // namespace ouro
