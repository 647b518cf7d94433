// SPDX-License-Identifier: MIT
// What a tree made by scripts must hold to before it is compiled, beyond what the classes of its nodes say; the errors are CPython's.
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

using ast::ExprContext;

const char* shown(ExprContext context) {
    static constexpr const char* names[] = {"Load", "Store", "Del"};
    return names[static_cast<int>(context)];
}

class Validator {
public:
    explicit Validator(Runtime& rt) : rt_(rt) {}
    using Done = Result<void>;

    Done module(const ast::Mod* tree) {
        switch (tree->kind) {
            case ast::NodeKind::Module: return statements(tree->as<ast::Module>()->body);
            case ast::NodeKind::Interactive: return statements(tree->as<ast::Interactive>()->body);
            case ast::NodeKind::Expression: return expression(tree->as<ast::Expression>()->body, ExprContext::Load);
            default: {
                auto* f = tree->as<ast::FunctionType>();
                TRY(expressions(f->argtypes, ExprContext::Load));
                return expression(f->returns, ExprContext::Load);
            }
        }
    }

private:
    Raised wrong(const char* message) { return rt_.raise(ValueError, "%s", message); }

    Done positions(const ast::Node* node) {
        const ast::Location& at = node->location;
        if (at.lineno > at.end_lineno) return rt_.raise(ValueError, "AST node line range (%d, %d) is not valid", at.lineno, at.end_lineno);
        if ((at.lineno < 0 && at.end_lineno != at.lineno) || (at.col_offset < 0 && at.col_offset != at.end_col_offset))
            return rt_.raise(ValueError, "AST node column range (%d, %d) for line range (%d, %d) is not valid", at.col_offset, at.end_col_offset, at.lineno, at.end_lineno);
        if (at.lineno == at.end_lineno && at.col_offset > at.end_col_offset)
            return rt_.raise(ValueError, "line %d, column %d-%d is not a valid range", at.lineno, at.col_offset, at.end_col_offset);
        return {};
    }
    Done name(std::string_view id) {
        for (const char* constant : {"None", "True", "False"})
            if (id == constant) return rt_.raise(ValueError, "identifier field can't represent '%s' constant", constant);
        return {};
    }
    template <typename S>
    Done not_empty(const S& items, const char* what, const char* owner) {
        if (items.empty()) return rt_.raise(ValueError, "empty %s on %s", what, owner);
        return {};
    }

    // ---- expressions

    Done expressions(const ast::Sequence<ast::Expr*>& items, ExprContext context) {
        for (const ast::Expr* item : items)
            if (item) TRY(expression(item, context));
        return {};
    }
    Done maybe(const ast::Expr* e) { return e ? expression(e, ExprContext::Load) : Done(); }
    Done keywords(const ast::Sequence<ast::Keyword*>& items) {
        for (const ast::Keyword* item : items) TRY(expression(item->value, ExprContext::Load));
        return {};
    }
    Done generators(const ast::Sequence<ast::Comprehension*>& items) {
        if (items.empty()) return wrong("comprehension with no generators");
        for (const ast::Comprehension* item : items) {
            TRY(expression(item->target, ExprContext::Store));
            TRY(expression(item->iter, ExprContext::Load));
            TRY(expressions(item->ifs, ExprContext::Load));
        }
        return {};
    }
    Done argument_list(const ast::Sequence<ast::Arg*>& items) {
        for (const ast::Arg* item : items) TRY(argument(item));
        return {};
    }
    Done argument(const ast::Arg* item) {
        if (!item) return {};
        TRY(positions(item));
        return maybe(item->annotation);
    }
    Done arguments(const ast::Arguments* a) {
        TRY(argument_list(a->posonlyargs));
        TRY(argument_list(a->args));
        TRY(argument(a->vararg));
        TRY(argument_list(a->kwonlyargs));
        TRY(argument(a->kwarg));
        if (a->defaults.size() > a->posonlyargs.size() + a->args.size()) return wrong("more positional defaults than args on arguments");
        if (a->kw_defaults.size() != a->kwonlyargs.size()) return wrong("length of kwonlyargs is not the same as kw_defaults on arguments");
        TRY(expressions(a->defaults, ExprContext::Load));
        return expressions(a->kw_defaults, ExprContext::Load);
    }

    Done constant(View value) {
        NativeGuard guard(rt_, " during compilation");
        if (guard.raised()) return Raised{};
        Type* type = rt_.type_of(value);
        if (value.is_none() || value.is_bool() || value == View::ellipsis()) return {};
        for (Type* known : {rt_.types.int_, rt_.types.float_, rt_.types.complex, rt_.types.str, rt_.types.bytes})
            if (type == known) return {};
        if (type == rt_.types.tuple || type == rt_.types.frozenset) return for_each(rt_, value, [&](View item) -> Result<bool> {
                TRY(rt_.charge(1));
                TRY(constant(item));
                return true;
            });
        return rt_.raise(TypeError, "got an invalid type in Constant: %s", short_type_name(type));
    }

    Done expression(const ast::Expr* e, ExprContext context) {
        NativeGuard guard(rt_, " during compilation");
        if (guard.raised()) return Raised{};
        TRY(positions(e));
        bool assignable = true;
        ExprContext own = context;
        switch (e->kind) {
            case ast::NodeKind::Attribute: own = e->as<ast::Attribute>()->ctx; break;
            case ast::NodeKind::Subscript: own = e->as<ast::Subscript>()->ctx; break;
            case ast::NodeKind::Starred: own = e->as<ast::Starred>()->ctx; break;
            case ast::NodeKind::Name:
                TRY(name(e->as<ast::Name>()->id));
                own = e->as<ast::Name>()->ctx;
                break;
            case ast::NodeKind::List: own = e->as<ast::List>()->ctx; break;
            case ast::NodeKind::Tuple: own = e->as<ast::Tuple>()->ctx; break;
            default: assignable = false; break;
        }
        if (!assignable && context != ExprContext::Load) return rt_.raise(ValueError, "expression which can't be assigned to in %s context", shown(context));
        if (own != context) return rt_.raise(ValueError, "expression must have %s context but has %s instead", shown(context), shown(own));
        return parts(e, context);
    }

    Done both(const ast::Expr* a, const ast::Expr* b) {
        TRY(expression(a, ExprContext::Load));
        return expression(b, ExprContext::Load);
    }

    Done parts(const ast::Expr* e, ExprContext context) {
        constexpr ExprContext load = ExprContext::Load;
        switch (e->kind) {
            case ast::NodeKind::BoolOp:
                if (e->as<ast::BoolOp>()->values.size() < 2) return wrong("BoolOp with less than 2 values");
                return expressions(e->as<ast::BoolOp>()->values, load);
            case ast::NodeKind::NamedExpr:
                if (!e->as<ast::NamedExpr>()->target->is<ast::Name>()) return rt_.raise(TypeError, "NamedExpr target must be a Name");
                return expression(e->as<ast::NamedExpr>()->value, load);
            case ast::NodeKind::BinOp: return both(e->as<ast::BinOp>()->left, e->as<ast::BinOp>()->right);
            case ast::NodeKind::UnaryOp: return expression(e->as<ast::UnaryOp>()->operand, load);
            case ast::NodeKind::Lambda:
                TRY(arguments(e->as<ast::Lambda>()->args));
                return expression(e->as<ast::Lambda>()->body, load);
            case ast::NodeKind::IfExp:
                TRY(both(e->as<ast::IfExp>()->test, e->as<ast::IfExp>()->body));
                return expression(e->as<ast::IfExp>()->orelse, load);
            case ast::NodeKind::Dict:
                if (e->as<ast::Dict>()->keys.size() != e->as<ast::Dict>()->values.size())
                    return wrong("Dict doesn't have the same number of keys as values");
                TRY(expressions(e->as<ast::Dict>()->keys, load));
                return expressions(e->as<ast::Dict>()->values, load);
            case ast::NodeKind::Set: return expressions(e->as<ast::Set>()->elts, load);
            case ast::NodeKind::ListComp:
                TRY(generators(e->as<ast::ListComp>()->generators));
                return expression(e->as<ast::ListComp>()->elt, load);
            case ast::NodeKind::SetComp:
                TRY(generators(e->as<ast::SetComp>()->generators));
                return expression(e->as<ast::SetComp>()->elt, load);
            case ast::NodeKind::GeneratorExp:
                TRY(generators(e->as<ast::GeneratorExp>()->generators));
                return expression(e->as<ast::GeneratorExp>()->elt, load);
            case ast::NodeKind::DictComp:
                TRY(generators(e->as<ast::DictComp>()->generators));
                return both(e->as<ast::DictComp>()->key, e->as<ast::DictComp>()->value);
            case ast::NodeKind::Yield: return maybe(e->as<ast::Yield>()->value);
            case ast::NodeKind::YieldFrom: return expression(e->as<ast::YieldFrom>()->value, load);
            case ast::NodeKind::Await: return expression(e->as<ast::Await>()->value, load);
            case ast::NodeKind::Compare: {
                auto* c = e->as<ast::Compare>();
                if (c->comparators.empty()) return wrong("Compare with no comparators");
                if (c->comparators.size() != c->ops.size()) return wrong("Compare has a different number of comparators and operands");
                TRY(expressions(c->comparators, load));
                return expression(c->left, load);
            }
            case ast::NodeKind::Call:
                TRY(expression(e->as<ast::Call>()->func, load));
                TRY(expressions(e->as<ast::Call>()->args, load));
                return keywords(e->as<ast::Call>()->keywords);
            case ast::NodeKind::Constant:
                return e->as<ast::Constant>()->value == ast::ConstantKind::Object ? constant(*static_cast<const Value*>(e->as<ast::Constant>()->object)) : Done();
            case ast::NodeKind::JoinedStr: return expressions(e->as<ast::JoinedStr>()->values, load);
            case ast::NodeKind::FormattedValue:
                TRY(expression(e->as<ast::FormattedValue>()->value, load));
                return maybe(e->as<ast::FormattedValue>()->format_spec);
            case ast::NodeKind::Attribute: return expression(e->as<ast::Attribute>()->value, load);
            case ast::NodeKind::Subscript: return both(e->as<ast::Subscript>()->slice, e->as<ast::Subscript>()->value);
            case ast::NodeKind::Starred: return expression(e->as<ast::Starred>()->value, context);
            case ast::NodeKind::Slice:
                TRY(maybe(e->as<ast::Slice>()->lower));
                TRY(maybe(e->as<ast::Slice>()->upper));
                return maybe(e->as<ast::Slice>()->step);
            case ast::NodeKind::List: return expressions(e->as<ast::List>()->elts, context);
            case ast::NodeKind::Tuple: return expressions(e->as<ast::Tuple>()->elts, context);
            default: return {};
        }
    }

    // ---- patterns

    static bool is_number(const ast::Expr* e, bool real, bool imaginary) {
        auto* c = e->try_as<ast::Constant>();
        if (!c) return false;
        if (c->value == ast::ConstantKind::Object) {  // an int below 0, or a complex number
            View value = *static_cast<const Value*>(c->object);
            return is_complex(value) ? imaginary : real && is_integer(value);
        }
        return c->value == ast::ConstantKind::Int || c->value == ast::ConstantKind::Float ? real : c->value == ast::ConstantKind::Imaginary && imaginary;
    }
    static bool is_negative(const ast::Expr* e, bool real, bool imaginary) {
        auto* u = e->try_as<ast::UnaryOp>();
        return u && u->op == ast::UnaryOperator::USub && is_number(u->operand, real, imaginary);
    }
    Done literal(const ast::Expr* e) {
        TRY(expression(e, ExprContext::Load));
        switch (e->kind) {
            case ast::NodeKind::Constant:
                if (is_number(e, true, true) || e->as<ast::Constant>()->value == ast::ConstantKind::Str || e->as<ast::Constant>()->value == ast::ConstantKind::Bytes) return {};
                return wrong("unexpected constant inside of a literal pattern");
            case ast::NodeKind::Attribute:
            case ast::NodeKind::JoinedStr: return {};
            case ast::NodeKind::UnaryOp:
                if (is_negative(e, true, true)) return {};
                break;
            case ast::NodeKind::BinOp: {
                auto* b = e->as<ast::BinOp>();
                bool sign = b->op == ast::Operator::Add || b->op == ast::Operator::Sub;
                if (sign && (is_number(b->left, true, false) || is_negative(b->left, true, false)) && is_number(b->right, false, true)) return {};
                break;
            }
            default: break;
        }
        return wrong("patterns may only match literals and attribute lookups");
    }
    Done capture(std::string_view id) {
        if (id == "_") return wrong("can't capture name '_' in patterns");
        return name(id);
    }
    Done patterns(const ast::Sequence<ast::Pattern*>& items, bool star) {
        for (const ast::Pattern* item : items) TRY(pattern(item, star));
        return {};
    }
    Done pattern(const ast::Pattern* p, bool star) {
        NativeGuard guard(rt_, " during compilation");
        if (guard.raised()) return Raised{};
        TRY(positions(p));
        switch (p->kind) {
            case ast::NodeKind::MatchValue: return literal(p->as<ast::MatchValue>()->value);
            case ast::NodeKind::MatchSingleton:
                if (p->as<ast::MatchSingleton>()->value == ast::ConstantKind::Object) return wrong("MatchSingleton can only contain True, False and None");
                return {};
            case ast::NodeKind::MatchSequence: return patterns(p->as<ast::MatchSequence>()->patterns, true);
            case ast::NodeKind::MatchMapping: {
                auto* m = p->as<ast::MatchMapping>();
                if (m->keys.size() != m->patterns.size()) return wrong("MatchMapping doesn't have the same number of keys as patterns");
                TRY(capture(m->rest));
                for (const ast::Expr* key : m->keys) {
                    auto* c = key->try_as<ast::Constant>();
                    if (c && (c->value == ast::ConstantKind::None || c->value == ast::ConstantKind::True || c->value == ast::ConstantKind::False)) continue;
                    TRY(literal(key));
                }
                return patterns(m->patterns, false);
            }
            case ast::NodeKind::MatchClass: {
                auto* m = p->as<ast::MatchClass>();
                if (m->kwd_attrs.size() != m->kwd_patterns.size()) return wrong("MatchClass doesn't have the same number of keyword attributes as patterns");
                TRY(expression(m->cls, ExprContext::Load));
                const ast::Expr* cls = m->cls;
                while (auto* a = cls->try_as<ast::Attribute>()) cls = a->value;
                if (!cls->is<ast::Name>()) return wrong("MatchClass cls field can only contain Name or Attribute nodes.");
                for (std::string_view attribute : m->kwd_attrs) TRY(name(attribute));
                TRY(patterns(m->patterns, false));
                return patterns(m->kwd_patterns, false);
            }
            case ast::NodeKind::MatchStar:
                if (!star) return wrong("can't use MatchStar here");
                return capture(p->as<ast::MatchStar>()->name);
            case ast::NodeKind::MatchAs: {
                auto* m = p->as<ast::MatchAs>();
                TRY(capture(m->name));
                if (!m->pattern) return {};
                if (m->name.empty()) return wrong("MatchAs must specify a target name if a pattern is given");
                return pattern(m->pattern, false);
            }
            default:
                if (p->as<ast::MatchOr>()->patterns.size() < 2) return wrong("MatchOr requires at least 2 patterns");
                return patterns(p->as<ast::MatchOr>()->patterns, false);
        }
    }

    // ---- statements

    Done statements(const ast::Sequence<ast::Stmt*>& items) {
        for (const ast::Stmt* item : items) TRY(statement(item));
        return {};
    }
    Done body(const ast::Sequence<ast::Stmt*>& items, const char* owner) {
        TRY(not_empty(items, "body", owner));
        return statements(items);
    }
    Done targets(const ast::Sequence<ast::Expr*>& items, ExprContext context) {
        TRY(not_empty(items, "targets", context == ExprContext::Del ? "Delete" : "Assign"));
        return expressions(items, context);
    }
    Done type_parameters(const ast::Sequence<ast::TypeParam*>& items) {
        for (const ast::TypeParam* item : items) {
            TRY(positions(item));
            if (auto* t = item->try_as<ast::TypeVar>()) {
                TRY(name(t->name));
                TRY(maybe(t->bound));
                TRY(maybe(t->default_value));
            } else if (auto* p = item->try_as<ast::ParamSpec>()) {
                TRY(name(p->name));
                TRY(maybe(p->default_value));
            } else {
                TRY(name(item->as<ast::TypeVarTuple>()->name));
                TRY(maybe(item->as<ast::TypeVarTuple>()->default_value));
            }
        }
        return {};
    }
    template <typename F>
    Done function(const F* f, const char* owner) {
        TRY(body(f->body, owner));
        TRY(type_parameters(f->type_params));
        TRY(arguments(f->args));
        TRY(expressions(f->decorator_list, ExprContext::Load));
        return maybe(f->returns);
    }
    template <typename L>
    Done for_loop(const L* f, const char* owner) {
        TRY(expression(f->target, ExprContext::Store));
        TRY(expression(f->iter, ExprContext::Load));
        TRY(body(f->body, owner));
        return statements(f->orelse);
    }
    template <typename W>
    Done with(const W* w, const char* owner) {
        TRY(not_empty(w->items, "items", owner));
        for (const ast::WithItem* item : w->items) {
            TRY(expression(item->context_expr, ExprContext::Load));
            if (item->optional_vars) TRY(expression(item->optional_vars, ExprContext::Store));
        }
        return body(w->body, owner);
    }
    template <typename T>
    Done try_statement(const T* t, const char* owner) {
        TRY(body(t->body, owner));
        if (t->handlers.empty() && t->finalbody.empty()) return rt_.raise(ValueError, "%s has neither except handlers nor finalbody", owner);
        if (t->handlers.empty() && !t->orelse.empty()) return rt_.raise(ValueError, "%s has orelse but no except handlers", owner);
        for (const ast::ExceptHandler* handler : t->handlers) {
            TRY(positions(handler));
            TRY(maybe(handler->type));
            TRY(body(handler->body, "ExceptHandler"));
        }
        TRY(statements(t->finalbody));
        return statements(t->orelse);
    }

    Done statement(const ast::Stmt* s) {
        NativeGuard guard(rt_, " during compilation");
        if (guard.raised()) return Raised{};
        constexpr ExprContext load = ExprContext::Load, store = ExprContext::Store;
        TRY(positions(s));
        switch (s->kind) {
            case ast::NodeKind::FunctionDef: return function(s->as<ast::FunctionDef>(), "FunctionDef");
            case ast::NodeKind::AsyncFunctionDef: return function(s->as<ast::AsyncFunctionDef>(), "AsyncFunctionDef");
            case ast::NodeKind::ClassDef: {
                auto* c = s->as<ast::ClassDef>();
                TRY(body(c->body, "ClassDef"));
                TRY(type_parameters(c->type_params));
                TRY(expressions(c->bases, load));
                TRY(keywords(c->keywords));
                return expressions(c->decorator_list, load);
            }
            case ast::NodeKind::Return: return maybe(s->as<ast::Return>()->value);
            case ast::NodeKind::Delete: return targets(s->as<ast::Delete>()->targets, ExprContext::Del);
            case ast::NodeKind::Assign:
                TRY(targets(s->as<ast::Assign>()->targets, store));
                return expression(s->as<ast::Assign>()->value, load);
            case ast::NodeKind::TypeAlias: {
                auto* a = s->as<ast::TypeAlias>();
                if (!a->name->is<ast::Name>()) return rt_.raise(TypeError, "TypeAlias with non-Name name");
                TRY(expression(a->name, store));
                TRY(type_parameters(a->type_params));
                return expression(a->value, load);
            }
            case ast::NodeKind::AugAssign:
                TRY(expression(s->as<ast::AugAssign>()->target, store));
                return expression(s->as<ast::AugAssign>()->value, load);
            case ast::NodeKind::AnnAssign: {
                auto* a = s->as<ast::AnnAssign>();
                if (!a->target->is<ast::Name>() && a->simple) return rt_.raise(TypeError, "AnnAssign with simple non-Name target");
                TRY(expression(a->target, store));
                TRY(maybe(a->value));
                return expression(a->annotation, load);
            }
            case ast::NodeKind::For: return for_loop(s->as<ast::For>(), "For");
            case ast::NodeKind::AsyncFor: return for_loop(s->as<ast::AsyncFor>(), "AsyncFor");
            case ast::NodeKind::While:
                TRY(expression(s->as<ast::While>()->test, load));
                TRY(body(s->as<ast::While>()->body, "While"));
                return statements(s->as<ast::While>()->orelse);
            case ast::NodeKind::If: {
                auto* i = s->as<ast::If>();  // a chain of `elif` has any length
                for (;;) {
                    TRY(expression(i->test, load));
                    TRY(body(i->body, "If"));
                    if (i->orelse.size() != 1 || !i->orelse[0]->is<ast::If>()) return statements(i->orelse);
                    i = i->orelse[0]->as<ast::If>();
                    TRY(positions(i));
                }
            }
            case ast::NodeKind::With: return with(s->as<ast::With>(), "With");
            case ast::NodeKind::AsyncWith: return with(s->as<ast::AsyncWith>(), "AsyncWith");
            case ast::NodeKind::Match: {
                auto* m = s->as<ast::Match>();
                TRY(expression(m->subject, load));
                TRY(not_empty(m->cases, "cases", "Match"));
                for (const ast::MatchCase* each : m->cases) {
                    TRY(pattern(each->pattern, false));
                    TRY(maybe(each->guard));
                    TRY(body(each->body, "match_case"));
                }
                return {};
            }
            case ast::NodeKind::Raise:
                if (s->as<ast::Raise>()->exc) {
                    TRY(expression(s->as<ast::Raise>()->exc, load));
                    return maybe(s->as<ast::Raise>()->cause);
                }
                if (s->as<ast::Raise>()->cause) return wrong("Raise with cause but no exception");
                return {};
            case ast::NodeKind::Try: return try_statement(s->as<ast::Try>(), "Try");
            case ast::NodeKind::TryStar: return try_statement(s->as<ast::TryStar>(), "TryStar");
            case ast::NodeKind::Assert:
                TRY(expression(s->as<ast::Assert>()->test, load));
                return maybe(s->as<ast::Assert>()->msg);
            case ast::NodeKind::Import: return not_empty(s->as<ast::Import>()->names, "names", "Import");
            case ast::NodeKind::ImportFrom:
                if (s->as<ast::ImportFrom>()->level < 0) return wrong("Negative ImportFrom level");
                return not_empty(s->as<ast::ImportFrom>()->names, "names", "ImportFrom");
            case ast::NodeKind::Global: return not_empty(s->as<ast::Global>()->names, "names", "Global");
            case ast::NodeKind::Nonlocal: return not_empty(s->as<ast::Nonlocal>()->names, "names", "Nonlocal");
            case ast::NodeKind::ExprStmt: return expression(s->as<ast::ExprStmt>()->value, load);
            default: return {};
        }
    }

    Runtime& rt_;
};

}  // namespace

Result<void> validate_tree(Runtime& rt, const ast::Mod* tree) { return Validator(rt).module(tree); }

}  // namespace ouro
