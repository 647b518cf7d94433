// SPDX-License-Identifier: MIT
// Escapes, and the characters of identifiers.
#include "lexer/literal.h"

#include <doctest/doctest.h>

using namespace ouro;

TEST_CASE("escapes of text") {
    CHECK(decode_string_escapes("\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"\\\n|", false).text == "\a\b\f\n\r\t\v\\'\"|");
    CHECK(decode_string_escapes("\\101\\x41\\u20ac\\U0001f600", false).text == "AA\xe2\x82\xac\xf0\x9f\x98\x80");
    CHECK(decode_string_escapes("\\N{GREEK SMALL LETTER ALPHA}", false).text == "\xce\xb1");
    CHECK(decode_string_escapes("\\ud800", false).text == "\xed\xa0\x80");
}

TEST_CASE("bytes know fewer escapes") {
    CHECK(decode_string_escapes("\\x00\\u0041", true).text == std::string("\0\\u0041", 7));
}

TEST_CASE("escapes that are cut short are errors") {
    CHECK(decode_string_escapes("\\x4", false).error != "");
    CHECK(decode_string_escapes("\\u12", false).error != "");
    CHECK(decode_string_escapes("\\U00110000", false).error != "");
    CHECK(decode_string_escapes("\\N{NO SUCH NAME}", false).error != "");
    CHECK(decode_string_escapes("\\x4", true).error != "");
}

TEST_CASE("escapes that mean nothing stay, with a warning") {
    EscapeResult result = decode_string_escapes("\\d\\400", false);
    CHECK(result.text == "\\d\xc4\x80");
    CHECK(result.warnings.size() == 2);
}

TEST_CASE("identifiers may begin and go on with these") {
    CHECK(starts_identifier('_'));
    CHECK_FALSE(starts_identifier('1'));
    CHECK(continues_identifier('1'));
    CHECK(starts_identifier(0x03b1));
    CHECK_FALSE(starts_identifier(0x20ac));
    CHECK(continues_identifier(0x00b7));
}
