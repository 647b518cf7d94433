// SPDX-License-Identifier: MIT
// See ending.h. A module goes first, so that the finalisers of what dies with it find its names as they were. Where something else keeps
// its namespace, the names are dropped there: private ones first, as at CPython's end.
#include "vm/embed/ending.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"

namespace ouro::v1::detail {

namespace {

struct Ended {
    Dict* known;       // the module's namespace, which may be gone by now
    std::string name;
    Ref<Dict> alive;
};

bool is_library(Runtime& rt, Module* module) {
    View spec = namespace_get(module->dict.get(), rt.names.spec_);
    auto specs = rt.native_types.find(&module_spec_type);
    if (spec.is_unbound() || specs == rt.native_types.end() || rt.type_of(spec) != specs->second) return false;
    Str* origin = as_str(spec.as<ModuleSpec>()->origin);
    return origin && (origin->text() == "built-in" || origin->text() == "frozen");
}

/// Takes the program's modules out of sys.modules: __main__, then the others in the order in which they came there.
std::vector<Ended> take_modules(State& state) {
    Runtime& rt = *state.runtime;
    std::vector<Ended> ended;
    auto end = [&](View key, Ref<Module> module) {
        Str* name = as_str(namespace_get(module->dict.get(), rt.names.name_));
        ended.push_back({module->dict.get(), name ? std::string(name->text()) : "", nullptr});
        (void)dict_pop(rt, rt.modules.get(), key);
        rt.pending = Value();
    };
    if (state.main) {
        end(View(rt.names.main_), std::move(state.main));
        rt.cycles.collect();  // so that what the program has there dies before what it imported
    }
    ouro::Result<Ref<Dict>> before = dict_copy(rt, rt.modules.get());
    if (before.raised()) {  // no memory: they stay
        rt.pending = Value();
        return ended;
    }
    std::vector<Value> keys;
    for (auto* e = dict_first(before.value().get()); e; e = dict_next(before.value().get(), e))
        if (is_kind(e->value, Kind::module) && !is_library(rt, View(e->value).as<Module>())) keys.push_back(e->key);
    before = Raised{};
    for (const Value& key : keys) {
        ouro::Result<View> found = dict_get(rt, rt.modules.get(), key);
        if (!found.raised() && is_kind(found.value(), Kind::module)) end(key, Ref<Module>(found.value().as<Module>()));
        rt.pending = Value();
        if (rt.stopping()) break;
    }
    return ended;
}

/// Finds the namespaces that are still there.
void find_survivors(Runtime& rt, std::vector<Ended>& ended) {
    rt.heap.walk([&](auto* object) {
        if (!is_kind(View(object), Kind::dict) || !is_alive(object)) return;
        for (Ended& each : ended) {
            if (View(object) != View(each.known)) continue;
            Str* name = as_str(namespace_get(each.known, rt.names.name_));
            if (name && name->text() == each.name) each.alive = Ref<Dict>(each.known);
        }
    });
}

void drop_names(Runtime& rt, Dict* names) {
    for (bool private_names : {true, false}) {
        ouro::Result<Ref<List>> keys = list_from(rt, View(names));
        if (keys.raised()) return;
        for (const Value& key : keys.value()->view()) {
            Str* name = as_str(key);
            if (!name || name->text() == "__builtins__") continue;
            bool is_private = name->text().starts_with("_") && !name->text().starts_with("__");
            if (private_names && !is_private) continue;
            if (dict_set(rt, names, View(key), View::none()).raised()) return;
        }
    }
}

}  // namespace

void end_modules(State& state) {
    Runtime& rt = *state.runtime;
    std::vector<Ended> ended = take_modules(state);
    if (ended.empty()) return;
    rt.pending = Value();
    if (ended.size() > 1) rt.cycles.collect();
    find_survivors(rt, ended);
    bool any = false;
    for (std::size_t n = ended.size(); n-- > 0;) {
        if (!ended[n].alive || rt.stopping()) continue;
        drop_names(rt, ended[n].alive.get());
        ended[n].alive = nullptr;
        any = true;
    }
    rt.pending = Value();
    if (any) rt.cycles.collect();
}

}  // namespace ouro::v1::detail
