// SPDX-License-Identifier: MIT
// What a source needs of the language: the first thing that a version had not, with its line.
#include <doctest/doctest.h>

#include "parser/parser.h"
#include "stdlib/ast/nodes.h"

using namespace ouro;

namespace {

std::string needs(const char* text, int minor) {
    Source source("<test>", text, true);
    Arena arena;
    ParseResult result = parse(source, Mode::File, arena);
    REQUIRE(result);
    int line = 0;
    std::string what = newer_feature(result.tree, minor, line);
    return what.empty() ? what : std::to_string(line) + ": " + what;
}

}  // namespace

TEST_CASE("a version that has all of it needs nothing") {
    CHECK(needs("x: int = 1\nawait_ = 2\n", 6).empty());
    CHECK(needs("def f(a, /): pass\n", 8).empty());
    CHECK(needs("", 0).empty());
}

TEST_CASE("what is newer is named with its line, wherever it is nested") {
    CHECK(needs("if 1:\n  while 1:\n    x = [\n      (y := 2)]\n", 7).starts_with("4: Assignment expressions are"));
    CHECK(needs("\nasync def f():\n  async with x: pass\n", 4).starts_with("2: Async functions are"));
    CHECK(needs("def f(\n  a, /): pass\n", 7).starts_with("1: Positional-only parameters are"));
    CHECK(needs("class C[T = int]: pass\n", 12).starts_with("1: Type parameter defaults are"));
    CHECK(needs("x @= y\n", 4).starts_with("1: The '@' operator is"));
}

TEST_CASE("the table of node classes agrees with the parser's kinds") {
    CHECK(node_class_table().size() == kNodeClasses);
    for (const NodeClass& each : node_class_table()) {
        CHECK(each.name[0] >= 'A');
        int fields = 0;
        for (const NodeField* field = each.fields; field->name; ++field) ++fields;
        CHECK(fields <= static_cast<int>(NodeClasses::kMostFields));
    }
    bool found = false;
    CHECK(sum_of(ast::NodeKind::Await, found) == NodeSum::expr);
    CHECK(found);
    CHECK(has_location(ast::NodeKind::Await));
    CHECK_FALSE(has_location(ast::NodeKind::Arguments));
}
