// SPDX-License-Identifier: MIT
// Fragments: pieces of a source that is wrong, parsed on their own to see whether they are expressions.
#pragma once

#include "lexer/source.h"
#include "lexer/token.h"
#include "parser/arena.h"
#include "parser/ast.h"
#include "parser/token_feed.h"

namespace ouro {

// An expression and the tokens that it takes.
struct Fragment {
    ast::Expr* expression = nullptr;  // null: the tokens are no expression
    const Token* end = nullptr;  // after its last token; or, when there is none, the token that was refused
};

// Parses fragments of one source. The work that all of them may take together is bounded: a source of many
// thousand tokens gets plainer words instead of a long search.
class Fragments {
public:
    Fragments(const Source& source, Arena& arena) : source_(source), arena_(arena) {}

    // The tokens from `begin` up to `end`, all of them, as one expression.
    Fragment whole(const Token* begin, const Token* end, Start start);
    // The longest expression that starts at `begin` and ends before `end` or there.
    Fragment longest(const Token* begin, const Token* end, Start start);

private:
    const Source& source_;
    Arena& arena_;
    long tokens_left_ = 400000;
};

}  // namespace ouro
