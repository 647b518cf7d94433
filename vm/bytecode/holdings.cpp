// SPDX-License-Identifier: MIT
#include "vm/bytecode/holdings.h"

#include <algorithm>
#include <map>

#include "vm/bytecode/verify.h"

namespace ouro {

namespace {

constexpr std::uint32_t kMeeting = 0x80000000;  // in an origin: ways meet there

class Flow {
public:
    Flow(const Code& code, Limits& limits) : code_(code), limits_(limits) {
        auto size = static_cast<std::uint32_t>(code.instructions.size());
        for (std::uint32_t at = 0; at < size; at += length_of(code.instructions[at]))
            if (std::int64_t to = target_of(code.instructions[at], at); to >= 0) leaders_.push_back(static_cast<std::uint32_t>(to));
        for (const Code::Handler& h : code.handlers) leaders_.push_back(h.handler);
        std::sort(leaders_.begin(), leaders_.end());
        leaders_.erase(std::unique(leaders_.begin(), leaders_.end()), leaders_.end());
        reach(0, {});
        while (!work_.empty() && !failed_) {
            std::uint32_t at = work_.back();
            work_.pop_back();
            walk(at, [](std::uint32_t, const Holdings&) {}, true);
        }
    }

    ~Flow() { limits_.refund(charged_); }
    Flow(const Flow&) = delete;
    bool failed() const { return failed_; }

    template <typename Visit>
    void each(Visit&& visit) {
        for (auto& [at, holdings] : states_) walk(at, visit, false);
    }

private:
    void reach(std::uint32_t to, const Holdings& holdings) {
        if (auto known = states_.find(to); known != states_.end()) {
            if (meet(known->second, holdings, to)) work_.push_back(to);
            return;
        }
        std::size_t bytes = 2 * sizeof(Holdings) + holdings.temporaries.size() * sizeof(Held) + holdings.cells.size() * sizeof(holdings.cells[0]);
        if (failed_ || !limits_.charge(bytes)) {
            failed_ = true;
            return;
        }
        charged_ += bytes;
        states_.emplace(to, holdings);
        work_.push_back(to);
    }

    /// Whether `known` has changed.
    static bool meet(Holdings& known, const Holdings& other, std::uint32_t at) {
        bool changed = false;
        for (std::size_t n = 0; n < known.temporaries.size() && n < other.temporaries.size(); ++n) {
            Held& held = known.temporaries[n];
            bool same_kind = held.kind == other.temporaries[n].kind, told_apart = held.kind == Held::value || held.kind == Held::part;
            if (held == other.temporaries[n] || (same_kind && !told_apart)) continue;
            changed = changed || !same_kind || held.origin != (kMeeting | at);
            if (!same_kind) held.kind = Held::value;
            held.origin = kMeeting | at;
        }
        std::size_t cell_count = known.cells.size();
        auto& cells = known.cells;
        cells.erase(std::remove_if(cells.begin(), cells.end(),
                                   [&](std::uint16_t r) { return !std::binary_search(other.cells.begin(), other.cells.end(), r); }),
                    cells.end());
        return changed || known.cells.size() != cell_count;
    }

    static std::vector<Held>::iterator place_of(std::vector<Held>& temporaries, std::uint32_t r) {
        return std::lower_bound(temporaries.begin(), temporaries.end(), r, [](const Held& h, std::uint32_t number) { return h.number < number; });
    }
    static void put(std::vector<Held>& temporaries, const Held& held) {
        auto at = place_of(temporaries, held.number);
        if (at != temporaries.end() && at->number == held.number) *at = held;
        else temporaries.insert(at, held);
    }
    static void take(std::vector<Held>& temporaries, std::uint32_t r) {
        auto at = place_of(temporaries, r);
        if (at != temporaries.end() && at->number == r) temporaries.erase(at);
    }

    template <typename Visit>
    void walk(std::uint32_t at, Visit&& visit, bool spread) {
        Holdings now = states_.at(at);
        for (bool first = true;; first = false) {
            if (!first && std::binary_search(leaders_.begin(), leaders_.end(), at)) {
                if (spread) reach(at, now);
                return;
            }
            visit(at, static_cast<const Holdings&>(now));
            const Instruction& i = code_.instructions[at];
            Opcode op = i.opcode();
            Effects effects = effects_of(code_, at);
            Held moved{0, Held::value, at};  // what a MOVE or the next part of a group carries over
            if (op == Opcode::MOVE || op == Opcode::COPY || op == Opcode::MATCH_GROUP)
                if (auto source = place_of(now.temporaries, i.b); source != now.temporaries.end() && source->number == i.b) moved = *source;
            for (std::uint32_t r : effects.consumed) take(now.temporaries, r);
            if (const Code::Handler* h = spread ? code_.handler_at(at) : nullptr) {
                Holdings caught = now;
                caught.temporaries.erase(place_of(caught.temporaries, h->keep), caught.temporaries.end());
                put(caught.temporaries, {h->exception, Held::raised, 0});
                reach(h->handler, caught);
            }
            if (std::int64_t to = spread ? target_of(i, at) : -1; to >= 0) {
                Holdings there = now;
                if (op == Opcode::FOR_ITER || op == Opcode::FOR_AITER) take(there.temporaries, i.b);
                reach(static_cast<std::uint32_t>(to), there);
            }
            if (ends_path(op)) return;
            for (std::uint32_t r : effects.written)
                if (r >= code_.local_count) put(now.temporaries, written(op, at, i, r, moved));
            auto cell = std::lower_bound(now.cells.begin(), now.cells.end(), i.a);
            bool is_cell = cell != now.cells.end() && *cell == i.a;
            if (op == Opcode::MAKE_CELL && !is_cell) now.cells.insert(cell, i.a);
            if (op == Opcode::CLEAR && is_cell) now.cells.erase(cell);
            at += length_of(i);
        }
    }

    static Held written(Opcode op, std::uint32_t at, const Instruction& i, std::uint32_t r, const Held& moved) {
        auto number = static_cast<std::uint16_t>(r);
        switch (op) {
            case Opcode::GET_ITER:
            case Opcode::GET_AITER: return {number, Held::iterator, 0};
            case Opcode::LOAD_SPECIAL_PAIR: return {number, r == i.a ? Held::exit : Held::exit_self, 0};
            case Opcode::ENTER_HANDLER: return {number, Held::handled, 0};
            case Opcode::COPY: return {number, moved.kind == Held::raised ? Held::part : Held::value, at};
            case Opcode::MOVE: return {number, moved.kind, moved.origin};
            case Opcode::MATCH_GROUP:
                if (r == i.a) return {number, moved.kind, moved.origin};
                break;
            default: break;
        }
        return {number, Held::value, at};
    }

    const Code& code_;
    Limits& limits_;
    std::size_t charged_ = 0;
    bool failed_ = false;
    std::vector<std::uint32_t> leaders_, work_;
    std::map<std::uint32_t, Holdings> states_;  // on arrival at a leader
};

}  // namespace

bool each_reachable(const Code& code, Limits& limits, const std::function<void(std::uint32_t, const Holdings&)>& visit) {
    Flow flow(code, limits);
    if (!flow.failed()) flow.each(visit);
    return !flow.failed();
}

}  // namespace ouro
