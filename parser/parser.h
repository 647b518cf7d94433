// SPDX-License-Identifier: MIT
// parse(): from a source to its syntax tree, or to the diagnostic that CPython 3.13 would give.
#pragma once

#include <cstdint>
#include <vector>

#include "lexer/diagnostic.h"
#include "lexer/source.h"
#include "parser/arena.h"
#include "parser/ast.h"

namespace ouro {

// What a source is read as, after the modes of compile(): a file (exec), one expression (eval), one statement
// (single), or the signature of a type comment (func_type).
enum class Mode : std::uint8_t { File, Eval, Single, FunctionType };

// A tree, or why there is none.
struct ParseResult {
    ast::Mod* tree = nullptr;  // Module, Expression, Interactive or FunctionType; null after an error
    Diagnostic diagnostic;     // of the error
    bool incomplete = false;   // the error is at the end of the source: more lines may complete it
    bool inside = false;       // and that is within brackets, a string or a continued line
    bool unended = false;      // Single: a compound statement whose last line has no end of its own
    std::vector<Diagnostic> warnings;  // in the order of the source

    explicit operator bool() const { return tree != nullptr; }
};

// Whether a statement has a body: def, class, if, for, while, with, try, match.
bool is_compound(const ast::Stmt* statement);

// Parses a whole source. The tree and its texts lie in `arena` and need neither the source nor the result
// afterwards. Source and arena errors (encoding, the arena's budget) become diagnostics as well.
[[nodiscard]] ParseResult parse(const Source& source, Mode mode, Arena& arena);

}  // namespace ouro
