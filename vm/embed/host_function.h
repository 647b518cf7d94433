// SPDX-License-Identifier: MIT
// Host functions: any C++ callable as a Python function.
#pragma once

#include "vm/embed/state.h"

namespace ouro::v1::detail {

/// Makes the function object of a callable with this many parameters; `signature` as Vm::define() takes it, without a module.
ouro::Result<Value> make_host_function(State& state, std::string_view signature, std::string_view module, std::size_t parameters, HostFunction function,
                                       std::string_view doc);
/// "f() argument 'x'", or "f() argument 2" where the parameter has no name.
std::string argument_name(const Call& call, std::size_t index);

}  // namespace ouro::v1::detail
