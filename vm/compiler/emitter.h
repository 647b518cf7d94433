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
    struct Label {
        int at = -1;
        std::vector<int> jumps;  // instructions to be patched
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
    void locate(const ast::Location& location) { location_ = location; }
    const ast::Location& location() const { return location_; }
    /// A statement begins that may need no instruction on its line, at the present location.
    void mark() { marks_.push_back(static_cast<std::uint32_t>(location_.lineno)); }
    /// The marks so far are no part of the loop that begins here.
    void settle_marks();
    int here() const { return static_cast<int>(code_->instructions.size()); }

    void jump(Label& label);                               // forward
    void jump_if(Opcode op, Register r, Label& label);     // an opcode with a wide offset
    void jump_short(int instruction, Label& label);        // patches c of an instruction already emitted
    void bind(Label& label);
    void jump_back(int target);

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
    std::vector<std::uint32_t> marks_;  // lines to be told of before the next instruction
};

}  // namespace ouro
