// SPDX-License-Identifier: MIT
// Actions: match statements and their patterns (PEP 634).
#include "parser/actions.h"
#include "parser/targets.h"

namespace ouro {

using namespace ast;

Stmt* Actions::match(const Location& at, Expr* subject, ArenaList<MatchCase*>* cases) {
    since(10, "Pattern matching is", at, Mistake::Range::NextLine);
    Match* node = make<Match>(at);
    node->subject = subject;
    node->cases = cases->sequence();
    return finish(node);
}

Expr* Actions::subject(const Location& at, Exprs* elements) {
    if (elements->count > 1) return bare_tuple(at, elements);
    Expr* element = (*elements)[0];
    // `match *a:` lacks the comma that would make it a tuple.
    if (element->is<Starred>()) report_plain(after(element->location));
    return element;
}

MatchCase* Actions::match_case(const Location& at, Pattern* pattern, Expr* guard, Stmts* body) {
    MatchCase* node = make<MatchCase>(at);
    node->pattern = pattern;
    node->guard = guard;
    node->body = body->sequence();
    return finish(node);
}

// ---- sequences

PatternItem* Actions::pattern_item(Pattern* pattern) {
    PatternItem* item = arena_.make<PatternItem>();
    item->pattern = pattern;
    item->location = pattern->location;
    return item;
}

PatternItem* Actions::star_pattern(const Location& at, Text name) {
    MatchStar* node = make<MatchStar>(at);
    if (name.view() != "_") node->name = name.view();
    return pattern_item(finish(node));
}

Pattern* Actions::sequence_pattern(const Location& at, ArenaList<PatternItem*>* items) {
    MatchSequence* node = make<MatchSequence>(at);
    if (items != nullptr) {
        node->patterns = {arena_.make_array<Pattern*>(items->count), items->count};
        for (std::size_t i = 0; i < items->count; ++i) node->patterns[i] = (*items)[i]->pattern;
    }
    return finish(node);
}

Pattern* Actions::open_sequence(const Location& at, ArenaList<PatternItem*>* items, bool comma) {
    if (items->count > 1 || comma) return sequence_pattern(at, items);
    Pattern* pattern = (*items)[0]->pattern;
    if (pattern->is<MatchStar>()) {
        Mistake mistake;
        mistake.message = "invalid syntax";
        mistake.where = pattern->location;
        mistake.range = Mistake::Range::NextToken;
        report(mistake);
    }
    return pattern;
}

Pattern* Actions::group_pattern(const Location& at, const Location& close, ArenaList<PatternItem*>* items) {
    if (items->count > 1) return sequence_pattern(at, items);
    Pattern* pattern = (*items)[0]->pattern;
    if (pattern->is<MatchStar>()) report_plain(close);
    pattern->parenthesised = true;
    return pattern;
}

// ---- alternatives and captures

Pattern* Actions::or_pattern(const Location& at, Pattern* left, Pattern* right) {
    MatchOr* chain = left->try_as<MatchOr>();
    if (chain == nullptr || chain->parenthesised) {
        chain = make<MatchOr>(at);
        chain->patterns = {arena_.make_array<Pattern*>(2), 1};
        chain->patterns[0] = left;
    }
    std::size_t count = chain->patterns.count;
    if (count >= 2 && (count & (count - 1)) == 0) {
        Pattern** grown = arena_.make_array<Pattern*>(count * 2);
        for (std::size_t i = 0; i < count; ++i) grown[i] = chain->patterns[i];
        chain->patterns.items = grown;
    }
    chain->patterns.items[chain->patterns.count++] = right;
    chain->location = at;
    std::int32_t below = right->height > left->height || left == chain ? right->height : left->height;
    if (chain->height < below + 1) chain->height = below + 1;
    if (chain->height > kMaximumHeight) too_deep(at);
    return chain;
}

Pattern* Actions::as_pattern(const Location& at, Pattern* pattern, Expr* target) {
    MatchAs* node = make<MatchAs>(at);
    node->pattern = pattern;
    const Name* name = target->parenthesised ? nullptr : target->try_as<Name>();
    if (name == nullptr) {
        Mistake mistake;
        mistake.message = "invalid pattern target";
        mistake.where = target->location;
        if (const Expr* start = leading_name(target)) {
            // A name ends the pattern; what follows it is refused in plain words.
            mistake.message = "invalid syntax";
            mistake.where = start->location;
            mistake.range = Mistake::Range::NextToken;
        }
        report(mistake);
    } else if (name->id == "_") {
        report("cannot use '_' as a target", target->location);
    } else {
        node->name = name->id;
    }
    return finish(node);
}

Pattern* Actions::capture_pattern(const Location& at, Text name) {
    MatchAs* node = make<MatchAs>(at);
    if (name.view() != "_") node->name = name.view();
    return finish(node);
}

Text Actions::capture_name(const Location& at, Text name) {
    if (name.view() == "_") report_plain(at);
    return name;
}

// ---- literals

Pattern* Actions::value_pattern(const Location& at, Expr* value) {
    MatchValue* node = make<MatchValue>(at);
    node->value = value;
    return finish(node);
}

Pattern* Actions::singleton_pattern(const Location& at, ConstantKind value) {
    MatchSingleton* node = make<MatchSingleton>(at);
    node->value = value;
    return finish(node);
}

Expr* Actions::complex_number(const Location& at, Expr* real, Operator op, Expr* imaginary) {
    Expr* number = real->is<UnaryOp>() ? real->as<UnaryOp>()->operand : real;
    if (number->as<Constant>()->value == ConstantKind::Imaginary)
        report("real number required in complex literal", number->location);
    if (imaginary->as<Constant>()->value != ConstantKind::Imaginary)
        report("imaginary number required in complex literal", imaginary->location);
    return binary(at, real, op, imaginary);
}

// ---- mappings and classes

PatternItem* Actions::key_pattern(Expr* key, Pattern* pattern) {
    PatternItem* item = pattern_item(pattern);
    item->key = key;
    return item;
}

PatternItem* Actions::keyword_pattern(const Location& at, Text name, Pattern* pattern) {
    PatternItem* item = pattern_item(pattern);
    item->name = name;
    item->location = at;
    return item;
}

Pattern* Actions::mapping_pattern(const Location& at, ArenaList<PatternItem*>* items, Text rest) {
    MatchMapping* node = make<MatchMapping>(at);
    if (items != nullptr) {
        node->keys = {arena_.make_array<Expr*>(items->count), items->count};
        node->patterns = {arena_.make_array<Pattern*>(items->count), items->count};
        for (std::size_t i = 0; i < items->count; ++i) {
            node->keys[i] = (*items)[i]->key;
            node->patterns[i] = (*items)[i]->pattern;
        }
    }
    node->rest = rest.view();
    return finish(node);
}

// A run of positional patterns after a keyword one is marked from its first to its last.
ArenaList<PatternItem*>* Actions::class_items(ArenaList<PatternItem*>* items, PatternItem* item) {
    if (!item->name.empty()) check_class_items(items);
    return push(items, item);
}

void Actions::check_class_items(const ArenaList<PatternItem*>* items) {
    const PatternItem* first_late = nullptr;
    bool keyword = false;
    for (const PatternItem* item : *items) {
        if (!item->name.empty()) {
            keyword = true;
        } else if (keyword && first_late == nullptr) {
            first_late = item;
        }
    }
    if (first_late != nullptr)
        report("positional patterns follow keyword patterns",
               span(first_late->location, items->back()->location));
}

Pattern* Actions::class_pattern(const Location& at, Expr* cls, ArenaList<PatternItem*>* items) {
    MatchClass* node = make<MatchClass>(at);
    node->cls = cls;
    if (items == nullptr) return finish(node);
    ArenaList<Pattern*> positional, keywords;
    ArenaList<std::string_view> names;
    check_class_items(items);
    for (const PatternItem* item : *items) {
        if (item->name.empty()) {
            positional.push(arena_, item->pattern);
        } else {
            names.push(arena_, item->name.view());
            keywords.push(arena_, item->pattern);
        }
    }
    node->patterns = positional.sequence();
    node->kwd_attrs = names.sequence();
    node->kwd_patterns = keywords.sequence();
    return finish(node);
}

}  // namespace ouro
