// SPDX-License-Identifier: MIT
// BuiltinImporter, FrozenImporter and PathFinder: classes that nobody makes instances of. The first two are finder and loader of the
// modules in the binary; the third looks along sys.path, which for scripts the Python half does.
#include "vm/interp/finders.h"

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/image.h"
#include "vm/interp/module_files.h"

namespace ouro {

Found find_own(Runtime& rt, std::string_view name) {
    Found found;
    for (const ModuleDef* def : rt.settings.modules)
        if (name == def->name) {
            found.kind = Found::native;
            found.def = def;
            return found;
        }
    for (const FrozenModule& module : rt.settings.frozen)
        if (name == module.name) {
            found.kind = Found::frozen;
            found.frozen_module = &module;
            return found;
        }
    for (const ModuleDef* def : rt.settings.test_modules)
        if (name == def->name) {
            found.kind = Found::native;
            found.def = def;
            return found;
        }
    return found;
}

namespace {

const char kLibrary = 0;  // an address in Runtime::library

}  // namespace

Str* library_folder(Runtime& rt) {
    auto known = rt.library.find(&kLibrary);
    return known == rt.library.end() ? nullptr : as_str(known->second);
}

Result<Ref<Str>> library_path(Runtime& rt, std::string_view name, const char* end) {
    std::string path(library_folder(rt)->text());
    path += '/';
    for (char c : name) path += c == '.' ? '/' : c;
    return new_str(rt, path + end);
}

Result<Value> file_of_frozen(Runtime& rt, const FrozenModule& module) {
    if (!library_folder(rt)) return Value();
    return TRY(library_path(rt, module.name, module.is_package ? "/__init__.py" : ".py"));
}

Result<Value> sys_attribute(Runtime& rt, const char* name) {
    Value dict = TRY(dict_of(rt, View(reinterpret_cast<Object*>(rt.sys_module.get()))));
    return Value(TRY(dict_get(rt, dict.as<Dict>(), TRY(intern(rt, name)).get())));
}

namespace {

// Addresses in Runtime::library: the hooks of sys.path_hooks.
const char kArchiveHook = 0;
const char kHook = 0;

/// A function of one of the Python half's files.
Result<Value> machinery_function(Runtime& rt, const char* name) {
    Value machinery = TRY(import_machinery(rt));
    return get_attribute(rt, machinery, TRY(intern(rt, name)).get());
}

bool is_builtin(std::string_view name) { return name == "builtins" || name == "sys"; }

Result<Value> new_spec(Runtime& rt, View name, const char* origin, View locations, View loader) {
    Ref<ModuleSpec> spec = TRY(new_module_spec(rt, name, TRY(rt.str(origin)), locations, false));
    spec->loader = loader;
    return spec;
}

Result<Value> spec_name(Runtime& rt, View spec) {
    return get_attribute(rt, spec, rt.names.name);
}

Raised raise_not(Runtime& rt, View name, const char* what) {
    Ref<Str> shown = TRY(repr(rt, name));
    Ref<Str> text = TRY(new_str(rt, std::string(shown->text()) + " is not a " + what + " module"));
    Value error = TRY(new_exception(rt, rt.exceptions[ImportError], View(text.get())));
    TRY(set_attribute(rt, error, rt.names.name, name));
    return rt.raise_object(error);
}

// ---- modules in C++

Result<Value> builtin_find_spec(Runtime& rt, Args args) {
    Str* name = TRY(args.str(1));
    if (!is_builtin(name->text())) {
        if (find_own(rt, name->text()).kind != Found::native) return View::none();
        if (TRY(find_before_own(rt, name->text())).kind != Found::nothing) return View::none();
    }
    return new_spec(rt, args[1], "built-in", View(), args[0]);
}

Result<void> need_builtin(Runtime& rt, View name) {
    Str* text = as_str(name);
    if (!text || (!is_builtin(text->text()) && find_own(rt, text->text()).kind != Found::native)) return raise_not(rt, name, "built-in");
    return {};
}

Result<Value> builtin_create_module(Runtime& rt, Args args) {
    Value name = TRY(spec_name(rt, args[0]));
    TRY(need_builtin(rt, name));
    std::string_view text = name.as<Str>()->text();
    if (text == "sys") return Value(View(reinterpret_cast<Object*>(rt.sys_module.get())));
    if (text == "builtins") return Value(View(reinterpret_cast<Object*>(rt.builtins_module.get())));
    return TRY(make_native_module(rt, *find_own(rt, text).def));
}

Result<Value> builtin_none(Runtime& rt, Args args) {
    TRY(need_builtin(rt, args[1]));
    return View::none();
}

Result<Value> builtin_is_package(Runtime& rt, Args args) {
    TRY(need_builtin(rt, args[1]));
    return View::boolean(false);
}

Result<Value> load_by_name(Runtime& rt, Args args) {
    return import_absolute(rt, TRY(args.str(1))->text());
}

constexpr FunctionDef builtin_methods[] = {
    {"find_spec(cls, fullname, path=None, target=None)", builtin_find_spec, "The spec of a native module, or None.", FunctionDef::class_method},
    {"create_module(spec)", builtin_create_module, "Makes the module.", FunctionDef::static_method},
    {"exec_module(module)", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "A native module is whole when it is made.",
     FunctionDef::static_method},
    {"get_code(cls, fullname)", builtin_none, "None: there is no code object.", FunctionDef::class_method},
    {"get_source(cls, fullname)", builtin_none, "None: there is no source.", FunctionDef::class_method},
    {"is_package(cls, fullname)", builtin_is_package, "False.", FunctionDef::class_method},
    {"load_module(cls, fullname)", load_by_name, "The module, from sys.modules if it is there.", FunctionDef::class_method},
};

// ---- modules in Python, in the binary

Result<Found> need_frozen(Runtime& rt, View name) {
    Found found;
    if (Str* text = as_str(name)) found = find_own(rt, text->text());
    if (found.kind != Found::frozen) return raise_not(rt, name, "frozen");
    return found;
}

Result<Ref<Code>> frozen_code(Runtime& rt, const FrozenModule& module) {
    Ref<Str> filename = TRY(new_str(rt, std::string("<frozen ") + module.name + ">"));
    return read_image(rt, module.image, filename.get());
}

Result<Value> frozen_find_spec(Runtime& rt, Args args) {
    Str* name = TRY(args.str(1));
    Found found = find_own(rt, name->text());
    if (found.kind != Found::frozen || TRY(find_before_own(rt, name->text())).kind != Found::nothing) return View::none();
    Value locations;
    if (found.frozen_module->is_package) locations = TRY(folders_beside(rt, name->text()));
    return new_spec(rt, args[1], "frozen", locations, args[0]);
}

Result<Value> frozen_create_module(Runtime& rt, Args args) {
    Value name = TRY(spec_name(rt, args[0]));
    if (!as_str(name)) return rt.raise(TypeError, "a spec's name must be a str");
    Found found = find_own(rt, as_str(name)->text());
    if (found.kind != Found::frozen || !library_folder(rt)) return View::none();
    Ref<Module> module = TRY(new_module(rt, as_str(name)));
    TRY(dict_set(rt, module->dict.get(), rt.names.file_, TRY(file_of_frozen(rt, *found.frozen_module))));
    return module;
}

Result<Value> frozen_exec_module(Runtime& rt, Args args) {
    Value spec = TRY(get_attribute(rt, args[0], rt.names.spec_));
    Value name = TRY(spec_name(rt, spec));
    Found found = TRY(need_frozen(rt, name));
    Ref<Code> code = TRY(frozen_code(rt, *found.frozen_module));
    Value dict = TRY(get_attribute(rt, args[0], rt.names.dict_));
    if (!as_dict(dict)) return rt.raise(TypeError, "a module's __dict__ must be a dict");
    TRY(run_code(rt, code.get(), dict.as<Dict>(), View()));
    return View::none();
}

Result<Value> frozen_get_code(Runtime& rt, Args args) {
    Found found = TRY(need_frozen(rt, args[1]));
    return TRY(frozen_code(rt, *found.frozen_module));
}

Result<Value> frozen_get_source(Runtime& rt, Args args) {
    TRY(need_frozen(rt, args[1]));
    return View::none();
}

Result<Value> frozen_is_package(Runtime& rt, Args args) {
    Found found = TRY(need_frozen(rt, args[1]));
    return View::boolean(found.frozen_module->is_package);
}

constexpr FunctionDef frozen_methods[] = {
    {"find_spec(cls, fullname, path=None, target=None)", frozen_find_spec, "The spec of a frozen module, or None.", FunctionDef::class_method},
    {"create_module(spec)", frozen_create_module, "An empty module, which has its __file__.", FunctionDef::static_method},
    {"exec_module(module)", frozen_exec_module, "Runs the module's code.", FunctionDef::static_method},
    {"get_code(cls, fullname)", frozen_get_code, "The module's code object.", FunctionDef::class_method},
    {"get_source(cls, fullname)", frozen_get_source, "None: there is no source.", FunctionDef::class_method},
    {"is_package(cls, fullname)", frozen_is_package, "Whether the module is a package.", FunctionDef::class_method},
    {"load_module(cls, fullname)", load_by_name, "The module, from sys.modules if it is there.", FunctionDef::class_method},
};

// ---- modules along sys.path

Result<Value> path_find_spec(Runtime& rt, Args args) {
    Value find = TRY(machinery_function(rt, "_find_on_path"));
    return call(rt, find, {args[1], args[2], args[3]});
}

Result<Value> path_invalidate_caches(Runtime& rt, Args) {
    Value invalidate = TRY(machinery_function(rt, "_invalidate_path_caches"));
    return call(rt, invalidate);
}

constexpr FunctionDef path_methods[] = {
    {"find_spec(cls, fullname, path=None, target=None)", path_find_spec, "The spec of a module in a folder of path or sys.path, or None.",
     FunctionDef::class_method},
    {"invalidate_caches()", path_invalidate_caches, "Tells the finders of sys.path_importer_cache that files have changed.", FunctionDef::static_method},
    {"find_distributions(context=None)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value module = TRY(import_absolute(rt, "importlib.metadata"));
         Value finder = TRY(get_attribute(rt, module, TRY(intern(rt, "MetadataPathFinder")).get()));
         Value find = TRY(get_attribute(rt, finder, TRY(intern(rt, "find_distributions")).get()));
         return args[0].is_none() ? call(rt, find) : call(rt, find, {args[0]});
     },
     "The installed distributions that importlib.metadata finds.", FunctionDef::static_method},
};

Result<Value> path_hook(Runtime& rt, Args args) {
    Value hook = TRY(machinery_function(rt, "_default_path_hook"));
    return call(rt, hook, {args[0]});
}

constexpr FunctionDef path_hook_def = {"path_hook_for_FileFinder(path)", path_hook, "A FileFinder of this folder."};

/// Stands for the class until an archive is met, so that `zipimport` need not be loaded before.
Result<Value> archive_hook(Runtime& rt, Args args) {
    if (Str* path = as_str(args[0]); path && granted(rt, Capability::imports) && !may_be_in_archive(std::string(path->text())))
        return rt.raise(ImportError, "not a Zip file");
    Value module = TRY(import_absolute(rt, "zipimport"));
    Value importer = TRY(get_attribute(rt, module, TRY(intern(rt, "zipimporter")).get()));
    return call(rt, importer, {args[0]});
}

constexpr FunctionDef archive_hook_def = {"zipimporter(path, /)", archive_hook, "A finder of the modules in an archive."};

constexpr ConstantDef builtin_constants[] = {{"_ORIGIN", [](Runtime& rt) { return rt.str("built-in"); }}};
constexpr ConstantDef frozen_constants[] = {{"_ORIGIN", [](Runtime& rt) { return rt.str("frozen"); }}};

}  // namespace

const TypeDef builtin_importer_type{.name = "BuiltinImporter",
                                    .module = "_frozen_importlib",
                                    .doc = "Finder and loader of native modules.",
                                    .flags = Type::base_type,
                                    .methods = builtin_methods,
                                    .constants = builtin_constants};
const TypeDef frozen_importer_type{.name = "FrozenImporter",
                                   .module = "_frozen_importlib",
                                   .doc = "Finder and loader of the library's modules in Python.",
                                   .flags = Type::base_type,
                                   .methods = frozen_methods,
                                   .constants = frozen_constants};
const TypeDef path_finder_type{.name = "PathFinder",
                               .module = "_frozen_importlib_external",
                               .doc = "Finder of modules along sys.path and the __path__ of packages.",
                               .flags = Type::base_type,
                               .methods = path_methods};

Result<void> install_finders(Runtime& rt, View library) {
    rt.library[&kLibrary] = library;
    Ref<Dict> dict = Ref<Dict>(TRY(dict_of(rt, View(reinterpret_cast<Object*>(rt.sys_module.get())))).as<Dict>());
    Ref<List> finders = TRY(new_list(rt));
    for (const TypeDef* def : {&builtin_importer_type, &frozen_importer_type, &path_finder_type})
        TRY(list_append(rt, finders.get(), Value(View(static_cast<const Object*>(TRY(native_type(rt, *def)))))));
    TRY(dict_set(rt, dict.get(), TRY(intern(rt, "meta_path")).get(), View(finders.get())));
    Ref<List> hooks = TRY(new_list(rt));
    for (auto [key, def] : {std::pair(&kArchiveHook, &archive_hook_def), std::pair(&kHook, &path_hook_def)}) {
        Value hook = TRY(make_native_function(rt, *def, View()));
        rt.library[key] = hook;
        TRY(list_append(rt, hooks.get(), hook));
    }
    return dict_set(rt, dict.get(), TRY(intern(rt, "path_hooks")).get(), View(hooks.get()));
}

Result<void> set_archive_hook(Runtime& rt, View hook) {
    Value old = std::exchange(rt.library[&kArchiveHook], Value(hook));
    Value hooks = TRY(sys_attribute(rt, "path_hooks"));
    if (List* list = as_list(hooks))
        for (std::size_t n = 0; n < list->size; ++n)
            if (View(list->items[n]) == View(old)) list->items[n] = Value(hook);
    return {};
}

bool has_import_machinery(Runtime& rt) {
    auto known = rt.library.find(&kImportMachinery);
    return known != rt.library.end() && !known->second.is_none();
}

Result<bool> only_own_finders(Runtime& rt) {
    auto machinery = rt.library.find(&kImportMachinery);
    if (machinery != rt.library.end() && machinery->second.is_none()) return true;
    Value finders = TRY(sys_attribute(rt, "meta_path")), hooks = TRY(sys_attribute(rt, "path_hooks"));
    List* list = as_list(finders);
    if (!list || list->size != 3) return false;
    std::size_t n = 0;
    for (const TypeDef* def : {&builtin_importer_type, &frozen_importer_type, &path_finder_type}) {
        auto known = rt.native_types.find(def);
        if (known == rt.native_types.end() || View(list->items[n++]) != View(static_cast<const Object*>(known->second))) return false;
    }
    list = as_list(hooks);
    if (!list || list->size != 2 || View(list->items[0]) != View(rt.library[&kArchiveHook]) || View(list->items[1]) != View(rt.library[&kHook])) return false;
    // What scripts put into sys.path_importer_cache is theirs too; the native half puts nothing there.
    Value cache = TRY(sys_attribute(rt, "path_importer_cache"));
    return as_dict(cache) && cache.as<Dict>()->used == 0;
}

Result<Value> import_machinery(Runtime& rt) {
    auto known = rt.library.find(&kImportMachinery);
    if (known != rt.library.end() && !known->second.is_none()) return known->second;
    bool outermost = known == rt.library.end();
    if (outermost) rt.library[&kImportMachinery] = View::none();
    Result<Value> imported = import_absolute(rt, "_frozen_importlib_external");
    if (outermost) {
        if (imported.raised()) rt.library.erase(&kImportMachinery);
        else rt.library[&kImportMachinery] = imported.value();
    }
    return imported;
}

Result<Value> loader_of(Runtime& rt, Found::Kind kind) {
    return Value(View(static_cast<const Object*>(TRY(native_type(rt, kind == Found::native ? builtin_importer_type : frozen_importer_type)))));
}

Result<void> set_native_loader(Runtime& rt, Module* module) {
    Value loader = TRY(loader_of(rt, Found::native));
    Value spec(namespace_get(module->dict.get(), rt.names.spec_));
    if (!spec.is_none() && !spec.is_unbound()) TRY(set_attribute(rt, spec, TRY(intern(rt, "loader")).get(), loader));
    return dict_set(rt, module->dict.get(), rt.names.loader_, loader);
}

namespace {

/// Takes the import system's own entries out of the traceback of the pending exception: all of them where it is an ImportError, otherwise
/// each run of them that ends in a call of what is not its own.
void trim_traceback(Runtime& rt) {
    if (!is_kind(rt.pending, Kind::exception)) return;
    auto* exception = rt.pending.as<Exception>();
    bool always = rt.pending_is(ImportError);
    auto is_traceback = [](View value) { return value.is_object() && value.object()->kind == Kind::traceback; };
    // Entries are kept in front of `from`, which a run of own entries begins.
    Traceback *kept = nullptr, *before_run = nullptr;
    bool in_run = false;
    Value held(exception->traceback);
    auto link = [&](Traceback* after) {
        Ref<Object> rest(after);
        if (before_run) before_run->next = rest;
        else exception->traceback = after ? Value(View(static_cast<const Object*>(after))) : Value(View::none());
        kept = before_run;
    };
    for (Traceback* at = is_traceback(held) ? held.as<Traceback>() : nullptr; at;) {
        Value hold(View(static_cast<const Object*>(at)));
        SourcePosition where = rt.hooks.source_position(at);
        std::string_view file = where.file ? where.file->text() : "";
        bool own = file == "<frozen _frozen_importlib>" || file == "<frozen _frozen_importlib_external>";
        auto* next = static_cast<Traceback*>(at->next.get());
        if (own && !in_run) before_run = kept;
        in_run = own;
        if (!own || !(always || (where.function && where.function->text() == "_call_with_frames_removed"))) {
            kept = at;
        } else {
            link(next);
            in_run = false;
        }
        at = next;
    }
}

}  // namespace

Result<Value> find_and_load(Runtime& rt, std::string_view name) {
    TRY(import_machinery(rt));
    Value machinery = TRY(import_absolute(rt, "_frozen_importlib"));
    Value load = TRY(get_attribute(rt, machinery, TRY(intern(rt, "_find_and_load")).get()));
    Value text = TRY(rt.str(name));
    Result<Value> module = call(rt, load, {text});
    if (module.raised()) trim_traceback(rt);
    return module;
}

}  // namespace ouro
