// SPDX-License-Identifier: MIT
// Text in UTF-8: lengths and indices in characters, interning, and the methods whose corners are easy to get wrong.
#include "runtime/objects/str.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("length and index count characters") {
    World world;
    std::string long_text;
    for (int i = 0; i < 300; ++i) long_text += i % 3 ? "\xc3\xa9" : i % 2 ? "x" : "\xf0\x9f\x98\x80";
    Ref<Str> str = new_str(world.rt, long_text).take();
    CHECK_FALSE(str->ascii());
    CHECK(str->length() == 300);
    for (std::size_t i : {0, 1, 63, 64, 65, 127, 128, 299})
        CHECK(char_at(world.rt, str.get(), i) == (i % 3 ? 0xe9u : i % 2 ? U'x' : 0x1f600u));
    CHECK(substring(world.rt, str.get(), 62, 67).take()->length() == 5);
    CHECK(byte_offset(world.rt, str.get(), 300) == long_text.size());
}

TEST_CASE("short strings are shared, interned ones are one") {
    World world;
    CHECK(View(new_str(world.rt, "").take()) == View(new_str(world.rt, "").take()));
    CHECK(View(new_str(world.rt, "a").take()) == View(new_str(world.rt, "a").take()));
    Ref<Str> one = intern(world.rt, "some_name").take(), again = intern(world.rt, "some_name").take();
    CHECK(one.get() == again.get());
    Ref<Str> apart = new_str(world.rt, "some_name").take();
    CHECK(apart.get() != one.get());
    CHECK(intern(world.rt, apart.get()).get() == one.get());
    CHECK(hash_of(world.rt, apart.get()) == hash_of(world.rt, one.get()));
}

TEST_CASE("repr chooses quotes and escapes what cannot be printed") {
    World world;
    CHECK(world.shown(world.text("it's")) == "\"it's\"");
    CHECK(world.shown(world.text("'\"")) == "'\\'\"'");
    CHECK(world.shown(world.text("\n\t\\\x7f\xc3\xa9\xc2\xa0\xed\xa0\x80")) == "'\\n\\t\\\\\\x7f\xc3\xa9\\xa0\\ud800'");
}

TEST_CASE("case mappings may change the length") {
    World world;
    CHECK(world.method(world.text("stra\xc3\x9f" "e"), "upper") == "'STRASSE'");
    CHECK(world.method(world.text("\xc4\xb0"), "lower") == "'i\xcc\x87'");
    CHECK(world.method(world.text("\xce\x91\xce\xa3"), "lower") == "'\xce\xb1\xcf\x82'");  // final sigma
    CHECK(world.method(world.text("they're bill's"), "title") == "\"They'Re Bill'S\"");
}

TEST_CASE("split, partition and replace at their corners") {
    World world;
    Value text = world.text(" a  b "), comma = world.text(","), empty = world.text("");
    CHECK(world.method(text, "split") == "['a', 'b']");
    CHECK(world.method(text, "split", {world.text(" ")}) == "['', 'a', '', 'b', '']");
    CHECK(world.method(text, "split", {View::none(), View::small_int(1)}) == "['a', 'b ']");
    CHECK(world.method(text, "split", {empty}) == "ValueError: empty separator");
    CHECK(world.method(text, "rpartition", {comma}) == "('', '', ' a  b ')");
    CHECK(world.method(world.text("ab"), "replace", {empty, comma}) == "',a,b,'");
    CHECK(world.method(world.text("a\r\nb\x0b" "c\n"), "splitlines", {View::boolean(true)}) == "['a\\r\\n', 'b\\x0b', 'c\\n']");
    CHECK(world.method(comma, "join", {world.list({comma, View::small_int(1)})}) ==
          "TypeError: sequence item 1: expected str instance, int found");
}

TEST_CASE("a builder makes what was appended") {
    World world;
    StrBuilder builder(world.rt);
    for (int i = 0; i < 100; ++i) REQUIRE_FALSE(builder.append("ab").raised());
    REQUIRE_FALSE(builder.append_char(0x20ac).raised());
    REQUIRE_FALSE(builder.append_repeated('-', 3).raised());
    Ref<Str> made = builder.take().take();
    CHECK(made->length() == 204);
    CHECK(made->text().substr(198) == "ab\xe2\x82\xac---");
}

TEST_CASE("a text that nobody else holds grows where it lies, with room for more") {
    World world;
    Ref<Str> text = new_str(world.rt, std::string(2000, 'a')).take(), more = new_str(world.rt, "bc").take();
    text = extend(world.rt, text, more.get()).take();
    Str* where = text.get();
    for (int i = 0; i < 100; ++i) text = extend(world.rt, text, more.get()).take();
    CHECK(text.get() == where);
    CHECK(text->size == 2202);
    CHECK(text->text().substr(1998, 4) == "aabc");
    CHECK(text->data()[text->size] == 0);
    hash_of(world.rt, text.get());
    Ref<Str> held = text;
    text = extend(world.rt, text, more.get()).take();
    CHECK(held->size == 2202);
    CHECK(text.get() != held.get());
    Ref<Str> wide = new_str(world.rt, "\xe6\x97\xa5").take();
    text = extend(world.rt, text, wide.get()).take();
    CHECK(text->length() == 2205);
    CHECK(char_at(world.rt, text.get(), 2204) == 0x65e5);
    text = extend(world.rt, text, more.get()).take();
    CHECK(char_at(world.rt, text.get(), 2206) == 'c');
}
