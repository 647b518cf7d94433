// SPDX-License-Identifier: MIT
// int: arithmetic on immediates, and on big numbers through libtommath. Sizes are checked before the work; methods are in int_methods.cpp.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ctime>

#include "runtime/native/module.h"
#include "runtime/objects/big_number.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

std::size_t bytes_of(std::size_t digits) { return sizeof(BigInt) + digits * sizeof(mp_digit); }

std::int64_t small_of(View v) { return v.is_int() ? v.as_int() : v.is_true(); }
bool is_small(View v) { return v.is_int() || v.is_bool(); }

Result<BigInt*> allocate_big(Runtime& rt, Type* type, std::size_t digits) {
    auto* big = rt.allocate<BigInt>(type, bytes_of(digits));
    if (!big) return rt.raise_memory_error();
    big->used = static_cast<std::uint32_t>(digits);
    return big;
}

}  // namespace

MpView::MpView(View v) {
    if (is_small(v)) {
        std::int64_t n = small_of(v);
        std::uint64_t magnitude = n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
        digits_[0] = magnitude & MP_MASK;
        digits_[1] = magnitude >> MP_DIGIT_BIT;
        number_.dp = digits_;
        number_.used = digits_[1] ? 2 : digits_[0] ? 1 : 0;
        number_.alloc = 2;
        number_.sign = n < 0 ? MP_NEG : MP_ZPOS;
        return;
    }
    auto* big = v.as<BigInt>();
    number_.dp = big->digits;
    number_.used = static_cast<int>(big->used);
    number_.alloc = static_cast<int>(big->used);
    number_.sign = big->negative ? MP_NEG : MP_ZPOS;
}

bool MpNumber::set_bytes(std::string_view bytes) {
    if (mp_grow(&number_, static_cast<int>(bytes.size() * 8 / MP_DIGIT_BIT + 2)) != MP_OKAY) return false;
    number_.used = static_cast<int>(bytes.size() * 8 / MP_DIGIT_BIT + 1);
    for (int d = 0; d < number_.used; ++d) number_.dp[d] = 0;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        auto value = static_cast<mp_digit>(static_cast<unsigned char>(bytes[n]));
        std::size_t word = n * 8 / MP_DIGIT_BIT, shift = n * 8 % MP_DIGIT_BIT;
        number_.dp[word] |= value << shift & MP_MASK;
        if (shift + 8 > MP_DIGIT_BIT) number_.dp[word + 1] |= value >> (MP_DIGIT_BIT - shift);
    }
    mp_clamp(&number_);
    return true;
}

Result<Value> int_from_mp(Runtime& rt, const mp_int* m) {
    if (m->used <= 2) {
        std::uint64_t magnitude = m->used ? m->dp[0] : 0;
        bool fits = true;
        if (m->used == 2) {
            fits = m->dp[1] < 8;
            magnitude |= m->dp[1] << MP_DIGIT_BIT;
        }
        if (fits && magnitude <= static_cast<std::uint64_t>(kSmallIntMax))
            return View::small_int(m->sign == MP_NEG ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude));
        if (fits && m->sign == MP_NEG && magnitude == static_cast<std::uint64_t>(kSmallIntMax) + 1) return View::small_int(kSmallIntMin);
    }
    BigInt* big = TRY(allocate_big(rt, rt.types.int_, static_cast<std::size_t>(m->used)));
    big->negative = m->sign == MP_NEG;
    std::memcpy(big->digits, m->dp, static_cast<std::size_t>(m->used) * sizeof(mp_digit));
    return Value::adopt(View(big));
}

Result<Value> Runtime::big_integer(std::int64_t n) {
    return int_from_u64(*this, n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n), n < 0);
}

Result<Value> Runtime::integer_unsigned(std::uint64_t n) { return int_from_u64(*this, n, false); }

Result<Value> int_from_u64(Runtime& rt, std::uint64_t n, bool negative) {
    mp_digit digits[2] = {n & MP_MASK, n >> MP_DIGIT_BIT};
    mp_int m;
    m.dp = digits;
    m.used = digits[1] ? 2 : digits[0] ? 1 : 0;
    m.alloc = 2;
    m.sign = negative ? MP_NEG : MP_ZPOS;
    return int_from_mp(rt, &m);
}

Result<Value> int_from_double(Runtime& rt, double d) {
    if (std::fabs(d) < 4e18) return rt.integer(static_cast<std::int64_t>(d));
    int exponent;
    double fraction = std::frexp(std::fabs(d), &exponent);  // d = fraction * 2^exponent
    auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
    MpNumber m;
    if (!m.ok()) return rt.raise_memory_error();
    mp_set_u64(&m, mantissa);
    if (mp_mul_2d(&m, exponent - 53, &m) != MP_OKAY) return rt.raise_memory_error();
    (&m)->sign = d < 0 ? MP_NEG : MP_ZPOS;
    return int_from_mp(rt, &m);
}

Result<Value> plain_int(Runtime& rt, View v) {
    if (v.is_int()) return Value(v);
    if (v.is_bool()) return View::small_int(v.is_true());
    if (v.object()->type() == rt.types.int_) return Value(v);
    MpView m(v);
    return int_from_mp(rt, &m);
}

bool fits_int64(View v, std::int64_t& out) {
    if (is_small(v)) {
        out = small_of(v);
        return true;
    }
    auto* big = v.as<BigInt>();
    if (big->used > 2 || (big->used == 2 && big->digits[1] >= 16)) return false;
    std::uint64_t magnitude = big->used ? big->digits[0] : 0;
    if (big->used == 2) magnitude |= big->digits[1] << MP_DIGIT_BIT;
    if (magnitude > static_cast<std::uint64_t>(INT64_MAX) + big->negative) return false;
    out = static_cast<std::int64_t>(big->negative ? -magnitude : magnitude);
    return true;
}

int sign_of(View v) {
    if (is_small(v)) return small_of(v) < 0 ? -1 : small_of(v) > 0;
    auto* big = v.as<BigInt>();
    return !big->used ? 0 : big->negative ? -1 : 1;
}

std::size_t bit_length(View v) {
    MpView m(v);
    return static_cast<std::size_t>(mp_count_bits(&m));
}

Result<double> int_to_double(Runtime& rt, View v) {
    if (is_small(v)) return static_cast<double>(small_of(v));
    // The top 64 bits, with a sticky bit for the rest: rounding to nearest, ties to even, is then that of one conversion.
    auto* big = v.as<BigInt>();
    std::size_t bits = bit_length(v);
    if (bits > 1024) return rt.raise(OverflowError, "int too large to convert to float");
    if (!bits) return 0.0;
    auto bit_chunk = [&](std::ptrdiff_t from) {  // 64 bits from bit `from` up
        std::uint64_t chunk = 0;
        for (std::size_t d = 0; d < big->used; ++d) {
            std::ptrdiff_t shift = static_cast<std::ptrdiff_t>(d) * MP_DIGIT_BIT - from;
            if (shift >= 64 || shift <= -MP_DIGIT_BIT) continue;
            chunk |= shift >= 0 ? big->digits[d] << shift : big->digits[d] >> -shift;
        }
        return chunk;
    };
    std::ptrdiff_t drop = bits > 64 ? static_cast<std::ptrdiff_t>(bits) - 64 : 0;
    std::uint64_t top = bit_chunk(drop);
    bool sticky = false;
    for (std::ptrdiff_t at = 0; at < drop && !sticky; at += 64) {
        std::uint64_t chunk = bit_chunk(at);
        if (drop - at < 64) chunk &= (std::uint64_t{1} << (drop - at)) - 1;
        sticky = chunk != 0;
    }
    if (sticky) top |= 1;
    double d = std::ldexp(static_cast<double>(top), static_cast<int>(drop));
    if (std::isinf(d)) return rt.raise(OverflowError, "int too large to convert to float");
    return big->negative ? -d : d;
}

std::int64_t hash_int(View v) {
    constexpr std::uint64_t modulus = (std::uint64_t{1} << 61) - 1;
    std::uint64_t h = 0;
    bool negative;
    if (is_small(v)) {
        std::int64_t n = small_of(v);
        negative = n < 0;
        h = (negative ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n)) % modulus;
    } else {
        auto* big = v.as<BigInt>();
        negative = big->negative;
        for (std::size_t d = big->used; d-- > 0;)
            h = static_cast<std::uint64_t>(((static_cast<unsigned __int128>(h) << MP_DIGIT_BIT) + big->digits[d]) % modulus);
    }
    auto signed_hash = static_cast<std::int64_t>(h);
    if (negative) signed_hash = -signed_hash;
    return signed_hash == -1 ? -2 : signed_hash;
}

namespace {

/// One operation on numbers cannot be interrupted: what would outlast the deadline is not begun.
Result<void> expect_time(Runtime& rt, double seconds) {
    if (rt.limits.deadline <= 0 || seconds < 0.1) return {};
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 + seconds <= rt.limits.deadline) return {};
    return rt.raise_stop(StopReason::deadline);
}

Result<void> reserve(Runtime& rt, double bits, double work, double seconds) {
    if (bits / 7 > static_cast<double>(rt.limits.memory_limit - rt.limits.memory_used) || bits > 2e11) return rt.raise_memory_error();
    TRY(expect_time(rt, seconds));
    return rt.charge(static_cast<std::int64_t>(work > 1e18 ? 1e18 : work));
}

/// As reserve_bits(), for multiplications: large ones take less time than their work says (the algorithm of Toom and Cook).
Result<void> reserve_product(Runtime& rt, double bits, double work) {
    return reserve(rt, bits, work, std::pow(work, 0.77) * 1e-9);
}

}  // namespace

Result<void> reserve_bits(Runtime& rt, double bits, double work) { return reserve(rt, bits, work, work * 1e-9); }

namespace {

using MpBinary = mp_err (*)(const mp_int*, const mp_int*, mp_int*);

Result<Value> big_operation(Runtime& rt, MpBinary operation, View a, View b, double bits, double work) {
    TRY(reserve_bits(rt, bits, work));
    MpView x(a), y(b);
    MpNumber result;
    if (!result.ok() || operation(&x, &y, &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

#define REQUIRE_INTEGERS(a, b) \
    if (!is_integer(a) || !is_integer(b)) return View::not_implemented()

double bits_of(View v) { return static_cast<double>(bit_length(v)); }

Result<Value> add(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (is_small(a) && is_small(b)) return rt.integer(small_of(a) + small_of(b));
    double bits = std::fmax(bits_of(a), bits_of(b)) + 1;
    return big_operation(rt, mp_add, a, b, bits, bits / 64);
}

Result<Value> sub(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (is_small(a) && is_small(b)) return rt.integer(small_of(a) - small_of(b));
    double bits = std::fmax(bits_of(a), bits_of(b)) + 1;
    return big_operation(rt, mp_sub, a, b, bits, bits / 64);
}

Result<Value> mul(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (is_small(a) && is_small(b)) {
        std::int64_t product;
        if (!__builtin_mul_overflow(small_of(a), small_of(b), &product)) return rt.integer(product);
    }
    double x = bits_of(a), y = bits_of(b);
    return big_operation(rt, mp_mul, a, b, x + y, x * y / 4096 + 1);
}

Raised zero_division(Runtime& rt, const char* what) { return rt.raise(ZeroDivisionError, "%s", what); }

}  // namespace

Result<void> int_divmod(Runtime& rt, View a, View b, Value* quotient, Value* rest) {
    if (is_small(a) && is_small(b)) {
        std::int64_t x = small_of(a), y = small_of(b), q = x / y, r = x % y;
        if (r && (r < 0) != (y < 0)) {
            --q;
            r += y;
        }
        if (quotient) *quotient = TRY(rt.integer(q));
        if (rest) *rest = View::small_int(r);
        return {};
    }
    double bits = bits_of(a);
    TRY(reserve_bits(rt, bits, bits * bits_of(b) / 4096 + 1));
    MpView x(a), y(b);
    MpNumber q, r;
    if (!q.ok() || !r.ok() || divide(&x, &y, &q, &r) != MP_OKAY) return rt.raise_memory_error();
    if (!mp_iszero(&r) && (&r)->sign != (&y)->sign) {  // floors
        if (mp_add(&r, &y, &r) != MP_OKAY || mp_decr(&q) != MP_OKAY) return rt.raise_memory_error();
    }
    if (quotient) *quotient = TRY(int_from_mp(rt, &q));
    if (rest) *rest = TRY(int_from_mp(rt, &r));
    return {};
}

namespace {

Result<Value> floor_div(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (!sign_of(b)) return zero_division(rt, "integer division or modulo by zero");
    Value quotient;
    TRY(int_divmod(rt, a, b, &quotient, nullptr));
    return quotient;
}

Result<Value> mod(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (!sign_of(b)) return zero_division(rt, "integer modulo by zero");
    Value rest;
    TRY(int_divmod(rt, a, b, nullptr, &rest));
    return rest;
}

Result<Value> true_div(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (!sign_of(b)) return zero_division(rt, "division by zero");
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    if (is_small(a) && is_small(b) && std::llabs(small_of(a)) <= exact && std::llabs(small_of(b)) <= exact)
        return rt.real(static_cast<double>(small_of(a)) / static_cast<double>(small_of(b)));
    if (!sign_of(a)) return rt.real(sign_of(b) < 0 ? -0.0 : 0.0);
    // The quotient scaled to 64 bits or more, with a sticky bit, is rounded once.
    auto shift = static_cast<std::ptrdiff_t>(bit_length(b)) - static_cast<std::ptrdiff_t>(bit_length(a)) + 66;
    if (-shift > 1100) return rt.raise(OverflowError, "integer division result too large for a float");
    if (shift > 1200) return rt.real(sign_of(a) == sign_of(b) ? 0.0 : -0.0);
    TRY(reserve_product(rt, bits_of(a) + bits_of(b) + 128, bits_of(a) * bits_of(b) / 4096 + 1));
    MpView x(a), y(b);
    MpNumber n, d, q, r;
    if (!n.ok() || !d.ok() || !q.ok() || !r.ok()) return rt.raise_memory_error();
    if (mp_abs(&x, &n) != MP_OKAY || mp_abs(&y, &d) != MP_OKAY) return rt.raise_memory_error();
    if ((shift > 0 ? mp_mul_2d(&n, static_cast<int>(shift), &n) : mp_mul_2d(&d, static_cast<int>(-shift), &d)) != MP_OKAY ||
        divide(&n, &d, &q, &r) != MP_OKAY)
        return rt.raise_memory_error();
    // q has 66 or 67 bits. Keep as many as the result's precision needs (fewer for subnormal results), then round by hand.
    int bits = mp_count_bits(&q);
    int keep = 53;
    std::ptrdiff_t exponent = static_cast<std::ptrdiff_t>(bits) - shift;  // result in [2^(exponent-1), 2^exponent)
    if (exponent < -1021) keep = static_cast<int>(53 - (-1021 - exponent));
    if (keep < 0) return rt.real(sign_of(a) == sign_of(b) ? 0.0 : -0.0);
    int drop = bits - keep;
    MpNumber top, low;
    if (!top.ok() || !low.ok() || mp_div_2d(&q, drop, &top, &low) != MP_OKAY) return rt.raise_memory_error();
    std::uint64_t mantissa = mp_get_mag_u64(&top);
    MpNumber half;
    if (!half.ok() || mp_2expt(&half, drop - 1) != MP_OKAY) return rt.raise_memory_error();
    mp_ord order = mp_cmp_mag(&low, &half);
    if (order == MP_GT || (order == MP_EQ && (!mp_iszero(&r) || (mantissa & 1)))) ++mantissa;
    double result = std::ldexp(static_cast<double>(mantissa), static_cast<int>(drop - shift));
    if (std::isinf(result)) return rt.raise(OverflowError, "integer division result too large for a float");
    return rt.real(sign_of(a) == sign_of(b) ? result : -result);
}

Result<Value> power_of(Runtime& rt, View a, View b) {
    if (sign_of(b) < 0) {
        double x = TRY(int_to_double(rt, a)), y = TRY(int_to_double(rt, b));
        if (x == 0) return rt.raise(ZeroDivisionError, "0.0 cannot be raised to a negative power");
        return float_power(rt, x, y);
    }
    std::int64_t exponent;
    if (is_small(a) && (small_of(a) == 0 || small_of(a) == 1 || small_of(a) == -1)) {
        std::int64_t base = small_of(a);
        if (!sign_of(b)) return View::small_int(1);
        if (base == -1) {
            MpView y(b);
            return View::small_int(mp_isodd(&y) ? -1 : 1);
        }
        return View::small_int(base);
    }
    if (!fits_int64(b, exponent)) return rt.raise_memory_error();
    double bits = bits_of(a) * static_cast<double>(exponent);
    if (is_small(a) && bits <= 62) {
        std::int64_t result = 1, base = small_of(a);
        for (std::int64_t e = exponent;;) {
            if (e & 1) result *= base;
            e >>= 1;
            if (!e) break;
            base *= base;
        }
        return rt.integer(result);
    }
    TRY(reserve_product(rt, bits, bits * bits / 40000 + 1));
    if (exponent > INT32_MAX) return rt.raise_memory_error();
    MpView x(a);
    MpNumber result;
    if (!result.ok() || mp_expt_u32(&x, static_cast<std::uint32_t>(exponent), &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

Result<Value> pow(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    return power_of(rt, a, b);
}

Result<Value> pow3(Runtime& rt, View a, View b, View m) {
    if (!is_integer(a) || !is_integer(b)) return View::not_implemented();
    if (m.is_none()) return power_of(rt, a, b);
    if (!is_integer(m)) return View::not_implemented();
    if (!sign_of(m)) return rt.raise(ValueError, "pow() 3rd argument cannot be 0");
    double bits = bits_of(m);
    TRY(reserve_bits(rt, bits * 4, bits * bits * bits_of(b) / 4096 + 1));
    MpView x(a), y(b), z(m);
    MpNumber base, modulus, exponent, result;
    if (!base.ok() || !modulus.ok() || !exponent.ok() || !result.ok() || mp_abs(&z, &modulus) != MP_OKAY ||
        mp_abs(&y, &exponent) != MP_OKAY || mp_mod(&x, &modulus, &base) != MP_OKAY)
        return rt.raise_memory_error();
    if (mp_cmp_d(&modulus, 1) == MP_EQ) return View::small_int(0);
    if (sign_of(b) < 0) {
        mp_err error = mp_invmod(&base, &modulus, &base);
        if (error == MP_VAL) return rt.raise(ValueError, "base is not invertible for the given modulus");
        if (error != MP_OKAY) return rt.raise_memory_error();
    }
    if (mp_exptmod(&base, &exponent, &modulus, &result) != MP_OKAY) return rt.raise_memory_error();
    if (sign_of(m) < 0 && !mp_iszero(&result) && mp_sub(&result, &modulus, &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

Result<Value> lshift(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (sign_of(b) < 0) return rt.raise(ValueError, "negative shift count");
    if (!sign_of(a)) return View::small_int(0);
    std::int64_t count;
    if (!fits_int64(b, count)) return rt.raise(OverflowError, "too many digits in integer");
    TRY(reserve_bits(rt, bits_of(a) + static_cast<double>(count), static_cast<double>(count) / 64));
    MpView x(a);
    MpNumber result;
    if (count > INT32_MAX - 1000 || !result.ok() || mp_mul_2d(&x, static_cast<int>(count), &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

Result<Value> rshift(Runtime& rt, View a, View b) {
    REQUIRE_INTEGERS(a, b);
    if (sign_of(b) < 0) return rt.raise(ValueError, "negative shift count");
    std::int64_t count;
    if (!fits_int64(b, count) || static_cast<double>(count) > bits_of(a)) return View::small_int(sign_of(a) < 0 ? -1 : 0);
    if (is_small(a)) return View::small_int(small_of(a) >> count);
    MpView x(a);
    MpNumber result;
    if (!result.ok() || mp_signed_rsh(&x, static_cast<int>(count), &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

#define BITWISE(name, sign, operation)                                          \
    Result<Value> name(Runtime& rt, View a, View b) {                           \
        REQUIRE_INTEGERS(a, b);                                                 \
        if (a.is_bool() && b.is_bool()) return View::boolean(small_of(a) sign small_of(b)); \
        if (is_small(a) && is_small(b)) return View::small_int(small_of(a) sign small_of(b)); \
        double bits = std::fmax(bits_of(a), bits_of(b)) + 1;                    \
        return big_operation(rt, operation, a, b, bits, bits / 64);             \
    }
BITWISE(bit_and, &, mp_and)
BITWISE(bit_or, |, mp_or)
BITWISE(bit_xor, ^, mp_xor)

Result<Value> negate(Runtime& rt, View a) {
    if (is_small(a)) return rt.integer(-small_of(a));
    MpView x(a);
    mp_int negated = *&x;
    negated.sign = negated.sign == MP_NEG ? MP_ZPOS : MP_NEG;
    return int_from_mp(rt, &negated);
}

Result<Value> complement(Runtime& rt, View a) {
    if (is_small(a)) return View::small_int(~small_of(a));
    MpView x(a);
    MpNumber result;
    if (!result.ok() || mp_complement(&x, &result) != MP_OKAY) return rt.raise_memory_error();
    return int_from_mp(rt, &result);
}

Result<Value> magnitude(Runtime& rt, View a) { return sign_of(a) < 0 ? negate(rt, a) : plain_int(rt, a); }

Result<Value> compare_ints(Runtime&, View a, View b, CompareOp op) {
    if (!is_integer(b)) return View::not_implemented();
    int order;
    if (is_small(a) && is_small(b)) {
        order = small_of(a) < small_of(b) ? -1 : small_of(a) > small_of(b);
    } else {
        MpView x(a), y(b);
        order = mp_cmp(&x, &y);
    }
    return View::boolean(order_holds(order, op));
}

Result<Value> int_repr(Runtime& rt, View a) {
    if (a.is_int()) {
        char text[24];
        int size = std::snprintf(text, sizeof text, "%lld", static_cast<long long>(a.as_int()));
        return rt.str({text, static_cast<std::size_t>(size)});
    }
    if (a.is_int()) {
        char digits[24];
        Ref<Str> made = TRY(new_ascii_str(rt, {digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, a.as_int()).ptr - digits)}));
        return made;
    }
    std::string text = TRY(int_to_text(rt, a, 10));
    return rt.str(text);
}

}  // namespace

Result<std::string> int_to_text(Runtime& rt, View v, int base, bool limited) {
    if (is_small(v) && base == 10) return std::to_string(small_of(v));
    std::size_t bits = bit_length(v);
    if (base == 10 && limited && rt.int_max_str_digits && static_cast<double>(bits) > rt.int_max_str_digits * 3.321928094887363) {
        if (static_cast<double>(bits) * 0.30102999566398 >= rt.int_max_str_digits)
            return rt.raise(ValueError,
                            "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
                            rt.int_max_str_digits);
    }
    double digits = static_cast<double>(bits) / std::log2(base) + 4;
    int width = base == 2 ? 1 : base == 4 ? 2 : base == 8 ? 3 : base == 16 ? 4 : base == 32 ? 5 : 0;
    TRY(reserve_bits(rt, digits * 16, width ? digits / 16 : digits * digits / 512 + 1));
    MpView m(v);
    if (width) {  // digits are bits: no division
        const mp_int* number = &m;
        auto bit = [&](std::size_t at) { return static_cast<int>(number->dp[at / MP_DIGIT_BIT] >> (at % MP_DIGIT_BIT) & 1); };
        std::size_t count = std::max<std::size_t>(1, (bits + static_cast<std::size_t>(width) - 1) / static_cast<std::size_t>(width));
        std::string text(number->sign == MP_NEG ? "-" : "");
        for (std::size_t n = count; n-- > 0;) {
            int digit = 0;
            for (int b = width; b-- > 0;) {
                std::size_t at = n * static_cast<std::size_t>(width) + static_cast<std::size_t>(b);
                digit = digit << 1 | (at < bits ? bit(at) : 0);
            }
            text += "0123456789abcdefghijklmnopqrstuv"[digit];
        }
        return text;
    }
    if (base == 10) {
        MpNumber magnitude;
        std::string text;
        if (!magnitude.ok() || mp_abs(&m, &magnitude) != MP_OKAY || to_decimal(&magnitude, text) != MP_OKAY) return rt.raise_memory_error();
        return sign_of(v) < 0 ? "-" + text : text;
    }
    std::string text(static_cast<std::size_t>(digits) + 4, '\0');
    std::size_t written = 0;
    if (mp_to_radix(&m, text.data(), text.size(), &written, base) != MP_OKAY) return rt.raise_memory_error();
    text.resize(written ? written - 1 : 0);
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return text;
}

const TypeDef int__type{
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments are given. Text is read in the\nbase, from 2 to 36; in base 0 it says its own by 0b, 0o or 0x.\n\n>>> int('ff', 16), int('0b101', base=0), int(-7.9)\n(255, 5, -7)",
    .kind = Kind::big_int,
    .size = sizeof(BigInt),
    .flags = Type::base_type | Type::variable_size | Type::immutable,
    .construct_signature = "(x=<no value>, /, base=<no value>)",
    .construct_bound = int_construct,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, bytes_of(static_cast<BigInt*>(object)->used)); },
              .repr = int_repr,
              .hash = [](Runtime&, View self) -> Result<std::int64_t> { return hash_int(self); },
              .compare = compare_ints,
              .truth = [](Runtime&, View self) -> Result<bool> { return sign_of(self) != 0; },
              .binary = {add, sub, mul, true_div, floor_div, mod, pow, nullptr, lshift, rshift, bit_and, bit_or, bit_xor},
              .power = pow3,
              .negative = negate,
              .positive = plain_int,
              .invert = complement,
              .absolute = magnitude,
              .index = plain_int,
              .to_int = plain_int,
              .to_float = [](Runtime& rt, View self) -> Result<Value> { return rt.real(TRY(int_to_double(rt, self))); }},
    .methods = int_methods,
    .properties = int_properties,
};

Result<Value> new_int_subclass(Runtime& rt, Type* type, View value) {
    MpView m(value);
    BigInt* big = TRY(allocate_big(rt, type, static_cast<std::size_t>((&m)->used)));
    big->negative = (&m)->sign == MP_NEG;
    std::memcpy(big->digits, (&m)->dp, big->used * sizeof(mp_digit));
    return Value::adopt(View(big));
}

}  // namespace ouro
