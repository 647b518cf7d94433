// SPDX-License-Identifier: MIT
// The module `syslog`: who may have it, and that each VM has a log of its own.
#include <doctest/doctest.h>

#include <syslog.h>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef syslog_module;
}

TEST_CASE("syslog: nothing is sent without the capability") {
    World world;
    Ref<Module> module = world.module(syslog_module);
    CHECK(world.method(View(module), "syslog", {world.text("text")}) == "PermissionError: the host has not granted 'network'");
    CHECK(world.method(View(module), "openlog") == "PermissionError: the host has not granted 'network'");
}

TEST_CASE("syslog: each VM has a mask of its own") {
    World one, other;
    Ref<Module> mine = one.module(syslog_module), theirs = other.module(syslog_module);
    CHECK(one.method(View(mine), "setlogmask", {View::small_int(LOG_UPTO(LOG_ERR))}) == "255");
    CHECK(one.method(View(mine), "setlogmask", {View::small_int(0)}) == "15");
    CHECK(other.method(View(theirs), "setlogmask", {View::small_int(0)}) == "255");
    CHECK(one.method(View(mine), "LOG_MASK", {View::small_int(LOG_ERR)}) == "8");
}
