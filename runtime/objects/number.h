// SPDX-License-Identifier: MIT
// int, float and complex as native code handles them. An int is an immediate of 63 bits or a BigInt; instances of int's subclasses are
// BigInts whatever their value. A float is an immediate, the constant 0.0, or a FloatBox.
#pragma once

#include <tommath.h>

#include <string>

#include "runtime/runtime.h"

namespace ouro {

struct BigInt : Object {
    std::uint32_t used;      // digits
    bool negative;
    mp_digit digits[];       // MP_DIGIT_BIT bits each, least significant first
};

struct FloatBox : Object {
    double value;
};

struct Complex : Object {
    double real, imaginary;
};

inline bool is_integer(View v) { return v.is_int() || v.is_bool() || is_kind(v, Kind::big_int); }
inline bool is_float(View v) { return v.is_double() || v.is_zero_double() || is_kind(v, Kind::float_box); }
inline bool is_complex(View v) { return is_kind(v, Kind::complex); }
/// The number in a value for which is_float() holds.
inline double double_of(View v) {
    return v.is_double() ? v.as_double() : v.is_zero_double() ? 0.0 : v.as<FloatBox>()->value;
}
/// The value of an int (or bool) if it fits 64 bits.
bool fits_int64(View integer, std::int64_t& out);
/// -1, 0 or 1.
int sign_of(View integer);
/// Nearest double of an int; OverflowError ("int too large to convert to float").
Result<double> int_to_double(Runtime& rt, View integer);
/// An int from a double that is finite, truncated.
Result<Value> int_from_double(Runtime& rt, double d);
Result<Value> int_from_u64(Runtime& rt, std::uint64_t n, bool negative);
/// The exact int of a value for which is_integer() holds: bools and subclass instances become plain ints.
Result<Value> plain_int(Runtime& rt, View integer);

/// An int operand as libtommath sees it; borrows the digits, or holds those of an immediate.
class MpView {
public:
    explicit MpView(View integer);
    MpView(const MpView&) = delete;
    const mp_int* operator&() const { return &number_; }

private:
    mp_digit digits_[2];
    mp_int number_;
};

/// A result that libtommath fills; freed with the scope.
class MpNumber {
public:
    MpNumber() { error_ = mp_init(&number_); }
    ~MpNumber() {
        if (error_ == MP_OKAY) mp_clear(&number_);
    }
    MpNumber(const MpNumber&) = delete;
    bool ok() const { return error_ == MP_OKAY; }
    mp_int* operator&() { return &number_; }
    /// The number that these bytes are in base 256, the least significant first; false without memory. The library's own functions shift
    /// the whole number for each byte.
    bool set_bytes(std::string_view bytes);

private:
    mp_int number_;
    mp_err error_;
};

Result<Value> int_from_mp(Runtime& rt, const mp_int* number);
/// MemoryError before the work if a result of so many bits could not be held; charges fuel for `work`.
Result<void> reserve_bits(Runtime& rt, double bits, double work);

/// Text of an int in a base from 2 to 36, without prefix; ValueError past the digit limit when `limited` (decimal).
Result<std::string> int_to_text(Runtime& rt, View integer, int base, bool limited = true);
/// int(text, base): white space, sign, prefix and underscores as Python's; ValueError.
Result<Value> int_from_text(Runtime& rt, std::string_view text, int base, View shown);
std::size_t bit_length(View integer);

/// repr() of a float.
std::string float_repr(double d);
/// float(text); false if it is not one.
bool parse_float(std::string_view text, double& out);
std::int64_t hash_double(double d);
std::int64_t hash_int(View integer);

Result<Value> new_complex(Runtime& rt, double real, double imaginary);

// floor division and modulo of doubles as Python defines them; the divisor is not zero
void divmod_double(double a, double b, double& quotient, double& rest);
/// a ** b of floats (ZeroDivisionError, OverflowError; complex results for negative bases).
Result<Value> float_power(Runtime& rt, double a, double b);

/// divmod(a, b) of ints; either result may be null.
Result<void> int_divmod(Runtime& rt, View a, View b, Value* quotient, Value* rest);
Result<Value> int_divide_round_even(Runtime& rt, View a, View b);

}  // namespace ouro
