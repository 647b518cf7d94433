// SPDX-License-Identifier: MIT
// Actions: the parse itself, sources and statements.
#include "parser/actions.h"

#include <cstring>

#include "parser/targets.h"

namespace ouro {

using namespace ast;

namespace {

// The bodies of a rule that may be left out.
Sequence<Stmt*> sequence_of(Stmts* list) { return list == nullptr ? Sequence<Stmt*>{} : list->sequence(); }

}  // namespace

// ---- the parse

void Actions::refuse(const Location& where) {
    if (refused_) return;
    refused_ = true;
    refused_at_ = where;
    refused_token_ = feed_.position();
    if (refused_token_ != nullptr && !feed_.exhausted()) --refused_token_;
}

void Actions::report(const Mistake& mistake) {
    if (has_mistake_) return;
    has_mistake_ = true;
    mistake_ = mistake;
}

void Actions::since(int minor, const char* what, const Location& at, Mistake::Range range) {
    if (feed_.source().options.feature_version >= minor || has_mistake_) return;
    char version[] = {static_cast<char>('0' + minor / 10), static_cast<char>('0' + minor % 10)};
    std::string_view number(version + (minor < 10), minor < 10 ? 1 : 2);
    Mistake mistake;
    mistake.message = text(text(what, " only supported in Python 3.", number), " and greater");
    mistake.where = at;
    mistake.range = range;
    report(mistake);
}

void Actions::too_deep(const Location& where) {
    Mistake mistake;
    mistake.message = "maximum recursion depth exceeded during compilation";
    mistake.where = where;
    mistake.kind = Mistake::Kind::TooDeep;
    // Nothing that was noted before matters: the parse ends here.
    if (!stopped_) mistake_ = mistake;
    has_mistake_ = true;
    stopped_ = true;
}

std::string_view Actions::text(std::string_view first, std::string_view second, std::string_view third) {
    std::size_t size = first.size() + second.size() + third.size();
    if (size == 0) return std::string_view("", 0);
    char* bytes = static_cast<char*>(arena_.allocate(size, 1));
    std::memcpy(bytes, first.data(), first.size());
    std::memcpy(bytes + first.size(), second.data(), second.size());
    std::memcpy(bytes + first.size() + second.size(), third.data(), third.size());
    return {bytes, size};
}

Text Actions::dotted(Text left, Text right) {
    std::string_view joined = text(left.view(), ".", right.view());
    return {joined.data(), joined.size()};
}

// ---- sources

void Actions::module(const Location& at, Stmts* body) {
    Module* node = make<Module>(at);
    node->body = sequence_of(body);
    tree_ = finish(node);
}

void Actions::interactive(const Location& at, Stmts* body) {
    Interactive* node = make<Interactive>(at);
    node->body = sequence_of(body);
    tree_ = finish(node);
}

void Actions::interactive_line(const Location& at, Stmts* body) {
    interactive(at, body);
    single_complete_ = true;
}

void Actions::interactive_pass(const Location& at) { interactive(at, stmts(pass(at))); }

void Actions::expression_module(const Location& at, Expr* body) {
    Expression* node = make<Expression>(at);
    node->body = body;
    tree_ = finish(node);
}

void Actions::function_type(const Location& at, Exprs* arguments, Expr* returns) {
    FunctionType* node = make<FunctionType>(at);
    if (arguments != nullptr) node->argtypes = arguments->sequence();
    node->returns = returns;
    tree_ = finish(node);
}

// ---- simple statements

Stmt* Actions::expression_statement(const Location& at, Expr* value) {
    ExprStmt* node = make<ExprStmt>(at);
    node->value = value;
    return finish(node);
}

Exprs* Actions::assign_target(Exprs* targets, Expr* target, const Location& equal) {
    if (targets == nullptr) {
        targets = exprs();
        first_equal_ = equal;
    }
    push(targets, target);
    const Expr* invalid = invalid_target(target, TargetUse::Assignment);
    if (invalid == nullptr) {
        set_context(target, ExprContext::Store);
        return targets;
    }
    Mistake mistake;
    bool yields = !target->parenthesised && (target->is<Yield>() || target->is<YieldFrom>());
    mistake.message = yields ? "assignment to yield expression not possible"
                             : text("cannot assign to ", expression_name(invalid));
    mistake.where = invalid->location;
    // Before it looks at targets, CPython reads the line's first item as a condition: `f() = 1`, `a, f() =
    // 1`.
    const Expr* first = (*targets)[0];
    const Expr* item = first->bare ? first->as<Tuple>()->elts.back() : first;
    bool comma = first->bare && (item->location.end_lineno != first->location.end_lineno ||
                                 item->location.end_col_offset != first->location.end_col_offset);
    mistake.compared = item;
    mistake.equal = first_equal_;
    if (comma) {
        // `f(), = 1` can only be a tuple.
    } else if (item->is<Name>() && !item->parenthesised) {
        mistake.comparison = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
    } else if (is_bitwise_or(item) && !starts_as_display(item)) {
        mistake.comparison =
            text("cannot assign to ", expression_name(item), " here. Maybe you meant '==' instead of '='?");
    }
    report(mistake);
    return targets;
}

Stmt* Actions::assign(const Location& at, Exprs* targets, Expr* value) {
    Assign* node = make<Assign>(at);
    node->targets = targets->sequence();
    node->value = value;
    return finish(node);
}

Stmt* Actions::augmented_assign(const Location& at, Expr* target, const Location& op_at, Operator op,
                                Expr* value) {
    if (!target->parenthesised && (target->is<Yield>() || target->is<YieldFrom>())) {
        report_plain(op_at);
    } else if (!target->is<Name>() && !target->is<Attribute>() && !target->is<Subscript>()) {
        report(text("'", expression_name(target), "' is an illegal expression for augmented assignment"),
               target->location);
    }
    set_context(target, ExprContext::Store);
    if (op == Operator::MatMult) since(5, "The '@' operator is", op_at, Mistake::Range::Exact);
    AugAssign* node = make<AugAssign>(at);
    node->target = target;
    node->op = op;
    node->value = value;
    return finish(node);
}

Stmt* Actions::annotated_assign(const Location& at, Expr* target, const Location& colon, Expr* annotation,
                                Expr* value) {
    if (target->is<Starred>()) {
        report_plain(colon);
    } else if (const char* problem = annotation_problem(target)) {
        report(problem, target->bare ? target->as<Tuple>()->elts[0]->location : target->location);
    }
    set_context(target, ExprContext::Store);
    since(6, "Variable annotation syntax is", at);
    AnnAssign* node = make<AnnAssign>(at);
    node->target = target;
    node->annotation = annotation;
    node->value = value;
    node->simple = target->is<Name>() && !target->parenthesised ? 1 : 0;
    return finish(node);
}

Stmt* Actions::return_statement(const Location& at, Expr* value) {
    Return* node = make<Return>(at);
    node->value = value;
    return finish(node);
}

Stmt* Actions::raise(const Location& at, Expr* exc, Expr* cause) {
    Raise* node = make<Raise>(at);
    node->exc = exc;
    node->cause = cause;
    return finish(node);
}

Stmt* Actions::pass(const Location& at) { return finish(make<Pass>(at)); }

Stmt* Actions::break_statement(const Location& at) { return finish(make<Break>(at)); }

Stmt* Actions::continue_statement(const Location& at) { return finish(make<Continue>(at)); }

Stmt* Actions::delete_statement(const Location& at, Expr* targets) {
    if (const Expr* invalid = invalid_target(targets, TargetUse::Delete))
        report(text("cannot delete ", expression_name(invalid)), invalid->location);
    set_context(targets, ExprContext::Del);
    Delete* node = make<Delete>(at);
    node->targets = targets->bare ? targets->as<Tuple>()->elts : exprs(targets)->sequence();
    return finish(node);
}

Stmt* Actions::assert_statement(const Location& at, Expr* test, Expr* message) {
    Assert* node = make<Assert>(at);
    node->test = test;
    node->msg = message;
    return finish(node);
}

namespace {

Sequence<std::string_view> names_of(Arena& arena, ArenaList<Text>* names) {
    Sequence<std::string_view> views{arena.make_array<std::string_view>(names->count), names->count};
    for (std::size_t i = 0; i < names->count; ++i) views[i] = (*names)[i].view();
    return views;
}

}  // namespace

Stmt* Actions::global(const Location& at, ArenaList<Text>* names) {
    Global* node = make<Global>(at);
    node->names = names_of(arena_, names);
    return finish(node);
}

Stmt* Actions::nonlocal(const Location& at, ArenaList<Text>* names) {
    Nonlocal* node = make<Nonlocal>(at);
    node->names = names_of(arena_, names);
    return finish(node);
}

Stmt* Actions::type_alias(const Location& at, const Location& name_at, Text name,
                          ArenaList<TypeParam*>* params, Expr* value) {
    since(12, "Type statement is", at);
    TypeAlias* node = make<TypeAlias>(at);
    node->name = this->name(name_at, name);
    set_context(node->name, ExprContext::Store);
    if (params != nullptr) node->type_params = params->sequence();
    node->value = value;
    return finish(node);
}

Stmt* Actions::import(const Location& at, ArenaList<Alias*>* names) {
    Import* node = make<Import>(at);
    node->names = names->sequence();
    return finish(node);
}

Stmt* Actions::import_from(const Location& at, int level, Text module, ArenaList<Alias*>* names) {
    ImportFrom* node = make<ImportFrom>(at);
    node->module = module.view();
    node->names = names->sequence();
    node->level = level;
    return finish(node);
}

Stmt* Actions::import_swapped(const Location& at, const Location& last) {
    Mistake mistake;
    mistake.message = "Did you mean to use 'from ... import ...' instead?";
    mistake.where = at;
    mistake.range = Mistake::Range::FromStart;
    mistake.last = last;
    report(mistake);
    return pass(at);
}

ArenaList<Alias*>* Actions::import_trailing_comma(ArenaList<Alias*>* names, const Location& comma) {
    Mistake mistake;
    mistake.message = "trailing comma not allowed without surrounding parentheses";
    mistake.where = comma;
    mistake.range = Mistake::Range::NextToken;
    mistake.follow = Mistake::Follow::Newline;
    mistake.last = comma;
    report(mistake);
    return names;
}

Alias* Actions::alias(const Location& at, Text name, Text asname) {
    Alias* node = make<Alias>(at);
    node->name = name.view();
    node->asname = asname.view();
    return finish(node);
}

// ---- compound statements

Stmt* Actions::function_head(const Location& at, Text name, ArenaList<TypeParam*>* params, Arguments* arguments,
                             Expr* returns) {
    FunctionDef* node = make<FunctionDef>(at);
    node->name = name.view();
    node->args = arguments;
    node->returns = returns;
    if (params != nullptr) node->type_params = params->sequence();
    return node;
}

Stmt* Actions::function(const Location& at, Stmt* head, Stmts* body) {
    FunctionDef* node = head->as<FunctionDef>();
    node->location = at;
    node->body = sequence_of(body);
    return finish(node);
}

Stmt* Actions::commented(Stmt* statement, Text type_comment) {
    switch (statement->kind) {
        case NodeKind::Assign: statement->as<Assign>()->type_comment = type_comment.view(); break;
        case NodeKind::For: statement->as<For>()->type_comment = type_comment.view(); break;
        case NodeKind::With: statement->as<With>()->type_comment = type_comment.view(); break;
        default: statement->as<FunctionDef>()->type_comment = type_comment.view(); break;
    }
    return statement;
}

void Actions::two_type_comments(const Location& indent) {
    Mistake mistake;
    mistake.message = "Cannot have two type comments on def";
    mistake.where = mistake.last = {indent.lineno, indent.col_offset, indent.lineno, indent.col_offset};
    mistake.range = Mistake::Range::NextToken;
    report(mistake);
}

ArenaList<Argument*>* Actions::class_arguments(const Location& close, ArenaList<Argument*>* arguments) {
    if (arguments == nullptr) return nullptr;
    if (arguments->count == 1 && (*arguments)[0]->generator) {
        report_plain(keyword_of((*arguments)[0]->value->as<GeneratorExp>()->generators[0]));
    } else {
        check_arguments(arguments, close);
    }
    return arguments;
}

Stmt* Actions::class_definition(const Location& at, Text name, ArenaList<TypeParam*>* params,
                                ArenaList<Argument*>* arguments, Stmts* body) {
    ClassDef* node = make<ClassDef>(at);
    node->name = name.view();
    split_arguments(arguments, &node->bases, &node->keywords);
    node->body = sequence_of(body);
    if (params != nullptr) node->type_params = params->sequence();
    return finish(node);
}

Stmt* Actions::decorate(Exprs* decorators, Stmt* definition) {
    if (auto* function = definition->try_as<FunctionDef>()) {
        function->decorator_list = decorators->sequence();
        return finish(function);
    }
    if (auto* function = definition->try_as<AsyncFunctionDef>()) {
        function->decorator_list = decorators->sequence();
        return finish(function);
    }
    definition->as<ClassDef>()->decorator_list = decorators->sequence();
    return finish(definition->as<ClassDef>());
}

Stmt* Actions::make_async(const Location& at, Stmt* statement) {
    if (auto* plain = statement->try_as<FunctionDef>()) {
        since(5, "Async functions are", at);
        AsyncFunctionDef* node = make<AsyncFunctionDef>(at);
        node->name = plain->name;
        node->args = plain->args;
        node->body = plain->body;
        node->returns = plain->returns;
        node->type_comment = plain->type_comment;
        node->type_params = plain->type_params;
        node->height = plain->height;
        return node;
    }
    if (auto* plain = statement->try_as<For>()) {
        since(5, "Async for loops are", at, Mistake::Range::NextLine);
        AsyncFor* node = make<AsyncFor>(at);
        node->target = plain->target;
        node->iter = plain->iter;
        node->body = plain->body;
        node->orelse = plain->orelse;
        node->type_comment = plain->type_comment;
        node->height = plain->height;
        return node;
    }
    With* plain = statement->as<With>();
    since(5, "Async with statements are", at);
    AsyncWith* node = make<AsyncWith>(at);
    node->items = plain->items;
    node->body = plain->body;
    node->type_comment = plain->type_comment;
    node->height = plain->height;
    return node;
}

ArenaList<Clause>* Actions::clause(ArenaList<Clause>* clauses, const Location& at, Expr* test, Stmts* body) {
    if (clauses == nullptr) clauses = arena_.make<ArenaList<Clause>>();
    return push(clauses, Clause{at, test, body});
}

Stmt* Actions::if_statement(const Location& at, Expr* test, Stmts* body, ArenaList<Clause>* clauses,
                            Stmts* orelse) {
    Sequence<Stmt*> rest = sequence_of(orelse);
    std::int32_t rest_height = 0;
    for (const Stmt* statement : rest) rest_height = std::max(rest_height, statement->height + 1);
    std::size_t left = clauses == nullptr ? 0 : clauses->count;
    while (true) {
        bool outermost = left == 0;
        If* node = make<If>(at);
        Stmts* block = body;
        node->test = test;
        if (!outermost) {
            const Clause& clause = (*clauses)[--left];
            node->location = span(clause.at, at);
            node->test = clause.test;
            block = clause.body;
        }
        node->body = sequence_of(block);
        finish(node);
        node->orelse = rest;
        // A chain of `elif` is as high as its highest branch.
        node->height = std::max(node->height, rest_height);
        rest_height = node->height;
        if (node->height > kMaximumHeight) too_deep(node->location);
        if (outermost) return node;
        rest = stmts(node)->sequence();
    }
}

Stmt* Actions::while_loop(const Location& at, Expr* test, Stmts* body, Stmts* orelse) {
    While* node = make<While>(at);
    node->test = test;
    node->body = sequence_of(body);
    node->orelse = sequence_of(orelse);
    return finish(node);
}

Stmt* Actions::for_loop(const Location& at, Expr* target, Expr* iter, Stmts* body, Stmts* orelse) {
    For* node = make<For>(at);
    node->target = target;
    node->iter = iter;
    node->body = sequence_of(body);
    node->orelse = sequence_of(orelse);
    return finish(node);
}

Expr* Actions::for_target(Expr* target) {
    if (const Expr* invalid = invalid_target(target, TargetUse::For)) {
        Mistake mistake;
        mistake.message = text("cannot assign to ", expression_name(invalid));
        mistake.where = invalid->location;
        mistake.follow = Mistake::Follow::In;
        mistake.last = target->location;
        report(mistake);
    }
    set_context(target, ExprContext::Store);
    return target;
}

Stmt* Actions::with(const Location& at, ArenaList<WithItem*>* items, Stmts* body) {
    With* node = make<With>(at);
    node->items = items->sequence();
    node->body = sequence_of(body);
    return finish(node);
}

WithItem* Actions::with_item(const Location& at, Expr* context, Expr* target) {
    WithItem* node = make<WithItem>(at);
    node->context_expr = context;
    node->optional_vars = target;
    return finish(node);
}

Expr* Actions::with_target(Expr* target) {
    if (const Expr* invalid = invalid_target(target, TargetUse::Assignment)) {
        if (target->is<Starred>()) {
            report_plain(target->location);
        } else {
            report(text("cannot assign to ", expression_name(invalid)), invalid->location);
        }
    }
    set_context(target, ExprContext::Store);
    return target;
}

// `with (a, b):` has two items, not one that is a tuple.
ArenaList<WithItem*>* Actions::split_tuple(ArenaList<WithItem*>* items) {
    if (items->count != 1 || (*items)[0]->optional_vars != nullptr) return items;
    Expr* context = (*items)[0]->context_expr;
    Tuple* tuple = context->try_as<Tuple>();
    if (tuple == nullptr || tuple->parenthesised || tuple->bare || tuple->elts.empty()) return items;
    for (const Expr* element : tuple->elts)
        if (element->is<Starred>() || (element->is<NamedExpr>() && !element->parenthesised)) return items;
    ArenaList<WithItem*>* split = arena_.make<ArenaList<WithItem*>>();
    for (Expr* element : tuple->elts) push(split, with_item(element->location, element, nullptr));
    return split;
}

ArenaList<WithItem*>* Actions::with_elements(Exprs* elements, const Location& at, const Location& as,
                                             Expr* target, ArenaList<WithItem*>* rest) {
    ArenaList<WithItem*>* items = arena_.make<ArenaList<WithItem*>>();
    for (std::size_t i = 0; i < elements->count; ++i) {
        Expr* element = (*elements)[i];
        bool last = i + 1 == elements->count;
        if (element->is<Starred>() || (element->is<NamedExpr>() && !element->parenthesised)) report_plain(as);
        push(items, with_item(last ? at : element->location, element, last ? target : nullptr));
    }
    if (rest != nullptr)
        for (WithItem* item : *rest) push(items, item);
    return items;
}

Stmt* Actions::try_statement(const Location& at, Stmts* body, ArenaList<Handler*>* handlers, Stmts* orelse,
                             Stmts* finalbody) {
    bool star = handlers != nullptr && (*handlers)[0]->star;
    Sequence<ExceptHandler*> nodes;
    if (handlers != nullptr) {
        nodes = {arena_.make_array<ExceptHandler*>(handlers->count), handlers->count};
        for (std::size_t i = 0; i < handlers->count; ++i) {
            nodes[i] = (*handlers)[i]->node;
            if ((*handlers)[i]->star != star)
                report("cannot have both 'except' and 'except*' on the same 'try'", (*handlers)[i]->keyword);
        }
    }
    if (star) {
        since(11, "Exception groups are", at, Mistake::Range::NextLine);
        TryStar* node = make<TryStar>(at);
        node->body = sequence_of(body);
        node->handlers = nodes;
        node->orelse = sequence_of(orelse);
        node->finalbody = sequence_of(finalbody);
        return finish(node);
    }
    Try* node = make<Try>(at);
    node->body = sequence_of(body);
    node->handlers = nodes;
    node->orelse = sequence_of(orelse);
    node->finalbody = sequence_of(finalbody);
    return finish(node);
}

Handler* Actions::handler(const Location& at, const Location& keyword, Expr* type, Text name, Stmts* body) {
    ExceptHandler* node = make<ExceptHandler>(at);
    node->type = type;
    node->name = name.view();
    node->body = sequence_of(body);
    Handler* handler = arena_.make<Handler>();
    handler->node = finish(node);
    handler->keyword = keyword;
    return handler;
}

Handler* Actions::star_handler(const Location& at, const Location& keyword, Expr* type, Text name,
                               Stmts* body) {
    Handler* result = handler(at, keyword, type, name, body);
    result->star = true;
    return result;
}

void Actions::star_handler_bare(const Location& colon) {
    report("expected one or more exception types", colon);
}

void Actions::handler_comma(const Location& colon, Expr* type) {
    Mistake mistake;
    mistake.message = "multiple exception types must be parenthesized";
    mistake.where = type->location;
    mistake.range = Mistake::Range::ToLast;
    mistake.last = colon;
    report(mistake);
}

}  // namespace ouro
