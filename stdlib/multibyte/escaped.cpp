// SPDX-License-Identifier: MIT
// Encodings of seven bits that switch between character sets: HZ (RFC 1843) and ISO-2022 (RFC 1468, 1554, 1557, 2237; JIS X 0213).
#include <algorithm>

#include "runtime/objects/unicode.h"
#include "stdlib/multibyte/codec.h"

namespace ouro::multibyte {

/// A character set that an ISO-2022 encoding may designate: by the final byte of its escape sequence, with kDouble for two bytes per
/// character; `where` is G0, G1 or G2. `decode_only` sets are never chosen for encoding.
struct Designation {
    std::uint8_t mark, where;
    bool decode_only = false;
};

namespace {

unsigned byte_at(std::string_view in, std::size_t n) { return static_cast<unsigned char>(in[n]); }

// ---- HZ: GB 2312 between ~{ and ~}

int decode_hz(const Codec&, State& state, std::string_view in, std::string& out) {
    std::uint8_t& inside = state.c[0];
    unsigned c = byte_at(in, 0);
    if (c == '~') {
        if (in.size() < 2) return 0;
        char second = in[1];
        if (second == '~' && !inside) out += '~';
        else if (second == '{' && !inside) inside = 1;
        else if (second == '}' && inside) inside = 0;
        else if (second != '\n' || inside) return -1;
        return 2;
    }
    if (c & 0x80) return -1;
    if (!inside) {
        out += in[0];
        return 1;
    }
    if (in.size() < 2) return 0;
    char32_t decoded = gb2312.decode(c << 8 | byte_at(in, 1));
    if (!decoded) return -1;
    append_utf8(out, decoded);
    return 2;
}

int encode_hz(const Codec&, State& state, char32_t c, char32_t, bool, std::string& out) {
    std::uint8_t& inside = state.c[0];
    unsigned code = c < 0x80 ? 0 : gb2312.encode(c);
    if (c >= 0x80 && !code) return -1;
    if (bool wanted = code != 0; wanted != (inside != 0)) {
        out += wanted ? "~{" : "~}";
        inside = wanted;
    }
    if (code) out += static_cast<char>(code >> 8);
    else if (c == '~') out += '~';
    out += static_cast<char>(code ? code : c);
    return 1;
}

void end_hz(State& state, std::string& out) {
    if (state.c[0]) out += "~}";
    state.c[0] = 0;
}

// ---- ISO-2022

constexpr std::uint8_t kDouble = 0x80;
constexpr std::uint8_t kAscii = 'B', kLatin1 = 'A', kGreek = 'F', kRoman = 'J', kKana = 'I';
constexpr std::uint8_t kJisX0208Of1978 = '@' | kDouble, kGb2312 = 'A' | kDouble, kJisX0208 = 'B' | kDouble, kKsX1001 = 'C' | kDouble, kJisX0212 = 'D' | kDouble;
constexpr std::uint8_t kJisX0213Of2000 = 'O' | kDouble, kJisX0213Second = 'P' | kDouble, kJisX0213Of2004 = 'Q' | kDouble;
constexpr std::uint8_t kShifted = 1, kEscaped = 2;  // flags in state.c[4]; c[0] to c[2] are G0 to G2
constexpr char kEscape = '\x1b', kShiftOut = '\x0e', kShiftIn = '\x0f';

const Table& jisx0213_table(const Codec& codec) {
    bool old = std::any_of(codec.designations.begin(), codec.designations.end(), [](const Designation& each) { return each.mark == kJisX0213Of2000; });
    return old ? euc_jisx0213_table : euc_jis_2004_table;
}

const Designation* designation_of(const Codec& codec, std::uint8_t mark) {
    auto found = std::find_if(codec.designations.begin(), codec.designations.end(), [mark](const Designation& each) { return each.mark == mark; });
    return found == codec.designations.end() ? nullptr : &*found;
}

/// Appends the characters of a code in a character set: whether there are any.
bool decode_in(const Codec& codec, std::uint8_t mark, unsigned code, std::string& out) {
    char32_t c = 0;
    switch (mark) {
        case kRoman: c = code == '\\' ? 0xa5 : code == '~' ? 0x203e : code; break;
        case kKana: c = code >= 0x21 && code <= 0x5f ? 0xff40 + code : 0; break;
        case kJisX0208:
        case kJisX0208Of1978: c = jisx0208.decode(code); break;
        case kJisX0212: c = jisx0212.decode(code); break;
        case kGb2312: c = gb2312.decode(code); break;
        case kKsX1001: c = ksx1001.decode(code); break;
        case kJisX0213Second:
            c = jisx0213_2.decode(code);
            if (!c) c = jisx0213_2_supplementary.decode(code);
            break;
        default:
            if (code < 0x2121 || code & 0x8080) return false;
            c = code == 0x2232 ? '~' : jisx0213_table(codec).decode(code | 0x8080);  // EUC has the full-width tilde there
            if (const Pair* pair = c ? nullptr : jisx0213_table(codec).pair(code | 0x8080)) {
                append_utf8(out, pair->first);
                c = pair->second;
            }
    }
    if (c) append_utf8(out, c);
    return c != 0;
}

/// The code of a character in a character set, or 0.
unsigned encode_in(const Codec& codec, std::uint8_t mark, char32_t c) {
    switch (mark) {
        case kRoman: return c == 0xa5 ? '\\' : c == 0x203e ? '~' : 0;
        case kKana: return c >= 0xff61 && c <= 0xff9f ? c - 0xff40 : 0;
        case kJisX0208:
        case kJisX0208Of1978: return jisx0208.encode(c);
        case kJisX0212: return jisx0212.encode(c);
        case kGb2312: return gb2312.encode(c);
        case kKsX1001: return ksx1001.encode(c);
        default: break;
    }
    if (c == 0xff5e) return 0;
    std::uint32_t code = jisx0213_table(codec).encode(c);
    bool second = code >> 16 != 0;
    if ((code & 0xffff) < 0xa1a1 || second != (mark == kJisX0213Second)) return 0;
    code &= 0x7f7f;
    return second && !jisx0213_2.decode(code) && !jisx0213_2_supplementary.decode(code) ? 0 : code;
}

/// An escape sequence: bytes taken, or as Codec::decode() says.
int decode_escape(const Codec& codec, State& state, std::string_view in) {
    constexpr std::size_t longest = 16;
    bool revisions = designation_of(codec, kJisX0208) != nullptr;  // the revision of 1990 is announced by ESC & @
    std::size_t size = 0;
    for (std::size_t n = 1; n < longest && !size; ++n) {
        if (n >= in.size()) return 0;
        if ((in[n] >= 'A' && in[n] <= 'Z') || in[n] == '@') size = n + 1;
        else if (revisions && in.substr(n, 2) == "&@") n += 2;
    }
    if (!size) return -1;
    int wrong = -static_cast<int>(size);
    std::uint8_t mark = static_cast<std::uint8_t>(in[size - 1]), where = 0;
    if (size == 3) {
        if (in[1] == '$') mark |= kDouble;
        else if (in[1] == ')') where = 1;
        else if (in[1] == '.' && designation_of(codec, kLatin1)) where = 2;
        else if (in[1] != '(') return wrong;
    } else if (size == 4) {
        if (in[1] != '$' || (in[2] != '(' && in[2] != ')')) return wrong;
        mark |= kDouble;
        where = in[2] == ')';
    } else if (revisions && size == 6 && in.substr(3, 3) == "\x1b$B") {
        mark |= kDouble;
    } else {
        return wrong;
    }
    if (mark != kAscii && !designation_of(codec, mark)) return wrong;
    state.c[where] = mark;
    return static_cast<int>(size);
}

/// A character of G2, after ESC N.
int decode_single_shift(State& state, std::string_view in, std::string& out) {
    if (in.size() < 3) return 0;
    char32_t c = byte_at(in, 2);
    if (state.c[2] == kGreek) {
        // ISO 8859-7 of 1987: letters in the order of Unicode, and these signs.
        static constexpr char32_t signs[] = {0xa0, 0x2018, 0x2019, 0xa3, 0, 0, 0xa6, 0xa7, 0xa8, 0xa9, 0, 0xab, 0xac, 0xad, 0, 0x2015, 0xb0, 0xb1, 0xb2, 0xb3};
        c ^= 0x80;
        if (c >= 0xa0) c = c < 0xb4 ? signs[c - 0xa0] : c == 0xb7 || c == 0xbb || c == 0xbd ? c : c == 0xd2 || c == 0xff ? 0 : c + 0x2d0;
        if (!c) return -3;
    } else {
        if (c & 0x80) return -3;
        if (state.c[2] == kLatin1) c |= 0x80;
    }
    append_utf8(out, c);
    return 3;
}

int decode_iso2022(const Codec& codec, State& state, std::string_view in, std::string& out) {
    unsigned c = byte_at(in, 0);
    bool shifts = designation_of(codec, kKsX1001) && designation_of(codec, kKsX1001)->where == 1;
    if (state.c[4] & kEscaped) {  // an unknown escape sequence goes through as it is
        append_utf8(out, c);
        if ((c >= 'A' && c <= 'Z') || c == '@') state.c[4] &= static_cast<std::uint8_t>(~kEscaped);
        return 1;
    }
    if (in[0] == kEscape) {
        if (in.size() < 2) return 0;
        if (std::string_view("()$.&").find(in[1]) != std::string_view::npos) return decode_escape(codec, state, in);
        if (in[1] == 'N' && designation_of(codec, kLatin1)) return decode_single_shift(state, in, out);
        out += kEscape;
        state.c[4] |= kEscaped;
        return 1;
    }
    if (shifts && (in[0] == kShiftIn || in[0] == kShiftOut)) {
        state.c[4] = static_cast<std::uint8_t>((state.c[4] & ~kShifted) | (in[0] == kShiftOut ? kShifted : 0));
        return 1;
    }
    if (in[0] == '\n') state.c[4] &= static_cast<std::uint8_t>(~kShifted);
    if (c < 0x20) {
        out += in[0];
        return 1;
    }
    if (c & 0x80) return -1;
    std::uint8_t mark = state.c[state.c[4] & kShifted ? 1 : 0];
    if (mark == kAscii) {
        out += in[0];
        return 1;
    }
    std::size_t width = mark & kDouble ? 2 : 1;
    if (in.size() < width) return 0;
    bool found = decode_in(codec, mark, width == 2 ? c << 8 | byte_at(in, 1) : c, out);
    return found ? static_cast<int>(width) : -static_cast<int>(width);
}

void designate(State& state, std::uint8_t mark, std::uint8_t where, std::string& out) {
    if (state.c[where] == mark) return;
    state.c[where] = mark;
    out += kEscape;
    if (mark & kDouble) out += '$';
    // The oldest sets are designated to G0 by a shorter sequence.
    if (where == 1) out += ')';
    else if (mark != kJisX0208Of1978 && mark != kJisX0208) out += '(';
    out += static_cast<char>(mark & 0x7f);
}

void shift(State& state, bool out_of_g0, std::string& out) {
    if (((state.c[4] & kShifted) != 0) == out_of_g0) return;
    state.c[4] ^= kShifted;
    out += out_of_g0 ? kShiftOut : kShiftIn;
}

int encode_iso2022(const Codec& codec, State& state, char32_t c, char32_t next, bool final, std::string& out) {
    if (c < 0x80) {
        shift(state, false, out);
        designate(state, kAscii, 0, out);
        if (c == '\n') state.c[4] &= static_cast<std::uint8_t>(~kShifted);
        out += static_cast<char>(c);
        return 1;
    }
    int taken = 1;
    unsigned code = 0;
    const Designation* chosen = designation_of(codec, kJisX0213Of2004);
    if (!chosen) chosen = designation_of(codec, kJisX0213Of2000);
    if (chosen && jisx0213_table(codec).pair(c, 0)) {
        if (next == kNone && !final) return 0;
        if (const Pair* pair = next == kNone ? nullptr : jisx0213_table(codec).pair(c, next)) {
            code = pair->code & 0x7f7f;
            taken = 2;
        }
    }
    for (auto each = codec.designations.begin(); !code && each != codec.designations.end(); ++each) {
        if (each->decode_only) continue;
        code = encode_in(codec, each->mark, c);
        chosen = &*each;
    }
    if (!code) return -1;
    if (chosen->where == 0) shift(state, false, out);
    designate(state, chosen->mark, chosen->where, out);
    if (chosen->where == 1) shift(state, true, out);
    if (chosen->mark & kDouble) out += static_cast<char>(code >> 8);
    out += static_cast<char>(code);
    return taken;
}

void begin_iso2022(State& state, bool decoding) {
    state.c[0] = state.c[1] = kAscii;
    if (decoding) state.c[2] = kAscii;
}

void end_iso2022(State& state, std::string& out) {
    shift(state, false, out);
    designate(state, kAscii, 0, out);
}

constexpr Designation kr[] = {{kKsX1001, 1}};
constexpr Designation jp[] = {{kJisX0208, 0}, {kRoman, 0}, {kJisX0208Of1978, 0}};
constexpr Designation jp_1[] = {{kJisX0208, 0}, {kJisX0212, 0}, {kRoman, 0}, {kJisX0208Of1978, 0}};
constexpr Designation jp_2[] = {{kJisX0208, 0}, {kJisX0212, 0}, {kKsX1001, 0}, {kGb2312, 0}, {kRoman, 0}, {kJisX0208Of1978, 0}, {kLatin1, 2, true}, {kGreek, 2, true}};
constexpr Designation jp_2004[] = {{kJisX0208, 0}, {kJisX0213Of2004, 0}, {kJisX0213Second, 0}};
constexpr Designation jp_3[] = {{kJisX0208, 0}, {kJisX0213Of2000, 0}, {kJisX0213Second, 0}};
constexpr Designation jp_ext[] = {{kJisX0208, 0}, {kJisX0212, 0}, {kRoman, 0}, {kKana, 0}, {kJisX0208Of1978, 0}};

#define ISO2022(shown, designations) \
    {shown, "_codecs_iso2022", nullptr, decode_iso2022, encode_iso2022, 0, 0, begin_iso2022, end_iso2022, designations}
constexpr Codec codecs[] = {
    {"hz", "_codecs_cn", nullptr, decode_hz, encode_hz, 0, 0, nullptr, end_hz},
    ISO2022("iso2022_kr", kr),
    ISO2022("iso2022_jp", jp),
    ISO2022("iso2022_jp_1", jp_1),
    ISO2022("iso2022_jp_2", jp_2),
    ISO2022("iso2022_jp_2004", jp_2004),
    ISO2022("iso2022_jp_3", jp_3),
    ISO2022("iso2022_jp_ext", jp_ext),
};
#undef ISO2022

}  // namespace

std::span<const Codec> escaped_codecs() { return codecs; }

}  // namespace ouro::multibyte
