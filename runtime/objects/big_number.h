// SPDX-License-Identifier: MIT
// What libtommath does in quadratic time, for numbers that are long: division, and text to number and back. Each halves the problem, so
// that the library's multiplication (Karatsuba, Toom and Cook) does the work. All return MP_MEM without memory.
#pragma once

#include <tommath.h>

#include <string>
#include <string_view>

namespace ouro {

/// As mp_div(): truncated, the rest with the dividend's sign. The outputs are others than the inputs.
mp_err divide(const mp_int* dividend, const mp_int* divisor, mp_int* quotient, mp_int* rest);
/// The decimal digits of a number that is not negative.
mp_err to_decimal(const mp_int* number, std::string& text);
/// The number that digits (as characters, valid ones) are in a base from 2 to 36.
mp_err from_digits(std::string_view digits, int base, mp_int* number);

}  // namespace ouro
