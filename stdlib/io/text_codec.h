// SPDX-License-Identifier: MIT
// Decoding and encoding piece by piece: natively for the common encodings, by the codecs module's incremental classes for others.
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"
#include "stdlib/io/newlines.h"

namespace ouro {

class TextDecoder {
public:
    /// What getstate() of Python's incremental decoders gives: bytes not decoded yet, and flags.
    struct State {
        std::string bytes;
        std::int64_t flags = 0;
    };

    /// LookupError if there is no such encoding.
    Result<void> open(Runtime& rt, std::string_view encoding, std::string_view errors);
    bool is_open() const { return kind_ != Codec::none; }
    void close();

    /// Text of these bytes, newlines filtered (WTF-8).
    Result<std::string> decode(Runtime& rt, std::string_view bytes, bool final);
    Result<State> state(Runtime& rt) const;
    Result<void> set_state(Runtime& rt, const State& state);
    Result<void> reset(Runtime& rt);
    bool plain_utf8() const { return kind_ == Codec::utf8; }

    void set_newlines(bool universal, bool translate) {
        universal_ = universal;
        filter_ = NewlineFilter();
        filter_.translate = translate;
    }
    std::uint8_t seen() const { return filter_.seen; }
    template <typename Visitor>
    void traverse(Visitor& visit) {
        visit(object_);
    }

private:
    enum class Codec : std::uint8_t { none, utf8, utf8_sig, ascii, latin1, utf16, utf32, object };
    Result<std::string> decode_plain(Runtime& rt, std::string_view bytes, bool final);

    Codec kind_ = Codec::none;
    bool universal_ = false;
    std::string encoding_, errors_;
    std::string pending_;     // the beginning of a character
    int byte_order_ = 0;      // UTF-16 and -32: 0 not known yet, 1 little, 2 big; fixed where the encoding says it
    bool order_fixed_ = false;
    bool past_mark_ = false;  // utf-8-sig
    Value object_;
    NewlineFilter filter_;
};

class TextEncoder {
public:
    Result<void> open(Runtime& rt, std::string_view encoding, std::string_view errors);
    bool is_open() const { return kind_ != Codec::none; }
    void close();
    /// Appends the bytes of a text.
    Result<void> encode(Runtime& rt, Str* text, std::string& out);
    bool plain_utf8() const { return kind_ == Codec::utf8; }
    bool plain_ascii() const { return kind_ == Codec::utf8 || kind_ == Codec::other8; }  // ASCII text is its own encoding
    bool mark_due() const { return kind_ == Codec::marked && mark_due_; }
    /// Writing goes on at the beginning of the stream, or behind it: whether a byte order mark is due.
    Result<void> set_start(Runtime& rt, bool at_start);
    template <typename Visitor>
    void traverse(Visitor& visit) {
        visit(object_);
    }

private:
    enum class Codec : std::uint8_t { none, utf8, other8, marked, object };
    Codec kind_ = Codec::none;
    std::string encoding_, errors_;
    bool mark_due_ = true;
    Value object_;
};

}  // namespace ouro
