// SPDX-License-Identifier: MIT
// The compact dict: order, growth, deletion, keys of any type.
#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("a dict keeps the order of insertion through growth and deletion") {
    World world;
    Ref<Dict> dict = new_dict(world.rt).take();
    for (int i = 0; i < 1000; ++i) REQUIRE_FALSE(dict_set(world.rt, dict.get(), View::small_int(i * 7919), View::small_int(i)).raised());
    for (int i = 0; i < 1000; i += 2) CHECK(dict_pop(world.rt, dict.get(), View::small_int(i * 7919)).take() == View::small_int(i));
    CHECK(dict->used == 500);
    int expected = 1;
    for (auto* entry = dict_first(dict.get()); entry; entry = dict_next(dict.get(), entry), expected += 2)
        CHECK(entry->value == View::small_int(expected));
    CHECK(expected == 1001);
    for (int i = 0; i < 1000; i += 2) REQUIRE_FALSE(dict_set(world.rt, dict.get(), View::small_int(i * 7919), View::none()).raised());
    CHECK(dict->used == 1000);
    CHECK(dict_get(world.rt, dict.get(), View::small_int(7919)).take() == View::small_int(1));
    CHECK(dict_get(world.rt, dict.get(), View::small_int(1)).take().is_unbound());
}

TEST_CASE("equal numbers are one key, and the first one stays") {
    World world;
    Value dict = world.dict({{View::small_int(1), View::small_int(10)}, {world.real(1.0), View::small_int(20)},
                             {View::boolean(true), View::small_int(30)}});
    CHECK(world.shown(dict) == "{1: 30}");
}

TEST_CASE("setting a key again keeps its place") {
    World world;
    Value a = world.text("a"), b = world.text("b");
    Value dict = world.dict({{a, View::small_int(1)}, {b, View::small_int(2)}, {a, View::small_int(3)}});
    CHECK(world.shown(dict) == "{'a': 3, 'b': 2}");
}

TEST_CASE("what has no hash is no key") {
    World world;
    Value dict = world.dict(), list = world.list({});
    CHECK(dict_set(world.rt, dict.as<Dict>(), list, View::none()).raised());
    CHECK(world.error() == "TypeError: unhashable type: 'list'");
}

TEST_CASE("interned keys are found without hashing") {
    World world;
    Ref<Str> name = intern(world.rt, "name").take(), other = intern(world.rt, "other").take();
    Ref<Dict> dict = new_dict(world.rt).take();
    CHECK(namespace_get(dict.get(), name.get()).is_unbound());
    REQUIRE_FALSE(dict_set(world.rt, dict.get(), name.get(), View::small_int(5)).raised());
    CHECK(namespace_get(dict.get(), name.get()) == View::small_int(5));
    CHECK(namespace_find(dict.get(), other.get()) == -1);
    CHECK(dict->only_str_keys);
}

TEST_CASE("the version of the keys changes with the keys and not with the values") {
    World world;
    Ref<Dict> dict = new_dict(world.rt).take();
    Value key = world.text("k"), more = world.text("m");
    REQUIRE_FALSE(dict_set(world.rt, dict.get(), key, View::none()).raised());
    std::uint32_t version = keys_version(world.rt, dict.get());
    CHECK(version != 0);
    REQUIRE_FALSE(dict_set(world.rt, dict.get(), key, View::small_int(1)).raised());
    CHECK(keys_version(world.rt, dict.get()) == version);
    REQUIRE_FALSE(dict_set(world.rt, dict.get(), more, View::none()).raised());
    CHECK(keys_version(world.rt, dict.get()) != version);
}

TEST_CASE("methods of dict") {
    World world;
    Value a = world.text("a"), z = world.text("z");
    Value dict = world.dict({{a, View::small_int(1)}});
    CHECK(world.method(dict, "get", {z}) == "None");
    CHECK(world.method(dict, "setdefault", {z, View::small_int(2)}) == "2");
    CHECK(world.method(dict, "items") == "dict_items([('a', 1), ('z', 2)])");
    CHECK(world.method(dict, "popitem") == "('z', 2)");
    CHECK(world.method(dict, "pop", {z}) == "KeyError: 'z'");
    CHECK(world.method(dict, "pop", {z, View::none()}) == "None");
    CHECK(world.method(dict, "clear") == "None");
    CHECK(world.method(dict, "popitem") == "KeyError: 'popitem(): dictionary is empty'");
}
