// SPDX-License-Identifier: MIT
// The module `_imp`: what importlib's Python half asks of the native one.
#include "stdlib/imp.h"

#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/siphash.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/thread/thread.h"
#include "vm/interp/finders.h"
#include "vm/interp/import_locks.h"

namespace ouro {
namespace {

const char kOverride = 0;  // an address in Runtime::library

Result<Value> import_absolute_function(Runtime& rt, Args args) {
    Str* name = TRY(args.str(0));
    return import_absolute(rt, name->text());
}

/// A method of one of the finders, which are the loaders of what they find.
Result<Value> ask(Runtime& rt, const TypeDef& def, const char* method, View argument) {
    Value type(View(static_cast<const Object*>(TRY(native_type(rt, def)))));
    return call_method(rt, type, TRY(intern(rt, method)).get(), {argument});
}

Result<Value> is_builtin(Runtime& rt, Args args) {
    std::string_view name = TRY(args.str(0))->text();
    if (name == "sys" || name == "builtins") return View::small_int(-1);  // made once, not again
    return View::small_int(find_own(rt, name).kind == Found::native);
}

Result<Value> is_frozen(Runtime& rt, Args args) {
    return View::boolean(find_own(rt, TRY(args.str(0))->text()).kind == Found::frozen);
}

Result<Value> find_frozen(Runtime& rt, Args args) {
    Found found = find_own(rt, TRY(args.str(0))->text());
    if (found.kind != Found::frozen) return View::none();
    if (TRY(args.truth(1))) return rt.raise(NotImplementedError, "the data of frozen modules is not in ouro yet");
    return TRY(new_tuple(rt, {View::none(), View::boolean(found.frozen_module->is_package), args[0]}));
}

Result<Value> source_hash(Runtime& rt, Args args) {
    std::uint64_t key[2] = {static_cast<std::uint64_t>(TRY(index_to_int64(rt, args[0]))), 0};
    BufferGuard source(rt, args[1]);
    if (source.raised()) return Raised{};
    TRY(rt.spend(static_cast<std::int64_t>(source.size() / 8)));
    std::uint64_t hash = sip13(key, source.text().data(), source.size());
    char bytes[8];
    for (int n = 0; n < 8; ++n) bytes[n] = static_cast<char>(hash >> (8 * n));
    return new_bytes(rt, {bytes, sizeof bytes});
}

Result<Value> frozen_names(Runtime& rt, Args) {
    Ref<List> names = TRY(new_list(rt));
    for (const FrozenModule& module : rt.settings.frozen) TRY(list_append(rt, names.get(), TRY(rt.str(module.name))));
    return names;
}

/// The lock is given up also where a stop ends the call, which no `finally` sees.
Result<Value> call_with_lock(Runtime& rt, Args args) {
    struct Held {
        Runtime& rt;
        bool locked;
        ~Held() {
            if (locked) (void)release_import_lock(rt);
        }
    } held{rt, TRY(acquire_import_lock(rt))};
    Tuple* given = args[1].as<Tuple>();
    std::vector<View> values(given->items, given->items + given->size);
    return call(rt, args[0], Arguments{.values = values.data(), .count = values.size()});
}

/// `data` would be marshalled code, which ouro does not read (it could reach any memory).
Result<Value> frozen_object(Runtime& rt, Args args) {
    if (args[1].is_none()) return ask(rt, frozen_importer_type, "get_code", args[0]);
    Ref<Str> name = TRY(repr(rt, View(TRY(args.str(0)))));
    Value error = TRY(new_exception(rt, rt.exceptions[ImportError], TRY(rt.str("Frozen object named " + std::string(name->text()) + " is invalid"))));
    TRY(set_attribute(rt, error, rt.names.name, args[0]));
    return rt.raise_object(error);
}

Result<Value> extension_suffixes(Runtime& rt, Args) { return TRY(new_list(rt)); }

/// CPython takes its essential modules from the binary whatever the number says; all that lie in ouro's binary are such.
Result<Value> override_frozen(Runtime& rt, Args args) {
    TRY(args.small_integer(0));
    Value& kept = rt.library[&kOverride];
    Value old = std::exchange(kept, Value(args[0]));
    return old.is_unbound() ? Value(View::small_int(0)) : old;
}

constexpr FunctionDef functions[] = {
    {"set_machinery(module, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         rt.library[&kImportMachinery] = args[0];
         return View::none();
     },
     "From now on modules get their loader when they are made."},
    {"set_archive_hook(hook, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(set_archive_hook(rt, args[0]));
         return View::none();
     },
     "Puts zipimport's class into sys.path_hooks."},
    {"import_absolute(name, /)", import_absolute_function, "The module of this absolute name, imported if need be."},
    {"is_builtin(name, /)", is_builtin, "Whether a native module has this name; -1 for one that cannot be made again."},
    {"is_frozen(name, /)", is_frozen, "Whether a module in the binary's Python half has this name."},
    {"is_frozen_package(name, /)",
     [](Runtime& rt, Args args) { return ask(rt, frozen_importer_type, "is_package", args[0]); }, "Whether that module is a package."},
    {"find_frozen(name, /, *, withdata=False)", find_frozen, "(None, is a package, name) of a frozen module, or None."},
    {"get_frozen_object(name, data=None, /)", frozen_object, "The code object of a frozen module."},
    {"create_builtin(spec, /)", [](Runtime& rt, Args args) { return ask(rt, builtin_importer_type, "create_module", args[0]); },
     "A native module."},
    {"exec_builtin(mod, /)", [](Runtime&, Args) -> Result<Value> { return View::small_int(0); }, "A native module is whole when it is made."},
    {"source_hash(key, source)", source_hash, "The hash of source text under a number, as hash-based bytecode files have it."},
    {"call_with_lock(function, /, *args)", call_with_lock, "What the function returns, called with the lock of those who ask finders."},
    {"acquire_lock()",
     [](Runtime& rt, Args) -> Result<Value> {
         if (!TRY(acquire_import_lock(rt))) return rt.raise(RuntimeError, "the import lock's owner waits for this thread");
         return View::none();
     },
     "Takes that lock, which its owner may do again."},
    {"release_lock()",
     [](Runtime& rt, Args) -> Result<Value> {
         TRY(release_import_lock(rt));
         return View::none();
     },
     "Gives it up."},
    {"lock_held()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(import_lock_held(rt)); }, "Whether some thread has it."},
    {"_frozen_module_names()", frozen_names, "The dotted names of all frozen modules."},
    {"extension_suffixes()", extension_suffixes, "No suffixes: there are no extension modules."},
    {"_override_frozen_modules_for_tests(override, /)", override_frozen, "Keeps a number and returns the one before; modules in the binary always win."},
};

Result<void> init(Runtime& rt, Module* module) {
    Dict* dict = module->dict.get();
    for (const TypeDef* def : {&builtin_importer_type, &frozen_importer_type, &path_finder_type, &module_spec_type})
        TRY(dict_set(rt, dict, TRY(intern(rt, def->name)).get(), View(static_cast<const Object*>(TRY(native_type(rt, *def))))));
    return dict_set(rt, dict, TRY(intern(rt, "default_import")).get(), rt.default_import);
}

}  // namespace

Result<void> hold_imports(Runtime& rt) {
    TRY(acquire_import_lock(rt));
    return {};
}

Result<void> release_imports(Runtime& rt) {
    if (import_lock_owned(rt)) TRY(release_import_lock(rt));
    return {};
}

extern const ModuleDef imp_module;
const ModuleDef imp_module{.name = "_imp", .doc = "What importlib asks of the interpreter.", .functions = functions, .init = init};

}  // namespace ouro
