// SPDX-License-Identifier: MIT
// The methods that bytes and bytearray share; results have the type of the object they are called on.
#include "runtime/objects/bytes_methods.h"

#include <algorithm>
#include <functional>

#include "runtime/native/signature.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/search.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_format.h"

namespace ouro {

namespace {

std::string_view text_of(View self) { return is_kind(self, Kind::bytes) ? self.as<Bytes>()->text() : self.as<ByteArray>()->text(); }

Result<Value> like(Runtime& rt, View self, std::string_view contents) {
    return is_kind(self, Kind::bytes) ? new_bytes(rt, contents) : new_bytearray(rt, contents);
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool lower_case(char c) { return c >= 'a' && c <= 'z'; }
bool upper_case(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of a bytes-like argument, or of one int as a single byte.
Result<std::string> needle(Runtime& rt, View value, bool allow_int = true) {
    if (allow_int && is_integer(value)) {
        std::int64_t n = TRY(index_clipped(rt, value));
        if (n < 0 || n > 255) return rt.raise(ValueError, "byte must be in range(0, 256)");
        return std::string(1, static_cast<char>(n));
    }
    if (!rt.type_of(value)->slots.get_buffer)
        return allow_int ? rt.raise(TypeError, "argument should be integer or bytes-like object, not '%s'", type_name(rt, value))
                         : rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, value));
    BufferGuard buffer(rt, value);
    if (buffer.raised()) return Raised{};
    return std::string(buffer.text());
}

/// Charges a method for the bytes of its object, and sees that there is memory for `copies` more of them.
Result<void> begin(Runtime& rt, View self, std::size_t copies) {
    std::size_t size = text_of(self).size();
    TRY(rt.charge(static_cast<std::int64_t>(size / 32)));
    return expect_memory(rt, size * copies);
}

struct Range2 {
    std::size_t begin;
    std::string_view text;
    bool valid;
};

/// The part of `self` that find() and the like look at; charged for. What a bytearray holds is looked at last: __index__ may change it.
Result<Range2> range_of(Runtime& rt, View self, View start, View end) {
    TRY(rt.charge(static_cast<std::int64_t>(text_of(self).size() / 64)));
    std::ptrdiff_t from = start.is_none() ? 0 : TRY(slice_bound(rt, start)), to = end.is_none() ? PTRDIFF_MAX : TRY(slice_bound(rt, end));
    std::string_view text = text_of(self);
    auto size = static_cast<std::ptrdiff_t>(text.size());
    if (from < 0) from = std::max<std::ptrdiff_t>(from + size, 0);
    if (to < 0) to = std::max<std::ptrdiff_t>(to + size, 0);
    to = std::min(to, size);
    if (from > to) return Range2{static_cast<std::size_t>(from), "", false};
    return Range2{static_cast<std::size_t>(from), text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)), true};
}

template <bool right>
Result<std::ptrdiff_t> search(Runtime& rt, Args args) {
    std::string what = TRY(needle(rt, args[1]));
    Range2 r = TRY(range_of(rt, args[0], args[2], args[3]));
    if (!r.valid) return -1;
    std::size_t at = right ? rfind_text(r.text, what) : find_text(r.text, what);
    return at == std::string_view::npos ? -1 : static_cast<std::ptrdiff_t>(r.begin + at);
}

template <bool right>
Result<Value> find(Runtime& rt, Args args) {
    return View::small_int(TRY(search<right>(rt, args)));
}
template <bool right>
Result<Value> index_of(Runtime& rt, Args args) {
    std::ptrdiff_t at = TRY(search<right>(rt, args));
    if (at < 0) return rt.raise(ValueError, "subsection not found");
    return View::small_int(at);
}

Result<Value> count(Runtime& rt, Args args) {
    std::string what = TRY(needle(rt, args[1]));
    Range2 r = TRY(range_of(rt, args[0], args[2], args[3]));
    if (!r.valid) return View::small_int(0);
    if (what.empty()) return View::small_int(static_cast<std::int64_t>(r.text.size()) + 1);
    std::int64_t n = 0;
    for (std::size_t at = 0; (at = find_text(r.text, what, at)) != std::string_view::npos; at += what.size()) ++n;
    return View::small_int(n);
}

template <bool start>
Result<Value> affix(Runtime& rt, Args args) {
    Range2 r = TRY(range_of(rt, args[0], args[2], args[3]));
    BufferGuard unchanged(rt, args[0]);
    if (unchanged.raised()) return Raised{};
    auto test = [&](const std::string& a) {
        return r.valid && r.text.size() >= a.size() && (start ? r.text.substr(0, a.size()) == a : r.text.substr(r.text.size() - a.size()) == a);
    };
    if (Tuple* several = as_tuple(args[1])) {
        for (const Value& each : several->view())
            if (test(TRY(needle(rt, each, false)))) return View::boolean(true);
        return View::boolean(false);
    }
    if (!rt.type_of(args[1])->slots.get_buffer)
        return rt.raise(TypeError, "%s first arg must be bytes or a tuple of bytes, not %s", start ? "startswith" : "endswith", type_name(rt, args[1]));
    return View::boolean(test(TRY(needle(rt, args[1], false))));
}

template <typename Change>
Result<Value> mapped(Runtime& rt, View self, Change&& change) {
    TRY(begin(rt, self, 1));
    std::string out(text_of(self));
    for (char& c : out) c = change(c);
    return like(rt, self, out);
}
char to_upper(char c) { return lower_case(c) ? static_cast<char>(c - 32) : c; }
char to_lower(char c) { return upper_case(c) ? static_cast<char>(c + 32) : c; }

template <typename Test>
Result<Value> all_are(View self, Test&& test) {
    std::string_view text = text_of(self);
    return View::boolean(!text.empty() && std::all_of(text.begin(), text.end(), test));
}

enum class Side { left, right, both };
template <Side side>
Result<Value> justify(Runtime& rt, Args args) {
    std::ptrdiff_t width = TRY(args.size(1));
    std::string fill;
    if (is_kind(args[2], Kind::bytes) || is_kind(args[2], Kind::bytearray)) fill = text_of(args[2]);
    if (fill.size() != 1)
        return rt.raise(TypeError, "%s() argument 2 must be a byte string of length 1, not %s", args.signature()->name.c_str(), type_name(rt, args[2]));
    TRY(reserve_bits(rt, static_cast<double>(width) * 16, static_cast<double>(width) / 16));
    std::string_view text = text_of(args[0]);
    auto size = static_cast<std::ptrdiff_t>(text.size());
    if (width <= size) return like(rt, args[0], text);
    auto pad = static_cast<std::size_t>(width - size);
    std::size_t before = side == Side::left ? 0 : side == Side::right ? pad : pad / 2 + (pad & static_cast<std::size_t>(width) & 1);
    return like(rt, args[0], std::string(before, fill[0]) + std::string(text) + std::string(pad - before, fill[0]));
}

template <bool left, bool right>
Result<Value> strip(Runtime& rt, Args args) {
    std::string chars = args[1].is_none() ? std::string(" \t\n\r\f\v") : TRY(needle(rt, args[1], false));
    std::string_view text = text_of(args[0]);
    if (left)
        while (!text.empty() && chars.find(text.front()) != std::string::npos) text.remove_prefix(1);
    if (right)
        while (!text.empty() && chars.find(text.back()) != std::string::npos) text.remove_suffix(1);
    return like(rt, args[0], text);
}

template <bool right>
Result<Value> split(Runtime& rt, Args args) {
    TRY(begin(rt, args[0], 1));
    std::string copy(text_of(args[0]));
    std::string_view rest = copy;
    std::ptrdiff_t most = TRY(args.size(2));
    if (most < 0) most = PTRDIFF_MAX;
    Ref<List> list = TRY(new_list(rt));
    auto push = [&](std::string_view part) -> Result<void> { return list_append(rt, list.get(), TRY(like(rt, args[0], part))); };
    if (args[1].is_none()) {
        if (!right) {
            for (;;) {
                while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
                if (rest.empty()) break;
                if (most-- == 0) {
                    TRY(push(rest));
                    break;
                }
                std::size_t end = 0;
                while (end < rest.size() && !is_space(rest[end])) ++end;
                TRY(push(rest.substr(0, end)));
                rest.remove_prefix(end);
            }
            return list;
        }
        for (;;) {
            while (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
            if (rest.empty()) break;
            if (most-- == 0) {
                TRY(push(rest));
                break;
            }
            std::size_t begin = rest.size();
            while (begin && !is_space(rest[begin - 1])) --begin;
            TRY(push(rest.substr(begin)));
            rest = rest.substr(0, begin);
        }
        std::reverse(list->items, list->items + list->size);
        return list;
    }
    std::string separator = TRY(needle(rt, args[1], false));
    if (separator.empty()) return rt.raise(ValueError, "empty separator");
    std::size_t at;
    while (most-- > 0 && (at = right ? rfind_text(rest, separator) : find_text(rest, separator)) != std::string_view::npos) {
        TRY(push(right ? rest.substr(at + separator.size()) : rest.substr(0, at)));
        rest = right ? rest.substr(0, at) : rest.substr(at + separator.size());
    }
    TRY(push(rest));
    if (right) std::reverse(list->items, list->items + list->size);
    return list;
}

Result<Value> splitlines(Runtime& rt, Args args) {
    bool keep = TRY(args.truth(1));
    TRY(begin(rt, args[0], 0));
    std::string_view text = text_of(args[0]);
    Ref<List> list = TRY(new_list(rt));
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = text.find_first_of("\r\n", begin), next = end;
        if (end == std::string_view::npos) end = next = text.size();
        else next += text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1;
        TRY(list_append(rt, list.get(), TRY(like(rt, args[0], text.substr(begin, (keep ? next : end) - begin)))));
        begin = next;
    }
    return list;
}

template <bool right>
Result<Value> partition(Runtime& rt, Args args) {
    std::string separator = TRY(needle(rt, args[1], false));
    if (separator.empty()) return rt.raise(ValueError, "empty separator");
    TRY(begin(rt, args[0], 0));
    std::string_view text = text_of(args[0]);
    std::size_t at = right ? rfind_text(text, separator) : find_text(text, separator);
    Value whole = TRY(like(rt, args[0], text)), empty = TRY(like(rt, args[0], "")), other = TRY(like(rt, args[0], ""));
    Ref<Tuple> parts;
    if (at == std::string_view::npos) {
        parts = right ? TRY(new_tuple(rt, {empty, other, whole})) : TRY(new_tuple(rt, {whole, empty, other}));
    } else {
        Value before = TRY(like(rt, args[0], text.substr(0, at))), middle = TRY(like(rt, args[0], separator)), after = TRY(like(rt, args[0], text.substr(at + separator.size())));
        parts = TRY(new_tuple(rt, {before, middle, after}));
    }
    return parts;
}

Result<Value> join(Runtime& rt, Args args) {
    BufferGuard held_separator(rt, args[0]);  // so that a bytearray cannot change while the items come
    if (held_separator.raised()) return Raised{};
    std::string_view separator = held_separator.text();
    std::string out;
    std::size_t n = 0;
    if (!rt.type_of(args[1])->slots.iter && !rt.type_of(args[1])->slots.get_item) return rt.raise(TypeError, "can only join an iterable");
    ScratchMemory scratch(rt);
    TRY(for_each(rt, args[1], [&](View item) -> Result<bool> {
        Value held(item);
        if (!rt.type_of(held)->slots.get_buffer)
            return rt.raise(TypeError, "sequence item %zu: expected a bytes-like object, %s found", n, type_name(rt, held));
        BufferGuard part(rt, held);
        if (part.raised()) {
            if (rt.stopping()) return Raised{};
            rt.pending = Value();
            return rt.raise(TypeError, "sequence item %zu: expected a bytes-like object, %s found", n, type_name(rt, held));
        }
        TRY(rt.charge(static_cast<std::int64_t>(1 + part.size() / 64)));
        TRY(scratch.room(out, separator.size() + part.size()));
        if (n++) out += separator;
        out += part.text();
        return true;
    }));
    return like(rt, args[0], out);
}

Result<Value> replace(Runtime& rt, Args args) {
    TRY(begin(rt, args[0], 1));
    std::string text(text_of(args[0])), from = TRY(needle(rt, args[1], false)), to = TRY(needle(rt, args[2], false)), out;
    std::ptrdiff_t most = TRY(args.size(3));
    if (most < 0) most = PTRDIFF_MAX;
    std::size_t times = 0;
    if (from.empty()) times = std::min<std::size_t>(static_cast<std::size_t>(most), text.size() + 1);
    else
        for (std::size_t at = 0; static_cast<std::ptrdiff_t>(times) < most && (at = find_text(text, from, at)) != std::string::npos; at += from.size()) ++times;
    TRY(reserve_bits(rt, (static_cast<double>(text.size()) + static_cast<double>(times) * static_cast<double>(to.size())) * 16, (static_cast<double>(text.size()) + static_cast<double>(times) * static_cast<double>(to.size())) / 16));
    std::size_t at = 0;
    for (std::size_t n = 0; n < times; ++n) {
        if (from.empty()) {
            out += to;
            if (at < text.size()) out += text[at++];
            continue;
        }
        std::size_t found = find_text(text, from, at);
        out.append(text, at, found - at);
        out += to;
        at = found + from.size();
    }
    out.append(text, std::min(at, text.size()));
    return like(rt, args[0], out);
}

Result<Value> translate(Runtime& rt, Args args) {
    TRY(begin(rt, args[0], 2));
    std::string out, table;
    if (!args[1].is_none()) {
        table = TRY(needle(rt, args[1], false));
        if (table.size() != 256) return rt.raise(ValueError, "translation table must be 256 characters long");
    }
    std::string gone = TRY(needle(rt, args[2], false));
    for (char c : text_of(args[0]))
        if (gone.find(c) == std::string::npos) out += table.empty() ? c : table[static_cast<unsigned char>(c)];
    return like(rt, args[0], out);
}

Result<Value> maketrans(Runtime& rt, Args args) {
    std::string from = TRY(needle(rt, args[0], false)), to = TRY(needle(rt, args[1], false));
    if (from.size() != to.size()) return rt.raise(ValueError, "maketrans arguments must have same length");
    std::string table(256, '\0');
    for (int n = 0; n < 256; ++n) table[static_cast<std::size_t>(n)] = static_cast<char>(n);
    for (std::size_t n = 0; n < from.size(); ++n) table[static_cast<unsigned char>(from[n])] = to[n];
    return new_bytes(rt, table);
}

Result<Value> hex(Runtime& rt, Args args) {
    std::string separator;
    if (args.given(1)) {
        if (Str* text = as_str(args[1])) separator = text->text();
        else if (is_kind(args[1], Kind::bytes)) separator = args[1].as<Bytes>()->text();
        else if (TRY(length(rt, args[1])) == 1) return rt.raise(TypeError, "sep must be str or bytes.");
        if (Str* text = as_str(args[1]); text ? text->length() != 1 : separator.size() != 1) return rt.raise(ValueError, "sep must be length 1.");
        if (separator[0] & 0x80) return rt.raise(ValueError, "sep must be ASCII.");
    }
    int group = TRY(args.small_integer(2));
    TRY(begin(rt, args[0], separator.empty() ? 4 : 6));
    std::string_view bytes = text_of(args[0]);
    std::string out;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        auto every = static_cast<std::size_t>(std::abs(group));
        if (n && every && !separator.empty() && (group > 0 ? (bytes.size() - n) % every == 0 : n % every == 0)) out += separator;
        out += "0123456789abcdef"[static_cast<unsigned char>(bytes[n]) >> 4];
        out += "0123456789abcdef"[bytes[n] & 15];
    }
    return rt.str(out);
}

Result<Value> fromhex(Runtime& rt, Args args) {
    Str* text = TRY(args.str(1));
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 16)));
    TRY(expect_memory(rt, text->size));
    auto value = [](char c) { return digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    std::string out;
    std::string_view s = text->text();
    for (std::size_t n = 0; n < s.size();) {
        if (is_space(s[n])) {
            ++n;
            continue;
        }
        if (value(s[n]) < 0) return rt.raise(ValueError, "non-hexadecimal number found in fromhex() arg at position %zu", n);
        if (n + 1 >= s.size() || value(s[n + 1]) < 0) return rt.raise(ValueError, "non-hexadecimal number found in fromhex() arg at position %zu", n + 1);
        out += static_cast<char>(value(s[n]) * 16 + value(s[n + 1]));
        n += 2;
    }
    if (args[0] == View(rt.types.bytes)) return new_bytes(rt, out);
    if (args[0] == View(rt.types.bytearray)) return new_bytearray(rt, out);
    return call(rt, args[0], {TRY(new_bytes(rt, out))});
}

Result<Value> decode(Runtime& rt, Args args) {
    std::string_view encoding = TRY(args.text(1)), errors = TRY(args.text(2));
    if (text_of(args[0]).empty()) {  // whatever the encoding
        TRY(check_codec(rt, encoding, errors));
        return rt.empty_str;
    }
    TRY(begin(rt, args[0], 2));
    return decode_bytes(rt, std::string(text_of(args[0])), encoding, errors);
}

template <bool prefix>
Result<Value> remove_affix(Runtime& rt, Args args) {
    std::string a = TRY(needle(rt, args[1], false));
    std::string_view text = text_of(args[0]);
    if (!a.empty() && text.size() >= a.size()) {
        if (prefix && text.substr(0, a.size()) == a) text.remove_prefix(a.size());
        else if (!prefix && text.substr(text.size() - a.size()) == a) text.remove_suffix(a.size());
    }
    return like(rt, args[0], text);
}

Result<Value> title(Runtime& rt, Args args) {
    TRY(begin(rt, args[0], 2));
    std::string out(text_of(args[0]));
    bool inside = false;
    for (char& c : out) {
        bool letter = lower_case(c) || upper_case(c);
        c = letter ? (inside ? to_lower(c) : to_upper(c)) : c;
        inside = letter;
    }
    return like(rt, args[0], out);
}

Result<Value> expandtabs(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(args.size(1));
    TRY(begin(rt, args[0], 1));
    ScratchMemory scratch(rt);
    std::string text(text_of(args[0])), out;
    std::size_t column = 0;
    for (char c : text) {
        TRY(scratch.room(out));
        if (c == '\t') {
            if (size > 0) {
                std::size_t pad = static_cast<std::size_t>(size) - column % static_cast<std::size_t>(size);
                TRY(rt.charge(static_cast<std::int64_t>(pad / 64)));
                TRY(scratch.room(out, pad));
                out.append(pad, ' ');
                column += pad;
            }
            continue;
        }
        out += c;
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    return like(rt, args[0], out);
}

Result<Value> zfill(Runtime& rt, Args args) {
    std::ptrdiff_t width = TRY(args.size(1));
    TRY(begin(rt, args[0], 2));
    TRY(reserve_bits(rt, static_cast<double>(width) * 16, static_cast<double>(width) / 64));
    std::string text(text_of(args[0]));
    if (width <= static_cast<std::ptrdiff_t>(text.size())) return like(rt, args[0], text);
    bool sign = !text.empty() && (text[0] == '+' || text[0] == '-');
    text.insert(sign, static_cast<std::size_t>(width) - text.size(), '0');
    return like(rt, args[0], text);
}

Result<Value> istitle(Runtime&, Args args) {
    bool cased = false, inside = false;
    for (char c : text_of(args[0])) {
        if (upper_case(c) ? inside : lower_case(c) && !inside) return View::boolean(false);
        inside = upper_case(c) || lower_case(c);
        cased = cased || inside;
    }
    return View::boolean(cased);
}

#define TEST(name, ...) \
    {name "(self, /)", [](Runtime&, Args args) -> Result<Value> { return all_are(args[0], [](char c) { return __VA_ARGS__; }); }, "Test of all bytes, as of ASCII characters."}
#define BYTES_METHODS                                                                                                                           \
    {"find(self, sub, start=None, end=None, /)", find<false>, "Return the lowest index where sub is found, or -1."},                            \
    {"rfind(self, sub, start=None, end=None, /)", find<true>, "Return the highest index where sub is found, or -1."},                           \
    {"index(self, sub, start=None, end=None, /)", index_of<false>, "Return the lowest index where sub is found."},                              \
    {"rindex(self, sub, start=None, end=None, /)", index_of<true>, "Return the highest index where sub is found."},                             \
    {"count(self, sub, start=None, end=None, /)", count, "Return the number of non-overlapping occurrences of sub."},                           \
    {"startswith(self, prefix, start=None, end=None, /)", affix<true>, "Return True if the bytes start with the prefix."},                      \
    {"endswith(self, suffix, start=None, end=None, /)", affix<false>, "Return True if the bytes end with the suffix."},                         \
    {"upper(self, /)", [](Runtime& rt, Args args) { return mapped(rt, args[0], to_upper); }, "A copy with ASCII letters in upper case."},       \
    {"lower(self, /)", [](Runtime& rt, Args args) { return mapped(rt, args[0], to_lower); }, "A copy with ASCII letters in lower case."},       \
    {"swapcase(self, /)", [](Runtime& rt, Args args) { return mapped(rt, args[0], [](char c) { return upper_case(c) ? to_lower(c) : to_upper(c); }); }, "A copy with cases swapped."}, \
    {"capitalize(self, /)",                                                                                                                    \
     [](Runtime& rt, Args args) {                                                                                                               \
         bool first = true;                                                                                                                     \
         return mapped(rt, args[0], [&](char c) { return std::exchange(first, false) ? to_upper(c) : to_lower(c); });                           \
     },                                                                                                                                         \
     "A copy with its first byte in upper case and the rest in lower."},                                                                        \
    {"title(self, /)", title, "A titlecased version."},                                                                                         \
    {"center(self, width, fillchar=b' ', /)", justify<Side::both>, "Return centered bytes of length width."},                     \
    {"ljust(self, width, fillchar=b' ', /)", justify<Side::left>, "Return left-justified bytes of length width."},                \
    {"rjust(self, width, fillchar=b' ', /)", justify<Side::right>, "Return right-justified bytes of length width."},              \
    {"strip(self, bytes=None, /)", strip<true, true>, "Strip leading and trailing bytes contained in the argument."},                           \
    {"lstrip(self, bytes=None, /)", strip<true, false>, "Strip leading bytes contained in the argument."},                                      \
    {"rstrip(self, bytes=None, /)", strip<false, true>, "Strip trailing bytes contained in the argument."},                                     \
    {"split(self, /, sep=None, maxsplit=-1)", split<false>, "Return a list of the sections in the bytes, using sep as the delimiter."},         \
    {"rsplit(self, /, sep=None, maxsplit=-1)", split<true>, "Return a list of the sections, from the right."},                                  \
    {"splitlines(self, /, keepends=False)", splitlines, "Return a list of the lines in the bytes."},                                            \
    {"partition(self, sep, /)", partition<false>, "Partition the bytes into three parts using the given separator."},                           \
    {"rpartition(self, sep, /)", partition<true>, "Partition the bytes into three parts, from the right."},                                     \
    {"join(self, iterable_of_bytes, /)", join, "Concatenate any number of bytes objects."},                                                     \
    {"replace(self, old, new, count=-1, /)", replace, "Return a copy with all occurrences of old replaced by new."},                            \
    {"translate(self, table, /, delete=b'')", translate, "Return a copy with each byte mapped by the given translation table."},         \
    {"maketrans(frm, to, /)", maketrans, "Return a translation table usable for translate().", FunctionDef::static_method},                     \
    {"hex(self, sep=<no value>, bytes_per_sep=1)", hex,                                                                                         \
     "Create a string of hexadecimal numbers from the bytes."                                                                                   \
     "\n\nWith sep, it stands between groups of bytes_per_sep bytes, which are counted from the right;\nfrom the left if that is negative."     \
     "\n\n>>> bytes([0, 16, 254, 255]).hex()\n'0010feff'\n>>> bytes([0, 16, 254, 255]).hex(':', 3)\n'00:10feff'\n>>> bytes([0, 16, 254, 255]).hex(' ', -3)\n'0010fe ff'"}, \
    {"fromhex(cls, string, /)", fromhex, "Create from a string of hexadecimal numbers.", FunctionDef::class_method},                            \
    {"decode(self, /, encoding='utf-8', errors='strict')", decode, "Decode the bytes using the codec registered for encoding."},                \
    {"removeprefix(self, prefix, /)", remove_affix<true>, "A copy without the prefix."},                                                        \
    {"removesuffix(self, suffix, /)", remove_affix<false>, "A copy without the suffix."},                                                       \
    {"expandtabs(self, /, tabsize=8)", expandtabs, "A copy where all tab characters are expanded using spaces."},                               \
    {"zfill(self, width, /)", zfill, "Pad a numeric string with zeros on the left."},                                                               \
    TEST("isalnum", digit(c) || lower_case(c) || upper_case(c)), TEST("isalpha", lower_case(c) || upper_case(c)), TEST("isdigit", digit(c)),    \
    TEST("isspace", is_space(c)),                                                                                                               \
    {"isascii(self, /)", [](Runtime&, Args args) -> Result<Value> {                                                                             \
         for (char c : text_of(args[0]))                                                                                                        \
             if (c & 0x80) return View::boolean(false);                                                                                         \
         return View::boolean(true);                                                                                                            \
     }, "True if all bytes are ASCII."},                                                                                                        \
    {"islower(self, /)", [](Runtime&, Args args) -> Result<Value> {                                                                             \
         std::string_view t = text_of(args[0]);                                                                                                 \
         return View::boolean(std::any_of(t.begin(), t.end(), lower_case) && std::none_of(t.begin(), t.end(), upper_case));                     \
     }, "True if there are cased bytes and all are lower case."},                                                                               \
    {"isupper(self, /)", [](Runtime&, Args args) -> Result<Value> {                                                                             \
         std::string_view t = text_of(args[0]);                                                                                                 \
         return View::boolean(std::any_of(t.begin(), t.end(), upper_case) && std::none_of(t.begin(), t.end(), lower_case));                     \
     }, "True if there are cased bytes and all are upper case."},                                                                               \
    {"istitle(self, /)", istitle, "True if each word begins in upper case and goes on in lower case."}

/// (type, what makes the contents, state); protocols before the third have no bytes.
Result<Value> reduce_bytearray(Runtime& rt, View self, std::int64_t protocol) {
    Value state = TRY(state_of(rt, self));
    Value contents = TRY(new_bytes(rt, text_of(self)));
    Ref<Tuple> arguments;
    if (protocol < 3) {
        Value text = TRY(decode_bytes(rt, contents.as<Bytes>()->text(), "latin-1", "strict"));
        arguments = TRY(new_tuple(rt, {View(text), TRY(rt.str("latin-1"))}));
    } else {
        arguments = text_of(self).empty() ? Ref<Tuple>(rt.empty_tuple) : TRY(new_tuple(rt, {View(contents)}));
    }
    return TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.type_of(self))), View(arguments), View(state)}));
}

constexpr FunctionDef of_bytes[] = {
    BYTES_METHODS,
    {"__bytes__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (rt.type_of(args[0]) == rt.types.bytes) return Value(args[0]);
         return new_bytes(rt, text_of(args[0]));
     },
     "Convert this value to exact type bytes."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value plain = TRY(new_bytes(rt, text_of(args[0])));
         return TRY(new_tuple(rt, {View(plain)}));
     },
     "The arguments with which pickle makes an equal object."},
};
constexpr FunctionDef of_bytearray[] = {
    BYTES_METHODS,
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return reduce_bytearray(rt, args[0], 2); }, "Return state information for pickling."},
    {"__reduce_ex__(self, proto=0, /)", [](Runtime& rt, Args args) -> Result<Value> { return reduce_bytearray(rt, args[0], TRY(args.integer(1))); },
     "Return state information for pickling."},
    {"__alloc__(self, /)", [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(args.self<ByteArray>()->capacity)); },
     "Return the number of bytes actually allocated."},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(sizeof(ByteArray) + args.self<ByteArray>()->capacity)); },
     "Returns the size of the bytearray object in memory, in bytes."},
    {"append(self, item, /)", bytearray_append, "Append a single item to the end of the bytearray."},
    {"extend(self, iterable_of_ints, /)", bytearray_extend, "Append all the items from the iterable."},
    {"insert(self, index, item, /)", bytearray_insert, "Insert a single item before the given index."},
    {"pop(self, index=-1, /)", bytearray_pop, "Remove and return a single item."},
    {"remove(self, value, /)", bytearray_remove, "Remove the first occurrence of a value."},
    {"clear(self, /)", bytearray_clear, "Remove all items."},
    {"reverse(self, /)", bytearray_reverse, "Reverse the order of the items in place."},
    {"copy(self, /)", bytearray_copy, "Return a copy."},
};

}  // namespace

const std::span<const FunctionDef> bytes_methods{of_bytes};
const std::span<const FunctionDef> bytearray_methods{of_bytearray};

std::string quoted_bytes(std::string_view bytes) {
    char quote = bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out = std::string("b") + quote;
    for (char c : bytes) {
        auto u = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') (out += '\\') += c;
        else if (c == '\t') out += "\\t";
        else if (c == '\n') out += "\\n";
        else if (c == '\r') out += "\\r";
        else if (u < 32 || u >= 127) {
            out += "\\x";
            out += "0123456789abcdef"[u >> 4];
            out += "0123456789abcdef"[u & 15];
        } else {
            out += c;
        }
    }
    return out + quote;
}

namespace {

Result<void> collect_bytes(Runtime& rt, View source, std::string& out, const char* what) {
    ScratchMemory scratch(rt);
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, source));
        if (item.is_unbound()) return {};
        std::int64_t n = TRY(index_clipped(rt, item));
        if (n < 0 || n > 255) return rt.raise(ValueError, "%s must be in range(0, 256)", std::string_view(what) == "bytes" ? "bytes" : "byte");
        TRY(scratch.room(out));
        out += static_cast<char>(n);
    }
}

}  // namespace

Result<void> bytes_contents(Runtime& rt, Args args, std::string& out, const char* what) {
    View source = args[1];
    if (args.given(2) || args.given(3)) {
        Str* text = as_str(source);
        if (args.given(2)) TRY(args.str(2));
        if (args.given(3)) TRY(args.str(3));
        if (text && !args.given(2)) return rt.raise(TypeError, "string argument without an encoding");
        if (!text) return rt.raise(TypeError, args.given(2) ? "encoding without a string argument" : "errors without a string argument");
        Value made = TRY(encode_text(rt, text, args.given(2) ? TRY(args.text(2)) : "utf-8", args.given(3) ? TRY(args.text(3)) : "strict"));
        out = std::string(made.as<Bytes>()->text());
        return {};
    }
    if (source.is_unbound()) return {};
    if (is_kind(source, Kind::str)) return rt.raise(TypeError, "string argument without an encoding");
    if (is_integer(source) || (rt.type_of(source)->slots.index && !rt.type_of(source)->slots.get_buffer)) {
        std::int64_t size = TRY(index_to_int64(rt, source));
        if (size < 0) return rt.raise(ValueError, "negative count");
        TRY(reserve_bits(rt, static_cast<double>(size) * 16, static_cast<double>(size) / 64));
        out.assign(static_cast<std::size_t>(size), '\0');
        return {};
    }
    if (rt.type_of(source)->slots.get_buffer) return copy_buffer(rt, source, out);
    if (!rt.type_of(source)->slots.iter && !rt.type_of(source)->slots.get_item)
        return rt.raise(TypeError, "cannot convert '%s' object to %s", type_name(rt, source), what);
    if (std::string_view(what) == "bytes") {
        Value iterator = TRY(iter(rt, source));
        TRY(length_hint(rt, source));
        return collect_bytes(rt, iterator, out, what);
    }
    Value iterator = TRY(iter(rt, source));
    return collect_bytes(rt, iterator, out, what);
}

Result<bool> bytes_contains(Runtime& rt, View self, View item) {
    std::string what = TRY(needle(rt, item, is_integer(item)));
    return find_text(text_of(self), what) != std::string_view::npos;
}

Result<Value> bytes_iter(Runtime& rt, View self) {
    return new_native_iterator(rt, is_kind(self, Kind::bytes) ? rt.types.bytes_iterator : rt.types.bytearray_iterator, self, 0);
}

Result<Value> bytes_get_item(Runtime& rt, View self, View given) {
    bool plain = is_kind(self, Kind::bytes);
    Value key = TRY(settled_key(rt, given));
    std::string_view text = text_of(self);
    if (is_kind(key, Kind::slice)) {
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(text.size())));
        if (plain && range.count == static_cast<std::int64_t>(text.size()) && range.step == 1 && rt.type_of(self) == rt.types.bytes) return Value(self);
        if (range.step == 1) return like(rt, self, text.substr(static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.count)));
        std::string out;
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) out += text[static_cast<std::size_t>(at)];
        return like(rt, self, out);
    }
    std::size_t at = TRY(sequence_index(rt, key, text.size(), plain ? "byte" : "bytearray", plain ? "index out of range" : "bytearray index out of range"));
    return View::small_int(static_cast<unsigned char>(text_of(self)[at]));
}

Result<Value> bytes_add(Runtime& rt, View a, View b) {
    if (!is_kind(a, Kind::bytes) && !is_kind(a, Kind::bytearray)) return View::not_implemented();
    if (!rt.type_of(b)->slots.get_buffer) return View::not_implemented();
    BufferGuard other(rt, b);
    if (other.raised()) return Raised{};
    TRY(reserve_bits(rt, static_cast<double>(text_of(a).size() + other.size()) * 16, 1));
    return like(rt, a, std::string(text_of(a)) + std::string(other.text()));
}

Result<Value> bytes_multiply(Runtime& rt, View a, View b) {
    View self = is_kind(a, Kind::bytes) || is_kind(a, Kind::bytearray) ? a : b, times = self == a ? b : a;
    if (!is_integer(times) && !rt.type_of(times)->slots.index) return View::not_implemented();
    std::int64_t n = std::max<std::int64_t>(TRY(repeat_count(rt, times)), 0);
    if (n == 1 && rt.type_of(self) == rt.types.bytes) return Value(self);
    double bytes = static_cast<double>(text_of(self).size()) * static_cast<double>(n);
    TRY(reserve_bits(rt, bytes * 16, bytes / 64));
    std::string_view text = text_of(self);
    if (static_cast<double>(text.size()) * static_cast<double>(n) > bytes) return bytes_multiply(rt, self, View::small_int(n));  // a finaliser changed it
    std::string out;
    out.reserve(text.size() * static_cast<std::size_t>(n));
    for (std::int64_t k = 0; k < n && !text.empty(); ++k) out += text;
    return like(rt, self, out);
}

Result<Value> bytes_modulo(Runtime& rt, View a, View b) {
    if (!is_kind(a, Kind::bytes) && !is_kind(a, Kind::bytearray)) return View::not_implemented();
    std::string out = TRY(percent_format_bytes(rt, std::string(text_of(a)), b));
    return like(rt, a, out);
}

}  // namespace ouro
