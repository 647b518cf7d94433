// SPDX-License-Identifier: MIT
// Characters, by utf8proc's tables. utf8proc has simple case mappings; the few full ones of SpecialCasing.txt are here.
#include "runtime/objects/unicode.h"

#include <utf8proc.h>

#include <algorithm>

namespace ouro {

namespace {

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

bool in_ranges(char32_t c, const char32_t (*ranges)[2], std::size_t count) {
    auto* end = ranges + count;
    auto* found = std::upper_bound(ranges, end, c, [](char32_t value, const char32_t range[2]) { return value < range[0]; });
    return found != ranges && c <= found[-1][1];
}

// Unconditional full mappings: character, upper, title, folded (up to three characters each; 0 ends).
struct Special {
    char32_t c;
    char32_t upper[3], title[3], folded[3];
};
constexpr Special kSpecial[] = {
    {0xdf, {'S', 'S'}, {'S', 's'}, {'s', 's'}},
    {0x149, {0x2bc, 'N'}, {0x2bc, 'N'}, {0x2bc, 'n'}},
    {0x1f0, {'J', 0x30c}, {'J', 0x30c}, {'j', 0x30c}},
    {0x390, {0x399, 0x308, 0x301}, {0x399, 0x308, 0x301}, {0x3b9, 0x308, 0x301}},
    {0x3b0, {0x3a5, 0x308, 0x301}, {0x3a5, 0x308, 0x301}, {0x3c5, 0x308, 0x301}},
    {0x587, {0x535, 0x552}, {0x535, 0x582}, {0x565, 0x582}},
    {0x1e96, {'H', 0x331}, {'H', 0x331}, {'h', 0x331}},
    {0x1e97, {'T', 0x308}, {'T', 0x308}, {'t', 0x308}},
    {0x1e98, {'W', 0x30a}, {'W', 0x30a}, {'w', 0x30a}},
    {0x1e99, {'Y', 0x30a}, {'Y', 0x30a}, {'y', 0x30a}},
    {0x1e9a, {'A', 0x2be}, {'A', 0x2be}, {'a', 0x2be}},
    {0x1e9e, {0x1e9e}, {0x1e9e}, {'s', 's'}},
    {0x1f50, {0x3a5, 0x313}, {0x3a5, 0x313}, {0x3c5, 0x313}},
    {0x1fb6, {0x391, 0x342}, {0x391, 0x342}, {0x3b1, 0x342}},
    {0x1fc6, {0x397, 0x342}, {0x397, 0x342}, {0x3b7, 0x342}},
    {0x1fd6, {0x399, 0x342}, {0x399, 0x342}, {0x3b9, 0x342}},
    {0x1fe4, {0x3a1, 0x313}, {0x3a1, 0x313}, {0x3c1, 0x313}},
    {0x1fe6, {0x3a5, 0x342}, {0x3a5, 0x342}, {0x3c5, 0x342}},
    {0x1ff6, {0x3a9, 0x342}, {0x3a9, 0x342}, {0x3c9, 0x342}},
    {0xfb00, {'F', 'F'}, {'F', 'f'}, {'f', 'f'}},
    {0xfb01, {'F', 'I'}, {'F', 'i'}, {'f', 'i'}},
    {0xfb02, {'F', 'L'}, {'F', 'l'}, {'f', 'l'}},
    {0xfb03, {'F', 'F', 'I'}, {'F', 'f', 'i'}, {'f', 'f', 'i'}},
    {0xfb04, {'F', 'F', 'L'}, {'F', 'f', 'l'}, {'f', 'f', 'l'}},
    {0xfb05, {'S', 'T'}, {'S', 't'}, {'s', 't'}},
    {0xfb06, {'S', 'T'}, {'S', 't'}, {'s', 't'}},
};

const Special* special(char32_t c) {
    if (c < 0xdf) return nullptr;
    auto* found = std::lower_bound(std::begin(kSpecial), std::end(kSpecial), c, [](const Special& s, char32_t value) { return s.c < value; });
    return found != std::end(kSpecial) && found->c == c ? found : nullptr;
}

void append_all(std::string& text, const char32_t (&chars)[3]) {
    for (char32_t c : chars)
        if (c) append_utf8(text, c);
}

}  // namespace

void append_utf8(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0 | c >> 6);
        text += static_cast<char>(0x80 | (c & 63));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0 | c >> 12);
        text += static_cast<char>(0x80 | (c >> 6 & 63));
        text += static_cast<char>(0x80 | (c & 63));
    } else {
        text += static_cast<char>(0xf0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 63));
        text += static_cast<char>(0x80 | (c >> 6 & 63));
        text += static_cast<char>(0x80 | (c & 63));
    }
}

bool is_alpha(char32_t c) {
    auto g = category(c);
    return g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_LO;
}

int decimal_value(char32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
    if (category(c) != UTF8PROC_CATEGORY_ND) return -1;
    // Decimal digits come in runs of ten that begin with the zero.
    if (c >= 0x1d7ce && c <= 0x1d7ff) return static_cast<int>((c - 0x1d7ce) % 10);
    int value = 0;
    while (value < 9 && category(c - 1) == UTF8PROC_CATEGORY_ND) {
        --c;
        ++value;
    }
    return value;
}

bool is_decimal(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND; }

bool is_digit(char32_t c) {
    static constexpr char32_t ranges[][2] = {{0xb2, 0xb3},     {0xb9, 0xb9},     {0x1369, 0x1371}, {0x19da, 0x19da},   {0x2070, 0x2070},
                                             {0x2074, 0x2079}, {0x2080, 0x2089}, {0x2460, 0x2468}, {0x2474, 0x247c},   {0x2488, 0x2490},
                                             {0x24ea, 0x24ea}, {0x24f5, 0x24fd}, {0x24ff, 0x24ff}, {0x2776, 0x277e},   {0x2780, 0x2788},
                                             {0x278a, 0x2792}, {0x10a40, 0x10a43}, {0x10e60, 0x10e68}, {0x11052, 0x1105a}, {0x1f100, 0x1f10a}};
    return is_decimal(c) || in_ranges(c, ranges, std::size(ranges));
}

bool is_numeric(char32_t c) {
    auto g = category(c);
    if (g == UTF8PROC_CATEGORY_ND || g == UTF8PROC_CATEGORY_NL || g == UTF8PROC_CATEGORY_NO) return true;
    static constexpr char32_t ideographs[] = {0x3405, 0x3483, 0x382a, 0x3b4d, 0x4e00, 0x4e03, 0x4e07, 0x4e09, 0x4e24, 0x4e5d, 0x4e8c, 0x4e94,
                                              0x4e96, 0x4ebf, 0x4edf, 0x4ee8, 0x4f0d, 0x4f70, 0x4fe9, 0x5006, 0x5104, 0x5146, 0x5169, 0x516b,
                                              0x516d, 0x5341, 0x5343, 0x5344, 0x5345, 0x534c, 0x53c1, 0x53c2, 0x53c3, 0x53c4, 0x56db, 0x58f1,
                                              0x58f9, 0x5e7a, 0x5efe, 0x5eff, 0x5f0c, 0x5f0d, 0x5f0e, 0x5f10, 0x62d0, 0x62fe, 0x634c, 0x67d2,
                                              0x6d1e, 0x6f06, 0x7396, 0x767e, 0x7695, 0x79ed, 0x8086, 0x842c, 0x8cae, 0x8cb3, 0x8d30, 0x920e,
                                              0x94a9, 0x9621, 0x9646, 0x964c, 0x9678, 0x96f6};
    return std::binary_search(std::begin(ideographs), std::end(ideographs), c);
}

bool is_space(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000;
}

bool is_lower(char32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return utf8proc_islower(static_cast<utf8proc_int32_t>(c));
}
bool is_upper(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return utf8proc_isupper(static_cast<utf8proc_int32_t>(c)) && category(c) != UTF8PROC_CATEGORY_LT;
}
bool is_title(char32_t c) { return category(c) == UTF8PROC_CATEGORY_LT; }
bool is_cased(char32_t c) { return is_lower(c) || is_upper(c) || is_title(c); }
bool is_case_ignorable(char32_t c) {
    auto g = category(c);
    return g == UTF8PROC_CATEGORY_MN || g == UTF8PROC_CATEGORY_ME || g == UTF8PROC_CATEGORY_CF || g == UTF8PROC_CATEGORY_LM ||
           g == UTF8PROC_CATEGORY_SK || c == '\'' || c == '.' || c == ':' || c == 0xb7 || c == 0x2018 || c == 0x2019 || c == 0x2024 || c == 0x2027;
}

bool is_printable(char32_t c) {
    if (c < 0x7f) return c >= 0x20;
    switch (category(c)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
        case UTF8PROC_CATEGORY_ZS: return false;
        default: return true;
    }
}

bool is_identifier_start(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return is_alpha(c) || category(c) == UTF8PROC_CATEGORY_NL || c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212e;
}

bool is_identifier_part(char32_t c) {
    if (is_identifier_start(c)) return true;
    if (c < 0x80) return c >= '0' && c <= '9';
    auto g = category(c);
    return g == UTF8PROC_CATEGORY_MN || g == UTF8PROC_CATEGORY_MC || g == UTF8PROC_CATEGORY_ND || g == UTF8PROC_CATEGORY_PC || c == 0xb7 ||
           c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19da;
}

void append_upper(std::string& text, char32_t c) {
    if (c < 0x80) text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    else if (auto* s = special(c)) append_all(text, s->upper);
    else append_utf8(text, static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
}

void append_lower(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (c == 0x130) {
        append_utf8(text, 'i');
        append_utf8(text, 0x307);
    } else {
        append_utf8(text, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
    }
}

void append_title(std::string& text, char32_t c) {
    if (c < 0x80) text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    else if (auto* s = special(c)) append_all(text, s->title);
    else append_utf8(text, static_cast<char32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c))));
}

void append_folded(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (auto* s = special(c)) {
        append_all(text, s->folded);
    } else {
        // utf8proc folds one character as part of a mapping.
        utf8proc_int32_t folded[8];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), folded, 8, UTF8PROC_CASEFOLD, &boundary);
        if (count <= 0 || count > 8) append_utf8(text, c);
        else
            for (utf8proc_ssize_t n = 0; n < count; ++n) append_utf8(text, static_cast<char32_t>(folded[n]));
    }
}

}  // namespace ouro
