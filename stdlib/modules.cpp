// SPDX-License-Identifier: MIT
// The one list of native modules, which modules.def holds.
#include "stdlib/modules.h"

namespace ouro {

#define MODULE(identifier) extern const ModuleDef identifier##_module;
#include "stdlib/modules.def"
#undef MODULE
#ifdef OURO_TEST_MODULES
extern const ModuleDef testcapi_module, testinternalcapi_module, testlimitedcapi_module, testsinglephase_module;
#endif

std::vector<const ModuleDef*> native_modules() {
    return {
#define MODULE(identifier) &identifier##_module,
#include "stdlib/modules.def"
#undef MODULE
    };
}

std::span<const ModuleDef* const> test_modules() {
#ifdef OURO_TEST_MODULES
    static const ModuleDef* const modules[] = {&testcapi_module, &testinternalcapi_module, &testlimitedcapi_module, &testsinglephase_module};
    return modules;
#else
    return {};
#endif
}

}  // namespace ouro
