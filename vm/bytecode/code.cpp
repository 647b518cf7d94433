// SPDX-License-Identifier: MIT
// The opcode table, and look-ups in a code object's tables.
#include "vm/bytecode/code.h"

#include <algorithm>

namespace ouro {

const OpcodeInfo opcode_table[kOpcodes] = {
#define OPCODE(name, operands, data, doc) {#name, operands, data, doc},
#include "vm/bytecode/opcodes.def"
#undef OPCODE
};

int intrinsic_operands(int which) {
    static constexpr std::uint8_t counts[kIntrinsics] = {
#define INTRINSIC(name, count, doc) count,
#include "vm/bytecode/intrinsics.def"
#undef INTRINSIC
    };
    return counts[which];
}

const Code::Position* Code::position_at(std::uint32_t pc) const {
    const std::vector<Position>& all = all_positions();
    auto after = std::upper_bound(all.begin(), all.end(), pc, [](std::uint32_t at, const Position& p) { return at < p.pc; });
    return after == all.begin() ? nullptr : &after[-1];
}

const Code::Handler* Code::handler_at(std::uint32_t pc) const {
    for (const Handler& handler : handlers)
        if (handler.begin <= pc && pc < handler.end) return &handler;
    return nullptr;
}

const std::uint16_t* Code::live_at(std::uint32_t pc) const {
    static constexpr std::uint16_t none[] = {0};
    auto after = std::upper_bound(live.begin(), live.end(), pc, [](std::uint32_t at, const Live& l) { return at < l.pc; });
    return after == live.begin() ? none : &live_sets[after[-1].set];
}

}  // namespace ouro
