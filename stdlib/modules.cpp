// SPDX-License-Identifier: MIT
// The one list of native modules, which modules.def holds.
#include "stdlib/modules.h"

namespace ouro {

#define MODULE(identifier) extern const ModuleDef identifier##_module;
#include "stdlib/modules.def"
#undef MODULE

std::vector<const ModuleDef*> native_modules() {
    return {
#define MODULE(identifier) &identifier##_module,
#include "stdlib/modules.def"
#undef MODULE
    };
}

}  // namespace ouro
