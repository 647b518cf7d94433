// SPDX-License-Identifier: MIT
// Classes: which layouts agree, and what becomes of an object's storage when its class is another.
#include <doctest/doctest.h>

#include "runtime/objects/lifetime.h"
#include "runtime/objects/type_object.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

/// type(name, (base,), {**namespace})
Ref<Type> class_of(World& world, const char* name, Type* base, std::initializer_list<std::pair<const char*, Value>> namespace_ = {}) {
    Ref<Dict> dict = new_dict(world.rt).take();
    for (auto& [key, value] : namespace_) REQUIRE_FALSE(dict_set(world.rt, dict.get(), intern(world.rt, key).take().get(), value).raised());
    Ref<Tuple> bases = new_tuple(world.rt, {View(base)}).take();
    return new_class(world.rt, world.rt.types.type, intern(world.rt, name).take().get(), bases.get(), dict.get(), {}).take();
}

Value slots(World& world, std::initializer_list<const char*> names) {
    Ref<List> list = new_list(world.rt).take();
    for (const char* each : names) REQUIRE_FALSE(list_append(world.rt, list.get(), world.text(each)).raised());
    return list;
}

}  // namespace

TEST_CASE("layouts agree where the same members lie in the same places") {
    World world;
    Type* object = world.rt.types.object;
    Ref<Type> plain = class_of(world, "Plain", object), other = class_of(world, "Other", object);
    Ref<Type> ab = class_of(world, "AB", object, {{"__slots__", slots(world, {"a", "b"})}}), ba = class_of(world, "BA", object, {{"__slots__", slots(world, {"b", "a"})}});
    Ref<Type> cb = class_of(world, "CB", object, {{"__slots__", slots(world, {"c", "b"})}}), none = class_of(world, "None", object, {{"__slots__", slots(world, {})}});
    Ref<Type> below = class_of(world, "Below", ab.get(), {{"__slots__", slots(world, {})}});
    CHECK(same_layout(plain.get(), other.get()));
    CHECK(same_layout(ab.get(), ba.get()));
    CHECK(same_layout(ab.get(), below.get()));
    CHECK_FALSE(same_layout(ab.get(), cb.get()));
    CHECK_FALSE(same_layout(ab.get(), plain.get()));
    CHECK_FALSE(same_layout(none.get(), plain.get()));
    CHECK(same_layout(none.get(), object));
    CHECK_FALSE(same_layout(plain.get(), class_of(world, "Whole", world.rt.types.int_).get()));
}

TEST_CASE("the shape in dictionary mode says how many values an object's storage has") {
    World world;
    Ref<Type> type = class_of(world, "C", world.rt.types.object);
    Shape* usual = dictionary_shape(world.rt, type.get(), type->inline_slots);
    CHECK(usual == type->dict_shape);
    Shape* wide = dictionary_shape(world.rt, type.get(), 7);
    CHECK(wide != usual);
    CHECK(wide->dictionary);
    CHECK(dictionary_shape(world.rt, type.get(), 7) == wide);
    std::uint32_t version = wide->version;
    type_modified(world.rt, type.get(), nullptr);
    CHECK(wide->version != version);
}

TEST_CASE("an object keeps its storage and its attributes when its class changes") {
    World world;
    Ref<Tuple> attributes = new_tuple(world.rt, 9).take();
    for (std::size_t n = 0; n < 9; ++n) attributes->items[n] = world.text("a" + std::to_string(n));
    Ref<Type> narrow = class_of(world, "Narrow", world.rt.types.list), wide = class_of(world, "Wide", world.rt.types.list, {{"__static_attributes__", Value(attributes)}});
    REQUIRE(narrow->inline_slots != wide->inline_slots);
    Ref<Str> name = intern(world.rt, "x").take();
    Value made = call(world.rt, View(narrow.get())).take();
    REQUIRE_FALSE(set_attribute(world.rt, made, name.get(), View::small_int(5)).raised());
    std::size_t before = storage_slots(made.object());
    for (Type* type : {wide.get(), narrow.get(), wide.get()}) {
        REQUIRE_FALSE(set_attribute(world.rt, made, world.rt.names.class_, View(type)).raised());
        CHECK(world.rt.type_of(made) == type);
        CHECK(storage_slots(made.object()) == before);
        CHECK(get_attribute(world.rt, made, name.get()).take() == View::small_int(5));
    }
}

TEST_CASE("a class of dicts may be its own namespace, and is collected") {
    World world;
    Ref<Type> type = class_of(world, "D", world.rt.types.dict);
    Value made = call(world.rt, View(type.get())).take();
    std::size_t users = type->references;
    REQUIRE_FALSE(set_attribute(world.rt, made, world.rt.names.dict_, made).raised());
    made = Value();
    CHECK(type->references == users);
    CHECK(world.rt.cycles.collect() == 1);
    CHECK(type->references == users - 1);
}

TEST_CASE("how often a sequence is repeated fits an index or is an OverflowError") {
    World world;
    CHECK(repeat_count(world.rt, View::small_int(-5)).take() == -5);
    CHECK(repeat_count(world.rt, View::boolean(true)).take() == 1);
    Value large = binary(world.rt, BinaryOp::lshift, View::small_int(1), View::small_int(100)).take();
    CHECK(repeat_count(world.rt, large).raised());
    CHECK(world.error() == "OverflowError: cannot fit 'int' into an index-sized integer");
}
