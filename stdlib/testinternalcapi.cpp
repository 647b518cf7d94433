// SPDX-License-Identifier: MIT
// The module `_testinternalcapi`: the name under which CPython's test.support asks how the interpreter was configured and how it lays
// out objects. What is here tells ouro's own state; of the rest of CPython's module of this name there is nothing.
#include "runtime/heap/shape.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {
namespace {

Result<Value> get_config(Runtime& rt, Args) {
    Ref<Dict> config = TRY(new_dict(rt));
    // Code objects always know the columns of their instructions.
    TRY(dict_set(rt, config.get(), TRY(intern(rt, "code_debug_ranges")).get(), View::small_int(1)));
    TRY(dict_set(rt, config.get(), TRY(intern(rt, "hash_seed")).get(), TRY(rt.integer(static_cast<std::int64_t>(rt.settings.hash_seed)))));
    return config;
}

Result<Value> has_inline_values(Runtime&, Args args) {
    if (!args[0].is_object()) return View::boolean(false);
    Object* object = args[0].object();
    return View::boolean(object->type()->has(Type::has_dict) && !object->shape->dictionary);
}

Result<Value> get_recursion_depth(Runtime& rt, Args) { return rt.integer(rt.depth); }

constexpr FunctionDef functions[] = {
    {"get_config()", get_config, "How this interpreter is configured."},
    {"has_inline_values(obj, /)", has_inline_values, "Whether the object's attributes lie in the object and not in a dict."},
    {"suppress_immortalization(suppress, /)", [](Runtime&, Args) -> Result<Value> { return View::none(); }, "No object is immortal, so there is nothing to suppress."},
    {"get_immortalize_deferred()", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "False: no object is immortal."},
    {"get_recursion_depth()", get_recursion_depth, "How many Python calls are in progress."},
};

}  // namespace

extern const ModuleDef testinternalcapi_module;
const ModuleDef testinternalcapi_module{.name = "_testinternalcapi", .doc = "How this interpreter is configured, for test.support.", .functions = functions};

}  // namespace ouro
