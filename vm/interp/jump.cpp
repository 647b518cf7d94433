// SPDX-License-Identifier: MIT
// f_lineno = ...: a debugger moves a frame to another line. What CPython has on its value stack at the block of a `for`, `with` or `except`
// lies in temporaries here (holdings.h): those of the blocks that are left are released, those of the target's blocks take over what the
// blocks at the same depth have held, and where they cannot the jump is refused in CPython's words.
#include <algorithm>

#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "vm/bytecode/holdings.h"
#include "vm/bytecode/verify.h"
#include "vm/interp/tracing.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

using Blocks = std::vector<Held>;

/// What counts as one thing in CPython's stack: the two registers of a `with` are.
Blocks blocks_of(const Holdings& holdings) {
    Blocks blocks = holdings.temporaries;
    blocks.erase(std::remove_if(blocks.begin(), blocks.end(), [](const Held& h) { return h.kind == Held::exit_self; }), blocks.end());
    return blocks;
}

/// CPython's kinds of things in a stack, in its order.
int rank_of(const Held& held) {
    switch (held.kind) {
        case Held::iterator: return 1;
        case Held::handled:
        case Held::raised:
        case Held::part: return 2;
        default: return 3;
    }
}

/// Of several ways to begin a line the one with the most blocks is taken.
bool is_before(const Blocks& a, const Blocks& b) {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const Held& x, const Held& y) { return rank_of(x) < rank_of(y); });
}

bool fits(const Held& from, const Held& to, View value) {
    switch (to.kind) {
        case Held::iterator: return from.kind == Held::iterator;
        case Held::handled: return rank_of(from) == rank_of(to);
        case Held::raised: return rank_of(from) == rank_of(to) && is_kind(value, Kind::exception);
        case Held::exit: return !value.is_unbound();
        default: return from == to;  // instructions rely on what the value is
    }
}

bool fits(const Blocks& from, const Blocks& to, View* r) {
    if (from.size() < to.size()) return false;
    for (std::size_t n = 0; n < to.size(); ++n)
        if (!fits(from[n], to[n], r[from[n].number])) return false;
    return true;
}

const char* why_not(const Blocks& to) {
    switch (to.empty() ? 3 : rank_of(to.back())) {
        case 1: return "can't jump into the body of a for loop";
        case 2: return "can't jump into an 'except' block as there's no exception";
        default: return "incompatible stacks";
    }
}

/// A place where a line begins; `marked` is the line if it needs no instruction (Code::Mark), else 0.
struct Start {
    std::uint32_t pc, line, marked;
};

/// In the order of instructions.
std::vector<Start> line_starts(const Code* code) {
    std::vector<Start> starts;
    std::uint32_t last = 0;
    auto mark = code->marks.begin();
    auto add_marks = [&](std::uint32_t before) {
        for (; mark != code->marks.end() && mark->pc < before; ++mark) starts.push_back({mark->pc, last = mark->line, mark->line});
    };
    for (const Code::Position& position : code->all_positions()) {
        add_marks(position.pc + 1);
        if (position.line && position.line != last) starts.push_back({position.pc, last = position.line, 0});
    }
    add_marks(static_cast<std::uint32_t>(code->instructions.size()));
    return starts;
}

struct Target {
    Start start;
    Holdings holdings;
};

/// What a frame holds now, and where the wanted line begins in code that can be reached.
struct Survey {
    Holdings from;
    std::vector<Target> targets;
    std::uint32_t line = 0;  // the first one from the wanted one on that has code; 0 if there is none
};

Result<Survey> survey(Runtime& rt, const Code* code, std::uint32_t from, bool suspended, std::uint32_t wanted) {
    Survey found;
    std::vector<Start> starts = line_starts(code);
    auto next = starts.begin();
    bool enough = each_reachable(*code, rt.limits, [&](std::uint32_t at, const Holdings& holdings) {
        if (at == from) {
            found.from = holdings;
            if (suspended) {  // what it has yielded is gone
                auto& held = found.from.temporaries;
                std::vector<std::uint32_t> used = effects_of(*code, at).consumed;
                held.erase(std::remove_if(held.begin(), held.end(), [&](const Held& h) { return std::find(used.begin(), used.end(), h.number) != used.end(); }),
                           held.end());
            }
        }
        while (next != starts.end() && next->pc < at) ++next;  // not reachable
        for (; next != starts.end() && next->pc == at; ++next) {
            if (next->line < wanted || (found.line && next->line > found.line)) continue;
            if (next->line != found.line) found.targets.clear();
            found.line = next->line;
            found.targets.push_back({*next, holdings});
        }
    });
    if (!enough) return rt.raise_memory_error();
    return found;
}

/// Cells that comprehensions make for themselves, and the cells of the function's own variables, which it has from its beginning.
void own_and_passing_cells(const Code* code, std::vector<std::uint16_t>& own, std::vector<std::uint16_t>& passing) {
    for (std::uint32_t at = 0; at < code->instructions.size(); at += length_of(code->instructions[at]))
        if (code->instructions[at].opcode() == Opcode::CLEAR) passing.push_back(code->instructions[at].a);
    std::sort(passing.begin(), passing.end());
    for (std::uint16_t each : code->cell_locals)
        if (!std::binary_search(passing.begin(), passing.end(), each)) own.push_back(each);
}

bool has(const std::vector<std::uint16_t>& sorted, std::uint16_t number) { return std::binary_search(sorted.begin(), sorted.end(), number); }

std::size_t count_unbound(const Code* code, const View* r, const std::vector<bool>& is_cell) {
    std::size_t unbound = 0;
    for (std::uint32_t n = 0; n < code->local_count; ++n) unbound += !is_cell[n] && r[n].is_unbound();
    return unbound;
}

/// What the code on the way would have bound must be bound: the instructions there rely on it.
void bind_all(const Code* code, View* r, const std::vector<bool>& is_cell) {
    for (std::uint32_t n = 0; n < code->local_count; ++n)
        if (!is_cell[n] && r[n].is_unbound()) r[n] = View::none();
}

/// Moves what the temporaries hold to where the target has it. What is left over is to be released when the frame is whole again.
std::vector<Value> rearrange(Tracing& tracing, View* r, const Holdings& from, const Blocks& blocks, const Blocks& wanted) {
    std::vector<std::pair<std::uint16_t, Value>> placed;
    std::vector<Value> left;
    auto take = [&](std::uint32_t number) { return Value::adopt(std::exchange(r[number], View())); };
    // Out of the clauses that are left, from the innermost: what was handled before the outermost of them is handled again.
    for (std::size_t n = blocks.size(); n-- > 0;)
        if (blocks[n].kind == Held::handled && (n >= wanted.size() || rank_of(wanted[n]) != rank_of(blocks[n]))) tracing.handled = Value(r[blocks[n].number]);
    for (std::size_t n = 0; n < wanted.size(); ++n) {
        placed.emplace_back(wanted[n].number, take(blocks[n].number));
        if (wanted[n].kind == Held::exit) placed.emplace_back(wanted[n].number + 1, blocks[n].kind == Held::exit ? take(blocks[n].number + 1u) : Value());
    }
    for (std::size_t n = from.temporaries.size(); n-- > 0;)
        if (!r[from.temporaries[n].number].is_unbound()) left.push_back(take(from.temporaries[n].number));
    for (auto& [number, value] : placed) r[number] = value.detach();
    return left;
}

/// The frame goes to the line, unless it must be warned first that variables will be bound: then the answer is false.
Result<bool> move(Runtime& rt, FrameObject* object, std::int32_t wanted, bool warned) {
    Tracing& tracing = rt.interpreter->tracing;
    Frame* frame = object->frame;
    if (!tracing.busy || !frame) return rt.raise(ValueError, "f_lineno can only be set in a trace function");
    if (tracing.move == Tracing::frame_begins) return rt.raise(ValueError, "can't jump from the 'call' trace event of a new frame");
    if (tracing.move == Tracing::in_call) return rt.raise(ValueError, "can't jump during a call");
    if (frame != tracing.told_of || tracing.move == Tracing::no_line) return rt.raise(ValueError, "can only jump from a 'line' trace event");
    Code* code = frame->code;
    if (wanted < static_cast<std::int64_t>(code->first_line)) return rt.raise(ValueError, "line %d comes before the current code block", wanted);
    TRY(rt.charge(code->instructions.size()));

    bool waiting = tracing.move == Tracing::waiting, moved = frame->flags & Frame::moved;
    Survey found = TRY(survey(rt, code, current_instruction(frame), waiting && !moved, static_cast<std::uint32_t>(wanted)));
    if (!found.line) return rt.raise(ValueError, "line %d comes after the current code block", wanted);

    View* r = frame->registers();
    Blocks blocks = blocks_of(found.from), best_blocks;
    std::vector<std::uint16_t> own_cells, passing_cells;
    own_and_passing_cells(code, own_cells, passing_cells);
    const Target* best = nullptr;
    const char* problem = nullptr;
    for (const Target& target : found.targets) {
        Blocks there = blocks_of(target.holdings);
        const auto& cells = target.holdings.cells;
        bool possible = fits(blocks, there, r) && std::includes(found.from.cells.begin(), found.from.cells.end(), cells.begin(), cells.end()) &&
                        std::all_of(own_cells.begin(), own_cells.end(), [&](std::uint16_t each) { return has(cells, each); });
        // A frame that waits holds nothing that an instruction has begun to use.
        for (std::uint32_t used : effects_of(*code, target.start.pc).consumed) possible = possible && !(waiting && used >= code->local_count);
        if (!possible) {
            if (!problem) problem = why_not(there);
        } else if (!best || is_before(best_blocks, there)) {
            best = &target;
            best_blocks = std::move(there);
        }
    }
    if (!best) return rt.raise(ValueError, "%s", problem);

    std::vector<bool> is_cell(code->local_count);
    for (std::uint16_t each : code->cell_locals) is_cell[each] = true;
    if (std::size_t unbound = count_unbound(code, r, is_cell); unbound && !warned && rt.hooks.warn) {
        Value text = TRY(rt.format("assigning None to %zu unbound local%s", unbound, unbound == 1 ? "" : "s"));
        TRY(rt.hooks.warn(rt, RuntimeWarning, text, 1, View::none()));
        return false;
    }
    bind_all(code, r, is_cell);
    std::vector<Value> left = rearrange(tracing, r, found.from, blocks, best_blocks);
    for (std::uint16_t each : found.from.cells)
        if (has(passing_cells, each) && !has(best->holdings.cells, each)) left.push_back(Value::adopt(std::exchange(r[each], View())));
    frame->pc = code->instructions.data() + best->start.pc + !waiting;
    if (waiting) frame->flags |= Frame::moved;
    object->moved = true;
    object->marked = best->start.marked;
    return true;
}

}  // namespace

Result<void> move_frame(Runtime& rt, FrameObject* object, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    if (!is_integer(value) || rt.type_of(value) != rt.types.int_) return rt.raise(ValueError, "lineno must be an integer");
    Result<std::int64_t> wanted = index_to_int64(rt, value);
    if (wanted.raised() && !rt.swallow(OverflowError)) return Raised{};
    if (wanted.raised() || wanted.value() != static_cast<std::int32_t>(wanted.value())) return rt.raise(ValueError, "lineno out of range");
    // A script may show the warning, and move the frame itself: what was found out before does not hold afterwards.
    for (bool warned = false;; warned = true)
        if (TRY(move(rt, object, static_cast<std::int32_t>(wanted.value()), warned))) return {};
}

}  // namespace ouro
