// SPDX-License-Identifier: MIT
// Native types that derive from another native type which is made when it is asked for.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

/// For TypeDef::base: the type that `def` describes.
template <const TypeDef& def>
Type* native_base(Runtime& rt) {
    Result<Type*> type = native_type(rt, def);
    return type.raised() ? nullptr : type.value();
}

}  // namespace ouro
