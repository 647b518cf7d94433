// SPDX-License-Identifier: MIT
// The tables that scripts/unicode_data.py makes of the names of characters; only character_names.cpp reads them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ouro::name_tables {

// Words stand in one text, the commonest first. A name is a count of words and their numbers: a byte below 192, or two.
extern const char word_text[];
extern const std::uint32_t word_starts[];
extern const std::uint8_t stream[];   // the names in the order of their characters
extern const std::uint32_t blocks[];  // where each sixteenth name begins

/// Characters that follow one another, from `code` on, have the names from `index` on.
struct Run {
    std::uint32_t code, index;
};
extern const Run runs[];
extern const std::size_t run_count;
extern const std::uint16_t order[];  // the names sorted
extern const std::size_t name_count;

/// Characters whose names are the prefix and their code in hexadecimal, or a syllable.
struct Span {
    std::uint32_t first, last;
    const char* prefix;
};
extern const Span spans[];
extern const std::size_t span_count;

/// Aliases, and names of sequences; sorted.
struct Other {
    const char* name;
    char32_t text[5];
};
extern const Other others[];
extern const std::size_t other_count;

}  // namespace ouro::name_tables
