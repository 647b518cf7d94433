// SPDX-License-Identifier: MIT
#include "vm/bytecode/dis.h"

#include <cstdio>
#include <set>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/verify.h"

namespace ouro {

namespace {

constexpr std::size_t kLongestConstant = 60;  // bytes shown of one

class Disassembler {
public:
    Disassembler(Runtime& rt, const Code& code) : rt_(rt), code_(code) {}

    std::string run() {
        out_ = std::string(code_.qualified_name ? code_.qualified_name->text() : "?") + ": line " + std::to_string(code_.first_line) + ", " + std::to_string(code_.local_count) +
               " locals, " + std::to_string(code_.register_count) + " registers\n";
        std::set<std::uint32_t> targets;
        for_each([&](std::uint32_t at, const Instruction& i) {
            const OpcodeInfo& what = info(i.opcode());
            if (what.operands[2] == 'j' || what.operands[2] == 'J') targets.insert(target(at, i));
        });
        for (const Code::Handler& h : code_.handlers) targets.insert(h.handler);
        std::uint32_t shown = 0;
        for_each([&](std::uint32_t at, const Instruction& i) {
            const Code::Position* p = code_.position_at(at);
            bool new_line = p && p->line && p->line != shown;
            if (new_line) shown = p->line;
            char start[64];
            std::snprintf(start, sizeof start, "%6s %2s %5u  %-24s", new_line ? std::to_string(shown).c_str() : "", targets.count(at) ? ">>" : "", at, info(i.opcode()).name);
            out_ += start;
            std::string operands = operands_of(at, i);
            if (operands.empty()) out_.erase(out_.find_last_not_of(' ') + 1);
            out_ += operands + "\n";
        });
        for (const Code::Handler& h : code_.handlers)
            out_ += "       from " + std::to_string(h.begin) + " to " + std::to_string(h.end) + ": handler " + std::to_string(h.handler) + ", exception in " + register_name(h.exception) +
                    ", keeps what is below " + register_name(h.keep) + "\n";
        return std::move(out_);
    }

    std::string operands(std::uint32_t at) {
        std::string text = operands_of(at, code_.instructions[at]);
        return text.empty() ? text : text.substr(1);
    }

    static std::uint32_t target(std::uint32_t at, const Instruction& i) {
        const OpcodeInfo& what = info(i.opcode());
        std::int64_t offset = what.operands[2] == 'J' ? i.wide() : static_cast<std::int16_t>(i.c);
        return static_cast<std::uint32_t>(at + 1 + what.data_words + offset);
    }

private:
    template <typename F>
    void for_each(F&& f) {
        for (std::uint32_t at = 0; at < code_.instructions.size();) {
            const Instruction& i = code_.instructions[at];
            f(at, i);
            at += 1 + static_cast<std::uint32_t>(info(i.opcode()).data_words);
        }
    }

    std::string register_name(std::uint32_t r) const {
        if (r == kNoRegister) return "-";
        if (r < code_.local_count) return std::string(code_.local_names[r]->text());
        return "t" + std::to_string(r - code_.local_count);
    }

    std::string constant(std::size_t index) {
        if (index >= code_.constants.size()) return "?";
        Result<Ref<Str>> shown = repr(rt_, code_.constants[index]);
        if (shown.raised()) {
            rt_.pending = Value();
            return "?";
        }
        std::string_view text = shown.value()->text();
        if (text.size() <= kLongestConstant) return std::string(text);
        std::size_t end = kLongestConstant;
        while (end && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        return std::string(text.substr(0, end)) + "...";
    }

    std::string immediate(const Instruction& i, std::int32_t value) {
        static constexpr const char* specials[] = {"__enter__", "__exit__", "__aenter__", "__aexit__"};
        static constexpr const char* conversions[] = {"", "str", "repr", "ascii"};
        static constexpr const char* intrinsics[] = {
#define INTRINSIC(name, count, doc) #name,
#include "vm/bytecode/intrinsics.def"
#undef INTRINSIC
        };
        auto named = [&](auto& names) { return static_cast<std::size_t>(value) < std::size(names) ? std::string(names[value]) : std::to_string(value); };
        switch (i.opcode()) {
            case Opcode::INTRINSIC: return named(intrinsics);
            case Opcode::LOAD_SPECIAL:
            case Opcode::LOAD_SPECIAL_PAIR: return named(specials);
            case Opcode::CONVERT: return named(conversions);
            case Opcode::UNPACK_EX: return std::to_string(value & 255) + "+*+" + std::to_string(value >> 8);
            default: return std::to_string(value);
        }
    }

    std::string operands_of(std::uint32_t at, const Instruction& i) {
        const OpcodeInfo& what = info(i.opcode());
        const std::uint16_t fields[] = {i.a, i.b, i.c};
        bool wide = what.operands[1] == what.operands[2] && what.operands[1] >= 'A' && what.operands[1] <= 'Z';
        std::string out;
        auto add = [&](const std::string& text) { out += (out.empty() ? " " : ", ") + text; };
        Effects effects = effects_of(code_, at);
        for (int n = 0; n < (wide ? 2 : 3); ++n) {
            std::int32_t value = wide && n == 1 ? i.wide() : fields[n];
            switch (what.operands[n]) {
                case '.': break;
                case 'd':
                case 'r':
                case 'k':
                case 'w':
                case 'l': add(register_name(static_cast<std::uint32_t>(value))); break;
                case 's': add(run(effects.consumed)); break;
                case 'o': add(run(effects.written)); break;
                case 'n':
                case 'N': add(static_cast<std::size_t>(value) < code_.names.size() ? std::string(code_.names[static_cast<std::size_t>(value)]->text()) : "?"); break;
                case 'c':
                case 'C': add(constant(static_cast<std::size_t>(value))); break;
                case 'f': add(static_cast<std::size_t>(value) < code_.free_names.size() ? std::string(code_.free_names[static_cast<std::size_t>(value)]->text()) : "?"); break;
                case 'j':
                case 'J': add("to " + std::to_string(target(at, i))); break;
                default: add(immediate(i, value)); break;
            }
        }
        // Data words that are operands, not caches.
        std::uint32_t data = what.data_words ? code_.instructions[at + 1].op | static_cast<std::uint32_t>(code_.instructions[at + 1].a) << 16 : 0;
        if (i.opcode() == Opcode::CALL_KW || i.opcode() == Opcode::CALL_METHOD_KW) add(constant(data));
        if (i.opcode() == Opcode::LOAD_FROM_OR_FREE) add(data < code_.names.size() ? std::string(code_.names[data]->text()) : "?");
        if (i.opcode() == Opcode::MATCH_CLASS) add(std::to_string(data));
        return out;
    }

    /// Registers that follow one another: t3..t5.
    std::string run(const std::vector<std::uint32_t>& registers) const {
        if (registers.empty()) return "()";
        std::string first = register_name(registers.front());
        return registers.size() == 1 ? first : first + ".." + register_name(registers.back());
    }

    Runtime& rt_;
    const Code& code_;
    std::string out_;
};

}  // namespace

std::string disassemble(Runtime& rt, const Code* code) {
    std::string out;
    for (std::vector<const Code*> todo{code}; !todo.empty();) {
        const Code* at = todo.back();
        todo.pop_back();
        if (!out.empty()) out += "\n";
        out += Disassembler(rt, *at).run();
        for (std::size_t n = at->constants.size(); n-- > 0;)
            if (const Code* inner = as_code(at->constants[n])) todo.push_back(inner);
    }
    return out;
}

std::string operands_text(Runtime& rt, const Code* code, std::uint32_t pc) { return Disassembler(rt, *code).operands(pc); }

std::int64_t jump_target(const Code* code, std::uint32_t pc) {
    const Instruction& i = code->instructions[pc];
    char last = info(i.opcode()).operands[2];
    return last == 'j' || last == 'J' ? std::int64_t{Disassembler::target(pc, i)} : -1;
}

}  // namespace ouro
