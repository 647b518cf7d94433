// SPDX-License-Identifier: MIT
// The module `_testsinglephase`: one whose contents are made at the first import. Whoever imports it again, after taking it out of sys.modules,
// gets a new module with what the first import had made, as CPython does for extension modules without multi-phase initialisation (PEP 489).
#include "stdlib/testing/single_phase.h"

#include <ctime>

#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/module_errors.h"
#include "stdlib/testing/testing.h"

namespace ouro {

namespace {

// Addresses in Runtime::library and library_state.
const char kContents = 0;  // what the first import made: a dict
const char kModule = 0;    // the module that was imported last
const char kState = 0;

struct State {
    double initialized = 0;  // when, in seconds of a clock; 0: not
    int count = -1;          // how often
};

State& state_of(Runtime& rt) {
    std::shared_ptr<void>& known = rt.library_state[&kState];
    if (!known) known = std::make_shared<State>();
    return *static_cast<State*>(known.get());
}

Result<Value> look_up_self(Runtime& rt, Args) {
    auto found = rt.library.find(&kModule);
    return found == rt.library.end() || found->second.is_unbound() ? Value(View::none()) : found->second;
}

Result<Value> sum(Runtime& rt, Args args) {
    return rt.integer(TRY(args.integer(0)) + TRY(args.integer(1)));
}

Result<Value> state_initialized(Runtime& rt, Args) {
    return rt.real(state_of(rt).initialized);
}

Result<Value> initialized_count(Runtime& rt, Args) { return View::small_int(state_of(rt).count); }

Result<Value> clear_globals(Runtime& rt, Args) {
    state_of(rt) = State();
    rt.library.erase(&kModule);
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"look_up_self()", look_up_self, "The module that was imported last."},
    {"sum(i, j, /)", sum, "i + j"},
    {"state_initialized()", state_initialized, "When the contents were made, 0 if they were not."},
    {"initialized_count()", initialized_count, "How often they were made."},
    {"_clear_globals()", clear_globals, "Forgets that."},
};

Result<void> init(Runtime& rt, Module* module) {
    Ref<Module> held(module);
    Dict* dict = module->dict.get();
    rt.library[&kModule] = Value(View(reinterpret_cast<const Object*>(module)));
    if (Value contents = rt.library[&kContents]; !contents.is_unbound()) {
        // Name, loader and spec are those of this import.
        for (auto* each = dict_first(contents.as<Dict>()); each; each = dict_next(contents.as<Dict>(), each))
            if (!as_str(each->key)->text().starts_with("__")) TRY(dict_set(rt, dict, each->key, each->value));
        return {};
    }
    State& state = state_of(rt);
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    state.initialized = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
    state.count = state.count < 0 ? 1 : state.count + 1;
    auto set = [&](const char* name, Value value) -> Result<void> { return dict_set(rt, dict, TRY(intern(rt, name)).get(), value); };
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exception_type(PlainException)))}));
    Ref<Dict> body = TRY(new_dict(rt));
    TRY(dict_set(rt, body.get(), rt.names.module_, TRY(rt.str("_testsinglephase"))));
    TRY(set("error", TRY(call(rt, View(static_cast<const Object*>(rt.types.type)), {TRY(rt.str("error")), View(bases.get()), View(body.get())}))));
    TRY(set("int_const", View::small_int(1969)));
    TRY(set("str_const", TRY(rt.str("something different"))));
    TRY(set("_module_initialized", TRY(rt.real(state.initialized))));
    rt.library[&kContents] = TRY(dict_copy(rt, dict));
    return {};
}

}  // namespace

void forget_single_phase(Runtime& rt) { rt.library.erase(&kContents); }

extern const ModuleDef testsinglephase_module;
const ModuleDef testsinglephase_module{.name = "_testsinglephase", .doc = "Test module _testsinglephase", .functions = functions, .init = init};

}  // namespace ouro
