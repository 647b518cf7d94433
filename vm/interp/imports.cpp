// SPDX-License-Identifier: MIT
// Finding and loading modules. A module is in sys.modules while it runs, so that modules may import each other; one whose body raises
// is taken out again.
#include "vm/interp/imports.h"

#include <algorithm>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/image.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/calls.h"
#include "vm/interp/finders.h"
#include "vm/interp/import_locks.h"
#include "vm/interp/module_files.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

Result<Value> run_code(Runtime& rt, Code* code, Dict* globals, View locals) {
    if (namespace_get(globals, rt.names.builtins_).is_unbound())
        TRY(dict_set(rt, globals, rt.names.builtins_, View(reinterpret_cast<Object*>(rt.builtins_module.get()))));
    Ref<Function> function = TRY(new_function(rt, code, globals));
    if (locals != View(globals) || globals->type() != rt.types.dict) function->namespace_ = Value(locals);
    return call_function(rt, function.get(), {});
}

Result<Value> run_class_body(Runtime& rt, View callable, View namespace_) {
    Function* function = as_function(callable);
    if (!function) return rt.raise(TypeError, "__build_class__: func must be a function");
    function->namespace_ = Value(namespace_);
    Result<Value> result = call_function(rt, function, {});
    function->namespace_ = Value();
    return result;
}

namespace {

Result<Found> find(Runtime& rt, const std::string& name, View parent_path) {
    Found found = find_own(rt, name);
    if (found.kind != Found::nothing) {
        Found other = TRY(find_before_own(rt, name));
        return other.kind == Found::nothing ? found : other;
    }
    Value path(parent_path);
    if (parent_path.is_unbound()) path = TRY(sys_attribute(rt, "path"));
    if (path.is_unbound() || path.is_none() || !granted(rt, Capability::imports)) return found;
    std::size_t dot = name.rfind('.');
    return find_in_path(rt, path, dot == std::string::npos ? name : name.substr(dot + 1));
}

Raised raise_missing(Runtime& rt, const std::string& name, const std::string& message) {
    Ref<Str> text = TRY(new_str(rt, message));
    Value exception = TRY(new_exception(rt, rt.exceptions[ModuleNotFoundError], View(text.get())));
    TRY(set_attribute(rt, exception, rt.names.name, TRY(new_str(rt, name))));
    return rt.raise_object(exception);
}

Raised raise_not_found(Runtime& rt, const std::string& name, const std::string& detail) {
    const char* denied = granted(rt, Capability::imports) ? "" : " (the host has not granted 'imports')";
    return raise_missing(rt, name, "No module named '" + name + "'" + detail + denied);
}

/// `path` is that of a package, `file` Unbound where there is none. That of a frozen module is where it would lie: no location of its spec.
Result<void> set_up(Runtime& rt, Dict* dict, const std::string& name, View file, View path, bool frozen = false) {
    bool has_location = !frozen && !file.is_unbound();
    Value origin = frozen ? TRY(rt.str("frozen")) : Value(file);
    Ref<ModuleSpec> spec = TRY(new_module_spec(rt, TRY(intern(rt, name)), origin, path, has_location));
    if (frozen) spec->loader = TRY(loader_of(rt, Found::frozen));
    spec->makes_loader = has_location;
    TRY(dict_set(rt, dict, rt.names.spec_, View(spec.get())));
    // The loader of a file is made when somebody asks for it, or now if its class is there.
    if (frozen) TRY(dict_set(rt, dict, rt.names.loader_, spec->loader));
    else if (spec->makes_loader && has_import_machinery(rt)) TRY(dict_set(rt, dict, rt.names.loader_, TRY(loader_of_spec(rt, View(spec.get())))));
    std::size_t dot = name.rfind('.');
    std::string package = !path.is_unbound() ? name : dot == std::string::npos ? "" : name.substr(0, dot);
    TRY(dict_set(rt, dict, rt.names.package_, TRY(new_str(rt, package))));
    TRY(dict_set(rt, dict, rt.names.builtins_, name == "__main__" ? View(rt.builtins_module) : View(rt.builtins)));
    if (!file.is_unbound()) TRY(dict_set(rt, dict, rt.names.file_, file));
    if (has_location) {
        Value cached = TRY(cached_of_spec(rt, View(spec.get())));
        if (!cached.is_none()) TRY(dict_set(rt, dict, TRY(intern(rt, "__cached__")).get(), cached));
    }
    if (!path.is_unbound()) TRY(dict_set(rt, dict, rt.names.path_, path));
    return {};
}

/// Makes a module and runs its code, which `make_code` gives once the module is there.
template <typename MakeCode>
Result<Value> load_code(Runtime& rt, Str* full_name, View file, View path, MakeCode&& make_code, bool frozen = false) {
    Ref<Module> module = TRY(new_module(rt, full_name));
    View as_value(reinterpret_cast<Object*>(module.get()));
    Value dict = TRY(dict_of(rt, as_value));
    TRY(set_up(rt, dict.as<Dict>(), std::string(full_name->text()), file, path, frozen));
    Ref<ModuleSpec> spec(namespace_get(dict.as<Dict>(), rt.names.spec_).as<ModuleSpec>());
    Ref<Code> code = TRY(make_code());
    TRY(dict_set(rt, rt.modules.get(), full_name, as_value));
    spec->initializing = true;
    Result<Value> ran = run_code(rt, code.get(), dict.as<Dict>(), View());
    spec->initializing = false;
    if (ran.raised()) {
        Value pending = std::move(rt.pending);
        (void)dict_pop(rt, rt.modules.get(), View(full_name));
        rt.pending = std::move(pending);
        return Raised{};
    }
    // A module may have put something else in its place.
    View now = TRY(dict_get(rt, rt.modules.get(), full_name));
    if (now.is_unbound()) return rt.raise(KeyError, "%s", full_name->data());
    return Value(now);
}

Result<Value> load(Runtime& rt, const std::string& name, const Found& found) {
    Ref<Str> full_name = TRY(intern(rt, name));
    switch (found.kind) {
        case Found::native: {
            Ref<Module> module = TRY(make_native_module(rt, *found.def));
            View as_value(reinterpret_cast<Object*>(module.get()));
            TRY(set_native_loader(rt, module.get()));
            TRY(dict_set(rt, rt.modules.get(), full_name.get(), as_value));
            return Value(as_value);
        }
        case Found::frozen: {
            const FrozenModule& frozen = *found.frozen_module;
            Ref<Str> filename = TRY(new_str(rt, "<frozen " + name + ">"));
            Value path;
            if (frozen.is_package) path = TRY(folders_beside(rt, name));
            Value file = TRY(file_of_frozen(rt, frozen));
            return load_code(rt, full_name.get(), file, path, [&] { return read_image(rt, frozen.image, filename.get()); }, true);
        }
        case Found::source:
        case Found::package: {
            std::string file = found.kind == Found::package ? found.path + "/__init__.py" : found.path;
            std::string source;
            TRY(read_file(rt, file, source));
            Ref<Str> filename = TRY(new_str(rt, file));
            Value path;
            if (found.kind == Found::package) {
                Ref<List> list = TRY(new_list(rt));
                TRY(list_append(rt, list.get(), TRY(new_str(rt, found.path))));
                path = list;
            }
            return load_code(rt, full_name.get(), View(filename.get()), path,
                             [&] { return compile_source(rt, source, filename.get(), CompileMode::exec); });
        }
        case Found::namespace_package: return find_and_load(rt, name);
        case Found::other:
        case Found::nothing: break;
    }
    return raise_not_found(rt, name, "");
}

Result<Value> known_module(Runtime& rt, std::string_view name) {
    Ref<Str> key = TRY(intern(rt, name));
    Value module(TRY(dict_get(rt, rt.modules.get(), key.get())));
    if (module.is_none()) return raise_missing(rt, std::string(name), "import of " + std::string(name) + " halted; None in sys.modules");
    return module;
}

}  // namespace

Result<Value> import_absolute(Runtime& rt, std::string_view name_view) {
    std::string name(name_view);
    Value known = TRY(known_module(rt, name));
    while (rt.threads && TRY(wait_for_import(rt, name))) known = TRY(known_module(rt, name));
    if (!known.is_unbound()) return known;
    NativeGuard guard(rt, "");
    if (guard.raised()) return Raised{};
    Importing importing(rt, name);
    if (!TRY(only_own_finders(rt))) return find_and_load(rt, name);
    Value parent, parent_path;
    std::size_t dot = name.rfind('.');
    if (dot != std::string::npos && dot) {
        parent = TRY(import_absolute(rt, name.substr(0, dot)));
        known = TRY(known_module(rt, name));  // the parent may have imported it
        if (!known.is_unbound()) return known;
        if (!TRY(only_own_finders(rt))) return find_and_load(rt, name);  // it may have brought a finder
        parent_path = TRY(find_attribute(rt, parent, rt.names.path_));
        if (parent_path.is_unbound()) {
            Found native = TRY(find(rt, name, View::none()));
            if (native.kind == Found::nothing) return raise_not_found(rt, name, "; '" + name.substr(0, dot) + "' is not a package");
            parent_path = View::none();
        }
    }
    Found found = TRY(find(rt, name, parent_path));
    if (found.kind == Found::other) return find_and_load(rt, name);
    Value module = TRY(load(rt, name, found));
    if (!parent.is_unbound()) {
        // While it ran, the parent may have been imported anew.
        Ref<Str> parent_name = TRY(intern(rt, name.substr(0, dot)));
        parent = Value(TRY(dict_get(rt, rt.modules.get(), parent_name.get())));
        if (parent.is_unbound()) return rt.raise(KeyError, "%s", parent_name->data());
        Ref<Str> last = TRY(intern(rt, name.substr(dot + 1)));
        if (set_attribute(rt, parent, last.get(), module).raised()) return Raised{};
    }
    return module;
}

namespace {

/// The package that a relative import in these globals starts from; empty if there is none.
Result<std::string> package_of(Runtime& rt, Dict* globals) {
    auto get = [&](Str* name) -> Value { return globals ? Value(namespace_get(globals, name)) : Value(); };
    Value package = get(rt.names.package_), spec = get(rt.names.spec_), parent;
    bool has_spec = !spec.is_unbound() && !spec.is_none();
    if (has_spec) parent = TRY(get_attribute(rt, spec, TRY(intern(rt, "parent")).get()));
    if (!package.is_unbound() && !package.is_none()) {
        if (!as_str(package)) return rt.raise(TypeError, "package must be a string");
        if (has_spec && !TRY(equal(rt, package, parent)))
            TRY(rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str("__package__ != __spec__.parent")), 1, View::none()));
        return std::string(package.as<Str>()->text());
    }
    if (has_spec) {
        if (!as_str(parent)) return rt.raise(TypeError, "__spec__.parent must be a string");
        return std::string(parent.as<Str>()->text());
    }
    const char* warning = "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
    TRY(rt.hooks.warn(rt, ImportWarning, TRY(rt.str(warning)), 1, View::none()));
    Value own = get(rt.names.name_);
    if (own.is_unbound()) return rt.raise(KeyError, "'__name__' not in globals");
    if (!as_str(own)) return rt.raise(TypeError, "__name__ must be a string");
    std::string name(own.as<Str>()->text());
    if (!get(rt.names.path_).is_unbound()) return name;
    std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? "" : name.substr(0, dot);
}

/// The absolute name of a relative import.
Result<std::string> resolve(Runtime& rt, std::string_view name, Dict* globals, int level) {
    std::string base = TRY(package_of(rt, globals));
    if (base.empty()) return rt.raise(ImportError, "attempted relative import with no known parent package");
    for (int n = 1; n < level; ++n) {
        std::size_t dot = base.rfind('.');
        if (dot == std::string::npos) return rt.raise(ImportError, "attempted relative import beyond top-level package");
        base.resize(dot);
    }
    if (name.empty()) return base;
    return base + "." + std::string(name);
}

/// `from package import a, b`: names that are not attributes may be submodules. `of_star`: the names are what a star stands for, in which
/// another one means nothing.
Result<void> import_submodules(Runtime& rt, View module, View fromlist, bool of_star = false) {
    Value own_name = TRY(get_attribute(rt, module, rt.names.name_));
    std::string name(TRY(to_str(rt, own_name))->text());
    return for_each(rt, fromlist, [&](View item) -> Result<bool> {
        Str* wanted = as_str(item);
        if (!wanted) return rt.raise(TypeError, "Item in %s must be str, not %s", of_star ? (name + ".__all__").c_str() : "``from list''", type_name(rt, item));
        if (wanted->text() == "*") {
            Value all = of_star ? Value() : TRY(find_attribute(rt, module, rt.names.all_));
            if (!all.is_unbound()) TRY(import_submodules(rt, module, all, true));
            return true;
        }
        Ref<Str> attribute = intern(rt, wanted);
        Value present = TRY(find_attribute(rt, module, attribute.get()));
        if (!present.is_unbound()) return true;
        std::string full = name + "." + std::string(wanted->text());
        Result<Value> imported = import_absolute(rt, full);
        if (!imported.raised()) return true;
        if (!rt.pending_is(ModuleNotFoundError)) return Raised{};
        Value error = rt.take_exception();
        Value missing = TRY(find_attribute(rt, error, rt.names.name));
        bool blocked = TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, full)).get())).is_none();
        if (Str* text = as_str(missing); text && text->text() == full && !blocked) return true;
        rt.pending = error;
        return Raised{};
    });
}

}  // namespace

Result<Value> import_module(Runtime& rt, Str* name, Dict* globals, View fromlist, int level) {
    if (level < 0) return rt.raise(ValueError, "level must be >= 0");
    std::string full = level ? TRY(resolve(rt, name->text(), globals, level)) : std::string(name->text());
    if (full.empty()) return rt.raise(ValueError, "Empty module name");
    Value module = TRY(import_absolute(rt, full));
    bool wants_names = !fromlist.is_none() && !fromlist.is_unbound() && TRY(truth(rt, fromlist));
    if (wants_names) {
        Value path = TRY(find_attribute(rt, module, rt.names.path_));
        if (!path.is_unbound()) TRY(import_submodules(rt, module, fromlist));
        return module;
    }
    std::string_view written = name->text();
    std::size_t dot = written.find('.');
    if (dot == std::string_view::npos) return module;
    if (!level) return import_absolute(rt, written.substr(0, dot));
    return import_absolute(rt, std::string_view(full).substr(0, full.size() - (written.size() - dot)));
}

Result<Ref<Dict>> make_main(Runtime& rt, View file) {
    Ref<Str> name = TRY(intern(rt, "__main__"));
    Ref<Module> module = TRY(new_module(rt, name.get()));
    View as_value(reinterpret_cast<Object*>(module.get()));
    Value dict = TRY(dict_of(rt, as_value));
    TRY(set_up(rt, dict.as<Dict>(), "__main__", file, View()));
    TRY(dict_set(rt, dict.as<Dict>(), rt.names.spec_, View::none()));
    TRY(dict_set(rt, dict.as<Dict>(), rt.names.package_, View::none()));
    if (file.is_unbound()) TRY(dict_set(rt, dict.as<Dict>(), rt.names.loader_, TRY(loader_of(rt, Found::native))));
    TRY(dict_set(rt, dict.as<Dict>(), TRY(intern(rt, "__cached__")).get(), View::none()));
    Ref<Dict> annotations = TRY(new_dict(rt));
    TRY(dict_set(rt, dict.as<Dict>(), rt.names.annotations_, View(annotations.get())));
    TRY(dict_set(rt, rt.modules.get(), name.get(), as_value));
    return Ref<Dict>(dict.as<Dict>());
}

namespace {

/// The same by `runpy`: where finders in Python take part, and to say what is wrong.
Result<void> run_with_runpy(Runtime& rt, std::string_view name, bool alter_arguments, bool& started) {
    TRY(make_main(rt, View()));
    Value runpy = TRY(import_absolute(rt, "runpy"));
    Value error = TRY(get_attribute(rt, runpy, TRY(intern(rt, "_Error")).get()));
    Value find = TRY(get_attribute(rt, runpy, TRY(intern(rt, alter_arguments ? "_get_module_details" : "_get_main_module_details")).get()));
    Result<Value> details = alter_arguments ? call(rt, find, {TRY(rt.str(name)), error}) : call(rt, find, {error});
    started = true;
    if (details.raised()) {
        if (rt.stopping()) return Raised{};
        Value raised = rt.take_exception();
        if (TRY(is_instance(rt, raised, error))) {
            started = false;
            Ref<Str> text = TRY(to_str(rt, raised));
            return rt.raise(ImportError, "%s", text->data());
        }
        rt.pending = raised;
        return Raised{};
    }
    Value run = TRY(get_attribute(rt, runpy, TRY(intern(rt, "_run_as_main")).get()));
    TRY(call(rt, run, {details.value(), View::boolean(alter_arguments)}));
    return {};
}

}  // namespace

Result<void> run_module_as_main(Runtime& rt, std::string_view wanted, bool alter_arguments, bool& started) {
    started = false;
    auto by_runpy = [&] { return run_with_runpy(rt, wanted, alter_arguments, started); };
    if (!TRY(only_own_finders(rt))) return by_runpy();
    std::string name(wanted), package;
    Value search;
    // Imports a package; false if it is not there. Any other error is the program's.
    auto enter = [&](const std::string& parent) -> Result<bool> {
        Result<Value> imported = import_absolute(rt, parent);
        if (imported.raised()) {
            started = true;
            if (!rt.pending_is(ModuleNotFoundError)) return Raised{};
            Value error = rt.take_exception();
            Value missing = TRY(find_attribute(rt, error, rt.names.name));
            if (Str* text = as_str(missing); text && (parent == text->text() || parent.starts_with(std::string(text->text()) + "."))) {
                started = false;
                return false;
            }
            rt.pending = error;
            return Raised{};
        }
        search = TRY(find_attribute(rt, imported.value(), rt.names.path_));
        if (search.is_unbound()) search = View::none();
        package = parent;
        return true;
    };
    std::size_t dot = name.rfind('.');
    if (dot != std::string::npos) {
        if (!TRY(enter(name.substr(0, dot)))) return by_runpy();
        if (!TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, name)).get())).is_unbound()) return by_runpy();  // which warns
    }
    Found found = TRY(find(rt, name, search));
    bool is_package = found.kind == Found::package || (found.kind == Found::frozen && found.frozen_module->is_package);
    if (is_package && alter_arguments) {
        if (!TRY(enter(std::string(name)))) return by_runpy();
        name += ".__main__";
        found = TRY(find(rt, name, search));
        is_package = found.kind == Found::frozen && found.frozen_module->is_package;
    }
    if (is_package || (found.kind != Found::source && found.kind != Found::frozen)) return by_runpy();
    std::string text, file = found.path;
    if (found.kind == Found::frozen) file = "<frozen " + name + ">";
    else TRY(read_file(rt, file, text));
    Ref<Str> filename = TRY(new_str(rt, file));
    Value shown = View(filename.get());  // __file__ and sys.argv[0]
    if (found.kind == Found::frozen)
        if (Value own = TRY(file_of_frozen(rt, *found.frozen_module)); !own.is_unbound()) shown = own;
    Ref<Dict> main = TRY(make_main(rt, shown));
    TRY(dict_set(rt, main.get(), rt.names.package_, TRY(rt.str(package))));
    bool frozen = found.kind == Found::frozen;
    Value origin = frozen ? TRY(rt.str("frozen")) : Value(View(filename.get()));
    Ref<ModuleSpec> spec = TRY(new_module_spec(rt, TRY(intern(rt, name)), origin, View(), !frozen));
    if (frozen) spec->loader = TRY(loader_of(rt, Found::frozen));
    spec->makes_loader = !frozen;
    TRY(dict_set(rt, main.get(), rt.names.spec_, View(spec.get())));
    if (!frozen) TRY(dict_set(rt, main.get(), TRY(intern(rt, "__cached__")).get(), TRY(cached_of_spec(rt, View(spec.get())))));
    if (frozen) TRY(dict_set(rt, main.get(), rt.names.loader_, spec->loader));
    Value arguments = TRY(sys_attribute(rt, "argv"));
    if (List* list = as_list(arguments); list && list->size && alter_arguments) list->items[0] = shown;
    started = true;
    Ref<Code> code = found.kind == Found::frozen ? TRY(read_image(rt, found.frozen_module->image, filename.get()))
                                                 : TRY(compile_source(rt, text, filename.get(), CompileMode::exec));
    TRY(run_code(rt, code.get(), main.get(), View()));
    return {};
}

// ---- the interpreter's side

Result<Value> import_name(Runtime& rt, Frame* frame, Str* name, View level, View fromlist) {
    auto* function = static_cast<Function*>(frame->function);
    View importer = TRY(dict_get(rt, function->builtins, rt.names.import_));
    if (importer.is_unbound()) return rt.raise(ImportError, "__import__ not found");
    if (function->builtins == rt.builtins.get() && importer == View(rt.default_import))
        return import_module(rt, name, function->globals, fromlist, static_cast<int>(level.as_int()));
    Value locals = function->namespace_.is_unbound() ? Value(View::none()) : function->namespace_;
    return call(rt, Value(importer), {View(name), View(function->globals), locals, fromlist, level});
}

Result<Value> import_from(Runtime& rt, View module, Str* name) {
    Value found = TRY(find_attribute(rt, module, name));
    if (!found.is_unbound()) return found;
    Value module_name = TRY(find_attribute(rt, module, rt.names.name_));
    Str* text = as_str(module_name);
    if (text) {
        Ref<Str> full = TRY(intern(rt, std::string(text->text()) + "." + std::string(name->text())));
        View known = TRY(dict_get(rt, rt.modules.get(), full.get()));
        if (!known.is_unbound()) return Value(known);
    }
    Value file = TRY(find_attribute(rt, module, rt.names.file_)), spec = TRY(find_attribute(rt, module, rt.names.spec_));
    std::string where = as_str(file) ? std::string(as_str(file)->text()) : "unknown location";
    bool partial = as_str(file) && TRY(is_initializing(rt, spec));
    Ref<Str> message = TRY(new_str(rt, "cannot import name '" + std::string(name->text()) + "' from " + (partial ? "partially initialized module '" : "'") +
                                           (text ? std::string(text->text()) : "<unknown module name>") +
                                           (partial ? "' (most likely due to a circular import) (" : "' (") + where + ")"));
    Value error = TRY(new_exception(rt, rt.exceptions[ImportError], View(message.get())));
    TRY(set_attribute(rt, error, rt.names.name, text ? View(module_name) : View::none()));
    TRY(set_attribute(rt, error, rt.names.path, file.is_unbound() ? View::none() : file));
    TRY(set_attribute(rt, error, rt.names.name_from, View(name)));
    return rt.raise_object(error);
}

Result<void> import_star(Runtime& rt, Frame* frame, View module) {
    Value all = TRY(find_attribute(rt, module, rt.names.all_));
    auto not_a_name = [&](const char* what, const char* where, View name) -> Raised {
        Value own = TRY(find_attribute(rt, module, rt.names.name_));
        if (!as_str(own)) return rt.raise(TypeError, "module __name__ must be a string, not %s", type_name(rt, own.is_unbound() ? View::none() : View(own)));
        return rt.raise(TypeError, "%s in %s.%s must be str, not %s", what, as_str(own)->data(), where, type_name(rt, name));
    };
    auto bind = [&](View name) -> Result<void> {
        Str* text = as_str(name);
        if (!text) return not_a_name("Item", "__all__", name);
        Ref<Str> interned = intern(rt, text);
        Value value = TRY(get_attribute(rt, module, interned.get()));
        return store_name(rt, frame, interned.get(), value);
    };
    if (!all.is_unbound())
        return for_each(rt, all, [&](View name) -> Result<bool> {
            TRY(bind(name));
            return true;
        });
    Value dict = TRY(find_attribute(rt, module, rt.names.dict_));
    if (dict.is_unbound()) return rt.raise(ImportError, "from-import-* object has no __dict__ and no __all__");
    Ref<List> names = TRY(list_from(rt, dict));
    for (std::size_t n = 0; n < names->size; ++n) {
        Str* text = as_str(names->items[n]);
        if (!text) return not_a_name("Key", "__dict__", names->items[n]);
        if (text->size && text->data()[0] != '_') TRY(bind(names->items[n]));
    }
    return {};
}

Result<void> setup_annotations(Runtime& rt, Frame* frame) {
    auto* function = static_cast<Function*>(frame->function);
    View mapping = function->namespace_.is_unbound() ? View(function->globals) : View(function->namespace_);
    if (!is_kind(mapping, Kind::dict)) {
        if (!get_item(rt, mapping, View(rt.names.annotations_)).raised()) return {};
        if (!rt.swallow(KeyError)) return Raised{};
    } else if (TRY(contains(rt, mapping, View(rt.names.annotations_)))) {
        return {};
    }
    Ref<Dict> annotations = TRY(new_dict(rt));
    return store_name(rt, frame, rt.names.annotations_, annotations);
}

}  // namespace ouro
