// SPDX-License-Identifier: MIT
// What the lexer's tests share: a source in, its tokens on one line out.
#pragma once

#include <string>
#include <string_view>

#include "lexer/lexer.h"

namespace ouro::test {

// The kinds of a source's tokens with the text of names, numbers and strings, or the error as "Kind: message (line, column)".
inline std::string tokens(std::string_view text) {
    Source source("<test>", text);
    const Diagnostic* wrong = source.diagnostic();
    std::string out;
    Lexer lexer(source);
    while (!wrong) {
        Token token = lexer.next();
        wrong = lexer.error();
        if (wrong || token.kind == TokenKind::ENDMARKER) break;
        if (!out.empty()) out += ' ';
        out += spelling(token.kind);
        switch (token.kind) {
            case TokenKind::NAME:
            case TokenKind::NUMBER:
            case TokenKind::STRING:
            case TokenKind::FSTRING_MIDDLE: out += '{' + std::string(token.text) + '}'; break;
            default: break;
        }
    }
    if (!wrong) return out;
    static constexpr const char* kinds[] = {"SyntaxError", "IndentationError", "TabError", "RecursionError", "MemoryError", "Undecodable"};
    return std::string(kinds[static_cast<int>(wrong->kind)]) + ": " + wrong->message + " (" + std::to_string(wrong->line) + ", " +
           std::to_string(wrong->column) + ")";
}

}  // namespace ouro::test
