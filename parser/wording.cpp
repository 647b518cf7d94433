// SPDX-License-Identifier: MIT
// CPython counts the columns of a SyntaxError from 1 in characters, those of a range that reaches "to here"
// from 0, and gives tokens of layout an end of -1.
#include "parser/wording.h"

namespace ouro {

using Kind = TokenKind;

Diagnostic Wording::at_range(Diagnostic::Kind kind, std::string message, const ast::Location& at) const {
    Diagnostic result;
    result.kind = kind;
    result.message = std::move(message);
    result.line = at.lineno;
    result.column = column(at.lineno, at.col_offset);
    result.end_line = at.end_lineno;
    result.end_column = column(at.end_lineno, at.end_col_offset);
    seen_.line(at.lineno);
    return result;
}

Diagnostic Wording::from_to(std::string message, const ast::Location& from, const Token& last) const {
    Diagnostic result = exact(std::move(message), from);
    result.end_line = last.end_line;
    result.end_column = column(last.end_line, last.end_column) - 1;
    seen_.line(last.line);
    return result;
}

Diagnostic Wording::at_token(std::string message, std::size_t index, Diagnostic::Kind kind) const {
    const Token& token = tokens_[index];
    Diagnostic result = at_range(kind, std::move(message), location_of(token));
    if (token.kind == Kind::INVALID && tokens_.lexical() != nullptr) {
        result.column = tokens_.lexical()->column;
        result.end_column = result.column + 1;
    }
    if (is_past_text(token)) {
        int last = source_.lines();
        result.line = result.end_line = last;
        result.column = source_.characters(last, static_cast<int>(source_.line(last).size())) + !lacks_newline();
        result.end_column = -1;
    } else if (token.kind == Kind::INDENT || token.kind == Kind::DEDENT) {
        int end = token.kind == Kind::INDENT ? token.end_column : token.column;
        result.column = column(token.line, end) - 1;
        result.end_column = -1;
    }
    return result;
}

Diagnostic Wording::invalid_syntax(std::size_t index) const {
    const Token& token = tokens_[index];
    if (token.kind == Kind::INDENT)
        return at_token("unexpected indent", index, Diagnostic::Kind::IndentationError);
    if (token.kind == Kind::DEDENT)
        return at_token("unexpected unindent", index, Diagnostic::Kind::IndentationError);
    if (token.kind == Kind::INVALID && tokens_.lexical() != nullptr) {
        Diagnostic result = *tokens_.lexical();
        result.end_column = result.column + 1;
        return result;
    }
    Diagnostic result = at_token("invalid syntax", index);
    // CPython reads `<>` as one token.
    if (token.kind == Kind::GREATER && index > 0 && tokens_.is(index - 1, Kind::LESS) &&
        tokens_[index - 1].end == token.begin)
        --result.column;
    if (token.kind == Kind::LESS && tokens_.is(index + 1, Kind::GREATER) &&
        tokens_[index + 1].begin == token.end)
        ++result.end_column;
    if (token.kind == Kind::ENDMARKER) {
        result.column = result.end_column = 0;
        if (source_.text().empty()) result.line = result.end_line = 0;
    }
    return result;
}

}  // namespace ouro
