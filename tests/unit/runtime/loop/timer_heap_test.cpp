// SPDX-License-Identifier: MIT
#include "runtime/loop/timer_heap.h"

#include <doctest/doctest.h>

#include <vector>

using namespace ouro;

namespace {

std::vector<std::uintptr_t> drain(TimerHeap& heap) {
    std::vector<std::uintptr_t> order;
    while (!heap.empty()) order.push_back(heap.pop().what);
    return order;
}

}  // namespace

TEST_CASE("timers come out by time") {
    TimerHeap heap(plain_loop_memory());
    std::uint32_t x = 1;
    for (std::uintptr_t n = 0; n < 1000; ++n) {
        x = x * 1103515245 + 12345;
        CHECK(heap.push({static_cast<double>(x >> 8), n}));
    }
    double last = 0;
    while (!heap.empty()) {
        Timer timer = heap.pop();
        CHECK(timer.when >= last);
        last = timer.when;
    }
}

TEST_CASE("timers of one moment come out in heapq's order") {
    TimerHeap heap(plain_loop_memory());
    for (std::uintptr_t n = 0; n < 10; ++n) CHECK(heap.push({1.0, n}));
    // What CPython's heapq.heappop gives for objects that compare equal.
    CHECK(drain(heap) == std::vector<std::uintptr_t>{0, 2, 6, 9, 8, 5, 7, 4, 1, 3});
}

TEST_CASE("timers of few moments come out in heapq's order") {
    TimerHeap heap(plain_loop_memory());
    for (std::uintptr_t n = 0; n < 20; ++n) CHECK(heap.push({static_cast<double>(n * 7 % 3), n}));
    CHECK(drain(heap) == std::vector<std::uintptr_t>{0, 6, 12, 3, 9, 15, 18, 13, 19, 10, 4, 16, 7, 1, 14, 5, 2, 11, 17, 8});
}

TEST_CASE("what is removed is told once, and the rest is a heap again") {
    TimerHeap heap(plain_loop_memory());
    for (std::uintptr_t n = 0; n < 20; ++n) CHECK(heap.push({static_cast<double>(n * 7 % 5), n}));
    std::size_t told = 0;
    heap.remove_if([&](const Timer& timer) { return timer.what % 2 && ++told; });
    CHECK(told == 10);
    CHECK(drain(heap) == std::vector<std::uintptr_t>{10, 0, 8, 18, 16, 6, 14, 4, 12, 2});
}
