// SPDX-License-Identifier: MIT
// How lexer, parser and compiler report what is wrong with a source.
#pragma once

#include <cstdint>
#include <string>

namespace ouro {

struct Diagnostic {
    /// Undecodable: `message` holds bytes that are not UTF-8; why they are not is the SyntaxError, or, where there is no line, the UnicodeDecodeError.
    enum class Kind : std::uint8_t { SyntaxError, IndentationError, TabError, RecursionError, MemoryError, Undecodable };
    static constexpr int kNoColumn = -1000;  // as end_column: SyntaxError.end_offset is None
    Kind kind = Kind::SyntaxError;
    std::string message;
    int line = 0;        // from 1; 0: nowhere
    int column = 0;      // as SyntaxError.offset: characters from 1; 0: none
    int end_line = 0;
    int end_column = 0;
    bool whole_line = true;  // SyntaxError.text has the end of the line: not for errors of CPython's tokenizer
};

}  // namespace ouro
