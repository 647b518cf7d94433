// SPDX-License-Identifier: MIT
// See array_items.h. What is out of range is said in CPython's words, which differ from type to type.
#include "stdlib/array_items.h"

#include <bit>
#include <cstring>

#include "runtime/objects/memory_items.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {

constexpr ArrayItemType kItemTypes[] = {{'b', 1, 1, "b"},  {'B', 1, 0, "B"},  {'u', 4, 20, "w"}, {'w', 4, 20, "w"}, {'h', 2, 4, "h"},
                                   {'H', 2, 2, "H"},  {'i', 4, 8, "i"},  {'I', 4, 6, "I"},  {'l', 8, 12, "l"}, {'L', 8, 10, "L"},
                                   {'q', 8, 12, "q"}, {'Q', 8, 10, "Q"}, {'f', 4, 14, "f"}, {'d', 8, 16, "d"}};

/// An integer between two bounds, which the messages name.
Result<std::int64_t> bounded(Runtime& rt, View value, std::int64_t least, std::int64_t most, const char* what) {
    std::int64_t n;
    if (!fits_int64(TRY(index(rt, value)), n)) return rt.raise(OverflowError, "Python int too large to convert to C long");
    if (n < least) return rt.raise(OverflowError, "%s is less than minimum", what);
    if (n > most) return rt.raise(OverflowError, "%s is greater than maximum", what);
    return n;
}

Result<std::uint64_t> unsigned_word(Runtime& rt, View value, const char* negative, const char* large) {
    Value exact = TRY(index(rt, value));
    if (sign_of(exact) < 0) return rt.raise(OverflowError, "%s", negative);
    if (bit_length(exact) > 64) return rt.raise(OverflowError, "%s", large);
    MpView number(exact);
    return static_cast<std::uint64_t>(mp_get_mag_u64(&number));
}

}  // namespace

std::span<const ArrayItemType> array_item_types() { return kItemTypes; }

const ArrayItemType* array_item_type(char32_t code) {
    for (const ArrayItemType& type : kItemTypes)
        if (static_cast<char32_t>(type.code) == code) return &type;
    return nullptr;
}

const ArrayItemType* array_item_type_of_format(std::int64_t machine_format) {
    const ArrayItemType* found = nullptr;
    for (const ArrayItemType& type : kItemTypes)
        if (type.machine_format == machine_format) found = &type;  // the last: q rather than l
    return found;
}

Result<Value> unpack_array_item(Runtime& rt, char code, const char* at) {
    if (code != 'u' && code != 'w') return unpack_item(rt, code, at);
    std::uint32_t c;
    std::memcpy(&c, at, sizeof c);
    if (c <= 0x10ffff) return TRY(new_str_of_char(rt, c));
    if (code == 'u') return rt.raise(ValueError, "character U+%x is not in range [U+0000; U+10ffff]", c);
    return rt.raise(ValueError, "chr() arg not in range(0x110000)");
}

Result<std::uint64_t> pack_array_item(Runtime& rt, char code, View value) {
    switch (code) {
        case 'b': {
            auto wide = TRY(bounded(rt, value, INT16_MIN, INT16_MAX, "signed short integer"));
            return static_cast<std::uint64_t>(TRY(bounded(rt, View::small_int(wide), INT8_MIN, INT8_MAX, "signed char")));
        }
        case 'B': return static_cast<std::uint64_t>(TRY(bounded(rt, value, 0, UINT8_MAX, "unsigned byte integer")));
        case 'h': return static_cast<std::uint64_t>(TRY(bounded(rt, value, INT16_MIN, INT16_MAX, "signed short integer")));
        case 'H': {
            auto wide = TRY(bounded(rt, value, INT32_MIN, INT32_MAX, "signed integer"));
            return static_cast<std::uint64_t>(TRY(bounded(rt, View::small_int(wide), 0, UINT16_MAX, "unsigned short")));
        }
        case 'i': return static_cast<std::uint64_t>(TRY(bounded(rt, value, INT32_MIN, INT32_MAX, "signed integer")));
        case 'I': case 'L': {
            auto n = TRY(unsigned_word(rt, value, "can't convert negative value to unsigned int", "Python int too large to convert to C unsigned long"));
            if (code == 'I' && n > UINT32_MAX) return rt.raise(OverflowError, "unsigned int is greater than maximum");
            return n;
        }
        case 'l': return static_cast<std::uint64_t>(TRY(bounded(rt, value, INT64_MIN, INT64_MAX, "")));
        case 'q': {
            std::int64_t n;
            if (!fits_int64(TRY(index(rt, value)), n)) return rt.raise(OverflowError, "int too big to convert");
            return static_cast<std::uint64_t>(n);
        }
        case 'Q': return TRY(unsigned_word(rt, value, "can't convert negative int to unsigned", "int too big to convert"));
        case 'f': return std::uint64_t{std::bit_cast<std::uint32_t>(static_cast<float>(TRY(to_double(rt, value))))};
        case 'd': return std::bit_cast<std::uint64_t>(TRY(to_double(rt, value)));
        default: break;
    }
    Str* text = as_str(value);
    if (!text || text->length() != 1) return rt.raise(TypeError, "array item must be unicode character");
    return static_cast<std::uint64_t>(CharReader(text->text()).next());
}

}  // namespace ouro
