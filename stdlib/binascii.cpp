// SPDX-License-Identifier: MIT
// The module `binascii`: bytes as text of other alphabets (hexadecimal, base64, quoted-printable, uuencode) and back, and two checksums.
#include <array>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/native/module.h"
#include "stdlib/module_errors.h"

namespace ouro {

namespace {

const char kErrorKey = 0;
const char kIncompleteKey = 0;

Raised fail(Runtime& rt, std::string_view message) { return raise_module_error(rt, &kErrorKey, message); }

/// The bytes of a bytes-like object, or of text that is ASCII.
class AsciiGuard {
public:
    AsciiGuard(Runtime& rt, View value) : text_(as_str(value)) {
        if (text_) {
            if (!text_->ascii()) (void)rt.raise(ValueError, "string argument should contain only ASCII characters");
            raised_ = !text_->ascii();
        } else if (!rt.type_of(value)->slots.get_buffer) {
            (void)rt.raise(TypeError, "argument should be bytes, buffer or ASCII string, not '%s'", type_name(rt, value));
            raised_ = true;
        } else {
            buffer_.emplace(rt, value);
            raised_ = buffer_->raised();
        }
    }
    bool raised() const { return raised_; }
    std::string_view text() const { return text_ ? text_->text() : buffer_->text(); }

private:
    Str* text_;
    std::optional<BufferGuard> buffer_;
    bool raised_ = false;
};

/// The result of a conversion, whose size is known to be at most `most`.
class Output {
public:
    explicit Output(Runtime& rt) : rt_(rt), scratch_(rt) {}
    Result<void> reserve(std::size_t most) {
        TRY(rt_.charge(static_cast<std::int64_t>(most / 8)));
        return scratch_.room(bytes, most);
    }
    Result<Value> take() { return new_bytes(rt_, bytes); }
    std::string bytes;

private:
    Runtime& rt_;
    ScratchMemory scratch_;
};

// ---- base64

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<signed char, 256> base64_values() {
    std::array<signed char, 256> values{};
    for (signed char& value : values) value = -1;
    for (int n = 0; n < 64; ++n) values[static_cast<unsigned char>(kBase64[n])] = static_cast<signed char>(n);
    return values;
}
constexpr std::array<signed char, 256> kBase64Values = base64_values();

Result<Value> a2b_base64(Runtime& rt, Args args) {
    bool strict = TRY(args.truth(1));
    AsciiGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view text = source.text();
    Output out(rt);
    TRY(out.reserve((text.size() + 3) / 4 * 3));
    if (strict && !text.empty() && text[0] == '=') return fail(rt, "Leading padding not allowed");
    unsigned bits = 0;
    std::size_t place = 0, padding = 0;  // in a group of four characters
    bool padded = false;
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (text[n] == '=') {
            padded = true;
            if (place >= 2 && place + ++padding >= 4) {
                if (strict && n + 1 < text.size()) return fail(rt, "Excess data after padding");
                return out.take();
            }
            if (strict && !place) return fail(rt, "Excess padding not allowed");
            continue;
        }
        int value = kBase64Values[static_cast<unsigned char>(text[n])];
        if (value < 0) {
            if (strict) return fail(rt, "Only base64 data is allowed");
            continue;
        }
        if (strict && padded) return fail(rt, "Discontinuous padding not allowed");
        padding = 0;
        bits = bits << 6 | static_cast<unsigned>(value);
        if (place) out.bytes += static_cast<char>(bits >> (6 - 2 * place));
        place = (place + 1) % 4;
    }
    if (place == 1)
        return fail(rt, "Invalid base64-encoded string: number of data characters (" + std::to_string(out.bytes.size() / 3 * 4 + 1) +
                            ") cannot be 1 more than a multiple of 4");
    if (place) return fail(rt, "Incorrect padding");
    return out.take();
}

Result<Value> b2a_base64(Runtime& rt, Args args) {
    bool newline = TRY(args.truth(1));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view bytes = source.text();
    Output out(rt);
    TRY(out.reserve((bytes.size() + 2) / 3 * 4 + 1));
    for (std::size_t n = 0; n < bytes.size(); n += 3) {
        std::size_t count = std::min<std::size_t>(3, bytes.size() - n);
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < count ? static_cast<unsigned char>(bytes[n + i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i) out.bytes += i <= count ? kBase64[bits >> (18 - 6 * i) & 63] : '=';
    }
    if (newline) out.bytes += '\n';
    return out.take();
}

// ---- hexadecimal

Result<Value> b2a_hex(Runtime& rt, Args args) {
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    Value bytes = TRY(new_bytes(rt, source.text()));
    Ref<Str> hex = TRY(intern(rt, "hex"));
    Value text = args.given(1) ? TRY(call_method(rt, bytes, hex.get(), {args[1], args[2]})) : TRY(call_method(rt, bytes, hex.get()));
    return new_bytes(rt, text.as<Str>()->text());
}

int hex_value(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

Result<Value> a2b_hex(Runtime& rt, Args args) {
    AsciiGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view text = source.text();
    if (text.size() % 2) return fail(rt, "Odd-length string");
    Output out(rt);
    TRY(out.reserve(text.size() / 2));
    for (std::size_t n = 0; n < text.size(); n += 2) {
        int high = hex_value(text[n]), low = hex_value(text[n + 1]);
        if (high < 0 || low < 0) return fail(rt, "Non-hexadecimal digit found");
        out.bytes += static_cast<char>(high << 4 | low);
    }
    return out.take();
}

// ---- uuencode: one line

constexpr std::size_t kLongestLine = 45;

Result<Value> a2b_uu(Runtime& rt, Args args) {
    AsciiGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view text = source.text();
    std::size_t size = text.empty() ? 32 : static_cast<std::size_t>((text[0] - ' ') & 63), at = 1;
    Output out(rt);
    TRY(out.reserve(size));
    unsigned bits = 0;
    int held = 0;
    while (out.bytes.size() < size) {
        unsigned value = 0;  // spaces at the end of a line may have been lost
        if (at < text.size() && text[at] != '\n' && text[at] != '\r') {
            if (text[at] < ' ' || text[at] > ' ' + 64) return fail(rt, "Illegal char");
            value = static_cast<unsigned>(text[at] - ' ') & 63;
        }
        ++at;
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.bytes += static_cast<char>(bits >> held);
        }
    }
    for (; at < text.size(); ++at)
        if (text[at] != ' ' && text[at] != ' ' + 64 && text[at] != '\n' && text[at] != '\r') return fail(rt, "Trailing garbage");
    return out.take();
}

Result<Value> b2a_uu(Runtime& rt, Args args) {
    bool backtick = TRY(args.truth(1));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view bytes = source.text();
    if (bytes.size() > kLongestLine) return fail(rt, "At most 45 bytes at once");
    std::string out;
    auto add = [&](unsigned value) { out += static_cast<char>(value || !backtick ? ' ' + value : '`'); };
    add(static_cast<unsigned>(bytes.size()));
    for (std::size_t n = 0; n < bytes.size(); n += 3) {
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (n + i < bytes.size() ? static_cast<unsigned char>(bytes[n + i]) : 0u);
        for (int i = 0; i < 4; ++i) add(bits >> (18 - 6 * i) & 63);
    }
    return new_bytes(rt, out + "\n");
}

// ---- quoted-printable (RFC 2045 6.7; of headers: RFC 2047 4.2)

Result<Value> a2b_qp(Runtime& rt, Args args) {
    bool header = TRY(args.truth(1));
    AsciiGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view text = source.text();
    Output out(rt);
    TRY(out.reserve(text.size()));
    for (std::size_t n = 0; n < text.size();) {
        if (header && text[n] == '_') {
            out.bytes += ' ';
            ++n;
        } else if (text[n] != '=') {
            out.bytes += text[n++];
        } else if (++n >= text.size()) {
            break;
        } else if (text[n] == '\n' || text[n] == '\r') {  // a line goes on
            n = std::min(text.find('\n', n), text.size() - 1) + 1;
        } else if (text[n] == '=') {
            out.bytes += '=';
            ++n;
        } else if (n + 1 < text.size() && hex_value(text[n]) >= 0 && hex_value(text[n + 1]) >= 0) {
            out.bytes += static_cast<char>(hex_value(text[n]) << 4 | hex_value(text[n + 1]));
            n += 2;
        } else {
            out.bytes += '=';
        }
    }
    return out.take();
}

Result<Value> b2a_qp(Runtime& rt, Args args) {
    bool quote_tabs = TRY(args.truth(1)), is_text = TRY(args.truth(2)), header = TRY(args.truth(3));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    std::string_view bytes = source.text();
    if (bytes.size() > PTRDIFF_MAX / 8) return rt.raise_memory_error();
    constexpr std::size_t kLongest = 76;
    std::size_t first_end = bytes.find('\n');
    bool crlf = first_end != std::string_view::npos && first_end > 0 && bytes[first_end - 1] == '\r';
    Output out(rt);
    TRY(out.reserve(bytes.size()));
    ScratchMemory grown(rt);
    std::size_t length = 0;  // of the line that is being made
    auto quote = [&](char c) {
        constexpr char kDigits[] = "0123456789ABCDEF";
        out.bytes += '=';
        out.bytes += kDigits[static_cast<unsigned char>(c) >> 4];
        out.bytes += kDigits[c & 15];
    };
    auto end_line = [&] {
        if (crlf) out.bytes += '\r';
        out.bytes += '\n';
        length = 0;
    };
    for (std::size_t n = 0; n < bytes.size();) {
        TRY(grown.room(out.bytes, 8));
        char c = bytes[n], next = n + 1 < bytes.size() ? bytes[n + 1] : 0;
        bool last = n + 1 == bytes.size(), blank = c == '\t' || c == ' ', ends = c == '\r' || c == '\n';
        auto code = static_cast<unsigned char>(c);
        if (code > 126 || c == '=' || (header && c == '_') || (c == '.' && !length && (last || next == '\n' || next == '\r' || next == 0)) || (!is_text && ends) ||
            (blank && last) || (code < 33 && !ends && (quote_tabs || !blank))) {
            if (length + 3 >= kLongest) {
                out.bytes += '=';
                end_line();
            }
            quote(c);
            ++n;
            length += 3;
        } else if (is_text && (c == '\n' || (c == '\r' && next == '\n' && !last))) {
            // Blanks at the end of a line would be lost.
            if (!out.bytes.empty() && (out.bytes.back() == ' ' || out.bytes.back() == '\t')) {
                char blank_at_end = out.bytes.back();
                out.bytes.pop_back();
                quote(blank_at_end);
            }
            end_line();
            n += c == '\r' ? 2 : 1;
        } else {
            if (!last && next != '\n' && length + 1 >= kLongest) {
                out.bytes += '=';
                end_line();
            }
            ++length;
            out.bytes += header && c == ' ' ? '_' : c;
            ++n;
        }
    }
    return out.take();
}

// ---- checksums

template <typename Word>
constexpr std::array<Word, 256> crc_table(Word polynomial, bool reflected) {
    std::array<Word, 256> table{};
    constexpr int kBits = sizeof(Word) * 8;
    for (unsigned n = 0; n < 256; ++n) {
        auto word = static_cast<Word>(reflected ? n : n << (kBits - 8));
        for (int i = 0; i < 8; ++i) {
            bool carry = reflected ? word & 1 : word >> (kBits - 1);
            word = static_cast<Word>((reflected ? word >> 1 : word << 1) ^ (carry ? polynomial : 0));
        }
        table[n] = word;
    }
    return table;
}
constexpr auto kCrc32 = crc_table<std::uint32_t>(0xedb88320, true);
constexpr auto kCrcHqx = crc_table<std::uint16_t>(0x1021, false);

/// An int of any size, its low 32 bits.
Result<std::uint32_t> low_bits(Runtime& rt, View value) {
    Value low = TRY(binary(rt, BinaryOp::bit_and, TRY(index(rt, value)), View::small_int(0xffffffff)));
    return static_cast<std::uint32_t>(low.as_int());
}

Result<Value> crc32(Runtime& rt, Args args) {
    std::uint32_t crc = ~TRY(low_bits(rt, args[1]));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    TRY(rt.charge(static_cast<std::int64_t>(source.size() / 8)));
    for (char c : source.text()) crc = kCrc32[(crc ^ static_cast<unsigned char>(c)) & 255] ^ crc >> 8;
    return rt.integer_unsigned(~crc);
}

Result<Value> crc_hqx(Runtime& rt, Args args) {
    auto crc = static_cast<std::uint16_t>(TRY(low_bits(rt, args[1])));
    BufferGuard source(rt, args[0]);
    if (source.raised()) return Raised{};
    TRY(rt.charge(static_cast<std::int64_t>(source.size() / 8)));
    for (char c : source.text()) crc = static_cast<std::uint16_t>(kCrcHqx[(crc >> 8) ^ static_cast<unsigned char>(c)] ^ crc << 8);
    return rt.integer_unsigned(crc);
}

constexpr FunctionDef functions[] = {
    {"a2b_uu(data, /)", a2b_uu, "Decode a line of uuencoded data."},
    {"b2a_uu(data, /, *, backtick=False)", b2a_uu, "Uuencode line of data."},
    {"a2b_base64(data, /, *, strict_mode=False)", a2b_base64, "Decode a line of base64 data."},
    {"b2a_base64(data, /, *, newline=True)", b2a_base64, "Base64-code line of data."},
    {"a2b_hex(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."},
    {"unhexlify(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."},
    {"b2a_hex(data, sep=<no value>, bytes_per_sep=1)", b2a_hex, "Hexadecimal representation of binary data."},
    {"hexlify(data, sep=<no value>, bytes_per_sep=1)", b2a_hex, "Hexadecimal representation of binary data."},
    {"a2b_qp(data, header=False)", a2b_qp, "Decode a string of qp-encoded data."},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", b2a_qp, "Encode a string using quoted-printable encoding."},
    {"crc_hqx(data, crc, /)", crc_hqx, "Compute CRC-CCITT incrementally."},
    {"crc32(data, crc=0, /)", crc32, "Compute CRC-32 incrementally."},
};

Result<void> init(Runtime& rt, Module* module) {
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "Error")).get(), TRY(module_error(rt, &kErrorKey, "binascii", "Error", ValueError))));
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "Incomplete")).get(), TRY(module_error(rt, &kIncompleteKey, "binascii", "Incomplete", PlainException)));
}

}  // namespace

extern const ModuleDef binascii_module;
const ModuleDef binascii_module{.name = "binascii", .doc = "Conversion between binary data and ASCII", .functions = functions, .init = init};

}  // namespace ouro
