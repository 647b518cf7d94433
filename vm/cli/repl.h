// SPDX-License-Identifier: MIT
// The interactive mode: a prompt, a statement, its value, and again.
#pragma once

#include "vm/cli/options.h"

/// Reads statements from standard input and runs them until it ends or one of them exits: the exit code. `fresh`: no program ran before,
/// so the version is shown and PYTHONSTARTUP is run.
int interact(ouro::Vm& vm, const Options& options, bool fresh);
