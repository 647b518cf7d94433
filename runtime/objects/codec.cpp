// SPDX-License-Identifier: MIT
// The codecs that every program needs; others are found through the codecs module.
#include "runtime/objects/codec.h"

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro {

std::string canonical_encoding(std::string_view name) {
    std::string key;
    for (char c : name) {
        if (c == '-' || c == ' ') c = '_';
        key += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    struct {
        const char *alias, *name;
    } static constexpr aliases[] = {
        {"utf_8", "utf-8"},       {"utf8", "utf-8"},          {"u8", "utf-8"},          {"utf", "utf-8"},        {"cp65001", "utf-8"},
        {"utf_8_sig", "utf-8-sig"}, {"utf8_sig", "utf-8-sig"}, {"ascii", "ascii"},       {"us_ascii", "ascii"},   {"646", "ascii"},
        {"latin_1", "latin-1"},   {"latin1", "latin-1"},      {"iso_8859_1", "latin-1"}, {"iso8859_1", "latin-1"}, {"8859", "latin-1"},
        {"cp819", "latin-1"},     {"latin", "latin-1"},       {"l1", "latin-1"},        {"utf_16", "utf-16"},    {"utf16", "utf-16"},
        {"u16", "utf-16"},        {"utf_16_le", "utf-16-le"}, {"utf_16le", "utf-16-le"}, {"utf_16_be", "utf-16-be"}, {"utf_16be", "utf-16-be"},
        {"utf_32", "utf-32"},     {"utf32", "utf-32"},        {"u32", "utf-32"},        {"utf_32_le", "utf-32-le"}, {"utf_32le", "utf-32-le"},
        {"utf_32_be", "utf-32-be"}, {"utf_32be", "utf-32-be"}, {"iso_8859_1_1987", "latin-1"},
    };
    for (auto& each : aliases)
        if (key == each.alias) return each.name;
    return "";
}

std::size_t valid_utf8_prefix(std::string_view s) {
    std::size_t at = 0;
    while (at < s.size()) {
        auto byte = [&](std::size_t i) { return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0u; };
        unsigned lead = byte(0);
        std::size_t size = lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (!size) break;
        if (size > 1) {
            unsigned low = 0x80, high = 0xbf;
            if (lead == 0xe0) low = 0xa0;
            if (lead == 0xed) high = 0x9f;
            if (lead == 0xf0) low = 0x90;
            if (lead == 0xf4) high = 0x8f;
            if (byte(1) < low || byte(1) > high) break;
            bool ok = true;
            for (std::size_t i = 2; i < size; ++i) ok = ok && (byte(i) & 0xc0) == 0x80;
            if (!ok) break;
        }
        at += size;
    }
    return at;
}

Result<Value> make_codec_error(Runtime& rt, bool encoding, const char* codec, View object, std::size_t start, std::size_t end, const char* reason) {
    Value name = TRY(rt.str(codec)), text = TRY(rt.str(reason));
    return call(rt, View(rt.exceptions[encoding ? UnicodeEncodeError : UnicodeDecodeError]),
                {name, object, View::small_int(static_cast<std::int64_t>(start)), View::small_int(static_cast<std::int64_t>(end)), text});
}

Result<Remedy> ask_error_handler(Runtime& rt, std::string_view errors, Value error, std::size_t length, bool decoding, Value* object) {
    if (errors == "strict") return rt.raise_object(error);
    TRY(rt.charge(1));  // it may send the codec back again and again
    Ref<Str> name = TRY(intern(rt, "codecs"));
    Value codecs = TRY(rt.hooks.import(rt, name.get(), rt.builtins.get(), View::none(), 0));
    Value handler = TRY(call_method(rt, codecs, TRY(intern(rt, "lookup_error")).get(), {TRY(rt.str(errors))}));
    Value answer = TRY(call(rt, handler, {error}));
    Tuple* pair = as_tuple(answer);
    bool fits = pair && pair->size == 2 && is_integer(pair->items[1]);
    if (fits) fits = is_kind(pair->items[0], Kind::str) || (!decoding && is_kind(pair->items[0], Kind::bytes));
    if (!fits) return rt.raise(TypeError, decoding ? "decoding error handler must return (str, int) tuple" : "encoding error handler must return (str/bytes, int) tuple");
    if (object) {
        *object = TRY(get_attribute(rt, error, TRY(intern(rt, "object")).get()));
        if (!is_kind(*object, Kind::bytes)) return rt.raise(TypeError, "object attribute must be bytes");
        length = View(*object).as<Bytes>()->size;
    }
    std::int64_t position = TRY(index_clipped(rt, pair->items[1])), size = static_cast<std::int64_t>(length);
    if (position < 0) position += size;
    if (position < 0 || position > size) return rt.raise(IndexError, "position %lld from error handler out of bounds", static_cast<long long>(position));
    return Remedy{pair->items[0], static_cast<std::size_t>(position)};
}

const char kCheckCodecs = 0;

Result<void> check_codec(Runtime& rt, std::string_view encoding, std::string_view errors) {
    if (!rt.library.contains(&kCheckCodecs)) return {};
    Ref<Str> name = TRY(intern(rt, "codecs"));
    Value codecs = TRY(rt.hooks.import(rt, name.get(), rt.builtins.get(), View::none(), 0));
    if (canonical_encoding(encoding).empty()) TRY(call_method(rt, codecs, TRY(intern(rt, "lookup")).get(), {TRY(rt.str(encoding))}));
    if (errors != "strict") TRY(call_method(rt, codecs, TRY(intern(rt, "lookup_error")).get(), {TRY(rt.str(errors))}));
    return {};
}

namespace {

struct Target {
    const char* name;
    char32_t limit;      // first code point it cannot hold
    const char* reason;
    int unit;            // 1, 2, 4 bytes
    bool big;
};

void put(std::string& out, char32_t c, const Target& target, bool utf8) {
    if (utf8) return append_utf8(out, c);
    auto unit = [&](char32_t u) {
        for (int n = 0; n < target.unit; ++n) out += static_cast<char>(u >> 8 * (target.big ? target.unit - 1 - n : n));
    };
    if (target.unit == 2 && c >= 0x10000) {
        unit(0xd800 + ((c - 0x10000) >> 10));
        unit(0xdc00 + ((c - 0x10000) & 0x3ff));
        return;
    }
    unit(c);
}

}  // namespace

Result<Value> encode_text(Runtime& rt, Str* text, std::string_view encoding, std::string_view errors) {
    std::string name = canonical_encoding(encoding);
    View object(static_cast<const Object*>(text));
    if (errors != "strict") TRY(check_codec(rt, encoding, errors));
    if (name.empty()) {
        Ref<Str> module = TRY(intern(rt, "codecs"));
        Value codecs = TRY(rt.hooks.import(rt, module.get(), rt.builtins.get(), View::none(), 0));
        Value made = TRY(call_method(rt, codecs, TRY(intern(rt, "_encode_text")).get(), {object, TRY(rt.str(encoding)), TRY(rt.str(errors))}));
        if (!is_kind(made, Kind::bytes))
            return rt.raise(TypeError, "'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
                            std::string(encoding).c_str(), type_name(rt, made));
        return made;
    }
    bool utf8 = name == "utf-8" || name == "utf-8-sig";
    if (text->ascii() && (name == "utf-8" || name == "ascii" || name == "latin-1")) return new_bytes(rt, text->text());
    if (name == "utf-8" && valid_utf8_prefix(text->text()) == text->size) return new_bytes(rt, text->text());
    Target target{name.c_str(), 0x110000, "surrogates not allowed", 1, false};
    if (name == "ascii") target = {"ascii", 128, "ordinal not in range(128)", 1, false};
    if (name == "latin-1") target = {"latin-1", 256, "ordinal not in range(256)", 1, false};
    bool wide16 = name.rfind("utf-16", 0) == 0, wide32 = name.rfind("utf-32", 0) == 0;
    if (wide16 || wide32) {
        target.unit = wide16 ? 2 : 4;
        target.big = name.size() > 6 && name.substr(6) == "-be";
    }
    std::string out;
    if (name == "utf-8-sig") out = "\xef\xbb\xbf";
    if (name == "utf-16" || name == "utf-32") put(out, 0xfeff, target, false);
    ScratchMemory scratch(rt);
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 8)));
    auto bad = [&](char32_t c) { return c >= target.limit || (target.limit == 0x110000 && c >= 0xd800 && c <= 0xdfff); };
    std::size_t index = 0, length = text->length();
    CharReader reader(text->text());
    while (!reader.done()) {
        const char* at = reader.position();
        char32_t c = reader.next();
        if (!bad(c)) {
            put(out, c, target, utf8);
            ++index;
            continue;
        }
        std::size_t end = index + 1;
        for (CharReader ahead = reader; !ahead.done() && bad(ahead.next()); ++end) reader = ahead;
        // The bad run is [index, end); reader stands behind it.
        if (errors == "ignore") {
            index = end;
            continue;
        }
        CharReader run(std::string_view(at, static_cast<std::size_t>(reader.position() - at)));
        if (errors == "replace") {
            for (std::size_t n = index; n < end; ++n) put(out, '?', target, utf8);
        } else if (errors == "surrogatepass" && target.limit == 0x110000) {
            while (!run.done()) put(out, run.next(), target, utf8);
        } else if (errors == "surrogateescape") {
            if ((end - index) % target.unit) return rt.raise_object(TRY(make_codec_error(rt, true, target.name, object, index, end, target.reason)));
            for (std::size_t n = index; !run.done(); ++n) {
                char32_t s = run.next();
                if (s < 0xdc80 || s > 0xdcff) return rt.raise_object(TRY(make_codec_error(rt, true, target.name, object, n, end, target.reason)));
                out += static_cast<char>(s - 0xdc00);
            }
        } else if (errors == "backslashreplace" || errors == "xmlcharrefreplace") {
            while (!run.done()) {
                char32_t s = run.next();
                char piece[16];
                if (errors[0] == 'x') std::snprintf(piece, sizeof piece, "&#%u;", static_cast<unsigned>(s));
                else std::snprintf(piece, sizeof piece, s < 0x100 ? "\\x%02x" : s < 0x10000 ? "\\u%04x" : "\\U%08x", static_cast<unsigned>(s));
                for (const char* p = piece; *p; ++p) put(out, static_cast<unsigned char>(*p), target, utf8);
            }
        } else {
            Remedy remedy = TRY(ask_error_handler(rt, errors, TRY(make_codec_error(rt, true, target.name, object, index, end, target.reason)), length, false));
            if (Str* replacement = as_str(remedy.replacement)) {
                TRY(scratch.room(out, replacement->size * 4));
                for (CharReader r(replacement->text()); !r.done();) {
                    char32_t c2 = r.next();
                    if (c2 >= (target.limit == 0x110000 ? 0x80 : target.limit)) return rt.raise_object(TRY(make_codec_error(rt, true, target.name, object, index, end, target.reason)));
                    put(out, c2, target, utf8);
                }
            } else {
                if (View(remedy.replacement).as<Bytes>()->size % static_cast<std::size_t>(target.unit))
                    return rt.raise_object(TRY(make_codec_error(rt, true, target.name, object, index, end, target.reason)));
                TRY(scratch.room(out, View(remedy.replacement).as<Bytes>()->size));
                out += View(remedy.replacement).as<Bytes>()->text();
            }
            end = remedy.position;
            reader = CharReader(text->text().substr(byte_offset(rt, text, end)));
        }
        index = end;
    }
    return new_bytes(rt, out);
}

Result<Value> decode_bytes(Runtime& rt, std::string_view bytes, std::string_view encoding, std::string_view errors) {
    std::string name = canonical_encoding(encoding);
    if (errors != "strict") TRY(check_codec(rt, encoding, errors));
    if (name.empty()) {
        Ref<Str> module = TRY(intern(rt, "codecs"));
        Value codecs = TRY(rt.hooks.import(rt, module.get(), rt.builtins.get(), View::none(), 0));
        Value object = TRY(new_bytes(rt, bytes));
        Value made = TRY(call_method(rt, codecs, TRY(intern(rt, "_decode_text")).get(), {object, TRY(rt.str(encoding)), TRY(rt.str(errors))}));
        if (!is_kind(made, Kind::str))
            return rt.raise(TypeError, "'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types",
                            std::string(encoding).c_str(), type_name(rt, made));
        return made;
    }
    TRY(rt.charge(static_cast<std::int64_t>(bytes.size() / 16)));
    if (name == "latin-1") {
        std::string out;
        for (char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
        return rt.str(out);
    }
    if (name == "utf-8-sig") {
        if (bytes.substr(0, 3) == "\xef\xbb\xbf") bytes.remove_prefix(3);
        name = "utf-8";
    }
    int unit = 1;
    bool big = false;
    if (name.rfind("utf-16", 0) == 0) unit = 2;
    if (name.rfind("utf-32", 0) == 0) unit = 4;
    if (unit > 1) {
        if (name.size() > 6) big = name.substr(6) == "-be";
        else if (bytes.size() >= static_cast<std::size_t>(unit)) {
            auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
            bool little_mark = unit == 2 ? byte(0) == 0xff && byte(1) == 0xfe : byte(0) == 0xff && byte(1) == 0xfe && !byte(2) && !byte(3);
            bool big_mark = unit == 2 ? byte(0) == 0xfe && byte(1) == 0xff : !byte(0) && !byte(1) && byte(2) == 0xfe && byte(3) == 0xff;
            big = big_mark;
            if (little_mark || big_mark) bytes.remove_prefix(static_cast<std::size_t>(unit));
        }
        if (name.size() == 6) name += big ? "-be" : "-le";  // errors name the byte order that was found
    }
    ScratchMemory scratch(rt);
    Value object;  // once there was an error: what `bytes` lie in
    bool ascii = name == "ascii";
    if (unit == 1 && !ascii && valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    std::string out;
    std::size_t at = 0;
    while (at < bytes.size()) {
        auto byte = [&](std::size_t i) { return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u; };
        std::size_t bad = 1;
        const char* reason = "invalid start byte";
        if (unit > 1) {
            auto read = [&](std::size_t from) {
                char32_t c = 0;
                for (int n = 0; n < unit; ++n)
                    c |= static_cast<char32_t>(static_cast<unsigned char>(bytes[from + static_cast<std::size_t>(n)])) << 8 * (big ? unit - 1 - n : n);
                return c;
            };
            auto u = static_cast<std::size_t>(unit);
            if (bytes.size() - at < u) {
                bad = bytes.size() - at;
                reason = "truncated data";
            } else {
                char32_t c = read(at);
                if (unit == 2 && c >= 0xd800 && c < 0xdc00) {
                    if (bytes.size() - at >= 4 && read(at + 2) >= 0xdc00 && read(at + 2) < 0xe000) {
                        append_utf8(out, 0x10000 + ((c - 0xd800) << 10) + (read(at + 2) - 0xdc00));
                        at += 4;
                        continue;
                    }
                    bad = bytes.size() - at >= 4 ? 2 : bytes.size() - at;
                    reason = bytes.size() - at >= 4 ? "illegal UTF-16 surrogate" : "unexpected end of data";
                } else if (c < 0x110000 && !(c >= 0xd800 && c < 0xe000)) {
                    append_utf8(out, c);
                    at += u;
                    continue;
                } else {
                    bad = u;
                    reason = unit == 2 ? "illegal encoding" : c < 0x110000 ? "code point in surrogate code point range(0xd800, 0xe000)" : "code point not in range(0x110000)";
                }
            }
        } else if (ascii) {
            if (byte(0) < 128) {
                out += bytes[at++];
                continue;
            }
            reason = "ordinal not in range(128)";
        } else {
            std::size_t good = valid_utf8_prefix(bytes.substr(at));
            out += bytes.substr(at, good);
            at += good;
            if (at >= bytes.size()) break;
            // How many bytes belong to the maximal start of a sequence (Unicode 3.9, U+FFFD substitution).
            unsigned lead = byte(0);
            std::size_t size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
            if (size) {
                unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
                reason = "invalid continuation byte";
                if (at + 1 < bytes.size() && byte(1) >= low && byte(1) <= high) {
                    bad = 2;
                    if (size > 2 && at + 2 < bytes.size() && (byte(2) & 0xc0) == 0x80) bad = 3;
                }
                if (at + bad >= bytes.size()) reason = "unexpected end of data";
            }
        }
        if (errors == "ignore") {
            at += bad;
        } else if (errors == "replace") {
            append_utf8(out, 0xfffd);
            at += bad;
        } else if (errors == "surrogateescape" && unit == 1 && byte(0) >= 128) {
            for (std::size_t n = 0; n < bad; ++n) append_utf8(out, 0xdc00 + byte(n));
            at += bad;
        } else if (errors == "backslashreplace") {
            for (std::size_t n = 0; n < bad; ++n) {
                char piece[8];
                std::snprintf(piece, sizeof piece, "\\x%02x", byte(n));
                out += piece;
            }
            at += bad;
        } else if (errors == "surrogatepass" && unit == 1 && !ascii && byte(0) == 0xed && (byte(1) & 0xe0) == 0xa0 && (byte(2) & 0xc0) == 0x80) {
            out += bytes.substr(at, 3);
            at += 3;
        } else {
            if (object.is_unbound()) object = TRY(new_bytes(rt, bytes));
            Remedy remedy = TRY(ask_error_handler(rt, errors, TRY(make_codec_error(rt, false, name.c_str(), object, at, at + bad, reason)), bytes.size(), true, &object));
            bytes = View(object).as<Bytes>()->text();
            TRY(scratch.room(out, View(remedy.replacement).as<Str>()->size));
            out += View(remedy.replacement).as<Str>()->text();
            at = remedy.position;
        }
    }
    return rt.str(out);
}

}  // namespace ouro
