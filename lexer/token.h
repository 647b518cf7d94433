// SPDX-License-Identifier: MIT
// Tokens: kind, place, and the decoded content of names, numbers and strings.
#pragma once

#include <cstdint>
#include <string_view>

namespace ouro {

enum class TokenKind : std::uint8_t {
#define TOKEN(name, spelling) name,
#define KEYWORD(name, spelling) name,
#define SOFT_KEYWORD(name, spelling) name,
#define OPERATOR(name, spelling) name,
#include "lexer/tokens.def"
};

/// How a token is spelled, or a description in angle brackets.
const char* spelling(TokenKind kind);

struct Token {
    enum class Number : std::uint8_t { integer, floating, imaginary };

    TokenKind kind = TokenKind::ENDMARKER;
    Number number = Number::integer;  // of a NUMBER
    bool bytes = false;               // of a STRING
    bool u_prefix = false;
    bool raw = false;                 // of an FSTRING_START
    std::int32_t line = 0, column = 0, end_line = 0, end_column = 0;  // lines from 1; columns in bytes from 0, the end exclusive
    std::size_t begin = 0, end = 0;   // offsets in the source
    std::string_view text;  // NAME: the identifier (NFKC); NUMBER: digits without underscores; STRING, FSTRING_MIDDLE: the decoded contents; TYPE_COMMENT: what follows "type:"
    double real = 0;        // of a NUMBER that is no integer
};

}  // namespace ouro
