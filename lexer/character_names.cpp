// SPDX-License-Identifier: MIT
#include "lexer/character_names.h"

#include <algorithm>
#include <cstdio>

#include "lexer/name_tables.h"

namespace ouro {

using namespace name_tables;

namespace {

constexpr std::size_t kLongestName = 128;  // bytes; longer ones exist nowhere in Unicode

// Hangul syllables are composed (The Unicode Standard, 3.12).
constexpr std::string_view leads[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
constexpr std::string_view vowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
constexpr std::string_view tails[] = {"",  "G",  "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT",
                                      "LP", "LH", "M",  "B",  "BS", "S", "SS", "NG", "J", "C", "K",  "T",  "P",  "H"};
constexpr std::string_view hangul_prefix = "HANGUL SYLLABLE ", unified_prefix = "CJK UNIFIED IDEOGRAPH-";
constexpr char32_t kFirstSyllable = 0xac00;

/// Position in `stream` behind one name, whose words are handed to `word`.
template <typename F>
const std::uint8_t* read_name(const std::uint8_t* at, F&& word) {
    for (int left = *at++; left > 0; --left) {
        std::uint32_t code = *at++;
        if (code >= 192) code = ((code - 192) << 8 | *at++) + 192;
        word(std::string_view(word_text + word_starts[code], word_starts[code + 1] - word_starts[code]));
    }
    return at;
}

std::string name_at(std::size_t index) {
    const std::uint8_t* at = stream + blocks[index / 16];
    for (std::size_t n = index % 16; n > 0; --n) at = read_name(at, [](std::string_view) {});
    std::string name;
    read_name(at, [&](std::string_view word) {
        if (!name.empty()) name += ' ';
        name += word;
    });
    return name;
}

char32_t character_at(std::size_t index) {
    const Run* after = std::upper_bound(runs, runs + run_count, index, [](std::size_t n, const Run& run) { return n < run.index; });
    return static_cast<char32_t>(after[-1].code + (index - after[-1].index));
}

bool in_span(char32_t c, std::string_view prefix) {
    return std::any_of(spans, spans + span_count, [&](const Span& span) { return span.first <= c && c <= span.last && prefix == span.prefix; });
}

/// The longest of `parts` that `text` begins with, which is taken off.
template <std::size_t N>
std::size_t take_longest(const std::string_view (&parts)[N], std::string_view& text) {
    std::size_t best = N;
    for (std::size_t n = 0; n < N; ++n)
        if (text.substr(0, parts[n].size()) == parts[n] && (best == N || parts[n].size() > parts[best].size())) best = n;
    if (best < N) text.remove_prefix(parts[best].size());
    return best;
}

std::optional<char32_t> syllable(std::string_view text) {
    std::size_t lead = take_longest(leads, text), vowel = take_longest(vowels, text), tail = take_longest(tails, text);
    if (!text.empty() || lead == std::size(leads) || vowel == std::size(vowels) || tail == std::size(tails)) return std::nullopt;
    return static_cast<char32_t>(kFirstSyllable + (lead * std::size(vowels) + vowel) * std::size(tails) + tail);
}

/// Upper-case hexadecimal digits; nothing else.
std::optional<char32_t> hexadecimal(std::string_view digits) {
    if (digits.size() < 4 || digits.size() > 5) return std::nullopt;
    char32_t c = 0;
    for (char digit : digits) {
        if (digit >= '0' && digit <= '9') c = c * 16 + static_cast<char32_t>(digit - '0');
        else if (digit >= 'A' && digit <= 'F') c = c * 16 + static_cast<char32_t>(digit - 'A' + 10);
        else return std::nullopt;
    }
    return c;
}

std::string upper_case(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    return upper;
}

const Other* find_other(const std::string& name) {
    const Other* found = std::lower_bound(others, others + other_count, name, [](const Other& row, const std::string& wanted) { return wanted.compare(row.name) > 0; });
    return found != others + other_count && name == found->name ? found : nullptr;
}

}  // namespace

std::optional<char32_t> lookup_character_name(std::string_view name, bool aliases) {
    if (name.size() > kLongestName) return std::nullopt;
    if (name.substr(0, hangul_prefix.size()) == hangul_prefix) return syllable(name.substr(hangul_prefix.size()));
    if (name.substr(0, unified_prefix.size()) == unified_prefix) {
        std::optional<char32_t> c = hexadecimal(name.substr(unified_prefix.size()));
        return c && in_span(*c, unified_prefix) ? c : std::nullopt;
    }
    std::string upper = upper_case(name);
    for (std::size_t n = 0; n < span_count; ++n) {
        std::string_view prefix = spans[n].prefix;
        if (prefix == hangul_prefix || prefix == unified_prefix || upper.compare(0, prefix.size(), prefix) != 0) continue;
        std::optional<char32_t> c = hexadecimal(std::string_view(upper).substr(prefix.size()));
        if (c && spans[n].first <= *c && *c <= spans[n].last && character_name(*c) == upper) return c;
    }
    const std::uint16_t* found = std::lower_bound(order, order + name_count, upper, [](std::uint16_t index, const std::string& wanted) { return name_at(index) < wanted; });
    if (found != order + name_count && name_at(*found) == upper) return character_at(*found);
    const Other* other = aliases ? find_other(upper) : nullptr;
    return other && !other->text[1] ? std::optional<char32_t>(other->text[0]) : std::nullopt;
}

std::u32string lookup_character_sequence(std::string_view name) {
    const Other* other = name.size() > kLongestName ? nullptr : find_other(upper_case(name));
    return other && other->text[1] ? other->text : std::u32string();
}

std::string character_name(char32_t c) {
    for (std::size_t n = 0; n < span_count; ++n) {
        if (c < spans[n].first || c > spans[n].last) continue;
        if (spans[n].prefix == hangul_prefix) {
            std::size_t index = c - kFirstSyllable;
            return std::string(hangul_prefix) + std::string(leads[index / (std::size(vowels) * std::size(tails))]) +
                   std::string(vowels[index / std::size(tails) % std::size(vowels)]) + std::string(tails[index % std::size(tails)]);
        }
        char digits[16];
        std::snprintf(digits, sizeof digits, "%04X", static_cast<unsigned>(c));
        return spans[n].prefix + std::string(digits);
    }
    const Run* after = std::upper_bound(runs, runs + run_count, c, [](char32_t at, const Run& run) { return at < run.code; });
    if (after == runs) return "";
    std::size_t index = after[-1].index + (c - after[-1].code);
    std::size_t end = after == runs + run_count ? name_count : after->index;
    return index < end ? name_at(index) : "";
}

}  // namespace ouro
