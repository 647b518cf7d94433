// SPDX-License-Identifier: MIT
// The callable types of the module `_operator`.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

extern const TypeDef attrgetter_type, itemgetter_type, methodcaller_type;

}  // namespace ouro
