// SPDX-License-Identifier: MIT
// The functions of `math` over integers. Each says beforehand how large its result can be (reserve_bits), and pays for its work.
#include <algorithm>
#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/math/math.h"

namespace ouro::math {

namespace {

/// n * (n - 1) * … * (n - k + 1): products of neighbouring halves, so that both factors are of a size.
Result<Value> falling_product(Runtime& rt, View n, std::int64_t k) {
    if (k < 24 && n.is_int() && n.as_int() >= k) {
        // As machine words, as long as the product is one.
        Value result = View::small_int(1);
        std::int64_t word = 1;
        for (std::int64_t factor = n.as_int(); k > 0; --k, --factor) {
            std::int64_t next;
            if (!__builtin_mul_overflow(word, factor, &next) && View::fits_small_int(next)) {
                word = next;
                continue;
            }
            result = TRY(binary(rt, BinaryOp::mul, result, View::small_int(word)));
            word = factor;
        }
        return binary(rt, BinaryOp::mul, result, View::small_int(word));
    }
    if (k < 12) {
        Value result = View::small_int(1), factor(n);
        for (; k > 0; --k) {
            result = TRY(binary(rt, BinaryOp::mul, result, factor));
            factor = TRY(binary(rt, BinaryOp::sub, factor, View::small_int(1)));
        }
        return result;
    }
    TRY(rt.charge(1));
    std::int64_t half = k / 2;
    Value high = TRY(falling_product(rt, n, half));
    Value rest = TRY(binary(rt, BinaryOp::sub, n, View::small_int(half)));
    Value low = TRY(falling_product(rt, rest, k - half));
    return binary(rt, BinaryOp::mul, high, low);
}

/// What falling_product(n, k) needs, n having so many bits.
Result<void> reserve_product(Runtime& rt, std::size_t bits, std::int64_t k) {
    double size = static_cast<double>(bits) * static_cast<double>(k);
    return reserve_bits(rt, size, size / 32);
}

std::int64_t work_of(std::size_t bits) {
    double digits = static_cast<double>(bits) / 60;
    return static_cast<std::int64_t>(std::min(digits * digits, 1e15));
}

}  // namespace

Result<Value> factorial(Runtime& rt, Args args) {
    Value exact = TRY(index(rt, args[0]));
    if (sign_of(exact) < 0) return rt.raise(ValueError, "factorial() not defined for negative values");
    std::int64_t n;
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, "factorial() argument should not exceed %ld", INT64_MAX);
    TRY(reserve_bits(rt, std::lgamma(static_cast<double>(n) + 1) / std::log(2.0), static_cast<double>(n)));
    return falling_product(rt, exact, n);
}

Result<Value> gcd(Runtime& rt, Args args) {
    Value result = View::small_int(0);
    for (const Value& each : args[0].as<Tuple>()->view()) {
        Value n = TRY(index(rt, each));
        if (result == View::small_int(1)) continue;  // but what is no integer is still an error
        if (result.is_int() && n.is_int()) {
            std::uint64_t a = static_cast<std::uint64_t>(std::llabs(result.as_int())), b = static_cast<std::uint64_t>(std::llabs(n.as_int()));
            while (b) a = std::exchange(b, a % b);
            result = TRY(rt.integer_unsigned(a));
            continue;
        }
        std::size_t bits = std::max(bit_length(result), bit_length(n));
        TRY(reserve_bits(rt, static_cast<double>(bits) * 3, 16 * static_cast<double>(work_of(bits))));
        MpView x(result), y(n);
        MpNumber made;
        if (!made.ok() || mp_gcd(&x, &y, &made) != MP_OKAY) return rt.raise_memory_error();
        result = TRY(int_from_mp(rt, &made));
    }
    return result;
}

Result<Value> lcm(Runtime& rt, Args args) {
    Value result = View::small_int(1);
    for (const Value& each : args[0].as<Tuple>()->view()) {
        Value n = TRY(index(rt, each));
        if (!sign_of(result)) continue;
        if (!sign_of(n)) {
            result = View::small_int(0);
            continue;
        }
        std::size_t bits = bit_length(result) + bit_length(n);
        TRY(reserve_bits(rt, static_cast<double>(bits), static_cast<double>(work_of(bits))));
        MpView x(result), y(n);
        MpNumber made;
        if (!made.ok() || mp_lcm(&x, &y, &made) != MP_OKAY) return rt.raise_memory_error();
        result = TRY(int_from_mp(rt, &made));
    }
    return result;
}

Result<Value> isqrt(Runtime& rt, Args args) {
    Value n = TRY(index(rt, args[0]));
    if (sign_of(n) < 0) return rt.raise(ValueError, "isqrt() argument must be nonnegative");
    TRY(reserve_bits(rt, static_cast<double>(bit_length(n)) * 3, 16 * static_cast<double>(work_of(bit_length(n)))));
    MpView x(n);
    MpNumber made;
    if (!made.ok() || mp_sqrt(&x, &made) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &made);
}

Result<Value> perm(Runtime& rt, Args args) {
    if (args[1].is_none()) return factorial(rt, args);
    Value n = TRY(index(rt, args[0])), k = TRY(index(rt, args[1]));
    if (sign_of(n) < 0) return rt.raise(ValueError, "n must be a non-negative integer");
    if (sign_of(k) < 0) return rt.raise(ValueError, "k must be a non-negative integer");
    if (TRY(compare_truth(rt, n, k, CompareOp::lt))) return View::small_int(0);
    std::int64_t factors;
    if (!fits_int64(k, factors)) return rt.raise(OverflowError, "k must not exceed %ld", INT64_MAX);
    TRY(reserve_product(rt, bit_length(n), factors));
    return falling_product(rt, n, factors);
}

Result<Value> comb(Runtime& rt, Args args) {
    Value n = TRY(index(rt, args[0])), k = TRY(index(rt, args[1]));
    if (sign_of(n) < 0) return rt.raise(ValueError, "n must be a non-negative integer");
    if (sign_of(k) < 0) return rt.raise(ValueError, "k must be a non-negative integer");
    Value rest = TRY(binary(rt, BinaryOp::sub, n, k));
    if (sign_of(rest) < 0) return View::small_int(0);
    if (TRY(compare_truth(rt, rest, k, CompareOp::lt))) k = rest;
    std::int64_t factors;
    if (!fits_int64(k, factors)) return rt.raise(OverflowError, "min(n - k, k) must not exceed %ld", INT64_MAX);
    TRY(reserve_product(rt, bit_length(n), factors));
    Value product = TRY(falling_product(rt, n, factors)), divisor = TRY(falling_product(rt, k, factors));
    return binary(rt, BinaryOp::floor_div, product, divisor);
}

}  // namespace ouro::math
