// SPDX-License-Identifier: MIT
// What is to run at a time to come: a binary heap that makes the very moves of CPython's heapq, so that timers for the same moment
// come out in the order that asyncio gives them.
#pragma once

#include <cstdint>

#include "runtime/loop/memory.h"

namespace ouro {

struct Timer {
    double when;           // seconds on the loop's clock
    std::uintptr_t what;   // as a ReadyEntry: a pointer with a tag
};

class TimerHeap {
public:
    explicit TimerHeap(LoopMemory memory) : memory_(memory) {}
    ~TimerHeap();
    TimerHeap(const TimerHeap&) = delete;

    /// heapq.heappush; false without memory.
    bool push(Timer timer);
    /// heapq.heappop; there must be one.
    Timer pop();
    const Timer& top() const { return timers_[0]; }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    const Timer& operator[](std::size_t n) const { return timers_[n]; }

    /// Takes out each timer for which `drop` is true (it may note or release the timer), then heapq.heapify.
    template <typename Drop>
    void remove_if(Drop&& drop) {
        std::size_t kept = 0;
        for (std::size_t n = 0; n < size_; ++n)
            if (!drop(timers_[n])) timers_[kept++] = timers_[n];
        size_ = kept;
        heapify();
    }

private:
    void heapify();
    void sift_down(std::size_t start, std::size_t position);  // heapq._siftdown: towards the root
    void sift_up(std::size_t position);                       // heapq._siftup: to a leaf, then towards the root

    LoopMemory memory_;
    Timer* timers_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace ouro
