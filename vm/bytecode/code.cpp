// SPDX-License-Identifier: MIT
// The opcode table, look-ups in a code object's tables, the disassembler and the verifier.
#include "vm/bytecode/code.h"

#include <algorithm>
#include <cstdio>

#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

const OpcodeInfo opcode_table[kOpcodes] = {
#define OPCODE(name, operands, data, doc) {#name, operands, data, doc},
#include "vm/bytecode/opcodes.def"
#undef OPCODE
};

const Code::Position* Code::position_at(std::uint32_t pc) const {
    auto after = std::upper_bound(positions.begin(), positions.end(), pc, [](std::uint32_t at, const Position& p) { return at < p.pc; });
    return after == positions.begin() ? nullptr : &after[-1];
}

const Code::Handler* Code::handler_at(std::uint32_t pc) const {
    for (std::size_t n = handlers.size(); n-- > 0;)
        if (handlers[n].begin <= pc && pc < handlers[n].end) return &handlers[n];
    return nullptr;
}

const std::uint16_t* Code::live_at(std::uint32_t pc) const {
    static constexpr std::uint16_t none[] = {0};
    auto after = std::upper_bound(live.begin(), live.end(), pc, [](std::uint32_t at, const Live& l) { return at < l.pc; });
    return after == live.begin() ? none : &live_sets[after[-1].set];
}

std::string disassemble(Runtime& rt, const Code* code) {
    std::string out;
    char line[200];
    std::snprintf(line, sizeof line, "%s: %u locals, %u registers\n", code->qualified_name ? code->qualified_name->data() : "?", code->local_count, code->register_count);
    out += line;
    std::uint32_t shown = 0;
    for (std::uint32_t at = 0; at < code->instructions.size();) {
        const Instruction& i = code->instructions[at];
        const OpcodeInfo& what = info(i.opcode());
        const Code::Position* p = code->position_at(at);
        if (p && p->line && p->line != shown) {
            shown = p->line;
            std::snprintf(line, sizeof line, "%5u ", shown);
        } else {
            std::snprintf(line, sizeof line, "      ");
        }
        out += line;
        std::snprintf(line, sizeof line, "%5u  %-24s", at, what.name);
        out += line;
        const std::uint16_t operands[] = {i.a, i.b, i.c};
        bool wide = what.operands[1] == what.operands[2] && what.operands[1] >= 'A' && what.operands[1] <= 'Z';
        for (int n = 0; n < 3; ++n) {
            char kind = what.operands[n];
            if (kind == '.') continue;
            std::int32_t value = operands[n];
            if (wide && n == 1) value = i.wide();
            if (wide && n == 2) continue;
            std::string text = std::to_string(value);
            switch (kind) {
                case 'd': case 'r': case 'k': case 'w': case 's': case 'o': case 'l':
                    text = static_cast<std::uint32_t>(value) < code->local_count ? std::string(code->local_names[static_cast<std::size_t>(value)]->text()) : value == kNoRegister ? "-" : "t" + std::to_string(value - static_cast<int>(code->local_count));
                    break;
                case 'n': case 'N':
                    if (static_cast<std::size_t>(value) < code->names.size()) text = code->names[static_cast<std::size_t>(value)]->text();
                    break;
                case 'c': case 'C':
                    if (static_cast<std::size_t>(value) < code->constants.size()) {
                        Result<Ref<Str>> shown_value = repr(rt, code->constants[static_cast<std::size_t>(value)]);
                        if (shown_value.raised()) rt.pending = Value();
                        else text = shown_value.value()->text().substr(0, 60);
                    }
                    break;
                case 'j': text = "-> " + std::to_string(static_cast<int>(at) + 1 + what.data_words + static_cast<std::int16_t>(value)); break;
                case 'J': text = "-> " + std::to_string(static_cast<int>(at) + 1 + what.data_words + value); break;
                default: break;
            }
            out += " " + text;
        }
        out += "\n";
        at += 1 + static_cast<std::uint32_t>(what.data_words);
    }
    for (const Code::Handler& h : code->handlers) {
        std::snprintf(line, sizeof line, "       handler %u..%u -> %u, exception in t%d\n", h.begin, h.end, h.handler, h.exception - static_cast<int>(code->local_count));
        out += line;
    }
    for (const Value& constant : code->constants)
        if (Code* inner = as_code(constant)) out += "\n" + disassemble(rt, inner);
    return out;
}

std::string verify(Runtime&, const Code* code) {
    // Operands in range, and jumps that land on instructions.
    std::vector<bool> starts(code->instructions.size() + 1);
    for (std::size_t at = 0; at < code->instructions.size();) {
        if (code->instructions[at].op >= kOpcodes) return "unknown opcode at " + std::to_string(at);
        starts[at] = true;
        at += 1 + static_cast<std::size_t>(info(code->instructions[at].opcode()).data_words);
    }
    for (std::size_t at = 0; at < code->instructions.size(); at += 1 + static_cast<std::size_t>(info(code->instructions[at].opcode()).data_words)) {
        const Instruction& i = code->instructions[at];
        const OpcodeInfo& what = info(i.opcode());
        const std::uint16_t operands[] = {i.a, i.b, i.c};
        bool wide = what.operands[1] == what.operands[2] && what.operands[1] >= 'A' && what.operands[1] <= 'Z';
        auto problem = [&](const char* which) { return std::string(which) + " of " + what.name + " at " + std::to_string(at); };
        for (int n = 0; n < 3; ++n) {
            std::int64_t value = wide && n ? i.wide() : operands[n];
            switch (what.operands[n]) {
                case 'd': case 'r': case 'k': case 'w': case 's': case 'o': case 'l':
                    if (value >= code->register_count && value != kNoRegister && !(what.operands[n] == 's')) return problem("register");
                    break;
                case 'n': case 'N':
                    if (static_cast<std::size_t>(value) >= code->names.size()) return problem("name");
                    break;
                case 'c': case 'C':
                    if (static_cast<std::size_t>(value) >= code->constants.size()) return problem("constant");
                    break;
                case 'f':
                    if (static_cast<std::size_t>(value) >= code->free_names.size()) return problem("free variable");
                    break;
                case 'j': case 'J': {
                    std::int64_t offset = what.operands[n] == 'j' ? static_cast<std::int16_t>(value) : value;
                    std::int64_t target = static_cast<std::int64_t>(at) + 1 + what.data_words + offset;
                    if (target < 0 || target >= static_cast<std::int64_t>(code->instructions.size()) || !starts[static_cast<std::size_t>(target)]) return problem("target");
                    break;
                }
                default: break;
            }
        }
    }
    return "";
}

}  // namespace ouro
