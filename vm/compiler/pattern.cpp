// SPDX-License-Identifier: MIT
// match statements (PEP 634): each pattern tests a subject in a temporary and jumps to `fail` where it does not match. Captures are kept
// in temporaries of their own until the whole pattern has matched.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

namespace {

/// `_` and `*_`: match anything, bind nothing.
bool is_wildcard(const Pattern* p) {
    if (auto* star = p->try_as<MatchStar>()) return star->name.empty();
    auto* as = p->try_as<MatchAs>();
    return as && !as->pattern && as->name.empty();
}

}  // namespace

FunctionCompiler::Done FunctionCompiler::match_statement(const Match* s) {
    int mark = out_.depth();
    Register subject = TRY(temporary(s->subject));
    Emitter::Label end;
    auto at_start = out_.live();
    std::vector<bool> before = bound_;
    for (MatchCase* c : s->cases) {
        std::vector<std::string_view> names;
        TRY(check_pattern(c->pattern, c->guard || c == s->cases[s->cases.count - 1], names));
        int inner = out_.depth();
        Emitter::Label next;
        // Every capture has its register from the start (holding None), so that all ways out have the same ones alive.
        std::vector<std::pair<std::string_view, Register>> captures;
        std::vector<const Node*> work{c->pattern};
        while (!work.empty()) {
            const Node* at = work.back();
            work.pop_back();
            std::string_view name;
            if (auto* p = at->try_as<MatchAs>()) name = p->name;
            if (auto* p = at->try_as<MatchStar>()) name = p->name;
            if (auto* p = at->try_as<MatchMapping>()) name = p->rest;
            if (!name.empty()) {
                bool known = false;
                for (auto& each : captures) known = known || each.first == name;
                if (!known) captures.push_back({name, -1});
            }
            for_each_child(at, [&](Node* child) {
                if (child->kind >= NodeKind::MatchValue && child->kind <= NodeKind::MatchOr) work.push_back(child);
            });
        }
        out_.locate(c->pattern);
        for (auto& each : captures) each.second = TRY(constant(View::none(), out_.take()));
        auto drop_captures = [&] {
            for (auto& each : captures) {
                out_.consume(each.second);
                out_.emit(Opcode::DROP, each.second);
            }
        };
        auto with_captures = out_.live();
        int top = out_.depth();
        TRY(pattern(c->pattern, subject, next, captures));
        out_.set_depth(top);
        out_.set_live(with_captures);
        for (auto& each : captures) {
            Register copy = out_.take();
            out_.emit(Opcode::COPY, copy, each.second);
            out_.define(copy);
            TRY(store_name(c->pattern, each.first, copy));
            out_.set_depth(top);
        }
        if (c->guard) TRY(condition(c->guard, false, next));
        drop_captures();
        out_.consume(subject);
        out_.emit(Opcode::DROP, subject);
        out_.set_depth(mark);
        TRY(body(c->body));
        out_.locate(Location{});
        out_.jump(end);
        out_.set_live(with_captures);
        out_.bind(next);
        drop_captures();
        out_.set_live(at_start);
        out_.set_depth(inner);
        bound_ = before;
    }
    out_.consume(subject);
    out_.emit(Opcode::DROP, subject);
    out_.set_depth(mark);
    bound_ = before;
    out_.bind(end);
    return {};
}

FunctionCompiler::Done FunctionCompiler::pattern(const Pattern* p, Register subject, Emitter::Label& fail_label,
                                                 std::vector<std::pair<std::string_view, Register>>& captures) {
    NativeGuard guard(rt_, " during compilation");
    if (guard.raised()) return Raised{};
    out_.locate(p);
    int mark = out_.depth();
    auto capture = [&](std::string_view name, Register value) {
        for (auto& each : captures) {
            if (each.first != name) continue;
            out_.consume(each.second);
            out_.emit(Opcode::DROP, each.second);
            out_.emit(Opcode::COPY, each.second, value);
            out_.define(each.second);
        }
    };
    // A test that fails inside, where parts are still held, drops those first.
    auto drop_on_failure = [&](Emitter::Label& inner, const std::vector<std::uint16_t>& outside) {
        Emitter::Label past;
        auto live = out_.live();
        out_.jump(past);
        out_.bind(inner);
        for (std::size_t n = live.size(); n-- > 0;) {
            std::uint16_t r = live[n];
            bool kept = false;
            for (std::uint16_t o : outside) kept = kept || o == r;
            if (kept) continue;
            out_.consume(r);
            out_.emit(Opcode::DROP, r);
        }
        out_.jump(fail_label);
        out_.set_live(live);
        out_.bind(past);
    };
    // Matches the items of the tuple `values`, unless it is None, with the patterns part(0) ... part(count - 1). A failure goes to
    // `inner` with none of the items held.
    auto match_items = [&](int count, Register values, Emitter::Label& inner, auto part) -> Done {
        int below = out_.depth();
        Register copy = out_.take();
        out_.emit(Opcode::COPY, copy, values);
        out_.jump_if(Opcode::JUMP_IF_NONE, copy, inner);
        Register base = out_.take(count ? count : 1);
        out_.emit(Opcode::COPY, copy, values);
        out_.emit(Opcode::UNPACK_SEQUENCE, base, copy, count);
        for (int n = 0; n < count; ++n) out_.define(base + n);
        auto drop_items = [&] {
            for (int n = count; n-- > 0;) {
                out_.consume(base + n);
                out_.emit(Opcode::DROP, base + n);
            }
        };
        auto with_items = out_.live();
        Emitter::Label failed;
        int top = out_.depth();
        for (int n = 0; n < count; ++n) {
            out_.set_depth(top);
            TRY(pattern(part(static_cast<std::size_t>(n)), base + n, failed, captures));
        }
        if (!failed.jumps.empty()) {
            Emitter::Label past;
            out_.jump(past);
            out_.bind(failed);
            drop_items();
            out_.jump(inner);
            out_.set_live(with_items);
            out_.bind(past);
        }
        drop_items();
        out_.set_depth(below);
        return {};
    };
    switch (p->kind) {
        case NodeKind::MatchValue: {
            Register value = TRY(expr(p->as<MatchValue>()->value));
            out_.locate(p);
            out_.consume(value);
            Register copy = out_.take();
            auto live = out_.live();
            if (out_.is_temporary(value)) out_.define(value);
            out_.emit(Opcode::COPY, copy, subject);
            out_.set_live(live);
            int jump = out_.emit(Opcode::JUMP_UNLESS_EQ, copy, value);
            out_.jump_short(jump, fail_label);
            break;
        }
        case NodeKind::MatchSingleton: {
            ConstantKind kind = p->as<MatchSingleton>()->value;
            Register both = out_.take(2);
            out_.emit(Opcode::COPY, both, subject);
            out_.define(both);
            TRY(constant(kind == ConstantKind::None ? Value(View::none()) : Value(View::boolean(kind == ConstantKind::True)), both + 1));
            out_.consume(both, 2);
            out_.emit(Opcode::IS, both, both, both + 1);
            out_.jump_if(Opcode::JUMP_IF_FALSE, both, fail_label);
            break;
        }
        case NodeKind::MatchAs: {
            auto* a = p->as<MatchAs>();
            if (a->pattern) TRY(pattern(a->pattern, subject, fail_label, captures));
            out_.locate(p);
            if (!a->name.empty()) capture(a->name, subject);
            break;
        }
        case NodeKind::MatchStar: break;
        case NodeKind::MatchOr: {
            Emitter::Label matched;
            auto* o = p->as<MatchOr>();
            for (std::size_t n = 0; n < o->patterns.count; ++n) {
                bool last = n + 1 == o->patterns.count;
                if (last) {
                    TRY(pattern(o->patterns[n], subject, fail_label, captures));
                    break;
                }
                Emitter::Label next;
                auto live = out_.live();
                TRY(pattern(o->patterns[n], subject, next, captures));
                out_.jump(matched);
                out_.set_live(live);
                out_.bind(next);
            }
            out_.bind(matched);
            break;
        }
        case NodeKind::MatchSequence: {
            auto* s = p->as<MatchSequence>();
            Register test = out_.take();
            out_.emit(Opcode::MATCH_SEQUENCE, test, subject);
            out_.jump_if(Opcode::JUMP_IF_FALSE, test, fail_label);
            int star = -1, count = static_cast<int>(s->patterns.count);
            for (int n = 0; n < count; ++n)
                if (s->patterns[static_cast<std::size_t>(n)]->is<MatchStar>()) star = n;
            if (star < 0 || count > 1) {
                out_.emit(Opcode::GET_LEN, test, subject);
                int at = TRY(out_.constant(View::small_int(star < 0 ? count : count - 1)));
                int jump = out_.emit(star < 0 ? Opcode::JUMP_UNLESS_EQ_CONST : Opcode::JUMP_UNLESS_GE_CONST, test, at);
                out_.jump_short(jump, fail_label);
            }
            out_.set_depth(mark);
            if (std::all_of(s->patterns.begin(), s->patterns.end(), is_wildcard)) break;
            if (star >= 0 && is_wildcard(s->patterns[static_cast<std::size_t>(star)])) {
                // Only what is named is read, by its index; those behind the star from the end.
                auto outside = out_.live();
                for (int n = 0; n < count; ++n) {
                    Pattern* each = s->patterns[static_cast<std::size_t>(n)];
                    if (is_wildcard(each)) continue;
                    out_.locate(p);
                    Register part = out_.take(), object = out_.take(), index = out_.take();
                    if (n < star) {
                        TRY(constant(View::small_int(n), index));
                    } else {
                        int back = TRY(out_.constant(View::small_int(count - n)));
                        out_.emit(Opcode::GET_LEN, index, subject);
                        out_.define(index);
                        out_.consume(index);
                        out_.emit(Opcode::SUB_CONST, index, index, back);
                        out_.define(index);
                    }
                    out_.emit(Opcode::COPY, object, subject);
                    out_.define(object);
                    out_.consume(object);
                    out_.consume(index);
                    out_.emit(Opcode::GET_ITEM, part, object, index);
                    out_.define(part);
                    out_.set_depth(part + 1);
                    Emitter::Label inner;
                    TRY(pattern(each, part, inner, captures));
                    if (!inner.jumps.empty()) drop_on_failure(inner, outside);
                    out_.consume(part);
                    out_.emit(Opcode::DROP, part);
                    out_.set_depth(mark);
                }
                break;
            }
            Register base = out_.take(count), copy = out_.take();
            auto outside = out_.live();
            out_.emit(Opcode::COPY, copy, subject);
            if (star < 0) out_.emit(Opcode::UNPACK_SEQUENCE, base, copy, count);
            else out_.emit(Opcode::UNPACK_EX, base, copy, star | (count - star - 1) << 8);
            for (int n = 0; n < count; ++n) out_.define(base + n);
            Emitter::Label inner;
            int top = out_.depth();
            for (int n = 0; n < count; ++n) {
                out_.set_depth(top);
                Pattern* each = s->patterns[static_cast<std::size_t>(n)];
                if (auto* rest = each->try_as<MatchStar>()) {
                    if (!rest->name.empty()) capture(rest->name, base + n);
                    continue;
                }
                TRY(pattern(each, base + n, inner, captures));
            }
            if (!inner.jumps.empty()) drop_on_failure(inner, outside);
            for (int n = count; n-- > 0;) {
                out_.consume(base + n);
                out_.emit(Opcode::DROP, base + n);
            }
            break;
        }
        case NodeKind::MatchMapping: {
            auto* m = p->as<MatchMapping>();
            Register test = out_.take();
            out_.emit(Opcode::MATCH_MAPPING, test, subject);
            out_.jump_if(Opcode::JUMP_IF_FALSE, test, fail_label);
            out_.set_depth(mark);
            int count = static_cast<int>(m->keys.count);
            if (!count && m->rest.empty()) break;
            auto outside = out_.live();
            Register keys = out_.take();
            TRY(display(reinterpret_cast<const Expr*>(p), m->keys, Opcode::BUILD_TUPLE, keys));
            Register values = out_.take();
            out_.locate(p);
            out_.emit(Opcode::MATCH_KEYS, values, subject, keys);
            out_.define(values);
            Emitter::Label inner;
            TRY(match_items(count, values, inner, [&](std::size_t n) { return m->patterns[n]; }));
            if (!m->rest.empty()) {
                // rest = dict(subject) without the keys
                Register rest = out_.take();
                out_.emit(Opcode::BUILD_MAP, rest, rest, 0);
                out_.define(rest);
                Register from = out_.take();
                out_.emit(Opcode::COPY, from, subject);
                out_.emit(Opcode::DICT_UPDATE, rest, from);
                for (Expr* key : m->keys) {
                    int here = out_.depth();
                    Register k = TRY(expr(key));
                    Register target = out_.take();
                    out_.emit(Opcode::COPY, target, rest);
                    out_.consume(k);
                    out_.emit(Opcode::DELETE_ITEM, target, k);
                    out_.set_depth(here);
                }
                capture(m->rest, rest);
                out_.consume(rest);
                out_.emit(Opcode::DROP, rest);
            }
            drop_on_failure(inner, outside);
            out_.consume(values);
            out_.emit(Opcode::DROP, values);
            out_.consume(keys);
            out_.emit(Opcode::DROP, keys);
            break;
        }
        case NodeKind::MatchClass: {
            auto* c = p->as<MatchClass>();
            int positional = static_cast<int>(c->patterns.count), count = positional + static_cast<int>(c->kwd_attrs.count);
            auto outside = out_.live();
            Register operands = out_.take(2);
            TRY(expr(c->cls, operands));
            Ref<ouro::Tuple> names = TRY(new_tuple(rt_, c->kwd_attrs.count));
            for (std::size_t n = 0; n < c->kwd_attrs.count; ++n) names->items[n] = TRY(intern(rt_, c->kwd_attrs[n]));
            TRY(constant(Value(names), operands + 1));
            out_.locate(p);
            out_.consume(operands, 2);
            out_.emit(Opcode::MATCH_CLASS, operands, subject, operands);
            out_.data(static_cast<std::uint32_t>(positional), 1);
            out_.define(operands);
            out_.set_depth(mark + 1);
            Register values = operands;
            Emitter::Label inner;
            TRY(match_items(count, values, inner, [&](std::size_t n) {
                return n < c->patterns.count ? c->patterns[n] : c->kwd_patterns[n - c->patterns.count];
            }));
            drop_on_failure(inner, outside);
            out_.consume(values);
            out_.emit(Opcode::DROP, values);
            break;
        }
        default: return fail(p, "this pattern is not in ouro yet");
    }
    out_.set_depth(mark);
    return {};
}

}  // namespace ouro
