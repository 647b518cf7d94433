// SPDX-License-Identifier: MIT
// The module `_datetime`, from which `datetime` is made.
#include "runtime/objects/module.h"
#include "stdlib/datetime/datetime.h"

namespace ouro {

namespace {

using namespace dates;

Result<void> init(Runtime& rt, Module* module) {
    // In the order in which one needs another: constants of a type are made with it.
    for (const TypeDef* def : {&delta_type, &zone_base_type, &zone_type, &date_type, &time_type, &datetime_type}) {
        Type* type = TRY(native_type(rt, *def));
        if (def == &zone_type) TRY(make_utc(rt));
        TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, def->name)).get(), type_view(type)));
    }
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "UTC")).get(), utc(rt)));
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "MINYEAR")).get(), View::small_int(civil::kMinYear)));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "MAXYEAR")).get(), View::small_int(civil::kMaxYear));
}

}  // namespace

extern const ModuleDef datetime_module;
const ModuleDef datetime_module{.name = "_datetime", .doc = "Fast implementation of the datetime type.", .init = init};

}  // namespace ouro
