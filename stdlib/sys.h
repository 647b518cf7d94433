// SPDX-License-Identifier: MIT
// What the files of the module `sys` share, and others ask of it.
#pragma once

#include <pthread.h>

#include "runtime/native/module.h"

namespace ouro {

extern const ModuleDef sys_module;

/// sys.NAME as it is now; Unbound if it was deleted.
Result<Value> sys_attribute(Runtime& rt, Str* name);
/// The number by which _thread.get_ident() knows the running thread.
inline std::uint64_t thread_identity() { return reinterpret_cast<std::uint64_t>(pthread_self()); }

// Keys of Runtime::library.
extern const char kSwitchInterval, kAuditHooks, kFinalizing;

}  // namespace ouro
