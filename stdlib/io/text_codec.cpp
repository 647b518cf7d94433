// SPDX-License-Identifier: MIT
// Decoding and encoding piece by piece.
#include "stdlib/io/text_codec.h"

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// codecs.lookup(encoding), which must be a text encoding.
Result<Value> lookup(Runtime& rt, std::string_view encoding) {
    Ref<Str> module = TRY(intern(rt, "codecs")), function = TRY(intern(rt, "lookup")), is_text = TRY(intern(rt, "_is_text_encoding"));
    Value codecs = TRY(rt.hooks.import(rt, module.get(), rt.builtins.get(), View::none(), 0));
    Value info = TRY(call_method(rt, codecs, function.get(), {TRY(rt.str(encoding))}));
    Value text = TRY(find_attribute(rt, info, is_text.get()));
    if (text.is_false())
        return rt.raise(LookupError, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", std::string(encoding).c_str());
    return info;
}

Result<Value> make_coder(Runtime& rt, std::string_view encoding, std::string_view errors, const char* which) {
    Value info = TRY(lookup(rt, encoding));
    Ref<Str> name = TRY(intern(rt, which));
    Value maker = TRY(get_attribute(rt, info, name.get()));
    return call(rt, maker, {TRY(rt.str(errors))});
}

/// How many bytes at the end of UTF-8 text begin a character that is not complete.
std::size_t incomplete_utf8(std::string_view s) {
    for (std::size_t back = 1; back <= 3 && back <= s.size(); ++back) {
        auto c = static_cast<unsigned char>(s[s.size() - back]);
        if ((c & 0xc0) == 0x80) continue;
        std::size_t size = c >= 0xc2 && c <= 0xdf ? 2 : c >= 0xe0 && c <= 0xef ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 1;
        if (size <= back) return 0;
        if (back >= 2) {
            // The second byte already says whether this can become a character.
            auto next = static_cast<unsigned char>(s[s.size() - back + 1]);
            unsigned low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80, high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
            // Of a surrogate the third byte is waited for, too: an error handler may take it.
            if ((next < low || next > high) && !(c == 0xed && back == 2 && next >= 0xa0 && next <= 0xbf)) return 0;
        }
        return back;
    }
    return 0;
}

}  // namespace

Result<void> TextDecoder::open(Runtime& rt, std::string_view encoding, std::string_view errors) {
    close();
    std::string name = canonical_encoding(encoding);
    encoding_ = name;
    errors_ = errors;
    order_fixed_ = false;
    if (name == "utf-8") kind_ = Codec::utf8;
    else if (name == "utf-8-sig") kind_ = Codec::utf8_sig;
    else if (name == "ascii") kind_ = Codec::ascii;
    else if (name == "latin-1") kind_ = Codec::latin1;
    else if (name.rfind("utf-16", 0) == 0 || name.rfind("utf-32", 0) == 0) {
        kind_ = name[4] == '1' ? Codec::utf16 : Codec::utf32;
        if (name.size() > 6) {
            order_fixed_ = true;
            byte_order_ = name.substr(6) == "-be" ? 2 : 1;
        }
    } else {
        encoding_ = encoding;
        object_ = TRY(make_coder(rt, encoding, errors, "incrementaldecoder"));
        kind_ = Codec::object;
    }
    return {};
}

void TextDecoder::close() {
    kind_ = Codec::none;
    pending_.clear();
    if (!order_fixed_) byte_order_ = 0;
    past_mark_ = false;
    object_ = Value();
}

Result<std::string> TextDecoder::decode_plain(Runtime& rt, std::string_view bytes, bool final) {
    if (kind_ == Codec::object) {
        Value input = TRY(new_bytes(rt, bytes));
        Value decoder = object_;
        Value made = TRY(call_method(rt, decoder, rt.names.decode, {input, View::boolean(final)}));
        if (!is_kind(made, Kind::str)) return rt.raise(TypeError, "decoder should return a string result, not '%s'", type_name(rt, made));
        return std::string(made.as<Str>()->text());
    }
    std::string joined;
    if (!pending_.empty()) {
        joined = std::exchange(pending_, {});
        joined += bytes;
        bytes = joined;
    }
    auto keep = [&](std::size_t count) {
        pending_ = std::string(bytes.substr(bytes.size() - count));
        bytes.remove_suffix(count);
    };
    std::string encoding = encoding_;
    switch (kind_) {
        case Codec::utf8_sig:
            encoding = "utf-8";
            if (!past_mark_) {
                std::string_view mark = "\xef\xbb\xbf";
                if (!final && bytes.size() < 3 && bytes == mark.substr(0, bytes.size())) {
                    pending_ = std::string(bytes);
                    return std::string();
                }
                past_mark_ = true;
                if (bytes.substr(0, 3) == mark) bytes.remove_prefix(3);
            }
            [[fallthrough]];
        case Codec::utf8:
            if (!final) keep(incomplete_utf8(bytes));
            if (valid_utf8_prefix(bytes) == bytes.size()) return std::string(bytes);
            break;
        case Codec::utf16:
        case Codec::utf32: {
            std::size_t unit = kind_ == Codec::utf16 ? 2 : 4;
            auto at = [&](std::size_t n) { return static_cast<unsigned char>(bytes[n]); };
            if (!byte_order_) {
                if (bytes.size() < unit && !final) {
                    pending_ = std::string(bytes);
                    return std::string();
                }
                byte_order_ = 1;
                if (bytes.size() >= unit) {
                    bool little = at(0) == 0xff && at(1) == 0xfe && (unit == 2 || (!at(2) && !at(3)));
                    bool big = unit == 2 ? at(0) == 0xfe && at(1) == 0xff : !at(0) && !at(1) && at(2) == 0xfe && at(3) == 0xff;
                    if (big) byte_order_ = 2;
                    if (little || big) bytes.remove_prefix(unit);
                }
            }
            encoding = std::string(unit == 2 ? "utf-16" : "utf-32") + (byte_order_ == 2 ? "-be" : "-le");
            if (!final) {
                std::size_t rest = bytes.size() % unit;
                if (unit == 2 && bytes.size() - rest >= 2) {
                    // A high surrogate waits for its low one.
                    std::size_t last = bytes.size() - rest - 2;
                    unsigned char lead = byte_order_ == 2 ? at(last) : at(last + 1);
                    if (lead >= 0xd8 && lead <= 0xdb) rest += 2;
                }
                keep(rest);
            }
            break;
        }
        default: break;
    }
    Value made = TRY(decode_bytes(rt, bytes, encoding, errors_));
    return std::string(made.as<Str>()->text());
}

Result<std::string> TextDecoder::decode(Runtime& rt, std::string_view bytes, bool final) {
    std::string text = TRY(decode_plain(rt, bytes, final));
    return universal_ ? filter_.apply(text, final) : text;
}

Result<TextDecoder::State> TextDecoder::state(Runtime& rt) const {
    State made;
    if (kind_ == Codec::object) {
        Value decoder = object_;
        Value state = TRY(call_method(rt, decoder, rt.names.getstate));
        Tuple* pair = as_tuple(state);
        if (!pair || pair->size != 2) return rt.raise(TypeError, "illegal decoder state");
        if (!is_kind(pair->items[0], Kind::bytes))
            return rt.raise(TypeError, "illegal decoder state: the first item should be a bytes object, not '%s'", type_name(rt, pair->items[0]));
        made.bytes = std::string(View(pair->items[0]).as<Bytes>()->text());
        made.flags = TRY(index_to_int64(rt, pair->items[1]));
    } else {
        made.bytes = pending_;
        // As CPython's codecs have it: UTF-16 and -32 begin with 2 and have 0 or 1 by the byte order; utf-8-sig says whether the mark is behind.
        if ((kind_ == Codec::utf16 || kind_ == Codec::utf32) && !order_fixed_) made.flags = byte_order_ == 0 ? 2 : byte_order_ == 1 ? 0 : 1;
        if (kind_ == Codec::utf8_sig) made.flags = past_mark_;
    }
    if (universal_) made.flags = made.flags << 1 | filter_.pending_cr;
    return made;
}

Result<void> TextDecoder::set_state(Runtime& rt, const State& state) {
    std::int64_t flags = state.flags;
    if (universal_) {
        filter_.pending_cr = flags & 1;
        flags >>= 1;
    }
    if (kind_ == Codec::object) {
        Value bytes = TRY(new_bytes(rt, state.bytes)), number = TRY(rt.integer(flags));
        Ref<Tuple> pair = TRY(new_tuple(rt, {bytes, number}));
        Value decoder = object_;
        TRY(call_method(rt, decoder, rt.names.setstate, {View(pair.get())}));
        return {};
    }
    pending_ = state.bytes;
    if (!order_fixed_) byte_order_ = flags == 2 ? 0 : flags == 0 ? 1 : 2;
    past_mark_ = flags & 1;
    return {};
}

Result<void> TextDecoder::reset(Runtime& rt) {
    filter_.reset();
    pending_.clear();
    if (!order_fixed_) byte_order_ = 0;
    past_mark_ = false;
    if (kind_ != Codec::object) return {};
    Value decoder = object_;
    TRY(call_method(rt, decoder, rt.names.reset));
    return {};
}

Result<void> TextEncoder::open(Runtime& rt, std::string_view encoding, std::string_view errors) {
    close();
    std::string name = canonical_encoding(encoding);
    encoding_ = name;
    errors_ = errors;
    mark_due_ = true;
    if (name == "utf-8") kind_ = Codec::utf8;
    else if (name == "utf-16" || name == "utf-32" || name == "utf-8-sig") kind_ = Codec::marked;
    else if (name == "ascii" || name == "latin-1") kind_ = Codec::other8;
    else if (!name.empty()) kind_ = Codec::marked, mark_due_ = false;
    else {
        encoding_ = encoding;
        object_ = TRY(make_coder(rt, encoding, errors, "incrementalencoder"));
        kind_ = Codec::object;
    }
    return {};
}

void TextEncoder::close() {
    kind_ = Codec::none;
    object_ = Value();
}

Result<void> TextEncoder::encode(Runtime& rt, Str* text, std::string& out) {
    if (plain_ascii() && text->ascii()) {
        out += text->text();
        return {};
    }
    if (kind_ == Codec::utf8 && valid_utf8_prefix(text->text()) == text->size) {
        out += text->text();
        return {};
    }
    if (kind_ == Codec::object) {
        Value encoder = object_;
        Value made = TRY(call_method(rt, encoder, rt.names.encode, {View(text)}));
        if (!is_kind(made, Kind::bytes)) return rt.raise(TypeError, "encoder should return a bytes object, not '%s'", type_name(rt, made));
        out += made.as<Bytes>()->text();
        return {};
    }
    std::string encoding = encoding_;
    if (kind_ == Codec::marked && !mark_due_) {
        // The mark stands at the beginning only.
        if (encoding == "utf-8-sig") encoding = "utf-8";
        else if (encoding.size() == 6) encoding += "-le";
    }
    mark_due_ = false;
    Value made = TRY(encode_text(rt, text, encoding, errors_));
    if (!is_kind(made, Kind::bytes)) return rt.raise(TypeError, "encoder should return a bytes object, not '%s'", type_name(rt, made));
    out += made.as<Bytes>()->text();
    return {};
}

Result<void> TextEncoder::set_start(Runtime& rt, bool at_start) {
    mark_due_ = at_start;
    if (kind_ != Codec::object) return {};
    Value encoder = object_;
    if (at_start) TRY(call_method(rt, encoder, rt.names.reset));
    else TRY(call_method(rt, encoder, rt.names.setstate, {View::small_int(0)}));
    return {};
}

}  // namespace ouro
