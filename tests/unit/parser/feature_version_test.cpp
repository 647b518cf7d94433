// SPDX-License-Identifier: MIT
// Sources read as those of an older version: what that had not is an error at its place.
#include <doctest/doctest.h>

#include "parser/parser.h"

using namespace ouro;

namespace {

std::string needs(const char* text, int minor) {
    Source source("<test>", text, true);
    source.options.feature_version = minor;
    Arena arena;
    ParseResult result = parse(source, Mode::File, arena);
    if (result) return "";
    const Diagnostic& d = result.diagnostic;
    return std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.message;
}

}  // namespace

TEST_CASE("a version that has all of it needs nothing") {
    CHECK(needs("x: int = 1\nawait_ = 2\n", 6).empty());
    CHECK(needs("def f(a, /): pass\n", 8).empty());
    CHECK(needs("", 0).empty());
}

TEST_CASE("what is newer is named where it ends, wherever it is nested") {
    CHECK(needs("if 1:\n  while 1:\n    x = [\n      (y := 2)]\n", 7) == "4:14 Assignment expressions are only supported in Python 3.8 and greater");
    CHECK(needs("\nasync def f():\n  async with x: pass\n", 4).starts_with("3:21 Async with statements are"));
    CHECK(needs("def f(\n  a, /): pass\n", 7).starts_with("2:7 Positional-only parameters are"));
    CHECK(needs("class C[T = int]: pass\n", 12).starts_with("1:16 Type parameter defaults are"));
    CHECK(needs("x @= y\n", 4).starts_with("1:3 The '@' operator is"));
    CHECK(needs("x = 1_000\n", 5).starts_with("1:5 Underscores in numeric literals are"));
}

TEST_CASE("the first thing that is newer goes before an error behind it") {
    CHECK(needs("x: int\ny z\n", 5).starts_with("1:7 Variable annotation syntax is"));
}
