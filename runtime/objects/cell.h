// SPDX-License-Identifier: MIT
// cell: the variable that a function and the functions inside it share.
#pragma once

#include "runtime/heap/result.h"

namespace ouro {

struct Cell : Object {
    Value content;  // Unbound: empty
};

/// A cell with this content.
Result<Ref<Cell>> new_cell(Runtime& rt, Value content);

}  // namespace ouro
