// SPDX-License-Identifier: MIT
// Lexer: the tokens of a source, one by one. Layout (NEWLINE, INDENT, DEDENT), f-strings of any nesting and soft keywords are settled here;
// after an error, which error() describes, every token is INVALID.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "lexer/diagnostic.h"
#include "lexer/layout.h"
#include "lexer/source.h"
#include "lexer/token.h"

namespace ouro {

class Lexer {
public:
    /// For whom: the parser; or `tokenize`, which wants no contents of strings, and with `loose` brackets and names as they come.
    enum class Reader : std::uint8_t { parser, plain, loose };
    explicit Lexer(const Source& source, Reader reader = Reader::parser);
    Lexer(const Lexer&) = delete;

    Token next();
    /// Why INVALID tokens come; null while all is well.
    const Diagnostic* error() const { return failed_ ? &error_ : nullptr; }
    /// What is allowed but doubtful, each at its place: where a filter makes it an error it is a SyntaxError there.
    const std::vector<Diagnostic>& warnings() const { return warnings_; }
    /// A comment "# type: ignore": its line, and what follows in it; of one that is alone on its line, with the line's end.
    struct TypeIgnore {
        int line;
        std::string_view tag;
    };
    const std::vector<TypeIgnore>& type_ignores() const { return type_ignores_; }
    /// The innermost bracket still open, for "'(' was never closed".
    const Layout& layout() const { return layout_; }

private:
    /// One f-string that is being read. In its text, or in a replacement field of it.
    struct FString {
        char quote;
        bool triple, raw;
        Token start;
        // Replacement fields that are open, outermost first: bracket depth inside, and whether its format specification is being read.
        struct Field {
            std::size_t depth;
            bool in_spec;
            const char* open;
        };
        std::vector<Field> fields;
        bool in_text() const { return fields.empty() || fields.back().in_spec; }
    };

    Token raw_next();              // before soft keywords
    Token scan();                  // lexer.re: a token inside a line
    Token scan_fstring_text();
    Token read_string(const char* prefix, const char* quote);
    Token start_fstring(const char* prefix, const char* quote);
    Token name(const char* begin);
    Token number(const char* begin, int base);
    Token operator_token(const char* begin, TokenKind kind);
    Token indentation();           // decides on INDENT and DEDENT at a line's start
    bool type_comment(const char* begin, bool alone, Token& token);
    bool alone_in_brackets(const char* comment) const;
    Token settle_soft_keyword(Token token);
    bool opens_match(const Token& token);

    Token make(TokenKind kind, const char* begin) const;
    Diagnostic diagnostic(Diagnostic::Kind kind, std::string message, const char* at, const char* end) const;
    void warn(std::string message, const char* at, const char* end = nullptr) { warnings_.push_back(diagnostic(Diagnostic::Kind::SyntaxError, std::move(message), at, end)); }
    Token fail(Diagnostic::Kind kind, std::string message, const char* at, const char* end = nullptr);
    Token fail(std::string message, const char* at, const char* end = nullptr) { return fail(Diagnostic::Kind::SyntaxError, std::move(message), at, end); }
    Token fail_at(const Token& where, std::string message);
    Token fail_open(char bracket, const char* at);
    Token fail_end(const char* at);
    Token fail_unfinished();
    Token fail_undecodable(std::string_view bytes, const Token* where = nullptr);
    void newline(const char* next_line);
    std::string_view keep(std::string text) { return storage_.emplace_back(std::move(text)); }
    bool decode_escapes(std::string_view body, bool bytes, const char* at, int first_line, std::string& out);
    int line_of(const char* at, const char** start) const;

    const Source& source_;
    const Reader reader_;
    bool empty_middle_ = false;        // the text before a brace was given as an empty token (for `tokenize` only)
    const char* text_;
    const char* end_;
    const char* cursor_;
    int line_ = 1;
    const char* line_start_;
    bool at_line_start_ = true;
    bool line_has_tokens_ = false;
    Layout layout_;
    std::vector<FString> fstrings_;
    std::deque<Token> queue_;          // tokens read ahead
    std::deque<std::string> storage_;
    bool first_on_line_ = true;        // the next token begins a logical line
    TokenKind previous_ = TokenKind::NEWLINE;
    std::vector<bool> match_blocks_{false};  // by indentation level: the block that a match line opened
    bool match_line_ = false;
    bool failed_ = false;
    Diagnostic error_;
    std::vector<Diagnostic> warnings_;
    std::vector<TypeIgnore> type_ignores_;
};

}  // namespace ouro
