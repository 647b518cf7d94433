// SPDX-License-Identifier: MIT
// Memory is charged before it is taken; fuel and requests stop.
#include "runtime/heap/limits.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("a charge that would pass the limit takes nothing") {
    Limits limits;
    limits.memory_limit = 100;
    CHECK(limits.charge(60));
    CHECK_FALSE(limits.charge(41));
    CHECK(limits.memory_used == 60);
    CHECK(limits.charge(40));
    limits.refund(100);
    CHECK(limits.memory_used == 0);
    CHECK(limits.memory_peak == 100);
    CHECK_FALSE(limits.charge(SIZE_MAX));
}

TEST_CASE("what is too large for the limit is a MemoryError, and the VM goes on") {
    World world({.memory_limit = 16 << 20});
    Value text = world.text("0123456789");
    CHECK(world.shown(binary(world.rt, BinaryOp::mul, text, world.number("10000000000"))) == "MemoryError");
    Value list = world.list({View::none()});
    CHECK(world.shown(binary(world.rt, BinaryOp::mul, list, world.number("0x4000000000000000"))) == "MemoryError");
    CHECK(world.shown(binary(world.rt, BinaryOp::mul, text, View::small_int(2))) == "'01234567890123456789'");
    CHECK(world.rt.limits.memory_peak <= 16 << 20);
}

TEST_CASE("too little memory for the types is found out at once") {
    World world({.memory_limit = 32 << 10});
    CHECK_FALSE(world.rt.ready);
}

TEST_CASE("native work uses up the fuel, and nothing runs after that") {
    World world({.fuel = 5'000'000});
    REQUIRE(world.rt.ready);
    int rounds = 0;
    while (!world.rt.charge(100'000).raised()) ++rounds;
    CHECK(rounds <= 50);
    CHECK(world.rt.stopping());
    CHECK(world.rt.stop_reason == StopReason::fuel);
    CHECK(world.rt.charge(1).raised());
    world.rt.stop_reason = StopReason::none;
}

TEST_CASE("a request from another thread is seen at the end of the slice") {
    World world;
    world.rt.limits.requested = StopReason::requested;
    CHECK(world.rt.charge(Limits::kSlice + 1).raised());
    CHECK(world.rt.stop_reason == StopReason::requested);
    world.rt.stop_reason = StopReason::none;
}
