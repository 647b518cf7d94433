// SPDX-License-Identifier: MIT
// The disassembler (--dis): opcodes.def says how each operand is shown.
#pragma once

#include <string>

#include "vm/bytecode/code.h"

namespace ouro {

/// Instructions as text, one a line, with lines, jump targets and handlers; nested code objects after.
std::string disassemble(Runtime& rt, const Code* code);

}  // namespace ouro
