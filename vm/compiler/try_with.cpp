// SPDX-License-Identifier: MIT
// try, except, except*, finally and with; and how break, continue and return leave the blocks they are in.
#include <algorithm>

#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

// ---- leaving blocks

FunctionCompiler::Inside FunctionCompiler::inside() const { return {blocks_, out_.live(), bound_}; }

void FunctionCompiler::enter_again(Inside&& inside) {
    blocks_ = std::move(inside.blocks);
    for (const Block& block : blocks_)
        for (Emitter::Region* region : block.regions)
            if (region && region->begin < 0) out_.enter(*region);
    out_.set_live(std::move(inside.live));
    bound_ = std::move(inside.bound);
}

FunctionCompiler::Done FunctionCompiler::leave_blocks(const Node* at, std::size_t down_to) {
    // Innermost first; the code of a block's exit is no longer in the block.
    while (blocks_.size() > down_to) {
        Block block = blocks_.back();
        if (block.kind == Block::group_handler) return fail(at, "'break', 'continue' and 'return' cannot appear in an except* block");
        blocks_.pop_back();
        for (Emitter::Region* region : block.regions)
            if (region) out_.leave(*region);
        TRY(leave(block));
    }
    return {};
}

FunctionCompiler::Done FunctionCompiler::leave(const Block& block) {
    switch (block.kind) {
        case Block::guarded: return {};
        case Block::loop:
            if (block.iterator >= 0) drop(block.iterator);
            return {};
        case Block::finally_:
            TRY(body(block.finalbody));
            out_.locate(Location{});  // what follows belongs to the line before it
            return {};
        case Block::handler:
            out_.consume(block.saved);
            out_.emit(Opcode::EXIT_HANDLER, block.saved);
            TRY(forget_name(block.node, block.name));
            if (block.exception >= 0) drop(block.exception);
            return {};
        case Block::group_handler: return forget_name(block.node, block.name);
        case Block::with_: {
            int mark = out_.depth();
            Register window = out_.take(kWindowHeader + 1 + 3);
            out_.locate(block.node);
            out_.emit(Opcode::PUSH_PAIR, window, block.saved);
            out_.define(window);
            out_.define(window + kWindowHeader);
            for (int n = 0; n < 3; ++n) TRY(constant(View::none(), window + kWindowHeader + 1 + n));
            out_.consume(window);
            out_.consume(window + kWindowHeader, 4);
            Register result = settle(-1, mark, Opcode::CALL_METHOD, window, 3);
            if (block.is_async) result = TRY(await_value(block.node, result, 3, -1));
            drop(result);
            out_.set_depth(mark);
            drop(block.saved);
            drop(block.saved + 1);
            out_.locate(Location{});
            return {};
        }
    }
    return {};
}

void FunctionCompiler::drop(Register temporary) {
    out_.consume(temporary);
    out_.emit(Opcode::DROP, temporary);
}

void FunctionCompiler::drop_live_except(const std::vector<std::uint16_t>& kept, Register also) {
    std::vector<std::uint16_t> live = out_.live();
    for (std::size_t n = live.size(); n-- > 0;)
        if (live[n] != also && !std::binary_search(kept.begin(), kept.end(), live[n])) drop(live[n]);
}

FunctionCompiler::Done FunctionCompiler::break_or_continue(const Stmt* s) {
    bool is_break = s->kind == NodeKind::Break;
    std::size_t at = blocks_.size();
    while (at && blocks_[at - 1].kind != Block::loop) {
        if (blocks_[at - 1].kind == Block::group_handler) return leave_blocks(s, at - 1);
        --at;
    }
    if (!at) return fail(s, is_break ? "'break' outside loop" : "'continue' not properly in loop");
    Inside saved = inside();
    TRY(leave_blocks(s, at));
    Block loop = blocks_.back();
    drop_live_except(loop.live, is_break ? -1 : loop.iterator);
    if (is_break) out_.jump(*loop.end);
    else out_.jump_back(loop.head);
    enter_again(std::move(saved));
    return {};
}

FunctionCompiler::Done FunctionCompiler::return_statement(const Return* s) {
    if (scope_->kind != Scope::function) return fail(s, "'return' outside function");
    if (s->value && in_async_ && scope_->yields) return fail(s, "'return' with value in async generator");
    bool only_loops = std::all_of(blocks_.begin(), blocks_.end(), [](const Block& b) { return b.kind == Block::loop; });
    Inside saved = inside();
    Register value = -1;
    Value folded;
    if (s->value) {
        folded = TRY(fold(s->value));
        if (folded.is_unbound()) value = only_loops ? TRY(expr(s->value)) : TRY(temporary(s->value));
    }
    out_.locate(s);
    if (value < 0 && !only_loops) out_.mark();
    int at = value < 0 ? TRY(out_.constant(folded.is_unbound() ? Value(View::none()) : folded)) : -1;
    // Where ways out of a finally clause meet, the rest of the way is written for each of them.
    std::size_t outer = 0;
    while (outer < blocks_.size() && blocks_[outer].kind != Block::finally_ && blocks_[outer].kind != Block::with_) ++outer;
    TRY(leave_blocks(s, outer));
    if (value < 0 && !outer && out_.live().empty()) {
        TRY(out_.return_constant(at));
    } else {
        TRY(out_.leave_code([&]() -> Done {
            Inside inner = inside();
            TRY(leave_blocks(s, 0));
            drop_live_except({}, value);
            if (value < 0) {
                out_.emit_wide(Opcode::RETURN_CONST, 0, at);
            } else {
                out_.consume(value);
                out_.emit(Opcode::RETURN, value);
            }
            enter_again(std::move(inner));
            return {};
        }));
    }
    enter_again(std::move(saved));
    return {};
}

// ---- blocks

FunctionCompiler::Done FunctionCompiler::nest(const Node* at, int levels) {
    nested_blocks_ += levels;
    return nested_blocks_ > 21 ? fail(at, "too many statically nested blocks") : Done{};
}

FunctionCompiler::Done FunctionCompiler::forget_name(const Node* at, std::string_view name) {
    if (name.empty()) return {};
    Node nowhere(*at);
    nowhere.location = {};
    Register none = TRY(constant(View::none(), out_.take()));
    TRY(store_name(&nowhere, name, none));
    return delete_name(&nowhere, name);
}

void FunctionCompiler::merge_bound(const std::vector<bool>& other) {
    for (std::size_t n = 0; n < bound_.size(); ++n) bound_[n] = bound_[n] && other[n];
}

void FunctionCompiler::enter_handler(Register exception, const std::vector<std::uint16_t>& live) {
    out_.set_live(live);
    out_.define(exception);
    out_.emit(Opcode::ENTER_HANDLER, exception - 1, exception);
    out_.define(exception - 1);
}

void FunctionCompiler::exit_handler(Register exception) {
    out_.consume(exception - 1);
    out_.emit(Opcode::EXIT_HANDLER, exception - 1);
    drop(exception);
}

void FunctionCompiler::raised_in_handler(const Emitter::Region& region, Register exception, const std::vector<std::uint16_t>& live) {
    Register again = out_.take();
    int landing = out_.here();
    out_.locate(Location{});
    out_.set_live(live);
    for (Register r : {exception - 1, exception, again}) out_.define(r);
    exit_handler(exception);
    out_.consume(again);
    out_.emit(Opcode::RERAISE, again);
    out_.add_handlers(region, landing, again, again);
}

FunctionCompiler::Done FunctionCompiler::try_statement(const Try* s) {
    if (s->finalbody.empty()) return try_except(s);
    return try_finally(s, s->finalbody, [&] { return s->handlers.empty() ? body(s->body) : try_except(s); });
}

FunctionCompiler::Done FunctionCompiler::try_star(const TryStar* s) {
    if (s->finalbody.empty()) return try_except_star(s);
    return try_finally(s, s->finalbody, [&] { return try_except_star(s); });
}

template <typename Inner>
FunctionCompiler::Done FunctionCompiler::try_finally(const Stmt* s, Sequence<Stmt*> finalbody, Inner&& inner) {
    TRY(nest(s, 1));
    Register exception = out_.take(2) + 1, saved = exception - 1;
    auto live = out_.live();
    std::vector<bool> before = bound_;
    Emitter::Region region;
    blocks_.push_back({.kind = Block::finally_, .node = s, .finalbody = finalbody, .regions = {&region}});
    out_.enter(region);
    TRY(inner());
    out_.leave(region);
    blocks_.pop_back();
    nested_blocks_ -= 1;
    // The clause stands twice: for the ordinary way, and for an exception.
    TRY(body(finalbody));
    Emitter::Label end;
    out_.locate(Location{});
    out_.jump(end);
    std::vector<bool> after = bound_;
    TRY(nest(s, 1));
    int handler = out_.here();
    bound_ = before;
    out_.locate(Location{});
    enter_handler(exception, live);
    Emitter::Region handling;
    blocks_.push_back({.kind = Block::handler, .node = s, .exception = exception, .saved = saved, .regions = {&handling}});
    out_.enter(handling);
    TRY(body(finalbody));
    out_.leave(handling);
    blocks_.pop_back();
    nested_blocks_ -= 1;
    out_.locate(Location{});
    out_.consume(saved);
    out_.emit(Opcode::EXIT_HANDLER, saved);
    out_.consume(exception);
    out_.emit(Opcode::RERAISE, exception, 1);
    raised_in_handler(handling, exception, live);
    out_.add_handlers(region, handler, exception, saved);
    out_.set_live(live);
    bound_ = after;
    out_.bind(end);
    return {};
}

template <typename T>
FunctionCompiler::Done FunctionCompiler::guarded_body(const T* s, Emitter::Region& region, Emitter::Label& end) {
    TRY(nest(s, 1));
    blocks_.push_back({.kind = Block::guarded, .node = s, .regions = {&region}});
    out_.enter(region);
    TRY(body(s->body));
    out_.leave(region);
    blocks_.pop_back();
    nested_blocks_ -= 1;
    TRY(body(s->orelse));
    out_.locate(Location{});
    out_.jump(end);
    return {};
}

FunctionCompiler::Done FunctionCompiler::try_except(const Try* s) {
    Register exception = out_.take(2) + 1, saved = exception - 1;
    auto live = out_.live();
    std::vector<bool> before = bound_;
    // An exception looks for its clause in `asking`; in `clauses` it has found one, and its register is free again.
    Emitter::Region guarded, asking, clauses;
    Emitter::Label end;
    TRY(guarded_body(s, guarded, end));
    std::vector<bool> after = bound_;
    TRY(nest(s, 2));
    int handler = out_.here();
    bound_ = before;  // whatever the body bound may be unbound here
    out_.locate(Location{});
    enter_handler(exception, live);
    out_.locate(s->handlers[0]);
    auto live_asking = out_.live();
    for (const ExceptHandler* h : s->handlers) {
        Emitter::Label next;
        int mark = out_.depth();
        bound_ = before;
        if (h->type) {
            out_.enter(asking);
            Register type = TRY(expr(h->type));
            out_.locate(h->type);
            out_.consume(type);
            Register matches = settle(-1, mark, Opcode::MATCH_EXCEPTION, exception, type);
            out_.consume(matches);
            out_.set_depth(mark);
            out_.jump_if(Opcode::JUMP_IF_FALSE, matches, next);
            out_.leave(asking);
        } else if (h != s->handlers.back()) {
            return fail(h, "default 'except:' must be last");
        }
        out_.enter(clauses);
        out_.locate(h);
        if (h->name.empty()) drop(exception);
        else TRY(store_name(h, h->name, exception));
        auto live_in_clause = out_.live();
        Emitter::Region named;
        Block block{.kind = Block::handler, .node = h, .saved = saved, .name = h->name, .regions = {&clauses}};
        if (!h->name.empty()) {
            block.regions[1] = &named;
            out_.enter(named);
        }
        blocks_.push_back(block);
        TRY(body(h->body));
        blocks_.pop_back();
        if (!h->name.empty()) out_.leave(named);
        out_.leave(clauses);
        out_.locate(Location{});
        TRY(leave(block));
        out_.jump(end);
        merge_bound(after);
        after = bound_;
        if (!h->name.empty()) {
            // An exception in the clause: its name goes, then it goes on.
            int landing = out_.here();
            out_.enter(clauses);
            out_.set_live(live_in_clause);
            out_.define(exception);
            TRY(forget_name(h, h->name));
            out_.consume(exception);
            out_.emit(Opcode::RERAISE, exception);
            out_.leave(clauses);
            out_.add_handlers(named, landing, exception, exception);
        }
        out_.set_depth(mark);
        out_.set_live(live_asking);
        out_.bind(next);
    }
    nested_blocks_ -= 2;
    // No clause matched, or one has raised: what was handled before is handled again, and the exception goes on.
    auto go_on = [&](bool unmatched) {
        if (unmatched) out_.locate(s->handlers.back()->type);
        else out_.locate(Location{});
        out_.set_live(live_asking);
        out_.consume(saved);
        out_.emit(Opcode::EXIT_HANDLER, saved);
        out_.consume(exception);
        out_.emit(Opcode::RERAISE, exception, unmatched);
    };
    if (s->handlers.back()->type) go_on(true);
    int landing = out_.here();
    go_on(false);
    out_.add_handlers(clauses, landing, exception, exception);
    if (!asking.ranges.empty()) raised_in_handler(asking, exception, live);
    out_.add_handlers(guarded, handler, exception, saved);
    out_.set_live(live);
    bound_ = after;
    out_.bind(end);
    return {};
}

// PEP 654: every clause takes its part of what the clauses before it left; what is left in the end is raised again, together
// with what the clauses raised.
FunctionCompiler::Done FunctionCompiler::try_except_star(const TryStar* s) {
    Register exception = out_.take(2) + 1;
    auto live = out_.live();
    std::vector<bool> before = bound_;
    Emitter::Region guarded, handling;
    Emitter::Label end;
    TRY(guarded_body(s, guarded, end));
    TRY(nest(s, 2));
    int handler = out_.here();
    bound_ = before;
    out_.locate(Location{});
    enter_handler(exception, live);
    out_.locate(s->handlers[0]);
    out_.enter(handling);
    Register raised = out_.take(), rest = out_.take(2), match = rest + 1;
    out_.emit(Opcode::BUILD_LIST, raised, raised, 0);
    out_.define(raised);
    out_.emit(Opcode::COPY, rest, exception);
    out_.define(rest);
    auto live_between = out_.live();
    int mark = out_.depth();
    for (const ExceptHandler* h : s->handlers) {
        Emitter::Label next, no_match;
        Register type = TRY(expr(h->type));
        out_.locate(h->type);
        out_.consume(rest);
        out_.consume(type);
        out_.emit(Opcode::MATCH_GROUP, rest, rest, type);
        out_.define(rest);
        out_.define(match);
        out_.set_depth(mark);
        Register test = out_.take();
        out_.emit(Opcode::COPY, test, match);
        out_.jump_if(Opcode::JUMP_IF_NONE, test, no_match);
        out_.set_depth(mark);
        out_.locate(h);
        if (h->name.empty()) drop(match);
        else TRY(store_name(h, h->name, match));
        Emitter::Region clause;
        Block block{.kind = Block::group_handler, .node = h, .name = h->name, .regions = {&clause}};
        blocks_.push_back(block);
        out_.enter(clause);
        TRY(body(h->body));
        out_.leave(clause);
        blocks_.pop_back();
        out_.locate(Location{});
        TRY(leave(block));
        out_.jump(next);
        // What the clause raises is kept for the end.
        int landing = out_.here();
        out_.set_live(live_between);
        out_.define(match);
        TRY(forget_name(h, h->name));
        out_.consume(match);
        out_.emit(Opcode::LIST_APPEND, raised, match);
        out_.jump(next);
        out_.add_handlers(clause, landing, match, match);
        out_.set_live(live_between);
        out_.define(match);
        out_.bind(no_match);
        drop(match);
        out_.bind(next);
        out_.set_depth(mark);
        bound_ = before;
    }
    out_.locate(Location{});
    out_.consume(rest);
    out_.emit(Opcode::LIST_APPEND, raised, rest);
    Register joined = match;
    out_.consume(raised);
    out_.emit(Opcode::JOIN_GROUP, joined, exception, raised);
    out_.define(joined);
    out_.leave(handling);
    nested_blocks_ -= 2;
    Emitter::Label nothing;
    Register test = out_.take();
    out_.emit(Opcode::COPY, test, joined);
    out_.jump_if(Opcode::JUMP_IF_NONE, test, nothing);
    auto live_joined = out_.live();
    exit_handler(exception);
    out_.consume(joined);
    out_.emit(Opcode::RERAISE, joined);
    out_.set_live(live_joined);
    out_.bind(nothing);
    drop(joined);
    exit_handler(exception);
    out_.jump(end);
    out_.set_depth(exception + 1 - static_cast<Register>(code_->local_count));
    raised_in_handler(handling, exception, live);
    out_.add_handlers(guarded, handler, exception, exception - 1);
    out_.set_live(live);
    bound_ = before;
    out_.bind(end);
    return {};
}

// ---- with

template <typename W>
FunctionCompiler::Done FunctionCompiler::with_statement(const W* s, std::size_t item, bool is_async) {
    if (item == s->items.count) return body(s->body);
    WithItem* w = s->items[item];
    int mark = out_.depth();
    auto outside = out_.live();
    Register pair = out_.take(2);  // __exit__ and its self
    int inner = out_.depth();
    Register manager = TRY(expr(w->context_expr));
    out_.locate(w->context_expr);
    // __enter__ is looked up first, so that its absence is what is reported.
    Register window = out_.take(kWindowHeader + 1);
    out_.emit(Opcode::LOAD_SPECIAL, window, manager, is_async ? 2 : 0);
    out_.define(window);
    out_.define(window + kWindowHeader);
    out_.emit(Opcode::LOAD_SPECIAL_PAIR, pair, manager, is_async ? 3 : 1);
    out_.define(pair);
    out_.define(pair + 1);
    out_.consume(window);
    out_.consume(window + kWindowHeader);
    Register entered = window;
    out_.emit(Opcode::CALL_METHOD, entered, window, 0);
    out_.define(entered);
    if (is_async) entered = TRY(await_value(w->context_expr, entered, 2, -1));
    if (out_.is_temporary(manager)) drop(manager);
    TRY(nest(w->context_expr, 1));
    std::vector<bool> before = bound_;
    Emitter::Region region, handling;
    Block block{.kind = Block::with_, .node = w->context_expr, .saved = pair, .is_async = is_async, .regions = {&region}};
    blocks_.push_back(block);
    out_.enter(region);
    if (w->optional_vars) TRY(assign(w->optional_vars, entered, true));
    else drop(entered);
    out_.set_depth(inner);
    auto live = out_.live();
    TRY(with_statement(s, item + 1, is_async));
    out_.leave(region);
    blocks_.pop_back();
    Emitter::Label end;
    TRY(leave(block));
    out_.jump(end);

    // The exceptional way: __exit__(type, exception, traceback) decides whether it goes on.
    Register exception = out_.take(2) + 1, saved = exception - 1;
    int handler = out_.here();
    out_.locate(w->context_expr);
    enter_handler(exception, live);
    out_.enter(handling);
    int top = out_.depth();
    Register call = out_.take(kWindowHeader + 1 + 3);
    out_.emit(Opcode::PUSH_PAIR, call, pair);
    out_.define(call);
    out_.define(call + kWindowHeader);
    Register argument = call + kWindowHeader + 1;
    int class_name = TRY(out_.name("__class__")), traceback_name = TRY(out_.name("__traceback__"));
    for (int n = 0; n < 3; ++n) {
        out_.emit(Opcode::COPY, argument + n, exception);
        out_.define(argument + n);
        if (n == 1) continue;
        out_.consume(argument + n);
        out_.emit(Opcode::LOAD_ATTR, argument + n, argument + n, n == 0 ? class_name : traceback_name);
        out_.define(argument + n);
    }
    out_.consume(call);
    out_.consume(call + kWindowHeader, 4);
    Register result = settle(-1, top, Opcode::CALL_METHOD, call, 3);
    if (is_async) result = TRY(await_value(w->context_expr, result, 3, -1));
    Emitter::Label swallowed;
    out_.consume(result);
    out_.set_depth(top);
    out_.jump_if(Opcode::JUMP_IF_TRUE, result, swallowed);
    out_.leave(handling);
    nested_blocks_ -= 1;
    auto live_handling = out_.live();
    out_.locate(Location{});
    out_.consume(saved);
    out_.emit(Opcode::EXIT_HANDLER, saved);
    out_.consume(exception);
    out_.emit(Opcode::RERAISE, exception);
    out_.set_live(live_handling);
    out_.bind(swallowed);
    out_.locate(w->context_expr);
    exit_handler(exception);
    drop(pair);
    drop(pair + 1);
    out_.locate(Location{});
    out_.jump(end);
    raised_in_handler(handling, exception, live);  // by __exit__ itself
    out_.add_handlers(region, handler, exception, saved);
    out_.set_depth(mark);
    out_.set_live(outside);
    bound_ = before;
    out_.bind(end);
    return {};
}
template FunctionCompiler::Done FunctionCompiler::with_statement(const With*, std::size_t, bool);
template FunctionCompiler::Done FunctionCompiler::with_statement(const AsyncWith*, std::size_t, bool);

}  // namespace ouro
