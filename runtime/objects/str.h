// SPDX-License-Identifier: MIT
// str: immutable text in UTF-8 (lone surrogates as three bytes each, "WTF-8") with a flag for pure ASCII. Other text carries its
// length in characters and an index of byte offsets, one every 64 characters, built when first needed.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "runtime/heap/result.h"

namespace ouro {

struct Str : Object {
    static constexpr std::uint8_t kAscii = 16, kInterned = 32, kHashed = 64;  // bits of `flags`

    std::uint64_t hash;  // valid when kHashed
    std::size_t size;    // bytes

    struct Wide {  // follows the header unless kAscii
        std::size_t length;      // characters
        std::uint32_t* index;    // or null; byte offset / 1 of every 64th character
    };

    bool ascii() const { return flags & kAscii; }
    bool interned() const { return flags & kInterned; }
    Wide* wide() { return reinterpret_cast<Wide*>(this + 1); }
    const Wide* wide() const { return reinterpret_cast<const Wide*>(this + 1); }
    const char* data() const { return reinterpret_cast<const char*>(this + 1) + (ascii() ? 0 : sizeof(Wide)); }
    char* data() { return reinterpret_cast<char*>(this + 1) + (ascii() ? 0 : sizeof(Wide)); }
    /// The bytes; always followed by a NUL.
    std::string_view text() const { return {data(), size}; }
    /// Characters (code points).
    std::size_t length() const { return ascii() ? size : wide()->length; }
};

/// A string of these UTF-8 (WTF-8) bytes, which must be valid. Empty and one-character ASCII strings are shared.
Result<Ref<Str>> new_str(Runtime& rt, std::string_view text);
/// The same for what is known to be ASCII.
Result<Ref<Str>> new_ascii_str(Runtime& rt, std::string_view text);
/// The same as new_str(), interned.
Result<Ref<Str>> intern(Runtime& rt, std::string_view text);
/// The interned string equal to `string` (itself, if it becomes the interned one). Never fails: without memory returns `string` as it is.
Ref<Str> intern(Runtime& rt, Str* string);
/// An uninitialised string of `size` bytes and `length` characters (ASCII if equal); the caller fills data() before anything else runs.
Result<Ref<Str>> new_str_uninitialized(Runtime& rt, std::size_t size, std::size_t length);
/// A string of one code point.
Result<Ref<Str>> new_str_of_char(Runtime& rt, char32_t c);

/// Seeded hash as hash() gives it; cached.
std::uint64_t hash_of(Runtime& rt, Str* string);
std::uint64_t hash_text(Runtime& rt, std::string_view text);
inline bool equal(const Str* a, const Str* b) { return a == b || (a->size == b->size && a->text() == b->text()); }

/// Character at index i < length().
char32_t char_at(Runtime& rt, Str* string, std::size_t i);
/// Byte offset of character i <= length().
std::size_t byte_offset(Runtime& rt, Str* string, std::size_t i);
/// Characters [begin, end).
Result<Ref<Str>> substring(Runtime& rt, Str* string, std::size_t begin, std::size_t end);
Result<Ref<Str>> concat(Runtime& rt, Str* a, Str* b);
/// a + b, where `a` is given up: if nobody else refers to it, it grows where it lies, with room for more. On failure it is left as it was.
Result<Ref<Str>> extend(Runtime& rt, Ref<Str>& a, Str* b);

/// The text of a str (any subclass too), or empty optional.
inline Str* as_str(View value) { return is_kind(value, Kind::str) ? value.as<Str>() : nullptr; }

/// Builds a string piece by piece; memory is charged as it grows. take() may be called once.
class StrBuilder {
public:
    explicit StrBuilder(Runtime& rt) : rt_(rt), data_(inside_) {}
    ~StrBuilder();
    StrBuilder(const StrBuilder&) = delete;
    Result<void> append(std::string_view utf8) {  // valid WTF-8
        if (utf8.size() > capacity_ - size_) [[unlikely]] TRY(reserve(utf8.size()));
        std::memcpy(data_ + size_, utf8.data(), utf8.size());
        size_ += utf8.size();
        return {};
    }
    Result<void> append(Str* string) { return append(string->text()); }
    Result<void> append_integer(std::int64_t n);  // in base 10
    Result<void> append_char(char32_t c);
    Result<void> append_repeated(char32_t c, std::size_t times);
    Result<Ref<Str>> take();
    std::size_t size() const { return size_; }
    std::string_view text() const { return {data_, size_}; }

private:
    Result<void> reserve(std::size_t more);
    static constexpr std::size_t kInside = 128;  // short texts need no memory but this
    Runtime& rt_;
    char* data_;
    std::size_t size_ = 0, capacity_ = kInside;
    char inside_[kInside];
};

}  // namespace ouro
