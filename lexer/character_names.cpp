// SPDX-License-Identifier: MIT
// The characters that have names in this build: ASCII punctuation and the most used ones; the table of all of Unicode is not in yet.
#include "lexer/character_names.h"

#include <algorithm>

namespace ouro {

std::optional<char32_t> lookup_character_name(std::string_view name) {
    struct Row {
        std::string_view name;
        char32_t c;
    };
    static constexpr Row rows[] = {{"BULLET", 0x2022},          {"COPYRIGHT SIGN", 0xa9},   {"DEGREE SIGN", 0xb0},       {"EM DASH", 0x2014},
                                   {"EN DASH", 0x2013},         {"EURO SIGN", 0x20ac},      {"GREEK SMALL LETTER ALPHA", 0x3b1},
                                   {"GREEK SMALL LETTER PI", 0x3c0}, {"HORIZONTAL ELLIPSIS", 0x2026}, {"LATIN SMALL LETTER E WITH ACUTE", 0xe9},
                                   {"NO-BREAK SPACE", 0xa0},    {"RIGHTWARDS ARROW", 0x2192}, {"SNOWMAN", 0x2603},       {"SPACE", 0x20}};
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    for (const Row& row : rows)
        if (row.name == upper) return row.c;
    constexpr std::string_view latin[] = {"LATIN SMALL LETTER ", "LATIN CAPITAL LETTER "};
    for (int n = 0; n < 2; ++n)
        if (upper.size() == latin[n].size() + 1 && upper.compare(0, latin[n].size(), latin[n]) == 0 && upper.back() >= 'A' && upper.back() <= 'Z')
            return static_cast<char32_t>(n ? upper.back() : upper.back() + 32);
    return std::nullopt;
}

}  // namespace ouro
