// SPDX-License-Identifier: MIT
// The opcode table, and look-ups in a code object's tables.
#include "vm/bytecode/code.h"

#include <algorithm>

#include "runtime/objects/str.h"
#include "runtime/runtime.h"

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

Result<void> Code::finish(Runtime& rt) {
    parameter_count = argument_count + keyword_only_count + ((code_flags & var_args) != 0) + ((code_flags & var_keywords) != 0);
    simple = parameter_count == argument_count;
    if (!rt.limits.charge(table_bytes())) return rt.raise_memory_error();
    charged = table_bytes();
    return {};
}

std::size_t Code::table_bytes() const {
    auto of = [](const auto& table) { return table.capacity() * sizeof(table[0]); };
    return of(constants) + of(names) + of(local_names) + of(free_names) + of(cell_locals) + of(captures) + of(instructions) + of(handlers) +
           of(live) + of(live_registers) + of(marks) + of(positions);
}

std::uint32_t Code::entry_line() const { return name->text() == "<module>" ? 0 : first_line; }

bool Code::awaits() const {
    for (std::size_t at = 0; at < instructions.size(); at += 1 + static_cast<std::size_t>(info(instructions[at].opcode()).data_words))
        if (instructions[at].opcode() == Opcode::SEND || instructions[at].opcode() == Opcode::FOR_AITER) return true;
    return false;
}

const Code::Position* Code::position_at(std::uint32_t pc) const {
    const std::vector<Position>& all = all_positions();
    auto after = std::upper_bound(all.begin(), all.end(), pc, [](std::uint32_t at, const Position& p) { return at < p.pc; });
    return after == all.begin() ? nullptr : &after[-1];
}

const Code::Position* Code::place_of(std::uint32_t pc) const {
    const Position* position = position_at(pc);
    while (position && !position->line) position = position == positions.data() ? nullptr : position - 1;
    return position;
}

const Code::Handler* Code::handler_at(std::uint32_t pc) const {
    for (const Handler& handler : handlers)
        if (handler.begin <= pc && pc < handler.end) return &handler;
    return nullptr;
}

std::int64_t Code::offset_of_mark(std::size_t mark) const {
    bool last = mark + 1 == marks.size() || marks[mark + 1].pc != marks[mark].pc;
    return last ? 2 * std::int64_t{marks[mark].pc} - 1 : 2 * static_cast<std::int64_t>(instructions.size() + mark);
}

std::size_t Code::mark_at(std::uint32_t pc, std::uint32_t line) const {
    auto at = std::lower_bound(marks.begin(), marks.end(), pc, [](const Mark& m, std::uint32_t wanted) { return m.pc < wanted; });
    while (at != marks.end() && at->pc == pc && at->line != line) ++at;
    return at != marks.end() && at->pc == pc ? static_cast<std::size_t>(at - marks.begin()) : marks.size();
}

std::uint32_t Code::live_at(std::uint32_t pc) const {
    auto after = std::upper_bound(live.begin(), live.end(), pc, [](std::uint32_t at, const Live& l) { return at < l.pc; });
    return after == live.begin() ? 0 : after[-1].set;
}

}  // namespace ouro
