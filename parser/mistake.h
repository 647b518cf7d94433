// SPDX-License-Identifier: MIT
// What an action found wrong. CPython looks for these mistakes only after a plain parse has failed, each
// under its own condition on what follows; so an action notes the first one and the parse goes on.
// syntax_error.cpp decides.
#pragma once

#include <cstdint>
#include <string_view>

#include "parser/ast.h"

namespace ouro {

// A mistake and the range that it marks.
struct Mistake {
    // What must come after the mistake for its own words to be used; a plain "invalid syntax" else.
    enum class Follow : std::uint8_t {
        Anything,
        NotElseOrColon,      // a conditional without `else`
        NotEqual,            // `x = 3` where a condition is wanted
        Newline,             // a trailing comma in an import
        CommaOrBrace,        // a dict value that is not there
        CommaOrParenthesis,  // a value after `=` that is not there
        EndOfParameter,      // a parameter that is complete
        BareStar,            // a list of parameters that ends in a bare star
        In,                  // the targets of a comprehension
    };
    // How far the marked range reaches.
    enum class Range : std::uint8_t {
        Exact,      // as `where` says
        FromStart,  // from the start of `where` to the end of the token after `last`
        ToLast,     // from the start of `where` to the end of the token at `last`
        NextToken,  // the token after `where`
        NextLine,   // the first token after the line of `where`
    };
    enum class Kind : std::uint8_t { Syntax, TooDeep };

    std::string_view message;
    ast::Location where;
    Follow follow = Follow::Anything;
    Range range = Range::Exact;
    Kind kind = Kind::Syntax;
    bool from_comma = false;  // the range starts at the comma after `where`
    ast::Location last;       // the end of what `follow` looks behind, and the last token seen for FromStart
    ast::Location plain;      // where "invalid syntax" stands when `follow` does not hold
    // A line that may be a comparison, `f() = 1`: its words when the value starts with a simple expression,
    // and what is assigned to. The range of an assignment to a name reaches to the end of that expression.
    std::string_view comparison;
    const ast::Expr* compared = nullptr;
    ast::Location equal;  // the first `=`
};

}  // namespace ouro
