// SPDX-License-Identifier: MIT
// Cells, slabs and large blocks; the collector of cycles.
#include "runtime/heap/heap.h"

#include <doctest/doctest.h>

#include <cstring>
#include <set>
#include <vector>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

TEST_CASE("cells do not overlap and are used again") {
    Limits limits;
    Heap heap(limits, default_allocator());
    std::set<char*> cells;
    for (int i = 0; i < 5000; ++i) {
        auto* cell = static_cast<char*>(heap.allocate_raw(48));
        REQUIRE(cell != nullptr);
        CHECK(reinterpret_cast<std::uintptr_t>(cell) % 16 == 0);
        std::memset(cell, i, 48);
        cells.insert(cell);
    }
    char* last = nullptr;
    for (char* cell : cells) {
        CHECK((last == nullptr || cell - last >= 48));
        last = cell;
    }
    std::size_t used = limits.memory_used;
    for (char* cell : cells) heap.free_raw(cell, 48);
    std::vector<void*> again;
    for (int i = 0; i < 5000; ++i) again.push_back(heap.allocate_raw(48));
    CHECK(limits.memory_used <= used + 64 * Heap::kSlabBytes);
    for (void* cell : again) heap.free_raw(cell, 48);
}

TEST_CASE("large blocks are charged and refunded to the byte") {
    Limits limits;
    Heap heap(limits, default_allocator());
    void* block = heap.allocate_raw(1 << 20);
    REQUIRE(block != nullptr);
    CHECK(limits.memory_used == 1 << 20);
    block = heap.resize_raw(block, 1 << 20, 3 << 20);
    CHECK(limits.memory_used == 3 << 20);
    CHECK(limits.memory_peak == 4 << 20);
    heap.free_raw(block, 3 << 20);
    CHECK(limits.memory_used == 0);
}

TEST_CASE("resizing keeps the contents") {
    Limits limits;
    Heap heap(limits, default_allocator());
    auto* block = static_cast<char*>(heap.allocate_raw(10));
    std::memcpy(block, "0123456789", 10);
    std::size_t from = 10;
    for (std::size_t to : {16, 40, 511, 513, 100'000, 600, 12}) {
        block = static_cast<char*>(heap.resize_raw(block, from, to));
        REQUIRE(block != nullptr);
        CHECK(std::memcmp(block, "0123456789", 10) == 0);
        from = to;
    }
    heap.free_raw(block, from);
}

TEST_CASE("past the limit there is no memory, and nothing is lost") {
    Limits limits;
    limits.memory_limit = 200'000;
    Heap heap(limits, default_allocator());
    CHECK(heap.allocate_raw(300'000) == nullptr);
    std::vector<void*> cells;
    while (void* cell = heap.allocate_raw(400)) cells.push_back(cell);
    CHECK(cells.size() > 300);
    CHECK(limits.memory_used <= limits.memory_limit);
    for (void* cell : cells) heap.free_raw(cell, 400);
}

TEST_CASE("a list that holds itself is garbage once nobody holds it") {
    World world;
    (void)world.rt.cycles.collect();
    std::size_t before = world.rt.heap.live_objects();
    for (int i = 0; i < 10; ++i) {
        Ref<List> list = new_list(world.rt).take();
        Value inside = world.tuple({View(list)});
        REQUIRE_FALSE(list_append(world.rt, list.get(), inside).raised());
    }
    CHECK(world.rt.heap.live_objects() == before + 20);
    CHECK(world.rt.cycles.collect() == 20);
    CHECK(world.rt.heap.live_objects() == before);
}

TEST_CASE("what a native's Value reaches is alive, cycle or not") {
    World world;
    Ref<List> list = new_list(world.rt).take();
    Value dict = world.dict({{View::small_int(1), View(list)}});
    REQUIRE_FALSE(list_append(world.rt, list.get(), dict).raised());
    list = {};
    CHECK(world.rt.cycles.collect() == 0);
    CHECK(world.shown(dict) == "{1: [{...}]}");
    dict = Value();
    CHECK(world.rt.cycles.collect() == 2);
}

TEST_CASE("a chain of a million tuples is freed without recursion") {
    World world;
    Value chain = View::none();
    for (int i = 0; i < 1'000'000; ++i) chain = world.tuple({chain});
    std::size_t before = world.rt.heap.live_objects();
    chain = Value();
    CHECK(world.rt.heap.live_objects() == before - 1'000'000);
}
