// SPDX-License-Identifier: MIT
#include "stdlib/multibyte/charsets.h"

#include <doctest/doctest.h>

#include "stdlib/multibyte/codec.h"

using namespace ouro::multibyte;

TEST_CASE("a character set gives nothing outside its rows, and every code back for its character") {
    CHECK(jisx0208.decode(0x2121) == 0x3000);
    CHECK(jisx0208.decode(0x3021) == 0x4e9c);
    CHECK(jisx0208.encode(0x4e9c) == 0x3021);
    CHECK(jisx0213_2_supplementary.base == 0x20000);
    for (unsigned code : {0u, 0x2020u, 0x2100u, 0x21ffu, 0x7f21u, 0xffffu}) CHECK(jisx0208.decode(code) == 0);
    for (char32_t c : {U'\0', U'a', char32_t{0xffff}, char32_t{0x20000}, char32_t{0x10ffff}}) CHECK(jisx0208.encode(c) == 0);
    for (const Charset* charset : {&gb2312, &jisx0208, &ksx1001, &cp949_extension, &hkscs_supplementary})
        for (unsigned code = 0; code < 0x10000; ++code)
            if (char32_t c = charset->decode(code)) REQUIRE(charset->encode(c) == code);
}

TEST_CASE("a table's exceptions come before its segments, and a pair needs both characters") {
    CHECK(shift_jis_table.decode(0xb1) == 0xff71);
    CHECK(euc_jisx0213_table.excludes(0xaea1));
    CHECK(euc_jisx0213_table.decode(0xaea1) == 0);
    CHECK(euc_jis_2004_table.decode(0xaea1) != 0);
    CHECK(euc_jis_2004_table.pair(0xe6, 0) != nullptr);
    REQUIRE(euc_jis_2004_table.pair(0xe6, 0x300) != nullptr);
    CHECK(euc_jis_2004_table.pair(0xe6, 0x300)->code == 0xabc4);
    CHECK(euc_jis_2004_table.pair(0xe6, 'x') == nullptr);
}

TEST_CASE("every codec takes, wants or refuses something at any byte, and never more than there is") {
    for (std::span<const Codec> codecs : {double_byte_codecs(), escaped_codecs()})
        for (const Codec& codec : codecs)
            for (unsigned lead = 0; lead < 256; ++lead)
                for (unsigned trail = 0; trail < 256; trail += 5) {
                    const char bytes[] = {static_cast<char>(lead), static_cast<char>(trail)};
                    for (std::size_t size : {1, 2}) {
                        State state;
                        if (codec.begin) codec.begin(state, true);
                        std::string out;
                        int taken = codec.decode(codec, state, {bytes, size}, out);
                        REQUIRE(taken <= static_cast<int>(size));
                        REQUIRE(-taken <= static_cast<int>(size));
                    }
                }
}
