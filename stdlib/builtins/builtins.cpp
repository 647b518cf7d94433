// SPDX-License-Identifier: MIT
// The module `builtins`: bootstrap.cpp has filled its namespace with types, exceptions and constants; the functions are added here.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"
#include "stdlib/modules.h"

namespace ouro {

namespace {

Result<void> fill(Runtime& rt) {
    Str* name = rt.names.builtins;
    rt.builtins_module = TRY(new_module(rt, name));
    TRY(dict_set(rt, rt.builtins_module->dict.get(), rt.names.spec_, TRY(new_module_spec(rt, View(name), TRY(rt.str("built-in")), View(), false))));
    Dict* dict = rt.builtins.get();
    // The module's namespace is the one that every global look-up ends in.
    TRY(dict_update(rt, dict, View(rt.builtins_module->dict)));
    rt.builtins_module->dict = rt.builtins;
    TRY(dict_set(rt, dict, rt.names.doc_, TRY(rt.str("Functions, types and exceptions that every module sees without importing them."))));
    for (const std::span<const FunctionDef>& table : {attribute_functions, evaluation_functions, iteration_functions, numeric_functions, print_functions})
        TRY(add_functions(rt, rt.builtins_module.get(), table));
    rt.default_import = namespace_get(dict, rt.names.import_);
    TRY(add_site_builtins(rt));
    return dict_set(rt, rt.modules.get(), name, View(rt.builtins_module));
}

}  // namespace

Result<Value> find_in_sys(Runtime& rt, const char* name) {
    if (!rt.sys_module) return Value();
    Ref<Str> key = TRY(intern(rt, name));
    return Value(TRY(dict_get(rt, rt.sys_module->dict.get(), key.get())));
}

bool install_builtins(Runtime& rt, const Launch& launch) {
    if (fill(rt).raised()) return false;
    if (launch.optimize && dict_set(rt, rt.builtins.get(), rt.names.debug_, View::boolean(false)).raised()) return false;
    return install_sys(rt, launch);
}

}  // namespace ouro
