// SPDX-License-Identifier: MIT
// What the modules for tests of the interpreter share. README.md says what these modules are.
#pragma once

#include "runtime/native/module.h"

namespace ouro {

/// The call of a function that is there by name alone: NotImplementedError names it.
Result<Value> not_in_ouro(Runtime& rt, Args args);
/// What a test gives in place of a C string: bytes. TypeError for anything else.
Result<std::string_view> c_string(Runtime& rt, View value);
/// The same as a name of an attribute.
Result<Ref<Str>> c_name(Runtime& rt, View value);

}  // namespace ouro
