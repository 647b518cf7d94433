// SPDX-License-Identifier: MIT
// Constants, and what is computed of them while compiling.
#include <algorithm>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

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

}  // namespace ouro
