// SPDX-License-Identifier: MIT
// What super() and the interpreter's short way for it share.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// The class whose MRO super(cls, object) walks; TypeError where object is no instance or subclass of cls.
Result<Ref<Type>> super_receiver(Runtime& rt, Type* cls, View object);
/// What follows `after` in the MRO of `type`; Unbound if absent.
View lookup_after(Type* type, Type* after, Str* name);

}  // namespace ouro
