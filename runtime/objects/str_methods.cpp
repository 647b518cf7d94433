// SPDX-License-Identifier: MIT
// str: its slots and methods. Searching works on bytes: in UTF-8 a match of whole characters is a match of bytes.
#include <algorithm>
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/format_spec.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/search.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_case.h"
#include "runtime/objects/str_format.h"
#include "runtime/objects/str_repr.h"
#include "runtime/objects/unicode.h"

namespace ouro {

void destroy_str(Runtime& rt, Object* object);

namespace {

Str* self_of(Args args) { return args.self<Str>(); }

/// The str that an operation returns where nothing changes: an instance of a subclass becomes a plain str.
Result<Value> unchanged(Runtime& rt, Str* text) {
    if (text->type() == rt.types.str) return Value(View(text));
    Ref<Str> plain = TRY(new_str(rt, text->text()));
    return plain;
}

Result<Value> make(Runtime& rt, std::string_view text) { return rt.str(text); }

std::size_t count_chars(std::string_view text) {
    std::size_t count = 0;
    for (char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    return count;
}

/// The part of a text between character positions, as start and end arguments give them.
struct Part {
    std::string_view text;
    std::size_t first_char;
    bool valid;  // false: start lies behind the end of the text or the range is empty backwards
};

Result<Part> part_of(Runtime& rt, Str* string, View start, View end) {
    auto length = static_cast<std::ptrdiff_t>(string->length());
    std::ptrdiff_t from = 0, to = length;
    if (!start.is_unbound() && !start.is_none()) from = TRY(slice_bound(rt, start));
    if (!end.is_unbound() && !end.is_none()) to = TRY(slice_bound(rt, end));
    if (from < 0) from = std::max<std::ptrdiff_t>(from + length, 0);
    if (to < 0) to = std::max<std::ptrdiff_t>(to + length, 0);
    to = std::min(to, length);
    if (from > to) return Part{"", static_cast<std::size_t>(from), false};
    std::size_t b = byte_offset(rt, string, static_cast<std::size_t>(from)), e = byte_offset(rt, string, static_cast<std::size_t>(to));
    return Part{string->text().substr(b, e - b), static_cast<std::size_t>(from), true};
}

template <bool from_right>
Result<std::ptrdiff_t> search(Runtime& rt, Args args) {
    Str* needle = TRY(args.str(1));
    Part part = TRY(part_of(rt, self_of(args), args[2], args[3]));
    if (!part.valid) return -1;
    TRY(rt.charge(static_cast<std::int64_t>(part.text.size() / 64)));
    std::size_t at = from_right ? rfind_text(part.text, needle->text()) : find_text(part.text, needle->text());
    if (at == std::string_view::npos) return -1;
    return static_cast<std::ptrdiff_t>(part.first_char + (self_of(args)->ascii() ? at : count_chars(part.text.substr(0, at))));
}

template <bool from_right>
Result<Value> find(Runtime& rt, Args args) {
    return View::small_int(TRY(search<from_right>(rt, args)));
}

template <bool from_right>
Result<Value> index_of(Runtime& rt, Args args) {
    std::ptrdiff_t at = TRY(search<from_right>(rt, args));
    if (at < 0) return rt.raise(ValueError, "substring not found");
    return View::small_int(at);
}

Result<Value> count(Runtime& rt, Args args) {
    Str* needle = TRY(args.str(1));
    Part part = TRY(part_of(rt, self_of(args), args[2], args[3]));
    if (!part.valid) return View::small_int(0);
    TRY(rt.charge(static_cast<std::int64_t>(part.text.size() / 16)));
    if (!needle->size) return View::small_int(static_cast<std::int64_t>(count_chars(part.text)) + 1);
    std::int64_t found = 0;
    for (std::size_t at = 0; (at = find_text(part.text, needle->text(), at)) != std::string_view::npos; at += needle->size) ++found;
    return View::small_int(found);
}

template <bool at_start>
Result<Value> starts_or_ends(Runtime& rt, Args args) {
    const char* name = at_start ? "startswith" : "endswith";
    Part part = TRY(part_of(rt, self_of(args), args[2], args[3]));
    auto test = [&](Str* affix) {
        return part.valid && (at_start ? part.text.substr(0, affix->size) == affix->text()
                                       : part.text.size() >= affix->size && part.text.substr(part.text.size() - affix->size) == affix->text());
    };
    if (Tuple* several = as_tuple(args[1])) {
        for (const Value& each : several->view()) {
            Str* affix = as_str(each);
            if (!affix) return rt.raise(TypeError, "tuple for %s must only contain str, not %s", name, type_name(rt, each));
            if (test(affix)) return View::boolean(true);
        }
        return View::boolean(false);
    }
    Str* affix = as_str(args[1]);
    if (!affix) return rt.raise(TypeError, "%s first arg must be str or a tuple of str, not %s", name, type_name(rt, args[1]));
    return View::boolean(test(affix));
}

// ---- padding

Result<char32_t> fill_char(Runtime& rt, View fill) {
    Str* text = as_str(fill);
    if (!text) return rt.raise(TypeError, "The fill character must be a unicode character, not %s", type_name(rt, fill));
    if (text->length() != 1) return rt.raise(TypeError, "The fill character must be exactly one character long");
    return char_at(rt, text, 0);
}

enum class Side { left, right, both };

template <Side side>
Result<Value> justify(Runtime& rt, Args args) {
    Str* text = self_of(args);
    std::ptrdiff_t width = TRY(args.size(1));
    char32_t fill = TRY(fill_char(rt, args[2]));
    auto length = static_cast<std::ptrdiff_t>(text->length());
    if (width <= length) return unchanged(rt, text);
    auto pad = static_cast<std::size_t>(width - length);
    // str.center puts the odd one to the left where the width is odd.
    std::size_t before = side == Side::left ? 0 : side == Side::right ? pad : pad / 2 + (pad & static_cast<std::size_t>(width) & 1);
    StrBuilder out(rt);
    TRY(out.append_repeated(fill, before));
    TRY(out.append(text));
    TRY(out.append_repeated(fill, pad - before));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> zfill(Runtime& rt, Args args) {
    Str* text = self_of(args);
    std::ptrdiff_t width = TRY(args.size(1));
    auto length = static_cast<std::ptrdiff_t>(text->length());
    if (width <= length) return unchanged(rt, text);
    StrBuilder out(rt);
    std::string_view rest = text->text();
    if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
        TRY(out.append(rest.substr(0, 1)));
        rest.remove_prefix(1);
    }
    TRY(out.append_repeated('0', static_cast<std::size_t>(width - length)));
    TRY(out.append(rest));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> expandtabs(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(args.size(1));
    StrBuilder out(rt);
    std::size_t column = 0;
    for (CharReader reader(self_of(args)->text()); !reader.done();) {
        char32_t c = reader.next();
        if (c == '\t') {
            if (size > 0) {
                std::size_t pad = static_cast<std::size_t>(size) - column % static_cast<std::size_t>(size);
                if (pad > SIZE_MAX / 8) return rt.raise(OverflowError, "new string is too long");
                TRY(out.append_repeated(' ', pad));
                column += pad;
            }
            continue;
        }
        TRY(out.append_char(c));
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    Ref<Str> made = TRY(out.take());
    return made;
}

template <bool left, bool right>
Result<Value> strip(Runtime& rt, Args args) {
    Str* text = self_of(args);
    std::u32string chars;
    bool spaces = args[1].is_none();
    if (!spaces) {
        Str* given = as_str(args[1]);
        if (!given)
            return rt.raise(TypeError, "%s arg must be None or str", left && right ? "strip" : left ? "lstrip" : "rstrip");
        for (CharReader reader(given->text()); !reader.done();) chars += reader.next();
    }
    auto unwanted = [&](char32_t c) { return spaces ? is_space(c) : chars.find(c) != std::u32string::npos; };
    std::string_view rest = text->text();
    if (left)
        while (!rest.empty()) {
            CharReader reader(rest);
            if (!unwanted(reader.next())) break;
            rest.remove_prefix(static_cast<std::size_t>(reader.position() - rest.data()));
        }
    if (right)
        while (!rest.empty()) {
            std::size_t at = rest.size() - 1;
            while (at && (static_cast<unsigned char>(rest[at]) & 0xc0) == 0x80) --at;
            CharReader reader(rest.substr(at));
            if (!unwanted(reader.next())) break;
            rest = rest.substr(0, at);
        }
    if (rest.size() == text->size) return unchanged(rt, text);
    return make(rt, rest);
}

// ---- splitting and joining

Result<void> push(Runtime& rt, List* list, std::string_view text) { return list_append(rt, list, TRY(new_str(rt, text))); }

template <bool from_right>
Result<Value> split(Runtime& rt, Args args) {
    Str* text = self_of(args);
    std::ptrdiff_t most = TRY(args.size(2));
    if (most < 0) most = PTRDIFF_MAX;
    Ref<List> list = TRY(new_list(rt));
    std::string_view rest = text->text();
    TRY(rt.charge(static_cast<std::int64_t>(rest.size() / 16)));
    if (args[1].is_none()) {
        auto space_at = [](std::string_view s, std::size_t at, std::size_t& size) {
            CharReader reader(s.substr(at));
            bool space = is_space(reader.next());
            size = static_cast<std::size_t>(reader.position() - s.data()) - at;
            return space;
        };
        if (!from_right) {
            std::size_t at = 0, size;
            for (;;) {
                while (at < rest.size() && space_at(rest, at, size)) at += size;
                if (at >= rest.size()) break;
                if (most-- == 0) {
                    TRY(push(rt, list.get(), rest.substr(at)));
                    break;
                }
                std::size_t begin = at;
                while (at < rest.size() && !space_at(rest, at, size)) at += size;
                TRY(push(rt, list.get(), rest.substr(begin, at - begin)));
            }
            return list;
        }
        std::size_t end = rest.size(), size;
        auto previous = [&](std::size_t at) {
            --at;
            while ((static_cast<unsigned char>(rest[at]) & 0xc0) == 0x80) --at;
            return at;
        };
        for (;;) {
            while (end && space_at(rest, previous(end), size)) end = previous(end);
            if (!end) break;
            if (most-- == 0) {
                TRY(push(rt, list.get(), rest.substr(0, end)));
                break;
            }
            std::size_t begin = end;
            while (begin && !space_at(rest, previous(begin), size)) begin = previous(begin);
            TRY(push(rt, list.get(), rest.substr(begin, end - begin)));
            end = begin;
        }
        std::reverse(list->items, list->items + list->size);
        return list;
    }
    Str* separator = as_str(args[1]);
    if (!separator) return rt.raise(TypeError, "must be str or None, not %s", type_name(rt, args[1]));
    if (!separator->size) return rt.raise(ValueError, "empty separator");
    if (!from_right) {
        std::size_t at;
        while (most-- > 0 && (at = find_text(rest, separator->text())) != std::string_view::npos) {
            TRY(push(rt, list.get(), rest.substr(0, at)));
            rest.remove_prefix(at + separator->size);
        }
        TRY(push(rt, list.get(), rest));
        return list;
    }
    std::size_t at;
    while (most-- > 0 && (at = rfind_text(rest, separator->text())) != std::string_view::npos) {
        TRY(push(rt, list.get(), rest.substr(at + separator->size)));
        rest = rest.substr(0, at);
    }
    TRY(push(rt, list.get(), rest));
    std::reverse(list->items, list->items + list->size);
    return list;
}

Result<Value> splitlines(Runtime& rt, Args args) {
    bool keep = TRY(args.truth(1));
    Ref<List> list = TRY(new_list(rt));
    std::string_view text = self_of(args)->text();
    std::size_t begin = 0;
    for (CharReader reader(text); !reader.done();) {
        auto at = static_cast<std::size_t>(reader.position() - text.data());
        char32_t c = reader.next();
        bool ends = c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (!ends) continue;
        if (c == '\r' && !reader.done() && *reader.position() == '\n') reader.next();
        auto end = static_cast<std::size_t>(reader.position() - text.data());
        TRY(push(rt, list.get(), text.substr(begin, (keep ? end : at) - begin)));
        begin = end;
    }
    if (begin < text.size()) TRY(push(rt, list.get(), text.substr(begin)));
    return list;
}

template <bool from_right>
Result<Value> partition(Runtime& rt, Args args) {
    Str* text = self_of(args);
    Str* separator = as_str(args[1]);
    if (!separator) return rt.raise(TypeError, "must be str, not %s", type_name(rt, args[1]));
    if (!separator->size) return rt.raise(ValueError, "empty separator");
    std::size_t at = from_right ? rfind_text(text->text(), separator->text()) : find_text(text->text(), separator->text());
    Value whole = TRY(unchanged(rt, text));
    View empty(rt.empty_str.get());
    Ref<Tuple> parts;
    if (at == std::string_view::npos) {
        parts = from_right ? TRY(new_tuple(rt, {empty, empty, whole})) : TRY(new_tuple(rt, {whole, empty, empty}));
    } else {
        Ref<Str> before = TRY(new_str(rt, text->text().substr(0, at))), after = TRY(new_str(rt, text->text().substr(at + separator->size)));
        parts = TRY(new_tuple(rt, {before, View(separator), after}));
    }
    return parts;
}

Result<Value> join(Runtime& rt, Args args) {
    Str* separator = self_of(args);
    Value items(args[1]);
    if (Type* type = rt.type_of(items); type != rt.types.list && type != rt.types.tuple) {
        if (!type->slots.iter && !type->slots.get_item) return rt.raise(TypeError, "can only join an iterable");
        items = TRY(list_from(rt, items));
    }
    std::span<const Value> parts = is_kind(items, Kind::list) ? items.as<List>()->view() : items.as<Tuple>()->view();
    std::size_t size = 0, length = 0, between = separator->length();
    for (std::size_t n = 0; n < parts.size(); ++n) {
        Str* part = as_str(parts[n]);
        if (!part)
            return rt.raise(TypeError, "sequence item %zu: expected str instance, %s found", n, type_name(rt, parts[n]));
        if (parts.size() == 1) return unchanged(rt, part);
        if (__builtin_add_overflow(size, part->size + (n ? separator->size : 0), &size)) return rt.raise_memory_error();
        length += part->length() + (n ? between : 0);
    }
    if (!size) return rt.empty_str;
    TRY(rt.charge(static_cast<std::int64_t>(parts.size() + size / 64)));
    if (size == 1) {
        for (const Value& part : parts)
            if (View(part).as<Str>()->size) return Value(part);
    }
    Ref<Str> made = TRY(new_str_uninitialized(rt, size, length));
    char* to = made->data();
    for (std::size_t n = 0; n < parts.size(); ++n) {
        if (n) to = std::copy(separator->data(), separator->data() + separator->size, to);
        Str* part = View(parts[n]).as<Str>();
        to = std::copy(part->data(), part->data() + part->size, to);
    }
    return made;
}

Result<Value> replace(Runtime& rt, Args args) {
    Str* text = self_of(args);
    Str *from = TRY(args.str(1)), *to = TRY(args.str(2));
    std::ptrdiff_t most = TRY(args.size(3));
    if (most < 0) most = PTRDIFF_MAX;
    std::string_view rest = text->text();
    TRY(rt.charge(static_cast<std::int64_t>(rest.size() / 16)));
    if (most == 0 || (from->size && find_text(rest, from->text()) == std::string_view::npos)) return unchanged(rt, text);
    // The size of the result is known, and charged, before any of it is made.
    std::size_t times = 0;
    if (from->size) {
        for (std::size_t at = 0; static_cast<std::ptrdiff_t>(times) < most && (at = find_text(rest, from->text(), at)) != std::string_view::npos; at += from->size) ++times;
    } else {
        times = std::min(static_cast<std::size_t>(most), text->length() + 1);
    }
    std::size_t size = text->size - times * from->size, added, length = text->length() - times * from->length() + times * to->length();
    if (__builtin_mul_overflow(times, to->size, &added) || __builtin_add_overflow(size, added, &size)) return rt.raise_memory_error();
    if (!size) return rt.empty_str;
    if (size == 1) {
        std::string one;
        for (std::size_t n = 0; n < times; ++n) one += to->text();
        if (one.empty()) {  // what is left over of the text
            std::size_t at = 0, left = times;
            while (at < rest.size()) {
                if (left && rest.substr(at, from->size) == from->text()) {
                    at += from->size;
                    --left;
                } else {
                    one += rest[at++];
                }
            }
        }
        return make(rt, one);
    }
    Ref<Str> made = TRY(new_str_uninitialized(rt, size, length));
    char* out = made->data();
    auto put = [&](std::string_view piece) { out = std::copy(piece.begin(), piece.end(), out); };
    if (from->size) {
        for (std::size_t n = 0; n < times; ++n) {
            std::size_t at = find_text(rest, from->text());
            put(rest.substr(0, at));
            put(to->text());
            rest.remove_prefix(at + from->size);
        }
        put(rest);
    } else {
        CharReader reader(rest);
        for (std::size_t n = 0; n < times; ++n) {
            put(to->text());
            const char* begin = reader.position();
            if (!reader.done()) {
                reader.next();
                put({begin, static_cast<std::size_t>(reader.position() - begin)});
            }
        }
        put({reader.position(), static_cast<std::size_t>(rest.data() + rest.size() - reader.position())});
    }
    return made;
}

template <bool prefix>
Result<Value> remove_affix(Runtime& rt, Args args) {
    Str* text = self_of(args);
    Str* affix = TRY(args.str(1));
    std::string_view whole = text->text();
    if (affix->size && whole.size() >= affix->size) {
        if (prefix && whole.substr(0, affix->size) == affix->text()) return make(rt, whole.substr(affix->size));
        if (!prefix && whole.substr(whole.size() - affix->size) == affix->text()) return make(rt, whole.substr(0, whole.size() - affix->size));
    }
    return unchanged(rt, text);
}

Result<Value> translate(Runtime& rt, Args args) {
    StrBuilder out(rt);
    Value table(args[1]);
    for (CharReader reader(self_of(args)->text()); !reader.done();) {
        char32_t c = reader.next();
        TRY(rt.charge(1));
        Result<Value> found = get_item(rt, table, View::small_int(c));
        if (found.raised()) {
            if (!rt.swallow(LookupError)) return Raised{};
            TRY(out.append_char(c));
            continue;
        }
        View to = found.value();
        if (to.is_none()) continue;
        if (Str* text = as_str(to)) {
            TRY(rt.charge(static_cast<std::int64_t>(text->size / 64)));
            TRY(out.append(text));
        } else if (is_integer(to)) {
            std::int64_t code;
            if (!fits_int64(to, code) || code < 0 || code > 0x10ffff) return rt.raise(ValueError, "character mapping must be in range(0x110000)");
            TRY(out.append_char(static_cast<char32_t>(code)));
        } else {
            return rt.raise(TypeError, "character mapping must return integer, None or str");
        }
    }
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> maketrans(Runtime& rt, Args args) {
    Ref<Dict> table = TRY(new_dict(rt));
    if (!args.given(1)) {
        Dict* given = as_dict(args[0]);
        if (!given) return rt.raise(TypeError, "if you give only one argument to maketrans it must be a dict");
        for (auto* entry = dict_first(given); entry; entry = dict_next(given, entry)) {
            Value key = entry->key;
            if (Str* text = as_str(key)) {
                if (text->length() != 1) return rt.raise(ValueError, "string keys in translate table must be of length 1");
                key = View::small_int(char_at(rt, text, 0));
            } else if (!is_integer(key)) {
                return rt.raise(TypeError, "keys in translate table must be strings or integers");
            }
            TRY(dict_set(rt, table.get(), View(key), entry->value));
        }
        return table;
    }
    Str* from = as_str(args[0]);
    if (!from) return rt.raise(TypeError, "first maketrans argument must be a string if there is a second argument");
    Str* to = TRY(args.str(1));
    if (from->length() != to->length()) return rt.raise(ValueError, "the first two maketrans arguments must have equal length");
    for (CharReader x(from->text()), y(to->text()); !x.done();) {
        View key = View::small_int(x.next()), value = View::small_int(y.next());
        TRY(dict_set(rt, table.get(), key, value));
    }
    if (args.given(2))
        for (CharReader reader(TRY(args.str(2))->text()); !reader.done();) TRY(dict_set(rt, table.get(), View::small_int(reader.next()), View::none()));
    return table;
}

Result<Value> format_method(Runtime& rt, Args args) { return format_string(rt, self_of(args), args[1].as<Tuple>(), args[2]); }
Result<Value> format_map(Runtime& rt, Args args) { return format_string(rt, self_of(args), nullptr, args[1]); }

Result<Value> format_dunder(Runtime& rt, Args args) {
    Str* specification = as_str(args[1]);
    if (!specification) return rt.raise(TypeError, "__format__() argument must be str, not %s", type_name(rt, args[1]));
    if (!specification->size) {
        Ref<Str> text = TRY(to_str(rt, args[0]));
        return text;
    }
    FormatSpec spec = TRY(parse_format_spec(rt, specification->text(), args[0]));
    StrBuilder out(rt);
    TRY(format_text(rt, self_of(args), spec, out));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> encode(Runtime& rt, Args args) {
    std::string_view encoding = TRY(args.text(1)), errors = TRY(args.text(2));
    return encode_text(rt, self_of(args), encoding, errors);
}

// ---- slots

Result<Value> item_of(Runtime& rt, View self, View key) {
    Str* text = self.as<Str>();
    if (is_kind(key, Kind::slice)) {
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(text->length())));
        if (range.step == 1) {
            Ref<Str> part = TRY(substring(rt, text, static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.start + range.count)));
            return part;
        }
        StrBuilder out(rt);
        TRY(rt.charge(range.count / 8));
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step)
            TRY(out.append_char(char_at(rt, text, static_cast<std::size_t>(at))));
        Ref<Str> made = TRY(out.take());
        return made;
    }
    if (!is_integer(key) && !rt.type_of(key)->slots.index)
        return rt.raise(TypeError, "string indices must be integers, not '%s'", type_name(rt, key));
    Result<std::int64_t> at = index_to_int64(rt, key);
    if (at.raised()) {
        if (!rt.swallow(OverflowError)) return Raised{};
        return rt.raise(IndexError, "cannot fit '%s' into an index-sized integer", type_name(rt, key));
    }
    auto length = static_cast<std::int64_t>(text->length());
    std::int64_t n = at.value() < 0 ? at.value() + length : at.value();
    if (n < 0 || n >= length) return rt.raise(IndexError, "string index out of range");
    Ref<Str> made = TRY(new_str_of_char(rt, char_at(rt, text, static_cast<std::size_t>(n))));
    return made;
}

Result<Value> add(Runtime& rt, View a, View b) {
    Str *x = as_str(a), *y = as_str(b);
    if (!x || !y) return View::not_implemented();
    Ref<Str> made = TRY(concat(rt, x, y));
    return made;
}

Result<Value> multiply(Runtime& rt, View a, View b) {
    Str* text = as_str(a);
    View times = text ? b : a;
    if (!text) text = as_str(b);
    if (!is_integer(times) && !rt.type_of(times)->slots.index) return View::not_implemented();
    std::int64_t n = TRY(repeat_count(rt, times));
    if (n <= 0 || !text->size) return rt.empty_str;
    if (n == 1) return unchanged(rt, text);
    std::size_t size;
    if (__builtin_mul_overflow(text->size, static_cast<std::size_t>(n), &size)) return rt.raise_memory_error();
    TRY(expect_memory(rt, size));
    TRY(rt.charge(static_cast<std::int64_t>(size / 64)));
    Ref<Str> made = TRY(new_str_uninitialized(rt, size, text->length() * static_cast<std::size_t>(n)));
    if (text->size == 1) {
        std::memset(made->data(), text->data()[0], size);
    } else {
        std::memcpy(made->data(), text->data(), text->size);
        for (std::size_t done = text->size; done < size;) {
            std::size_t piece = std::min(done, size - done);
            std::memcpy(made->data() + done, made->data(), piece);
            done += piece;
        }
    }
    return made;
}

Result<Value> modulo(Runtime& rt, View a, View b) {
    if (!as_str(a)) return View::not_implemented();
    return percent_format(rt, a.as<Str>(), b);
}

Result<Value> compare_str(Runtime&, View a, View b, CompareOp op) {
    Str *x = as_str(a), *y = as_str(b);
    if (!x || !y) return View::not_implemented();
    if (op == CompareOp::eq) return View::boolean(equal(x, y));
    if (op == CompareOp::ne) return View::boolean(!equal(x, y));
    // UTF-8 sorts as code points do.
    return View::boolean(order_holds(x->text().compare(y->text()), op));
}

Result<bool> contains_text(Runtime& rt, View self, View item) {
    Str* needle = as_str(item);
    if (!needle) return rt.raise(TypeError, "'in <string>' requires string as left operand, not %s", type_name(rt, item));
    TRY(rt.charge(static_cast<std::int64_t>(self.as<Str>()->size / 64)));
    return find_text(self.as<Str>()->text(), needle->text()) != std::string_view::npos;
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    Value made;
    View object = args[1];
    if (object.is_unbound()) {
        made = rt.empty_str;
    } else if (!args.given(2) && !args.given(3)) {
        made = TRY(to_str(rt, object));
    } else {
        std::string_view encoding = args.given(2) ? TRY(args.text(2)) : "utf-8", errors = args.given(3) ? TRY(args.text(3)) : "strict";
        if (is_kind(object, Kind::str)) return rt.raise(TypeError, "decoding str is not supported");
        if (!rt.type_of(object)->slots.get_buffer)
            return rt.raise(TypeError, "decoding to str: need a bytes-like object, %s found", type_name(rt, object));
        BufferGuard buffer(rt, object);
        if (buffer.raised()) return Raised{};
        if (buffer.text().empty()) TRY(check_codec(rt, encoding, errors));
        made = buffer.text().empty() ? Value(rt.empty_str) : TRY(decode_bytes(rt, buffer.text(), encoding, errors));
    }
    if (type == rt.types.str) return made;
    Str* source = made.as<Str>();
    std::size_t bytes = sizeof(Str) + (source->ascii() ? 0 : sizeof(Str::Wide)) + source->size + 1;
    auto* copy = rt.allocate<Str>(type, bytes);
    if (!copy) return rt.raise_memory_error();
    copy->size = source->size;
    if (source->ascii()) copy->flags |= Str::kAscii;
    else *copy->wide() = {source->length(), nullptr};
    std::memcpy(copy->data(), source->data(), source->size + 1);
    return Value::adopt(View(copy));
}

constexpr FunctionDef methods[] = {
    {"encode(self, /, encoding='utf-8', errors='strict')", encode, "Encode the string using the codec registered for encoding."},
    {"replace(self, old, new, /, count=-1)", replace, "Return a copy with all occurrences of substring old replaced by new."},
    {"split(self, /, sep=None, maxsplit=-1)", split<false>, "Return a list of the substrings in the string, using sep as the separator string."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", split<true>, "Return a list of the substrings in the string, from the right."},
    {"join(self, iterable, /)", join, "Concatenate any number of strings."},
    {"capitalize(self, /)", str_case::capitalize, "Return a capitalized version of the string."},
    {"casefold(self, /)", str_case::casefold, "Return a version of the string suitable for caseless comparisons."},
    {"title(self, /)", str_case::title, "Return a version of the string where each word is titlecased."},
    {"center(self, width, fillchar=' ', /)", justify<Side::both>, "Return a centered string of length width."},
    {"count(self, sub, start=None, end=None, /)", count, "Return the number of non-overlapping occurrences of sub."},
    {"expandtabs(self, /, tabsize=8)", expandtabs, "Return a copy where all tab characters are expanded using spaces."},
    {"find(self, sub, start=None, end=None, /)", find<false>, "Return the lowest index where sub is found, or -1."},
    {"partition(self, sep, /)", partition<false>, "Partition the string into three parts using the given separator."},
    {"index(self, sub, start=None, end=None, /)", index_of<false>, "Return the lowest index where sub is found."},
    {"ljust(self, width, fillchar=' ', /)", justify<Side::left>, "Return a left-justified string of length width."},
    {"lower(self, /)", str_case::lower, "Return a copy of the string converted to lowercase."},
    {"lstrip(self, chars=None, /)", strip<true, false>, "Return a copy with leading whitespace removed."},
    {"rfind(self, sub, start=None, end=None, /)", find<true>, "Return the highest index where sub is found, or -1."},
    {"rindex(self, sub, start=None, end=None, /)", index_of<true>, "Return the highest index where sub is found."},
    {"rjust(self, width, fillchar=' ', /)", justify<Side::right>, "Return a right-justified string of length width."},
    {"rstrip(self, chars=None, /)", strip<false, true>, "Return a copy with trailing whitespace removed."},
    {"rpartition(self, sep, /)", partition<true>, "Partition the string into three parts, searching from the end."},
    {"splitlines(self, /, keepends=False)", splitlines, "Return a list of the lines in the string, breaking at line boundaries."},
    {"strip(self, chars=None, /)", strip<true, true>, "Return a copy with leading and trailing whitespace removed."},
    {"swapcase(self, /)", str_case::swapcase, "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"translate(self, table, /)", translate, "Replace each character in the string using the given translation table."},
    {"upper(self, /)", str_case::upper, "Return a copy of the string converted to uppercase."},
    {"startswith(self, prefix, start=None, end=None, /)", starts_or_ends<true>, "Return True if the string starts with the specified prefix."},
    {"endswith(self, suffix, start=None, end=None, /)", starts_or_ends<false>, "Return True if the string ends with the specified suffix."},
    {"removeprefix(self, prefix, /)", remove_affix<true>, "Return a str with the given prefix string removed if present."},
    {"removesuffix(self, suffix, /)", remove_affix<false>, "Return a str with the given suffix string removed if present."},
    {"isascii(self, /)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->ascii()); },
     "Return True if all characters in the string are ASCII."},
    {"islower(self, /)", str_case::islower, "Return True if the string is a lowercase string."},
    {"isupper(self, /)", str_case::isupper, "Return True if the string is an uppercase string."},
    {"istitle(self, /)", str_case::istitle, "Return True if the string is a title-cased string."},
    {"isspace(self, /)", str_case::isspace, "Return True if the string is a whitespace string."},
    {"isdecimal(self, /)", str_case::isdecimal, "Return True if the string is a decimal string."},
    {"isdigit(self, /)", str_case::isdigit, "Return True if the string is a digit string."},
    {"isnumeric(self, /)", str_case::isnumeric, "Return True if the string is a numeric string."},
    {"isalpha(self, /)", str_case::isalpha, "Return True if the string is an alphabetic string."},
    {"isalnum(self, /)", str_case::isalnum, "Return True if the string is an alpha-numeric string."},
    {"isidentifier(self, /)", str_case::isidentifier, "Return True if the string is a valid Python identifier."},
    {"isprintable(self, /)", str_case::isprintable, "Return True if all characters in the string are printable."},
    {"zfill(self, width, /)", zfill, "Pad a numeric string with zeros on the left, to fill a field of the given width."},
    {"format(self, /, *args, **kwargs)", format_method, "Return a formatted version of the string, using substitutions from args and kwargs."},
    {"format_map(self, mapping, /)", format_map, "Return a formatted version of the string, using substitutions from mapping."},
    {"maketrans(x, y=<no value>, z=<no value>, /)", maketrans, "Return a translation table usable for str.translate().", FunctionDef::static_method},
    {"__format__(self, format_spec, /)", format_dunder, "Return a formatted version of the string as described by format_spec."},
    {"__getnewargs__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value plain = TRY(rt.str(self_of(args)->text()));  // a copy, as in CPython
         Ref<Tuple> one = TRY(new_tuple(rt, {plain}));
         return one;
     },
     ""},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(41 + self_of(args)->size)); }, "Return the size of the string in memory, in bytes."},
};

}  // namespace

const TypeDef str_type{
    .name = "str",
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object.",
    .kind = Kind::str,
    .size = sizeof(Str),
    .flags = Type::base_type | Type::variable_size | Type::immutable,
    .construct_signature = "(object=<no value>, encoding=<no value>, errors=<no value>)",
    .construct_bound = construct,
    .slots = {.destroy = destroy_str,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  std::string_view text = self.as<Str>()->text();
                  TRY(rt.charge(static_cast<std::int64_t>(text.size() / 16)));
                  TRY(expect_memory(rt, 2 * text.size()));
                  return rt.str(quoted(text));
              },
              .str = [](Runtime& rt, View self) { return unchanged(rt, self.as<Str>()); },
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(hash_of(rt, self.as<Str>())); },
              .compare = compare_str,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Str>()->length()); },
              .contains = contains_text,
              .iter = new_str_iterator,
              .get_item = item_of,
              .binary = {add, nullptr, multiply, nullptr, nullptr, modulo}},
    .methods = methods,
};

}  // namespace ouro
