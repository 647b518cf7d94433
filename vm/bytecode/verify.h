// SPDX-License-Identifier: MIT
// The verifier: what must hold of every code object that the interpreter is given. Debug builds check all that the compiler makes.
#pragma once

#include <string>
#include <vector>

#include "vm/bytecode/code.h"

namespace ouro {

/// The registers that an instruction uses up, writes, and needs but leaves alone, by the letters of opcodes.def; a fall through a
/// FOR_ITER is meant, not its jump.
struct Effects {
    std::vector<std::uint32_t> consumed, written, kept;
};
Effects effects_of(const Code& code, std::uint32_t at);
/// How many words it has, with its data.
std::uint32_t length_of(const Instruction& instruction);
/// Where the jump of the instruction at `at` goes; -1 where it has none.
std::int64_t target_of(const Instruction& instruction, std::uint32_t at);
/// Whether execution never goes on behind it.
bool ends_path(Opcode op);

/// What is wrong with a code object, with the place; empty if nothing:
///   - every operand is in range and of its kind; jumps land on instructions, backward ones are JUMP_BACK (which charges fuel);
///   - on every path a temporary is written before it is used, consumed exactly once, and not overwritten while it owns something;
///   - the live sets say at each instruction what it owns besides that instruction's operands;
///   - handlers cover whole instructions and find the same temporaries however they are reached; nothing is owned at a return.
std::string verify(const Code& code);

}  // namespace ouro
