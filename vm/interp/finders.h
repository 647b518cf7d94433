// SPDX-License-Identifier: MIT
// The import system's own finders as scripts see them (sys.meta_path, sys.path_hooks), and whether scripts have put others beside them.
// While they have not, imports.cpp finds modules by itself; otherwise the Python half (stdlib/_frozen_importlib.py) asks each finder.
#pragma once

#include "vm/interp/imports.h"

namespace ouro {

struct Found {
    enum Kind : std::uint8_t { nothing, native, frozen, source, package, namespace_package, other } kind = nothing;
    const ModuleDef* def = nullptr;
    const FrozenModule* frozen_module = nullptr;
    std::string path;  // of the file or folder
};

/// The native or frozen module of this absolute name, if there is one.
Found find_own(Runtime& rt, std::string_view name);
/// The folder that the modules in the binary seem to lie in (Config::library); null if the host names none.
Str* library_folder(Runtime& rt);
/// The path of a module in that folder: "json.tool" and ".py".
Result<Ref<Str>> library_path(Runtime& rt, std::string_view name, const char* end);
/// __file__ of a frozen module; Unbound if the host names no folder.
Result<Value> file_of_frozen(Runtime& rt, const FrozenModule& module);
/// sys.`name`, Unbound if it is not there.
Result<Value> sys_attribute(Runtime& rt, const char* name);
/// Fills sys.meta_path and sys.path_hooks, and keeps the folder of the library, or Unbound.
Result<void> install_finders(Runtime& rt, View library);
/// Puts `zipimport`'s class where its stand-in is in sys.path_hooks.
Result<void> set_archive_hook(Runtime& rt, View hook);
/// Whether sys.meta_path and sys.path_hooks have what install_finders() put there, or the Python half is on its way.
Result<bool> only_own_finders(Runtime& rt);
/// The Python half, imported at the first call; it has a module for each of its files.
Result<Value> import_machinery(Runtime& rt);
/// Whether the Python half is loaded.
bool has_import_machinery(Runtime& rt);
/// The loader of native and of frozen modules.
Result<Value> loader_of(Runtime& rt, Found::Kind kind);
/// Gives a native module and its spec their loader.
Result<void> set_native_loader(Runtime& rt, Module* module);
/// Imports a module by asking the finders of sys.meta_path.
Result<Value> find_and_load(Runtime& rt, std::string_view name);

/// What the module `_imp` is made of.
extern const TypeDef builtin_importer_type;
extern const TypeDef frozen_importer_type;
extern const TypeDef path_finder_type;

}  // namespace ouro
