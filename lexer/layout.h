// SPDX-License-Identifier: MIT
// Layout: indentation levels and open brackets.
#pragma once

#include <cstdint>
#include <vector>

namespace ouro {

class Layout {
public:
    static constexpr std::size_t kMaximumBrackets = 200;
    static constexpr std::size_t kMaximumIndents = 100;

    struct Bracket {
        char open;
        int line, column;  // column in bytes from 0
    };
    enum class Step : std::uint8_t { same, indent, dedent, inconsistent, unmatched, too_deep };

    /// What a line that begins at this column does; tabs count to multiples of 8 in `column`, of 1 in `alternative`, and the two must agree.
    Step enter_line(int column, int alternative);
    /// DEDENT tokens still to be given after a `dedent` step.
    int pending_dedents = 0;
    /// Closes all levels at the end of the source.
    int levels() const { return static_cast<int>(columns_.size()) - 1; }
    void close_all() {
        pending_dedents = levels();
        columns_.resize(1);
        alternatives_.resize(1);
    }

    std::vector<Bracket> brackets;

private:
    std::vector<int> columns_{0}, alternatives_{0};
};

}  // namespace ouro
