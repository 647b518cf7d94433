// SPDX-License-Identifier: MIT
// Operators, comparisons, and conditions that jump.
#include "runtime/objects/protocol.h"
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

/// The value of branches that met: in `result`, the first temporary at the mark unless it is `into`.
Register FunctionCompiler::joined_value(Register into, Register result, int mark) {
    out_.set_depth(mark);
    if (into < 0) return out_.take();
    if (result == into) return into;
    out_.consume(result);
    out_.emit(Opcode::MOVE, into, result);
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
    return joined_value(into, result, mark);
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
    return joined_value(into, result, mark);
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

}  // namespace ouro
