// SPDX-License-Identifier: MIT
// The tokens inside a line, as re2c rules. Text of strings and f-strings, layout and soft keywords are in lexer.cpp.
#include "lexer/lexer.h"

#include <cstdio>

namespace ouro {

Token Lexer::scan() {
    const char* marker = nullptr;
    const char* comment = nullptr;  // the one before a line's end, if any: CPython counts it to that
    (void)marker;
    for (;;) {
        const char* begin = cursor_;
        const char *prefix_end, *t1;
        /*!stags:re2c format = "const char* @@ = nullptr;\n"; */
        (void)prefix_end;
        (void)t1;
        /*!re2c
        re2c:define:YYCTYPE = "unsigned char";
        re2c:define:YYCURSOR = "cursor_";
        re2c:define:YYMARKER = "marker";
        re2c:yyfill:enable = 0;
        re2c:tags = 1;

        any_byte = [\x80-\xff];
        letter = [a-zA-Z_] | any_byte;
        digit = [0-9];
        name = letter (letter | digit)*;
        string_prefix = [rRuUbB] | [bB][rR] | [rR][bB];
        fstring_prefix = [fF] | [fF][rR] | [rR][fF];
        digits = digit ("_"? digit)*;
        exponent = [eE] [+-]? digits;
        point = digits "." digits? | "." digits;

        "\x00"                        { cursor_ = begin; return make(TokenKind::ENDMARKER, begin); }
        [ \t\f]+                      { continue; }
        "#" [^\r\n\x00]*              {
            Token token;
            if (source_.options.type_comments && type_comment(begin, alone_in_brackets(begin), token)) return token;
            comment = begin;
            continue;
        }
        "\\" ("\r\n" | "\n" | "\r")   {
            if (cursor_ >= end_) return fail_end(begin + 1);
            newline(cursor_);
            continue;
        }
        "\\"                          {
            Token token = fail("unexpected character after line continuation character", cursor_ - 1 + (cursor_ < end_));
            error_.end_column = 0;
            error_.whole_line = true;
            return token;
        }
        "\r\n" | "\n" | "\r"          {
            if (!layout_.brackets.empty() || !fstrings_.empty() || !line_has_tokens_) {
                newline(cursor_);
                comment = nullptr;
                if (layout_.brackets.empty() && fstrings_.empty()) at_line_start_ = true;
                if (at_line_start_) return raw_next();
                continue;
            }
            Token token = make(TokenKind::NEWLINE, begin);
            token.end_column = token.column + 1;
            if (comment && reader_ == Reader::parser) token.column = static_cast<std::int32_t>(comment - line_start_);
            newline(cursor_);
            at_line_start_ = true;
            line_has_tokens_ = false;
            return token;
        }

        fstring_prefix @t1 ["']       { return start_fstring(begin, t1); }
        string_prefix? @t1 ["']       { return read_string(begin, t1); }
        name                          { return name(begin); }

        "0" [xX] ("_"? [0-9a-fA-F])+  { return number(begin, 16); }
        "0" [oO] ("_"? [0-7])+        { return number(begin, 8); }
        "0" [bB] ("_"? [01])+         { return number(begin, 2); }
        "0" [xX]                      { return fail("invalid hexadecimal literal", begin + 1 + (*cursor_ == '_')); }
        "0" [oO]                      { return number(begin, -8); }
        "0" [bB]                      { return number(begin, -2); }
        digits                        { return number(begin, 10); }
        (point exponent? | digits exponent) [jJ]? | digits [jJ]  { return number(begin, 0); }

        "..."  { return operator_token(begin, TokenKind::ELLIPSIS); }
        "->"   { return operator_token(begin, TokenKind::RARROW); }
        ":="   {
            // The colon of a format specification is a token of its own, whatever follows it.
            if (!fstrings_.empty() && !fstrings_.back().in_text() && fstrings_.back().fields.back().depth == layout_.brackets.size()) {
                cursor_ = begin + 1;
                return operator_token(begin, TokenKind::COLON);
            }
            return operator_token(begin, TokenKind::COLONEQUAL);
        }
        "=="   { return operator_token(begin, TokenKind::EQEQUAL); }
        "!="   {
            Token token = source_.options.barry ? fail("with Barry as BDFL, use '<>' instead of '!='", begin, cursor_) : operator_token(begin, TokenKind::NOTEQUAL);
            if (source_.options.barry) error_.whole_line = true;
            return token;
        }
        "<>"   {
            if (source_.options.barry) return operator_token(begin, TokenKind::NOTEQUAL);
            cursor_ = begin + 1;
            return operator_token(begin, TokenKind::LESS);
        }
        "<="   { return operator_token(begin, TokenKind::LESSEQUAL); }
        ">="   { return operator_token(begin, TokenKind::GREATEREQUAL); }
        "<<="  { return operator_token(begin, TokenKind::LEFTSHIFTEQUAL); }
        ">>="  { return operator_token(begin, TokenKind::RIGHTSHIFTEQUAL); }
        "**="  { return operator_token(begin, TokenKind::DOUBLESTAREQUAL); }
        "//="  { return operator_token(begin, TokenKind::DOUBLESLASHEQUAL); }
        "+="   { return operator_token(begin, TokenKind::PLUSEQUAL); }
        "-="   { return operator_token(begin, TokenKind::MINEQUAL); }
        "*="   { return operator_token(begin, TokenKind::STAREQUAL); }
        "/="   { return operator_token(begin, TokenKind::SLASHEQUAL); }
        "%="   { return operator_token(begin, TokenKind::PERCENTEQUAL); }
        "&="   { return operator_token(begin, TokenKind::AMPEREQUAL); }
        "|="   { return operator_token(begin, TokenKind::VBAREQUAL); }
        "^="   { return operator_token(begin, TokenKind::CIRCUMFLEXEQUAL); }
        "@="   { return operator_token(begin, TokenKind::ATEQUAL); }
        "<<"   { return operator_token(begin, TokenKind::LEFTSHIFT); }
        ">>"   { return operator_token(begin, TokenKind::RIGHTSHIFT); }
        "**"   { return operator_token(begin, TokenKind::DOUBLESTAR); }
        "//"   { return operator_token(begin, TokenKind::DOUBLESLASH); }
        "("    { return operator_token(begin, TokenKind::LPAR); }
        ")"    { return operator_token(begin, TokenKind::RPAR); }
        "["    { return operator_token(begin, TokenKind::LSQB); }
        "]"    { return operator_token(begin, TokenKind::RSQB); }
        "{"    { return operator_token(begin, TokenKind::LBRACE); }
        "}"    { return operator_token(begin, TokenKind::RBRACE); }
        ":"    { return operator_token(begin, TokenKind::COLON); }
        ","    { return operator_token(begin, TokenKind::COMMA); }
        ";"    { return operator_token(begin, TokenKind::SEMI); }
        "."    { return operator_token(begin, TokenKind::DOT); }
        "="    { return operator_token(begin, TokenKind::EQUAL); }
        "!"    { return operator_token(begin, TokenKind::EXCLAMATION); }
        "<"    { return operator_token(begin, TokenKind::LESS); }
        ">"    { return operator_token(begin, TokenKind::GREATER); }
        "+"    { return operator_token(begin, TokenKind::PLUS); }
        "-"    { return operator_token(begin, TokenKind::MINUS); }
        "*"    { return operator_token(begin, TokenKind::STAR); }
        "/"    { return operator_token(begin, TokenKind::SLASH); }
        "|"    { return operator_token(begin, TokenKind::VBAR); }
        "&"    { return operator_token(begin, TokenKind::AMPER); }
        "~"    { return operator_token(begin, TokenKind::TILDE); }
        "^"    { return operator_token(begin, TokenKind::CIRCUMFLEX); }
        "%"    { return operator_token(begin, TokenKind::PERCENT); }
        "@"    { return operator_token(begin, TokenKind::AT); }
        *      {
            auto c = static_cast<unsigned char>(*begin);
            if (c < 32 || c == 127) {
                char shown[48];
                std::snprintf(shown, sizeof shown, "invalid non-printable character U+%04X", c);
                return fail(shown, begin);
            }
            return make(TokenKind::STRAY, begin);  // "$", "?" or "`": nothing that the grammar knows
        }
        */
    }
}

}  // namespace ouro
