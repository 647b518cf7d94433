// SPDX-License-Identifier: MIT
// Expressions: each is compiled into a register, so that locals are used where they lie.
#include <algorithm>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

namespace {

Opcode shifted(Opcode op, int by) { return static_cast<Opcode>(static_cast<int>(op) + by); }

Opcode binary_opcode(Operator op) {
    switch (op) {
        case Operator::Add: return Opcode::ADD;
        case Operator::Sub: return Opcode::SUB;
        case Operator::Mult: return Opcode::MUL;
        case Operator::MatMult: return Opcode::MATMUL;
        case Operator::Div: return Opcode::TRUE_DIV;
        case Operator::Mod: return Opcode::MOD;
        case Operator::Pow: return Opcode::POW;
        case Operator::LShift: return Opcode::LSHIFT;
        case Operator::RShift: return Opcode::RSHIFT;
        case Operator::BitOr: return Opcode::OR;
        case Operator::BitXor: return Opcode::XOR;
        case Operator::BitAnd: return Opcode::AND;
        case Operator::FloorDiv: break;
    }
    return Opcode::FLOOR_DIV;
}

bool has_star(Sequence<Expr*> items) {
    return std::any_of(items.begin(), items.end(), [](Expr* e) { return e->is<Starred>(); });
}

}  // namespace

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

FunctionCompiler::Target FunctionCompiler::constant(const Value& value, Register into) {
    int mark = out_.depth();
    Register to = destination(into, mark);
    if (value.is_int() && value.as_int() >= INT32_MIN && value.as_int() <= INT32_MAX) {
        out_.emit_wide(Opcode::LOAD_INT, to, static_cast<std::int32_t>(value.as_int()));
    } else {
        int at = TRY(out_.constant(value));
        out_.emit_wide(Opcode::LOAD_CONST, to, at);
    }
    out_.define(to);
    return to;
}

Result<Value> FunctionCompiler::value_of(const Constant* c) {
    switch (c->value) {
        case ConstantKind::None: return View::none();
        case ConstantKind::True: return View::boolean(true);
        case ConstantKind::False: return View::boolean(false);
        case ConstantKind::Ellipsis: return View::ellipsis();
        case ConstantKind::Float: return rt_.real(c->number);
        case ConstantKind::Imaginary: return new_complex(rt_, 0, c->number);
        case ConstantKind::Str: {
            // Texts that look like names are interned, as those that serve as keys profit from it.
            bool name = !c->text.empty() && c->text.size() < 40 && std::all_of(c->text.begin(), c->text.end(), [](char ch) { return ch == '_' || std::isalnum(static_cast<unsigned char>(ch)); });
            Ref<Str> text = TRY(name ? intern(rt_, c->text) : new_str(rt_, c->text));
            return text;
        }
        case ConstantKind::Bytes: return new_bytes(rt_, c->text);
        case ConstantKind::Int: {
            Value shown = TRY(rt_.str(c->text));
            return int_from_text(rt_, c->text, 0, shown);
        }
        case ConstantKind::Object: return *static_cast<const Value*>(c->object);
    }
    return Value();
}

FunctionCompiler::Target FunctionCompiler::constant_node(const Constant* c, Register into) {
    Value value = TRY(value_of(c));
    return constant(value, into);
}

Result<Value> FunctionCompiler::fold(const Expr* e) {
    if (auto* c = e->try_as<Constant>()) return value_of(c);
    if (auto* t = e->try_as<ast::Tuple>()) {
        if (t->ctx != ExprContext::Load) return Value();
        std::vector<Value> items;
        for (Expr* each : t->elts) {
            if (each->is<Starred>()) return Value();
            Value v = TRY(fold(each));
            if (v.is_unbound()) return Value();
            items.push_back(v);
        }
        Ref<ouro::Tuple> made = TRY(new_tuple(rt_, std::span<const Value>(items)));
        return made;
    }
    Value result;
    if (auto* u = e->try_as<UnaryOp>()) {
        Value v = TRY(fold(u->operand));
        if (v.is_unbound() || u->op == UnaryOperator::Not) return Value();
        if (!(is_integer(v) || is_float(v) || is_complex(v))) return Value();
        Result<Value> made = u->op == UnaryOperator::USub ? negative(rt_, v) : u->op == UnaryOperator::UAdd ? positive(rt_, v) : invert(rt_, v);
        if (made.raised()) {
            rt_.pending = Value();
            return Value();
        }
        return made;
    }
    if (auto* b = e->try_as<BinOp>()) {
        Value x = TRY(fold(b->left));
        if (x.is_unbound()) return x;
        Value y = TRY(fold(b->right));
        if (y.is_unbound()) return y;
        auto number = [](View v) { return is_integer(v) || is_float(v) || is_complex(v); };
        if (!number(x) || !number(y)) return Value();
        // Nothing that could grow large is computed now.
        if (is_integer(x) && is_integer(y)) {
            std::int64_t n;
            if (b->op == Operator::Pow && (!fits_int64(y, n) || n < 0 || bit_length(x) * static_cast<std::size_t>(n) > 128)) return Value();
            if (b->op == Operator::LShift && (!fits_int64(y, n) || n < 0 || n > 128)) return Value();
            if (b->op == Operator::Mult && bit_length(x) + bit_length(y) > 128) return Value();
        }
        static constexpr BinaryOp ops[] = {BinaryOp::add, BinaryOp::sub, BinaryOp::mul, BinaryOp::matmul, BinaryOp::true_div, BinaryOp::mod, BinaryOp::pow,
                                           BinaryOp::lshift, BinaryOp::rshift, BinaryOp::bit_or, BinaryOp::bit_xor, BinaryOp::bit_and, BinaryOp::floor_div};
        Result<Value> made = ouro::binary(rt_, ops[static_cast<int>(b->op)], x, y);
        if (made.raised()) {
            rt_.pending = Value();
            return Value();
        }
        return made;
    }
    return result;
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
            Register key = TRY(subscript_key(s->slice));
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

// ---- names

FunctionCompiler::Place FunctionCompiler::place(std::string_view id) const {
    const Scope* s = scope_;
    for (std::size_t n = inlined_.size(); n-- > 0; s = s->parent) {
        Scope::Where where = s->find(id);
        if (where == Scope::Where::local || where == Scope::Where::cell) return {where, inlined_[n].find(id)->second, s};
        if (s->parent->kind == Scope::function) continue;
        // The names of a class or module are not looked up one by one from within a comprehension: what is not its own is free or global.
        if (where == Scope::Where::global_implicit && s->parent->kind == Scope::module) return {Scope::Where::name, -1, s};
        if (where != Scope::Where::free) return {where, -1, s};
        auto cell = locals_.find(id);
        return cell != locals_.end() ? Place{Scope::Where::cell, cell->second, s} : Place{where, frees_.find(id)->second, s};
    }
    Scope::Where where = s->find(id);
    switch (where) {
        case Scope::Where::local:
        case Scope::Where::cell: return {where, locals_.find(id)->second, s};
        case Scope::Where::free: return {where, frees_.find(id)->second, s};
        default: return {where, -1, s};
    }
}

Code::Capture FunctionCompiler::capture_of(const std::string& name) const {
    const Scope* s = scope_;
    for (std::size_t n = inlined_.size(); n-- > 0; s = s->parent)
        if (s->find(name) == Scope::Where::cell) return {true, static_cast<std::uint16_t>(inlined_[n].find(name)->second)};
    auto cell = locals_.find(name);
    if (cell != locals_.end() && (s->find(name) == Scope::Where::cell || s->kind == Scope::class_body)) return {true, static_cast<std::uint16_t>(cell->second)};
    return {false, static_cast<std::uint16_t>(frees_.at(name))};
}

Register FunctionCompiler::local_of(std::string_view id) const {
    Place p = place(id);
    return p.where == Scope::Where::local ? p.index : -1;
}

FunctionCompiler::Done FunctionCompiler::check_bound(const Place& local, std::string_view id) {
    auto at = static_cast<std::size_t>(local.index);
    if (!bound_[at]) {
        out_.emit(Opcode::CHECK_BOUND, local.index);
        auto how = local.scope->uses.find(id);
        if (how == local.scope->uses.end() || !(how->second & Scope::deleted)) bound_[at] = true;
    }
    return {};
}

FunctionCompiler::Target FunctionCompiler::name(const Node* node, std::string_view raw, Register into) {
    std::string id = mangled(raw);
    int mark = out_.depth();
    out_.locate(node);
    if (id == "__debug__") return constant(View::boolean(debugging()), into);
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            TRY(check_bound(p, id));
            if (into < 0) return r;
            out_.emit(Opcode::MOVE, into, r);
            out_.define(into);
            return into;
        }
        case Scope::Where::cell: return settle(into, mark, Opcode::LOAD_CELL, p.index, 0);
        case Scope::Where::free: {
            int at = p.index;
            if (p.scope->kind == Scope::class_body) {
                int n = TRY(out_.name(id));
                return settle(into, mark, Opcode::LOAD_NAME_OR_FREE, at, n);
            }
            if (p.scope->seen_class && id != "__classdict__" && id[0] != '.') {
                int n = TRY(out_.name(id));
                Register names = TRY(this->name(node, "__classdict__", -1));
                out_.consume(names);
                Register to = settle(into, mark, Opcode::LOAD_FROM_OR_FREE, names, at);
                out_.data(static_cast<std::uint32_t>(n), 1);
                return to;
            }
            return settle(into, mark, Opcode::LOAD_FREE, at, 0);
        }
        case Scope::Where::global_explicit:
        case Scope::Where::global_implicit: {
            int n = TRY(out_.name(id));
            if (p.scope->seen_class && p.where == Scope::Where::global_implicit) {
                Register names = TRY(this->name(node, "__classdict__", -1));
                out_.consume(names);
                return settle(into, mark, Opcode::LOAD_NAME_OR_GLOBAL, names, n);
            }
            Register to = destination(into, mark);
            out_.emit_wide(Opcode::LOAD_GLOBAL, to, n);
            out_.define(to);
            return to;
        }
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            Register to = destination(into, mark);
            out_.emit_wide(Opcode::LOAD_NAME, to, n);
            out_.define(to);
            return to;
        }
    }
    return 0;
}

FunctionCompiler::Done FunctionCompiler::store_name(const Node* node, std::string_view raw, Register value) {
    std::string id = mangled(raw);
    out_.locate(node);
    TRY(check_debug(node, id));
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            if (r != value) {
                out_.consume(value);
                out_.emit(Opcode::MOVE, r, value);
            }
            bound_[static_cast<std::size_t>(r)] = true;
            auto how = p.scope->uses.find(id);
            if (how != p.scope->uses.end() && (how->second & Scope::deleted)) bound_[static_cast<std::size_t>(r)] = false;
            return {};
        }
        case Scope::Where::cell:
            out_.consume(value);
            out_.emit(Opcode::STORE_CELL, p.index, value);
            return {};
        case Scope::Where::free:
            out_.consume(value);
            out_.emit(Opcode::STORE_FREE, p.index, value);
            return {};
        case Scope::Where::global_explicit:
        case Scope::Where::global_implicit: {
            int n = TRY(out_.name(id));
            out_.consume(value);
            out_.emit_wide(Opcode::STORE_GLOBAL, value, n);
            return {};
        }
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            out_.consume(value);
            out_.emit_wide(Opcode::STORE_NAME, value, n);
            return {};
        }
    }
    return {};
}

FunctionCompiler::Done FunctionCompiler::delete_name(const Node* node, std::string_view raw) {
    std::string id = mangled(raw);
    TRY(check_debug(node, id, true));
    out_.locate(node);
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            out_.emit(Opcode::CHECK_BOUND, r);
            out_.emit(Opcode::CLEAR, r);
            bound_[static_cast<std::size_t>(r)] = false;
            return {};
        }
        case Scope::Where::cell: out_.emit(Opcode::DELETE_CELL, p.index); return {};
        case Scope::Where::free: out_.emit(Opcode::DELETE_FREE, p.index); return {};
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            out_.emit_wide(Opcode::DELETE_NAME, 0, n);
            return {};
        }
        default: {
            int n = TRY(out_.name(id));
            out_.emit_wide(Opcode::DELETE_GLOBAL, 0, n);
            return {};
        }
    }
}

// ---- operators

FunctionCompiler::Target FunctionCompiler::binary(const BinOp* e, Register into) {
    Value folded = TRY(fold(e));
    if (!folded.is_unbound()) return constant(folded, into);
    int mark = out_.depth();
    // Long chains lean to the left: they are walked in a loop.
    std::vector<const BinOp*> chain{e};
    while (chain.back()->left->is<BinOp>()) {
        const BinOp* next = chain.back()->left->as<BinOp>();
        if (!TRY(fold(next)).is_unbound()) break;
        chain.push_back(next);
    }
    Register left = TRY(operand(chain.back()->left));
    for (std::size_t n = chain.size(); n-- > 0;) {
        const BinOp* b = chain[n];
        Value right_value = TRY(fold(b->right));
        Opcode op = binary_opcode(b->op);
        Register target = n ? -1 : into;
        if (!right_value.is_unbound()) {
            int at = TRY(out_.constant(right_value));
            if (at < 65536) {
                out_.locate(b);
                out_.consume(left);
                left = settle(target, mark, shifted(op, 1), left, at);
                continue;
            }
        }
        Register right = TRY(expr(b->right));
        out_.locate(b);
        out_.consume(left);
        out_.consume(right);
        left = settle(target, mark, op, left, right);
    }
    return left;
}

namespace {

struct Comparison {
    Opcode op;       // LT … GE, or IS, IN and their kin
    bool fusable;
};
Comparison comparison(CmpOperator op) {
    switch (op) {
        case CmpOperator::Eq: return {Opcode::EQ, true};
        case CmpOperator::NotEq: return {Opcode::NE, true};
        case CmpOperator::Lt: return {Opcode::LT, true};
        case CmpOperator::LtE: return {Opcode::LE, true};
        case CmpOperator::Gt: return {Opcode::GT, true};
        case CmpOperator::GtE: return {Opcode::GE, true};
        case CmpOperator::Is: return {Opcode::IS, false};
        case CmpOperator::IsNot: return {Opcode::IS_NOT, false};
        case CmpOperator::In: return {Opcode::IN, false};
        case CmpOperator::NotIn: break;
    }
    return {Opcode::NOT_IN, false};
}

}  // namespace

FunctionCompiler::Target FunctionCompiler::compare(const Compare* e, Register into) {
    TRY(check_compare(e));
    int mark = out_.depth();
    Register left = TRY(operand(e->left));
    if (e->ops.count == 1) {
        Comparison c = comparison(e->ops[0]);
        Value folded = c.fusable ? TRY(fold(e->comparators[0])) : Value();
        if (!folded.is_unbound() && !is_kind(folded, Kind::tuple)) {
            int at = TRY(out_.constant(folded));
            out_.locate(e);
            out_.consume(left);
            return settle(into, mark, shifted(c.op, 1), left, at);
        }
        Register right = TRY(expr(e->comparators[0]));
        out_.locate(e);
        out_.consume(left);
        out_.consume(right);
        return settle(into, mark, c.op, left, right);
    }
    // a < b < c: each operand is evaluated once; the first false comparison is the result.
    out_.set_depth(mark);
    Register result = out_.take();
    if (out_.is_temporary(left)) {
        // The chain keeps its left operand above the result.
        Register moved = out_.take();
        if (left == result) {
            out_.consume(left);
            out_.emit(Opcode::MOVE, moved, left);
            out_.define(moved);
            left = moved;
        }
    }
    Emitter::Label done;
    for (std::size_t n = 0; n < e->ops.count; ++n) {
        bool last = n + 1 == e->ops.count;
        Register right = out_.take();
        TRY(expr(e->comparators[n], right));
        out_.locate(e);
        Register next = -1;
        if (!last) {
            next = out_.take();
            out_.emit(Opcode::COPY, next, right);
            out_.define(next);
        }
        out_.consume(left);
        out_.consume(right);
        out_.emit(comparison(e->ops[n]).op, result, left, right);
        out_.define(result);
        if (last) break;
        Emitter::Label go_on;
        out_.jump_if(Opcode::JUMP_IF_TRUE_KEEP, result, go_on);
        auto live = out_.live();
        out_.consume(next);
        out_.emit(Opcode::DROP, next);
        out_.jump(done);
        out_.set_live(live);
        out_.bind(go_on);
        out_.consume(result);
        out_.emit(Opcode::DROP, result);
        left = next;
    }
    out_.bind(done);
    out_.set_depth(mark);
    if (into < 0) {
        out_.take();
        return result;
    }
    if (into == result) {
        return into;
    }
    out_.consume(result);
    out_.emit(Opcode::MOVE, into, result);
    out_.define(into);
    return into;
}

FunctionCompiler::Target FunctionCompiler::boolean(const BoolOp* e, Register into) {
    int mark = out_.depth();
    Register result = into >= 0 && out_.is_temporary(into) ? into : out_.take();
    Emitter::Label done;
    Opcode keep = e->op == BoolOperator::And ? Opcode::JUMP_IF_FALSE_KEEP : Opcode::JUMP_IF_TRUE_KEEP;
    std::vector<bool> bound;
    for (std::size_t n = 0; n < e->values.count; ++n) {
        TRY(expr(e->values[n], result));
        if (n == 0) bound = bound_;
        if (n + 1 == e->values.count) break;
        out_.locate(e);
        out_.jump_if(keep, result, done);
        out_.consume(result);
        out_.emit(Opcode::DROP, result);
    }
    bound_ = bound;
    out_.bind(done);
    out_.set_depth(mark);
    if (into < 0) {
        out_.take();
        return result;
    }
    if (result == into) return into;
    out_.consume(result);
    out_.emit(Opcode::MOVE, into, result);
    return into;
}

FunctionCompiler::Target FunctionCompiler::conditional(const IfExp* e, Register into) {
    int mark = out_.depth();
    Emitter::Label otherwise, done;
    TRY(condition(e->test, false, otherwise));
    out_.set_depth(mark);
    Register result = into >= 0 && out_.is_temporary(into) ? into : out_.take();
    std::vector<bool> bound = bound_;
    auto live = out_.live();
    TRY(expr(e->body, result));
    out_.jump(done);
    out_.set_live(live);
    bound_ = bound;
    out_.bind(otherwise);
    TRY(expr(e->orelse, result));
    bound_ = bound;
    out_.bind(done);
    out_.set_depth(mark);
    if (into < 0) {
        out_.take();
        return result;
    }
    if (result == into) return into;
    out_.consume(result);
    out_.emit(Opcode::MOVE, into, result);
    return into;
}

FunctionCompiler::Done FunctionCompiler::condition(const Expr* e, bool sense, Emitter::Label& target) {
    int mark = out_.depth();
    out_.locate(e);
    if (auto* u = e->try_as<UnaryOp>(); u && u->op == UnaryOperator::Not) return condition(u->operand, !sense, target);
    if (auto* b = e->try_as<BoolOp>()) {
        bool is_and = b->op == BoolOperator::And;
        if (is_and != sense) {  // each operand alone can decide
            for (Expr* each : b->values) TRY(condition(each, sense, target));
            return {};
        }
        Emitter::Label past;
        std::vector<bool> bound;
        for (std::size_t n = 0; n + 1 < b->values.count; ++n) {
            TRY(condition(b->values[n], !sense, past));
            if (!n) bound = bound_;
        }
        TRY(condition(b->values[b->values.count - 1], sense, target));
        bound_ = bound;
        out_.bind(past);
        return {};
    }
    if (auto* c = e->try_as<Compare>(); c && c->ops.count == 1) {
        Comparison how = comparison(c->ops[0]);
        bool none = !how.fusable && (how.op == Opcode::IS || how.op == Opcode::IS_NOT) && c->comparators[0]->is<Constant>() &&
                    c->comparators[0]->as<Constant>()->value == ConstantKind::None;
        if (none) {
            Register r = TRY(expr(c->left));
            out_.locate(e);
            out_.consume(r);
            out_.set_depth(mark);
            bool jump_if_none = (how.op == Opcode::IS) == sense;
            out_.jump_if(jump_if_none ? Opcode::JUMP_IF_NONE : Opcode::JUMP_IF_NOT_NONE, r, target);
            return {};
        }
        if (how.fusable) {
            Register left = TRY(operand(c->left));
            Value folded = TRY(fold(c->comparators[0]));
            // Offsets of fused jumps have 16 bits; a jump over more than that is made of two.
            int jump;
            if (!folded.is_unbound() && !is_kind(folded, Kind::tuple)) {
                int at = TRY(out_.constant(folded));
                out_.locate(e);
                out_.consume(left);
                jump = out_.emit(shifted(how.op, sense ? 3 : 5), left, at);
            } else {
                Register right = TRY(expr(c->comparators[0]));
                out_.locate(e);
                out_.consume(left);
                out_.consume(right);
                jump = out_.emit(shifted(how.op, sense ? 2 : 4), left, right);
            }
            out_.set_depth(mark);
            out_.jump_short(jump, target);
            return {};
        }
    }
    if (auto* c = e->try_as<Constant>()) {
        Value value = TRY(value_of(c));
        if (TRY(truth(rt_, value)) == sense) out_.jump(target);
        return {};
    }
    Register r = TRY(expr(e));
    out_.locate(e);
    out_.consume(r);
    out_.set_depth(mark);
    out_.jump_if(sense ? Opcode::JUMP_IF_TRUE : Opcode::JUMP_IF_FALSE, r, target);
    return {};
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

FunctionCompiler::Target FunctionCompiler::subscript_key(const Expr* key) {
    if (key->is<ast::Slice>()) {
        auto* s = key->as<ast::Slice>();
        auto plain = [&](Expr* part) -> Result<bool> { return !part || !TRY(fold(part)).is_unbound(); };
        if (TRY(plain(s->lower)) && TRY(plain(s->upper)) && TRY(plain(s->step))) {
            // A slice of constants is still made anew: slice objects are not constants of the tree.
        }
    }
    return expr(key);
}

// ---- calls

/// Whether `e` is a super() that stands for super(__class__, self) of the function around, as nothing hints at anything else.
bool FunctionCompiler::is_bare_super(const Expr* e) const {
    auto* c = e->try_as<Call>();
    if (!c || !c->args.empty() || !c->keywords.empty() || !c->func->is<Name>() || c->func->as<Name>()->id != "super") return false;
    if (scope_->comprehension || scope_->parameters.empty() || scope_->find("super") != Scope::Where::global_implicit || scope_->find("__class__") != Scope::Where::free) return false;
    const std::string& self = scope_->parameters[0];
    return place(self).where == Scope::Where::local && !(scope_->uses.find(self)->second & Scope::deleted);
}

/// super, __class__ and self in three registers, for the instruction that follows, which consumes them.
FunctionCompiler::Target FunctionCompiler::super_operands(const Call* e) {
    Register base = out_.take(3);
    TRY(name(e->func, "super", base));
    out_.locate(e);
    out_.emit(Opcode::LOAD_FREE, base + 1, frees_.find("__class__")->second);
    out_.define(base + 1);
    TRY(name(e->func, scope_->parameters[0], base + 2));
    out_.consume(base, 3);
    return base;
}

Location at_name(Location where, const Attribute* a) {
    const Location& whole = a->location;
    if (where.lineno == whole.end_lineno) return where;
    auto size = static_cast<std::int32_t>(a->attr.size());
    where.lineno = whole.end_lineno;
    where.col_offset = whole.end_col_offset >= size ? whole.end_col_offset - size : 0;
    where.end_col_offset = whole.end_col_offset;
    return where;
}

FunctionCompiler::Target FunctionCompiler::call(const Call* e, Register into) {
    bool stars = has_star(e->args) || e->args.count + e->keywords.count > 200;
    for (Keyword* k : e->keywords) stars = stars || k->arg.empty();
    TRY(check_callee(e->func));
    TRY(check_keywords(e->keywords));
    if (stars) return call_extended(e, into);
    int mark = out_.depth();
    auto* method = e->func->try_as<Attribute>();
    Register window = out_.take(kWindowHeader + (method ? 1 : 0));
    if (method) {
        int n = TRY(out_.name(mangled(method->attr)));
        if (is_bare_super(method->value)) {
            int inner = out_.depth();
            Register base = TRY(super_operands(method->value->as<Call>()));
            out_.locate(at_name(method->location, method));
            out_.emit(Opcode::LOAD_SUPER_METHOD, window, base, n);
            out_.set_depth(inner);
        } else {
            int inner = out_.depth();
            Register object = TRY(expr(method->value));
            out_.locate(at_name(method->location, method));
            out_.consume(object);
            out_.emit(Opcode::LOAD_METHOD, window, object, n);
            out_.set_depth(inner);
        }
        out_.define(window);
        out_.define(window + kWindowHeader);
    } else {
        TRY(expr(e->func, window));
    }
    Register first = window + kWindowHeader + (method ? 1 : 0);
    int count = static_cast<int>(e->args.count + e->keywords.count);
    out_.take(count);
    int top = out_.depth();
    for (int n = 0; n < count; ++n) {
        out_.set_depth(top);
        auto at = static_cast<std::size_t>(n);
        TRY(expr(at < e->args.count ? e->args[at] : e->keywords[at - e->args.count]->value, first + n));
    }
    out_.locate(method ? at_name(e->location, method) : e->location);
    out_.consume(window);
    if (method) out_.consume(window + kWindowHeader);
    out_.consume(first, count);
    if (!e->keywords.count) return settle(into, mark, method ? Opcode::CALL_METHOD : Opcode::CALL, window, count);
    Ref<ouro::Tuple> names = TRY(new_tuple(rt_, e->keywords.count));
    for (std::size_t n = 0; n < e->keywords.count; ++n) names->items[n] = TRY(intern(rt_, e->keywords[n]->arg));
    int at = TRY(out_.constant(names));
    Register to = settle(into, mark, method ? Opcode::CALL_METHOD_KW : Opcode::CALL_KW, window, count);
    out_.data(static_cast<std::uint32_t>(at), 1);
    return to;
}

FunctionCompiler::Target FunctionCompiler::call_extended(const Call* e, Register into) {
    int mark = out_.depth();
    Register base = out_.take(3);
    TRY(expr(e->func, base));
    int top = out_.depth();
    if (e->args.count == 1 && e->args[0]->is<Starred>()) {
        // A single *argument is given on as it is.
        TRY(expr(e->args[0]->as<Starred>()->value, base + 1));
    } else {
        Register list = TRY(list_with_stars(e->args));
        out_.consume(list);
        out_.locate(e);
        out_.emit(Opcode::MOVE, base + 1, list);
        out_.define(base + 1);
    }
    out_.set_depth(top);
    bool keywords = e->keywords.count > 0;
    if (keywords) {
        out_.emit(Opcode::BUILD_MAP, base + 2, base + 2, 0);
        out_.define(base + 2);
        for (Keyword* k : e->keywords) {
            out_.set_depth(top);
            if (k->arg.empty()) {
                Register r = TRY(expr(k->value));
                out_.locate(e);
                out_.consume(r);
                out_.emit(Opcode::DICT_MERGE, base + 2, r, base);
                continue;
            }
            // Written keywords go the same way, so that a repeated one is found.
            Register pair = out_.take(2);
            Value key = TRY(intern(rt_, k->arg));
            TRY(constant(key, pair));
            TRY(expr(k->value, pair + 1));
            out_.locate(e);
            out_.consume(pair, 2);
            out_.emit(Opcode::BUILD_MAP, pair, pair, 1);
            out_.define(pair);
            out_.consume(pair);
            out_.emit(Opcode::DICT_MERGE, base + 2, pair, base);
        }
    }
    out_.locate(e);
    out_.consume(base, keywords ? 3 : 2);
    return settle(into, mark, Opcode::CALL_EX, base, keywords);
}

}  // namespace ouro
