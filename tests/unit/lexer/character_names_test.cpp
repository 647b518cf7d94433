// SPDX-License-Identifier: MIT
#include "lexer/character_names.h"

#include <doctest/doctest.h>

using namespace ouro;

TEST_CASE("names of all kinds lead to their characters and back") {
    for (char32_t c : {U' ', U'a', U'\u00e9', U'\u4e00', U'\uf900', U'\uac00', U'\ud7a3', U'\U0001f600', U'\U0001b170', U'\U0002ebf0'}) {
        CAPTURE(static_cast<unsigned>(c));
        CHECK(lookup_character_name(character_name(c)) == c);
    }
    CHECK(character_name(U'\uac01') == "HANGUL SYLLABLE GAG");
    CHECK(character_name(0) == "");
    CHECK(character_name(0x110000) == "");
}

TEST_CASE("aliases are names, sequences are not") {
    CHECK(lookup_character_name("nul") == U'\0');
    CHECK(!lookup_character_name("KEYCAP NUMBER SIGN"));
    CHECK(lookup_character_sequence("keycap number sign") == U"#\ufe0f\u20e3");
    CHECK(lookup_character_sequence("NUL").empty());
}

TEST_CASE("names that only look right are refused") {
    for (const char* name : {"", " ", "SPACE ", "CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-0041", "CJK UNIFIED IDEOGRAPH-4e00", "HANGUL SYLLABLE ", "HANGUL SYLLABLE GAGGG"})
        CHECK(!lookup_character_name(name));
}
