// SPDX-License-Identifier: MIT
// Actions: the arguments of calls and classes, and comprehensions.
#include "parser/actions.h"
#include "parser/targets.h"

namespace ouro {

using namespace ast;

namespace {

// `f(x for x in y)` written as an element and its clauses.
GeneratorExp* generator_node(Arena& arena, const Location& at, Expr* element,
                             ArenaList<Comprehension*>* clauses) {
    GeneratorExp* node = arena.make<GeneratorExp>();
    node->location = at;
    node->elt = element;
    node->generators = clauses->sequence();
    return node;
}

}  // namespace

// ---- arguments

Expr* Actions::call(const Location& at, Expr* func, const Location& parentheses, const Location& close,
                    ArenaList<Argument*>* arguments) {
    Call* node = make<Call>(at);
    node->func = func;
    if (arguments != nullptr) {
        // The parentheses of a sole generator expression are the call's.
        if (arguments->count == 1 && (*arguments)[0]->generator)
            (*arguments)[0]->value->location = parentheses;
        check_arguments(arguments, close);
        split_arguments(arguments, &node->args, &node->keywords);
    }
    return finish(node);
}

void Actions::check_arguments(ArenaList<Argument*>* arguments, const Location& close) {
    if (arguments->count > 1) {
        for (const Argument* argument : *arguments)
            if (argument->generator) report("Generator expression must be parenthesized", argument->location);
    }
    bool keyword = false;
    bool unpacking = false;
    for (std::size_t i = 0; i < arguments->count; ++i) {
        const Argument* argument = (*arguments)[i];
        if (argument->keyword != nullptr) {
            keyword = true;
            if (argument->keyword->arg.empty()) unpacking = true;
        } else if (argument->value->is<Starred>()) {
            if (!unpacking) continue;
            Mistake mistake;
            mistake.message = "iterable argument unpacking follows keyword argument unpacking";
            mistake.where = after((*arguments)[i - 1]->location);
            mistake.range = Mistake::Range::FromStart;
            mistake.last = argument->location;
            mistake.from_comma = true;
            report(mistake);
        } else if (keyword) {
            report(unpacking ? "positional argument follows keyword argument unpacking"
                             : "positional argument follows keyword argument",
                   close);
        }
    }
}

void Actions::split_arguments(ArenaList<Argument*>* arguments, Sequence<Expr*>* args,
                              Sequence<Keyword*>* keywords) {
    if (arguments == nullptr) return;
    std::size_t named = 0;
    for (const Argument* argument : *arguments) named += argument->keyword != nullptr ? 1 : 0;
    *args = {arena_.make_array<Expr*>(arguments->count - named), 0};
    *keywords = {arena_.make_array<Keyword*>(named), 0};
    for (const Argument* argument : *arguments) {
        if (argument->keyword != nullptr) {
            keywords->items[keywords->count++] = argument->keyword;
        } else {
            args->items[args->count++] = argument->value;
        }
    }
}

Argument* Actions::argument(const Location& at, Expr* value) {
    Argument* argument = arena_.make<Argument>();
    argument->value = value;
    argument->location = at;
    return argument;
}

Expr* Actions::named_argument(const Location& at, Expr* target, const Location& op_at, Expr* value) {
    if (!target->is<Name>() || target->parenthesised) report_plain(op_at);
    return named(at, target, value);
}

Argument* Actions::unpacked_argument(const Location& at, Expr* value) {
    Argument* result = argument(at, value);
    result->keyword = make<Keyword>(at);
    result->keyword->value = value;
    finish(result->keyword);
    return result;
}

Argument* Actions::keyword_argument(const Location& at, Expr* name, const Location& equal, Expr* value) {
    Argument* result = argument(at, value);
    result->keyword = make<Keyword>(at);
    result->keyword->value = value;
    finish(result->keyword);
    Location range = span(name->location, equal);
    if (name->is<Name>() && !name->parenthesised) {
        result->keyword->arg = name->as<Name>()->id;
        return result;
    }
    result->keyword->arg = "_";
    const Constant* word = name->parenthesised ? nullptr : name->try_as<Constant>();
    if (word != nullptr && (word->value == ConstantKind::True || word->value == ConstantKind::False ||
                            word->value == ConstantKind::None)) {
        report(text("cannot assign to ", expression_name(name)), range);
    } else {
        report("expression cannot contain assignment, perhaps you meant \"==\"?", range);
    }
    return result;
}

Argument* Actions::generator_argument(const Location& at, Expr* element, ArenaList<Comprehension*>* clauses) {
    Argument* result = argument(at, finish(generator_node(arena_, at, element, clauses)));
    result->generator = true;
    // Elements start where they are written, without their parentheses.
    result->location.lineno = element->location.lineno;
    result->location.col_offset = element->location.col_offset;
    return result;
}

Argument* Actions::argument_no_value(Expr* name, const Location& equal) {
    if (!name->is<Name>() || name->parenthesised)
        return keyword_argument(span(name->location, equal), name, equal, name);
    Mistake mistake;
    mistake.message = "expected argument value expression";
    mistake.where = span(name->location, equal);
    mistake.follow = Mistake::Follow::CommaOrParenthesis;
    mistake.last = equal;
    report(mistake);
    return keyword_argument(mistake.where, name, equal, name);
}

Argument* Actions::keyword_generator(Expr* name, const Location& equal) {
    if (name->is<Name>() && !name->parenthesised)
        report("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span(name->location, equal));
    return keyword_argument(span(name->location, equal), name, equal, name);
}

Argument* Actions::starred_generator(const Location& at) {
    report("iterable unpacking cannot be used in comprehension", at);
    return argument(at, constant(at, ConstantKind::None));
}

Argument* Actions::starred_assignment(const Location& at, bool keywords) {
    report(keywords ? "cannot assign to keyword argument unpacking"
                    : "cannot assign to iterable argument unpacking",
           at);
    return argument(at, constant(at, ConstantKind::None));
}

ArenaList<Argument*>* Actions::trailing_comma(ArenaList<Argument*>* arguments) {
    if (arguments->count == 1 && (*arguments)[0]->generator)
        report("Generator expression must be parenthesized", (*arguments)[0]->location);
    return arguments;
}

// ---- comprehensions

Comprehension* Actions::comprehension(const Location& at, Expr* target, Expr* iter, Exprs* ifs,
                                      int is_async) {
    if (is_async != 0) since(6, "Async comprehensions are", at);
    Comprehension* node = make<Comprehension>(at);
    node->target = target;
    node->iter = iter;
    if (ifs != nullptr) node->ifs = ifs->sequence();
    node->is_async = is_async;
    return finish(node);
}

// The sole element before the clauses, or the first one of a mistake that is noted.
Expr* Actions::comprehension_element(Exprs* elements, ArenaList<Comprehension*>* clauses, bool parentheses) {
    Expr* first = (*elements)[0];
    if (elements->count > 1) {
        if (parentheses) {
            report_plain(keyword_of((*clauses)[0]));
        } else {
            report("did you forget parentheses around the comprehension target?",
                   span(first->location, elements->back()->location));
        }
    } else if (first->is<Starred>()) {
        report("iterable unpacking cannot be used in comprehension", first->location);
    }
    return first;
}

Expr* Actions::comprehension_comma(Exprs* elements, const Location& comma,
                                   ArenaList<Comprehension*>* clauses) {
    Expr* first = (*elements)[0];
    const Location& end = elements->count > 1 ? elements->back()->location : comma;
    report("did you forget parentheses around the comprehension target?", span(first->location, end));
    return comprehension_element(elements, clauses, false);
}

Expr* Actions::generator(const Location& at, Exprs* elements, ArenaList<Comprehension*>* clauses) {
    return finish(generator_node(arena_, at, comprehension_element(elements, clauses, true), clauses));
}

Expr* Actions::list_comprehension(const Location& at, Exprs* elements, ArenaList<Comprehension*>* clauses) {
    ListComp* node = make<ListComp>(at);
    node->elt = comprehension_element(elements, clauses, false);
    node->generators = clauses->sequence();
    return finish(node);
}

Expr* Actions::set_comprehension(const Location& at, Exprs* elements, ArenaList<Comprehension*>* clauses) {
    SetComp* node = make<SetComp>(at);
    node->elt = comprehension_element(elements, clauses, false);
    node->generators = clauses->sequence();
    return finish(node);
}

Expr* Actions::dict_comprehension(const Location& at, ArenaList<DictItem*>* items,
                                  ArenaList<Comprehension*>* clauses) {
    DictItem* item = (*items)[0];
    if (items->count > 1) {
        report_plain(keyword_of((*clauses)[0]));
    } else if (item->key == nullptr) {
        report("dict unpacking cannot be used in dict comprehension", item->at);
    }
    DictComp* node = make<DictComp>(at);
    node->key = item->key == nullptr ? item->value : item->key;
    node->value = item->value;
    node->generators = clauses->sequence();
    return finish(node);
}

}  // namespace ouro
