// SPDX-License-Identifier: MIT
// Universal newlines: which line ends a text has, and their translation to "\n" (IncrementalNewlineDecoder).
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

/// The filter behind a decoder: works on pieces of text, keeps a "\r" at the end of a piece until it knows what follows.
class NewlineFilter {
public:
    enum Seen : std::uint8_t { cr = 1, lf = 2, crlf = 4 };

    bool translate = false;
    bool pending_cr = false;
    std::uint8_t seen = 0;

    std::string apply(std::string_view text, bool final);
    void reset() {
        seen = 0;
        pending_cr = false;
    }
};

/// The attribute `newlines`: None, a str, or a tuple of them.
Result<Value> newlines_seen(Runtime& rt, std::uint8_t seen);

/// Where the line that begins a text ends, behind its newline; npos if it is not complete. `ends`: what ends a line: "" any of the three.
enum class LineEnd : std::uint8_t { universal, translated, lf, cr, crlf };
std::size_t find_line_end(std::string_view text, LineEnd ends);

}  // namespace ouro
