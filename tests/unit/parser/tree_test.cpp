// SPDX-License-Identifier: MIT
// The arena, the walk over children, heights, and sources that are out of proportion.
#include <doctest/doctest.h>

#include <new>
#include <string>

#include "parser/ast.h"
#include "tests/unit/parser/parse_helper.h"

using namespace ouro;

namespace {

// A budget of so many bytes.
struct Purse {
    std::size_t left;
    std::size_t taken = 0;
    static bool charge(void* context, std::size_t bytes) {
        auto* purse = static_cast<Purse*>(context);
        if (bytes > purse->left) return false;
        purse->left -= bytes;
        purse->taken += bytes;
        return true;
    }
    static void release(void* context, std::size_t bytes) { static_cast<Purse*>(context)->taken -= bytes; }
    ArenaBudget budget() { return {charge, release, this}; }
};

std::string repeated(std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

ParseResult parse_text(const std::string& text, Arena& arena) {
    Source source("<test>", text, true);
    return parse(source, Mode::File, arena);
}

}  // namespace

TEST_CASE("an arena charges its blocks and gives them back") {
    Purse purse{100000};
    {
        Arena arena(purse.budget());
        CHECK(arena.copy("text") == "text");
        CHECK(arena.copy("").data() != nullptr);
        CHECK(purse.taken > 0);
    }
    CHECK(purse.taken == 0);
}

TEST_CASE("an arena whose budget is spent reports it") {
    Purse purse{5000};
    Arena arena(purse.budget());
    CHECK(arena.try_allocate(3000) != nullptr);
    CHECK(arena.try_allocate(3000) == nullptr);
    CHECK_THROWS_AS((void)arena.allocate(3000), std::bad_alloc);
}

TEST_CASE("a source that does not fit its arena is a memory error") {
    Purse purse{20000};
    Arena arena(purse.budget());
    ParseResult result = parse_text(repeated("a = [1, 2, 3]\n", 1000), arena);
    CHECK(!result);
    CHECK(result.diagnostic.kind == Diagnostic::Kind::MemoryError);
}

TEST_CASE("a tree outlives its source") {
    Arena arena;
    ParseResult result;
    {
        Source source("<test>", "name = 'text'", true);
        result = parse(source, Mode::File, arena);
    }
    REQUIRE(result);
    const auto* assign = result.tree->as<ast::Module>()->body[0]->as<ast::Assign>();
    CHECK(assign->targets[0]->as<ast::Name>()->id == "name");
    CHECK(assign->value->as<ast::Constant>()->text == "text");
}

TEST_CASE("the children of a node come in the order of its fields") {
    Arena arena;
    ParseResult result = parse_text("{**a, b: c}", arena);
    REQUIRE(result);
    const ast::Node* dict = result.tree->as<ast::Module>()->body[0]->as<ast::ExprStmt>()->value;
    std::string names;
    ast::for_each_child(dict, [&](const ast::Node* child) { names += child->as<ast::Name>()->id; });
    CHECK(names == "bac");
}

TEST_CASE("parentheses are remembered") {
    Arena arena;
    ParseResult result = parse_text("(a); (b, c); ((d, e)); f, g", arena);
    REQUIRE(result);
    const ast::Module* module = result.tree->as<ast::Module>();
    auto value = [&](std::size_t i) { return module->body[i]->as<ast::ExprStmt>()->value; };
    CHECK(value(0)->parenthesised);
    CHECK(!value(1)->parenthesised);
    CHECK(!value(1)->bare);
    CHECK(value(2)->parenthesised);
    CHECK(value(3)->bare);
}

TEST_CASE("a chain of elif is as high as one if") {
    Arena arena;
    ParseResult result = parse_text("if a: b\n" + repeated("elif c: d\n", 20000), arena);
    REQUIRE(result);
    CHECK(result.tree->height == 4);
}

TEST_CASE("trees that are too high are refused") {
    for (const std::string& text :
         {repeated("1 + ", 200000) + "1", repeated("-", 100000) + "1", "a" + repeated(".b", 100000),
          "f" + repeated("()", 100000), repeated("lambda: ", 100000) + "1",
          repeated("1 if 2 else ", 100000) + "3", repeated("2 ** ", 100000) + "2",
          repeated("not ", 100000) + "1"}) {
        Arena arena;
        ParseResult result = parse_text(text, arena);
        CHECK(!result);
        CHECK(result.diagnostic.kind == Diagnostic::Kind::RecursionError);
        CHECK(result.diagnostic.message == "maximum recursion depth exceeded during compilation");
    }
}

TEST_CASE("long sources are not high") {
    for (const std::string& text : {"[" + repeated("1, ", 300000) + "]", repeated("a or ", 200000) + "b",
                                    repeated("a < ", 200000) + "b", repeated("a = ", 100000) + "1",
                                    repeated("'a' ", 100000), repeated("@a\n", 50000) + "def f(): pass"}) {
        Arena arena;
        CHECK(parse_text(text, arena));
    }
}

TEST_CASE("an error in a long source is found soon") {
    for (const std::string& text :
         {"x = [" + repeated("1, ", 200000) + "1 1]", "(" + repeated("lambda x: ", 5000) + "y z)",
          "(" + repeated("a ", 100000) + ")", repeated("f() = ", 20000) + "1"}) {
        Arena arena;
        ParseResult result = parse_text(text, arena);
        CHECK(!result);
        CHECK(result.diagnostic.kind == Diagnostic::Kind::SyntaxError);
    }
}

TEST_CASE("a source that more lines may complete says so") {
    auto incomplete = [](const char* text) {
        Arena arena;
        Source source("<test>", text, true);
        ParseResult result = parse(source, Mode::Single, arena);
        CHECK(!result);
        return result.incomplete;
    };
    CHECK(incomplete("f(a,"));
    CHECK(incomplete("if x:"));
    CHECK(incomplete("'''text"));
    CHECK(incomplete("@decorator\n"));
    CHECK(!incomplete("a b"));
    CHECK(!incomplete("a = "));
    CHECK(!incomplete("f(a b)"));
}
