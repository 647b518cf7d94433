// SPDX-License-Identifier: MIT
// The disassembler (--dis): opcodes.def says how each operand is shown.
#pragma once

#include <string>

#include "vm/bytecode/code.h"

namespace ouro {

/// Instructions as text, one a line, with lines, jump targets and handlers; nested code objects after.
std::string disassemble(Runtime& rt, const Code* code);

/// The operands of the instruction at `pc` as text: "x, 'constant'".
std::string operands_text(Runtime& rt, const Code* code, std::uint32_t pc);
/// Where the instruction at `pc` may jump to, or -1.
std::int64_t jump_target(const Code* code, std::uint32_t pc);

}  // namespace ouro
