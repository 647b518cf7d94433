// SPDX-License-Identifier: MIT
// Exception classes of native modules.
#pragma once

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

/// The exception class of a module that `key`, an address, stands for in Runtime::library. It is made once: a script may have the module made
/// again, and what the functions of either raise must be what the other's users catch.
inline Result<Value> module_error(Runtime& rt, const char* key, const char* module, const char* name, ExceptionType base) {
    Value& known = rt.library[key];
    if (!known.is_unbound()) return known;
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exception_type(base)))}));
    Ref<Dict> body = TRY(new_dict(rt));
    TRY(dict_set(rt, body.get(), rt.names.module_, TRY(rt.str(module))));
    Value made = TRY(call(rt, View(static_cast<const Object*>(rt.types.type)), {TRY(rt.str(name)), View(bases.get()), View(body.get())}));
    rt.library[key] = made;
    return made;
}

/// Raises an exception of the class that `key` stands for, which the module has made.
[[gnu::cold]] inline Raised raise_module_error(Runtime& rt, const char* key, std::string_view message) {
    return rt.raise_object(TRY(call(rt, rt.library[key], {TRY(rt.str(message))})));
}

}  // namespace ouro
