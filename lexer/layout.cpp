// SPDX-License-Identifier: MIT
// Indentation levels (language reference 2.1.8).
#include "lexer/layout.h"

namespace ouro {

Layout::Step Layout::enter_line(int column, int alternative) {
    if (column == columns_.back()) return alternative == alternatives_.back() ? Step::same : Step::inconsistent;
    if (column > columns_.back()) {
        if (alternative <= alternatives_.back()) return Step::inconsistent;
        if (columns_.size() >= kMaximumIndents) return Step::too_deep;
        columns_.push_back(column);
        alternatives_.push_back(alternative);
        return Step::indent;
    }
    while (columns_.size() > 1 && column < columns_.back()) {
        columns_.pop_back();
        alternatives_.pop_back();
        ++pending_dedents;
    }
    if (column != columns_.back()) return Step::unmatched;
    return alternative == alternatives_.back() ? Step::dedent : Step::inconsistent;
}

}  // namespace ouro
