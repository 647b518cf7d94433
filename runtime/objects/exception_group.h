// SPDX-License-Identifier: MIT
// Exception groups (PEP 654).
#pragma once

#include "runtime/objects/exception.h"

namespace ouro {

/// What an except* statement raises at its end: the unhandled parts of `original` and what the clauses raised, joined.
Result<Value> prepare_reraise_star(Runtime& rt, View original, List* exceptions);

/// Checks the arguments of a group's constructor and takes them over.
Result<void> init_group(Runtime& rt, Type* type, Exception* group);
/// The methods of BaseExceptionGroup.
void add_group_parts(struct TypeDef& def);

}  // namespace ouro
