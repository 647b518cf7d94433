// SPDX-License-Identifier: MIT
// Division by Burnikel and Ziegler, in the form of Brent and Zimmermann (Modern Computer Arithmetic, 1.4.3), and radix conversion by
// halves (1.7.2).
#include "runtime/objects/big_number.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "runtime/objects/number.h"

namespace ouro {

namespace {

constexpr int kShort = 80;           // words up to which the library's division is the faster one (measured)
constexpr int kShortTextLevel = 5;   // 2^5 chunks are written, and read, one by one

#define CHECK(expression)                                          \
    do {                                                           \
        if (mp_err error_ = (expression); error_ != MP_OKAY) return error_; \
    } while (0)
#define CHECK_MADE(...)                                                           \
    do {                                                                          \
        for (MpNumber* made_ : {__VA_ARGS__})                                     \
            if (!made_->ok()) return MP_MEM;                                      \
    } while (0)

/// The number without its `words` lowest words, and these.
mp_err split(const mp_int* number, int words, mp_int* high, mp_int* low) {
    CHECK(mp_mod_2d(number, words * MP_DIGIT_BIT, low));
    CHECK(mp_copy(number, high));
    mp_rshd(high, words);
    return MP_OKAY;
}

/// high = high * 2^(words * MP_DIGIT_BIT) + low
mp_err join(mp_int* high, int words, const mp_int* low) {
    CHECK(mp_lshd(high, words));
    return mp_add(high, low, high);
}

/// Divides `number` by a divisor whose top bit is set and which has at least half as many words; the rest replaces it.
mp_err divide_balanced(mp_int* number, const mp_int* divisor, mp_int* quotient) {
    int more = number->used - divisor->used;
    if (more < kShort) {
        MpNumber rest;
        CHECK_MADE(std::addressof(rest));
        CHECK(mp_div(number, divisor, quotient, &rest));
        mp_exch(&rest, number);
        return MP_OKAY;
    }
    MpNumber divisor_high, divisor_low, high, low, product, part;
    CHECK_MADE(std::addressof(divisor_high), std::addressof(divisor_low), std::addressof(high), std::addressof(low), std::addressof(product), std::addressof(part));
    int half = more / 2;
    CHECK(split(divisor, half, &divisor_high, &divisor_low));
    mp_zero(quotient);
    for (int below : {2 * half, half}) {
        // What the divisor's high words say is at most two too much.
        CHECK(split(number, below, &high, &low));
        CHECK(divide_balanced(&high, &divisor_high, &part));
        CHECK(mp_mul(&part, &divisor_low, &product));
        CHECK(join(&high, below, &low));
        CHECK(mp_lshd(&product, below - half));
        CHECK(mp_sub(&high, &product, &high));
        while (mp_isneg(&high)) {
            CHECK(mp_decr(&part));
            CHECK(mp_copy(divisor, &product));
            CHECK(mp_lshd(&product, below - half));
            CHECK(mp_add(&high, &product, &high));
        }
        mp_exch(&high, number);
        CHECK(join(quotient, half, &part));
    }
    return MP_OKAY;
}

/// Powers of a base: number n has the exponent `digits * 2^n`.
class Powers {
public:
    explicit Powers(int digits) : digits_(digits) {}
    mp_err begin(mp_digit first) {
        powers_.push_back(std::make_unique<MpNumber>());
        if (!powers_.back()->ok()) return MP_MEM;
        mp_set(&*powers_.back(), first);
        return MP_OKAY;
    }
    mp_err square() {
        auto next = std::make_unique<MpNumber>();
        if (!next->ok()) return MP_MEM;
        CHECK(mp_sqr(last(), &*next));
        powers_.push_back(std::move(next));
        return MP_OKAY;
    }
    const mp_int* last() { return &*powers_.back(); }
    const mp_int* at(int level) { return &*powers_[static_cast<std::size_t>(level)]; }
    int count() const { return static_cast<int>(powers_.size()); }
    std::size_t digits(int level) const { return static_cast<std::size_t>(digits_) << level; }

private:
    int digits_;
    std::vector<std::unique_ptr<MpNumber>> powers_;
};

/// Writes a number below powers.at(level) with leading zeros.
mp_err write_decimal(mp_int* number, Powers& powers, int level, char* text) {
    if (level <= kShortTextLevel) {
        for (std::size_t at = powers.digits(level), chunk_digits = powers.digits(0); at;) {
            mp_digit chunk = 0;
            if (!mp_iszero(number)) CHECK(mp_div_d(number, powers.at(0)->dp[0], number, &chunk));
            for (std::size_t n = 0; n < chunk_digits; ++n, chunk /= 10) text[--at] = static_cast<char>('0' + chunk % 10);
        }
        return MP_OKAY;
    }
    MpNumber high, low;
    CHECK_MADE(std::addressof(high), std::addressof(low));
    CHECK(divide(number, powers.at(level - 1), &high, &low));
    CHECK(write_decimal(&high, powers, level - 1, text));
    return write_decimal(&low, powers, level - 1, text + powers.digits(level - 1));
}

int value_of(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

mp_err read_digits(std::string_view digits, int base, Powers& powers, mp_int* number) {
    std::size_t chunk_digits = powers.digits(0);
    if (digits.size() <= powers.digits(kShortTextLevel)) {
        mp_zero(number);
        for (std::size_t at = 0; at < digits.size();) {
            std::size_t count = (digits.size() - at) % chunk_digits ? (digits.size() - at) % chunk_digits : chunk_digits;
            mp_digit chunk = 0, scale = 1;
            for (; count--; scale *= static_cast<mp_digit>(base)) chunk = chunk * static_cast<mp_digit>(base) + static_cast<mp_digit>(value_of(digits[at++]));
            CHECK(mp_mul_d(number, scale, number));
            CHECK(mp_add_d(number, chunk, number));
        }
        return MP_OKAY;
    }
    int level = 0;
    while (powers.digits(level + 1) < digits.size()) ++level;
    while (powers.count() <= level) CHECK(powers.square());
    MpNumber low;
    CHECK_MADE(std::addressof(low));
    std::size_t below = powers.digits(level);
    CHECK(read_digits(digits.substr(digits.size() - below), base, powers, &low));
    CHECK(read_digits(digits.substr(0, digits.size() - below), base, powers, number));
    CHECK(mp_mul(number, powers.at(level), number));
    return mp_add(number, &low, number);
}

}  // namespace

mp_err divide(const mp_int* dividend, const mp_int* divisor, mp_int* quotient, mp_int* rest) {
    int words = divisor->used, more = dividend->used - words;
    if (words < kShort || more < kShort) return mp_div(dividend, divisor, quotient, rest);
    MpNumber number, normal, high, low, part;
    CHECK_MADE(std::addressof(number), std::addressof(normal), std::addressof(high), std::addressof(low), std::addressof(part));
    int shift = mp_count_bits(divisor) % MP_DIGIT_BIT;
    if (shift) shift = MP_DIGIT_BIT - shift;
    CHECK(mp_mul_2d(divisor, shift, &normal));
    CHECK(mp_mul_2d(dividend, shift, &number));
    (&normal)->sign = (&number)->sign = MP_ZPOS;
    mp_zero(quotient);
    for (more = (&number)->used - words; more > 0;) {
        // The dividend's highest words, twice as many as the divisor has, give as many words of the quotient as that.
        int step = std::min(more, words);
        more -= step;
        CHECK(split(&number, more, &high, &low));
        CHECK(divide_balanced(&high, &normal, &part));
        CHECK(join(quotient, step, &part));
        CHECK(join(&high, more, &low));
        mp_exch(&high, &number);
    }
    CHECK(mp_div_2d(&number, shift, rest, nullptr));
    quotient->sign = mp_iszero(quotient) || dividend->sign == divisor->sign ? MP_ZPOS : MP_NEG;
    rest->sign = mp_iszero(rest) ? MP_ZPOS : dividend->sign;
    return MP_OKAY;
}

mp_err to_decimal(const mp_int* number, std::string& text) {
    static_assert(MP_DIGIT_BIT == 60);
    Powers powers(18);
    CHECK(powers.begin(1'000'000'000'000'000'000));
    while (number->used > 2 * powers.last()->used - 2) CHECK(powers.square());
    MpNumber rest;
    CHECK_MADE(std::addressof(rest));
    CHECK(mp_copy(number, &rest));
    int level = powers.count();
    text.resize(powers.digits(level));
    CHECK(write_decimal(&rest, powers, level, text.data()));
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    return MP_OKAY;
}

mp_err from_digits(std::string_view digits, int base, mp_int* number) {
    int count = 1;
    mp_digit power = static_cast<mp_digit>(base);
    for (; power <= MP_MASK / static_cast<mp_digit>(base); power *= static_cast<mp_digit>(base)) ++count;
    Powers powers(count);
    CHECK(powers.begin(power));
    return read_digits(digits, base, powers, number);
}

}  // namespace ouro
