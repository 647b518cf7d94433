// SPDX-License-Identifier: MIT
// Parsers of the module `pyexpat`: their memory, their fuel, and that nothing is called after an error.
#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef pyexpat_module;
}

namespace {

struct Parser {
    explicit Parser(World& world) : world(world), module(world.module(pyexpat_module)), object(world.result(View(module), "ParserCreate")) {}
    void handle(const char* name, View handler) { CHECK_FALSE(set_attribute(world.rt, object, intern(world.rt, name).take().get(), handler).raised()); }
    /// The texts that a parser gives go to a list.
    Value collect(const char* name) {
        Value list = world.list({});
        handle(name, get_attribute(world.rt, list, intern(world.rt, "append").take().get()).take());
        return list;
    }
    std::string parse(std::string_view text, bool last = false) { return world.method(object, "Parse", {world.bytes(text), View::boolean(last)}); }

    World& world;
    Ref<Module> module;
    Value object;
};

}  // namespace

TEST_CASE("pyexpat: handlers are called as the text comes in") {
    World world;
    Parser parser(world);
    Value texts = parser.collect("CharacterDataHandler"), comments = parser.collect("CommentHandler");
    CHECK(parser.parse("<a>one<b/>") == "1");
    CHECK(parser.parse("t") == "1");
    CHECK(parser.parse("wo<!--so--></a>", true) == "1");
    CHECK(world.shown(texts) == "['one', 't', 'wo']");
    CHECK(world.shown(comments) == "['so']");
}

TEST_CASE("pyexpat: an error says where, and a handler's error ends the parsing") {
    World world;
    Parser parser(world);
    CHECK(parser.parse("<a>\n</b>") == "ExpatError: mismatched tag: line 2, column 2");
    Parser other(world);
    Value texts = other.collect("CommentHandler");
    other.handle("StartElementHandler", get_attribute(world.rt, texts, intern(world.rt, "append").take().get()).take());
    CHECK(other.parse("<a><!--never--></a>").starts_with("TypeError: list.append() takes exactly one argument (2 given)"));
    CHECK(world.shown(texts) == "[]");
}

TEST_CASE("pyexpat: a parser's memory is the VM's, and goes back") {
    World world({.memory_limit = 16 << 20});
    REQUIRE(world.rt.ready);
    std::size_t before;
    {
        Parser first(world);  // makes the module and the type
        before = world.rt.limits.memory_used;
        Parser second(world);
        CHECK(world.rt.limits.memory_used > before + 1000);
        std::string said = second.parse("<a ");
        for (int n = 0; n < 64 && said == "1"; ++n) said = second.parse(std::string(1 << 20, 'x'));
        CHECK(said == "MemoryError");
        CHECK(world.rt.limits.memory_used <= 16 << 20);
    }
    CHECK(world.rt.limits.memory_used <= before + (64 << 10));  // cells that are kept
}

TEST_CASE("pyexpat: entities that grow cost fuel, whether somebody wants their text or not") {
    for (bool wanted : {false, true}) {
        World world({.fuel = 200'000});
        REQUIRE(world.rt.ready);
        Parser parser(world);
        if (wanted) parser.collect("CharacterDataHandler");
        std::string text = "<!DOCTYPE a [<!ENTITY e0 '" + std::string(50'000, 'x') + "'>";
        for (int n = 1; n < 3; ++n) {
            text += "<!ENTITY e" + std::to_string(n) + " '";
            for (int k = 0; k < 9; ++k) text += "&e" + std::to_string(n - 1) + ";";
            text += "'>";
        }
        CHECK(parser.parse(text + "]><a>&e2;&e2;</a>") == "stopped");
    }
}

TEST_CASE("pyexpat: a VM may end before its parsers do") {
    World world;
    Parser parser(world);
    Value texts = parser.collect("CharacterDataHandler");
    CHECK(parser.parse("<a>half of it") == "1");
    CHECK_FALSE(dict_set(world.rt, world.rt.modules.get(), world.text("kept"), parser.object).raised());
}
