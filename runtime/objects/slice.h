// SPDX-License-Identifier: MIT
// slice objects.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct Slice : Object {
    Value start, stop, step;
};
Result<Ref<Slice>> new_slice(Runtime& rt, View start, View stop, View step);

}  // namespace ouro
