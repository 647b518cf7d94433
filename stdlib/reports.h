// SPDX-License-Identifier: MIT
// How errors that no script handles are shown: uncaught ones, those that cannot be raised, and warnings.
#pragma once

#include <string>

#include "runtime/runtime.h"

namespace ouro {

struct Exception;

/// Writes to sys.stderr, or to descriptor 2 where there is none; errors on the way are dropped.
void write_error_text(Runtime& rt, const std::string& text);
/// Writes the report of an exception to sys.stderr, as sys.__excepthook__ does. Errors on the way are dropped.
void print_exception(Runtime& rt, Exception* exception);
/// What becomes of the pending exception at the end of a program: SystemExit gives its exit code, anything else goes to sys.excepthook and
/// gives 1. Nothing is pending afterwards (unless the VM is stopping). Without `exits`, SystemExit is like any other.
int report_uncaught(Runtime& rt, bool exits = true);
/// sys.__unraisablehook__
Result<Value> print_unraisable(Runtime& rt, View unraisable);
/// Puts the hooks of this file into rt.hooks where they are not set.
void install_report_hooks(Runtime& rt);

}  // namespace ouro
