// SPDX-License-Identifier: MIT
// The module `_json`: the native half of `json`.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/str.h"
#include "stdlib/json/json.h"

namespace ouro {

namespace {

Result<void> init(Runtime& rt, Module* module) {
    Value name = TRY(intern(rt, "_json"));
    for (auto functions : {json::scan_functions, json::encode_functions})
        for (const FunctionDef& def : functions) {
            std::string_view text(def.signature);
            TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, text.substr(0, text.find('(')))).get(), TRY(make_native_function(rt, def, name))));
        }
    return {};
}

constexpr const TypeDef* types[] = {&json::scanner_type, &json::encoder_type};

}  // namespace

extern const ModuleDef json_module;
const ModuleDef json_module{.name = "_json", .doc = "json speedups\n", .types = types, .init = init};

}  // namespace ouro
