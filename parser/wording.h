// SPDX-License-Identifier: MIT
// Wording: diagnostics at tokens and ranges, with CPython's ways of counting columns, and what CPython has
// read of a source by the time that it words an error.
#pragma once

#include <string>

#include "lexer/diagnostic.h"
#include "lexer/source.h"
#include "parser/actions.h"
#include "parser/token_map.h"

namespace ouro {

// The last line that has been looked at, and whether the end of the source has.
struct Seen {
    int last_line = 0;
    bool end = false;

    void line(int number) {
        if (last_line < number) last_line = number;
    }
};

// Makes the diagnostics of one source.
class Wording {
public:
    Wording(const Source& source, Start start, const TokenMap& tokens, Seen& seen)
        : source_(source), start_(start), tokens_(tokens), seen_(seen) {}

    // Where a token stands.
    ast::Location location_of(const Token& token) const {
        if (is_implied_newline(token)) return {token.line, -1, token.line, -1};
        return {token.line, token.column, token.end_line, token.end_column};
    }
    // Whether a token is the end of a last line that has none. Only to files does CPython add what lacks.
    bool is_implied_newline(const Token& token) const {
        return token.kind == TokenKind::NEWLINE && token.line == source_.lines() && lacks_newline();
    }
    bool lacks_newline() const { return start_ != Start::File && !source_.ends_in_newline(); }

    // At a range of the source.
    Diagnostic at_range(Diagnostic::Kind kind, std::string message, const ast::Location& at) const;
    Diagnostic exact(std::string message, const ast::Location& at) const {
        return at_range(Diagnostic::Kind::SyntaxError, std::move(message), at);
    }
    // From one place to the end of a token, which CPython counts one column short.
    Diagnostic from_to(std::string message, const ast::Location& from, const Token& last) const;
    // At a token; those of layout have no columns of their own in CPython.
    Diagnostic at_token(std::string message, std::size_t index,
                        Diagnostic::Kind kind = Diagnostic::Kind::SyntaxError) const;
    // The plain words for a token that cannot be where it is.
    Diagnostic invalid_syntax(std::size_t index) const;
    // Whether a token stands at the end of the source, without a character of its own.
    bool is_past_text(const Token& token) const {
        return token.kind == TokenKind::ENDMARKER ||
               (token.kind == TokenKind::DEDENT && token.begin >= source_.text().size());
    }

protected:
    int column(int line, int col) const { return col < 0 ? col + 1 : source_.characters(line, col) + 1; }

    const Source& source_;
    const Start start_;
    const TokenMap& tokens_;
    Seen& seen_;
};

}  // namespace ouro
