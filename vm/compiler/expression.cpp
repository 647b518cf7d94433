// SPDX-License-Identifier: MIT
// Expressions: each is compiled into a register, so that locals are used where they lie.
#include <algorithm>

#include "runtime/objects/protocol.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

bool has_star(Sequence<Expr*> items) {
    return std::any_of(items.begin(), items.end(), [](Expr* e) { return e->is<Starred>(); });
}

Register FunctionCompiler::destination(Register into, int mark) {
    out_.set_depth(mark);
    return into >= 0 ? into : out_.take();
}

Register FunctionCompiler::settle(Register into, int mark, Opcode op, int b, int c) {
    Register to = destination(into, mark);
    out_.emit(op, to, b, c);
    out_.define(to);
    return to;
}

FunctionCompiler::Target FunctionCompiler::operand(const Expr* e) {
    Register r = TRY(expr(e));
    if (out_.is_temporary(r) || !scope_->has_walrus) return r;
    // x + (x := 1) adds the old x.
    Register copy = out_.take();
    out_.emit(Opcode::COPY, copy, r);
    out_.define(copy);
    return copy;
}

FunctionCompiler::Target FunctionCompiler::temporary(const Expr* e) {
    Register to = out_.take();
    return expr(e, to);
}

FunctionCompiler::Target FunctionCompiler::iterable(const Expr* e, Register into) {
    auto* list = e->try_as<ast::List>();
    if (!list || list->elts.empty()) return expr(e, into);
    ast::Tuple tuple;
    tuple.location = e->location;
    tuple.elts = list->elts;
    tuple.ctx = ExprContext::Load;
    Value folded = TRY(fold(&tuple));
    out_.locate(e);
    return folded.is_unbound() ? expr(e, into) : constant(folded, into);
}

FunctionCompiler::Done FunctionCompiler::effect(const Expr* e) {
    int mark = out_.depth();
    Register r = TRY(expr(e));
    if (out_.is_temporary(r)) {
        out_.consume(r);
        out_.emit(Opcode::DROP, r);
    }
    out_.set_depth(mark);
    return {};
}

FunctionCompiler::Target FunctionCompiler::expr(const Expr* e, Register into) {
    NativeGuard guard(rt_, " during compilation");
    if (guard.raised()) return Raised{};
    int mark = out_.depth();
    out_.locate(e);
    switch (e->kind) {
        case NodeKind::Constant: return constant_node(e->as<Constant>(), into);
        case NodeKind::Name: return name(e, e->as<Name>()->id, into);
        case NodeKind::BinOp: return binary(e->as<BinOp>(), into);
        case NodeKind::UnaryOp: {
            auto* u = e->as<UnaryOp>();
            Value folded = TRY(fold(e));
            if (!folded.is_unbound()) return constant(folded, into);
            Register r = TRY(expr(u->operand));
            out_.locate(e);
            out_.consume(r);
            static constexpr Opcode ops[] = {Opcode::INVERT, Opcode::NOT, Opcode::POSITIVE, Opcode::NEGATIVE};
            return settle(into, mark, ops[static_cast<int>(u->op)], r, 0);
        }
        case NodeKind::BoolOp: return boolean(e->as<BoolOp>(), into);
        case NodeKind::Compare: return compare(e->as<Compare>(), into);
        case NodeKind::Call: return call(e->as<Call>(), into);
        case NodeKind::IfExp: return conditional(e->as<IfExp>(), into);
        case NodeKind::Lambda: return lambda(e->as<Lambda>(), into);
        case NodeKind::NamedExpr: {
            auto* n = e->as<NamedExpr>();
            Register value = TRY(expr(n->value, into >= 0 && out_.is_temporary(into) ? into : out_.take()));
            out_.locate(e);
            Register copy = out_.take();
            out_.emit(Opcode::COPY, copy, value);
            out_.define(copy);
            TRY(store_name(n->target, n->target->as<Name>()->id, copy));
            out_.set_depth(mark);
            if (into < 0 || value == into) {
                if (into < 0) out_.take();
                return value;
            }
            out_.consume(value);
            out_.emit(Opcode::MOVE, into, value);
            return into;
        }
        case NodeKind::Attribute: {
            auto* a = e->as<Attribute>();
            int n = TRY(out_.name(mangled(a->attr)));
            if (is_bare_super(a->value)) {
                Register operands = TRY(super_operands(a->value->as<Call>()));
                out_.locate(at_name(e->location, a));
                return settle(into, mark, Opcode::LOAD_SUPER_ATTR, operands, n);
            }
            Register object = TRY(expr(a->value));
            out_.locate(at_name(e->location, a));
            out_.consume(object);
            return settle(into, mark, Opcode::LOAD_ATTR, object, n);
        }
        case NodeKind::Subscript: {
            auto* s = e->as<Subscript>();
            TRY(check_subscript(s));
            Register object = TRY(operand(s->value));
            Register key = TRY(expr(s->slice));
            out_.locate(e);
            out_.consume(object);
            out_.consume(key);
            return settle(into, mark, Opcode::GET_ITEM, object, key);
        }
        case NodeKind::Slice: {
            auto* s = e->as<ast::Slice>();
            Register base = out_.take(3);
            int n = 0;
            for (Expr* part : {s->lower, s->upper, s->step}) {
                out_.set_depth(static_cast<int>(base - static_cast<Register>(out_.code()->local_count)) + 3);
                if (part) TRY(expr(part, base + n));
                else TRY(constant(View::none(), base + n));
                ++n;
            }
            out_.locate(e);
            out_.consume(base, 3);
            return settle(into, mark, Opcode::BUILD_SLICE, base, 0);
        }
        case NodeKind::Tuple: {
            Value folded = TRY(fold(e));
            if (!folded.is_unbound()) return constant(folded, into);
            return display(e, e->as<ast::Tuple>()->elts, Opcode::BUILD_TUPLE, into);
        }
        case NodeKind::List: return display(e, e->as<ast::List>()->elts, Opcode::BUILD_LIST, into);
        case NodeKind::Set: return display(e, e->as<ast::Set>()->elts, Opcode::BUILD_SET, into);
        case NodeKind::Dict: return dictionary(e->as<ast::Dict>(), into);
        case NodeKind::JoinedStr: return joined(e->as<JoinedStr>(), into);
        case NodeKind::FormattedValue: {
            JoinedStr whole;
            Expr* one[] = {const_cast<Expr*>(e)};
            whole.location = e->location;
            whole.values = {one, 1};
            return joined(&whole, into);
        }
        case NodeKind::ListComp: return comprehension_value(e, into);
        case NodeKind::SetComp: return comprehension_value(e, into);
        case NodeKind::DictComp: return comprehension_value(e, into);
        case NodeKind::GeneratorExp: return comprehension_value(e, into);
        case NodeKind::Await: {
            if (!(in_async_ || (scope_->comprehension && scope_->is_async))) TRY(fail(e, scope_->kind == Scope::function ? "'await' outside async function" : "'await' outside function"));
            Register value = TRY(expr(e->as<Await>()->value));
            out_.locate(e);
            return await_value(e, value, 0, into);
        }
        case NodeKind::Yield: {
            auto* y = e->as<Yield>();
            if (scope_->kind != Scope::function) TRY(fail(e, "'yield' outside function"));
            Register value = y->value ? TRY(expr(y->value)) : TRY(constant(View::none(), -1));
            out_.locate(e);
            out_.consume(value);
            return settle(into, mark, Opcode::YIELD, value, 0);
        }
        case NodeKind::YieldFrom: {
            if (scope_->kind != Scope::function) TRY(fail(e, "'yield from' outside function"));
            if (in_async_) TRY(fail(e, "'yield from' inside async function"));
            Register value = TRY(expr(e->as<YieldFrom>()->value));
            out_.locate(e);
            out_.consume(value);
            Register iterator = settle(-1, mark, Opcode::GET_YIELD_FROM, value, 0);
            out_.consume(iterator);
            return settle(into, mark, Opcode::SEND, iterator, 0);
        }
        case NodeKind::Starred: TRY(fail(e, "can't use starred expression here")); return 0;
        default: break;
    }
    TRY(fail(e, "this expression is not in ouro yet"));
    return 0;
}

FunctionCompiler::Target FunctionCompiler::await_value(const Node* at, Register value, int where, Register into) {
    out_.locate(at);
    out_.consume(value);
    int mark = out_.is_temporary(value) ? static_cast<int>(value - static_cast<Register>(out_.code()->local_count)) : out_.depth();
    Register awaitable = settle(-1, mark, Opcode::GET_AWAITABLE, value, where);
    out_.consume(awaitable);
    return settle(into, mark, Opcode::SEND, awaitable, 0);
}

// ---- displays

FunctionCompiler::Target FunctionCompiler::list_with_stars(Sequence<Expr*> items) {
    Register list = out_.take();
    out_.emit(Opcode::BUILD_LIST, list, list, 0);
    out_.define(list);
    for (Expr* item : items) {
        int mark = out_.depth();
        auto* star = item->try_as<Starred>();
        Register r = TRY(expr(star ? star->value : item));
        out_.locate(item);
        out_.consume(r);
        out_.emit(star ? Opcode::LIST_EXTEND : Opcode::LIST_APPEND, list, r);
        out_.set_depth(mark);
    }
    return list;
}

FunctionCompiler::Target FunctionCompiler::display(const Node* e, Sequence<Expr*> items, Opcode build, Register into) {
    int mark = out_.depth();
    if (has_star(items) || items.count > 200) {
        if (build == Opcode::BUILD_SET) {
            Register set = out_.take();
            out_.emit(Opcode::BUILD_SET, set, set, 0);
            out_.define(set);
            for (Expr* item : items) {
                int inner = out_.depth();
                auto* star = item->try_as<Starred>();
                Register r = TRY(expr(star ? star->value : item));
                out_.locate(item);
                out_.consume(r);
                out_.emit(star ? Opcode::SET_UPDATE : Opcode::SET_ADD, set, r);
                out_.set_depth(inner);
            }
            if (into < 0) return set;
            out_.consume(set);
            return settle(into, mark, Opcode::MOVE, set, 0);
        }
        Register list = TRY(list_with_stars(items));
        out_.locate(e);
        if (build == Opcode::BUILD_TUPLE) {
            out_.consume(list);
            return settle(into, mark, Opcode::LIST_TO_TUPLE, list, 0);
        }
        if (into < 0) return list;
        out_.consume(list);
        return settle(into, mark, Opcode::MOVE, list, 0);
    }
    Register base = out_.take(static_cast<int>(items.count));
    int top = out_.depth();
    for (std::size_t n = 0; n < items.count; ++n) {
        out_.set_depth(top);
        TRY(expr(items[n], base + static_cast<Register>(n)));
    }
    out_.locate(e);
    out_.consume(base, static_cast<int>(items.count));
    return settle(into, mark, build, base, static_cast<int>(items.count));
}

FunctionCompiler::Target FunctionCompiler::dictionary(const ast::Dict* e, Register into) {
    int mark = out_.depth();
    bool unpacks = std::any_of(e->keys.begin(), e->keys.end(), [](Expr* k) { return !k; });
    if (!unpacks && e->values.count <= 100) {
        int count = static_cast<int>(e->values.count);
        Register base = out_.take(2 * count);
        int top = out_.depth();
        for (int n = 0; n < count; ++n) {
            out_.set_depth(top);
            TRY(expr(e->keys[static_cast<std::size_t>(n)], base + 2 * n));
            out_.set_depth(top);
            TRY(expr(e->values[static_cast<std::size_t>(n)], base + 2 * n + 1));
        }
        out_.locate(e);
        out_.consume(base, 2 * count);
        return settle(into, mark, Opcode::BUILD_MAP, base, count);
    }
    Register dict = out_.take();
    out_.emit(Opcode::BUILD_MAP, dict, dict, 0);
    out_.define(dict);
    for (std::size_t n = 0; n < e->values.count; ++n) {
        int inner = out_.depth();
        if (!e->keys[n]) {
            Register r = TRY(expr(e->values[n]));
            out_.locate(e->values[n]);
            out_.consume(r);
            out_.emit(Opcode::DICT_UPDATE, dict, r);
        } else {
            Register key = TRY(operand(e->keys[n]));
            Register value = TRY(expr(e->values[n]));
            out_.locate(e);
            out_.consume(key);
            out_.consume(value);
            out_.emit(Opcode::MAP_ADD, dict, key, value);
        }
        out_.set_depth(inner);
    }
    if (into < 0) return dict;
    out_.consume(dict);
    return settle(into, mark, Opcode::MOVE, dict, 0);
}

FunctionCompiler::Target FunctionCompiler::joined(const JoinedStr* e, Register into) {
    int mark = out_.depth();
    int count = static_cast<int>(e->values.count);
    Register base = out_.take(count ? count : 1);
    int top = out_.depth();
    for (int n = 0; n < count; ++n) {
        out_.set_depth(top);
        Expr* part = e->values[static_cast<std::size_t>(n)];
        Register to = base + n;
        auto* f = part->try_as<FormattedValue>();
        if (!f) {
            TRY(expr(part, to));
            continue;
        }
        if (f->conversion != -1 && f->conversion != 's' && f->conversion != 'r' && f->conversion != 'a')
            return rt_.raise(SystemError, "Unrecognized conversion character %d", f->conversion);
        Register value = TRY(operand(f->value));
        out_.locate(part);
        if (f->conversion == 's' || f->conversion == 'r' || f->conversion == 'a') {
            out_.consume(value);
            value = settle(-1, top, Opcode::CONVERT, value, f->conversion == 's' ? 1 : f->conversion == 'r' ? 2 : 3);
        }
        if (f->format_spec) {
            Register spec = TRY(expr(f->format_spec));
            out_.locate(part);
            out_.consume(value);
            out_.consume(spec);
            out_.emit(Opcode::FORMAT_SPEC, to, value, spec);
        } else {
            out_.consume(value);
            out_.emit(Opcode::FORMAT_SIMPLE, to, value);
        }
        out_.define(to);
    }
    out_.locate(e);
    out_.consume(base, count);
    return settle(into, mark, Opcode::BUILD_STRING, base, count);
}

}  // namespace ouro
