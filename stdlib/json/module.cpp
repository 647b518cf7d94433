// SPDX-License-Identifier: MIT
// The module `_json`: the native half of `json`.
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/str.h"
#include "stdlib/json/json.h"

namespace ouro {

namespace {

Result<void> init(Runtime& rt, Module* module) {
    TRY(add_functions(rt, module, json::scan_functions));
    return add_functions(rt, module, json::encode_functions);
}

constexpr const TypeDef* types[] = {&json::scanner_type, &json::encoder_type};

}  // namespace

extern const ModuleDef json_module;
const ModuleDef json_module{.name = "_json", .doc = "json speedups\n", .types = types, .init = init};

}  // namespace ouro
