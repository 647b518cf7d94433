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
    const Token* end = nullptr;       // after its last token; or, when there is none, the token that was refused
};

// The tokens from `begin` up to `end`, all of them, as one expression.
Fragment parse_fragment(const Source& source, const Token* begin, const Token* end, Start start, Arena& arena);

// The longest expression that starts at `begin` and ends before `end` or there.
Fragment longest_fragment(const Source& source, const Token* begin, const Token* end, Start start, Arena& arena);

}  // namespace ouro
