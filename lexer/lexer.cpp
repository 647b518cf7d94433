// SPDX-License-Identifier: MIT
// Everything of the lexer that is not a rule: lines and indentation, names and numbers, the bodies of strings and f-strings, and what is
// said when they are wrong.
#include "lexer/lexer.h"

#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unordered_map>

#include "lexer/literal.h"
#include "lexer/soft_keyword.h"

namespace ouro {

const char* spelling(TokenKind kind) {
    static constexpr const char* spellings[] = {
#define TOKEN(name, spelling) spelling,
#define KEYWORD(name, spelling) spelling,
#define SOFT_KEYWORD(name, spelling) spelling,
#define OPERATOR(name, spelling) spelling,
#include "lexer/tokens.def"
    };
    return spellings[static_cast<int>(kind)];
}

namespace {

TokenKind keyword(std::string_view name) {
    struct Row {
        std::string_view name;
        TokenKind kind;
    };
    static constexpr Row rows[] = {
#define TOKEN(name, spelling)
#define KEYWORD(name, spelling) {spelling, TokenKind::name},
#define SOFT_KEYWORD(name, spelling)
#define OPERATOR(name, spelling)
#include "lexer/tokens.def"
    };
    if (name.size() < 2 || name.size() > 8) return TokenKind::NAME;
    for (const Row& row : rows)
        if (row.name == name) return row.kind;
    return TokenKind::NAME;
}

bool is_name_byte(char c) {
    auto u = static_cast<unsigned char>(c);
    return u == '_' || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u >= 128;
}

char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

}  // namespace

Lexer::Lexer(const Source& source, Reader reader)
    : source_(source), reader_(reader), text_(source.text().data()), end_(text_ + source.text().size()), cursor_(text_), line_start_(text_) {
    if (const Diagnostic* problem = source.diagnostic()) {
        failed_ = true;
        error_ = *problem;
    }
}

void Lexer::newline(const char* next_line) {
    ++line_;
    line_start_ = next_line;
}

int Lexer::line_of(const char* at, const char** start) const {
    // Only errors look backwards: at a place before the present line.
    if (at >= line_start_) {
        *start = line_start_;
        return line_;
    }
    int line = 1;
    const char* begin = text_;
    for (const char* p = text_; p < at; ++p)
        if (*p == '\n' || (*p == '\r' && p[1] != '\n')) {
            ++line;
            begin = p + 1;
        }
    *start = begin;
    return line;
}

Token Lexer::make(TokenKind kind, const char* begin) const {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::size_t>(begin - text_);
    token.end = static_cast<std::size_t>(cursor_ - text_);
    token.line = token.end_line = line_;
    token.column = static_cast<std::int32_t>(begin - line_start_);
    token.end_column = static_cast<std::int32_t>(cursor_ - line_start_);
    return token;
}

Diagnostic Lexer::diagnostic(Diagnostic::Kind kind, std::string message, const char* at, const char* end) const {
    Diagnostic made;
    const char* start;
    made.kind = kind;
    made.whole_line = kind != Diagnostic::Kind::SyntaxError;
    made.message = std::move(message);
    made.line = made.end_line = line_of(at, &start);
    made.column = source_.characters(made.line, static_cast<int>(at - start)) + 1;
    made.end_column = end ? source_.characters(made.line, static_cast<int>(end - start)) + 1 : made.column;
    return made;
}

Token Lexer::fail(Diagnostic::Kind kind, std::string message, const char* at, const char* end) {
    if (!failed_) error_ = diagnostic(kind, std::move(message), at, end);
    failed_ = true;
    return make(TokenKind::INVALID, cursor_);
}

Token Lexer::fail_at(const Token& where, std::string message) { return fail(std::move(message), text_ + where.begin, text_ + where.begin); }

// "… was never closed" marks the bracket up to no end.
Token Lexer::fail_open(char bracket, const char* at) {
    Token token = fail(std::string("'") + bracket + "' was never closed", at);
    error_.end_column = 0;
    error_.whole_line = true;
    return token;
}

// A backslash before the end of the source.
Token Lexer::fail_end(const char* at) {
    if (reader_ != Reader::parser) return fail_unfinished();
    if (source_.options.exact && !source_.ends_in_newline()) {
        Token token = fail("unexpected character after line continuation character", at - 1);
        error_.end_column = 0;
        return token;
    }
    if (!layout_.brackets.empty()) {
        const Layout::Bracket& bracket = layout_.brackets.back();
        return fail_open(bracket.open, source_.line(bracket.line).data() + bracket.column);
    }
    Token token = fail("unexpected EOF while parsing", at);
    error_.end_column = -1;
    error_.whole_line = true;
    return token;
}

// `tokenize` says nothing more of a source that ends too early.
Token Lexer::fail_unfinished() {
    failed_ = true;
    error_.message = "unexpected EOF in multi-line statement";
    error_.line = 0;
    return make(TokenKind::INVALID, end_);
}

// Bytes that are not UTF-8: in a token, or, without one, where CPython tells no place.
Token Lexer::fail_undecodable(std::string_view bytes, const Token* where) {
    Token token = fail(Diagnostic::Kind::Undecodable, std::string(bytes), cursor_);
    error_.line = error_.end_line = 0;
    if (!where) return token;
    error_.line = where->line;
    error_.column = source_.characters(where->line, where->column) + 1;
    error_.end_line = where->end_line;
    error_.end_column = source_.characters(where->line, where->end_column) + 1;  // of another line, as in CPython
    error_.whole_line = where->line == where->end_line;
    return token;
}

Token Lexer::indentation() {
    for (;;) {
        int column = 0, alternative = 0, continued = 0;
        const char* at = cursor_;
        for (;; ++at) {
            if (*at == ' ') ++column, ++alternative;
            else if (*at == '\t') column = (column / 8 + 1) * 8, ++alternative;
            else if (*at == '\f') column = alternative = 0;
            else if (*at == '\\' && (at[1] == '\n' || at[1] == '\r')) {
                // The line is indented as far as the first backslash stands.
                if (!continued) continued = column;
                if (at + (at[1] == '\r' && at[2] == '\n' ? 3 : 2) >= end_) return fail_end(at + 1);
                at += at[1] == '\r' && at[2] == '\n' ? 2 : 1;
                newline(at + 1);
            } else break;
        }
        if (continued) column = alternative = continued;
        if (*at == '#' || *at == '\n' || *at == '\r') {  // a line without tokens
            const char* comment = at;
            while (*at != '\n' && *at != '\r' && at < end_) ++at;
            cursor_ = at;
            if (Token token; *comment == '#' && source_.options.type_comments && type_comment(comment, true, token)) {
                at_line_start_ = false;
                line_has_tokens_ = true;
                return token;
            }
            if (*at == '\r' && at[1] == '\n') ++at;
            if (at < end_) ++at;
            cursor_ = at;
            newline(at);
            continue;
        }
        cursor_ = at;
        at_line_start_ = false;
        if (at >= end_) break;
        switch (layout_.enter_line(column, alternative)) {
            case Layout::Step::indent: {
                Token token = make(TokenKind::INDENT, line_start_);
                return token;
            }
            case Layout::Step::too_deep: {
                Token token = fail(Diagnostic::Kind::IndentationError, "too many levels of indentation", at);
                error_.column = 1;
                error_.end_column = 0;
                return token;
            }
            case Layout::Step::inconsistent: {
                Token token = fail(Diagnostic::Kind::TabError, "inconsistent use of tabs and spaces in indentation", at);
                error_.column = 1;
                error_.end_column = 0;
                return token;
            }
            case Layout::Step::unmatched: {
                Token token = fail(Diagnostic::Kind::IndentationError, "unindent does not match any outer indentation level", at);
                const char* stop = at;
                while (stop < end_ && *stop != '\n' && *stop != '\r') ++stop;
                error_.column = source_.characters(line_, static_cast<int>(stop - line_start_)) + 1;
                error_.end_column = -1;
                return token;
            }
            default: break;
        }
        break;
    }
    return make(TokenKind::NEWLINE, cursor_);  // nothing to report
}

/// Whether a comment, from `begin` to the cursor, is a TYPE_COMMENT; "# type: ignore" is only noted. `alone`: nothing else is on its line.
bool Lexer::type_comment(const char* begin, bool alone, Token& token) {
    constexpr std::string_view ignore = "ignore";
    const char* p = begin;
    for (const char* wanted = "# type: "; *wanted; ++wanted) {
        if (*wanted == ' ')
            while (*p == ' ' || *p == '\t') ++p;
        else if (*p++ != *wanted)
            return false;
    }
    std::string_view text(p, static_cast<std::size_t>(cursor_ - p));
    std::string_view tag = text.substr(std::min(text.size(), ignore.size()));
    if (text.substr(0, ignore.size()) == ignore && (tag.empty() || (!is_name_byte(tag[0]) || tag[0] == '_'))) {
        type_ignores_.push_back({line_, alone ? keep(std::string(tag) + '\n') : tag});
        return false;
    }
    token = make(TokenKind::TYPE_COMMENT, p);
    token.text = text;
    if (!source_.readable(text)) token = fail_undecodable(text);
    return true;
}

bool Lexer::alone_in_brackets(const char* comment) const {
    if (layout_.brackets.empty() && fstrings_.empty()) return false;
    while (comment > line_start_ && (comment[-1] == ' ' || comment[-1] == '\t' || comment[-1] == '\f')) --comment;
    return comment == line_start_;
}

Token Lexer::raw_next() {
    if (failed_) return make(TokenKind::INVALID, cursor_);
    if (!fstrings_.empty() && fstrings_.back().in_text()) return scan_fstring_text();
    if (at_line_start_ && layout_.brackets.empty()) {
        Token token = indentation();
        if (token.kind != TokenKind::NEWLINE) return token;
    }
    if (layout_.pending_dedents) {
        --layout_.pending_dedents;
        return make(TokenKind::DEDENT, cursor_);
    }
    Token token = scan();
    if (token.kind == TokenKind::ENDMARKER && !failed_) {
        if (reader_ != Reader::parser && (!fstrings_.empty() || !layout_.brackets.empty())) return fail_unfinished();
        if (!fstrings_.empty()) {
            const FString& open = fstrings_.back();
            if (!open.fields.empty() && layout_.brackets.size() <= open.fields.back().depth)
                return fail_open('{', open.fields.back().open);
        }
        if (!layout_.brackets.empty()) {
            auto& bracket = layout_.brackets.back();
            failed_ = true;
            error_.message = std::string("'") + bracket.open + "' was never closed";
            error_.line = error_.end_line = bracket.line;
            error_.column = source_.characters(bracket.line, bracket.column) + 1;
            error_.end_column = 0;
            return make(TokenKind::INVALID, cursor_);
        }
        if (line_has_tokens_) {
            line_has_tokens_ = false;
            return make(TokenKind::NEWLINE, cursor_);
        }
        if (layout_.levels()) {
            layout_.close_all();
            --layout_.pending_dedents;
            return make(TokenKind::DEDENT, cursor_);
        }
        return token;
    }
    if (token.kind != TokenKind::NEWLINE && token.kind != TokenKind::DEDENT && token.kind != TokenKind::INDENT) line_has_tokens_ = true;
    return token;
}

Token Lexer::name(const char* begin) {
    std::string_view text(begin, static_cast<std::size_t>(cursor_ - begin));
    bool ascii = true;
    for (char c : text) ascii = ascii && static_cast<unsigned char>(c) < 128;
    TokenKind kind = ascii ? keyword(text) : TokenKind::NAME;
    Token token = make(kind, begin);
    token.text = text;
    if (ascii || reader_ == Reader::loose) return token;
    if (!source_.readable(text)) {
        Token bad = fail_undecodable(text, &token);
        error_.column = source_.characters(line_, token.end_column - 1) + 1;
        error_.end_column = -1;
        return bad;
    }
    // Each character must be one of an identifier; the first bad one is the error.
    auto* p = reinterpret_cast<const utf8proc_uint8_t*>(begin);
    auto* stop = reinterpret_cast<const utf8proc_uint8_t*>(cursor_);
    bool first = true;
    while (p < stop) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate(p, stop - p, &c);
        if (size <= 0) {
            size = 1;
            c = *p;
        }
        if (first ? !starts_identifier(static_cast<char32_t>(c)) : !continues_identifier(static_cast<char32_t>(c))) {
            char shown[80], character[8] = {};
            std::memcpy(character, p, static_cast<std::size_t>(size));
            if (is_printable_character(static_cast<char32_t>(c)))
                std::snprintf(shown, sizeof shown, "invalid character '%s' (U+%04X)", character, static_cast<unsigned>(c));
            else
                std::snprintf(shown, sizeof shown, "invalid non-printable character U+%04X", static_cast<unsigned>(c));
            return fail(shown, reinterpret_cast<const char*>(p));
        }
        first = false;
        p += size;
    }
    utf8proc_uint8_t* normal = nullptr;
    utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(begin), cursor_ - begin, &normal,
                                         static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
    if (size >= 0) token.text = keep(std::string(reinterpret_cast<char*>(normal), static_cast<std::size_t>(size)));
    std::free(normal);
    return token;
}

Token Lexer::number(const char* begin, int base) {
    std::string clean;
    for (const char* p = begin; p < cursor_; ++p)
        if (*p != '_') clean += *p >= 'A' && *p <= 'Z' ? static_cast<char>(*p + 32) : *p;
    const char* kind = base == 16 ? "hexadecimal" : base == 8 || base == -8 ? "octal" : base == 2 || base == -2 ? "binary" : base == 10 ? "decimal" : "decimal";
    bool imaginary = base == 0 && clean.back() == 'j';
    if (base == 10 && reader_ != Reader::loose) {
        std::string_view digits(begin, static_cast<std::size_t>(cursor_ - begin));
        std::size_t zeros = digits.find_first_not_of("0_");
        if (digits.size() > 1 && digits[0] == '0' && zeros != std::string_view::npos)
            return fail("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", begin, begin + zeros);
    }
    // What touches a number must not read on as part of it.
    char next = *cursor_;
    if ((base == 8 || base == 2 || base < 0) && next >= '0' && next <= '9') {
        char shown[48];
        std::snprintf(shown, sizeof shown, "invalid digit '%c' in %s literal", next, kind);
        return fail(shown, cursor_);
    }
    if ((base == 8 || base == 2) && next == '_' && cursor_[1] >= '0' && cursor_[1] <= '9') {
        char shown[48];
        std::snprintf(shown, sizeof shown, "invalid digit '%c' in %s literal", cursor_[1], kind);
        return fail(shown, cursor_ + 1);
    }
    if (base < 0) return fail(std::string("invalid ") + kind + " literal", cursor_ - 1);
    if (static_cast<unsigned char>(next) < 128 && is_name_byte(next) && (reader_ != Reader::loose || next == '_')) {
        // "1if x else y" is allowed (with a warning): a keyword may follow directly.
        static constexpr const char* allowed[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
        bool follows = false;
        for (const char* word : allowed) {
            std::size_t size = std::strlen(word);
            if (std::strncmp(cursor_, word, size) == 0) follows = true;
        }
        if (imaginary) kind = "imaginary";
        const char* at = cursor_ - 1;
        if (next == '_' && std::isxdigit(static_cast<unsigned char>(at[0]))) at = cursor_;
        if ((next == 'e' || next == 'E') && (cursor_[1] == '+' || cursor_[1] == '-') && !imaginary) at = cursor_ + 1;
        if (!follows) return fail(std::string("invalid ") + kind + " literal", at);
        warn(std::string("invalid ") + kind + " literal", cursor_ - 1);
    }
    Token token = make(TokenKind::NUMBER, begin);
    if (base == 0) {
        token.number = imaginary ? Token::Number::imaginary : Token::Number::floating;
        if (imaginary) clean.pop_back();
        auto result = std::from_chars(clean.data(), clean.data() + clean.size(), token.real);
        if (result.ec == std::errc::result_out_of_range) token.real = std::strtod(clean.c_str(), nullptr);
    }
    token.text = keep(std::move(clean));
    return token;
}

Token Lexer::operator_token(const char* begin, TokenKind kind) {
    Token token = make(kind, begin);
    FString* fstring = fstrings_.empty() ? nullptr : &fstrings_.back();
    bool outermost = fstring && !fstring->fields.empty() && fstring->fields.back().depth == layout_.brackets.size();
    switch (kind) {
        case TokenKind::LPAR:
        case TokenKind::LSQB:
        case TokenKind::LBRACE:
            if (layout_.brackets.size() >= Layout::kMaximumBrackets) return fail("too many nested parentheses", begin);
            layout_.brackets.push_back({*begin, token.line, token.column});
            break;
        case TokenKind::RPAR:
        case TokenKind::RSQB:
        case TokenKind::RBRACE: {
            if (outermost && kind == TokenKind::RBRACE) {
                fstring->fields.pop_back();
                break;
            }
            if (reader_ == Reader::loose) {
                if (!layout_.brackets.empty() && !outermost) layout_.brackets.pop_back();
                break;
            }
            if (outermost) return fail(std::string("f-string: unmatched '") + *begin + "'", begin);
            if (layout_.brackets.empty()) return fail(std::string("unmatched '") + *begin + "'", begin);
            auto open = layout_.brackets.back();
            layout_.brackets.pop_back();
            if (closing(open.open) != *begin) {
                char shown[120];
                if (open.line != line_)
                    std::snprintf(shown, sizeof shown, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", *begin, open.open, open.line);
                else
                    std::snprintf(shown, sizeof shown, "closing parenthesis '%c' does not match opening parenthesis '%c'", *begin, open.open);
                return fail(shown, begin);
            }
            break;
        }
        case TokenKind::COLON:
            if (outermost) {
                fstring->fields.back().in_spec = true;
                token.kind = TokenKind::FORMAT_COLON;
            }
            break;
        default: break;
    }
    return token;
}

// ---- strings

bool Lexer::decode_escapes(std::string_view body, bool bytes, const char* at, int first_line, std::string& out) {
    EscapeResult result = decode_string_escapes(body, bytes);
    if (!result.error.empty()) {
        fail(result.error, at, cursor_);
        error_.whole_line = true;
        return false;
    }
    // CPython tells the first of a literal, at the line where the literal begins.
    if (!result.warnings.empty()) {
        warn(result.warnings[0].message, at);
        Diagnostic& told = warnings_.back();
        const char* last_start;
        told.line = first_line;
        told.end_line = line_of(cursor_, &last_start);
        told.end_column = source_.characters(told.end_line, static_cast<int>(cursor_ - last_start)) + 1;
        told.whole_line = true;
    }
    out = std::move(result.text);
    return true;
}

Token Lexer::read_string(const char* begin, const char* quote) {
    bool raw = false, bytes = false, u = false, escaped_quote = false;
    for (const char* p = begin; p < quote; ++p) {
        raw = raw || *p == 'r' || *p == 'R';
        bytes = bytes || *p == 'b' || *p == 'B';
        u = u || *p == 'u';
    }
    char q = *quote;
    bool triple = quote[1] == q && quote[2] == q;
    const char* p = quote + (triple ? 3 : 1);
    const char* body = p;
    int first_line = line_;
    const char* first_start = line_start_;
    for (;; ++p) {
        if (p >= end_ || (!triple && (*p == '\n' || *p == '\r'))) {
            char shown[144];
            int last = line_;
            if ((p >= end_ && triple) || last > source_.lines()) last = source_.lines();
            // At the quote that ends an f-string, it is the brace that lacks.
            if (!fstrings_.empty() && fstrings_.back().quote == q && fstrings_.back().triple == triple) {
                line_ = first_line;
                line_start_ = first_start;
                return fail("f-string: expecting '}'", begin);
            }
            std::snprintf(shown, sizeof shown, "unterminated %sstring literal (detected at line %d)%s", triple ? "triple-quoted " : "", last,
                          escaped_quote && !triple ? "; perhaps you escaped the end quote?" : "");
            line_ = first_line;
            line_start_ = first_start;
            return fail(shown, begin);
        }
        if (*p == '\\') {
            ++p;
            if (*p == '\r' && p[1] == '\n') ++p;
            if (*p == '\n' || *p == '\r') newline(p + 1);
            escaped_quote = escaped_quote || *p == q;
            continue;
        }
        if (*p == '\n' || (*p == '\r' && p[1] != '\n')) newline(p + 1);
        if (*p == q && (!triple || (p[1] == q && p[2] == q))) break;
    }
    std::string_view content(body, static_cast<std::size_t>(p - body));
    cursor_ = p + (triple ? 3 : 1);
    Token token = make(TokenKind::STRING, begin);
    token.line = first_line;
    token.column = static_cast<std::int32_t>(begin - first_start);
    token.bytes = bytes;
    token.u_prefix = u;
    if (reader_ != Reader::parser) return token;
    std::string text;
    if (content.find('\r') != std::string_view::npos) content = keep(unified_newlines(content));
    if (bytes)
        for (char c : content)
            if (static_cast<unsigned char>(c) >= 128) {
                Token bad = fail("bytes can only contain ASCII literal characters", begin, cursor_);
                error_.whole_line = true;
                return bad;
            }
    if (!source_.readable(content)) return fail_undecodable(content, &token);
    if (raw || content.find('\\') == std::string_view::npos) {
        token.text = content;
        return token;
    }
    if (!decode_escapes(content, bytes, begin, first_line, text)) return make(TokenKind::INVALID, begin);
    token.text = keep(std::move(text));
    return token;
}

Token Lexer::start_fstring(const char* begin, const char* quote) {
    if (fstrings_.size() >= 150) return fail("too many nested f-strings", begin);
    char q = *quote;
    bool triple = quote[1] == q && quote[2] == q;
    cursor_ = quote + (triple ? 3 : 1);
    Token token = make(TokenKind::FSTRING_START, begin);
    for (const char* p = begin; p < quote; ++p) token.raw = token.raw || *p == 'r' || *p == 'R';
    fstrings_.push_back({q, triple, token.raw, token, {}});
    return token;
}

Token Lexer::scan_fstring_text() {
    FString& f = fstrings_.back();
    bool in_spec = !f.fields.empty();
    const char* begin = cursor_;
    const char* p = cursor_;
    int first_line = line_;
    const char* first_start = line_start_;
    std::string text;
    auto at_quote = [&](const char* at) { return *at == f.quote && (!f.triple || (at[1] == f.quote && at[2] == f.quote)); };
    auto unterminated = [&]() -> Token {
        char shown[96];
        std::snprintf(shown, sizeof shown, "unterminated %sf-string literal (detected at line %d)", f.triple ? "triple-quoted " : "",
                      f.triple ? source_.lines() : line_);
        return fail_at(f.start, shown);
    };
    for (;; ++p) {
        if (p >= end_) {
            if (in_spec && reader_ != Reader::parser) return fail_unfinished();
            if (in_spec) return fail_open('{', f.fields.back().open);
            return unterminated();
        }
        if (*p == '\n' || *p == '\r') {
            if (!f.triple) {
                if (!in_spec) return unterminated();
                // The line's end ends the specification; the brace must follow.
                f.fields.back().in_spec = false;
                break;
            }
            if (*p == '\r' && p[1] == '\n') continue;
            text += '\n';
            newline(p + 1);
            continue;
        }
        if (at_quote(p)) {
            if (in_spec) return fail("f-string: expecting '}', or format specs", p, p + 1);
            break;
        }
        if (*p == '\\' && f.raw && p[1] != '{' && p[1] != '}') {
            text += *p++;
            if (p >= end_) return unterminated();
            if (*p == '\r' && p[1] == '\n') ++p;
            if (*p == '\n' || *p == '\r') newline(p + 1);
            text += *p == '\r' ? '\n' : *p;
            continue;
        }
        if (*p == '\\' && !f.raw) {
            // \N{…} hides its braces; any other escape stays for the decoder, except one before a brace.
            text += *p++;
            if (*p == 'N' && p[1] == '{') {
                for (; p < end_ && *p != '}' && !at_quote(p) && (f.triple || *p != '\n'); ++p) {
                    text += *p;
                    if (*p == '\n') newline(p + 1);
                }
                if (*p == '}') text += *p;
                else --p;
                continue;
            }
            if (*p == '{' || *p == '}') {
                warn(std::string("invalid escape sequence '\\") + *p + "'", p);
                text += '\\';
                --p;
                continue;
            }
            if (*p == '\r' && p[1] == '\n') ++p;
            if (*p == '\n' || *p == '\r') {
                text += '\n';
                newline(p + 1);
                continue;
            }
            text += *p;
            continue;
        }
        if (*p == '{') {
            if (!in_spec && p[1] == '{') {
                text += *p++;
                continue;
            }
            break;
        }
        if (*p == '}') {
            if (in_spec) break;
            if (p[1] != '}') return fail("f-string: single '}' is not allowed", p);
            text += *p++;
            continue;
        }
        text += *p;
    }
    cursor_ = p;
    if (p > begin) {
        std::string_view read(begin, static_cast<std::size_t>(p - begin));
        if (!source_.readable(read)) return fail_undecodable(read);
        Token token = make(TokenKind::FSTRING_MIDDLE, begin);
        token.line = first_line;
        token.column = static_cast<std::int32_t>(begin - first_start);
        empty_middle_ = true;
        if (!f.raw && reader_ == Reader::parser && text.find('\\') != std::string::npos) {
            std::string decoded;
            if (!decode_escapes(keep(text), false, p, first_line, decoded)) {
                if (failed_) error_.end_column = error_.column + 1;
                return make(TokenKind::INVALID, begin);
            }
            text = std::move(decoded);
        }
        token.text = keep(std::move(text));
        return token;
    }
    if (!f.triple && in_spec && !f.fields.back().in_spec) return scan();
    if (reader_ != Reader::parser && *p == '}' && !empty_middle_) {
        empty_middle_ = true;
        return make(TokenKind::FSTRING_MIDDLE, p);
    }
    empty_middle_ = false;
    if (*p == '{') {
        if (f.fields.size() >= 3) return fail("f-string: expressions nested too deeply", p - 1);
        ++cursor_;
        f.fields.push_back({layout_.brackets.size(), false, p});
        return make(TokenKind::LBRACE, p);
    }
    if (*p == '}') {
        ++cursor_;
        f.fields.pop_back();
        return make(TokenKind::RBRACE, p);
    }
    cursor_ += f.triple ? 3 : 1;
    Token token = make(TokenKind::FSTRING_END, p);
    fstrings_.pop_back();
    return token;
}

// ---- soft keywords

Token Lexer::next() {
    Token token;
    if (!queue_.empty()) {
        token = queue_.front();
        queue_.pop_front();
    } else {
        token = raw_next();
    }
    if (token.kind == TokenKind::NAME && token.text.size() <= 5) token = settle_soft_keyword(token);
    switch (token.kind) {
        case TokenKind::NEWLINE: first_on_line_ = true; break;
        case TokenKind::INDENT:
            match_blocks_.push_back(match_line_);
            match_line_ = false;
            break;
        case TokenKind::DEDENT:
            if (match_blocks_.size() > 1) match_blocks_.pop_back();
            match_line_ = false;
            first_on_line_ = true;
            break;
        default:
            if (first_on_line_) match_line_ = token.kind == TokenKind::MATCH;
            first_on_line_ = false;
    }
    previous_ = token.kind;
    return token;
}

Token Lexer::settle_soft_keyword(Token token) {
    if (token.text == "type" && (first_on_line_ || previous_ == TokenKind::SEMI || previous_ == TokenKind::COLON)) {
        if (queue_.empty()) queue_.push_back(raw_next());
        if (queue_.front().kind == TokenKind::NAME) token.kind = TokenKind::TYPE;
    } else if (token.text == "case" && first_on_line_ && match_blocks_.back()) {
        token.kind = TokenKind::CASE;
    } else if (token.text == "match" && first_on_line_ && opens_match(token)) {
        token.kind = TokenKind::MATCH;
    }
    return token;
}

bool Lexer::opens_match(const Token&) {
    // The rest of the logical line is read into the queue; an error met there waits in it until the parser gets that far.
    while (queue_.empty() || (queue_.back().kind != TokenKind::NEWLINE && queue_.back().kind != TokenKind::ENDMARKER &&
                              queue_.back().kind != TokenKind::INVALID))
        queue_.push_back(raw_next());
    if (cannot_follow_name(queue_.front().kind, queue_.size() > 1 ? queue_[1].kind : TokenKind::NEWLINE)) return true;
    return queue_.size() > 2 && queue_.back().kind == TokenKind::NEWLINE && queue_[queue_.size() - 2].kind == TokenKind::COLON;
}

}  // namespace ouro
