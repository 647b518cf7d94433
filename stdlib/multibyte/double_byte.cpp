// SPDX-License-Identifier: MIT
// Encodings without a state: one byte for ASCII, two or three for the rest; GB 18030 has codes of four, EUC-KR syllables of eight.
#include <algorithm>
#include <iterator>

#include "runtime/objects/unicode.h"
#include "stdlib/multibyte/codec.h"

namespace ouro::multibyte {

namespace {

unsigned byte_at(std::string_view in, std::size_t n) { return static_cast<unsigned char>(in[n]); }

void append_code(std::string& out, std::uint32_t code) {
    if (code >> 16) out += static_cast<char>(code >> 16);
    if (code >> 8) out += static_cast<char>(code >> 8);
    out += static_cast<char>(code);
}

int decode(const Codec& codec, State&, std::string_view in, std::string& out) {
    unsigned lead = byte_at(in, 0);
    if ((codec.flags & Codec::plain_ascii) && lead < 0x80) {
        out += in[0];
        return 1;
    }
    bool single = codec.last_lead != 0;  // only Shift JIS has other characters of one byte
    if (char32_t c = single ? codec.table->decode(lead) : 0) {
        append_utf8(out, c);
        return 1;
    }
    if (lead < 0x80) {
        out += in[0];
        return 1;
    }
    if (codec.last_lead && !((lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= codec.last_lead))) return -1;
    bool three = lead == 0x8f && codec.table->segments.back().form == Form::euc3;
    if (in.size() < (three ? 3 : 2)) return 0;
    std::uint32_t code = lead << 8 | byte_at(in, 1);
    if (three) code = code << 8 | byte_at(in, 2);
    if (char32_t c = codec.table->decode(code)) {
        append_utf8(out, c);
    } else if (const Pair* pair = codec.table->pair(code)) {
        append_utf8(out, pair->first);
        append_utf8(out, pair->second);
    } else {
        return codec.flags & Codec::revised && codec.table->excludes(code) ? -2 : -1;
    }
    return three ? 3 : 2;
}

int encode(const Codec& codec, State&, char32_t c, char32_t next, bool final, std::string& out) {
    if (codec.table->pair(c, 0)) {
        if (next == kNone && !final) return 0;
        if (const Pair* pair = next == kNone ? nullptr : codec.table->pair(c, next)) {
            append_code(out, pair->code);
            return 2;
        }
    }
    std::uint32_t code = codec.table->encode(c);
    if (!code && c < 0x80 && ((codec.flags & Codec::plain_ascii) || (c != '\\' && c != '~'))) code = c;
    if (!code && c) return -1;
    append_code(out, code);
    return 1;
}

// ---- GB 18030: what has no code of two bytes has one of four, [81-FE][30-39][81-FE][30-39], counted through

constexpr std::uint32_t kSupplementary = (0x90 - 0x81) * 12600;

int decode_gb18030(const Codec& codec, State& state, std::string_view in, std::string& out) {
    if (byte_at(in, 0) < 0x80 || in.size() < 2 || byte_at(in, 1) < 0x30 || byte_at(in, 1) > 0x39) return decode(codec, state, in, out);
    if (in.size() < 4) return 0;
    unsigned a = byte_at(in, 0) - 0x81, b = byte_at(in, 1) - 0x30, c = byte_at(in, 2) - 0x81, d = byte_at(in, 3) - 0x30;
    if (a > 125 || c > 125 || d > 9) return -1;
    std::uint32_t linear = ((a * 10 + b) * 126 + c) * 10 + d;
    if (linear >= kSupplementary) {
        if (linear - kSupplementary > 0xfffff) return -1;
        append_utf8(out, linear - kSupplementary + 0x10000);
        return 4;
    }
    auto after = std::upper_bound(four_byte_runs.begin(), four_byte_runs.end(), linear, [](std::uint32_t at, const Run& run) { return at < run.linear; });
    if (after == four_byte_runs.begin() || linear - after[-1].linear >= after[-1].count) return -1;
    append_utf8(out, after[-1].first + (linear - after[-1].linear));
    return 4;
}

int encode_gb18030(const Codec& codec, State& state, char32_t c, char32_t next, bool final, std::string& out) {
    if (c < 0x10000 && encode(codec, state, c, next, final, out) == 1) return 1;
    std::uint32_t linear = c - 0x10000 + kSupplementary;
    if (c < 0x10000) {
        auto run = std::find_if(four_byte_runs.begin(), four_byte_runs.end(), [c](const Run& each) { return c >= each.first && c - each.first < each.count; });
        if (run == four_byte_runs.end()) return -1;
        linear = run->linear + (c - run->first);
    }
    out += static_cast<char>(linear / 12600 + 0x81);
    out += static_cast<char>(linear / 1260 % 10 + 0x30);
    out += static_cast<char>(linear / 10 % 126 + 0x81);
    out += static_cast<char>(linear % 10 + 0x30);
    return 1;
}

// ---- EUC-KR: a syllable without a code is spelled, after the filler A4D4, as initial, vowel and final (KS X 1001, annex 3)

constexpr unsigned kFiller = 0xd4, kFirstVowel = 0xbf, kVowels = 21;
// Which of the thirty consonants, whose codes begin with A4A1, are initials and finals.
constexpr std::uint8_t kInitials[] = {0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29};
constexpr std::uint8_t kFinals[] = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29};

int decode_euc_kr(const Codec& codec, State& state, std::string_view in, std::string& out) {
    if (in.size() < 2 || byte_at(in, 0) != 0xa4 || byte_at(in, 1) != kFiller) return decode(codec, state, in, out);
    if (in.size() < 8) return 0;
    if (byte_at(in, 2) != 0xa4 || byte_at(in, 4) != 0xa4 || byte_at(in, 6) != 0xa4) return -1;
    unsigned vowel = byte_at(in, 5) - kFirstVowel, last = byte_at(in, 7);
    const std::uint8_t* initial = std::find(std::begin(kInitials), std::end(kInitials), byte_at(in, 3) - 0xa1);
    const std::uint8_t* final = std::find(std::begin(kFinals), std::end(kFinals), last - 0xa1);
    if (initial == std::end(kInitials) || vowel >= kVowels || (last != kFiller && final == std::end(kFinals))) return -1;
    auto tail = static_cast<char32_t>(last == kFiller ? 0 : final - kFinals + 1);
    append_utf8(out, 0xac00 + (static_cast<char32_t>(initial - kInitials) * kVowels + vowel) * 28 + tail);
    return 8;
}

int encode_euc_kr(const Codec& codec, State& state, char32_t c, char32_t next, bool final, std::string& out) {
    if (int taken = encode(codec, state, c, next, final, out); taken == 1 || c < 0xac00 || c > 0xd7a3) return taken;
    unsigned syllable = c - 0xac00, tail = syllable % 28;
    for (unsigned part : {kFiller, 0xa1u + kInitials[syllable / 28 / kVowels], kFirstVowel + syllable / 28 % kVowels, tail ? 0xa1u + kFinals[tail - 1] : kFiller}) {
        out += '\xa4';
        out += static_cast<char>(part);
    }
    return 1;
}

constexpr Codec codecs[] = {
    {"gb2312", "_codecs_cn", &gb2312_table, decode, encode},
    {"gbk", "_codecs_cn", &gbk_table, decode, encode},
    {"gb18030", "_codecs_cn", &gb18030_table, decode_gb18030, encode_gb18030},
    {"big5hkscs", "_codecs_hk", &big5hkscs_table, decode, encode},
    {"shift_jis", "_codecs_jp", &shift_jis_table, decode, encode, Codec::plain_ascii, 0xea},
    {"cp932", "_codecs_jp", &cp932_table, decode, encode, Codec::plain_ascii, 0xfc},
    {"euc_jp", "_codecs_jp", &euc_jp_table, decode, encode},
    {"shift_jis_2004", "_codecs_jp", &shift_jis_2004_table, decode, encode, 0, 0xfc},
    {"euc_jis_2004", "_codecs_jp", &euc_jis_2004_table, decode, encode},
    {"euc_jisx0213", "_codecs_jp", &euc_jisx0213_table, decode, encode, Codec::plain_ascii | Codec::revised},
    {"shift_jisx0213", "_codecs_jp", &shift_jisx0213_table, decode, encode, Codec::revised, 0xfc},
    {"euc_kr", "_codecs_kr", &euc_kr_table, decode_euc_kr, encode_euc_kr},
    {"cp949", "_codecs_kr", &cp949_table, decode, encode},
    {"johab", "_codecs_kr", &johab_table, decode, encode},
    {"big5", "_codecs_tw", &big5_table, decode, encode},
    {"cp950", "_codecs_tw", &cp950_table, decode, encode},
};

}  // namespace

std::span<const Codec> double_byte_codecs() { return codecs; }

}  // namespace ouro::multibyte
