// SPDX-License-Identifier: MIT
// Statements: assignment, control flow, imports. try and with are in try_with.cpp, match in pattern.cpp.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

// ---- targets

FunctionCompiler::Done FunctionCompiler::assign(const Expr* target, Register value, bool) {
    int mark = out_.depth();
    out_.locate(target);
    switch (target->kind) {
        case NodeKind::Name: return store_name(target, target->as<Name>()->id, value);
        case NodeKind::Attribute: {
            auto* a = target->as<Attribute>();
            TRY(check_debug(target, a->attr));
            Register object = TRY(expr(a->value));
            int n = TRY(out_.name(mangled(a->attr)));
            out_.locate(at_name(target->location, a));
            out_.consume(object);
            out_.consume(value);
            out_.emit(Opcode::STORE_ATTR, object, n, value);
            out_.set_depth(mark);
            return {};
        }
        case NodeKind::Subscript: {
            auto* s = target->as<Subscript>();
            Register object = TRY(operand(s->value));
            Register key = TRY(expr(s->slice));
            out_.locate(target);
            out_.consume(object);
            out_.consume(key);
            out_.consume(value);
            out_.emit(Opcode::SET_ITEM, object, key, value);
            out_.set_depth(mark);
            return {};
        }
        case NodeKind::Tuple:
        case NodeKind::List: {
            auto items = target->is<ast::Tuple>() ? target->as<ast::Tuple>()->elts : target->as<ast::List>()->elts;
            std::size_t star = items.count;
            for (std::size_t n = 0; n < items.count; ++n) {
                if (!items[n]->is<Starred>()) continue;
                if (star != items.count) return fail(target, "multiple starred expressions in assignment");
                star = n;
            }
            int count = static_cast<int>(items.count);
            Register base = out_.take(count ? count : 1);
            out_.consume(value);
            if (star == items.count) {
                out_.emit(Opcode::UNPACK_SEQUENCE, base, value, count);
            } else {
                if (star > 255 || items.count - star - 1 > 255) return fail(target, "too many expressions in star-unpacking assignment");
                out_.emit(Opcode::UNPACK_EX, base, value, static_cast<int>(star | (items.count - star - 1) << 8));
            }
            for (int n = 0; n < count; ++n) out_.define(base + n);
            for (int n = 0; n < count; ++n) {
                Expr* each = items[static_cast<std::size_t>(n)];
                TRY(assign(each->is<Starred>() ? each->as<Starred>()->value : each, base + n, true));
            }
            out_.set_depth(mark);
            return {};
        }
        case NodeKind::Starred: return fail(target, "starred assignment target must be in a list or tuple");
        default: return fail(target, "cannot assign to expression");
    }
}

FunctionCompiler::Done FunctionCompiler::delete_target(const Expr* target) {
    int mark = out_.depth();
    switch (target->kind) {
        case NodeKind::Name: return delete_name(target, target->as<Name>()->id);
        case NodeKind::Attribute: {
            auto* a = target->as<Attribute>();
            TRY(check_debug(target, a->attr, true));
            Register object = TRY(expr(a->value));
            int n = TRY(out_.name(mangled(a->attr)));
            out_.locate(at_name(target->location, a));
            out_.consume(object);
            out_.emit(Opcode::DELETE_ATTR, object, n);
            break;
        }
        case NodeKind::Subscript: {
            auto* s = target->as<Subscript>();
            Register object = TRY(operand(s->value));
            Register key = TRY(expr(s->slice));
            out_.locate(target);
            out_.consume(object);
            out_.consume(key);
            out_.emit(Opcode::DELETE_ITEM, object, key);
            break;
        }
        case NodeKind::Tuple:
            for (Expr* each : target->as<ast::Tuple>()->elts) TRY(delete_target(each));
            break;
        case NodeKind::List:
            for (Expr* each : target->as<ast::List>()->elts) TRY(delete_target(each));
            break;
        default: return fail(target, "cannot delete expression");
    }
    out_.set_depth(mark);
    return {};
}

// ---- bodies

FunctionCompiler::Done FunctionCompiler::body(Sequence<Stmt*> statements) {
    for (Stmt* s : statements) TRY(statement(s));
    return {};
}

FunctionCompiler::Done FunctionCompiler::statement(const Stmt* s) {
    NativeGuard guard(rt_, " during compilation");
    if (guard.raised()) return Raised{};
    TRY(check_limits());
    int mark = out_.depth();
    out_.locate(s);
    switch (s->kind) {
        case NodeKind::ExprStmt: {
            auto* value = s->as<ExprStmt>()->value;
            if (unit_.interactive && scope_->kind == Scope::module) {
                Register r = TRY(temporary(value));
                out_.consume(r);
                Register none = settle(-1, mark, Opcode::INTRINSIC, r, static_cast<int>(Intrinsic::PRINT));
                out_.consume(none);
                out_.emit(Opcode::DROP, none);
                break;
            }
            int before = out_.here();
            if (!value->is<Constant>()) TRY(effect(value));
            if (out_.here() == before) out_.mark();
            break;
        }
        case NodeKind::Assign: {
            auto* a = s->as<Assign>();
            // One plain local: the value is computed right into it.
            if (a->targets.count == 1 && a->targets[0]->is<Name>()) {
                Register local = local_of(mangled(a->targets[0]->as<Name>()->id));
                auto how = scope_->uses.find(mangled(a->targets[0]->as<Name>()->id));
                if (local >= 0 && !scope_->has_walrus && !(how->second & Scope::deleted)) {
                    Register r = TRY(expr(a->value, local));
                    if (r != local) TRY(assign(a->targets[0], r, true));
                    bound_[static_cast<std::size_t>(local)] = true;
                    out_.locate(a->targets[0]);
                    out_.mark();  // where it has a line of its own
                    break;
                }
            }
            Register value = TRY(expr(a->value));
            for (std::size_t n = 0; n < a->targets.count; ++n) {
                if (n + 1 == a->targets.count) {
                    TRY(assign(a->targets[n], value, true));
                } else {
                    Register copy = out_.take();
                    out_.emit(Opcode::COPY, copy, value);
                    out_.define(copy);
                    TRY(assign(a->targets[n], copy, true));
                }
            }
            break;
        }
        case NodeKind::AugAssign: TRY(augmented(s->as<AugAssign>())); break;
        case NodeKind::AnnAssign: TRY(annotated(s->as<AnnAssign>())); break;
        case NodeKind::FunctionDef: TRY(function_statement(s->as<ast::FunctionDef>(), false)); break;
        case NodeKind::AsyncFunctionDef: TRY(function_statement(s->as<AsyncFunctionDef>(), true)); break;
        case NodeKind::ClassDef: TRY(class_statement(s->as<ClassDef>())); break;
        case NodeKind::Return: TRY(return_statement(s->as<Return>())); break;
        case NodeKind::Delete:
            for (Expr* target : s->as<Delete>()->targets) TRY(delete_target(target));
            break;
        case NodeKind::If: TRY(if_statement(s->as<If>())); break;
        case NodeKind::While: TRY(while_loop(s->as<While>())); break;
        case NodeKind::For: TRY(for_loop(s->as<For>())); break;
        case NodeKind::AsyncFor: TRY(async_for(s->as<AsyncFor>())); break;
        case NodeKind::With: TRY(with_statement(s->as<With>(), 0, false)); break;
        case NodeKind::AsyncWith:
            if (!in_async_) TRY(fail(s, "'async with' outside async function"));
            TRY(with_statement(s->as<AsyncWith>(), 0, true));
            break;
        case NodeKind::Raise: TRY(raise(s->as<Raise>())); break;
        case NodeKind::Try: out_.mark(); TRY(try_statement(s->as<Try>())); break;
        case NodeKind::TryStar: out_.mark(); TRY(try_star(s->as<TryStar>())); break;
        case NodeKind::Assert: TRY(assertion(s->as<Assert>())); break;
        case NodeKind::Import: TRY(import_statement(s->as<Import>())); break;
        case NodeKind::ImportFrom: TRY(import_from(s->as<ImportFrom>())); break;
        case NodeKind::Match: TRY(match_statement(s->as<Match>())); break;
        case NodeKind::Break:
        case NodeKind::Continue: out_.mark(); TRY(break_or_continue(s)); break;
        case NodeKind::Global:
        case NodeKind::Nonlocal: break;
        case NodeKind::Pass: out_.mark(); break;
        case NodeKind::TypeAlias: TRY(type_alias(s->as<TypeAlias>())); break;
        default: return fail(s, "this statement is not in ouro yet");
    }
    out_.set_depth(mark);
    return {};
}

FunctionCompiler::Done FunctionCompiler::augmented(const AugAssign* s) {
    static constexpr Opcode ops[] = {Opcode::INPLACE_ADD, Opcode::INPLACE_SUB, Opcode::INPLACE_MUL, Opcode::INPLACE_MATMUL, Opcode::INPLACE_TRUE_DIV,
                                     Opcode::INPLACE_MOD, Opcode::INPLACE_POW, Opcode::INPLACE_LSHIFT, Opcode::INPLACE_RSHIFT, Opcode::INPLACE_OR,
                                     Opcode::INPLACE_XOR, Opcode::INPLACE_AND, Opcode::INPLACE_FLOOR_DIV};
    Opcode op = ops[static_cast<int>(s->op)];
    int mark = out_.depth();
    Value constant_right = TRY(fold(s->value));
    auto apply = [&](Register left, Register into, int at_mark) -> Target {
        if (!constant_right.is_unbound()) {
            int at = TRY(out_.constant(constant_right));
            out_.locate(s);
            out_.consume(left);
            return settle(into, at_mark, static_cast<Opcode>(static_cast<int>(op) + 1), left, at);
        }
        Register right = TRY(expr(s->value));
        out_.locate(s);
        out_.consume(left);
        out_.consume(right);
        return settle(into, at_mark, op, left, right);
    };
    switch (s->target->kind) {
        case NodeKind::Name: {
            Register local = local_of(mangled(s->target->as<Name>()->id));
            Register left = TRY(operand(s->target));
            bool direct = local >= 0 && left == local;
            Register result = TRY(apply(left, direct ? local : -1, mark));
            if (!direct) TRY(store_name(s->target, s->target->as<Name>()->id, result));
            return {};
        }
        case NodeKind::Attribute: {
            auto* a = s->target->as<Attribute>();
            Register object = TRY(temporary(a->value));
            int n = TRY(out_.name(mangled(a->attr)));
            Register copy = out_.take();
            Location place = at_name(s->target->location, s->target->as<Attribute>());
            out_.locate(place);
            out_.emit(Opcode::COPY, copy, object);
            out_.define(copy);
            out_.consume(copy);
            out_.emit(Opcode::LOAD_ATTR, copy, copy, n);
            out_.define(copy);
            Register result = TRY(apply(copy, -1, out_.depth() - 1));
            out_.locate(place);
            out_.consume(object);
            out_.consume(result);
            out_.emit(Opcode::STORE_ATTR, object, n, result);
            return {};
        }
        case NodeKind::Subscript: {
            auto* t = s->target->as<Subscript>();
            Register object = TRY(temporary(t->value));
            Register key = TRY(temporary(t->slice));
            Register pair = out_.take(2);
            out_.locate(s->target);
            out_.emit(Opcode::COPY, pair, object);
            out_.define(pair);
            out_.emit(Opcode::COPY, pair + 1, key);
            out_.define(pair + 1);
            out_.consume(pair, 2);
            out_.emit(Opcode::GET_ITEM, pair, pair, pair + 1);
            out_.define(pair);
            out_.set_depth(out_.depth() - 1);
            Register result = TRY(apply(pair, -1, out_.depth() - 1));
            out_.locate(s->target);
            out_.consume(object);
            out_.consume(key);
            out_.consume(result);
            out_.emit(Opcode::SET_ITEM, object, key, result);
            return {};
        }
        default: return fail(s->target, "illegal expression for augmented assignment");
    }
}

FunctionCompiler::Done FunctionCompiler::annotated(const AnnAssign* s) {
    if (auto* n = s->target->try_as<Name>()) TRY(check_debug(s, n->id));
    if (auto* a = s->target->try_as<Attribute>()) TRY(check_debug(s, a->attr));
    int mark = out_.depth();
    if (s->value) {
        Register value = TRY(expr(s->value));
        TRY(assign(s->target, value, true));
        out_.set_depth(mark);
    } else if (!s->target->is<Name>()) {
        // The parts of the target are evaluated, nothing is stored.
        if (auto* a = s->target->try_as<Attribute>()) TRY(effect(a->value));
        if (auto* t = s->target->try_as<Subscript>()) {
            TRY(effect(t->value));
            TRY(effect(t->slice));
        }
    }
    if (scope_->kind == Scope::function) return {};
    if (s->simple && s->target->is<Name>()) {
        Register value = TRY(annotation(s->annotation));
        Register target = out_.take();
        int n = TRY(out_.name("__annotations__"));
        out_.locate(s);
        out_.emit_wide(Opcode::LOAD_NAME, target, n);
        out_.define(target);
        Value key = TRY(rt_.str(mangled(s->target->as<Name>()->id)));
        Register name_register = TRY(constant(key, out_.take()));
        out_.consume(value);
        out_.consume(target);
        out_.consume(name_register);
        out_.emit(Opcode::SET_ITEM, target, name_register, value);
    } else if (!unit_.future_annotations) {
        TRY(effect(s->annotation));
    }
    out_.set_depth(mark);
    return {};
}

// ---- control flow

FunctionCompiler::Done FunctionCompiler::if_statement(const If* s) {
    Emitter::Label end;
    std::vector<bool> after;
    bool have_after = false;
    auto merge = [&] {
        if (!have_after) after = bound_;
        else
            for (std::size_t n = 0; n < after.size(); ++n) after[n] = after[n] && bound_[n];
        have_after = true;
    };
    // elif chains are walked in a loop: they may be of any length.
    for (const If* at = s;;) {
        Emitter::Label otherwise;
        out_.locate(at->test);
        if (at->test->is<Constant>()) out_.mark();
        TRY(condition(at->test, false, otherwise));
        std::vector<bool> before = bound_;
        auto live = out_.live();
        TRY(body(at->body));
        out_.set_live(live);
        merge();
        if (at->orelse.empty()) {
            bound_ = before;
            merge();
            out_.bind(otherwise);
            break;
        }
        out_.locate(Location{});
        out_.jump(end);
        bound_ = before;
        out_.bind(otherwise);
        if (at->orelse.count == 1 && at->orelse[0]->is<If>()) {
            at = at->orelse[0]->as<If>();
            continue;
        }
        TRY(body(at->orelse));
        out_.set_live(live);
        merge();
        break;
    }
    bound_ = after;
    out_.bind(end);
    return {};
}

template <typename L>
FunctionCompiler::Done FunctionCompiler::loop_body(const L* s, int head, Register iterator, Emitter::Label& exhausted, const std::vector<bool>& before) {
    TRY(nest(s, 1));
    Emitter::Label end;
    auto live = out_.live();
    live.erase(std::remove(live.begin(), live.end(), iterator), live.end());
    blocks_.push_back({.kind = Block::loop, .node = s, .end = &end, .head = head, .iterator = iterator, .live = std::move(live)});
    TRY(body(s->body));
    blocks_.pop_back();
    --nested_blocks_;
    // It belongs to what is before it; where that is no instruction, to the last statement.
    if (out_.here() == head) out_.locate(s->body.back());
    else out_.locate(Location{});
    out_.jump_back(head);
    if (iterator >= 0) out_.consume(iterator);
    bound_ = before;
    out_.bind(exhausted);
    TRY(body(s->orelse));
    bound_ = before;
    out_.bind(end);
    return {};
}

FunctionCompiler::Done FunctionCompiler::while_loop(const While* s) {
    Emitter::Label otherwise;
    std::vector<bool> before = bound_;
    out_.settle_marks();
    int head = out_.here();
    if (s->test->is<Constant>()) out_.mark();
    // The head is reached from below too: what is alive there is noted by the first instruction.
    TRY(condition(s->test, false, otherwise));
    return loop_body(s, head, -1, otherwise, before);
}

FunctionCompiler::Done FunctionCompiler::for_loop(const For* s) {
    Emitter::Label exhausted;
    Register iterator = out_.take();
    Register source = TRY(iterable(s->iter, iterator));
    out_.locate(s->iter);
    out_.consume(source);
    out_.emit(Opcode::GET_ITER, iterator, source);
    out_.define(iterator);
    std::vector<bool> before = bound_;
    int head = out_.here();
    int inner = out_.depth();
    Register local = s->target->is<Name>() ? local_of(mangled(s->target->as<Name>()->id)) : -1;
    if (local >= 0 && (scope_->uses.find(mangled(s->target->as<Name>()->id))->second & Scope::deleted)) local = -1;
    Register item = local >= 0 ? local : out_.take();
    out_.locate(s->iter);
    int at = out_.emit(Opcode::FOR_ITER, item, iterator);
    out_.jump_short(at, exhausted);
    out_.define(item);
    if (local >= 0) bound_[static_cast<std::size_t>(local)] = true;
    else TRY(assign(s->target, item, true));
    out_.set_depth(inner);
    return loop_body(s, head, iterator, exhausted, before);
}

FunctionCompiler::Done FunctionCompiler::async_for(const AsyncFor* s) {
    if (!in_async_) TRY(fail(s, "'async for' outside async function"));
    Emitter::Label exhausted;
    Register iterator = out_.take(2);  // the second is the instruction's scratch
    Register source = TRY(iterable(s->iter, iterator));
    out_.locate(s->iter);
    out_.consume(source);
    out_.emit(Opcode::GET_AITER, iterator, source);
    out_.define(iterator);
    std::vector<bool> before = bound_;
    int head = out_.here(), inner = out_.depth();
    Register item = out_.take();
    out_.locate(s);
    int at = out_.emit(Opcode::FOR_AITER, item, iterator);
    out_.jump_short(at, exhausted);
    out_.define(item);
    TRY(assign(s->target, item, true));
    out_.set_depth(inner);
    return loop_body(s, head, iterator, exhausted, before);
}

FunctionCompiler::Done FunctionCompiler::raise(const Raise* s) {
    if (!s->exc) {
        out_.emit(Opcode::RAISE_AGAIN);
        return {};
    }
    Register exception = TRY(operand(s->exc));
    Register cause = s->cause ? TRY(expr(s->cause)) : kNoRegister;
    out_.locate(s);
    auto live = out_.live();
    out_.consume(exception);
    if (s->cause) out_.consume(cause);
    out_.emit(Opcode::RAISE, exception, cause);
    return {};
}

bool FunctionCompiler::debugging() const {
    if (unit_.optimize >= 0) return unit_.optimize == 0;
    return !namespace_get(rt_.builtins.get(), rt_.names.debug_).is_false();
}

FunctionCompiler::Done FunctionCompiler::assertion(const Assert* s) {
    if (auto* t = s->test->try_as<ast::Tuple>(); t && !t->elts.empty()) TRY(warn(s, "assertion is always true, perhaps remove parentheses?"));
    if (!debugging()) return {};
    Emitter::Label ok;
    TRY(condition(s->test, true, ok));
    auto live = out_.live();
    int mark = out_.depth();
    Register window = out_.take(kWindowHeader + 1);
    out_.locate(s->test);
    out_.emit(Opcode::LOAD_ASSERTION_ERROR, window);
    out_.define(window);
    Register error = window;
    if (s->msg) {
        TRY(expr(s->msg, window + kWindowHeader));
        out_.locate(s->test);
        out_.consume(window);
        out_.consume(window + kWindowHeader);
        error = settle(-1, mark, Opcode::CALL, window, 1);
    }
    out_.consume(error);
    out_.emit(Opcode::RAISE, error, kNoRegister);
    out_.set_depth(mark);
    out_.set_live(live);
    out_.bind(ok);
    return {};
}

// ---- imports

FunctionCompiler::Done FunctionCompiler::import_statement(const Import* s) {
    for (Alias* a : s->names) {
        int mark = out_.depth();
        Register base = out_.take(2);
        TRY(constant(View::small_int(0), base));
        TRY(constant(View::none(), base + 1));
        int n = TRY(out_.name(a->name));
        out_.locate(s);
        out_.consume(base, 2);
        Register module = settle(-1, mark, Opcode::IMPORT_NAME, base, n);
        if (!a->asname.empty()) {
            // import a.b as c: c is the submodule.
            for (std::size_t dot = a->name.find('.'); dot != std::string_view::npos;) {
                std::size_t next = a->name.find('.', dot + 1);
                int part = TRY(out_.name(a->name.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1)));
                Register inner = out_.take();
                out_.emit(Opcode::IMPORT_FROM, inner, module, part);
                out_.define(inner);
                out_.consume(module);
                out_.emit(Opcode::DROP, module);
                out_.consume(inner);
                out_.emit(Opcode::MOVE, module, inner);
                out_.define(module);
                out_.set_depth(mark + 1);
                dot = next;
            }
            TRY(store_name(s, a->asname, module));
        } else {
            TRY(store_name(s, a->name.substr(0, a->name.find('.')), module));
        }
        out_.set_depth(mark);
    }
    return {};
}

FunctionCompiler::Done FunctionCompiler::import_from(const ImportFrom* s) {
    if (s->module == "__future__" && s->level == 0 &&
        std::pair(s->location.lineno, s->location.col_offset) > std::pair(unit_.last_future.lineno, unit_.last_future.col_offset))
        return fail(s, "from __future__ imports must occur at the beginning of the file");
    int mark = out_.depth();
    Ref<ouro::Tuple> names = TRY(new_tuple(rt_, s->names.count));
    for (std::size_t n = 0; n < s->names.count; ++n) names->items[n] = TRY(intern(rt_, s->names[n]->name));
    Register base = out_.take(2);
    TRY(constant(View::small_int(s->level), base));
    TRY(constant(Value(names), base + 1));
    int n = TRY(out_.name(s->module));
    out_.locate(s);
    out_.consume(base, 2);
    Register module = settle(-1, mark, Opcode::IMPORT_NAME, base, n);
    if (s->names.count == 1 && s->names[0]->name == "*") {
        out_.consume(module);
        out_.emit(Opcode::IMPORT_STAR, module);
        out_.set_depth(mark);
        return {};
    }
    for (Alias* a : s->names) {
        Register value = out_.take();
        int at = TRY(out_.name(a->name));
        out_.locate(s);
        out_.emit(Opcode::IMPORT_FROM, value, module, at);
        out_.define(value);
        TRY(store_name(s, a->asname.empty() ? a->name : a->asname, value));
        out_.set_depth(mark + 1);
    }
    out_.consume(module);
    out_.emit(Opcode::DROP, module);
    out_.set_depth(mark);
    return {};
}

}  // namespace ouro
