// SPDX-License-Identifier: MIT
// Views of bytes: the hold that they share, what may be asked of them, and items of every format.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "runtime/objects/buffer.h"
#include "runtime/objects/memory_items.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

Value view_of(World& world, View object) {
    return new_memoryview(world.rt, object, world.rt.type_of(object)->slots.get_buffer, kFullReadOnly).take();
}

}  // namespace

TEST_CASE("all views that come of one share its hold, which ends with the last of them") {
    World world;
    Value array = new_bytearray(world.rt, "abcdef").take();
    CHECK(array.as<ByteArray>()->exports == 0);
    Value first = view_of(world, array);
    Value second = call(world.rt, View(world.rt.types.memoryview), {View(first)}).take();
    Value third = call_method(world.rt, second, intern(world.rt, "cast").take().get(), {View(world.text("b"))}).take();
    CHECK(array.as<ByteArray>()->exports == 1);
    CHECK(object_of_memoryview(third) == View(array));
    REQUIRE_FALSE(call_method(world.rt, first, intern(world.rt, "release").take().get()).raised());
    CHECK(is_released(first));
    CHECK(object_of_memoryview(first).is_unbound());
    second = Value();
    CHECK(array.as<ByteArray>()->exports == 1);
    third = Value();
    CHECK(array.as<ByteArray>()->exports == 0);
}

TEST_CASE("a view gives its bytes for no more than is asked") {
    World world;
    Value bytes = new_bytes(world.rt, "abcdef").take();
    Value view = view_of(world, bytes);
    {
        BufferGuard plain(world.rt, view);
        REQUIRE_FALSE(plain.raised());
        CHECK(plain.text() == "abcdef");
        CHECK(plain.view().shape == nullptr);
        CHECK(call_method(world.rt, view, intern(world.rt, "release").take().get()).raised());
        CHECK(world.error() == "BufferError: memoryview has 1 exported buffer");
    }
    BufferGuard writable(world.rt, view, kWriteBuffer);
    CHECK(writable.raised());
    CHECK(world.error() == "BufferError: memoryview: underlying buffer is not writable");
    BufferGuard shaped(world.rt, view, kFullReadOnly);
    REQUIRE_FALSE(shaped.raised());
    CHECK(shaped.view().dimensions == 1);
    CHECK(shaped.view().shape[0] == 6);
    BufferGuard unclear(world.rt, view, kFormat);
    CHECK(unclear.raised());
    world.error();
}

TEST_CASE("nothing else can be made of a restricted view, and its end comes from outside") {
    World world;
    char bytes[] = "abc";
    BufferView given;
    given.data = bytes;
    given.size = 3;
    Value view = new_restricted_memoryview(world.rt, given).take();
    CHECK(object_of_memoryview(view).is_unbound());
    CHECK_FALSE(is_released(view));
    CHECK(call(world.rt, View(world.rt.types.memoryview), {View(view)}).raised());
    CHECK(world.error() == "ValueError: cannot create new view on restricted memoryview");
    end_restricted_memoryview(view);
    CHECK(is_released(view));
}

TEST_CASE("a copy of a view with gaps has its items alone") {
    World world;
    Value bytes = new_bytes(world.rt, "abcdef").take();
    Value step = call(world.rt, View(world.rt.types.slice), {View::none(), View::none(), View::small_int(2)}).take();
    Value part = get_item(world.rt, view_of(world, bytes), step).take();
    BufferGuard packed(world.rt, part);
    CHECK(packed.raised());
    CHECK(world.error() == "BufferError: memoryview: underlying buffer is not C-contiguous");
    std::string out;
    REQUIRE_FALSE(copy_buffer(world.rt, part, out).raised());
    CHECK(out == "ace");
}

TEST_CASE("items of every format are read as they were written") {
    World world;
    alignas(8) char item[kLargestItem];
    for (char format : std::string("bBhHiIlLqQnN")) {
        for (int n : {0, 1, 100}) {
            REQUIRE_FALSE(pack_item(world.rt, format, View::small_int(n), item).raised());
            CHECK(unpack_item(world.rt, format, item).take() == View::small_int(n));
        }
        bool is_signed = format >= 'a';
        CHECK(pack_item(world.rt, format, View::small_int(-1), item).raised() != is_signed);
        if (!is_signed) CHECK(world.error() == std::string("ValueError: memoryview: invalid value for format '") + format + "'");
    }
    for (char format : std::string("efd")) {
        REQUIRE_FALSE(pack_item(world.rt, format, world.real(1.5), item).raised());
        CHECK(world.shown(unpack_item(world.rt, format, item).take()) == "1.5");
    }
    CHECK(size_of_format('w') == 4);
    CHECK(size_of_format('x') == 0);
    CHECK(unpack_item(world.rt, 'w', item).raised());
    CHECK(world.error() == "NotImplementedError: memoryview: format w not supported");
    CHECK(std::string(format_text('i', true)) == "@i");
    CHECK(std::string(format_text('i', false)) == "i");
}

TEST_CASE("items compare as their values do") {
    World world;
    double nan = std::numeric_limits<double>::quiet_NaN(), one = 1;
    std::int32_t whole = 1;
    auto at = [](auto& value) { return reinterpret_cast<const char*>(&value); };
    CHECK_FALSE(same_item(world.rt, 'd', at(nan), 'd', at(nan)).take());
    CHECK(same_item(world.rt, 'd', at(one), 'd', at(one)).take());
    CHECK(same_item(world.rt, 'd', at(one), 'i', at(whole)).take());
    CHECK(same_item(world.rt, 'b', at(whole), 'i', at(whole)).take());
    CHECK_FALSE(same_item(world.rt, 'w', at(whole), 'w', at(whole)).take());
}
