// SPDX-License-Identifier: MIT
// Emitter: one code object under construction. Knows which temporaries own something, so that every instruction's live set is exact.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "parser/ast.h"
#include "vm/bytecode/code.h"

namespace ouro {

using Register = int;

class Emitter {
public:
    struct Jump {
        int instruction;  // to be patched
        int landing = -1;    // a JUMP to the same place, for one that does not reach it by itself
        bool spare = false;  // such a JUMP, which nothing else may come to
    };
    struct Label {
        int at = -1;
        std::vector<Jump> jumps;
    };

    /// Instructions whose exceptions go to one handler, with gaps where `return` and the like have left the block.
    struct Region {
        std::vector<std::pair<int, int>> ranges;
        int begin = -1;
    };

    Emitter(Runtime& rt, Code* code) : rt_(rt), code_(code) {}

    // ---- registers: temporaries are taken and given back like a stack
    int depth() const { return depth_; }
    void set_depth(int depth) { depth_ = depth; }
    Register take(int count = 1) {
        Register first = static_cast<Register>(code_->local_count) + depth_;
        depth_ += count;
        if (depth_ > most_) most_ = depth_;
        return first;
    }
    bool is_temporary(Register r) const { return r >= static_cast<Register>(code_->local_count); }
    /// The instruction emitted last wrote this temporary: it owns a value from here on.
    void define(Register r);
    /// The next instruction uses this temporary up.
    void consume(Register r);
    void consume(Register first, int count) {
        while (count-- > 0) consume(first + count);
    }
    const std::vector<std::uint16_t>& live() const { return live_; }
    void set_live(std::vector<std::uint16_t> live);

    // ---- instructions
    int emit(Opcode op, int a = 0, int b = 0, int c = 0);
    int emit_wide(Opcode op, int a, std::int32_t bc);
    void data(std::uint32_t value, int words);
    void locate(const ast::Node* node);
    /// An instruction without a line gets that of those before it, if they all have the same.
    void locate(const ast::Location& location) { location_ = location; }
    const ast::Location& location() const { return location_; }
    /// Here is something that may need no instruction on its line, at the present location.
    void mark();
    /// The marks so far are no part of the loop that begins here.
    void settle_marks();
    bool is_empty() const { return last_ < 0 && marks_.empty(); }
    int here() const { return static_cast<int>(code_->instructions.size()); }

    void jump(Label& label);                               // forward
    void jump_if(Opcode op, Register r, Label& label);     // an opcode with a wide offset
    void jump_short(int instruction, Label& label);        // patches c of an instruction already emitted
    void bind(Label& label);
    void jump_back(int target);
    /// What `write` emits ends the code. Without a line of its own it is written once for each line that comes here; if it is but one
    /// instruction, it also takes the place of a JUMP.
    template <typename Write>
    Result<void> leave_code(Write&& write, const Instruction* alone = nullptr) {
        if (location_.lineno || !marks_.empty() || inherited().line) return write();
        std::vector<Jump> jumps = std::exchange(arrivals_, {});
        std::map<std::uint32_t, int> by_line;
        auto write_for = [&](int from) -> Result<int> {
            Code::Position p = position_of(from);
            if (auto known = by_line.find(p.line); known != by_line.end()) return known->second;
            int at = by_line[p.line] = here();
            locate({static_cast<std::int32_t>(p.line), static_cast<std::int32_t>(p.column), static_cast<std::int32_t>(p.end_line),
                    static_cast<std::int32_t>(p.end_column)});
            TRY(write());
            return at;
        };
        if (last_ < 0) TRY(write());
        else if (falls_through()) TRY(write_for(last_));
        for (const Jump& jump : jumps) {
            Instruction& word = code_->instructions[static_cast<std::size_t>(jump.instruction)];
            if (alone && word.opcode() == Opcode::JUMP) word = *alone;
            else patch(jump, TRY(write_for(jump.instruction)));
        }
        locate(ast::Location{});
        return {};
    }
    Result<void> return_constant(int constant) {
        Instruction alone{static_cast<std::uint16_t>(Opcode::RETURN_CONST), 0, 0, 0};
        alone.set_wide(constant);
        auto write = [&]() -> Result<void> {
            emit_wide(Opcode::RETURN_CONST, 0, constant);
            return {};
        };
        return leave_code(write, &alone);
    }

    void enter(Region& region) { region.begin = here(); }
    void leave(Region& region);
    /// Rows for a region that is complete; those of regions inside it must have been added before.
    void add_handlers(const Region& region, int handler, Register exception, Register keep);

    // ---- tables
    Result<int> constant(Value value);
    Result<int> name(std::string_view text);
    Result<void> finish();

    Code* code() const { return code_; }
    bool overflow = false;  // something did not fit its operand

private:
    void note_live(int at);
    Code::Position position_of(int instruction) const { return *code_->position_at(static_cast<std::uint32_t>(instruction)); }
    bool falls_through() const;
    Code::Position inherited() const;
    void patch(const Jump& jump, int target);
    void forget_lists(std::ptrdiff_t from);

    Runtime& rt_;
    Code* code_;
    int depth_ = 0, most_ = 0;
    std::vector<std::uint16_t> live_;
    std::vector<std::uint32_t> lists_;                       // of live_: the list of its first n + 1 registers; may be shorter
    std::unordered_map<std::uint64_t, std::uint32_t> known_;  // lists by their first register and the rest
    std::map<std::string, int, std::less<>> names_;
    std::map<std::uint64_t, int> immediates_;
    std::map<std::string, int> texts_;
    ast::Location location_;
    std::vector<ast::Location> marks_;  // lines to be told of before the next instruction
    std::vector<Jump> arrivals_;        // jumps to the next instruction
    int last_ = -1;                     // the last instruction
};

}  // namespace ouro
