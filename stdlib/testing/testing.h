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

/// Puts a type into a module.
Result<void> add_test_type(Runtime& rt, Module* module, const TypeDef& type);

/// What a constructor without arguments makes of a type without fields, and its end.
Result<Value> plain_instance(Runtime& rt, Type* type, Args args);
void destroy_plain(Runtime& rt, Object* object);

}  // namespace ouro
