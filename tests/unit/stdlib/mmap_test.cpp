// SPDX-License-Identifier: MIT
// Maps of the module `mmap`: what they cost, who may have which, and that nobody is left with memory that is gone.
#include <doctest/doctest.h>

#include <sys/mman.h>

#include "runtime/native/capability.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef mmap_module;
}

TEST_CASE("mmap: memory without a file is the VM's, page by page, and goes back") {
    World world({.memory_limit = 16 << 20});
    REQUIRE(world.rt.ready);
    Ref<Module> module = world.module(mmap_module);
    world.result(View(module), "mmap", {View::small_int(-1), View::small_int(1)});  // makes the type
    std::size_t before = world.rt.limits.memory_used;
    Value map = world.result(View(module), "mmap", {View::small_int(-1), View::small_int(1 << 20), View::small_int(MAP_PRIVATE)});
    CHECK(world.rt.limits.memory_used >= before + (1 << 20));
    CHECK(world.method(map, "resize", {View::small_int(2 << 20)}) == "None");
    CHECK(world.rt.limits.memory_used >= before + (2 << 20));
    CHECK(world.method(map, "resize", {View::small_int(64 << 20)}) == "MemoryError");
    CHECK(world.method(map, "resize", {View::small_int(1)}) == "None");
    CHECK(world.rt.limits.memory_used < before + (1 << 20));
    CHECK(world.method(map, "close") == "None");
    CHECK(world.method(map, "read") == "ValueError: mmap closed or invalid");
    CHECK(world.method(View(module), "mmap", {View::small_int(-1), View::small_int(64 << 20)}) == "MemoryError");
}

TEST_CASE("mmap: files need the capability, and no map lies where others do") {
    World world;
    Ref<Module> module = world.module(mmap_module);
    CHECK(world.method(View(module), "mmap", {View::small_int(0), View::small_int(10)}) == "PermissionError: the host has not granted 'files'");
    for (int flag : {MAP_FIXED, MAP_FIXED_NOREPLACE, MAP_GROWSDOWN})
        CHECK(world.method(View(module), "mmap", {View::small_int(-1), View::small_int(10), View::small_int(MAP_PRIVATE | flag)}) == "OSError: [Errno 22] Invalid argument");
    CHECK(world.method(View(module), "mmap", {View::small_int(-1), View::small_int(10), View::small_int(MAP_PRIVATE), View::small_int(PROT_EXEC)}) ==
          "PermissionError: the host has not granted 'processes'");
}

TEST_CASE("mmap: what is borrowed stays where it is") {
    World world;
    Ref<Module> module = world.module(mmap_module);
    Value map = world.result(View(module), "mmap", {View::small_int(-1), View::small_int(10), View::small_int(MAP_PRIVATE)});
    {
        BufferGuard borrowed(world.rt, map, kWriteBuffer);
        REQUIRE_FALSE(borrowed.raised());
        borrowed.data()[3] = 'x';
        CHECK(world.method(map, "close") == "BufferError: cannot close exported pointers exist");
        CHECK(world.method(map, "resize", {View::small_int(20)}) == "BufferError: mmap can't resize with extant buffers exported.");
    }
    CHECK(world.method(map, "find", {world.bytes("x")}) == "3");
    CHECK(world.method(map, "close") == "None");
}

TEST_CASE("mmap: a VM may end before its maps do") {
    World world;
    Ref<Module> module = world.module(mmap_module);
    Value map = world.result(View(module), "mmap", {View::small_int(-1), View::small_int(10)});
    CHECK_FALSE(dict_set(world.rt, world.rt.modules.get(), world.text("kept"), map).raised());
}
