// SPDX-License-Identifier: MIT
// What the compiler refuses although the grammar allows it, and what it warns of (CPython's SyntaxWarnings): no code is made here.
#include <algorithm>
#include <map>

#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

FunctionCompiler::Done FunctionCompiler::warn(const Node* node, const std::string& message) {
    if (!rt_.hooks.syntax_warning) return {};
    Result<void> shown = rt_.hooks.syntax_warning(rt_, message, unit_.filename.get(), node->location.lineno);
    // A filter may make it an error: it is one of the source then.
    if (shown.raised() && rt_.swallow(SyntaxWarning)) return fail(node, message);
    return shown;
}

Result<std::string> FunctionCompiler::inferred_type(const Expr* e) {
    switch (e->kind) {
        case NodeKind::Tuple: return std::string("tuple");
        case NodeKind::List:
        case NodeKind::ListComp: return std::string("list");
        case NodeKind::Dict:
        case NodeKind::DictComp: return std::string("dict");
        case NodeKind::Set:
        case NodeKind::SetComp: return std::string("set");
        case NodeKind::GeneratorExp: return std::string("generator");
        case NodeKind::Lambda: return std::string("function");
        case NodeKind::JoinedStr:
        case NodeKind::FormattedValue: return std::string("str");
        default: break;
    }
    Value value = TRY(fold(e));
    return value.is_unbound() ? std::string() : std::string(rt_.type_of(value)->name->text());
}

FunctionCompiler::Done FunctionCompiler::check_compare(const Compare* e) {
    auto fine = [&](const Expr* operand) -> Result<bool> {
        Value value = TRY(fold(operand));
        return value.is_unbound() || value.is_none() || value.is_bool() || value == Value(View::ellipsis());
    };
    if (std::none_of(e->ops.begin(), e->ops.end(), [](CmpOperator op) { return op == CmpOperator::Is || op == CmpOperator::IsNot; })) return {};
    const Expr* left = e->left;
    for (std::size_t n = 0; n < e->ops.count; ++n) {
        const Expr* right = e->comparators[n];
        bool is = e->ops[n] == CmpOperator::Is;
        if (is || e->ops[n] == CmpOperator::IsNot) {
            bool left_fine = TRY(fine(left));
            if (!left_fine || !TRY(fine(right))) {
                std::string type = TRY(inferred_type(left_fine ? right : left));
                return warn(e, is ? "\"is\" with '" + type + "' literal. Did you mean \"==\"?" : "\"is not\" with '" + type + "' literal. Did you mean \"!=\"?");
            }
        }
        left = right;
    }
    return {};
}

FunctionCompiler::Done FunctionCompiler::check_callee(const Expr* e) {
    switch (e->kind) {
        case NodeKind::Constant:
        case NodeKind::Tuple:
        case NodeKind::List:
        case NodeKind::ListComp:
        case NodeKind::Dict:
        case NodeKind::DictComp:
        case NodeKind::Set:
        case NodeKind::SetComp:
        case NodeKind::GeneratorExp:
        case NodeKind::JoinedStr:
        case NodeKind::FormattedValue: return warn(e, "'" + TRY(inferred_type(e)) + "' object is not callable; perhaps you missed a comma?");
        default: return {};
    }
}

FunctionCompiler::Done FunctionCompiler::check_subscript(const Subscript* s) {
    const Expr* e = s->value;
    bool sequence = false, no_container = false;
    switch (e->kind) {
        case NodeKind::Constant: {
            ConstantKind kind = e->as<Constant>()->value;
            sequence = kind == ConstantKind::Str || kind == ConstantKind::Bytes;
            no_container = !sequence;
            break;
        }
        case NodeKind::Set:
        case NodeKind::SetComp:
        case NodeKind::GeneratorExp:
        case NodeKind::Lambda: no_container = true; break;
        case NodeKind::Tuple:
        case NodeKind::List:
        case NodeKind::ListComp:
        case NodeKind::JoinedStr:
        case NodeKind::FormattedValue: sequence = true; break;
        default: return {};
    }
    if (no_container) return warn(e, "'" + TRY(inferred_type(e)) + "' object is not subscriptable; perhaps you missed a comma?");
    std::string index = TRY(inferred_type(s->slice));
    if (index.empty() || index == "int" || index == "bool" || s->slice->is<ast::Slice>()) return {};
    return warn(s, TRY(inferred_type(e)) + " indices must be integers or slices, not " + index + "; perhaps you missed a comma?");
}

FunctionCompiler::Done FunctionCompiler::check_keywords(Sequence<Keyword*> keywords) {
    std::map<std::string_view, std::size_t> first;
    std::size_t of = keywords.count, repeated = 0;
    for (std::size_t n = 0; n < keywords.count; ++n) {
        if (keywords[n]->arg.empty()) continue;
        TRY(check_debug(keywords[n], keywords[n]->arg));
        std::size_t known = first.try_emplace(keywords[n]->arg, n).first->second;
        if (known != n && known < of) of = known, repeated = n;
    }
    if (of < keywords.count) return fail(keywords[repeated], "keyword argument repeated: " + std::string(keywords[repeated]->arg));
    return {};
}

FunctionCompiler::Done FunctionCompiler::check_parameters(const ast::Arguments* a) {
    for (auto* list : {&a->posonlyargs, &a->args, &a->kwonlyargs})
        for (Arg* arg : *list) TRY(check_debug(arg, arg->arg));
    for (Arg* arg : {a->vararg, a->kwarg})
        if (arg) TRY(check_debug(arg, arg->arg));
    return {};
}

FunctionCompiler::Done FunctionCompiler::check_debug(const Node* node, std::string_view name, bool deleting) {
    if (name != "__debug__") return {};
    return fail(node, deleting ? "cannot delete __debug__" : "cannot assign to __debug__");
}

// ---- patterns

FunctionCompiler::Done FunctionCompiler::check_capture(const Pattern* p, std::string_view name, std::vector<std::string_view>& names) {
    if (name.empty()) return {};
    TRY(rt_.charge(static_cast<std::int64_t>(names.size() / 8)));
    if (std::find(names.begin(), names.end(), name) != names.end()) return fail(p, "multiple assignments to name '" + std::string(name) + "' in pattern");
    TRY(check_debug(p, name));
    names.push_back(name);
    return {};
}

FunctionCompiler::Done FunctionCompiler::check_pattern(const Pattern* p, bool may_match_all, std::vector<std::string_view>& names) {
    NativeGuard guard(rt_, " during compilation");
    if (guard.raised()) return Raised{};
    switch (p->kind) {
        case NodeKind::MatchValue: {
            auto* v = p->as<MatchValue>()->value;
            if (!v->is<Attribute>() && TRY(fold(v)).is_unbound()) return fail(p, "patterns may only match literals and attribute lookups");
            return {};
        }
        case NodeKind::MatchAs: {
            auto* a = p->as<MatchAs>();
            if (a->pattern) TRY(check_pattern(a->pattern, may_match_all, names));
            else if (!may_match_all)
                return fail(p, a->name.empty() ? "wildcard makes remaining patterns unreachable"
                                               : "name capture '" + std::string(a->name) + "' makes remaining patterns unreachable");
            return check_capture(p, a->name, names);
        }
        case NodeKind::MatchStar: return check_capture(p, p->as<MatchStar>()->name, names);
        case NodeKind::MatchOr: {
            auto* o = p->as<MatchOr>();
            std::vector<std::string_view> first;
            for (std::size_t n = 0; n < o->patterns.count; ++n) {
                std::vector<std::string_view> bound;
                TRY(check_pattern(o->patterns[n], may_match_all && n + 1 == o->patterns.count, bound));
                std::sort(bound.begin(), bound.end());
                if (n && bound != first) return fail(p, "alternative patterns bind different names");
                first = std::move(bound);
            }
            for (std::string_view name : first) TRY(check_capture(p, name, names));
            return {};
        }
        case NodeKind::MatchSequence: {
            auto* s = p->as<MatchSequence>();
            std::size_t star = s->patterns.count;
            for (std::size_t n = 0; n < s->patterns.count; ++n) {
                if (!s->patterns[n]->is<MatchStar>()) continue;
                if (star != s->patterns.count) return fail(p, "multiple starred names in sequence pattern");
                star = n;
            }
            for (Pattern* each : s->patterns) TRY(check_pattern(each, true, names));
            return {};
        }
        case NodeKind::MatchMapping: {
            auto* m = p->as<MatchMapping>();
            std::vector<Value> keys;
            for (Expr* key : m->keys) {
                Value value = TRY(fold(key));
                if (value.is_unbound()) {
                    if (!key->is<Attribute>()) return fail(p, "mapping pattern keys may only match literals and attribute lookups");
                    continue;
                }
                TRY(rt_.charge(static_cast<std::int64_t>(keys.size())));
                for (const Value& earlier : keys) {
                    if (!TRY(equal(rt_, earlier, value))) continue;
                    Ref<Str> shown = TRY(repr(rt_, value));
                    return fail(p, "mapping pattern checks duplicate key (" + std::string(shown->text()) + ")");
                }
                keys.push_back(value);
            }
            for (Pattern* each : m->patterns) TRY(check_pattern(each, true, names));
            return check_capture(p, m->rest, names);
        }
        case NodeKind::MatchClass: {
            auto* c = p->as<MatchClass>();
            for (std::size_t n = 0; n < c->kwd_attrs.count; ++n) {
                TRY(check_debug(c->kwd_patterns[n], c->kwd_attrs[n]));
                for (std::size_t m = n + 1; m < c->kwd_attrs.count; ++m)
                    if (c->kwd_attrs[n] == c->kwd_attrs[m])
                        return fail(c->kwd_patterns[m], "attribute name repeated in class pattern: " + std::string(c->kwd_attrs[m]));
            }
            for (Pattern* each : c->patterns) TRY(check_pattern(each, true, names));
            for (Pattern* each : c->kwd_patterns) TRY(check_pattern(each, true, names));
            return {};
        }
        default: return {};
    }
}

}  // namespace ouro
