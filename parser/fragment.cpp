// SPDX-License-Identifier: MIT
// A fragment is parsed by the one grammar, from a start symbol of its own. The longest expression is found by
// parsing up to the token that is refused and trying what comes before it.
#include "parser/fragment.h"

#include "parser/actions.h"

#include "grammar.hpp"  // made by Bison from grammar.y

namespace ouro {

namespace {

// A fragment that has not shown its end after so many tries is taken for no expression.
constexpr int kTries = 40;
// What a parse costs beside its tokens.
constexpr long kOverhead = 8;

}  // namespace

Fragment Fragments::whole(const Token* begin, const Token* end, Start start) {
    Fragment fragment{nullptr, end};
    if (tokens_left_ <= 0) return fragment;
    TokenFeed feed(source_, begin, end, start);
    Actions actions(feed, arena_);
    bool accepted = grammar::Grammar(actions).parse() == 0;
    if (accepted && actions.mistake() == nullptr) {
        fragment.expression = actions.fragment_result();
    } else if (actions.refused_token() != nullptr) {
        fragment.end = actions.refused_token();
    }
    tokens_left_ -= fragment.end - begin + kOverhead;
    return fragment;
}

Fragment Fragments::longest(const Token* begin, const Token* end, Start start) {
    for (int tries = 0; tries < kTries && begin < end; ++tries) {
        Fragment fragment = whole(begin, end, start);
        if (fragment.expression != nullptr) return fragment;
        // Refused at the end itself: the last token asks for more, so the expression ends before it.
        end = fragment.end < end ? fragment.end : end - 1;
    }
    return {nullptr, begin};
}

}  // namespace ouro
