// SPDX-License-Identifier: MIT
// See c_numbers.h.
#include "stdlib/c_numbers.h"

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

Result<void> add_numbers(Runtime& rt, Module* module, std::span<const NamedNumber> numbers) {
    for (const NamedNumber& each : numbers) TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, each.name)).get(), TRY(rt.integer(each.number))));
    return {};
}

Result<int> c_int(Runtime& rt, View value) {
    std::int64_t n;
    if (!fits_int64(TRY(index(rt, value)), n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    if (n > INT32_MAX) return rt.raise(OverflowError, "signed integer is greater than maximum");
    if (n < INT32_MIN) return rt.raise(OverflowError, "signed integer is less than minimum");
    return static_cast<int>(n);
}

}  // namespace ouro
