// SPDX-License-Identifier: MIT
// The tables of a code object in the form that CPython gives them: co_code, co_linetable, co_exceptiontable, co_lnotab. They are made when
// asked for, and only describe: no code object is ever made of them.
#include <algorithm>
#include <string>

#include "runtime/objects/buffer.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/code.h"
#include "vm/interp/types.h"

namespace ouro {

namespace {

// A location entry covers up to eight words; its first byte has a mark, a kind and how many.
constexpr unsigned kEntry = 0x80, kNoColumns = 13, kWithColumns = 14, kNowhere = 15, kMostWords = 8;

void append_varint(std::string& out, std::uint64_t value) {
    while (value >= 64) {
        out += static_cast<char>(64 | (value & 63));
        value >>= 6;
    }
    out += static_cast<char>(value);
}

void append_signed(std::string& out, std::int64_t value) {
    append_varint(out, value < 0 ? static_cast<std::uint64_t>(-value) << 1 | 1 : static_cast<std::uint64_t>(value) << 1);
}

/// The numbers of the exception table have their highest digits first; the first byte of a row has a mark.
void append_row_number(std::string& out, std::uint64_t value, bool first) {
    int digits = 1;
    while (value >> (6 * digits)) ++digits;
    for (int n = digits; n-- > 0;)
        out += static_cast<char>((first && n == digits - 1 ? 0x80 : 0) | (n ? 64 : 0) | ((value >> (6 * n)) & 63));
}

}  // namespace

Result<Value> code_bytes(Runtime& rt, const Code* code) {
    std::string out;
    for (std::size_t at = 0; at < code->instructions.size();) {
        const Instruction& i = code->instructions[at];
        out += static_cast<char>(i.opcode());
        out += static_cast<char>(i.a);
        // Words of data show as opcodes that there are not (CACHE of the module `opcode`).
        int words = info(i.opcode()).data_words;
        for (int n = 0; n < words; ++n) out += {static_cast<char>(kOpcodes), '\0'};
        at += 1 + static_cast<std::size_t>(words);
    }
    return new_bytes(rt, out);
}

Result<Value> code_line_table(Runtime& rt, const Code* code) {
    std::string out;
    std::int64_t line = code->first_line;
    const std::vector<Code::Position>& positions = code->all_positions();
    auto size = static_cast<std::uint32_t>(code->instructions.size());
    auto entry = [&](const Code::Position* p, std::uint32_t words) {
        while (words) {
            unsigned some = std::min(words, std::uint32_t{kMostWords});
            bool nowhere = !p || !p->line, columns = !nowhere && p->column != Code::Position::kNoColumn;
            out += static_cast<char>(kEntry | (nowhere ? kNowhere : columns ? kWithColumns : kNoColumns) << 3 | (some - 1));
            if (!nowhere) {
                append_signed(out, static_cast<std::int64_t>(p->line) - line);
                line = p->line;
            }
            if (columns) {
                append_varint(out, p->end_line - p->line);
                append_varint(out, std::uint64_t{p->column} + 1);
                append_varint(out, std::uint64_t{p->end_column} + 1);
            }
            words -= some;
        }
    };
    entry(nullptr, positions.empty() ? size : positions[0].pc);
    for (std::size_t n = 0; n < positions.size(); ++n) entry(&positions[n], (n + 1 < positions.size() ? positions[n + 1].pc : size) - positions[n].pc);
    return new_bytes(rt, out);
}

Result<Value> code_exception_table(Runtime& rt, const Code* code) {
    std::string out;
    for (const Code::Handler& h : code->handlers) {
        append_row_number(out, h.begin, true);
        append_row_number(out, h.end - h.begin, false);
        append_row_number(out, h.handler, false);
        append_row_number(out, std::uint64_t{h.keep > code->local_count ? h.keep - code->local_count : 0} << 1, false);
    }
    return new_bytes(rt, out);
}

Result<Value> code_line_steps(Runtime& rt, const Code* code) {
    std::string out;
    std::uint32_t line = code->first_line, pc = 0;
    for (const Code::Position& p : code->all_positions()) {
        if (!p.line || p.line == line) continue;
        std::uint64_t bytes = 2 * (std::uint64_t{p.pc} - pc);
        std::int64_t lines = static_cast<std::int64_t>(p.line) - line;
        for (; bytes > 255; bytes -= 255) out += {static_cast<char>(255), '\0'};
        while (lines > 127 || lines < -128) {
            std::int64_t some = lines > 127 ? 127 : -128;
            out += {static_cast<char>(bytes), static_cast<char>(some)};
            bytes = 0;
            lines -= some;
        }
        out += {static_cast<char>(bytes), static_cast<char>(lines)};
        line = p.line;
        pc = p.pc;
    }
    return new_bytes(rt, out);
}

}  // namespace ouro
