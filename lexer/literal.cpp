// SPDX-License-Identifier: MIT
// Escapes and identifier characters (UAX #31, by utf8proc's categories).
#include "lexer/literal.h"

#include <utf8proc.h>

#include <cstdio>

#include "lexer/character_names.h"

namespace ouro {

namespace {

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

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

}  // namespace

EscapeResult decode_string_escapes(std::string_view body, bool bytes) {
    EscapeResult result;
    std::string& out = result.text;
    out.reserve(body.size());
    std::size_t characters = 0;  // CPython counts positions in the encoded body
    auto put = [&](char32_t c) {
        if (bytes) out += static_cast<char>(c);
        else append_utf8(out, c);
    };
    auto fail = [&](std::size_t from, std::size_t to, const char* reason) {
        char shown[160];
        if (bytes) std::snprintf(shown, sizeof shown, "(value error) %s at position %zu", reason, from);
        else std::snprintf(shown, sizeof shown, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s", from, to, reason);
        result.error = shown;
    };
    (void)characters;
    for (std::size_t at = 0; at < body.size(); ++at) {
        char c = body[at];
        if (c != '\\') {
            out += c;
            continue;
        }
        std::size_t start = at++;
        if (at >= body.size()) {
            fail(start, start, "\\ at end of string");
            return result;
        }
        c = body[at];
        switch (c) {
            case '\n': break;
            case '\\': case '\'': case '"': out += c; break;
            case 'a': out += '\a'; break;
            case 'b': out += '\b'; break;
            case 'f': out += '\f'; break;
            case 'n': out += '\n'; break;
            case 'r': out += '\r'; break;
            case 't': out += '\t'; break;
            case 'v': out += '\v'; break;
            case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': {
                unsigned value = 0;
                std::size_t n = 0;
                for (; n < 3 && at + n < body.size() && body[at + n] >= '0' && body[at + n] <= '7'; ++n) value = value * 8 + static_cast<unsigned>(body[at + n] - '0');
                if (value > 255) result.warnings.push_back({"invalid octal escape sequence '\\" + std::string(body.substr(at, n)) + "'", start});
                at += n - 1;
                put(bytes ? value & 255 : value);
                break;
            }
            case 'x': case 'u': case 'U': {
                if (bytes && c != 'x') goto unknown;
                std::size_t wanted = c == 'x' ? 2 : c == 'u' ? 4 : 8, n = 0;
                char32_t value = 0;
                for (; n < wanted && at + 1 + n < body.size() && hex_value(body[at + 1 + n]) >= 0; ++n)
                    value = value * 16 + static_cast<char32_t>(hex_value(body[at + 1 + n]));
                if (n < wanted) {
                    if (bytes) fail(start, start, "invalid \\x escape");
                    else fail(start, at + n, c == 'x' ? "truncated \\xXX escape" : c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
                    return result;
                }
                if (value > 0x10ffff) {
                    fail(start, at + n, "illegal Unicode character");
                    return result;
                }
                at += n;
                put(value);
                break;
            }
            case 'N': {
                if (bytes) goto unknown;
                std::size_t close = at + 1 < body.size() && body[at + 1] == '{' ? body.find('}', at) : std::string_view::npos;
                if (close == std::string_view::npos || close == at + 2) {
                    fail(start, close == std::string_view::npos ? (at + 1 < body.size() && body[at + 1] == '{' ? body.size() - 1 : at) : close - 1, "malformed \\N character escape");
                    return result;
                }
                std::optional<char32_t> found = lookup_character_name(body.substr(at + 2, close - at - 2));
                if (!found) {
                    fail(start, close, "unknown Unicode character name");
                    return result;
                }
                at = close;
                put(*found);
                break;
            }
            default:
            unknown:
                out += '\\';
                if (static_cast<unsigned char>(c) < 128) result.warnings.push_back({std::string("invalid escape sequence '\\") + c + "'", start});
                out += c;
        }
    }
    return result;
}

std::string unified_newlines(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            out += text[at];
            continue;
        }
        out += '\n';
        if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
    }
    return out;
}

bool starts_identifier(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    auto g = category(c);
    return (g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_LO && c != 0x37a) || g == UTF8PROC_CATEGORY_NL || c == 0x1885 || c == 0x1886 ||
           c == 0x2118 || c == 0x212e || c == 0x309b || c == 0x309c;
}

bool continues_identifier(char32_t c) {
    if (c < 0x80) return starts_identifier(c) || (c >= '0' && c <= '9');
    auto g = category(c);
    return starts_identifier(c) || g == UTF8PROC_CATEGORY_MN || g == UTF8PROC_CATEGORY_MC || g == UTF8PROC_CATEGORY_ND || g == UTF8PROC_CATEGORY_PC ||
           c == 0xb7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19da;
}

bool is_printable_character(char32_t c) {
    auto g = category(c);
    return !(g == UTF8PROC_CATEGORY_CC || g == UTF8PROC_CATEGORY_CF || g == UTF8PROC_CATEGORY_CS || g == UTF8PROC_CATEGORY_CO ||
             g == UTF8PROC_CATEGORY_CN || g == UTF8PROC_CATEGORY_ZL || g == UTF8PROC_CATEGORY_ZP || g == UTF8PROC_CATEGORY_ZS);
}

}  // namespace ouro
