// SPDX-License-Identifier: MIT
// Floats of 16 bits (IEEE 754 binary16), which the machine does not calculate with.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

namespace ouro {

inline double half_to_double(std::uint16_t bits) {
    int exponent = bits >> 10 & 31;
    double fraction = bits & 1023;
    double value = exponent == 31 ? (fraction != 0 ? NAN : INFINITY) : exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
    return bits & 0x8000 ? -value : value;
}

/// The nearest one, ties to even; none where the number is too large.
inline std::optional<std::uint16_t> double_to_half(double d) {
    int exponent;
    double fraction = std::frexp(std::fabs(d), &exponent);
    std::uint16_t bits = std::isnan(d) ? 0x7e00 : std::isinf(d) ? 0x7c00 : 0;
    if (std::isfinite(d) && d != 0) {
        std::int64_t scaled = exponent < -13 ? static_cast<std::int64_t>(std::nearbyint(std::ldexp(std::fabs(d), 24)))
                                             : static_cast<std::int64_t>(std::nearbyint(std::ldexp(fraction, 11))) + (static_cast<std::int64_t>(exponent + 13) << 10);
        if (scaled >= 0x7c00) return std::nullopt;
        bits = static_cast<std::uint16_t>(scaled);
    }
    return static_cast<std::uint16_t>(bits | (std::signbit(d) ? 0x8000 : 0));
}

}  // namespace ouro
