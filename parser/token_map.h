// SPDX-License-Identifier: MIT
// TokenMap: all the tokens of a source that is wrong, with the brackets that belong together and the lines
// they form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "lexer/diagnostic.h"
#include "lexer/source.h"
#include "lexer/token.h"
#include "parser/arena.h"
#include "parser/ast.h"
#include "parser/builder.h"

namespace ouro {

// What an opening token opens.
enum class Opening : std::uint8_t { Bracket, FString, Field, Spec };

// The tokens up to the end of a source or to the lexer's error, which is then the last one, INVALID.
class TokenMap {
public:
    // Something that is open at a token.
    struct Open {
        Opening kind;
        std::size_t index;  // its opening token
    };

    // Everything lies in `arena`.
    TokenMap(const Source& source, Arena& arena);

    std::size_t size() const { return tokens_.count; }
    const Token& operator[](std::size_t index) const { return tokens_[index]; }
    const Token* at(std::size_t index) const { return tokens_.items + index; }
    std::size_t index_of(const Token* token) const { return static_cast<std::size_t>(token - tokens_.items); }
    bool is(std::size_t index, TokenKind kind) const { return index < size() && tokens_[index].kind == kind; }

    // The lexer's error, or null.
    const Diagnostic* lexical() const { return lexical_ ? &*lexical_ : nullptr; }
    // Whether the lexer's error is a bracket that is open at the end of the source.
    bool unclosed() const;

    // The first token that starts at or after a place.
    std::size_t find(int line, int column) const;
    // The first token after a location.
    std::size_t after(const ast::Location& location) const {
        return find(location.end_lineno, location.end_col_offset);
    }
    // The token that closes what `index` opens; past the last token when nothing does.
    std::size_t partner(std::size_t index) const { return partners_[index]; }
    // What is open at a token, outermost first.
    std::vector<Open> open_at(std::size_t index) const;
    // The first token of the logical line that a token is on.
    std::size_t line_start(std::size_t index) const;

private:
    ArenaList<Token> tokens_;
    std::size_t* partners_;
    std::optional<Diagnostic> lexical_;
};

}  // namespace ouro
