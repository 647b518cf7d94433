// SPDX-License-Identifier: MIT
// The instruction word and the table of opcodes (opcodes.def).
#pragma once

#include <cstdint>

namespace ouro {

enum class Opcode : std::uint16_t {
#define OPCODE(name, operands, data, doc) name,
#include "vm/bytecode/opcodes.def"
#undef OPCODE
    count_
};
constexpr int kOpcodes = static_cast<int>(Opcode::count_);
static_assert(kOpcodes < 256);

enum class Intrinsic : std::uint16_t {
#define INTRINSIC(name, count, doc) name,
#include "vm/bytecode/intrinsics.def"
#undef INTRINSIC
    count_
};
constexpr int kIntrinsics = static_cast<int>(Intrinsic::count_);
/// How many registers an intrinsic consumes.
int intrinsic_operands(int which);

/// One 64-bit word of bytecode: an instruction, or a data word of the instruction before it.
struct Instruction {
    std::uint16_t op;
    std::uint16_t a;
    std::uint16_t b;
    std::uint16_t c;

    /// Set in `op` of code that leads from the plain interpreter loop into the traced one (vm/interp/tracing.h).
    static constexpr std::uint16_t kTrap = 0x100;
    Opcode opcode() const { return static_cast<Opcode>(op & 0xff); }
    /// b and c as one operand: b is the low half.
    std::int32_t wide() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(c) << 16 | b); }
    void set_wide(std::int32_t value) {
        b = static_cast<std::uint16_t>(value);
        c = static_cast<std::uint16_t>(static_cast<std::uint32_t>(value) >> 16);
    }
};
static_assert(sizeof(Instruction) == 8);

struct OpcodeInfo {
    const char* name;
    const char* operands;
    int data_words;
    const char* doc;
};
extern const OpcodeInfo opcode_table[kOpcodes];
inline const OpcodeInfo& info(Opcode op) { return opcode_table[static_cast<int>(op)]; }

/// Words between the window's first register and its first argument.
constexpr int kWindowHeader = 5;
/// "No register": the cause of a raise without one.
constexpr std::uint16_t kNoRegister = 0xffff;

}  // namespace ouro
