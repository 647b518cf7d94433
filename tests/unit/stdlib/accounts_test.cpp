// SPDX-License-Identifier: MIT
// The modules `pwd` and `grp`: who may have them, and what is no name or number.
#include <doctest/doctest.h>

#include "runtime/native/capability.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef pwd_module, grp_module;
}

TEST_CASE("pwd, grp: no account is told without the capability") {
    World world;
    Ref<Module> users = world.module(pwd_module), groups = world.module(grp_module);
    for (const char* name : {"getpwuid", "getpwnam", "getpwall"}) CHECK(world.method(View(users), name) == "PermissionError: the host has not granted 'environment'");
    for (const char* name : {"getgrgid", "getgrnam", "getgrall"}) CHECK(world.method(View(groups), name) == "PermissionError: the host has not granted 'environment'");
}

TEST_CASE("pwd, grp: by number, by name, and none") {
    World world;
    grant(world.rt, 1u << static_cast<int>(Capability::environment));
    Ref<Module> users = world.module(pwd_module), groups = world.module(grp_module);
    Value root = world.result(View(users), "getpwuid", {View::small_int(0)});
    CHECK(world.shown(equal(world.rt, root, world.result(View(users), "getpwnam", {world.text("root")})).take() ? View::boolean(true) : View::boolean(false)) == "True");
    CHECK(world.method(View(users), "getpwnam", {world.text(std::string(100'000, 'x'))}).starts_with("KeyError"));
    CHECK(world.method(View(users), "getpwnam", {world.text(std::string_view("root\0", 5))}) == "ValueError: embedded null byte");
    CHECK(world.method(View(users), "getpwuid", {world.number("0x10000000000000000")}) == "KeyError: 'getpwuid(): uid not found'");
    CHECK(world.method(View(groups), "getgrgid", {world.number("-2")}) == "OverflowError: gid is less than minimum");
    CHECK(world.method(View(groups), "getgrgid", {world.number("0x10000000000000000")}) == "OverflowError: gid is greater than maximum");
}

TEST_CASE("pwd, grp: going through all of them costs fuel and ends at a stop") {
    World world({.fuel = 10});
    REQUIRE(world.rt.ready);
    grant(world.rt, 1u << static_cast<int>(Capability::environment));
    Ref<Module> users = world.module(pwd_module);
    while (!world.rt.stopping()) world.method(View(users), "getpwall");
    World other;  // which may still go through them
    grant(other.rt, 1u << static_cast<int>(Capability::environment));
    CHECK(other.method(View(other.module(pwd_module)), "getpwall").find("'root'") != std::string::npos);
}
