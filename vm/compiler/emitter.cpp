// SPDX-License-Identifier: MIT
#include "vm/compiler/emitter.h"

#include <algorithm>
#include <utility>

#include "runtime/objects/containers.h"
#include "runtime/objects/str.h"
#include "runtime/runtime.h"
#include "vm/bytecode/verify.h"

namespace ouro {

void Emitter::define(Register r) {
    if (!is_temporary(r)) return;
    if (r > UINT16_MAX) {
        overflow = true;
        return;
    }
    auto at = std::lower_bound(live_.begin(), live_.end(), r);
    if (at != live_.end() && *at == r) return;
    forget_lists(at - live_.begin());
    live_.insert(at, static_cast<std::uint16_t>(r));
}

void Emitter::consume(Register r) {
    if (!is_temporary(r)) return;
    auto at = std::lower_bound(live_.begin(), live_.end(), r);
    if (at == live_.end() || *at != r) return;
    forget_lists(at - live_.begin());
    live_.erase(at);
}

void Emitter::set_live(std::vector<std::uint16_t> live) {
    forget_lists(std::mismatch(live_.begin(), live_.end(), live.begin(), live.end()).first - live_.begin());
    live_ = std::move(live);
}

void Emitter::forget_lists(std::ptrdiff_t from) {
    if (static_cast<std::size_t>(from) < lists_.size()) lists_.resize(static_cast<std::size_t>(from));
}

void Emitter::note_live(int at) {
    std::uint32_t list = lists_.empty() ? 0 : lists_.back();
    while (lists_.size() < live_.size()) {
        std::uint16_t number = live_[lists_.size()];
        auto [entry, fresh] = known_.try_emplace(std::uint64_t{list} << 16 | number, static_cast<std::uint32_t>(code_->live_registers.size() + 1));
        if (fresh) code_->live_registers.push_back({number, list});
        lists_.push_back(list = entry->second);
    }
    if (code_->live.empty() || code_->live.back().set != list) code_->live.push_back({static_cast<std::uint32_t>(at), list});
}

int Emitter::emit(Opcode op, int a, int b, int c) {
    int at = here();
    ast::Location location = location_;
    if (!marks_.empty()) {
        if (!location.lineno) location = marks_.back();
        if (marks_.back().lineno == location.lineno) marks_.pop_back();  // which the instruction tells
        for (const ast::Location& each : marks_) code_->marks.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(each.lineno)});
        marks_.clear();
    }
    note_live(at);
    auto fits = [&](int v) {
        if (v < -32768 || v > 65535) overflow = true;
        return static_cast<std::uint16_t>(v);
    };
    code_->instructions.push_back({static_cast<std::uint16_t>(op), fits(a), fits(b), fits(c)});
    auto& positions = code_->positions;
    Code::Position p{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(location.lineno), static_cast<std::uint32_t>(location.end_lineno),
                     static_cast<std::uint32_t>(location.col_offset), static_cast<std::uint32_t>(location.end_col_offset)};
    if (!p.line) {
        p = inherited();
        p.pc = static_cast<std::uint32_t>(at);
    }
    if (!rt_.settings.debug_ranges) {
        p.end_line = p.line;
        p.column = p.end_column = Code::Position::kNoColumn;
    }
    if (positions.empty() || positions.back().line != p.line || positions.back().column != p.column || positions.back().end_column != p.end_column ||
        positions.back().end_line != p.end_line)
        positions.push_back(p);
    for (int n = 0; n < info(op).data_words; ++n) code_->instructions.push_back({});
    last_ = at;
    arrivals_.clear();
    return at;
}

int Emitter::emit_wide(Opcode op, int a, std::int32_t bc) {
    int at = emit(op, a);
    code_->instructions[static_cast<std::size_t>(at)].set_wide(bc);
    return at;
}

void Emitter::data(std::uint32_t value, int words) {
    auto& word = code_->instructions[code_->instructions.size() - static_cast<std::size_t>(words)];
    word.op = static_cast<std::uint16_t>(value);
    word.a = static_cast<std::uint16_t>(value >> 16);
}

void Emitter::locate(const ast::Node* node) { location_ = node->location; }

bool Emitter::falls_through() const { return last_ < 0 || !ends_path(code_->instructions[static_cast<std::size_t>(last_)].opcode()); }

Code::Position Emitter::inherited() const {
    Code::Position found{};
    bool any = false, same = true;
    auto meet = [&](const Code::Position& p) {
        same = same && (!any || p.line == found.line);
        if (!any) found = p;
        any = true;
    };
    if (last_ >= 0 && falls_through()) meet(code_->positions.back());
    for (const Jump& jump : arrivals_)
        if (!jump.spare) meet(position_of(jump.instruction));
    return any && same ? found : Code::Position{};
}

void Emitter::jump(Label& label) {
    bool through = falls_through(), needed = through || arrivals_.empty();
    if (!location_.lineno && marks_.empty()) {
        // What comes here by a jump goes there at once.
        for (Jump each : std::exchange(arrivals_, {})) {
            if (info(code_->instructions[static_cast<std::size_t>(each.instruction)].opcode()).operands[2] != 'J' && each.landing < 0) {
                each.landing = here();
                needed = true;
            }
            label.jumps.push_back(each);
        }
        if (needed) label.jumps.push_back({emit_wide(Opcode::JUMP, 0, 0), -1, !through && !label.jumps.empty()});
        return;
    }
    label.jumps.push_back({emit_wide(Opcode::JUMP, 0, 0)});
}
void Emitter::jump_if(Opcode op, Register r, Label& label) { label.jumps.push_back({emit_wide(op, r, 0)}); }
void Emitter::jump_short(int instruction, Label& label) { label.jumps.push_back({instruction}); }

void Emitter::mark() {
    auto line = static_cast<std::uint32_t>(location_.lineno);
    if (line && line != (marks_.empty() ? inherited().line : static_cast<std::uint32_t>(marks_.back().lineno))) marks_.push_back(location_);
}

void Emitter::settle_marks() {
    if (marks_.empty()) return;
    ast::Location next = std::exchange(location_, marks_.back());
    emit(Opcode::NOP);
    location_ = next;
}

void Emitter::bind(Label& label) {
    if (!label.jumps.empty()) settle_marks();
    label.at = here();
    for (const Jump& jump : label.jumps) {
        patch(jump, label.at);
        arrivals_.push_back(jump);
    }
    // Whatever comes here by a jump has the same temporaries alive; the next instruction notes them anew.
    if (!code_->live.empty() && here()) note_live(here());
}

void Emitter::patch(const Jump& jump, int target) {
    auto& word = code_->instructions[static_cast<std::size_t>(jump.instruction)];
    const OpcodeInfo& what = info(word.opcode());
    int next = jump.instruction + 1 + what.data_words;
    if (what.operands[2] == 'J') return word.set_wide(target - next);
    if (target - next > INT16_MAX && jump.landing >= 0) target = jump.landing;
    if (target - next > INT16_MAX) overflow = true;
    word.c = static_cast<std::uint16_t>(target - next);
}

void Emitter::jump_back(int target) {
    int at = emit_wide(Opcode::JUMP_BACK, 0, 0);
    code_->instructions[static_cast<std::size_t>(at)].set_wide(target - (at + 1));
}

void Emitter::leave(Region& region) {
    if (region.begin >= 0 && here() > region.begin) region.ranges.push_back({region.begin, here()});
    region.begin = -1;
}

void Emitter::add_handlers(const Region& region, int handler, Register exception, Register keep) {
    for (auto& [begin, end] : region.ranges)
        code_->handlers.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(handler),
                                   static_cast<std::uint16_t>(exception), static_cast<std::uint16_t>(keep)});
}

Result<int> Emitter::constant(Value value) {
    if (!value.is_object()) {
        auto [entry, fresh] = immediates_.try_emplace(value.bits(), static_cast<int>(code_->constants.size()));
        if (fresh) code_->constants.push_back(value);
        return entry->second;
    }
    if (is_kind(value, Kind::str)) {
        auto [entry, fresh] = texts_.try_emplace(std::string(View(value).as<Str>()->text()), static_cast<int>(code_->constants.size()));
        if (fresh) code_->constants.push_back(value);
        return entry->second;
    }
    code_->constants.push_back(value);
    return static_cast<int>(code_->constants.size()) - 1;
}

Result<int> Emitter::name(std::string_view text) {
    auto found = names_.find(text);
    if (found != names_.end()) return found->second;
    Ref<Str> interned = TRY(intern(rt_, text));
    int at = static_cast<int>(code_->names.size());
    code_->names.push_back(interned);
    names_.emplace(std::string(text), at);
    return at;
}

Result<void> Emitter::finish() {
    code_->register_count = code_->local_count + static_cast<std::uint32_t>(most_);
    if (code_->register_count > 60000) overflow = true;
    return code_->finish(rt_);
}

}  // namespace ouro
