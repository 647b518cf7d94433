// SPDX-License-Identifier: MIT
// What the files of the module `sys` share, and others ask of it.
#pragma once

#include "runtime/native/module.h"
#include "runtime/threads.h"

namespace ouro {

extern const ModuleDef sys_module;

/// sys.NAME as it is now; Unbound if it was deleted.
Result<Value> sys_attribute(Runtime& rt, Str* name);

// Keys of Runtime::library.
extern const char kSwitchInterval, kAuditHooks;

}  // namespace ouro
