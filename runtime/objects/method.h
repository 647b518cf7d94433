// SPDX-License-Identifier: MIT
// Bound methods.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct BoundMethod : Object {
    Value function;
    Value self;
};

Result<Value> new_bound_method(Runtime& rt, View function, View self);
Result<Value> new_generic_alias(Runtime& rt, View origin, View arguments);

}  // namespace ouro
