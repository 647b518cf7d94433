// SPDX-License-Identifier: MIT
// The tables that scripts/unicode_data.py makes of the properties of characters; only unicodedata.cpp reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ouro::character_data {

extern const char version[];

/// What the characters of a run have in common.
struct Kind {
    char category[3];
    char bidirectional[4];
    char width[3];  // East Asian
    std::uint8_t combining, mirrored;
};
extern const Kind kinds[];

/// Characters from `code` up to the next run.
struct Run {
    std::uint32_t code, kind;
};
extern const std::span<const Run> runs, old_runs;  // of today's Unicode and of 3.2

/// A character with a value; decimal and digit are -1 where it is neither.
struct Number {
    std::uint32_t code;
    std::int8_t decimal, digit;
    double numeric;
};
extern const std::span<const Number> numbers;
extern const std::span<const Number> old_numbers;  // those that 3.2 had otherwise

/// A character that 3.2 decomposed into another one than today.
struct OldForm {
    std::uint32_t code, form;
};
extern const std::span<const OldForm> old_forms;

struct Decomposition {
    std::uint32_t code, start, size;  // of decomposition_text
};
extern const Decomposition decompositions[];
extern const std::size_t decomposition_count;
extern const char decomposition_text[];

}  // namespace ouro::character_data
