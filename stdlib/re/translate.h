// SPDX-License-Identifier: MIT
// Reads a regular expression as Python writes it and writes it as PCRE2 reads it. Groups become plain numbered ones, classes and escapes are
// spelled out, scoped flags become scoped options: what PCRE2 sees has one meaning only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ouro::re {

enum Flag : int { kIgnoreCase = 2, kLocale = 4, kMultiLine = 8, kDotAll = 16, kUnicode = 32, kVerbose = 64, kDebug = 128, kAscii = 256 };

struct Translation {
    std::string pattern;                              // for PCRE2
    int flags = 0;                                    // with those that the expression itself sets
    int groups = 0;                                   // capturing ones
    std::vector<std::pair<std::string, int>> names;   // UTF-8, in order
    std::vector<int> closed_at;                       // of group n + 1: where its parenthesis closes
    bool needs_case_option = false;
};

/// What is wrong with an expression.
struct Problem {
    enum Kind : std::uint8_t { none, pattern, value, overflow, too_deep } kind = none;
    std::string message;          // UTF-8
    std::ptrdiff_t position = -1;  // in characters; -1: unknown
};

/// `characters` are code points of a str, or bytes. False: `problem` says why.
bool translate(const std::vector<char32_t>& characters, bool is_text, int flags, Translation& out, Problem& problem);

}  // namespace ouro::re
