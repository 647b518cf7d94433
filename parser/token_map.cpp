// SPDX-License-Identifier: MIT
// The lexer's tokens point into the lexer; the names, which the wording asks for, are copied.
#include "parser/token_map.h"

#include "lexer/lexer.h"

namespace ouro {

namespace {

using Opens = std::vector<TokenMap::Open>;

bool closes(TokenKind kind) {
    return kind == TokenKind::RPAR || kind == TokenKind::RSQB || kind == TokenKind::RBRACE;
}

// Follows one token: what it opens is pushed, what it closes is taken away and handed to `closed`.
template <class Closed>
void follow(Opens& opens, TokenKind kind, std::size_t index, Closed closed) {
    auto close = [&] {
        if (opens.empty()) return;
        closed(opens.back().index);
        opens.pop_back();
    };
    auto top_is = [&](Opening opening) { return !opens.empty() && opens.back().kind == opening; };
    switch (kind) {
        case TokenKind::FSTRING_START: opens.push_back({Opening::FString, index}); break;
        case TokenKind::LPAR:
        case TokenKind::LSQB:
        case TokenKind::LBRACE:
            opens.push_back(
                {top_is(Opening::FString) || top_is(Opening::Spec) ? Opening::Field : Opening::Bracket,
                 index});
            break;
        case TokenKind::FORMAT_COLON:
            if (top_is(Opening::Field)) opens.push_back({Opening::Spec, index});
            break;
        case TokenKind::FSTRING_END: close(); break;
        default:
            if (!closes(kind)) break;
            if (top_is(Opening::Spec)) close();
            close();
            break;
    }
}

}  // namespace

TokenMap::TokenMap(const Source& source, Arena& arena) {
    Lexer lexer(source);
    do {
        Token token = lexer.next();
        token.text = token.kind == TokenKind::NAME ? arena.copy(token.text) : std::string_view();
        tokens_.push(arena, token);
    } while (tokens_.back().kind != TokenKind::ENDMARKER && tokens_.back().kind != TokenKind::INVALID);
    if (lexer.error() != nullptr) lexical_ = *lexer.error();
    partners_ = arena.make_array<std::size_t>(tokens_.count);
    for (std::size_t i = 0; i < tokens_.count; ++i) partners_[i] = tokens_.count;
    Opens opens;
    for (std::size_t i = 0; i < tokens_.count; ++i)
        follow(opens, tokens_[i].kind, i, [&](std::size_t opener) { partners_[opener] = i; });
}

bool TokenMap::unclosed() const {
    constexpr std::string_view ending = " was never closed";
    return lexical_ && lexical_->message.size() > ending.size() &&
           std::string_view(lexical_->message).substr(lexical_->message.size() - ending.size()) == ending;
}

std::size_t TokenMap::find(int line, int column) const {
    std::size_t low = 0, high = tokens_.count;
    while (low < high) {
        std::size_t middle = (low + high) / 2;
        const Token& token = tokens_[middle];
        if (token.line < line || (token.line == line && token.column < column)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < tokens_.count ? low : tokens_.count - 1;
}

std::vector<TokenMap::Open> TokenMap::open_at(std::size_t index) const {
    Opens opens;
    for (std::size_t i = 0; i < index; ++i) follow(opens, tokens_[i].kind, i, [](std::size_t) {});
    return opens;
}

std::size_t TokenMap::line_start(std::size_t index) const {
    while (index > 0) {
        TokenKind kind = tokens_[index - 1].kind;
        if (kind == TokenKind::NEWLINE || kind == TokenKind::INDENT || kind == TokenKind::DEDENT) break;
        --index;
    }
    return index;
}

}  // namespace ouro
