// SPDX-License-Identifier: MIT
// Actions: the parameters of functions and lambdas, and type parameters. The grammar takes any list of
// parameters and marks; here they are put in their places (language reference 8.7, PEP 570, PEP 3102) and the
// wrong ones are named.
#include "parser/actions.h"

namespace ouro {

using namespace ast;

Arguments* Actions::no_parameters() { return make<Arguments>(Location{}); }

Parameter* Actions::new_parameter(Parameter::Kind kind, const Location& at, const Location& name_at,
                                  Text name, Expr* annotation, Expr* value) {
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

Parameter* Actions::parameter(const Location& at, const Location& name_at, Text name, Expr* annotation,
                              Expr* value) {
    return new_parameter(Parameter::Kind::Plain, at, name_at, name, annotation, value);
}

Parameter* Actions::parameter_no_value(const Location& at, const Location& equal, Text name) {
    Parameter* parameter = new_parameter(Parameter::Kind::Plain, at, at, name, nullptr, nullptr);
    parameter->has_equal = true;
    parameter->equal = equal;
    return parameter;
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

Parameter* Actions::star_parameter(const Location& star, const Location& name_at, Text name, Expr* annotation,
                                   const Location& equal, int has_default) {
    Parameter* parameter = new_parameter(Parameter::Kind::Star, star, name_at, name, annotation, nullptr);
    parameter->has_equal = has_default != 0;
    parameter->equal = {equal.lineno, equal.col_offset, equal.lineno, equal.col_offset + 1};
    return parameter;
}

Parameter* Actions::double_star_parameter(const Location& star, const Location& name_at, Text name,
                                          Expr* annotation, const Location& equal, int has_default) {
    Parameter* parameter = star_parameter(star, name_at, name, annotation, equal, has_default);
    parameter->kind = Parameter::Kind::DoubleStar;
    return parameter;
}

ArenaList<Parameter*>* Actions::commented(ArenaList<Parameter*>* list, const Location& at, Text type_comment, bool comma) {
    Parameter* last = list->back();
    last->comment = at;
    last->comment_after_comma = comma;
    if (last->arg != nullptr) last->arg->type_comment = type_comment.view();
    return list;
}

Arguments* Actions::parameters(const Location& at, ArenaList<Parameter*>* list) {
    check_parameters(list, nullptr);
    return build_parameters(at, list);
}

Arguments* Actions::lambda_parameters(const Location& at, ArenaList<Parameter*>* list) {
    check_parameters(list, &at);
    return build_parameters(at, list);
}

// The first thing that is wrong with a list. `lambda_at` is where the list of a lambda stands: its bare star
// is reported at the token after the list.
void Actions::check_parameters(ArenaList<Parameter*>* list, const Location* lambda_at) {
    bool slash = false, star = false, keywords = false, defaults = false;
    for (std::size_t i = 0; i < list->count && !has_mistake_; ++i) {
        const Parameter* item = (*list)[i];
        const Parameter* next = i + 1 < list->count ? (*list)[i + 1] : nullptr;
        Mistake mistake;
        mistake.where = item->kind == Parameter::Kind::Plain ? item->arg->location : item->location;
        mistake.follow = next == nullptr ? Mistake::Follow::EndOfParameter : Mistake::Follow::Anything;
        mistake.last = item->kind == Parameter::Kind::Plain && item->default_value != nullptr
                           ? item->default_value->location
                       : item->has_equal      ? item->equal
                       : item->arg != nullptr ? item->arg->location
                                              : item->location;
        auto wrong = [&](std::string_view message) {
            mistake.message = message;
            report(mistake);
        };
        if (item->comment.lineno != 0 && item->arg == nullptr) {
            bool star_alone = item->kind == Parameter::Kind::StarAlone && item->comment_after_comma;
            mistake.where = item->comment;
            mistake.follow = Mistake::Follow::Anything;
            wrong(star_alone ? "bare * has associated type comment" : "invalid syntax");
            return;
        }
        if (keywords) {
            wrong("arguments cannot follow var-keyword argument");
            return;
        }
        switch (item->kind) {
            case Parameter::Kind::Plain:
                if (item->has_equal) {
                    mistake.where = item->equal;
                    mistake.follow = Mistake::Follow::CommaOrParenthesis;
                    wrong("expected default value expression");
                } else if (item->default_value != nullptr) {
                    defaults = true;
                } else if (defaults && !star) {
                    wrong("parameter without a default follows parameter with a default");
                }
                break;
            case Parameter::Kind::Slash:
                if (i == 0) {
                    wrong(next != nullptr ? "at least one argument must precede /" : "invalid syntax");
                } else if (star) {
                    wrong("/ must be ahead of *");
                } else if (slash) {
                    wrong("/ may appear only once");
                }
                slash = true;
                break;
            case Parameter::Kind::Star:
            case Parameter::Kind::StarAlone: {
                bool alone = item->kind == Parameter::Kind::StarAlone;
                if (item->has_equal) {
                    mistake.where = item->equal;
                    mistake.follow = Mistake::Follow::Anything;
                    bool unpacks = item->arg != nullptr && item->arg->annotation != nullptr && item->arg->annotation->is<Starred>();
                    wrong(unpacks ? "invalid syntax" : "var-positional argument cannot have default value");
                } else if (star) {
                    wrong(alone && next == nullptr ? "invalid syntax" : "* argument may appear only once");
                } else if (alone && (next == nullptr || next->kind == Parameter::Kind::DoubleStar)) {
                    if (lambda_at != nullptr) {
                        // CPython has read one token more by then: the `:`, or the `**`.
                        if (next == nullptr) {
                            mistake.where = mistake.last = *lambda_at;
                            mistake.range = Mistake::Range::NextToken;
                        } else {
                            mistake.where = next->location;
                        }
                    }
                    if (next == nullptr) mistake.follow = Mistake::Follow::BareStar;
                    wrong("named arguments must follow bare *");
                }
                star = true;
                break;
            }
            case Parameter::Kind::DoubleStar:
                if (item->has_equal) {
                    mistake.where = item->equal;
                    mistake.follow = Mistake::Follow::Anything;
                    wrong("var-keyword argument cannot have default value");
                }
                keywords = true;
                break;
        }
    }
}

Arguments* Actions::build_parameters(const Location& at, ArenaList<Parameter*>* list) {
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
                since(8, "Positional-only parameters are", at);
                positional_only = plain;
                plain = {};
                break;
            case Parameter::Kind::Star:
                node->vararg = item->arg;
                star = true;
                break;
            case Parameter::Kind::StarAlone: star = true; break;
            case Parameter::Kind::DoubleStar: node->kwarg = item->arg; break;
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

ArenaList<TypeParam*>* Actions::type_parameters(const Location& close, ArenaList<TypeParam*>* list) {
    since(12, "Type parameter lists are", close, Mistake::Range::Exact);
    return list;
}

TypeParam* Actions::type_var(const Location& at, Text name, Expr* bound, Expr* value) {
    if (value != nullptr) since(13, "Type parameter defaults are", at);
    TypeVar* node = make<TypeVar>(at);
    node->name = name.view();
    node->bound = bound;
    node->default_value = value;
    return finish(node);
}

TypeParam* Actions::type_var_tuple(const Location& at, Text name, const Location& bound_at, Expr* bound,
                                   Expr* value) {
    if (bound != nullptr) report_bound(bound_at, bound, "TypeVarTuple");
    if (value != nullptr) since(13, "Type parameter defaults are", at);
    TypeVarTuple* node = make<TypeVarTuple>(at);
    node->name = name.view();
    node->default_value = value;
    return finish(node);
}

TypeParam* Actions::param_spec(const Location& at, Text name, const Location& bound_at, Expr* bound,
                               Expr* value) {
    if (bound != nullptr) report_bound(bound_at, bound, "ParamSpec");
    if (value != nullptr) since(13, "Type parameter defaults are", at);
    ParamSpec* node = make<ParamSpec>(at);
    node->name = name.view();
    node->default_value = value;
    return finish(node);
}

void Actions::report_bound(const Location& at, Expr* bound, const char* what) {
    Mistake mistake;
    mistake.message =
        text(bound->is<Tuple>() ? "cannot use constraints with " : "cannot use bound with ", what);
    mistake.where = at;
    mistake.range = Mistake::Range::FromStart;
    mistake.last = at;
    report(mistake);
}

}  // namespace ouro
