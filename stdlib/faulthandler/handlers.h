// SPDX-License-Identifier: MIT
// The fault handler as hosts switch it on.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// faulthandler.enable(2): fatal signals write where the threads stand. Nothing if another VM of the process does so already.
Result<void> enable_fault_handler(Runtime& rt);
/// The end of a program: signals do again what they did, and no report is waited for.
void release_fault_handler(Runtime& rt);

}  // namespace ouro
