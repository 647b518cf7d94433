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

TEST_CASE("what is not UTF-8 is kept for the lexer, and shown readably") {
    Source source("name.py", "a\nb = '\xff\xe2\x82\xf0\x90\xc3\xa9'\n");
    REQUIRE(source.diagnostic() == nullptr);
    CHECK(source.line(2).substr(5, 1) == "\xff");
    CHECK(source.shown_line(2) == "b = '\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9'");
    CHECK(source.readable("\xc3\xa9"));
    CHECK_FALSE(source.readable("\xc3"));
    CHECK(Source("name.py", "\xed\xa0\x80\n", true).readable("\xed\xa0\x80"));
}

TEST_CASE("names of encodings that are the same") {
    CHECK(Source::declared_encoding("# coding: UTF_8-unix\n") == "utf-8");
    CHECK(Source::declared_encoding("\n# coding: ISO_Latin-1\n") == "iso-8859-1");
    CHECK(Source::declared_encoding("# coding: iso-8859-15\n") == "iso-8859-15");
    CHECK(Source::foreign_encoding("# coding: ascii\n") == "");
    CHECK(Source::foreign_encoding("# coding: ascii\n\xe9") == "ascii");
}

TEST_CASE("columns count characters where people read them") {
    Source source("<test>", "a\xc3\xa9\xe2\x82\xac" "b\n");
    CHECK(source.characters(1, 6) == 3);
}
