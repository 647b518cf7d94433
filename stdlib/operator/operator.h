// SPDX-License-Identifier: MIT
// The callable types of the module `_operator`, and its function that `_hashlib` has, too.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

extern const TypeDef attrgetter_type, itemgetter_type, methodcaller_type;

/// Whether two ASCII strings or bytes-like objects are equal, in a time that does not tell where they differ.
Result<Value> compare_digest(Runtime& rt, Args args);

}  // namespace ouro
