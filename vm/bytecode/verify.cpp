// SPDX-License-Identifier: MIT
// The verifier: operands one by one, then the temporaries along every path.
#include "vm/bytecode/verify.h"

#include <algorithm>
#include <map>

#include "runtime/objects/containers.h"

namespace ouro {

namespace {

using Registers = std::vector<std::uint32_t>;

bool wide(const OpcodeInfo& what) { return what.operands[1] == what.operands[2] && what.operands[1] >= 'A' && what.operands[1] <= 'Z'; }

/// How many registers an operand 's' or 'o' stands for.
std::uint32_t run_of(const Instruction& i, std::size_t operand) {
    switch (i.opcode()) {
        case Opcode::BUILD_SLICE:
        case Opcode::LOAD_SUPER_ATTR:
        case Opcode::LOAD_SUPER_METHOD: return 3;
        case Opcode::BUILD_TUPLE:
        case Opcode::BUILD_LIST:
        case Opcode::BUILD_SET:
        case Opcode::BUILD_STRING:
        case Opcode::UNPACK_SEQUENCE: return i.c;
        case Opcode::BUILD_MAP: return 2u * i.c;
        case Opcode::UNPACK_EX: return (i.c & 255u) + 1 + (i.c >> 8u);
        case Opcode::CALL_EX: return i.c ? 3 : 2;
        case Opcode::INTRINSIC: return static_cast<std::uint32_t>(intrinsic_operands(i.c));
        case Opcode::MATCH_CLASS:
        case Opcode::IMPORT_NAME:
        case Opcode::LOAD_SPECIAL_PAIR: return 2;
        case Opcode::MATCH_GROUP: return operand == 0 ? 2 : 1;
        default: return 1;
    }
}

class Verifier {
public:
    explicit Verifier(const Code& code) : code_(code), starts_(code.instructions.size()) {}

    std::string run() {
        if (code_.instructions.empty()) return "no instructions";
        if (!tables() || !operands() || !paths()) return problem_;
        return "";
    }

private:
    bool fail(const std::string& what) {
        if (problem_.empty()) problem_ = what;
        return false;
    }
    bool fail(const char* what, std::uint32_t at) {
        return fail(std::string(what) + " of " + info(code_.instructions[at].opcode()).name + " at " + std::to_string(at));
    }
    bool starts(std::int64_t at) const { return at >= 0 && at < static_cast<std::int64_t>(starts_.size()) && starts_[static_cast<std::size_t>(at)]; }

    bool tables() {
        std::size_t size = code_.instructions.size();
        for (std::uint32_t at = 0; at < size; at += length_of(code_.instructions[at])) {
            if (static_cast<int>(code_.instructions[at].opcode()) >= kOpcodes) return fail("unknown opcode at " + std::to_string(at));
            starts_[at] = true;
            last_ = at;
        }
        if (last_ + length_of(code_.instructions[last_]) != size) return fail("data words missing at the end");
        if (!ends_path(code_.instructions[last_].opcode())) return fail("execution can run past the end");
        if (code_.local_names.size() != code_.local_count || code_.local_count > code_.register_count) return fail("locals");
        if (code_.captures.size() != code_.free_names.size()) return fail("captures");
        if (code_.parameter_count > code_.local_count) return fail("parameters");
        for (std::uint16_t cell : code_.cell_locals)
            if (cell >= code_.local_count) return fail("cell");
        for (const Code::Handler& h : code_.handlers) {
            if (!starts(h.begin) || h.end <= h.begin || (h.end != size && !starts(h.end)) || !starts(h.handler)) return fail("range of a handler");
            if (h.exception < code_.local_count || h.exception >= code_.register_count || h.keep < code_.local_count) return fail("register of a handler");
        }
        for (std::size_t n = 0; n < code_.live.size(); ++n) {
            std::uint32_t set = code_.live[n].set;
            if (n && code_.live[n].pc < code_.live[n - 1].pc) return fail("order of live sets");
            if (set > code_.live_registers.size()) return fail("live set");
        }
        for (std::size_t n = 0; n < code_.live_registers.size(); ++n) {
            const Code::LiveRegister& l = code_.live_registers[n];
            if (l.next > n || (l.next && code_.live_registers[l.next - 1].number >= l.number)) return fail("live registers");
        }
        for (std::size_t n = 1; n < code_.all_positions().size(); ++n)
            if (code_.all_positions()[n].pc <= code_.all_positions()[n - 1].pc) return fail("order of positions");
        return true;
    }

    bool operands() {
        for (std::uint32_t at = 0; at < code_.instructions.size(); at += length_of(code_.instructions[at]))
            if (!operands(at)) return false;
        return true;
    }

    bool operands(std::uint32_t at) {
        const Instruction& i = code_.instructions[at];
        const OpcodeInfo& what = info(i.opcode());
        const std::uint16_t fields[] = {i.a, i.b, i.c};
        for (std::size_t n = 0; n < 3; ++n) {
            auto value = static_cast<std::size_t>(wide(what) && n ? static_cast<std::uint32_t>(i.wide()) : fields[n]);
            switch (what.operands[n]) {
                case 'l':
                    if (value >= code_.local_count) return fail("local", at);
                    break;
                case 'n':
                case 'N':
                    if (value >= code_.names.size()) return fail("name", at);
                    break;
                case 'c':
                case 'C':
                    if (value >= code_.constants.size()) return fail("constant", at);
                    break;
                case 'f':
                    if (value >= code_.free_names.size()) return fail("free variable", at);
                    break;
                case 'j':
                case 'J': {
                    std::int64_t to = target_of(i, at);
                    if (!starts(to)) return fail("target", at);
                    if ((to <= at) != (i.opcode() == Opcode::JUMP_BACK)) return fail("direction", at);
                    break;
                }
                default: break;
            }
        }
        if (i.opcode() == Opcode::INTRINSIC && i.c >= kIntrinsics) return fail("number", at);
        Effects effects = effects_of(code_, at);
        for (const Registers* each : {&effects.consumed, &effects.written, &effects.kept})
            for (std::uint32_t r : *each)
                if (r >= code_.register_count) return fail("register", at);
        auto data = [&](std::uint32_t n) { return code_.instructions[at + 1 + n].op | static_cast<std::uint32_t>(code_.instructions[at + 1 + n].a) << 16; };
        switch (i.opcode()) {
            case Opcode::MAKE_FUNCTION: {
                const Code* inner = as_code(code_.constants[static_cast<std::size_t>(i.wide())]);
                if (!inner) return fail("constant", at);
                for (const Code::Capture& capture : inner->captures)
                    if (capture.index >= (capture.from_cell ? code_.local_count : code_.free_names.size())) return fail("capture", at);
                break;
            }
            case Opcode::CALL_KW:
            case Opcode::CALL_METHOD_KW: {
                Tuple* names = data(0) < code_.constants.size() ? as_tuple(code_.constants[data(0)]) : nullptr;
                if (!names || names->size > i.c) return fail("keywords", at);
                break;
            }
            case Opcode::LOAD_FROM_OR_FREE:
                if (data(0) >= code_.names.size()) return fail("name", at);
                break;
            case Opcode::LOAD_SPECIAL:
            case Opcode::LOAD_SPECIAL_PAIR:
                if (i.c > 3) return fail("method", at);
                break;
            case Opcode::CONVERT:
                if (i.c < 1 || i.c > 3) return fail("conversion", at);
                break;
            case Opcode::FOR_AITER:
                if (i.b + 1u >= code_.register_count) return fail("register", at);
                break;
            default: break;
        }
        return true;
    }

    bool temporary(std::uint32_t r) const { return r >= code_.local_count; }

    /// What reaches `to` must be what reached it before; the first time, it is to be walked from there.
    bool reach(std::uint32_t from, std::uint32_t to, const Registers& live) {
        auto [entry, fresh] = states_.try_emplace(to, live);
        if (fresh) work_.push_back(to);
        else if (entry->second != live) return fail("temporaries at " + std::to_string(to) + ", reached from " + std::to_string(from) + ": " + text(live) + ", otherwise " + text(entry->second));
        return true;
    }

    std::string text(const Registers& live) const {
        std::string out = "{";
        for (std::uint32_t r : live) out += (out.size() > 1 ? " t" : "t") + std::to_string(r - code_.local_count);
        return out + "}";
    }

    bool paths() {
        for (std::uint32_t at = 0; at < code_.instructions.size(); at += length_of(code_.instructions[at])) {
            std::int64_t to = target_of(code_.instructions[at], at);
            if (to >= 0) leaders_.push_back(static_cast<std::uint32_t>(to));
        }
        for (const Code::Handler& h : code_.handlers) leaders_.push_back(h.handler);
        std::sort(leaders_.begin(), leaders_.end());
        if (!reach(0, 0, {})) return false;
        while (!work_.empty()) {
            std::uint32_t at = work_.back();
            work_.pop_back();
            if (!walk(at, states_[at])) return false;
        }
        return true;
    }

    /// Straight ahead until the path ends or meets another.
    bool walk(std::uint32_t at, Registers live) {
        for (bool first = true;; first = false) {
            if (!first && std::binary_search(leaders_.begin(), leaders_.end(), at)) return reach(at, at, live);
            const Instruction& i = code_.instructions[at];
            Effects effects = effects_of(code_, at);
            auto find = [&](std::uint32_t r) { return std::lower_bound(live.begin(), live.end(), r); };
            auto owns = [&](std::uint32_t r) { return find(r) != live.end() && *find(r) == r; };
            for (std::uint32_t r : effects.kept)
                if (temporary(r) && !owns(r)) return fail("nothing in the operand", at);
            for (std::uint32_t r : effects.consumed) {
                if (!temporary(r)) continue;
                if (!owns(r)) return fail("nothing in the operand", at);
                live.erase(find(r));
            }
            Registers set;
            code_.each_live(at, [&](std::uint16_t r) { set.push_back(r); });
            std::reverse(set.begin(), set.end());
            if (live != set) {
                return fail("live set of " + std::string(info(i.opcode()).name) + " at " + std::to_string(at) + ": " + text(set) + ", owned " + text(live));
            }
            if (const Code::Handler* h = code_.handler_at(at)) {
                Registers caught(live.begin(), find(h->keep));
                if (std::binary_search(caught.begin(), caught.end(), h->exception)) return fail("register of a handler");
                caught.insert(std::lower_bound(caught.begin(), caught.end(), h->exception), h->exception);
                if (!reach(at, h->handler, caught)) return false;
            }
            if ((i.opcode() == Opcode::RETURN || i.opcode() == Opcode::RETURN_CONST) && !live.empty()) return fail("temporaries " + text(live) + " are lost at " + std::to_string(at));
            if (std::int64_t to = target_of(i, at); to >= 0) {
                Registers there = live;
                if (i.opcode() == Opcode::FOR_ITER || i.opcode() == Opcode::FOR_AITER) there.erase(std::remove(there.begin(), there.end(), i.b), there.end());
                if (!reach(at, static_cast<std::uint32_t>(to), there)) return false;
            }
            if (ends_path(i.opcode())) return true;
            for (std::uint32_t r : effects.written) {
                if (!temporary(r)) continue;
                if (owns(r)) return fail("result over an owned temporary", at);
                live.insert(find(r), r);
            }
            at += length_of(i);
        }
    }

    const Code& code_;
    std::vector<bool> starts_;
    std::uint32_t last_ = 0;
    std::vector<std::uint32_t> leaders_, work_;
    std::map<std::uint32_t, Registers> states_;  // at leaders, on arrival
    std::string problem_;
};

}  // namespace

std::uint32_t length_of(const Instruction& i) { return 1 + static_cast<std::uint32_t>(info(i.opcode()).data_words); }

bool ends_path(Opcode op) {
    return op == Opcode::RETURN || op == Opcode::RETURN_CONST || op == Opcode::RAISE || op == Opcode::RAISE_AGAIN || op == Opcode::RERAISE ||
           op == Opcode::JUMP || op == Opcode::JUMP_BACK;
}

std::int64_t target_of(const Instruction& i, std::uint32_t at) {
    const OpcodeInfo& what = info(i.opcode());
    std::int64_t next = at + length_of(i);
    if (what.operands[2] == 'J') return next + i.wide();
    if (what.operands[2] == 'j') return next + static_cast<std::int16_t>(i.c);
    return -1;
}

Effects effects_of(const Code& code, std::uint32_t at) {
    const Instruction& i = code.instructions[at];
    const OpcodeInfo& what = info(i.opcode());
    const std::uint16_t fields[] = {i.a, i.b, i.c};
    Effects effects;
    for (std::size_t n = 0; n < 3; ++n) {
        std::uint32_t r = fields[n];
        switch (what.operands[n]) {
            case 'd': effects.written.push_back(r); break;
            case 'k': effects.kept.push_back(r); break;
            case 'r':
                if (!(i.opcode() == Opcode::RAISE && r == kNoRegister)) effects.consumed.push_back(r);
                break;
            case 's':
                for (std::uint32_t k = 0; k < run_of(i, n); ++k) effects.consumed.push_back(r + k);
                break;
            case 'o':
                for (std::uint32_t k = 0; k < run_of(i, n); ++k) effects.written.push_back(r + k);
                break;
            case 'w':
                if (n == 0) {  // made: the callable and self
                    effects.written.push_back(r);
                    effects.written.push_back(r + kWindowHeader);
                } else {  // called: the callable, self, the arguments
                    bool method = i.opcode() == Opcode::CALL_METHOD || i.opcode() == Opcode::CALL_METHOD_KW;
                    effects.consumed.push_back(r);
                    for (std::uint32_t k = 0; k < i.c + static_cast<std::uint32_t>(method); ++k) effects.consumed.push_back(r + kWindowHeader + k);
                }
                break;
            default: break;
        }
    }
    if (i.opcode() == Opcode::PUSH_PAIR) effects.kept.push_back(i.b + 1u);
    return effects;
}

std::string verify(const Code& code) { return Verifier(code).run(); }

}  // namespace ouro
