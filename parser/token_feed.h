// SPDX-License-Identifier: MIT
// TokenFeed: where a parse takes its tokens from. A source comes from the lexer; a fragment, which is parsed
// again to word an error, is a run of tokens that were read before.
#pragma once

#include <cstddef>
#include <cstdint>

#include "lexer/lexer.h"
#include "lexer/source.h"
#include "lexer/token.h"

namespace ouro {

// What a parse reads: one of the modes of compile(), or a piece of an expression.
enum class Start : std::uint8_t { File, Eval, Single, FunctionType, Expression, StarExpressions };

// The tokens of one parse, one by one.
class TokenFeed {
public:
    // All the tokens of `source`.
    TokenFeed(const Source& source, Lexer& lexer, Start start)
        : source_(source), lexer_(&lexer), start_(start) {}
    // The tokens from `begin` up to `end`, as a source of their own.
    TokenFeed(const Source& source, const Token* begin, const Token* end, Start start)
        : source_(source), next_(begin), end_(end), start_(start) {}

    // What the tokens are to be read as.
    Start start() const { return start_; }
    const Source& source() const { return source_; }

    // The next token; after the last one, ENDMARKER for ever.
    Token next() {
        if (lexer_ != nullptr) return lexer_->next();
        if (next_ != end_) return *next_++;
        exhausted_ = true;
        Token token;
        token.kind = TokenKind::ENDMARKER;
        return token;
    }

    // Of a fragment: the token that next() gives next.
    const Token* position() const { return next_; }
    // Whether ENDMARKER was given in place of a token.
    bool exhausted() const { return exhausted_; }

private:
    const Source& source_;
    Lexer* lexer_ = nullptr;
    const Token* next_ = nullptr;
    const Token* end_ = nullptr;
    Start start_;
    bool exhausted_ = false;
};

}  // namespace ouro
