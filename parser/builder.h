// SPDX-License-Identifier: MIT
// The small values that live on the parser's stack between two reductions: growing lists in the arena, and
// the pieces of a parameter, an argument, a handler or a pattern that become part of a node only when their
// list is complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/arena.h"
#include "parser/ast.h"

namespace ouro {

// A text in the arena or in the source; trivial, because it lies in a union.
struct Text {
    const char* data;
    std::size_t size;

    std::string_view view() const { return {data, size}; }
    bool empty() const { return size == 0; }
};

// A list that grows in the arena and becomes a Sequence without a copy.
template <class T>
struct ArenaList {
    T* items = nullptr;
    std::size_t count = 0;
    std::size_t capacity = 0;

    void push(Arena& arena, T item) {
        if (count == capacity) {
            std::size_t room = capacity == 0 ? 2 : capacity * 2;
            T* grown = arena.make_array<T>(room);
            for (std::size_t i = 0; i < count; ++i) grown[i] = items[i];
            items = grown;
            capacity = room;
        }
        items[count++] = item;
    }
    T* begin() const { return items; }
    T* end() const { return items + count; }
    T& operator[](std::size_t index) const { return items[index]; }
    T& back() const { return items[count - 1]; }
    ast::Sequence<T> sequence() const { return {items, count}; }
};

// One entry of a parameter list: a parameter, or the marks `*` and `/`.
struct Parameter {
    enum class Kind : std::uint8_t { Plain, Star, StarAlone, DoubleStar, Slash };
    Kind kind = Kind::Plain;
    ast::Arg* arg = nullptr;
    ast::Expr* default_value = nullptr;
    ast::Location location;  // a star's: of the star alone
    ast::Location comment;   // of a type comment
    bool comment_after_comma = false;
    bool has_equal = false;  // an `=` that cannot be, or that has nothing after it
    ast::Location equal;
};

// One argument of a call: positional (with or without a star), keyword, or `**mapping`.
struct Argument {
    ast::Expr* value = nullptr;
    ast::Keyword* keyword = nullptr;
    bool generator = false;  // an unparenthesised generator expression
    ast::Location location;
};

// One item of a dict display; `**mapping` has no key.
struct DictItem {
    ast::Location at;
    ast::Expr* key = nullptr;
    ast::Expr* value = nullptr;
};

// One `elif`.
struct Clause {
    ast::Location at;
    ast::Expr* test = nullptr;
    ArenaList<ast::Stmt*>* body = nullptr;
};

// One `except` clause.
struct Handler {
    ast::ExceptHandler* node = nullptr;
    bool star = false;
    ast::Location keyword;
};

// One item of a sequence, class or mapping pattern.
struct PatternItem {
    ast::Pattern* pattern = nullptr;
    ast::Expr* key = nullptr;
    Text name{"", 0};
    ast::Location location;
};

// The `!r` of a replacement field.
struct Conversion {
    int character = -1;
    ast::Location bang;
    ast::Location name;
};

// The value of a symbol on the parser's stack.
union SemanticValue {
    Text text;
    int number;
    ast::Operator op;
    ast::Expr* expr;
    ast::Stmt* stmt;
    ast::Pattern* pattern;
    ast::TypeParam* type_param;
    ast::Arguments* parameters;
    ast::Alias* alias;
    ast::WithItem* with_item;
    ast::Comprehension* comprehension;
    ast::MatchCase* match_case;
    Parameter* parameter;
    Argument* argument;
    DictItem* dict_item;
    Handler* handler;
    PatternItem* pattern_item;
    Conversion* conversion;
    ArenaList<Text>* texts;
    ArenaList<ast::Expr*>* exprs;
    ArenaList<ast::Stmt*>* stmts;
    ArenaList<ast::TypeParam*>* type_params;
    ArenaList<ast::Alias*>* aliases;
    ArenaList<ast::WithItem*>* with_items;
    ArenaList<ast::Comprehension*>* comprehensions;
    ArenaList<ast::MatchCase*>* match_cases;
    ArenaList<Clause>* clauses;
    ArenaList<Parameter*>* parameter_list;
    ArenaList<Argument*>* arguments;
    ArenaList<DictItem*>* dict_items;
    ArenaList<Handler*>* handlers;
    ArenaList<PatternItem*>* pattern_items;
};

}  // namespace ouro
