// SPDX-License-Identifier: MIT
// Modules.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

struct ModuleDef;

struct Module : Object {
    Ref<Dict> dict;
};

/// An empty module: __name__ set, __doc__, __package__, __loader__ and __spec__ None.
Result<Ref<Module>> new_module(Runtime& rt, Str* name);
/// The module that a definition describes.
Result<Ref<Module>> make_native_module(Runtime& rt, const ModuleDef& def);

}  // namespace ouro
