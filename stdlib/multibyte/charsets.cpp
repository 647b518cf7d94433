// SPDX-License-Identifier: MIT
// Look-up in the character sets of East Asia.
#include "stdlib/multibyte/charsets.h"

#include <algorithm>

namespace ouro::multibyte {

namespace {

unsigned number_at(const char* text, std::size_t n) {
    return static_cast<unsigned char>(text[2 * n]) | static_cast<unsigned>(static_cast<unsigned char>(text[2 * n + 1])) << 8;
}

// The rows that the second plane of JIS X 0213 has: 1, 8, 3, 4, 5, 12 to 15 and 78 to 94, written in this order.
constexpr std::uint8_t kSecondPlane[] = {1, 8, 3, 4, 5, 12, 13, 14, 15, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94};

/// The code that a codec's code stands for in a character set; 0 if none does.
unsigned read_code(std::uint32_t code, Form form) {
    unsigned lead = code >> 8 & 0xff, trail = code & 0xff;
    switch (form) {
        case Form::direct: return code >> 16 ? 0 : code;
        case Form::euc:
        case Form::euc3: return code >> 16 == (form == Form::euc ? 0u : 0x8fu) && (code & 0x8080) == 0x8080 ? code & 0x7f7f : 0;
        default: break;
    }
    if (code >> 16 || trail < 0x40 || trail == 0x7f || trail > 0xfc) return 0;
    unsigned row, column = trail < 0x9f ? trail - 0x40 - (trail > 0x7f) : trail - 0x9f;
    if (form == Form::sjis2) {
        if (lead < 0xf0 || (row = (lead - 0xf0) * 2 + (trail >= 0x9f)) >= std::size(kSecondPlane)) return 0;
        row = kSecondPlane[row] - 1u;
    } else if ((lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xef)) {
        row = (lead - (lead < 0xe0 ? 0x81 : 0xc1)) * 2 + (trail >= 0x9f);
    } else {
        return 0;
    }
    return (row + 0x21) << 8 | (column + 0x21);
}

/// The codec's code for a code of a character set; 0 if it has none.
std::uint32_t write_code(unsigned code, Form form) {
    switch (form) {
        case Form::direct: return code;
        case Form::euc: return code | 0x8080;
        case Form::euc3: return code | 0x8f8080;
        default: break;
    }
    unsigned row = (code >> 8) - 0x21, column = (code & 0xff) - 0x21, lead = row < 62 ? 0x81 : 0xc1;
    if (form == Form::sjis2) {
        const std::uint8_t* found = std::find(std::begin(kSecondPlane), std::end(kSecondPlane), row + 1);
        if (found == std::end(kSecondPlane)) return 0;
        row = static_cast<unsigned>(found - kSecondPlane);
        lead = 0xf0;
    }
    return (lead + row / 2) << 8 | (row % 2 ? column + 0x9f : column + 0x40 + (column >= 63));
}

const Exception* find_exception(std::span<const Exception> exceptions, std::uint32_t from) {
    if (exceptions.empty() || from < exceptions.front().from || from > exceptions.back().from) return nullptr;
    auto found = std::lower_bound(exceptions.begin(), exceptions.end(), from, [](const Exception& each, std::uint32_t wanted) { return each.from < wanted; });
    return found != exceptions.end() && found->from == from ? &*found : nullptr;
}

}  // namespace

char32_t Charset::decode(unsigned code) const {
    unsigned lead = code >> 8, trail = code & 0xff;
    if (lead < first_lead || lead > last_lead) return 0;
    const Row& row = rows[lead - first_lead];
    if (trail < row.first || trail > row.last) return 0;
    unsigned cell = number_at(cells, row.cells + trail - row.first);
    return cell == 0xfffd ? 0 : base + cell;
}

unsigned Charset::encode(char32_t c) const {
    if (c < base || c - base > 0xffff) return 0;
    std::size_t low = pages[(c - base) >> 8], high = pages[((c - base) >> 8) + 1];
    while (low < high) {
        std::size_t middle = (low + high) / 2;
        unsigned code = number_at(codes, middle);
        char32_t there = decode(code);
        if (there == c) return code;
        if (there < c) low = middle + 1;
        else high = middle;
    }
    return 0;
}

char32_t Table::decode(std::uint32_t code) const {
    if (const Exception* found = find_exception(decode_exceptions, code)) return found->to;
    for (const Segment& segment : segments)
        if (unsigned inner = read_code(code, segment.form))
            if (char32_t c = segment.charset->decode(inner)) return c;
    return 0;
}

std::uint32_t Table::encode(char32_t c) const {
    if (const Exception* found = find_exception(encode_exceptions, c)) return found->to;
    for (const Segment& segment : segments)
        if (unsigned inner = segment.charset->encode(c))
            if (std::uint32_t code = write_code(inner, segment.form)) return code;
    return 0;
}

bool Table::excludes(std::uint32_t code) const {
    const Exception* found = find_exception(decode_exceptions, code);
    return found && !found->to;
}

const Pair* Table::pair(std::uint32_t code) const {
    auto found = std::lower_bound(pairs.begin(), pairs.end(), code, [](const Pair& each, std::uint32_t wanted) { return each.code < wanted; });
    return found != pairs.end() && found->code == code ? &*found : nullptr;
}

const Pair* Table::pair(char32_t first, char32_t second) const {
    for (const Pair& each : pairs)
        if (each.first == first && (!second || each.second == second)) return &each;
    return nullptr;
}

}  // namespace ouro::multibyte
