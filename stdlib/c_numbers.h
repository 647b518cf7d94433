// SPDX-License-Identifier: MIT
// Numbers of C: those that modules have under the names that the system or a library gives them, and arguments that become an int.
#pragma once

#include <span>

#include "runtime/objects/module.h"

namespace ouro {

struct NamedNumber {
    const char* name;
    std::int64_t number;
};

/// Puts numbers into a module under their names.
Result<void> add_numbers(Runtime& rt, Module* module, std::span<const NamedNumber> numbers);
/// An argument as an int; OverflowError says at which end another does not fit.
Result<int> c_int(Runtime& rt, View value);

}  // namespace ouro
