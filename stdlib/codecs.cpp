// SPDX-License-Identifier: MIT
// The module `_codecs`: encodings that are native, whole and piece by piece; escapes and character maps. The registry of encodings and
// error handlers is in codecs.py.
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/charmap.h"
#include "stdlib/io/io.h"
#include "stdlib/io/text_codec.h"

namespace ouro {

namespace {

Result<std::string> errors_argument(Runtime& rt, View value) {
    if (value.is_unbound() || value.is_none()) return std::string("strict");
    Str* text = as_str(value);
    if (!text) return rt.raise(TypeError, "argument 'errors' must be str or None, not %s", type_name(rt, value));
    return std::string(text->text());
}

Result<Value> pair(Runtime& rt, View first, std::size_t second) {
    Ref<Tuple> made = TRY(new_tuple(rt, {first, View::small_int(static_cast<std::int64_t>(second))}));
    return made;
}

/// encode(str, errors): (bytes, characters taken)
template <const char* const& encoding>
Result<Value> encode(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    std::string errors = TRY(errors_argument(rt, args[1]));
    Value bytes = TRY(encode_text(rt, text, encoding, errors));
    return pair(rt, bytes, text->length());
}

/// decode(bytes, errors, final): (str, bytes taken); what may be the beginning of a character is not taken.
template <const char* const& encoding>
Result<Value> decode(Runtime& rt, Args args) {
    std::string errors = TRY(errors_argument(rt, args[1]));
    bool final = TRY(args.truth(2));
    BufferGuard bytes(rt, args[0]);
    if (bytes.raised()) return Raised{};
    std::string input(bytes.text());
    TextDecoder decoder;
    TRY(decoder.open(rt, encoding, errors));
    std::string text = TRY(decoder.decode(rt, input, final));
    std::size_t kept = TRY(decoder.state(rt)).bytes.size();
    return pair(rt, TRY(rt.str(text)), input.size() - kept);
}

#define NAME_OF(identifier, text) const char* const identifier = text
NAME_OF(kUtf8, "utf-8");
NAME_OF(kUtf16, "utf-16");
NAME_OF(kUtf16Le, "utf-16-le");
NAME_OF(kUtf16Be, "utf-16-be");
NAME_OF(kUtf32, "utf-32");
NAME_OF(kUtf32Le, "utf-32-le");
NAME_OF(kUtf32Be, "utf-32-be");
NAME_OF(kLatin1, "latin-1");
NAME_OF(kAscii, "ascii");

/// The native name of an encoding, or None.
Result<Value> canonical(Runtime& rt, Args args) {
    std::string name = canonical_encoding(TRY(args.text(0)));
    return name.empty() ? Result<Value>(View::none()) : rt.str(name);
}

Result<Value> encode_native(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    std::string encoding(TRY(args.text(1))), errors = TRY(errors_argument(rt, args[2]));
    return encode_text(rt, text, encoding, errors);
}

Result<Value> decode_native(Runtime& rt, Args args) {
    std::string encoding(TRY(args.text(1))), errors = TRY(errors_argument(rt, args[2]));
    BufferGuard bytes(rt, args[0]);
    if (bytes.raised()) return Raised{};
    std::string input(bytes.text());
    return decode_bytes(rt, input, encoding, errors);
}

// ---- escapes

Result<Value> unicode_escape_encode(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 8)));
    std::string out;
    char piece[16];
    for (CharReader reader(text->text()); !reader.done();) {
        char32_t c = reader.next();
        if (c == '\\') out += "\\\\";
        else if (c == '\n') out += "\\n";
        else if (c == '\r') out += "\\r";
        else if (c == '\t') out += "\\t";
        else if (c >= 32 && c < 127) out += static_cast<char>(c);
        else {
            std::snprintf(piece, sizeof piece, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(c));
            out += piece;
        }
    }
    return pair(rt, TRY(new_bytes(rt, out)), text->length());
}

Result<Value> raw_escape_encode(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 8)));
    std::string out;
    char piece[16];
    for (CharReader reader(text->text()); !reader.done();) {
        char32_t c = reader.next();
        if (c < 0x100) {
            out += static_cast<char>(c);
            continue;
        }
        std::snprintf(piece, sizeof piece, c < 0x10000 ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(c));
        out += piece;
    }
    return pair(rt, TRY(new_bytes(rt, out)), text->length());
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Of invalid escapes, the first is warned of, once all is decoded.
class InvalidEscape {
public:
    void note(const char* what, std::string_view escape) {
        if (!text_.empty()) return;
        text_ = std::string("invalid ") + what + " '";
        for (char c : escape) append_utf8(text_, static_cast<unsigned char>(c));
        text_ += "'";
    }
    /// An octal number of up to three digits, the first of which stands before `at`. Above 0o377 it is deprecated.
    unsigned octal(const std::string& input, std::size_t& at) {
        std::size_t start = at - 2;
        auto value = static_cast<unsigned>(input[at - 1] - '0');
        for (int n = 0; n < 2 && at < input.size() && input[at] >= '0' && input[at] <= '7'; ++n) value = value * 8 + static_cast<unsigned>(input[at++] - '0');
        if (value > 0377) note("octal escape sequence", std::string_view(input).substr(start, at - start));
        return value;
    }
    Result<void> warn(Runtime& rt) {
        if (text_.empty()) return {};
        return rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str(text_)), 1, View());
    }

private:
    std::string text_;
};

/// What an error handler makes of input[start:at]: appended to the text, and `at` is where to go on in `input`, which it may replace.
Result<void> ask_handler(Runtime& rt, const char* codec, const std::string& errors, std::string& input, std::size_t start, std::size_t& at, const char* reason,
                         std::string& out, ScratchMemory& scratch) {
    Value object = TRY(new_bytes(rt, input)), error = TRY(make_codec_error(rt, false, codec, object, start, at, reason));
    Remedy remedy = TRY(ask_error_handler(rt, errors, error, input.size(), true, &object));
    input = View(object).as<Bytes>()->text();
    TRY(scratch.room(out, View(remedy.replacement).as<Str>()->size));
    out += View(remedy.replacement).as<Str>()->text();
    at = remedy.position;
    return {};
}

Result<Value> escape_decode_text(Runtime& rt, Args args, bool raw) {
    std::string errors = TRY(errors_argument(rt, args[1]));
    bool final = TRY(args.truth(2));
    std::string input;
    if (Str* text = as_str(args[0])) {
        input = std::string(text->text());
    } else {
        BufferGuard bytes(rt, args[0]);
        if (bytes.raised()) return Raised{};
        input = std::string(bytes.text());
    }
    TRY(rt.charge(static_cast<std::int64_t>(input.size() / 8)));
    ScratchMemory scratch(rt);
    const char* codec = raw ? "rawunicodeescape" : "unicodeescape";
    std::string out;
    InvalidEscape invalid;
    std::size_t at = 0;
    while (at < input.size()) {
        char c = input[at];
        if (c != '\\') {
            append_utf8(out, static_cast<unsigned char>(c));
            ++at;
            continue;
        }
        std::size_t start = at++;
        const char* reason = nullptr;
        std::size_t digits = 0;
        bool incomplete = false;
        if (at >= input.size()) {
            incomplete = true;
            if (raw && final) {
                out += '\\';
                break;
            }
            reason = "\\ at end of string";
        } else {
            char kind = input[at++];
            if (kind == 'u') digits = 4;
            else if (kind == 'U') digits = 8;
            else if (raw) {
                out += '\\';
                append_utf8(out, static_cast<unsigned char>(kind));
                continue;
            } else if (kind == 'x') {
                digits = 2;
            } else if (kind >= '0' && kind <= '7') {
                append_utf8(out, invalid.octal(input, at));
                continue;
            } else {
                constexpr std::string_view letters = "\\'\"abfnrtv", values = "\\'\"\a\b\f\n\r\t\v";
                std::size_t known = letters.find(kind);
                if (kind == '\n') continue;
                if (known != std::string_view::npos) {
                    out += values[known];
                    continue;
                }
                if (kind == 'N') {
                    // A name: the module unicodedata knows them.
                    std::size_t close = at < input.size() && input[at] == '{' ? input.find('}', at) : std::string::npos;
                    if (close == std::string::npos || close == at + 1) {
                        reason = "malformed \\N character escape";
                        incomplete = close == std::string::npos && (at >= input.size() || input[at] == '{');
                        if (close != std::string::npos) at = close + 1;
                    } else {
                        Ref<Str> module = TRY(intern(rt, "unicodedata")), function = TRY(intern(rt, "lookup"));
                        Value data = TRY(rt.hooks.import(rt, module.get(), rt.builtins.get(), View::none(), 0));
                        Result<Value> found = call_method(rt, data, function.get(), {TRY(rt.str(input.substr(at + 1, close - at - 1)))});
                        at = close + 1;
                        if (!found.raised() && is_kind(found.value(), Kind::str)) {
                            out += found.value().as<Str>()->text();
                            continue;
                        }
                        if (found.raised() && !rt.swallow(KeyError)) return Raised{};
                        reason = "unknown Unicode character name";
                    }
                } else {
                    invalid.note("escape sequence", std::string_view(input).substr(start, 2));
                    out += '\\';
                    append_utf8(out, static_cast<unsigned char>(kind));
                    continue;
                }
            }
        }
        if (digits) {
            char32_t value = 0;
            std::size_t n = 0;
            for (; n < digits && at < input.size() && hex_digit(input[at]) >= 0; ++n) value = value << 4 | static_cast<char32_t>(hex_digit(input[at++]));
            if (n == digits && value < 0x110000) {
                append_utf8(out, value);
                continue;
            }
            incomplete = n < digits && at >= input.size();
            reason = n == digits ? (raw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character")
                     : digits == 2 ? "truncated \\xXX escape" : digits == 4 ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
        }
        if (!final && incomplete) {
            at = start;
            break;
        }
        TRY(ask_handler(rt, codec, errors, input, start, at, reason, out, scratch));
    }
    TRY(invalid.warn(rt));
    return pair(rt, TRY(rt.str(out)), at);
}

Result<Value> escape_encode(Runtime& rt, Args args) {
    if (!is_kind(args[0], Kind::bytes)) return rt.raise(TypeError, "escape_encode() argument 1 must be bytes, not %s", type_name(rt, args[0]));
    Ref<Str> shown = TRY(repr(rt, args[0]));
    // What repr() shows between b' and ', with single quotes escaped.
    std::string_view text = shown->text().substr(2, shown->size - 3);
    std::string out;
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (text[n] == '\'' && (n == 0 || text[n - 1] != '\\')) out += '\\';
        out += text[n];
    }
    return pair(rt, TRY(new_bytes(rt, out)), args[0].as<Bytes>()->size);
}

Result<Value> escape_decode(Runtime& rt, Args args) {
    std::string input, out;
    if (Str* text = as_str(args[0])) {
        input = std::string(text->text());
    } else {
        BufferGuard bytes(rt, args[0]);
        if (bytes.raised()) return Raised{};
        input = std::string(bytes.text());
    }
    std::string errors = TRY(errors_argument(rt, args[1]));
    InvalidEscape invalid;
    for (std::size_t at = 0; at < input.size();) {
        if (input[at] != '\\') {
            out += input[at++];
            continue;
        }
        std::size_t start = at++;
        if (at >= input.size()) return rt.raise(ValueError, "Trailing \\ in string");
        char kind = input[at++];
        constexpr std::string_view letters = "\\'\"abfnrtv", values = "\\'\"\a\b\f\n\r\t\v";
        std::size_t known = letters.find(kind);
        if (kind == '\n') continue;
        if (known != std::string_view::npos) {
            out += values[known];
        } else if (kind >= '0' && kind <= '7') {
            out += static_cast<char>(invalid.octal(input, at));
        } else if (kind == 'x') {
            if (at + 1 < input.size() && hex_digit(input[at]) >= 0 && hex_digit(input[at + 1]) >= 0) {
                out += static_cast<char>(hex_digit(input[at]) * 16 + hex_digit(input[at + 1]));
                at += 2;
            } else if (errors == "strict") {
                return rt.raise(ValueError, "invalid \\x escape at position %zu", start);
            } else {
                if (errors == "replace") out += '?';
                if (at < input.size() && hex_digit(input[at]) >= 0) ++at;
            }
        } else {
            invalid.note("escape sequence", std::string_view(input).substr(start, 2));
            out += '\\';
            out += kind;
        }
    }
    TRY(invalid.warn(rt));
    return pair(rt, TRY(new_bytes(rt, out)), input.size());
}

Result<Value> readbuffer_encode(Runtime& rt, Args args) {
    if (Str* text = as_str(args[0])) return pair(rt, TRY(new_bytes(rt, text->text())), text->size);
    BufferGuard bytes(rt, args[0]);
    if (bytes.raised()) return Raised{};
    return pair(rt, TRY(new_bytes(rt, bytes.text())), bytes.size());
}

#define CODER(name, encoding)                                                                       \
    {name "_encode(str, errors=None, /)", encode<encoding>, ""}, { name "_decode(data, errors=None, final=False, /)", decode<encoding>, "" }

constexpr FunctionDef functions[] = {
    CODER("utf_8", kUtf8),
    CODER("utf_16", kUtf16),
    CODER("utf_16_le", kUtf16Le),
    CODER("utf_16_be", kUtf16Be),
    CODER("utf_32", kUtf32),
    CODER("utf_32_le", kUtf32Le),
    CODER("utf_32_be", kUtf32Be),
    CODER("latin_1", kLatin1),
    CODER("ascii", kAscii),
    {"unicode_escape_encode(str, errors=None, /)", unicode_escape_encode, ""},
    {"unicode_escape_decode(data, errors=None, final=True, /)", [](Runtime& rt, Args a) { return escape_decode_text(rt, a, false); }, ""},
    {"raw_unicode_escape_encode(str, errors=None, /)", raw_escape_encode, ""},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)", [](Runtime& rt, Args a) { return escape_decode_text(rt, a, true); }, ""},
    {"escape_encode(data, errors=None, /)", escape_encode, ""},
    {"escape_decode(data, errors=None, /)", escape_decode, ""},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode, ""},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode, "Encodes by a map from code points to bytes, numbers or None."},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode, "Decodes by a table or map from bytes to text, code points or None."},
    {"charmap_build(map, /)", charmap_build, "{code point: byte} of a decoding table."},
    {"_canonical(name, /)", canonical, "The name by which an encoding is known natively, or None."},
    {"_encode(text, encoding, errors=None, /)", encode_native, ""},
    {"_decode(data, encoding, errors=None, /)", decode_native, ""},
};

}  // namespace

extern const ModuleDef codecs_module;
const ModuleDef codecs_module{.name = "_codecs", .doc = "Native encodings; use the module codecs.", .functions = functions};

}  // namespace ouro
