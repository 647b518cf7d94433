// SPDX-License-Identifier: MIT
// The search for the longest expression: parse up to the token that is refused, then try what comes before it.
#include "parser/fragment.h"

namespace ouro {

namespace {

// A fragment that has not shown its end after so many tries is taken for no expression.
constexpr int kTries = 40;

}  // namespace

Fragment longest_fragment(const Source& source, const Token* begin, const Token* end, Start start, Arena& arena) {
    for (int tries = 0; tries < kTries && begin < end; ++tries) {
        Fragment fragment = parse_fragment(source, begin, end, start, arena);
        if (fragment.expression != nullptr) {
            fragment.end = end;
            return fragment;
        }
        // Refused at the end itself: the last token asks for more, so the expression ends before it.
        end = fragment.end < end ? fragment.end : end - 1;
    }
    return {nullptr, begin};
}

}  // namespace ouro
