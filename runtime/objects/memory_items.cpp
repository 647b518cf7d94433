// SPDX-License-Identifier: MIT
// See memory_items.h.
#include "runtime/objects/memory_items.h"

#include <cstring>
#include <optional>

#include "runtime/objects/buffer.h"
#include "runtime/objects/half_float.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"

namespace ouro {

std::size_t size_of_format(char format) {
    switch (format) {
        case 'c': case 'b': case 'B': case '?': return 1;
        case 'h': case 'H': case 'e': return 2;
        case 'i': case 'I': case 'f': case 'w': return 4;
        case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'd': case 'P': return 8;
        default: return 0;
    }
}

const char* format_text(char format, bool marked) {
    static constexpr char kTexts[] = "@c\0@b\0@B\0@?\0@h\0@H\0@e\0@i\0@I\0@f\0@l\0@L\0@q\0@Q\0@n\0@N\0@d\0@P\0@w";
    for (const char* each = kTexts; each < kTexts + sizeof kTexts; each += 3)
        if (each[1] == format) return marked ? each : each + 1;
    return "B";
}

namespace {

template <typename T>
T load(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

template <typename T>
void store(char* at, T value) {
    std::memcpy(at, &value, sizeof value);
}

}  // namespace

Result<Value> unpack_item(Runtime& rt, char format, const char* at) {
    switch (format) {
        case 'c': return new_bytes(rt, {at, 1});
        case '?': return View::boolean(*at != 0);
        case 'b': return View::small_int(load<std::int8_t>(at));
        case 'B': return View::small_int(load<std::uint8_t>(at));
        case 'h': return View::small_int(load<std::int16_t>(at));
        case 'H': return View::small_int(load<std::uint16_t>(at));
        case 'i': return View::small_int(load<std::int32_t>(at));
        case 'I': return View::small_int(load<std::uint32_t>(at));
        case 'l': case 'q': case 'n': return rt.integer(load<std::int64_t>(at));
        case 'L': case 'Q': case 'N': case 'P': return rt.integer_unsigned(load<std::uint64_t>(at));
        case 'e': return rt.real(half_to_double(load<std::uint16_t>(at)));
        case 'f': return rt.real(static_cast<double>(load<float>(at)));
        case 'd': return rt.real(load<double>(at));
        default: return rt.raise(NotImplementedError, "memoryview: format %c not supported", format);
    }
}

Result<void> pack_item(Runtime& rt, char format, View value, char* out) {
    auto bad_type = [&] { return rt.raise(TypeError, "memoryview: invalid type for format '%c'", format); };
    auto bad_value = [&] { return rt.raise(ValueError, "memoryview: invalid value for format '%c'", format); };
    switch (format) {
        case 'c':
            if (!is_kind(value, Kind::bytes)) return bad_type();
            if (value.as<Bytes>()->size != 1) return bad_value();
            *out = value.as<Bytes>()->data[0];
            return {};
        case '?': *out = TRY(truth(rt, value)); return {};
        case 'e': case 'f': case 'd': {
            if (!is_float(value) && !is_integer(value) && !rt.type_of(value)->slots.to_float && !rt.type_of(value)->slots.index) return bad_type();
            double d = TRY(to_double(rt, value));
            if (format == 'd') store(out, d);
            else if (format == 'f') store(out, static_cast<float>(d));
            else {
                std::optional<std::uint16_t> half = double_to_half(d);
                if (!half) return rt.raise(OverflowError, "float too large to pack with e format");
                store(out, *half);
            }
            return {};
        }
        case 'w': return rt.raise(NotImplementedError, "memoryview: format %c not supported", format);
        default: break;
    }
    if (!is_integer(value) && !rt.type_of(value)->slots.index) return bad_type();
    Value exact = TRY(index(rt, value));
    std::size_t bits = size_of_format(format) * 8;
    bool is_signed = std::strchr("bhilqn", format) != nullptr;
    std::size_t used = bit_length(exact);
    if (sign_of(exact) < 0) {
        // The smallest value has one bit more than its negation fits.
        Value below = TRY(invert(rt, exact));
        if (!is_signed || bit_length(below) > bits - 1) return bad_value();
    } else if (used > bits - is_signed) {
        return bad_value();
    }
    std::int64_t small = 0;
    std::uint64_t raw;
    if (fits_int64(exact, small)) raw = static_cast<std::uint64_t>(small);
    else {
        Value low = TRY(binary(rt, BinaryOp::bit_and, exact, TRY(rt.integer(0xffffffff)))), high = TRY(binary(rt, BinaryOp::rshift, exact, View::small_int(32)));
        raw = static_cast<std::uint64_t>(low.as_int()) | static_cast<std::uint64_t>(high.as_int()) << 32;
    }
    std::memcpy(out, &raw, bits / 8);  // little-endian
    return {};
}

Result<bool> same_item(Runtime& rt, char format_a, const char* a, char format_b, const char* b) {
    if (format_a == 'w' || format_b == 'w') return false;  // struct knows no such item
    bool bytes_tell = format_a == format_b && !std::strchr("efd", format_a);
    if (bytes_tell) return std::memcmp(a, b, size_of_format(format_a)) == 0;
    Value x = TRY(unpack_item(rt, format_a, a)), y = TRY(unpack_item(rt, format_b, b));
    return compare_truth(rt, x, y, CompareOp::eq);  // not equal(), which takes a NaN for itself
}

}  // namespace ouro
