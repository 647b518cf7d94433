// SPDX-License-Identifier: MIT
// Modules, and the specs that say where they came from (PEP 451).
#pragma once

#include <span>

#include "runtime/runtime.h"

namespace ouro {

struct FunctionDef;
struct ModuleDef;

struct Module : Object {
    Ref<Dict> dict;
    Result<void> (*rest)(Runtime&, Dict*) = nullptr;  // adds what is made when something is first looked for that is not there; may be null
};

/// What `__spec__` is.
struct ModuleSpec : Object {
    Value name, loader, origin, loader_state;
    Value locations;    // submodule_search_locations: of a package
    Value cached;
    bool has_location;  // origin is a file
    bool initializing;  // the module's body is running
    bool makes_loader;  // of a file that the native half imported: its loader is made when asked for
};

/// An empty module: __name__ set, __doc__, __package__, __loader__ and __spec__ None.
Result<Ref<Module>> new_module(Runtime& rt, Str* name);
/// The module that a definition describes.
Result<Ref<Module>> make_native_module(Runtime& rt, const ModuleDef& def);
/// Puts functions into a module, or what refuses them where a capability that they need is missing; they get `self` first, if it is given.
Result<void> add_functions(Runtime& rt, Module* module, std::span<const FunctionDef> functions, View self = View());
/// Unbound origin or locations: None.
Result<Ref<ModuleSpec>> new_module_spec(Runtime& rt, View name, View origin, View locations, bool has_location);
/// `loader` of a spec, made if need be; `cached`, the name that the bytecode file of `origin` would have, or None.
Result<Value> loader_of_spec(Runtime& rt, View spec);
Result<Value> cached_of_spec(Runtime& rt, View spec);
/// The address in Runtime::library under which the importer keeps its Python half, _frozen_importlib_external.
extern const char kImportMachinery;
/// The same for the folder of the script that runs, a str, if there is one.
extern const char kScriptFolder;
/// Whether the body of the module with this `__spec__` is still running.
Result<bool> is_initializing(Runtime& rt, View spec);

extern const TypeDef module_spec_type;

}  // namespace ouro
