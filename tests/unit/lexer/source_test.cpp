// SPDX-License-Identifier: MIT
// Bytes become text: encodings, byte order marks, ends of lines.
#include "lexer/source.h"

#include <doctest/doctest.h>

using ouro::Source;

TEST_CASE("lines end in LF, CR LF or CR") {
    Source source("<test>", "a\r\nb\rc\nd");
    CHECK(source.lines() == 4);
    CHECK(source.line(2) == "b");
    CHECK(source.line(3) == "c");
    CHECK(source.line(4) == "d");
    CHECK(source.line(9) == "");
    CHECK_FALSE(source.ends_in_newline());
}

TEST_CASE("a byte order mark is not part of the text") {
    Source source("<test>", "\xef\xbb\xbfx = 1\n");
    REQUIRE(source.diagnostic() == nullptr);
    CHECK(source.line(1) == "x = 1");
}

TEST_CASE("a comment in the first two lines names the encoding") {
    Source source("<test>", "#!/bin/sh\n# -*- coding: latin-1 -*-\nx = '\xe9'\n");
    REQUIRE(source.diagnostic() == nullptr);
    CHECK(source.line(3) == "x = '\xc3\xa9'");
    Source unknown("<test>", "# coding: nothing\n");
    REQUIRE(unknown.diagnostic() != nullptr);
    CHECK(unknown.diagnostic()->message == "unknown encoding: nothing");
}

TEST_CASE("text that is no UTF-8 is refused with its line") {
    Source source("name.py", "a\nb = '\xff'\n");
    REQUIRE(source.diagnostic() != nullptr);
    CHECK(source.diagnostic()->line == 2);
    CHECK(source.diagnostic()->message.find("codec can't decode byte 0xff in position") != std::string::npos);
}

TEST_CASE("columns count characters where people read them") {
    Source source("<test>", "a\xc3\xa9\xe2\x82\xac" "b\n");
    CHECK(source.characters(1, 6) == 3);
}
