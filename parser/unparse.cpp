// SPDX-License-Identifier: MIT
#include "parser/unparse.h"

namespace ouro {

using namespace ast;

namespace {

// How tightly an expression binds; parentheses are put where the context binds tighter.
enum Level : int { tuple_level, test, or_level, and_level, not_level, comparison, bit_or, bit_xor, bit_and, shift, arithmetic, term, factor, power, await_level, atom };

struct Infix {
    const char* text;
    Level level;
};

Infix infix(Operator op) {
    switch (op) {
        case Operator::Add: return {" + ", arithmetic};
        case Operator::Sub: return {" - ", arithmetic};
        case Operator::Mult: return {" * ", term};
        case Operator::MatMult: return {" @ ", term};
        case Operator::Div: return {" / ", term};
        case Operator::Mod: return {" % ", term};
        case Operator::Pow: return {" ** ", power};
        case Operator::LShift: return {" << ", shift};
        case Operator::RShift: return {" >> ", shift};
        case Operator::BitOr: return {" | ", bit_or};
        case Operator::BitXor: return {" ^ ", bit_xor};
        case Operator::BitAnd: return {" & ", bit_and};
        case Operator::FloorDiv: return {" // ", term};
    }
    return {"", atom};
}

const char* infix(CmpOperator op) {
    static constexpr const char* signs[] = {" == ", " != ", " < ", " <= ", " > ", " >= ", " is ", " is not ", " in ", " not in "};
    return signs[static_cast<int>(op)];
}

Level next(Level level) { return static_cast<Level>(level + 1); }

class Unparser {
public:
    explicit Unparser(const Spelling& spelling) : spelling_(spelling) {}
    std::string out;

    void expression(const Expr* e, Level level) {
        switch (e->kind) {
            case NodeKind::Constant: out += spelling_.constant(e->as<Constant>()); return;
            case NodeKind::Name: out += e->as<Name>()->id; return;
            case NodeKind::NamedExpr:
                return enclosed(level > tuple_level, [&] {
                    expression(e->as<NamedExpr>()->target, atom);
                    out += " := ";
                    expression(e->as<NamedExpr>()->value, atom);
                });
            case NodeKind::BoolOp: {
                auto* b = e->as<BoolOp>();
                Level own = b->op == BoolOperator::And ? and_level : or_level;
                return enclosed(level > own, [&] { list(b->values, next(own), b->op == BoolOperator::And ? " and " : " or "); });
            }
            case NodeKind::BinOp: {
                auto* b = e->as<BinOp>();
                auto [text, own] = infix(b->op);
                bool to_the_right = b->op == Operator::Pow;
                return enclosed(level > own, [&, text = text, own = own] {
                    expression(b->left, to_the_right ? next(own) : own);
                    out += text;
                    expression(b->right, to_the_right ? own : next(own));
                });
            }
            case NodeKind::UnaryOp: {
                auto* u = e->as<UnaryOp>();
                static constexpr const char* signs[] = {"~", "not ", "+", "-"};
                Level own = u->op == UnaryOperator::Not ? not_level : factor;
                return enclosed(level > own, [&] {
                    out += signs[static_cast<int>(u->op)];
                    expression(u->operand, own);
                });
            }
            case NodeKind::Lambda:
                return enclosed(level > test, [&] {
                    out += "lambda";
                    parameters(e->as<Lambda>()->args);
                    out += ": ";
                    expression(e->as<Lambda>()->body, test);
                });
            case NodeKind::IfExp:
                return enclosed(level > test, [&] {
                    expression(e->as<IfExp>()->body, next(test));
                    out += " if ";
                    expression(e->as<IfExp>()->test, next(test));
                    out += " else ";
                    expression(e->as<IfExp>()->orelse, test);
                });
            case NodeKind::Dict: return dictionary(e->as<Dict>());
            case NodeKind::Set: return bracketed("{", "}", [&] { list(e->as<Set>()->elts, test); });
            case NodeKind::List: return bracketed("[", "]", [&] { list(e->as<List>()->elts, test); });
            case NodeKind::Tuple: {
                auto elts = e->as<Tuple>()->elts;
                if (elts.empty()) {
                    out += "()";
                    return;
                }
                return enclosed(level > tuple_level, [&] {
                    list(elts, test);
                    if (elts.count == 1) out += ",";
                });
            }
            case NodeKind::ListComp: return bracketed("[", "]", [&] { comprehension(e->as<ListComp>()->elt, e->as<ListComp>()->generators); });
            case NodeKind::SetComp: return bracketed("{", "}", [&] { comprehension(e->as<SetComp>()->elt, e->as<SetComp>()->generators); });
            case NodeKind::GeneratorExp: return bracketed("(", ")", [&] { comprehension(e->as<GeneratorExp>()->elt, e->as<GeneratorExp>()->generators); });
            case NodeKind::DictComp:
                return bracketed("{", "}", [&] {
                    expression(e->as<DictComp>()->key, test);
                    out += ": ";
                    comprehension(e->as<DictComp>()->value, e->as<DictComp>()->generators);
                });
            case NodeKind::Await:
                return enclosed(level > await_level, [&] {
                    out += "await ";
                    expression(e->as<Await>()->value, atom);
                });
            case NodeKind::Yield:
                return bracketed("(", ")", [&] {
                    out += "yield";
                    if (!e->as<Yield>()->value) return;
                    out += " ";
                    expression(e->as<Yield>()->value, test);
                });
            case NodeKind::YieldFrom:
                return bracketed("(", ")", [&] {
                    out += "yield from ";
                    expression(e->as<YieldFrom>()->value, test);
                });
            case NodeKind::Compare: {
                auto* c = e->as<Compare>();
                return enclosed(level > comparison, [&] {
                    expression(c->left, next(comparison));
                    for (std::size_t n = 0; n < c->ops.count; ++n) {
                        out += infix(c->ops[n]);
                        expression(c->comparators[n], next(comparison));
                    }
                });
            }
            case NodeKind::Call: return call(e->as<Call>());
            case NodeKind::JoinedStr:
                out += "f" + spelling_.quoted(fields(e->as<JoinedStr>()));
                return;
            case NodeKind::FormattedValue: out += "f" + spelling_.quoted(field(e->as<FormattedValue>())); return;
            case NodeKind::Attribute: {
                auto* a = e->as<Attribute>();
                expression(a->value, atom);
                auto* c = a->value->try_as<Constant>();
                out += c && c->value == ConstantKind::Int ? " ." : ".";  // 1 .real
                out += a->attr;
                return;
            }
            case NodeKind::Subscript:
                expression(e->as<Subscript>()->value, atom);
                return bracketed("[", "]", [&] { expression(e->as<Subscript>()->slice, tuple_level); });
            case NodeKind::Starred:
                out += "*";
                return expression(e->as<Starred>()->value, bit_or);
            case NodeKind::Slice: {
                auto* s = e->as<Slice>();
                if (s->lower) expression(s->lower, test);
                out += ":";
                if (s->upper) expression(s->upper, test);
                if (!s->step) return;
                out += ":";
                return expression(s->step, test);
            }
            default: return;
        }
    }

private:
    template <typename F>
    void bracketed(const char* open, const char* close, F&& inner) {
        out += open;
        inner();
        out += close;
    }
    template <typename F>
    void enclosed(bool parentheses, F&& inner) {
        bracketed(parentheses ? "(" : "", parentheses ? ")" : "", inner);
    }

    void list(Sequence<Expr*> items, Level level, const char* separator = ", ") {
        for (std::size_t n = 0; n < items.count; ++n) {
            if (n) out += separator;
            expression(items[n], level);
        }
    }

    void dictionary(const Dict* d) {
        bracketed("{", "}", [&] {
            for (std::size_t n = 0; n < d->values.count; ++n) {
                if (n) out += ", ";
                if (!d->keys[n]) {
                    out += "**";
                    expression(d->values[n], bit_or);
                    continue;
                }
                expression(d->keys[n], test);
                out += ": ";
                expression(d->values[n], test);
            }
        });
    }

    void comprehension(const Expr* element, Sequence<Comprehension*> generators) {
        expression(element, test);
        for (const Comprehension* g : generators) {
            out += g->is_async ? " async for " : " for ";
            expression(g->target, tuple_level);
            out += " in ";
            expression(g->iter, next(test));
            for (const Expr* condition : g->ifs) {
                out += " if ";
                expression(condition, next(test));
            }
        }
    }

    void call(const Call* c) {
        expression(c->func, atom);
        if (c->args.count == 1 && c->keywords.empty() && c->args[0]->is<GeneratorExp>()) return expression(c->args[0], test);
        bracketed("(", ")", [&] {
            list(c->args, test);
            bool first = c->args.empty();
            for (const Keyword* k : c->keywords) {
                if (!first) out += ", ";
                first = false;
                out += k->arg.empty() ? std::string("**") : std::string(k->arg) + "=";
                expression(k->value, test);
            }
        });
    }

    void parameters(const Arguments* a) {
        bool first = true;
        auto part = [&](const std::string& text) {
            out += (first ? " " : ", ") + text;
            first = false;
        };
        std::size_t positional = a->posonlyargs.count + a->args.count;
        for (std::size_t n = 0; n < positional; ++n) {
            const Arg* arg = n < a->posonlyargs.count ? a->posonlyargs[n] : a->args[n - a->posonlyargs.count];
            part(std::string(arg->arg));
            if (n >= positional - a->defaults.count) {
                out += "=";
                expression(a->defaults[n - (positional - a->defaults.count)], test);
            }
            if (a->posonlyargs.count && n + 1 == a->posonlyargs.count) part("/");
        }
        if (a->vararg) part("*" + std::string(a->vararg->arg));
        else if (!a->kwonlyargs.empty()) part("*");
        for (std::size_t n = 0; n < a->kwonlyargs.count; ++n) {
            part(std::string(a->kwonlyargs[n]->arg));
            if (!a->kw_defaults[n]) continue;
            out += "=";
            expression(a->kw_defaults[n], test);
        }
        if (a->kwarg) part("**" + std::string(a->kwarg->arg));
    }

    /// What stands between the quotes of an f-string.
    std::string fields(const JoinedStr* joined) {
        std::string text;
        for (const Expr* part : joined->values) {
            if (auto* c = part->try_as<Constant>()) {
                for (char ch : c->text) {
                    if (ch == '{' || ch == '}') text += ch;
                    text += ch;
                }
            } else if (auto* f = part->try_as<FormattedValue>()) {
                text += field(f);
            } else if (auto* inner = part->try_as<JoinedStr>()) {
                text += fields(inner);
            }
        }
        return text;
    }

    std::string field(const FormattedValue* f) {
        Unparser value(spelling_);
        value.expression(f->value, next(test));
        std::string text = value.out[0] == '{' ? "{ " : "{";
        text += value.out;
        if (f->conversion > 0) text += std::string("!") + static_cast<char>(f->conversion);
        if (f->format_spec) {
            text += ":";
            if (auto* spec = f->format_spec->try_as<JoinedStr>()) text += fields(spec);
        }
        return text + "}";
    }

    const Spelling& spelling_;
};

}  // namespace

std::string unparse(const Expr* expression, const Spelling& spelling) {
    Unparser unparser(spelling);
    unparser.expression(expression, test);
    return std::move(unparser.out);
}

}  // namespace ouro
