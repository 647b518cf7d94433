// SPDX-License-Identifier: MIT
// What `resource` has for other modules.
#pragma once

#include <sys/resource.h>

#include "runtime/runtime.h"

namespace ouro {

/// A resource.struct_rusage.
Result<Value> usage_result(Runtime& rt, const rusage& usage);

}  // namespace ouro
