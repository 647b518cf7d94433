// SPDX-License-Identifier: MIT
// The methods of str that map cases and test characters, for the table in str_methods.cpp.
#pragma once

#include "runtime/native/module.h"

namespace ouro::str_case {

Result<Value> upper(Runtime& rt, Args args);
Result<Value> lower(Runtime& rt, Args args);
Result<Value> title(Runtime& rt, Args args);
Result<Value> capitalize(Runtime& rt, Args args);
Result<Value> swapcase(Runtime& rt, Args args);
Result<Value> casefold(Runtime& rt, Args args);
Result<Value> istitle(Runtime& rt, Args args);
Result<Value> isidentifier(Runtime& rt, Args args);
Result<Value> islower(Runtime& rt, Args args);
Result<Value> isupper(Runtime& rt, Args args);
Result<Value> isspace(Runtime& rt, Args args);
Result<Value> isdecimal(Runtime& rt, Args args);
Result<Value> isdigit(Runtime& rt, Args args);
Result<Value> isnumeric(Runtime& rt, Args args);
Result<Value> isalpha(Runtime& rt, Args args);
Result<Value> isalnum(Runtime& rt, Args args);
Result<Value> isprintable(Runtime& rt, Args args);

}  // namespace ouro::str_case
