// SPDX-License-Identifier: MIT
// slice objects.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct Slice : Object {
    Value start, stop, step;
};
Result<Ref<Slice>> new_slice(Runtime& rt, View start, View stop, View step);
/// The same index or slice in plain ints (and None): any __index__ has run. A container that can change looks at its size after this only.
Result<Value> settled_key(Runtime& rt, View key);

}  // namespace ouro
