// SPDX-License-Identifier: MIT
// The module `_weakref`, over the weak references of runtime/objects.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/weakref.h"
#include "runtime/native/module.h"

namespace ouro {

namespace {

Result<Value> proxy(Runtime& rt, Args args) { return new_weak_proxy(rt, args[0], args[1]); }

Result<Value> getweakrefcount(Runtime& rt, Args args) { return View::small_int(static_cast<std::int64_t>(weak_references_to(rt, args[0]).size())); }

Result<Value> getweakrefs(Runtime& rt, Args args) {
    Ref<List> all = TRY(new_list(rt));
    for (Value& each : weak_references_to(rt, args[0])) TRY(list_append(rt, all.get(), std::move(each)));
    return Value(View(all.get()));
}

/// Takes a dead reference out of a WeakValueDictionary's data, unless a living one has taken its place.
Result<Value> remove_dead(Runtime& rt, Args args) {
    Dict* dict = as_dict(args[0]);
    if (!dict) return rt.raise(TypeError, "_remove_dead_weakref() argument 1 must be dict, not %s", type_name(rt, args[0]));
    Value found(TRY(dict_get(rt, dict, args[1])));
    if (is_kind(found, Kind::weakref) && !found.as<WeakReference>()->target) TRY(dict_pop(rt, dict, args[1]));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"proxy(object, callback=None, /)", proxy, "Create a proxy object that weakly references 'object'."},
    {"getweakrefcount(object, /)", getweakrefcount, "Return the number of weak references to 'object'."},
    {"getweakrefs(object, /)", getweakrefs, "Return a list of all weak reference objects pointing to 'object'."},
    {"_remove_dead_weakref(dct, key, /)", remove_dead, "Atomically remove key from dict if it points to a dead weakref."},
};

Result<void> init(Runtime& rt, Module* module) {
    const struct {
        const char* name;
        Type* type;
    } types[] = {{"ref", rt.types.weakref},
                 {"ReferenceType", rt.types.weakref},
                 {"ProxyType", rt.types.weak_proxy},
                 {"CallableProxyType", rt.types.weak_callable_proxy}};
    for (auto& each : types) {
        Ref<Str> name = TRY(intern(rt, each.name));
        TRY(dict_set(rt, module->dict.get(), name.get(), View(static_cast<const Object*>(each.type))));
    }
    return {};
}

}  // namespace

extern const ModuleDef weakref_module;
const ModuleDef weakref_module{.name = "_weakref", .doc = "Weak references.", .functions = functions, .init = init};

}  // namespace ouro
