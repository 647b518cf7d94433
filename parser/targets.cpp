// SPDX-License-Identifier: MIT
// Expressions as targets. Targets nest only in brackets, of which the lexer allows 200, so the walks over
// them may recurse; the walks down the left side of an expression are loops.
#include "parser/targets.h"

namespace ouro {

using namespace ast;

namespace {

// An expression that parentheses or brackets of its own close off.
bool is_closed(const Expr* expression) {
    if (expression->parenthesised) return true;
    switch (expression->kind) {
        case NodeKind::List:
        case NodeKind::ListComp:
        case NodeKind::Set:
        case NodeKind::SetComp:
        case NodeKind::Dict:
        case NodeKind::DictComp:
        case NodeKind::GeneratorExp: return true;
        default: return false;
    }
}

}  // namespace

const char* expression_name(const Expr* expression) {
    switch (expression->kind) {
        case NodeKind::Attribute: return "attribute";
        case NodeKind::Subscript: return "subscript";
        case NodeKind::Starred: return "starred";
        case NodeKind::Name: return "name";
        case NodeKind::List: return "list";
        case NodeKind::Tuple: return "tuple";
        case NodeKind::Lambda: return "lambda";
        case NodeKind::Call: return "function call";
        case NodeKind::BoolOp:
        case NodeKind::BinOp:
        case NodeKind::UnaryOp: return "expression";
        case NodeKind::GeneratorExp: return "generator expression";
        case NodeKind::Yield:
        case NodeKind::YieldFrom: return "yield expression";
        case NodeKind::Await: return "await expression";
        case NodeKind::ListComp: return "list comprehension";
        case NodeKind::SetComp: return "set comprehension";
        case NodeKind::DictComp: return "dict comprehension";
        case NodeKind::Dict: return "dict literal";
        case NodeKind::Set: return "set display";
        case NodeKind::JoinedStr:
        case NodeKind::FormattedValue: return "f-string expression";
        case NodeKind::Compare: return "comparison";
        case NodeKind::IfExp: return "conditional expression";
        case NodeKind::NamedExpr: return "named expression";
        case NodeKind::Constant:
            switch (expression->as<Constant>()->value) {
                case ConstantKind::None: return "None";
                case ConstantKind::True: return "True";
                case ConstantKind::False: return "False";
                case ConstantKind::Ellipsis: return "ellipsis";
                default: return "literal";
            }
        default: return "expression";
    }
}

const Expr* invalid_target(const Expr* target, TargetUse use) {
    switch (target->kind) {
        case NodeKind::List:
            for (const Expr* element : target->as<List>()->elts)
                if (const Expr* invalid = invalid_target(element, use)) return invalid;
            return nullptr;
        case NodeKind::Tuple:
            for (const Expr* element : target->as<Tuple>()->elts)
                if (const Expr* invalid = invalid_target(element, use)) return invalid;
            return nullptr;
        case NodeKind::Starred:
            if (use == TargetUse::Delete) return target;
            return invalid_target(target->as<Starred>()->value, use);
        case NodeKind::Compare:
            // `for x in y`, read as an expression.
            if (use != TargetUse::For) return target;
            if (target->as<Compare>()->ops[0] != CmpOperator::In) return nullptr;
            return invalid_target(target->as<Compare>()->left, use);
        case NodeKind::Name:
        case NodeKind::Subscript:
        case NodeKind::Attribute: return nullptr;
        default: return target;
    }
}

void set_context(Expr* target, ExprContext context) {
    switch (target->kind) {
        case NodeKind::Name: target->as<Name>()->ctx = context; break;
        case NodeKind::Attribute: target->as<Attribute>()->ctx = context; break;
        case NodeKind::Subscript: target->as<Subscript>()->ctx = context; break;
        case NodeKind::Starred:
            target->as<Starred>()->ctx = context;
            set_context(target->as<Starred>()->value, context);
            break;
        case NodeKind::List:
            target->as<List>()->ctx = context;
            for (Expr* element : target->as<List>()->elts) set_context(element, context);
            break;
        case NodeKind::Tuple:
            target->as<Tuple>()->ctx = context;
            for (Expr* element : target->as<Tuple>()->elts) set_context(element, context);
            break;
        default: break;
    }
}

const char* annotation_problem(const Expr* target) {
    switch (target->kind) {
        case NodeKind::Name:
        case NodeKind::Attribute:
        case NodeKind::Subscript:
        case NodeKind::Starred: return nullptr;
        case NodeKind::Tuple: return "only single target (not tuple) can be annotated";
        case NodeKind::List: return "only single target (not list) can be annotated";
        default: return "illegal target for annotation";
    }
}

bool is_bitwise_or(const Expr* expression) {
    if (expression->parenthesised) return true;
    switch (expression->kind) {
        case NodeKind::BoolOp:
        case NodeKind::Compare:
        case NodeKind::IfExp:
        case NodeKind::Lambda:
        case NodeKind::NamedExpr:
        case NodeKind::Starred:
        case NodeKind::Yield:
        case NodeKind::YieldFrom: return false;
        case NodeKind::UnaryOp: return expression->as<UnaryOp>()->op != UnaryOperator::Not;
        default: return true;
    }
}

const Expr* leading_bitwise_or(const Expr* expression) {
    while (!is_bitwise_or(expression)) {
        switch (expression->kind) {
            case NodeKind::BoolOp: expression = expression->as<BoolOp>()->values[0]; break;
            case NodeKind::Compare: expression = expression->as<Compare>()->left; break;
            case NodeKind::IfExp: expression = expression->as<IfExp>()->body; break;
            default: return nullptr;
        }
    }
    return expression;
}

const Expr* leading_name(const Expr* expression) {
    while (true) {
        if (is_closed(expression)) return nullptr;
        switch (expression->kind) {
            case NodeKind::Name: return expression;
            case NodeKind::BinOp: expression = expression->as<BinOp>()->left; break;
            case NodeKind::Attribute: expression = expression->as<Attribute>()->value; break;
            case NodeKind::Subscript: expression = expression->as<Subscript>()->value; break;
            case NodeKind::Call: expression = expression->as<Call>()->func; break;
            default: return nullptr;
        }
    }
}

bool starts_as_display(const Expr* expression) {
    while (true) {
        if (is_closed(expression))
            return !expression->parenthesised &&
                   (expression->kind == NodeKind::List || expression->kind == NodeKind::GeneratorExp);
        switch (expression->kind) {
            case NodeKind::Tuple: return true;
            case NodeKind::Constant: {
                ConstantKind value = expression->as<Constant>()->value;
                return value == ConstantKind::None || value == ConstantKind::True ||
                       value == ConstantKind::False;
            }
            case NodeKind::BinOp: expression = expression->as<BinOp>()->left; break;
            case NodeKind::Attribute: expression = expression->as<Attribute>()->value; break;
            case NodeKind::Subscript: expression = expression->as<Subscript>()->value; break;
            case NodeKind::Call: expression = expression->as<Call>()->func; break;
            default: return false;
        }
    }
}

}  // namespace ouro
