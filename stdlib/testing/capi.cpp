// SPDX-License-Identifier: MIT
// The module `_testcapi`: the sizes of C's types, and the parts of capi.h.
#include "stdlib/testing/capi.h"

#include <unistd.h>

#include <cfloat>
#include <climits>
#include <cstdint>
#include <ctime>
#include <cwchar>

#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

template <auto number>
Result<Value> integer(Runtime& rt) {
    if constexpr (static_cast<decltype(number)>(-1) > 0) return rt.integer_unsigned(number);
    else return rt.integer(number);
}

#define LIMIT(name) {#name, integer<name>}
#define SIZE(name, type) {"SIZEOF_" #name, integer<sizeof(type)>}
constexpr ConstantDef constants[] = {
    LIMIT(CHAR_MIN), LIMIT(CHAR_MAX), LIMIT(UCHAR_MAX), LIMIT(SHRT_MIN), LIMIT(SHRT_MAX), LIMIT(USHRT_MAX), LIMIT(INT_MIN), LIMIT(INT_MAX), LIMIT(UINT_MAX),
    LIMIT(LONG_MIN), LIMIT(LONG_MAX), LIMIT(ULONG_MAX), LIMIT(LLONG_MIN), LIMIT(LLONG_MAX), LIMIT(ULLONG_MAX), LIMIT(SIZE_MAX),
    {"PY_SSIZE_T_MIN", integer<PTRDIFF_MIN>},
    {"PY_SSIZE_T_MAX", integer<PTRDIFF_MAX>},
    {"FLT_MIN", [](Runtime& rt) { return rt.real(FLT_MIN); }},
    {"FLT_MAX", [](Runtime& rt) { return rt.real(FLT_MAX); }},
    {"DBL_MIN", [](Runtime& rt) { return rt.real(DBL_MIN); }},
    {"DBL_MAX", [](Runtime& rt) { return rt.real(DBL_MAX); }},
    SIZE(VOID_P, void*), SIZE(WCHAR_T, wchar_t), SIZE(TIME_T, time_t), SIZE(PID_T, pid_t),
    // Memory comes from the heap's own slabs: from neither of those.
    {"WITH_PYMALLOC", [](Runtime&) -> Result<Value> { return View::boolean(false); }},
    {"WITH_MIMALLOC", [](Runtime&) -> Result<Value> { return View::boolean(false); }},
    // So many native calls would not fit on what is left of the stack, if the smallest takes this many bytes.
    {"Py_C_RECURSION_LIMIT", [](Runtime& rt) {
         constexpr std::ptrdiff_t least = 256;
         char here;
         return rt.integer((&here - rt.stack_limit) / least);
     }},
};
#undef LIMIT
#undef SIZE

Result<void> init(Runtime& rt, Module* module) {
    Ref<Module> held(module);
    TRY(add_calls(rt, module));
    TRY(add_errors(rt, module));
    return add_objects(rt, module);
}

}  // namespace

extern const ModuleDef testcapi_module;
const ModuleDef testcapi_module{.name = "_testcapi", .doc = "What native code does to objects, for tests of the interpreter.", .constants = constants, .init = init};

}  // namespace ouro
