// SPDX-License-Identifier: MIT
// Character sets of East Asia: which code is which character. The tables are made by scripts/multibyte_data.py; codecs (codec.h) are over them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ouro::multibyte {

/// The trail bytes that follow a lead byte, and where their cells begin. Without any, first > last.
struct Row {
    std::uint8_t first, last;
    std::uint16_t cells;
};

/// A set of codes of two bytes. Numbers of 16 bits lie in strings, low byte first: compilers read those fast.
struct Charset {
    char32_t base;  // what is added to the 16 bits that characters have here
    std::uint8_t first_lead, last_lead;
    const Row* rows;
    const char* cells;           // characters by code; U+FFFD where there is none
    const char* codes;           // codes by character
    const std::uint16_t* pages;  // where in `codes` those of 256 characters begin

    /// The character of a code, or 0.
    char32_t decode(unsigned code) const;
    /// The code of a character, or 0.
    unsigned encode(char32_t c) const;
};

/// How a codec writes a code of a character set.
enum class Form : std::uint8_t {
    direct,
    euc,    // 94x94, with the upper bits set
    euc3,   // the same after 0x8f
    sjis,   // 94x94 in 47 rows of 188
    sjis2,  // the same for the second plane of JIS X 0213, which has few rows
};

struct Segment {
    const Charset* charset;
    Form form;
};

/// A code and its character, or a character and its code, apart from what the segments say; 0 is none.
struct Exception {
    std::uint32_t from, to;
};

/// A code that stands for two characters.
struct Pair {
    std::uint32_t code;
    char32_t first, second;
};

/// What a codec's codes of one to three bytes mean. All but ASCII: of that only exceptions are here.
struct Table {
    std::span<const Segment> segments;
    std::span<const Exception> decode_exceptions, encode_exceptions;
    std::span<const Pair> pairs;

    char32_t decode(std::uint32_t code) const;
    std::uint32_t encode(char32_t c) const;
    bool excludes(std::uint32_t code) const;  // although a segment has it
    const Pair* pair(std::uint32_t code) const;
    /// The pair of two characters, or null. With `second` 0: any pair that begins with the first.
    const Pair* pair(char32_t first, char32_t second) const;
};

/// Consecutive characters that GB 18030 writes as consecutive codes of four bytes.
struct Run {
    std::uint32_t linear;
    char32_t first;
    std::uint32_t count;
};
extern const std::span<const Run> four_byte_runs;

extern const Charset gb2312, jisx0208, jisx0212, jisx0213_1, jisx0213_1_supplementary, jisx0213_2, jisx0213_2_supplementary, ksx1001;
extern const Charset gbk_extension, gb18030_extension, big5, cp950_extension, hkscs, hkscs_supplementary, cp949_extension, johab, cp932_extension;
extern const Table gb2312_table, gbk_table, gb18030_table, big5_table, cp950_table, big5hkscs_table, euc_kr_table, cp949_table, johab_table, shift_jis_table,
    cp932_table, euc_jp_table, shift_jis_2004_table, shift_jisx0213_table, euc_jis_2004_table, euc_jisx0213_table;

}  // namespace ouro::multibyte
