// SPDX-License-Identifier: MIT
// The core of str: making, interning, hashing, indexing and joining. Its methods are in str_methods.cpp.
#include "runtime/objects/str.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "runtime/objects/siphash.h"
#include "runtime/runtime.h"

namespace ouro {

namespace {

constexpr std::size_t kIndexStep = 64;  // characters between entries of a wide string's index

std::size_t count_chars(std::string_view text) {
    // Most text is ASCII, which eight bytes at a time can tell.
    std::size_t count = 0;
    for (std::uint64_t word; count + sizeof word <= text.size(); count += sizeof word) {
        std::memcpy(&word, text.data() + count, sizeof word);
        if (word & 0x8080808080808080) break;
    }
    for (std::size_t at = count; at < text.size(); ++at) count += (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    return count;
}

std::size_t encode(char32_t c, char* out) {
    if (c < 0x80) {
        out[0] = static_cast<char>(c);
        return 1;
    }
    if (c < 0x800) {
        out[0] = static_cast<char>(0xc0 | c >> 6);
        out[1] = static_cast<char>(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = static_cast<char>(0xe0 | c >> 12);
        out[1] = static_cast<char>(0x80 | (c >> 6 & 63));
        out[2] = static_cast<char>(0x80 | (c & 63));
        return 3;
    }
    out[0] = static_cast<char>(0xf0 | c >> 18);
    out[1] = static_cast<char>(0x80 | (c >> 12 & 63));
    out[2] = static_cast<char>(0x80 | (c >> 6 & 63));
    out[3] = static_cast<char>(0x80 | (c & 63));
    return 4;
}

char32_t decode(const char* p) {
    auto at = [p](int i) { return static_cast<char32_t>(static_cast<unsigned char>(p[i])); };
    if (at(0) < 0x80) return at(0);
    if (at(0) < 0xe0) return (at(0) & 31) << 6 | (at(1) & 63);
    if (at(0) < 0xf0) return (at(0) & 15) << 12 | (at(1) & 63) << 6 | (at(2) & 63);
    return (at(0) & 7) << 18 | (at(1) & 63) << 12 | (at(2) & 63) << 6 | (at(3) & 63);
}

std::size_t bytes_of(const Str* string) {
    return sizeof(Str) + (string->ascii() ? 0 : sizeof(Str::Wide)) + string->size + 1;
}

}  // namespace

Result<Ref<Str>> new_str_uninitialized(Runtime& rt, std::size_t size, std::size_t length) {
    bool ascii = size == length;
    std::size_t bytes = sizeof(Str) + (ascii ? 0 : sizeof(Str::Wide)) + size + 1;
    if (bytes < size) return rt.raise_memory_error();
    auto* string = rt.allocate<Str>(rt.types.str, bytes);
    if (!string) return rt.raise_memory_error();
    string->size = size;
    if (ascii) string->flags |= Str::kAscii;
    else *string->wide() = {length, nullptr};
    string->data()[size] = 0;
    return Ref<Str>::adopt(string);
}

Result<Ref<Str>> new_str(Runtime& rt, std::string_view text) {
    if (text.size() <= 1) {
        if (text.empty()) return rt.empty_str;
        return rt.ascii_chars[static_cast<unsigned char>(text[0])];  // one byte is ASCII
    }
    Ref<Str> string = TRY(new_str_uninitialized(rt, text.size(), count_chars(text)));
    std::memcpy(string->data(), text.data(), text.size());
    return string;
}

Result<Ref<Str>> new_ascii_str(Runtime& rt, std::string_view text) {
    if (text.size() <= 1) return new_str(rt, text);
    Ref<Str> string = TRY(new_str_uninitialized(rt, text.size(), text.size()));
    std::memcpy(string->data(), text.data(), text.size());
    return string;
}

Result<Ref<Str>> new_str_of_char(Runtime& rt, char32_t c) {
    if (c < 128) return rt.ascii_chars[c];
    char bytes[4];
    return new_str(rt, {bytes, encode(c, bytes)});
}

std::uint64_t hash_text(Runtime& rt, std::string_view text) {
    if (text.empty()) return 0;
    std::uint64_t hash = sip13(rt.hash_seed, text.data(), text.size());
    return hash == ~std::uint64_t{0} ? ~std::uint64_t{1} : hash;  // -1 is never a hash
}

std::uint64_t hash_of(Runtime& rt, Str* string) {
    if (!(string->flags & Str::kHashed)) {
        string->hash = hash_text(rt, string->text());
        string->flags |= Str::kHashed;
    }
    return string->hash;
}

Result<Ref<Str>> intern(Runtime& rt, std::string_view text) {
    std::uint64_t hash = hash_text(rt, text);
    if (Str* known = rt.interned.find(text, hash)) return Ref<Str>(known);
    Ref<Str> string = TRY(new_str(rt, text));
    return intern(rt, string.get());
}

Ref<Str> intern(Runtime& rt, Str* string) {
    if (string->interned()) return Ref<Str>(string);
    std::uint64_t hash = hash_of(rt, string);
    if (Str* known = rt.interned.find(string->text(), hash)) return Ref<Str>(known);
    if (string->type() == rt.types.str && rt.interned.insert(string)) string->flags |= Str::kInterned;
    return Ref<Str>(string);
}

std::size_t byte_offset(Runtime& rt, Str* string, std::size_t i) {
    if (string->ascii()) return i;
    Str::Wide* wide = string->wide();
    const char* data = string->data();
    std::size_t from = 0, offset = 0;
    if (i >= kIndexStep && string->size < UINT32_MAX) {
        if (!wide->index) {
            std::size_t entries = wide->length / kIndexStep + 1;
            auto* index = static_cast<std::uint32_t*>(rt.heap.allocate_raw(entries * sizeof(std::uint32_t)));
            if (index) {
                std::size_t chars = 0, next = 0;
                for (std::size_t at = 0; at < string->size; ++at) {
                    if ((static_cast<unsigned char>(data[at]) & 0xc0) == 0x80) continue;
                    if (chars++ == next * kIndexStep) index[next++] = static_cast<std::uint32_t>(at);
                }
                while (next < entries) index[next++] = static_cast<std::uint32_t>(string->size);
                wide->index = index;
            }
        }
        if (wide->index) {
            from = i / kIndexStep * kIndexStep;
            offset = wide->index[i / kIndexStep];
        }
    }
    for (; from < i; ++from) {
        auto lead = static_cast<unsigned char>(data[offset]);
        offset += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }
    return offset;
}

char32_t char_at(Runtime& rt, Str* string, std::size_t i) { return decode(string->data() + byte_offset(rt, string, i)); }

Result<Ref<Str>> substring(Runtime& rt, Str* string, std::size_t begin, std::size_t end) {
    if (begin == 0 && end == string->length() && string->type() == rt.types.str) return Ref<Str>(string);
    std::size_t from = byte_offset(rt, string, begin), to = byte_offset(rt, string, end);
    if (to - from <= 1) return new_str(rt, {string->data() + from, to - from});
    Ref<Str> part = TRY(new_str_uninitialized(rt, to - from, end - begin));
    std::memcpy(part->data(), string->data() + from, to - from);
    return part;
}

Result<Ref<Str>> concat(Runtime& rt, Str* a, Str* b) {
    if (!a->size && b->type() == rt.types.str) return Ref<Str>(b);
    if (!b->size && a->type() == rt.types.str) return Ref<Str>(a);
    std::size_t size = a->size + b->size;
    if (size < a->size) return rt.raise_memory_error();
    // Two halves of a surrogate pair do not join into one character: CPython's strings keep them apart, and so does WTF-8 here.
    Ref<Str> joined = TRY(new_str_uninitialized(rt, size, a->length() + b->length()));
    std::memcpy(joined->data(), a->data(), a->size);
    std::memcpy(joined->data() + a->size, b->data(), b->size);
    return joined;
}

Result<Ref<Str>> extend(Runtime& rt, Ref<Str>& a, Str* b) {
    if (a->references != 1 || a->type() != rt.types.str || a->interned() || (a->ascii() && !b->ascii()) || !b->size || a.get() == b)
        return concat(rt, a.get(), b);
    std::size_t bytes = bytes_of(a.get()), wanted = bytes + b->size, length = a->length() + b->length();
    if (wanted < bytes) return rt.raise_memory_error();
    if (wanted > Heap::room_of(a.get(), bytes)) {
        if (wanted <= Heap::kLargestCell) return concat(rt, a.get(), b);
        // Only what was allocated as large knows how much room it has.
        auto* grown = rt.allocate<Str>(rt.types.str, wanted + wanted / 2);
        if (!grown) grown = rt.allocate<Str>(rt.types.str, wanted + wanted / 16);  // near the limit
        if (!grown) grown = rt.allocate<Str>(rt.types.str, wanted);
        if (!grown) return rt.raise_memory_error();
        grown->size = a->size;
        if (a->ascii()) grown->flags |= Str::kAscii;
        else *grown->wide() = {a->length(), nullptr};
        std::memcpy(grown->data(), a->data(), a->size);
        a = Ref<Str>::adopt(grown);
    } else if (!a->ascii() && a->wide()->index) {
        rt.heap.free_raw(a->wide()->index, (a->wide()->length / kIndexStep + 1) * sizeof(std::uint32_t));
        a->wide()->index = nullptr;
    }
    a->flags &= static_cast<std::uint8_t>(~Str::kHashed);
    std::memcpy(a->data() + a->size, b->data(), b->size);
    a->size += b->size;
    a->data()[a->size] = 0;
    if (!a->ascii()) a->wide()->length = length;
    return std::move(a);
}

/// Frees a string; the slot `destroy` of str.
void destroy_str(Runtime& rt, Object* object) {
    auto* string = static_cast<Str*>(object);
    if (string->interned()) rt.interned.remove(string);
    if (!string->ascii() && string->wide()->index)
        rt.heap.free_raw(string->wide()->index, (string->wide()->length / kIndexStep + 1) * sizeof(std::uint32_t));
    rt.free_instance(string, bytes_of(string));
}

StrBuilder::~StrBuilder() {
    if (data_ != inside_) rt_.heap.free_raw(data_, capacity_);
}

Result<void> StrBuilder::reserve(std::size_t more) {
    if (more <= capacity_ - size_) return {};
    std::size_t wanted = size_ + more;
    if (wanted < size_ || wanted > SIZE_MAX / 4) return rt_.raise_memory_error();
    std::size_t capacity = std::max(wanted, capacity_ * 2);
    void* old = data_ == inside_ ? nullptr : data_;
    void* data = rt_.heap.resize_raw(old, capacity_, capacity);
    // Near the limit it grows by less, but never by so little that copying would take over.
    for (std::size_t share : {4, 16})
        if (!data && wanted + wanted / share < capacity) data = rt_.heap.resize_raw(old, capacity_, capacity = wanted + wanted / share);
    if (!data && more >= size_ / 16) data = rt_.heap.resize_raw(old, capacity_, capacity = wanted);
    rt_.limits.slice -= static_cast<std::int64_t>(size_ / 64);
    if (!data) return rt_.raise_memory_error();
    if (!old) std::memcpy(data, inside_, size_);
    data_ = static_cast<char*>(data);
    capacity_ = capacity;
    return {};
}

Result<void> StrBuilder::append_integer(std::int64_t n) {
    char digits[24];
    return append({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, n).ptr - digits)});
}

Result<void> StrBuilder::append_char(char32_t c) {
    TRY(reserve(4));
    size_ += encode(c, data_ + size_);
    return {};
}

Result<void> StrBuilder::append_repeated(char32_t c, std::size_t times) {
    char bytes[4];
    std::size_t size = encode(c, bytes);
    if (times > SIZE_MAX / 8) return rt_.raise_memory_error();
    TRY(reserve(size * times));
    for (std::size_t i = 0; i < times; ++i, size_ += size) std::memcpy(data_ + size_, bytes, size);
    return {};
}

Result<Ref<Str>> StrBuilder::take() { return new_str(rt_, {data_, size_}); }

}  // namespace ouro
