// SPDX-License-Identifier: MIT
// The interpreter's own types; install.cpp makes them.
#pragma once

#include "runtime/native/module.h"
#include "vm/interp/generator_methods.h"

namespace ouro {

struct Code;
/// co_code, co_linetable, co_exceptiontable and co_lnotab (code_tables.cpp).
Result<Value> code_bytes(Runtime& rt, const Code* code);
Result<Value> code_line_table(Runtime& rt, const Code* code);
Result<Value> code_exception_table(Runtime& rt, const Code* code);
Result<Value> code_line_steps(Runtime& rt, const Code* code);

extern const TypeDef code_type, function_type, frame_type, frame_locals_type;

}  // namespace ouro
