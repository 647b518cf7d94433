// SPDX-License-Identifier: MIT
// What the parser's tests share: a source in, the text of its tree or of its error out.
#pragma once

#include <string>
#include <string_view>

#include "parser/dump.h"
#include "parser/parser.h"

namespace ouro::test {

// The one-line dump of a source's tree, or "Kind: message (line, column, end line, end column)".
inline std::string parsed(std::string_view text, Mode mode = Mode::File, bool attributes = false) {
    Source source("<test>", text, true);
    Arena arena;
    ParseResult result = parse(source, mode, arena);
    if (!result) {
        static constexpr const char* kinds[] = {"SyntaxError", "IndentationError", "TabError",
                                                "RecursionError", "MemoryError"};
        const Diagnostic& error = result.diagnostic;
        std::string shown = std::string(kinds[static_cast<int>(error.kind)]) + ": " + error.message + " (";
        shown += std::to_string(error.line) + ", " + std::to_string(error.column) + ", ";
        return shown + std::to_string(error.end_line) + ", " + std::to_string(error.end_column) + ")";
    }
    std::string tree = dump(result.tree, attributes);
    std::string line;
    bool skipping = false;
    for (char c : tree) {
        if (c == '\n') {
            skipping = true;
            if (!line.empty() && line.back() == ',') line += ' ';
        } else if (c != ' ' || !skipping) {
            skipping = false;
            line += c;
        }
    }
    return line;
}

// The dump of one expression.
inline std::string expression(std::string_view text) { return parsed(text, Mode::Eval); }

}  // namespace ouro::test
