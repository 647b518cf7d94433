// SPDX-License-Identifier: MIT
// Type parameters and type aliases (PEP 695, 696): scopes that make the parameters, and functions that evaluate bounds, defaults
// and values when they are asked for.
#include "parser/unparse.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

FunctionCompiler::Target FunctionCompiler::unpacked(const Expr* value) {
    // `*args: *Ts` and `*Ts = *default` stand for the one item that unpacking gives.
    auto* star = value->try_as<Starred>();
    if (!star) return expr(value);
    int mark = out_.depth();
    Register r = TRY(expr(star->value));
    out_.locate(value);
    out_.consume(r);
    return settle(-1, mark, Opcode::UNPACK_SEQUENCE, r, 1);
}

FunctionCompiler::Target FunctionCompiler::annotation(const Expr* e) {
    if (!unit_.future_annotations) return unpacked(e);
    Done problem;
    auto shown = [&](Result<Value> value) -> std::string {
        Result<Ref<Str>> text = value.raised() ? Result<Ref<Str>>(Raised{}) : repr(rt_, value.value());
        if (text.raised()) {
            problem = Raised{};
            return "";
        }
        return std::string(text.value()->text());
    };
    Spelling spelling{
        .constant =
            [&](const Constant* c) {
                std::string text = shown(value_of(c));
                if (c->value == ConstantKind::Ellipsis) return std::string("...");
                if (c->value == ConstantKind::Str && c->u_prefix) return "u" + text;
                // An infinite number is written as one that is too large.
                if (c->value == ConstantKind::Float || c->value == ConstantKind::Imaginary)
                    if (std::size_t at = text.find("inf"); at != std::string::npos) text.replace(at, 3, "1e309");
                return text;
            },
        .quoted = [&](std::string_view text) { return shown(rt_.str(text)); },
    };
    std::string text = unparse(e, spelling);
    TRY(problem);
    return constant(Value(TRY(intern(rt_, text))), -1);
}

Result<Ref<Code>> FunctionCompiler::evaluator(const Expr* value) {
    if (!code_) return Raised{};
    code_->first_line = static_cast<std::uint32_t>(value->location.lineno);
    code_->code_flags = Code::optimized | Code::new_locals | Code::nested;
    out_.locate(value);
    TRY(set_up_locals(nullptr));
    Register r = TRY(unpacked(value));
    out_.consume(r);
    out_.emit(Opcode::RETURN, r);
    return finish();
}

FunctionCompiler::Target FunctionCompiler::lazy_value(const Expr* value, Register into) {
    FunctionCompiler child(unit_, scope_->by_node.at(value), this);
    int code = TRY(code_constant(TRY(child.evaluator(value))));
    out_.locate(value);
    out_.emit_wide(Opcode::MAKE_FUNCTION, into, code);
    out_.define(into);
    return into;
}

FunctionCompiler::Target FunctionCompiler::type_parameter_tuple(Sequence<TypeParam*> parameters) {
    int mark = out_.depth(), count = static_cast<int>(parameters.count);
    Register base = out_.take(count);
    for (int n = 0; n < count; ++n) {
        const TypeParam* each = parameters[static_cast<std::size_t>(n)];
        std::string_view id;
        const Expr *bound = nullptr, *value = nullptr;
        Intrinsic make = Intrinsic::TYPEVAR;
        if (auto* t = each->try_as<TypeVar>()) {
            id = t->name, bound = t->bound, value = t->default_value;
            if (bound) make = bound->is<ast::Tuple>() ? Intrinsic::TYPEVAR_CONSTRAINTS : Intrinsic::TYPEVAR_BOUND;
        } else if (auto* p = each->try_as<ParamSpec>()) {
            id = p->name, value = p->default_value, make = Intrinsic::PARAMSPEC;
        } else {
            auto* several = each->as<TypeVarTuple>();
            id = several->name, value = several->default_value, make = Intrinsic::TYPEVARTUPLE;
        }
        int inner = out_.depth();
        Register operands = out_.take(2), made = base + n;
        out_.locate(each);
        TRY(constant(Value(TRY(intern(rt_, id))), operands));
        if (bound) TRY(lazy_value(bound, operands + 1));
        auto call = [&](Intrinsic which, int arguments) {
            out_.locate(each);
            out_.consume(operands, arguments);
            out_.emit(Opcode::INTRINSIC, which == Intrinsic::SET_TYPEPARAM_DEFAULT || !value ? made : operands, operands, static_cast<int>(which));
            out_.define(which == Intrinsic::SET_TYPEPARAM_DEFAULT || !value ? made : operands);
        };
        call(make, bound ? 2 : 1);
        if (value) {
            TRY(lazy_value(value, operands + 1));
            call(Intrinsic::SET_TYPEPARAM_DEFAULT, 2);
        }
        out_.set_depth(inner);
        Register copy = out_.take();
        out_.emit(Opcode::COPY, copy, made);
        out_.define(copy);
        TRY(store_name(each, id, copy));
        out_.set_depth(inner);
    }
    out_.consume(base, count);
    return settle(-1, mark, Opcode::BUILD_TUPLE, base, count);
}

template <typename Inner>
Result<Ref<Code>> FunctionCompiler::type_parameter_scope(const Node* node, Sequence<TypeParam*> parameters, Inner&& inner) {
    if (!code_) return Raised{};
    code_->first_line = first_line_of(node);
    code_->code_flags = Code::optimized | Code::new_locals | (scope_->parent->kind == Scope::function ? Code::nested : 0u);
    out_.locate(node);
    TRY(set_up_locals(nullptr));
    Register result = TRY(inner(TRY(type_parameter_tuple(parameters))));
    out_.locate(node);
    out_.consume(result);
    out_.emit(Opcode::RETURN, result);
    return finish();
}

template <typename F>
Result<Ref<Code>> FunctionCompiler::generic_function(const F* f) {
    return type_parameter_scope(f, f->type_params, [&](Register parameters) -> Target {
        FunctionCompiler child(unit_, scope_->by_node.at(f), this);
        FunctionParts parts;
        auto argument = [&](const char* name) {
            auto found = locals_.find(name);
            return found == locals_.end() ? -1 : found->second;
        };
        parts.defaults = argument(".defaults");
        parts.keyword_defaults = argument(".kwdefaults");
        parts.annotations = TRY(annotation_dict(f->args, f->returns));
        Register function = make_function(f, TRY(code_constant(TRY(child.function(f, f->args, f->body, nullptr, f->name)))), parts);
        out_.consume(parameters);
        out_.emit(Opcode::SET_FUNCTION_ATTRIBUTE, function, parameters, 8);
        return function;
    });
}
template Result<Ref<Code>> FunctionCompiler::generic_function(const ast::FunctionDef*);
template Result<Ref<Code>> FunctionCompiler::generic_function(const AsyncFunctionDef*);

Result<Ref<Code>> FunctionCompiler::generic_class(const ClassDef* c) {
    return type_parameter_scope(c, c->type_params, [&](Register parameters) -> Target {
        Register base = out_.take();
        out_.emit(Opcode::COPY, base, parameters);
        out_.define(base);
        TRY(store_name(c, ".type_params", parameters));
        out_.consume(base);
        out_.emit(Opcode::INTRINSIC, base, base, static_cast<int>(Intrinsic::SUBSCRIPT_GENERIC));
        out_.define(base);
        return class_value(c, base);
    });
}

Result<Ref<Code>> FunctionCompiler::generic_alias(const TypeAlias* a) {
    return type_parameter_scope(a, a->type_params, [&](Register parameters) { return alias_value(a, parameters); });
}

FunctionCompiler::Target FunctionCompiler::alias_value(const TypeAlias* a, Register parameters) {
    int mark = out_.depth();
    Register operands = out_.take(3);
    TRY(constant(Value(TRY(intern(rt_, a->name->as<Name>()->id))), operands));
    if (parameters >= 0) {
        out_.consume(parameters);
        out_.emit(Opcode::MOVE, operands + 1, parameters);
        out_.define(operands + 1);
    } else {
        TRY(constant(View::none(), operands + 1));
    }
    TRY(lazy_value(a->value, operands + 2));
    out_.locate(a);
    out_.consume(operands, 3);
    return settle(-1, mark, Opcode::INTRINSIC, operands, static_cast<int>(Intrinsic::TYPEALIAS));
}

FunctionCompiler::Target FunctionCompiler::call_generic(const Node* node, Result<Ref<Code>> code, const ast::Arguments* a) {
    int at = TRY(code_constant(TRY(std::move(code))));
    int mark = out_.depth();
    Register window = out_.take(kWindowHeader + 2);
    int top = out_.depth(), count = 0;
    out_.locate(node);
    out_.emit_wide(Opcode::MAKE_FUNCTION, window, at);
    out_.define(window);
    if (a && TRY(default_tuple(node, a, window + kWindowHeader)) >= 0) ++count;
    out_.set_depth(top);
    if (a && TRY(keyword_default_dict(a, window + kWindowHeader + count)) >= 0) ++count;
    out_.locate(node);
    out_.consume(window);
    out_.consume(window + kWindowHeader, count);
    return settle(-1, mark, Opcode::CALL, window, count);
}

FunctionCompiler::Done FunctionCompiler::type_alias(const TypeAlias* a) {
    Register result;
    if (a->type_params.empty()) {
        result = TRY(alias_value(a, -1));
    } else {
        FunctionCompiler child(unit_, scope_->by_node.at(a), this);
        result = TRY(call_generic(a, child.generic_alias(a), nullptr));
    }
    return store_name(a->name, a->name->as<Name>()->id, result);
}

}  // namespace ouro
