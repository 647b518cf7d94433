// SPDX-License-Identifier: MIT
// The end of a program: its modules go while everything still works.
#pragma once

#include "vm/embed/state.h"

namespace ouro::v1::detail {

/// Drops __main__ and the modules that the program brought; the library's stay for whoever needs them to the last.
void end_modules(State& state);

}  // namespace ouro::v1::detail
