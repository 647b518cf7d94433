// SPDX-License-Identifier: MIT
// Signals, as hosts of a whole process want them.
#pragma once

#include <signal.h>

#include "runtime/runtime.h"

namespace ouro {

/// Makes SIGINT raise KeyboardInterrupt in this VM (until the VM ends), as the command does; nothing if SIGINT is ignored or handled already.
Result<void> handle_interrupts(Runtime& rt);
/// The end of a program: signals do again what they did before the VM.
void release_signals(Runtime& rt);
/// set_wakeup_fd(-1)
void forget_wakeup_descriptor(Runtime& rt);
/// As if a signal had arrived that is handled in Python: nothing for one that is not.
void note_signal(Runtime& rt, int number);
/// Numbers of signals from an iterable.
Result<void> read_signal_set(Runtime& rt, View value, sigset_t& set);

}  // namespace ouro
