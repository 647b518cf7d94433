// SPDX-License-Identifier: MIT
// Actions: the parameters of functions and lambdas, and type parameters. The grammar takes any list of parameters and
// marks; here they are put in their places (language reference 8.7, PEP 570, PEP 3102) and the wrong ones are named.
#include "parser/actions.h"

namespace ouro {

using namespace ast;

Arguments* Actions::no_parameters() { return make<Arguments>(Location{}); }

Parameter* Actions::new_parameter(Parameter::Kind kind, const Location& at, const Location& name_at, Text name,
                                  Expr* annotation, Expr* value) {
    Arg* arg = make<Arg>(name_at);
    arg->arg = name.view();
    arg->annotation = annotation;
    Parameter* parameter = arena_.make<Parameter>();
    parameter->kind = kind;
    parameter->arg = finish(arg);
    parameter->default_value = value;
    parameter->location = at;
    return parameter;
}

Parameter* Actions::parameter(const Location& at, const Location& name_at, Text name, Expr* annotation, Expr* value) {
    return new_parameter(Parameter::Kind::Plain, at, name_at, name, annotation, value);
}

Parameter* Actions::parameter_no_value(const Location& at, const Location& equal, Text name) {
    Mistake mistake;
    mistake.message = "expected default value expression";
    mistake.where = equal;
    mistake.follow = Mistake::Follow::CommaOrParenthesis;
    mistake.last = equal;
    report(mistake);
    return new_parameter(Parameter::Kind::Plain, at, at, name, nullptr, nullptr);
}

Parameter* Actions::star_alone(const Location& at) {
    Parameter* parameter = arena_.make<Parameter>();
    parameter->kind = Parameter::Kind::StarAlone;
    parameter->location = at;
    return parameter;
}

Parameter* Actions::slash(const Location& at) {
    Parameter* parameter = star_alone(at);
    parameter->kind = Parameter::Kind::Slash;
    return parameter;
}

Parameter* Actions::star_parameter(const Location& at, const Location& name_at, Text name, Expr* annotation,
                                   const Location& equal, Expr* value) {
    if (value != nullptr)
        report("var-positional argument cannot have default value",
               {equal.lineno, equal.col_offset, equal.lineno, equal.col_offset + 1});
    return new_parameter(Parameter::Kind::Star, at, name_at, name, annotation, nullptr);
}

Parameter* Actions::double_star_parameter(const Location& at, const Location& name_at, Text name, Expr* annotation,
                                          const Location& equal, Expr* value) {
    if (value != nullptr)
        report("var-keyword argument cannot have default value",
               {equal.lineno, equal.col_offset, equal.lineno, equal.col_offset + 1});
    return new_parameter(Parameter::Kind::DoubleStar, at, name_at, name, annotation, nullptr);
}

Arguments* Actions::parameters(ArenaList<Parameter*>* list) {
    check_parameters(list, nullptr);
    return build_parameters(list);
}

Arguments* Actions::lambda_parameters(const Location& at, ArenaList<Parameter*>* list) {
    check_parameters(list, &at);
    return build_parameters(list);
}

// `lambda_at` is where the list of a lambda stands: its bare star is reported at the token after the list.
void Actions::check_parameters(ArenaList<Parameter*>* list, const Location* lambda_at) {
    bool slash = false, star = false, keywords = false, defaults = false;
    for (std::size_t i = 0; i < list->count; ++i) {
        const Parameter* item = (*list)[i];
        const Parameter* next = i + 1 < list->count ? (*list)[i + 1] : nullptr;
        const Location& at = item->arg != nullptr && item->kind == Parameter::Kind::Plain ? item->arg->location
                                                                                          : item->location;
        if (keywords) {
            Location mark = at;
            if (item->kind == Parameter::Kind::Star) mark = {at.lineno, at.col_offset, at.lineno, at.col_offset + 1};
            if (item->kind == Parameter::Kind::DoubleStar)
                mark = {at.lineno, at.col_offset, at.lineno, at.col_offset + 2};
            report("arguments cannot follow var-keyword argument", mark);
            return;
        }
        switch (item->kind) {
            case Parameter::Kind::Plain:
                if (item->default_value != nullptr) {
                    defaults = true;
                } else if (defaults && !star) {
                    report("parameter without a default follows parameter with a default", at);
                }
                break;
            case Parameter::Kind::Slash:
                if (i == 0) {
                    if (next != nullptr) {
                        report("at least one argument must precede /", at);
                    } else {
                        report_plain(at);
                    }
                } else if (star) {
                    report("/ must be ahead of *", at);
                } else if (slash) {
                    report("/ may appear only once", at);
                }
                slash = true;
                break;
            case Parameter::Kind::Star:
            case Parameter::Kind::StarAlone: {
                Location mark{at.lineno, at.col_offset, at.lineno, at.col_offset + 1};
                bool alone = item->kind == Parameter::Kind::StarAlone;
                if (star) {
                    if (alone && next == nullptr) {
                        report_plain(mark);
                    } else {
                        report("* argument may appear only once", mark);
                    }
                } else if (alone && (next == nullptr || next->kind == Parameter::Kind::DoubleStar)) {
                    Mistake mistake;
                    mistake.message = "named arguments must follow bare *";
                    mistake.where = mark;
                    if (lambda_at != nullptr) {
                        // CPython has read one token more by then: the `:`, or the `**`.
                        mistake.where = next == nullptr ? *lambda_at
                                                        : Location{next->location.lineno, next->location.col_offset,
                                                                   next->location.lineno, next->location.col_offset + 2};
                        if (next == nullptr) mistake.range = Mistake::Range::NextToken;
                    }
                    report(mistake);
                }
                star = true;
                break;
            }
            case Parameter::Kind::DoubleStar:
                keywords = true;
                break;
        }
    }
}

Arguments* Actions::build_parameters(ArenaList<Parameter*>* list) {
    Arguments* node = make<Arguments>(Location{});
    ArenaList<Arg*> positional_only, plain, keyword_only;
    ArenaList<Expr*> defaults, keyword_defaults;
    bool star = false;
    for (const Parameter* item : *list) {
        switch (item->kind) {
            case Parameter::Kind::Plain:
                if (star) {
                    keyword_only.push(arena_, item->arg);
                    keyword_defaults.push(arena_, item->default_value);
                } else {
                    plain.push(arena_, item->arg);
                    if (item->default_value != nullptr) defaults.push(arena_, item->default_value);
                }
                break;
            case Parameter::Kind::Slash:
                positional_only = plain;
                plain = {};
                break;
            case Parameter::Kind::Star:
                node->vararg = item->arg;
                star = true;
                break;
            case Parameter::Kind::StarAlone:
                star = true;
                break;
            case Parameter::Kind::DoubleStar:
                node->kwarg = item->arg;
                break;
        }
    }
    node->posonlyargs = positional_only.sequence();
    node->args = plain.sequence();
    node->kwonlyargs = keyword_only.sequence();
    node->kw_defaults = keyword_defaults.sequence();
    node->defaults = defaults.sequence();
    return finish(node);
}

// ---- type parameters (PEP 695, PEP 696)

TypeParam* Actions::type_var(const Location& at, Text name, Expr* bound, Expr* value) {
    TypeVar* node = make<TypeVar>(at);
    node->name = name.view();
    node->bound = bound;
    node->default_value = value;
    return finish(node);
}

TypeParam* Actions::type_var_tuple(const Location& at, Text name, const Location& bound_at, Expr* bound, Expr* value) {
    if (bound != nullptr) report_bound(bound_at, bound, "TypeVarTuple");
    TypeVarTuple* node = make<TypeVarTuple>(at);
    node->name = name.view();
    node->default_value = value;
    return finish(node);
}

TypeParam* Actions::param_spec(const Location& at, Text name, const Location& bound_at, Expr* bound, Expr* value) {
    if (bound != nullptr) report_bound(bound_at, bound, "ParamSpec");
    ParamSpec* node = make<ParamSpec>(at);
    node->name = name.view();
    node->default_value = value;
    return finish(node);
}

void Actions::report_bound(const Location& at, Expr* bound, const char* what) {
    Mistake mistake;
    mistake.message = text(bound->is<Tuple>() ? "cannot use constraints with " : "cannot use bound with ", what);
    mistake.where = at;
    mistake.range = Mistake::Range::FromStart;
    mistake.last = at;
    report(mistake);
}

}  // namespace ouro
