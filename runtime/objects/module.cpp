// SPDX-License-Identifier: MIT
// module and ModuleSpec. Finding and loading modules is vm/interp/imports.cpp.
#include "runtime/objects/module.h"

#include <unistd.h>

#include <climits>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

const char kImportMachinery = 0;
const char kScriptFolder = 0;

namespace {

/// The attributes that every module has.
Result<void> name_module(Runtime& rt, Dict* held, View name, View doc) {
    Ref<Dict> dict(held);
    TRY(dict_set(rt, dict.get(), rt.names.name_, name));
    TRY(dict_set(rt, dict.get(), rt.names.doc_, doc));
    for (Str* each : {rt.names.package_, rt.names.loader_, rt.names.spec_}) TRY(dict_set(rt, dict.get(), each, View::none()));
    return {};
}

}  // namespace

Result<Ref<Module>> new_module(Runtime& rt, Str* name) {
    auto* module = rt.allocate<Module>(rt.types.module);
    if (!module) return rt.raise_memory_error();
    new (&module->dict) Ref<Dict>();
    module->rest = nullptr;
    Ref<Module> made = Ref<Module>::adopt(module);
    module->dict = TRY(new_dict(rt, 8));
    TRY(name_module(rt, made->dict.get(), View(static_cast<const Object*>(name)), View::none()));
    return made;
}

Result<void> add_functions(Runtime& rt, Module* module, std::span<const FunctionDef> functions, View self) {
    Value name(namespace_get(module->dict.get(), rt.names.name_));
    for (const FunctionDef& function : functions) {
        std::string_view signature(function.signature);
        Ref<Str> key = TRY(intern(rt, signature.substr(0, signature.find('('))));
        TRY(dict_set(rt, module->dict.get(), key.get(), TRY(make_native_function(rt, allowed(rt, name.as<Str>()->text(), function), name, self))));
    }
    return {};
}

Result<Ref<Module>> make_native_module(Runtime& rt, const ModuleDef& def) {
    Ref<Str> name = TRY(intern(rt, def.name));
    Ref<Module> module = TRY(new_module(rt, name.get()));
    Dict* dict = module->dict.get();
    TRY(dict_set(rt, dict, rt.names.doc_, TRY(rt.str(def.doc))));
    std::string_view whole(def.name);
    std::size_t dot = whole.rfind('.');
    TRY(dict_set(rt, dict, rt.names.package_, TRY(rt.str(dot == std::string_view::npos ? "" : whole.substr(0, dot)))));
    TRY(add_functions(rt, module.get(), def.functions));
    for (const ConstantDef& constant : def.constants) TRY(dict_set(rt, dict, TRY(intern(rt, constant.name)).get(), TRY(constant.make(rt))));
    for (const TypeDef* type : def.types) {
        Type* made = TRY(native_type(rt, *type));
        TRY(dict_set(rt, dict, TRY(intern(rt, type->name)).get(), View(static_cast<const Object*>(made))));
    }
    TRY(dict_set(rt, dict, rt.names.spec_, TRY(new_module_spec(rt, View(name.get()), TRY(rt.str("built-in")), View(), false))));
    if (def.init) TRY(def.init(rt, module.get()));
    return module;
}

namespace {

Dict* dict_of_module(View self) { return self.as<Module>()->dict.get(); }
ModuleSpec* spec_of(View self) { return self.as<ModuleSpec>(); }

/// Adds what the module has besides, if `name` is not among what it has: it may be of the rest, or be everything (__dict__).
Result<void> complete(Runtime& rt, View self, Str* name) {
    auto* module = self.as<Module>();
    if (!module->rest || !namespace_get(module->dict.get(), name).is_unbound()) return {};
    auto* rest = std::exchange(module->rest, nullptr);
    return rest(rt, Ref<Dict>(module->dict).get());
}

/// `origin` of a spec that says it is a file; empty if there is none.
Result<std::string> origin_of(Runtime& rt, View spec) {
    if (spec.is_unbound() || spec.is_none()) return std::string();
    Value has_location = TRY(find_attribute(rt, spec, TRY(intern(rt, "has_location")).get()));
    if (has_location.is_unbound() || !TRY(truth(rt, has_location))) return std::string();
    Value origin = TRY(find_attribute(rt, spec, TRY(intern(rt, "origin")).get()));
    Str* text = as_str(origin);
    return text ? std::string(text->text()) : std::string();
}

/// Whether a module lies in the folder of the script, where it may stand before another of its name.
Result<bool> may_shadow(Runtime& rt, std::string origin) {
    auto script = rt.library.find(&kScriptFolder);
    if (origin.empty() || script == rt.library.end()) return false;
    Str* folder = script->second.as<Str>();
    auto leave = [&] { origin.resize(origin.rfind('/') == std::string::npos ? 0 : origin.rfind('/')); };
    bool package = origin.ends_with("/__init__.py");
    leave();
    if (package) leave();
    if (folder->size) return origin == folder->text();
    char here[PATH_MAX];
    return granted(rt, Capability::imports) && getcwd(here, sizeof here) && origin == here;
}

Result<std::string> missing_attribute(Runtime& rt, View self, Str* name) {
    Value shown(namespace_get(dict_of_module(self), rt.names.name_));
    std::string attribute = "' has no attribute '" + std::string(name->text()) + "'";
    if (!as_str(shown)) return "module has no attribute '" + std::string(name->text()) + "'";
    std::string module(as_str(shown)->text());
    Value spec(namespace_get(dict_of_module(self), rt.names.spec_));
    std::string origin = TRY(origin_of(rt, spec));
    bool shadows = TRY(may_shadow(rt, origin));
    if (shadows) {
        Value library = TRY(find_attribute(rt, View(static_cast<const Object*>(rt.sys_module.get())), TRY(intern(rt, "stdlib_module_names")).get()));
        if (as_set(library) && TRY(contains(rt, library, shown)))  // a script may have put anything there
            return "module '" + module + attribute + " (consider renaming '" + origin + "' since it has the same name as the standard library module named '" +
                   module + "' and the import system gives it precedence)";
    }
    if (TRY(is_initializing(rt, spec))) {
        if (shadows)
            return "module '" + module + attribute + " (consider renaming '" + origin +
                   "' if it has the same name as a third-party module you intended to import)";
        return "partially initialized module '" + module + (origin.empty() ? "" : "' from '" + origin) + attribute + " (most likely due to a circular import)";
    }
    Ref<Str> full = TRY(intern(rt, module + "." + std::string(name->text())));
    Value submodule(TRY(dict_get(rt, rt.modules.get(), full.get())));
    if (is_kind(submodule, Kind::module) && TRY(is_initializing(rt, namespace_get(dict_of_module(submodule), rt.names.spec_))))
        return "cannot access submodule '" + std::string(name->text()) + "' of module '" + module + "' (most likely due to a circular import)";
    return "module '" + module + attribute;
}

Result<Value> module_get_attribute(Runtime& rt, View self, Str* name) {
    if (self.as<Module>()->rest) TRY(complete(rt, self, name));
    View own = namespace_get(dict_of_module(self), name);
    if (name == rt.names.loader_ && own.is_none()) {
        Value spec(namespace_get(dict_of_module(self), rt.names.spec_));
        auto known = rt.native_types.find(&module_spec_type);
        if (known != rt.native_types.end() && rt.type_of(spec) == known->second && spec_of(spec)->makes_loader) {
            TRY(dict_set(rt, dict_of_module(self), name, TRY(loader_of_spec(rt, spec))));
            own = namespace_get(dict_of_module(self), name);
        }
    }
    View of_type = lookup_on_type(rt.type_of(self), name);
    if (!own.is_unbound() && (of_type.is_unbound() || !rt.type_of(of_type)->slots.set)) return Value(own);
    Value held(own);
    Result<Value> found = generic_get_attribute(rt, self, name);
    if (!found.raised()) return found;
    if (!rt.pending_is(AttributeError)) return Raised{};
    Value getter(namespace_get(dict_of_module(self), rt.names.getattr_));
    if (!getter.is_unbound()) {
        rt.pending = Value();
        return call(rt, getter, {View(static_cast<const Object*>(name))});
    }
    rt.pending = Value();
    std::string message = TRY(missing_attribute(rt, self, name));
    (void)rt.raise(AttributeError, "%s", message.c_str());
    set_exception_name(rt, name);
    if (is_kind(rt.pending, Kind::exception)) {
        int at = exception_field(rt.pending.object()->type(), "obj");
        if (at >= 0) rt.pending.as<Exception>()->fields[at] = self;
    }
    return Raised{};
}

Result<void> module_set_attribute(Runtime& rt, View self, Str* name, View value) {
    if (self.as<Module>()->rest) TRY(complete(rt, self, name));
    View found = lookup_on_type(rt.type_of(self), name);
    if (!found.is_unbound())
        if (auto* set = rt.type_of(found)->slots.set) return set(rt, found, self, value);
    if (!value.is_unbound()) return dict_set(rt, dict_of_module(self), name, value);
    Value old = TRY(dict_pop(rt, dict_of_module(self), View(static_cast<const Object*>(name))));
    if (!old.is_unbound()) return {};
    return rt.raise(AttributeError, "'%s' object has no attribute '%s'", type_name(rt, self), name->data());
}

/// Whether it is the loader of a package without code, a class of the importer's Python half.
Result<bool> is_namespace_loader(Runtime& rt, View loader) {
    auto known = rt.library.find(&kImportMachinery);
    if (known == rt.library.end() || known->second.is_none()) return false;
    Value type = TRY(get_attribute(rt, Value(known->second), TRY(intern(rt, "NamespaceLoader")).get()));
    return is_instance(rt, loader, type);
}

/// A module says where it is from: by its spec, else by __file__ and __loader__ (any of which a script may replace).
Result<Value> module_repr(Runtime& rt, View self) {
    auto attribute = [&](View of, Str* name) -> Result<Value> {
        Value found = TRY(find_attribute(rt, of, name));
        return found.is_unbound() ? Value(View::none()) : found;
    };
    Value spec = TRY(attribute(self, rt.names.spec_));
    if (is_kind(spec, Kind::str)) spec = View::none();
    if (!spec.is_none()) {
        Value name = TRY(attribute(spec, rt.names.name)), origin = TRY(attribute(spec, TRY(intern(rt, "origin")).get()));
        Value loader = TRY(attribute(spec, TRY(intern(rt, "loader")).get()));
        std::string text = "<module " + std::string((name.is_none() ? TRY(rt.str("'?'")).as<Str>() : TRY(repr(rt, name)).get())->text());
        if (origin.is_none()) {
            Value locations = TRY(attribute(spec, TRY(intern(rt, "submodule_search_locations")).get()));
            if (TRY(is_namespace_loader(rt, loader))) {
                Ref<List> portions = TRY(list_from(rt, TRY(get_attribute(rt, loader, TRY(intern(rt, "_path")).get()))));
                return rt.str(text + " (namespace) from " + std::string(TRY(repr(rt, View(portions.get())))->text()) + ">");
            }
            if (!loader.is_none()) text += " (" + std::string(TRY(repr(rt, loader))->text()) + ")";
            else if (!locations.is_none()) text += " (namespace) from " + std::string(TRY(repr(rt, locations))->text());
            return rt.str(text + ">");
        }
        Value has_location = TRY(attribute(spec, TRY(intern(rt, "has_location")).get()));
        if (TRY(truth(rt, has_location))) return rt.str(text + " from " + std::string(TRY(repr(rt, origin))->text()) + ">");
        return rt.str(text + " (" + std::string(TRY(to_str(rt, origin))->text()) + ")>");
    }
    Value name = TRY(find_attribute(rt, self, rt.names.name_)), file = TRY(find_attribute(rt, self, rt.names.file_));
    std::string text = "<module " + std::string(name.is_unbound() ? "'?'" : TRY(repr(rt, name))->text());
    if (!file.is_unbound()) return rt.str(text + " from " + std::string(TRY(repr(rt, file))->text()) + ">");
    Value loader = TRY(attribute(self, rt.names.loader_));
    return rt.str(loader.is_none() ? text + ">" : text + " (" + std::string(TRY(repr(rt, loader))->text()) + ")>");
}

constexpr PropertyDef module_properties[] = {
    {.name = "__dict__", .get = [](Runtime&, View self) -> Result<Value> { return Value(View(self.as<Module>()->dict)); }, .member = true},
    {"__annotations__",
     [](Runtime& rt, View self) -> Result<Value> {
         View found = namespace_get(dict_of_module(self), rt.names.annotations_);
         if (!found.is_unbound()) return Value(found);
         Ref<Dict> made = TRY(new_dict(rt));
         TRY(dict_set(rt, dict_of_module(self), rt.names.annotations_, View(made.get())));
         return made;
     },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (!value.is_unbound()) return dict_set(rt, dict_of_module(self), rt.names.annotations_, value);
         TRY(dict_pop(rt, dict_of_module(self), View(static_cast<const Object*>(rt.names.annotations_))));
         return {};
     }},
};

constexpr FunctionDef module_methods[] = {{"__dir__(self, /)",
                                           [](Runtime& rt, Args a) -> Result<Value> {
                                               Value dict = TRY(get_attribute(rt, a[0], rt.names.dict_));
                                               if (!is_kind(dict, Kind::dict)) return rt.raise(TypeError, "<module>.__dict__ is not a dictionary");
                                               Value custom(namespace_get(dict.as<Dict>(), rt.names.dir_));
                                               if (!custom.is_unbound()) return call(rt, custom);
                                               Ref<List> list = TRY(list_from(rt, dict));
                                               return list;
                                           },
                                           "__dir__() -> list"}};

}  // namespace

const TypeDef module_type{.name = "module",
                          .doc = "Create a module object.",
                          .kind = Kind::module,
                          .size = sizeof(Module),
                          .flags = Type::base_type | Type::container | Type::weak_referable | Type::immutable,
                          .construct_signature = "(name, doc=None)",
                          .slots = {.destroy =
                                        [](Runtime& rt, Object* object) {
                                            static_cast<Module*>(object)->dict.~Ref();
                                            rt.free_instance(object, sizeof(Module));
                                        },
                                    .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Module*>(object)->dict.get()); },
                                    .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                                        // Its attributes come with __init__, which a subclass may leave out.
                                        auto* made = rt.allocate<Module>(type);
                                        if (!made) return rt.raise_memory_error();
                                        new (&made->dict) Ref<Dict>();
                                        made->rest = nullptr;
                                        Value held = Value::adopt(View(made));
                                        made->dict = TRY(new_dict(rt, 8));
                                        return held;
                                    },
                                    .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                                        Value values[2];
                                        TRY(bind_constructor(rt, rt.types.module, arguments, values));
                                        if (!as_str(values[0])) return rt.raise(TypeError, "module() argument 'name' must be str, not %s", type_name(rt, values[0]));
                                        return name_module(rt, self.as<Module>()->dict.get(), values[0], values[1]);
                                    },
                                    .repr = module_repr,
                                    .get_attribute = module_get_attribute,
                                    .set_attribute = module_set_attribute},
                          .methods = module_methods,
                          .properties = module_properties};


// ---- ModuleSpec

namespace {

Result<Ref<ModuleSpec>> allocate_spec(Runtime& rt, Type* type, View name) {
    auto* made = rt.allocate<ModuleSpec>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->name) Value(name);
    for (Value* each : {&made->loader, &made->origin, &made->loader_state, &made->locations, &made->cached}) new (each) Value(View::none());
    made->has_location = made->initializing = made->makes_loader = false;
    return Ref<ModuleSpec>::adopt(made);
}

template <Value ModuleSpec::*field>
Result<Value> get_field(Runtime&, View self) {
    return spec_of(self)->*field;
}
template <Value ModuleSpec::*field>
Result<void> set_field(Runtime&, View self, View value) {
    Value old = std::exchange(spec_of(self)->*field, value.is_unbound() ? Value(View::none()) : Value(value));
    return {};
}
template <bool ModuleSpec::*field>
Result<Value> get_flag(Runtime&, View self) {
    return View::boolean(spec_of(self)->*field);
}
template <bool ModuleSpec::*field>
Result<void> set_flag(Runtime& rt, View self, View value) {
    bool flag = !value.is_unbound() && TRY(truth(rt, value));
    spec_of(self)->*field = flag;
    return {};
}

Result<void> set_loader(Runtime& rt, View self, View value) {
    spec_of(self)->makes_loader = false;
    return set_field<&ModuleSpec::loader>(rt, self, value);
}

Result<Value> parent_of(Runtime& rt, View self) {
    Str* name = as_str(spec_of(self)->name);
    if (!spec_of(self)->locations.is_none() || !name) return spec_of(self)->name;
    std::size_t dot = name->text().rfind('.');
    return rt.str(dot == std::string_view::npos ? std::string_view() : name->text().substr(0, dot));
}

constexpr PropertyDef spec_properties[] = {
    {"name", get_field<&ModuleSpec::name>, set_field<&ModuleSpec::name>},
    {"loader", loader_of_spec, set_loader},
    {"origin", get_field<&ModuleSpec::origin>, set_field<&ModuleSpec::origin>},
    {"loader_state", get_field<&ModuleSpec::loader_state>, set_field<&ModuleSpec::loader_state>},
    {"submodule_search_locations", get_field<&ModuleSpec::locations>, set_field<&ModuleSpec::locations>},
    {"cached", cached_of_spec, set_field<&ModuleSpec::cached>},
    {"has_location", get_flag<&ModuleSpec::has_location>, set_flag<&ModuleSpec::has_location>},
    {"_set_fileattr", get_flag<&ModuleSpec::has_location>, set_flag<&ModuleSpec::has_location>},
    {"_initializing", get_flag<&ModuleSpec::initializing>, set_flag<&ModuleSpec::initializing>},
    {"parent", parent_of, nullptr, "The name of the module's parent."},
};

Result<Value> spec_repr(Runtime& rt, View self) {
    ModuleSpec* spec = spec_of(self);
    std::string text = std::string(short_type_name(rt.type_of(self))) + "(name=" + std::string(TRY(repr(rt, spec->name))->text()) + ", loader=" + std::string(TRY(repr(rt, TRY(loader_of_spec(rt, self))))->text());
    if (!spec->origin.is_none()) text += ", origin=" + std::string(TRY(repr(rt, spec->origin))->text());
    if (!spec->locations.is_none()) text += ", submodule_search_locations=" + std::string(TRY(repr(rt, spec->locations))->text());
    return rt.str(text + ")");
}

Result<Value> spec_compare(Runtime& rt, View a, View b, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    Value held_a(a), held_b(b);
    // Anything that has these attributes may be equal.
    for (const char* name : {"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"}) {
        Ref<Str> attribute = TRY(intern(rt, name));
        Value mine = TRY(get_attribute(rt, held_a, attribute.get())), other = TRY(find_attribute(rt, held_b, attribute.get()));
        if (other.is_unbound()) return View::not_implemented();
        if (!TRY(equal(rt, mine, other))) return View::boolean(op == CompareOp::ne);
    }
    return View::boolean(op == CompareOp::eq);
}

}  // namespace

const TypeDef module_spec_type{
    .name = "ModuleSpec",
    .module = "importlib.machinery",
    .doc = "Where a module was found.",
    .kind = Kind::other,
    .size = sizeof(ModuleSpec),
    .flags = Type::base_type | Type::container | Type::weak_referable | Type::has_dict | Type::immutable,
    .construct_signature = "(name, loader, *, origin=None, loader_state=None, is_package=None)",
    .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
        Ref<ModuleSpec> made = TRY(allocate_spec(rt, type, args[1]));
        made->loader = args[2];
        made->origin = args[3];
        made->loader_state = args[4];
        if (TRY(args.truth(5))) made->locations = TRY(new_list(rt));
        return made;
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* spec = static_cast<ModuleSpec*>(object);
                      for (Value* each : {&spec->name, &spec->loader, &spec->origin, &spec->loader_state, &spec->locations, &spec->cached}) each->~Value();
                      rt.free_instance(spec, sizeof(ModuleSpec));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* spec = static_cast<ModuleSpec*>(object);
                      for (Value* each : {&spec->name, &spec->loader, &spec->origin, &spec->loader_state, &spec->locations, &spec->cached}) visit(*each);
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      auto* spec = static_cast<ModuleSpec*>(object);
                      for (Value* each : {&spec->loader, &spec->loader_state, &spec->locations}) *each = View::none();
                  },
              .repr = spec_repr,
              .compare = spec_compare},
    .properties = spec_properties};

Result<Value> loader_of_spec(Runtime& rt, View self) {
    ModuleSpec* spec = spec_of(self);
    if (!spec->makes_loader) return spec->loader;
    Value held(self);
    Value module;
    if (auto known = rt.library.find(&kImportMachinery); known != rt.library.end() && !known->second.is_none()) module = known->second;
    if (module.is_unbound()) {
        Ref<Str> half = TRY(intern(rt, "_frozen_importlib_external"));
        Ref<Tuple> names = TRY(new_tuple(rt, {View(half.get())}));
        module = TRY(rt.hooks.import(rt, half.get(), nullptr, names, 0));
    }
    Value make = TRY(get_attribute(rt, module, TRY(intern(rt, "_loader_of")).get()));
    Value made = TRY(call(rt, make, {self}));
    if (spec->makes_loader) {  // still, after script code
        spec->makes_loader = false;
        spec->loader = made;
    }
    return spec->loader;
}

Result<Value> cached_of_spec(Runtime& rt, View self) {
    ModuleSpec* spec = spec_of(self);
    Str* origin = as_str(spec->origin);
    if (!spec->cached.is_none() || !origin || !spec->has_location) return spec->cached;
    Value held(self);
    std::string path(origin->text());
    if (path.ends_with(".pyc")) spec->cached = spec->origin;
    if (!path.ends_with(".py")) return spec->cached;
    Value implementation = namespace_get(rt.sys_module->dict.get(), TRY(intern(rt, "implementation")).get());
    Value tag = implementation.is_unbound() ? Value() : TRY(find_attribute(rt, implementation, TRY(intern(rt, "cache_tag")).get()));
    if (!as_str(tag)) return spec->cached;
    std::size_t name = path.rfind('/') + 1;  // 0 where there is none
    std::string made = path.substr(0, name) + "__pycache__/" + path.substr(name, path.size() - name - 2) + std::string(as_str(tag)->text()) + ".pyc";
    spec->cached = TRY(rt.str(made));
    return spec->cached;
}

Result<Ref<ModuleSpec>> new_module_spec(Runtime& rt, View name, View origin, View locations, bool has_location) {
    Ref<ModuleSpec> made = TRY(allocate_spec(rt, TRY(native_type(rt, module_spec_type)), name));
    if (!origin.is_unbound()) made->origin = origin;
    if (!locations.is_unbound()) made->locations = locations;
    made->has_location = has_location;
    return made;
}

Result<bool> is_initializing(Runtime& rt, View spec) {
    if (spec.is_unbound() || spec.is_none()) return false;
    if (auto known = rt.native_types.find(&module_spec_type); known != rt.native_types.end() && rt.type_of(spec) == known->second) return spec_of(spec)->initializing;
    Value flag = TRY(find_attribute(rt, spec, TRY(intern(rt, "_initializing")).get()));
    return flag.is_unbound() ? Result<bool>(false) : truth(rt, flag);
}

}  // namespace ouro
