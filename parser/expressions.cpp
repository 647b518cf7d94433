// SPDX-License-Identifier: MIT
// Actions: expressions, displays and subscripts.
#include <algorithm>

#include "parser/actions.h"
#include "parser/targets.h"

namespace ouro {

using namespace ast;

namespace {

Sequence<Expr*> sequence_of(Exprs* list) { return list == nullptr ? Sequence<Expr*>{} : list->sequence(); }

// Appends to a sequence whose room is the next power of two.
template <class T>
void extend(Arena& arena, Sequence<T>& sequence, T item) {
    std::size_t count = sequence.count;
    if (count == 0 || (count >= 2 && (count & (count - 1)) == 0)) {
        T* grown = arena.make_array<T>(count == 0 ? 2 : count * 2);
        std::copy(sequence.items, sequence.items + count, grown);
        sequence.items = grown;
    }
    sequence.items[sequence.count++] = item;
}

}  // namespace

Expr* Actions::name(const Location& at, Text id) {
    Name* node = make<Name>(at);
    node->id = id.view();
    return node;
}

Expr* Actions::constant(const Location& at, ConstantKind value) {
    Constant* node = make<Constant>(at);
    node->value = value;
    return node;
}

// ---- displays

Expr* Actions::tuple(const Location& at, Exprs* elements) {
    Tuple* node = make<Tuple>(at);
    node->elts = sequence_of(elements);
    return finish(node);
}

Expr* Actions::bare_tuple(const Location& at, Exprs* elements) {
    Expr* node = tuple(at, elements);
    node->bare = true;
    return node;
}

Expr* Actions::list(const Location& at, Exprs* elements) {
    List* node = make<List>(at);
    node->elts = sequence_of(elements);
    return finish(node);
}

Expr* Actions::set(const Location& at, Exprs* elements) {
    Set* node = make<Set>(at);
    node->elts = sequence_of(elements);
    return finish(node);
}

Expr* Actions::dict(const Location& at, ArenaList<DictItem*>* items) {
    Dict* node = make<Dict>(at);
    if (items != nullptr) {
        node->keys = {arena_.make_array<Expr*>(items->count), items->count};
        node->values = {arena_.make_array<Expr*>(items->count), items->count};
        for (std::size_t i = 0; i < items->count; ++i) {
            node->keys[i] = (*items)[i]->key;
            node->values[i] = (*items)[i]->value;
        }
    }
    return finish(node);
}

Expr* Actions::group(const Location& at, Exprs* elements) {
    if (elements->count > 1) return tuple(at, elements);
    Expr* element = (*elements)[0];
    if (element->is<Starred>()) report("cannot use starred expression here", element->location);
    return parenthesised(element);
}

Expr* Actions::group_double_star(const Location& star) {
    Mistake mistake;
    mistake.message = "cannot use double starred expression here";
    mistake.where = star;
    report(mistake);
    return constant(star, ConstantKind::None);
}

Expr* Actions::parenthesised(Expr* value) {
    value->parenthesised = true;
    return value;
}

Expr* Actions::starred(const Location& at, Expr* value) {
    Starred* node = make<Starred>(at);
    node->value = value;
    return finish(node);
}

DictItem* Actions::dict_item(const Location& at, Expr* key, Expr* value) {
    DictItem* item = arena_.make<DictItem>();
    item->at = at;
    item->key = key;
    item->value = value;
    return item;
}

ArenaList<DictItem*>* Actions::dict_item_no_colon(ArenaList<DictItem*>* items, Expr* key) {
    // From the last column of the key to the start of the line, as CPython has it.
    Mistake mistake;
    mistake.message = "':' expected after dictionary key";
    mistake.where = {key->location.lineno, key->location.end_col_offset - 1, key->location.end_lineno, -1};
    mistake.last = key->location;
    report(mistake);
    return push(items, dict_item(key->location, key, key));
}

DictItem* Actions::dict_item_no_value(const Location& at, Expr* key, const Location& colon) {
    Mistake mistake;
    mistake.message = "expression expected after dictionary key and ':'";
    mistake.where = colon;
    mistake.follow = Mistake::Follow::CommaOrBrace;
    mistake.last = colon;
    report(mistake);
    return dict_item(at, key, key);
}

DictItem* Actions::dict_item_starred(const Location& at, Expr* key, const Location& star, Expr* value) {
    Mistake mistake;
    mistake.message = "cannot use a starred expression in a dictionary value";
    mistake.where = star;
    mistake.range = Mistake::Range::FromStart;
    mistake.last = value->location;
    report(mistake);
    return dict_item(at, key, value);
}

// ---- operators

Expr* Actions::named(const Location& at, Expr* target, Expr* value) {
    if (!target->is<Name>() || target->parenthesised)
        report(text("cannot use assignment expressions with ", expression_name(target)), target->location);
    set_context(target, ExprContext::Store);
    since(8, "Assignment expressions are", at);
    NamedExpr* node = make<NamedExpr>(at);
    node->target = target;
    node->value = value;
    return finish(node);
}

// `if x = 3`: CPython names it when both sides are simple enough, and refuses the `=` in plain words else.
Expr* Actions::condition_equals(Expr* left, const Location& equal, Expr* right, const Location& right_at) {
    const Expr* start = leading_bitwise_or(right);
    Mistake mistake;
    mistake.plain = equal;
    if (start == right) {
        mistake.follow = Mistake::Follow::NotEqual;
        mistake.last = right_at;
    }
    if (start != nullptr && left->is<Name>() && !left->parenthesised) {
        mistake.message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        mistake.where = span(left->location, start->location);
    } else if (start != nullptr && is_bitwise_or(left) && !starts_as_display(left)) {
        mistake.message =
            text("cannot assign to ", expression_name(left), " here. Maybe you meant '==' instead of '='?");
        mistake.where = left->location;
    } else {
        mistake.message = "invalid syntax";
        mistake.where = equal;
        mistake.follow = Mistake::Follow::Anything;
    }
    report(mistake);
    return left;
}

Expr* Actions::conditional(const Location& at, Expr* test, Expr* body, Expr* orelse) {
    IfExp* node = make<IfExp>(at);
    node->test = test;
    node->body = body;
    node->orelse = orelse;
    return finish(node);
}

Expr* Actions::conditional_no_else(Expr* body, const Location& if_at, Expr* test, const Location& test_at) {
    Mistake mistake;
    mistake.message = "expected 'else' after 'if' expression";
    mistake.where = span(body->location, test->location);
    mistake.follow = Mistake::Follow::NotElseOrColon;
    mistake.last = test_at;
    mistake.plain = if_at;
    report(mistake);
    return body;
}

Expr* Actions::lambda(const Location& at, Arguments* arguments, Expr* body) {
    Lambda* node = make<Lambda>(at);
    node->args = arguments;
    node->body = body;
    return finish(node);
}

// `a or b or c` is one node; `a or (b or c)` is two.
Expr* Actions::boolean(const Location& at, Expr* left, BoolOperator op, Expr* right) {
    BoolOp* chain = left->try_as<BoolOp>();
    if (chain == nullptr || chain->op != op || chain->parenthesised) {
        chain = make<BoolOp>(at);
        chain->op = op;
        extend<Expr*>(arena_, chain->values, left);
    }
    extend<Expr*>(arena_, chain->values, right);
    chain->location = at;
    chain->height = std::max({chain->height, left == chain ? 0 : left->height + 1, right->height + 1});
    if (chain->height > kMaximumHeight) too_deep(at);
    return chain;
}

Expr* Actions::unary(const Location& at, UnaryOperator op, Expr* operand) {
    UnaryOp* node = make<UnaryOp>(at);
    node->op = op;
    node->operand = operand;
    return finish(node);
}

Expr* Actions::binary(const Location& at, Expr* left, Operator op, Expr* right) {
    if (op == Operator::MatMult) since(5, "The '@' operator is", at);
    BinOp* node = make<BinOp>(at);
    node->left = left;
    node->op = op;
    node->right = right;
    return finish(node);
}

// `a < b < c` is one node, like every chain without parentheses.
Expr* Actions::compare(const Location& at, Expr* left, CmpOperator op, Expr* right) {
    Compare* chain = left->try_as<Compare>();
    if (chain == nullptr || chain->parenthesised) {
        chain = make<Compare>(at);
        chain->left = left;
    }
    extend<CmpOperator>(arena_, chain->ops, op);
    extend<Expr*>(arena_, chain->comparators, right);
    chain->location = at;
    chain->height = std::max({chain->height, left == chain ? 0 : left->height + 1, right->height + 1});
    if (chain->height > kMaximumHeight) too_deep(at);
    return chain;
}

Expr* Actions::await(const Location& at, Expr* value) {
    since(5, "Await expressions are", at);
    Await* node = make<Await>(at);
    node->value = value;
    return finish(node);
}

Expr* Actions::yield(const Location& at, Expr* value) {
    Yield* node = make<Yield>(at);
    node->value = value;
    return finish(node);
}

Expr* Actions::yield_from(const Location& at, Expr* value) {
    YieldFrom* node = make<YieldFrom>(at);
    node->value = value;
    return finish(node);
}

// ---- primaries

Expr* Actions::attribute(const Location& at, Expr* value, Text attr) {
    Attribute* node = make<Attribute>(at);
    node->value = value;
    node->attr = attr.view();
    return finish(node);
}

Expr* Actions::subscript(const Location& at, Expr* value, Expr* slice) {
    Subscript* node = make<Subscript>(at);
    node->value = value;
    node->slice = slice;
    return finish(node);
}

// PEP 646: a sole starred subscript is a tuple of one.
Expr* Actions::sole_subscript(const Location& at, Expr* element) {
    return element->is<Starred>() ? bare_tuple(at, exprs(element)) : element;
}

Expr* Actions::slice(const Location& at, Expr* lower, Expr* upper, Expr* step) {
    Slice* node = make<Slice>(at);
    node->lower = lower;
    node->upper = upper;
    node->step = step;
    return finish(node);
}

}  // namespace ouro
