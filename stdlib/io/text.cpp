// SPDX-License-Identifier: MIT
// TextIOWrapper: text over a buffered stream. Bytes come in chunks; `snapshot` remembers the decoder's state and the bytes of the present
// chunk, so that tell() can find the byte at which decoding would have to begin again.
#include <algorithm>
#include <cstring>

#include "runtime/native/native_base.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/io/io.h"
#include "stdlib/io/streams.h"
#include "stdlib/io/text_codec.h"

namespace ouro {

namespace {

constexpr std::size_t kChunk = 8192;

struct TextWrapper : Object {
    Value buffer;            // Unbound before __init__ and after detach()
    Value encoding, errors;  // str
    TextDecoder decoder;
    TextEncoder encoder;
    ByteBuffer pending;      // encoded, not yet given to the buffer
    Value decoded;           // str: the text of the present chunk; Unbound: none
    std::size_t at;          // bytes of it that were read
    bool has_snapshot;
    std::int64_t snapshot_flags;
    std::string* snapshot;
    std::size_t chunk_size;
    LineEnd line_end;
    bool universal, translate, write_crlf, write_cr;
    bool line_buffering, write_through, seekable, telling, finalizing, detached;
};

TextWrapper* self_of(View v) { return v.as<TextWrapper>(); }

Result<void> check_usable(Runtime& rt, TextWrapper* t) {
    if (!t->buffer.is_unbound()) return {};
    return t->detached ? rt.raise(ValueError, "underlying buffer has been detached") : rt.raise(ValueError, "I/O operation on uninitialized object");
}

Result<void> check_open(Runtime& rt, TextWrapper* t) {
    TRY(check_usable(rt, t));
    Value buffer = t->buffer;
    if (TRY(is_closed(rt, buffer))) return raise_closed(rt);
    return {};
}

std::string_view decoded_rest(TextWrapper* t) {
    return t->decoded.is_unbound() ? std::string_view() : View(t->decoded).as<Str>()->text().substr(t->at);
}

std::size_t count_characters(std::string_view text) {
    std::size_t n = 0;
    for (char c : text) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return n;
}

/// Bytes of the first `count` characters, or all.
std::size_t bytes_of_characters(std::string_view text, std::size_t count) {
    std::size_t n = 0;
    while (n < text.size() && count) {
        ++n;
        while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xc0) == 0x80) ++n;
        --count;
    }
    return n;
}

void forget_decoded(TextWrapper* t) {
    t->decoded = Value();
    t->at = 0;
}

void forget_snapshot(TextWrapper* t) {
    t->has_snapshot = false;
    t->snapshot->clear();
}

// ---- writing

Result<void> write_pending(Runtime& rt, TextWrapper* t) {
    if (!t->pending.size()) return {};
    Value buffer = t->buffer;
    // What is pending is taken away first: the buffer may call back.
    std::string bytes(t->pending.text());
    t->pending.clear();
    if (TRY(buffered_write_fast(rt, buffer, bytes))) return {};
    Value object = TRY(new_bytes(rt, bytes));
    Result<Value> written = call_method(rt, buffer, rt.names.write, {object});
    while (written.raised() && rt.swallow(InterruptedError)) {
        TRY(rt.check_stop());
        written = call_method(rt, buffer, rt.names.write, {object});
    }
    if (written.raised()) return Raised{};
    return {};
}

Result<void> flush_buffer(Runtime& rt, TextWrapper* t) {
    Value buffer = t->buffer;
    if (TRY(buffered_flush_fast(rt, buffer))) return {};
    TRY(call_method(rt, buffer, rt.names.flush));
    return {};
}

Result<void> write_text(Runtime& rt, TextWrapper* t, Str* text) {
    if (!t->encoder.is_open()) return raise_unsupported(rt, "not writable");
    std::string_view content = text->text();
    bool has_newline = (t->write_cr || t->write_crlf || t->line_buffering) && content.find('\n') != std::string_view::npos;
    bool flushes = t->line_buffering && (has_newline || content.find('\r') != std::string_view::npos);
    if (has_newline && (t->write_cr || t->write_crlf)) {
        std::string translated;
        for (char c : content) {
            if (c == '\n') translated += t->write_crlf ? "\r\n" : "\r";
            else translated += c;
        }
        Ref<Str> made = TRY(new_str(rt, translated));
        std::string bytes;
        TRY(t->encoder.encode(rt, made.get(), bytes));
        TRY(t->pending.append(rt, bytes));
    } else if ((t->encoder.plain_ascii() && text->ascii()) || (t->encoder.plain_utf8() && valid_utf8_prefix(content) == content.size())) {
        if (t->pending.size() && t->pending.size() + content.size() > t->chunk_size) TRY(write_pending(rt, t));
        TRY(t->pending.append(rt, content));
    } else {
        std::string bytes;
        TRY(t->encoder.encode(rt, text, bytes));
        TRY(t->pending.append(rt, bytes));
    }
    if (t->pending.size() >= t->chunk_size || flushes || t->write_through) TRY(write_pending(rt, t));
    if (flushes) TRY(flush_buffer(rt, t));
    if (!t->decoded.is_unbound()) forget_decoded(t);
    if (t->has_snapshot) forget_snapshot(t);
    if (t->decoder.is_open()) TRY(t->decoder.reset(rt));
    return {};
}

Result<Value> write(Runtime& rt, Args args) {
    TextWrapper* t = args.self<TextWrapper>();
    Str* text = TRY(args.str(1));
    TRY(check_open(rt, t));
    TRY(write_text(rt, t, text));
    return rt.integer(static_cast<std::int64_t>(text->length()));
}

Result<void> flush_all(Runtime& rt, TextWrapper* t) {
    TRY(check_open(rt, t));
    t->telling = t->seekable;
    TRY(write_pending(rt, t));
    return flush_buffer(rt, t);
}

Result<Value> flush(Runtime& rt, Args args) {
    TRY(flush_all(rt, args.self<TextWrapper>()));
    return View::none();
}

// ---- reading

/// Reads and decodes one more chunk, which becomes `decoded`. False at the end.
Result<bool> read_chunk(Runtime& rt, TextWrapper* t, std::size_t wanted = 0) {
    if (!t->decoder.is_open()) return raise_unsupported(rt, "not readable");
    TextDecoder::State state;
    if (t->telling) state = TRY(t->decoder.state(rt));
    Value buffer = t->buffer;
    std::string input;
    std::size_t size = std::max(t->chunk_size, wanted);
    TRY(rt.charge(1 + static_cast<std::int64_t>(size / 64)));
    if (!TRY(buffered_read1_fast(rt, buffer, size, input))) {
        Value amount = TRY(rt.integer(static_cast<std::int64_t>(size)));
        Value method = TRY(find_attribute(rt, buffer, rt.names.read1));
        Value bytes = method.is_unbound() ? TRY(call_method(rt, buffer, rt.names.read, {amount})) : TRY(call(rt, method, {amount}));
        if (!rt.type_of(bytes)->slots.get_buffer)
            return rt.raise(TypeError, "underlying %s() should have returned a bytes-like object, not '%s'", method.is_unbound() ? "read" : "read1", type_name(rt, bytes));
        BufferGuard guard(rt, bytes);
        if (guard.raised()) return Raised{};
        input = std::string(guard.text());
    }
    bool end = input.empty();
    std::string text = TRY(t->decoder.decode(rt, input, end));
    if (!text.empty()) end = false;
    t->decoded = TRY(rt.str(text));
    t->at = 0;
    if (t->telling) {
        t->has_snapshot = true;
        t->snapshot_flags = state.flags;
        *t->snapshot = state.bytes + input;
    }
    return !end;
}

Result<Value> read(Runtime& rt, Args args) {
    TextWrapper* t = args.self<TextWrapper>();
    TRY(check_usable(rt, t));
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    TRY(check_open(rt, t));
    if (!t->decoder.is_open()) return raise_unsupported(rt, "not readable");
    TRY(write_pending(rt, t));
    if (size < 0) {
        Value buffer = t->buffer;
        Value bytes = TRY(call_method(rt, buffer, rt.names.read));
        if (!rt.type_of(bytes)->slots.get_buffer) return rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, bytes));
        std::string text;
        {
            BufferGuard guard(rt, bytes);
            if (guard.raised()) return Raised{};
            text = TRY(t->decoder.decode(rt, guard.text(), true));
        }
        std::string_view rest = decoded_rest(t);
        Result<Value> made = rest.empty() ? rt.str(text) : rt.str(std::string(rest) + text);
        forget_decoded(t);
        forget_snapshot(t);
        return made;
    }
    StrBuilder out(rt);
    auto left = static_cast<std::size_t>(size);
    while (left) {
        std::string_view rest = decoded_rest(t);
        if (rest.empty()) {
            if (!TRY(read_chunk(rt, t, left))) break;
            continue;
        }
        std::size_t n = bytes_of_characters(rest, left);
        TRY(out.append(rest.substr(0, n)));
        left -= count_characters(rest.substr(0, n));
        t->at += n;
    }
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> read_line(Runtime& rt, TextWrapper* t, std::ptrdiff_t limit) {
    TRY(check_open(rt, t));
    TRY(write_pending(rt, t));
    std::string line;  // what earlier chunks gave
    std::size_t characters = 0;
    for (;;) {
        std::string_view rest = decoded_rest(t);
        if (rest.empty()) {
            if (!TRY(read_chunk(rt, t))) {
                forget_decoded(t);
                forget_snapshot(t);
                break;
            }
            continue;
        }
        std::size_t end;
        if (t->line_end == LineEnd::crlf && !line.empty() && line.back() == '\r' && rest[0] == '\n') end = 1;
        else end = find_line_end(rest, t->line_end);
        std::size_t n = end == std::string_view::npos ? rest.size() : end;
        bool full = end != std::string_view::npos;
        if (limit >= 0) {
            std::size_t room = static_cast<std::size_t>(limit) - characters;
            std::size_t fits = n <= room ? n : bytes_of_characters(rest.substr(0, n), room);
            if (fits < n || count_characters(rest.substr(0, n)) == room) full = true;
            n = fits;
            characters += count_characters(rest.substr(0, n));
        }
        t->at += n;
        if (full && line.empty()) return rt.str(rest.substr(0, n));
        line += rest.substr(0, n);
        if (full) break;
    }
    return rt.str(line);
}

Result<Value> readline(Runtime& rt, Args args) {
    TextWrapper* t = args.self<TextWrapper>();
    TRY(check_usable(rt, t));
    std::ptrdiff_t limit = TRY(args.size(1));
    return read_line(rt, t, limit);
}

Result<Value> next_line(Runtime& rt, View self) {
    TextWrapper* t = self_of(self);
    TRY(check_usable(rt, t));
    t->telling = false;
    Value line;
    if (rt.type_of(self)->has(Type::heap_type)) {
        line = TRY(call_method(rt, self, rt.names.readline));
        if (!is_kind(line, Kind::str)) return rt.raise(OSError, "readline() should have returned a str object, not '%s'", type_name(rt, line));
    } else {
        line = TRY(read_line(rt, t, -1));
    }
    if (line.as<Str>()->size) return line;
    forget_snapshot(t);
    t->telling = t->seekable;
    return Value();
}

// ---- positions: a cookie is the byte to begin at, and, where the decoder has to be led to the place, how

struct Cookie {
    std::int64_t start = 0;
    std::int64_t flags = 0, bytes_to_feed = 0, characters_to_skip = 0;
    bool need_end = false;
};

Result<Value> cookie_value(Runtime& rt, const Cookie& c) {
    Value made = TRY(rt.integer(c.start));
    const std::int64_t parts[] = {c.flags, c.bytes_to_feed, c.characters_to_skip, c.need_end};
    const int shifts[] = {64, 96, 128, 160};
    for (int n = 0; n < 4; ++n) {
        if (!parts[n]) continue;
        Value part = TRY(binary(rt, BinaryOp::lshift, TRY(rt.integer(parts[n])), View::small_int(shifts[n])));
        made = TRY(binary(rt, BinaryOp::bit_or, made, part));
    }
    return made;
}

Result<Cookie> read_cookie(Runtime& rt, View value) {
    auto field = [&](int shift, std::int64_t bits) -> Result<std::int64_t> {
        Value moved = TRY(binary(rt, BinaryOp::rshift, value, View::small_int(shift)));
        Value mask = TRY(binary(rt, BinaryOp::lshift, View::small_int(1), View::small_int(bits)));
        mask = TRY(binary(rt, BinaryOp::sub, mask, View::small_int(1)));
        return index_to_int64(rt, TRY(binary(rt, BinaryOp::bit_and, moved, mask)));
    };
    Cookie c;
    c.start = TRY(field(0, 63));
    c.flags = TRY(field(64, 32));
    c.bytes_to_feed = TRY(field(96, 32));
    c.characters_to_skip = TRY(field(128, 32));
    c.need_end = TRY(field(160, 8)) != 0;
    return c;
}

Result<void> find_position(Runtime& rt, TextWrapper* t, Cookie& c) {
    const std::string input = *t->snapshot;
    auto skip = static_cast<std::size_t>(c.characters_to_skip);
    // In plain text characters can be counted where they lie.
    if (t->decoder.plain_utf8() && !c.flags) {
        std::size_t n = bytes_of_characters(input, skip);
        std::string_view prefix = std::string_view(input).substr(0, n);
        if (count_characters(prefix) == skip && valid_utf8_prefix(prefix) == n && (!t->universal || prefix.find('\r') == std::string_view::npos)) {
            c.start += static_cast<std::int64_t>(n);
            c.characters_to_skip = 0;
            return {};
        }
    }
    TextDecoder::State saved = TRY(t->decoder.state(rt));
    auto search = [&]() -> Result<void> {
        TRY(t->decoder.set_state(rt, {.bytes = {}, .flags = c.flags}));
        std::size_t decoded = 0, fed = 0;
        bool reached = skip == 0;
        for (std::size_t n = 0; n < input.size() && !reached; ++n) {
            TRY(rt.charge(1));
            decoded += count_characters(TRY(t->decoder.decode(rt, std::string_view(input).substr(n, 1), false)));
            ++fed;
            TextDecoder::State now = TRY(t->decoder.state(rt));
            if (now.bytes.empty() && decoded <= skip) {
                // Decoding may begin here as well.
                c.start += static_cast<std::int64_t>(fed);
                skip -= decoded;
                c.flags = now.flags;
                fed = decoded = 0;
            }
            reached = decoded >= skip;
        }
        if (!reached) {
            decoded += count_characters(TRY(t->decoder.decode(rt, "", true)));
            c.need_end = true;
            if (decoded < skip) return rt.raise(OSError, "can't reconstruct logical file position");
        }
        c.bytes_to_feed = static_cast<std::int64_t>(fed);
        c.characters_to_skip = static_cast<std::int64_t>(skip);
        return {};
    };
    Result<void> found = search();
    if (found.raised()) {
        Value pending = std::move(rt.pending);
        (void)t->decoder.set_state(rt, saved);
        rt.pending = std::move(pending);
        return Raised{};
    }
    return t->decoder.set_state(rt, saved);
}

Result<Value> tell_of(Runtime& rt, View self) {
    TextWrapper* t = self_of(self);
    TRY(check_open(rt, t));
    if (!t->seekable) return raise_unsupported(rt, "underlying stream is not seekable");
    if (!t->telling) return rt.raise(OSError, "telling position disabled by next() call");
    TRY(write_pending(rt, t));
    TRY(call_method(rt, self, rt.names.flush));
    Value buffer = t->buffer;
    Value position = TRY(call_method(rt, buffer, rt.names.tell));
    if (!t->decoder.is_open() || !t->has_snapshot) return position;
    Cookie c;
    c.start = TRY(index_to_int64(rt, position)) - static_cast<std::int64_t>(t->snapshot->size());
    c.flags = t->snapshot_flags;
    if (!t->at) return cookie_value(rt, c);
    c.characters_to_skip = static_cast<std::int64_t>(count_characters(View(t->decoded).as<Str>()->text().substr(0, t->at)));
    TRY(find_position(rt, t, c));
    return cookie_value(rt, c);
}

Result<Value> seek(Runtime& rt, Args args) {
    View self = args[0];
    TextWrapper* t = self_of(self);
    TRY(check_usable(rt, t));
    int whence = TRY(args.small_integer(2));
    TRY(check_open(rt, t));
    Value cookie(args[1]), buffer = t->buffer;
    if (!t->seekable) return raise_unsupported(rt, "underlying stream is not seekable");
    if (whence == 1) {
        if (!TRY(equal(rt, cookie, View::small_int(0)))) return raise_unsupported(rt, "can't do nonzero cur-relative seeks");
        cookie = TRY(call_method(rt, self, rt.names.tell));
    } else if (whence == 2) {
        if (!TRY(equal(rt, cookie, View::small_int(0)))) return raise_unsupported(rt, "can't do nonzero end-relative seeks");
        TRY(call_method(rt, self, rt.names.flush));
        forget_decoded(t);
        forget_snapshot(t);
        if (t->decoder.is_open()) TRY(t->decoder.reset(rt));
        Value end = TRY(call_method(rt, buffer, rt.names.seek, {View::small_int(0), View::small_int(2)}));
        if (t->encoder.is_open()) TRY(t->encoder.set_start(rt, TRY(equal(rt, end, View::small_int(0)))));
        return end;
    } else if (whence) {
        return rt.raise(ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    }
    cookie = TRY(index(rt, cookie));
    if (sign_of(cookie) < 0) return rt.raise(ValueError, "negative seek position %s", TRY(repr(rt, cookie))->data());
    TRY(call_method(rt, self, rt.names.flush));
    Cookie c = TRY(read_cookie(rt, cookie));
    Value start = TRY(rt.integer(c.start));
    TRY(call_method(rt, buffer, rt.names.seek, {start}));
    forget_decoded(t);
    forget_snapshot(t);
    if (t->decoder.is_open()) {
        if (!c.start && !c.flags) TRY(t->decoder.reset(rt));
        else TRY(t->decoder.set_state(rt, {.bytes = {}, .flags = c.flags}));
    }
    if (c.characters_to_skip) {
        Value amount = TRY(rt.integer(c.bytes_to_feed));
        Value bytes = TRY(call_method(rt, buffer, rt.names.read, {amount}));
        if (!is_kind(bytes, Kind::bytes)) return rt.raise(TypeError, "underlying read() should have returned a bytes object, not '%s'", type_name(rt, bytes));
        std::string input(bytes.as<Bytes>()->text());
        std::string text = TRY(t->decoder.decode(rt, input, c.need_end));
        if (count_characters(text) < static_cast<std::size_t>(c.characters_to_skip)) return rt.raise(OSError, "can't restore logical file position");
        t->decoded = TRY(rt.str(text));
        t->at = bytes_of_characters(text, static_cast<std::size_t>(c.characters_to_skip));
        t->has_snapshot = true;
        t->snapshot_flags = c.flags;
        *t->snapshot = input;
    } else {
        t->has_snapshot = true;
        t->snapshot_flags = c.flags;
        t->snapshot->clear();
    }
    if (t->encoder.is_open()) TRY(t->encoder.set_start(rt, !c.start && !c.flags));
    return cookie;
}

Result<Value> truncate(Runtime& rt, Args args) {
    TextWrapper* t = args.self<TextWrapper>();
    TRY(check_usable(rt, t));
    TRY(call_method(rt, args[0], rt.names.flush));
    Value buffer = t->buffer;
    return call_method(rt, buffer, rt.names.truncate, {args[1]});
}

// ---- life

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<TextWrapper>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    new (&made->buffer) Value();
    new (&made->encoding) Value(View::none());
    new (&made->errors) Value(View::none());
    new (&made->decoder) TextDecoder();
    new (&made->encoder) TextEncoder();
    new (&made->pending) ByteBuffer();
    new (&made->decoded) Value();
    made->at = 0;
    made->has_snapshot = false;
    made->snapshot_flags = 0;
    made->snapshot = new std::string;
    made->chunk_size = kChunk;
    made->line_end = LineEnd::translated;
    made->universal = made->translate = made->write_crlf = made->write_cr = false;
    made->line_buffering = made->write_through = made->seekable = made->telling = made->finalizing = made->detached = false;
    return Value::adopt(View(made));
}

Result<void> check_newline(Runtime& rt, View newline) {
    if (newline.is_none()) return {};
    std::string_view text = newline.as<Str>()->text();
    if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") return {};
    return rt.raise(ValueError, "illegal newline value: %s", newline.as<Str>()->data());
}

void set_newline(TextWrapper* t, View newline) {
    std::string_view text = newline.is_none() ? std::string_view() : newline.as<Str>()->text();
    t->universal = text.empty();
    t->translate = newline.is_none();
    t->line_end = newline.is_none() ? LineEnd::translated : text.empty() ? LineEnd::universal : text == "\n" ? LineEnd::lf : text == "\r" ? LineEnd::cr : LineEnd::crlf;
    t->write_cr = text == "\r";
    t->write_crlf = text == "\r\n";
}

/// Decoder and encoder for the settings as they are now.
Result<void> open_codecs(Runtime& rt, TextWrapper* t) {
    Value buffer = t->buffer;
    std::string encoding(View(t->encoding).as<Str>()->text()), errors(View(t->errors).as<Str>()->text());
    t->decoder.close();
    t->encoder.close();
    Value readable = TRY(call_method(rt, buffer, rt.names.readable));
    if (TRY(truth(rt, readable))) {
        TRY(t->decoder.open(rt, encoding, errors));
        t->decoder.set_newlines(t->universal, t->translate);
    }
    Value writable = TRY(call_method(rt, buffer, rt.names.writable));
    if (TRY(truth(rt, writable))) TRY(t->encoder.open(rt, encoding, errors));
    return {};
}

/// Text that goes on in the middle of a stream has no byte order mark.
Result<void> fix_encoder(Runtime& rt, TextWrapper* t) {
    if (!t->seekable || !t->encoder.is_open()) return {};
    Value buffer = t->buffer;
    Value position = TRY(call_method(rt, buffer, rt.names.tell));
    if (!TRY(equal(rt, position, View::small_int(0)))) TRY(t->encoder.set_start(rt, false));
    return {};
}

Result<void> initialize(Runtime& rt, View self, View buffer, const TextSettings& settings) {
    TextWrapper* t = self_of(self);
    Value held(buffer);
    t->buffer = Value();
    t->detached = false;
    TRY(check_newline(rt, settings.newline));
    bool given = !settings.encoding.is_none() && settings.encoding.as<Str>()->text() != "locale";
    Value encoding = given ? Value(settings.encoding) : TRY(rt.str("UTF-8"));
    Value errors = settings.errors.is_none() ? Value(View(rt.names.strict)) : Value(settings.errors);
    forget_decoded(t);
    forget_snapshot(t);
    t->pending.clear();
    t->encoding = encoding;
    t->errors = errors;
    t->chunk_size = kChunk;
    t->line_buffering = settings.line_buffering;
    t->write_through = settings.write_through;
    set_newline(t, settings.newline);
    t->buffer = held;
    auto finish = [&]() -> Result<void> {
        TRY(check_codec(rt, View(encoding).as<Str>()->text(), View(errors).as<Str>()->text()));
        TRY(open_codecs(rt, t));
        Value seekable = TRY(call_method(rt, held, rt.names.seekable));
        t->seekable = t->telling = TRY(truth(rt, seekable));
        return fix_encoder(rt, t);
    };
    if (finish().raised()) {
        t->buffer = Value();
        return Raised{};
    }
    return {};
}

Result<void> check_text_or_none(Runtime& rt, View value, const char* function, const char* name) {
    if (value.is_none()) return {};
    Str* text = as_str(value);
    if (!text) return rt.raise(TypeError, "%s() argument '%s' must be str or None, not %s", function, name, type_name(rt, value));
    if (text->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    return {};
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[6];
    TRY(bind_init(rt, "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", arguments, values));
    TRY(check_text_or_none(rt, values[1], "TextIOWrapper", "encoding"));
    TRY(check_text_or_none(rt, values[2], "TextIOWrapper", "errors"));
    TRY(check_text_or_none(rt, values[3], "TextIOWrapper", "newline"));
    TextSettings settings{.encoding = values[1], .errors = values[2], .newline = values[3]};
    if (values[1].is_none()) TRY(warn_of_default_encoding(rt, 1));
    settings.line_buffering = TRY(truth(rt, values[4]));
    settings.write_through = TRY(truth(rt, values[5]));
    return initialize(rt, self, values[0], settings);
}

Result<Value> reconfigure(Runtime& rt, Args args) {
    View self = args[0];
    TextWrapper* t = self_of(self);
    TRY(check_usable(rt, t));
    bool newline_given = args.given(3);
    if (!t->decoded.is_unbound() && (!args[1].is_none() || !args[2].is_none() || newline_given))
        return raise_unsupported(rt, "It is not possible to set the encoding or newline of stream after the first read");
    TRY(check_text_or_none(rt, args[1], "reconfigure", "encoding"));
    TRY(check_text_or_none(rt, args[2], "reconfigure", "errors"));
    if (newline_given) {
        if (!args[3].is_none() && !is_kind(args[3], Kind::str))
            return rt.raise(TypeError, "reconfigure() argument 'newline' must be str or None, not %s", type_name(rt, args[3]));
        TRY(check_newline(rt, args[3]));
    }
    bool lines = args[4].is_none() ? t->line_buffering : TRY(truth(rt, args[4]));
    bool through = args[5].is_none() ? t->write_through : TRY(truth(rt, args[5]));
    TRY(call_method(rt, self, rt.names.flush));
    if (!args[1].is_none() || !args[2].is_none() || newline_given) {
        if (!args[1].is_none()) {
            t->encoding = args[1].as<Str>()->text() == "locale" ? TRY(rt.str("UTF-8")) : Value(args[1]);
            if (args[2].is_none()) t->errors = Value(View(rt.names.strict));
        }
        if (!args[2].is_none()) t->errors = Value(args[2]);
        if (newline_given) set_newline(t, args[3]);
        TRY(open_codecs(rt, t));
        TRY(fix_encoder(rt, t));
    }
    t->line_buffering = lines;
    t->write_through = through;
    return View::none();
}

Result<Value> close(Runtime& rt, Args args) {
    View self = args[0];
    TextWrapper* t = self_of(self);
    TRY(check_usable(rt, t));
    Value buffer = t->buffer;
    if (TRY(is_closed(rt, buffer))) return View::none();
    if (t->finalizing && call_method(rt, buffer, rt.names.dealloc_warn, {self}).raised()) {
        if (rt.stopping()) return Raised{};
        rt.pending = Value();
    }
    Value answer = View::none();
    auto flush_self = [&]() -> Result<void> {
        TRY(call_method(rt, self, rt.names.flush));
        return {};
    };
    TRY(run_both(rt, flush_self, [&]() -> Result<void> {
        answer = TRY(call_method(rt, buffer, rt.names.close));
        return {};
    }));
    return answer;
}

Result<Value> detach(Runtime& rt, Args args) {
    TextWrapper* t = args.self<TextWrapper>();
    TRY(check_usable(rt, t));
    TRY(call_method(rt, args[0], rt.names.flush));
    Value buffer = std::exchange(t->buffer, Value());
    t->detached = true;
    return buffer;
}

template <Str* Names::*method>
Result<Value> of_buffer(Runtime& rt, Args args) {
    TRY(check_usable(rt, args.self<TextWrapper>()));
    Value buffer = args.self<TextWrapper>()->buffer;
    return call_method(rt, buffer, rt.names.*method);
}

Result<Value> no_pickle(Runtime& rt, Args args) { return rt.raise(TypeError, "cannot pickle '%s' instances", short_type_name(rt.type_of(args[0]))); }

constexpr FunctionDef methods[] = {
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=<no value>, line_buffering=None, write_through=None)", reconfigure,
     "Reconfigure the text stream with new parameters."},
    {"detach(self, /)", detach, ""},
    {"write(self, text, /)", write, ""},
    {"read(self, size=-1, /)", read, ""},
    {"readline(self, size=-1, /)", readline, ""},
    {"flush(self, /)", flush, ""},
    {"close(self, /)", close, ""},
    {"fileno(self, /)", of_buffer<&Names::fileno>, ""},
    {"seekable(self, /)", of_buffer<&Names::seekable>, ""},
    {"readable(self, /)", of_buffer<&Names::readable>, ""},
    {"writable(self, /)", of_buffer<&Names::writable>, ""},
    {"isatty(self, /)", of_buffer<&Names::isatty>, ""},
    {"seek(self, cookie, whence=0, /)", seek, "Set the stream position, and return the new stream position."},
    {"tell(self, /)", [](Runtime& rt, Args a) { return tell_of(rt, a[0]); }, "Return the stream position as an opaque number."},
    {"truncate(self, pos=None, /)", truncate, ""},
    {"__reduce__(self, /)", no_pickle, ""},
    {"__reduce_ex__(self, protocol, /)", no_pickle, ""},
};

Result<Value> get_encoding(Runtime&, View self) { return self_of(self)->encoding; }
Result<Value> get_errors(Runtime& rt, View self) {
    TRY(check_usable(rt, self_of(self)));
    return self_of(self)->errors;
}

constexpr PropertyDef properties[] = {
    {"encoding", get_encoding},
    {"errors", get_errors},
    {"buffer", [](Runtime& rt, View self) -> Result<Value> {
         TRY(check_usable(rt, self_of(self)));
         return self_of(self)->buffer;
     }},
    {"line_buffering", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->line_buffering); }},
    {"write_through", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->write_through); }},
    {"newlines", [](Runtime& rt, View self) -> Result<Value> {
         TRY(check_usable(rt, self_of(self)));
         return newlines_seen(rt, self_of(self)->decoder.seen());
     }},
    {"name", [](Runtime& rt, View self) -> Result<Value> {
         TRY(check_usable(rt, self_of(self)));
         Value buffer = self_of(self)->buffer;
         return get_attribute(rt, buffer, rt.names.name);
     }},
    {"closed", [](Runtime& rt, View self) -> Result<Value> {
         TRY(check_usable(rt, self_of(self)));
         Value buffer = self_of(self)->buffer;
         return get_attribute(rt, buffer, rt.names.closed);
     }},
    {"_finalizing", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->finalizing); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self_of(self)->finalizing = !value.is_unbound() && TRY(truth(rt, value));
         return {};
     }},
    {"_CHUNK_SIZE", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(self_of(self)->chunk_size)); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
         std::int64_t n = TRY(index_to_int64(rt, value));
         if (n <= 0) return rt.raise(ValueError, "a strictly positive integer is required");
         self_of(self)->chunk_size = static_cast<std::size_t>(n);
         return {};
     }},
};

Result<Value> repr_of(Runtime& rt, View self) {
    std::string text = std::string("<") + type_name(rt, self);
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.raise(RuntimeError, "reentrant call inside %s.__repr__", text.substr(1).c_str());
    Result<Value> name = find_attribute(rt, self, rt.names.name);
    if (name.raised()) {
        // Detached streams have no name to show.
        if (!rt.swallow(ValueError)) return Raised{};
    } else if (!name.value().is_unbound()) {
        text += " name=" + std::string(TRY(repr(rt, name.value()))->text());
    }
    Value mode = TRY(find_attribute(rt, self, rt.names.mode));
    if (!mode.is_unbound()) text += " mode=" + std::string(TRY(repr(rt, mode))->text());
    Value encoding = self_of(self)->encoding;
    return rt.str(text + " encoding=" + std::string(TRY(repr(rt, encoding))->text()) + ">");
}

void destroy(Runtime& rt, Object* object) {
    auto* t = static_cast<TextWrapper*>(object);
    t->pending.free(rt);
    delete t->snapshot;
    t->decoder.~TextDecoder();
    t->encoder.~TextEncoder();
    for (Value* each : {&t->buffer, &t->encoding, &t->errors, &t->decoded}) each->~Value();
    rt.free_instance(object, object->type()->basic_size);
}

void traverse(Object* object, Visitor& visit) {
    auto* t = static_cast<TextWrapper*>(object);
    visit(t->buffer);
    t->decoder.traverse(visit);
    t->encoder.traverse(visit);
}

}  // namespace

const TypeDef text_wrapper_type{
    .name = "TextIOWrapper",
    .module = "_io",
    .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
    .size = sizeof(TextWrapper),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base =
        native_base<text_io_base_type>,
    .text_signature = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
    .slots = {.destroy = destroy, .traverse = traverse, .construct = construct, .init = init, .repr = repr_of, .next = next_line},
    .methods = methods,
    .properties = properties,
};

Result<Value> make_text(Runtime& rt, View buffer, const TextSettings& settings) {
    Value made = TRY(construct(rt, TRY(native_type(rt, text_wrapper_type)), {}));
    TRY(initialize(rt, made, buffer, settings));
    return made;
}

Result<bool> text_write_fast(Runtime& rt, View stream, Str* text) {
    if (!is_exactly(rt, stream, text_wrapper_type)) return false;
    Value held(stream);
    TextWrapper* t = self_of(stream);
    TRY(check_open(rt, t));
    TRY(write_text(rt, t, text));
    return true;
}

Result<bool> text_flush_fast(Runtime& rt, View stream) {
    if (!is_exactly(rt, stream, text_wrapper_type)) return false;
    Value held(stream);
    TRY(flush_all(rt, self_of(stream)));
    return true;
}

}  // namespace ouro
