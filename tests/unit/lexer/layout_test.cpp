// SPDX-License-Identifier: MIT
// Indentation levels.
#include "lexer/layout.h"

#include <doctest/doctest.h>

#include "tests/unit/lexer/lexer_helper.h"

using ouro::Layout;
using ouro::test::tokens;

TEST_CASE("a deeper line opens a level and a shallower one closes as many as it leaves") {
    Layout layout;
    CHECK(layout.enter_line(0, 0) == Layout::Step::same);
    CHECK(layout.enter_line(4, 4) == Layout::Step::indent);
    CHECK(layout.enter_line(8, 8) == Layout::Step::indent);
    CHECK(layout.levels() == 2);
    CHECK(layout.enter_line(0, 0) == Layout::Step::dedent);
    CHECK(layout.pending_dedents == 2);
    CHECK(layout.levels() == 0);
}

TEST_CASE("a line between two levels is refused") {
    Layout layout;
    (void)layout.enter_line(4, 4);
    CHECK(layout.enter_line(2, 2) == Layout::Step::unmatched);
}

TEST_CASE("tabs and spaces that only agree for one width of tabs are refused") {
    Layout layout;
    (void)layout.enter_line(8, 8);
    CHECK(layout.enter_line(8, 1) == Layout::Step::inconsistent);
    CHECK(tokens("if a:\n        b\n\tc\n") == "TabError: inconsistent use of tabs and spaces in indentation (3, 1)");
}

TEST_CASE("there is a deepest level") {
    Layout layout;
    int column = 0;
    while (layout.enter_line(column + 1, column + 1) == Layout::Step::indent) ++column;
    CHECK(column == static_cast<int>(Layout::kMaximumIndents) - 1);
}

TEST_CASE("a dedent to an unknown column is an IndentationError") {
    CHECK(tokens("if a:\n    b\n  c\n") == "IndentationError: unindent does not match any outer indentation level (3, 4)");
}

TEST_CASE("blank lines, comments and lines in brackets have no layout") {
    CHECK(tokens("a\n\n   # note\nb\n") == "<name>{a} <newline> <name>{b} <newline>");
    CHECK(tokens("f(\n  1,\n      2)\n") == "<name>{f} ( <number>{1} , <number>{2} ) <newline>");
    CHECK(tokens("a = \\\n    b\n") == "<name>{a} = <name>{b} <newline>");
}

TEST_CASE("all levels close at the end of the source, newline or not") {
    CHECK(tokens("if a:\n  if b:\n    c") ==
          "if <name>{a} : <newline> <indent> if <name>{b} : <newline> <indent> <name>{c} <newline> <dedent> <dedent>");
}
