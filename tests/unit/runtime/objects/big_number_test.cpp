// SPDX-License-Identifier: MIT
// Long division and radix conversion against libtommath's own, at lengths around the thresholds and beyond.
#include "runtime/objects/big_number.h"

#include <doctest/doctest.h>

#include <memory>
#include <random>

#include "runtime/objects/number.h"

using namespace ouro;

namespace {

/// A number of so many words, some of which are all zeros or all ones: those make quotients that are guessed wrong first.
void fill(MpNumber& number, int words, std::mt19937_64& random) {
    REQUIRE(mp_grow(&number, words + 1) == MP_OKAY);
    mp_int* m = &number;
    m->used = words;
    for (int n = 0; n < words; ++n) m->dp[n] = random() % 4 == 0 ? 0 : random() % 4 == 0 ? MP_MASK : random() & MP_MASK;
    if (words) m->dp[words - 1] |= 1;
    mp_clamp(m);
}

}  // namespace

TEST_CASE("long division gives what the library's does, whatever the lengths and signs") {
    std::mt19937_64 random(7);
    for (int divisor_words : {1, 79, 80, 81, 160, 333, 700}) {
        for (int dividend_words : {0, 1, 79, 160, 161, 400, 1000, 2111}) {
            MpNumber a, b, q, r, expected_q, expected_r;
            fill(a, dividend_words, random);
            fill(b, divisor_words, random);
            if (random() % 2 && dividend_words) (&a)->sign = MP_NEG;
            if (random() % 2) (&b)->sign = MP_NEG;
            CAPTURE(divisor_words);
            CAPTURE(dividend_words);
            REQUIRE(divide(&a, &b, &q, &r) == MP_OKAY);
            REQUIRE(mp_div(&a, &b, &expected_q, &expected_r) == MP_OKAY);
            CHECK(mp_cmp(&q, &expected_q) == MP_EQ);
            CHECK(mp_cmp(&r, &expected_r) == MP_EQ);
        }
    }
}

TEST_CASE("a multiple less one and a power of two are divided right") {
    for (int words : {90, 200, 517}) {
        std::mt19937_64 random(static_cast<unsigned>(words));
        MpNumber a, b, q, r;
        fill(b, words, random);
        REQUIRE(mp_sqr(&b, &a) == MP_OKAY);
        REQUIRE(mp_decr(&a) == MP_OKAY);
        REQUIRE(divide(&a, &b, &q, &r) == MP_OKAY);
        REQUIRE(mp_incr(&q) == MP_OKAY);
        REQUIRE(mp_incr(&r) == MP_OKAY);
        CHECK(mp_cmp(&q, &b) == MP_EQ);
        CHECK(mp_cmp(&r, &b) == MP_EQ);
        REQUIRE(mp_2expt(&b, words * 60) == MP_OKAY);
        REQUIRE(mp_2expt(&a, words * 150 + 7) == MP_OKAY);
        REQUIRE(divide(&a, &b, &q, &r) == MP_OKAY);
        CHECK(mp_count_bits(&q) == words * 90 + 8);
        CHECK(mp_iszero(&r));
    }
}

TEST_CASE("decimal text is the library's, and reads back") {
    std::mt19937_64 random(3);
    for (int words : {0, 1, 2, 3, 4, 31, 63, 64, 65, 130, 500, 1300}) {
        MpNumber number, back;
        fill(number, words, random);
        std::string text, expected(static_cast<std::size_t>(words) * 19 + 4, '\0');
        std::size_t written = 0;
        REQUIRE(to_decimal(&number, text) == MP_OKAY);
        REQUIRE(mp_to_radix(&number, expected.data(), expected.size(), &written, 10) == MP_OKAY);
        expected.resize(written - 1);
        CHECK(text == expected);
        REQUIRE(from_digits(text, 10, &back) == MP_OKAY);
        CHECK(mp_cmp(&number, &back) == MP_EQ);
    }
}

TEST_CASE("digits of any base are read") {
    std::mt19937_64 random(5);
    for (int base : {2, 3, 7, 10, 29, 36}) {
        for (int words : {1, 40, 700}) {
            MpNumber number, back;
            fill(number, words, random);
            std::string text(static_cast<std::size_t>(words) * 61 + 4, '\0');
            std::size_t written = 0;
            REQUIRE(mp_to_radix(&number, text.data(), text.size(), &written, base) == MP_OKAY);
            text.resize(written - 1);
            REQUIRE(from_digits(text, base, &back) == MP_OKAY);
            CHECK(mp_cmp(&number, &back) == MP_EQ);
        }
    }
}
