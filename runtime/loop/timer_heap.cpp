// SPDX-License-Identifier: MIT
// The moves of heapq. Order among equal times depends on each of them: change nothing that looks like a detail.
#include "runtime/loop/timer_heap.h"

namespace ouro {

TimerHeap::~TimerHeap() {
    if (timers_) memory_(timers_, capacity_ * sizeof(Timer), 0);
}

void TimerHeap::sift_down(std::size_t start, std::size_t position) {
    Timer timer = timers_[position];
    while (position > start) {
        std::size_t parent = (position - 1) >> 1;
        if (!(timer.when < timers_[parent].when)) break;
        timers_[position] = timers_[parent];
        position = parent;
    }
    timers_[position] = timer;
}

void TimerHeap::sift_up(std::size_t position) {
    std::size_t start = position;
    Timer timer = timers_[position];
    std::size_t limit = size_ >> 1;
    while (position < limit) {
        std::size_t child = 2 * position + 1;
        if (child + 1 < size_ && !(timers_[child].when < timers_[child + 1].when)) ++child;
        timers_[position] = timers_[child];
        position = child;
    }
    timers_[position] = timer;
    sift_down(start, position);
}

void TimerHeap::heapify() {
    for (std::size_t n = size_ >> 1; n-- > 0;) sift_up(n);
}

bool TimerHeap::push(Timer timer) {
    if (size_ == capacity_) {
        std::size_t wanted = capacity_ ? capacity_ * 2 : 16;
        auto* larger = static_cast<Timer*>(memory_(timers_, capacity_ * sizeof(Timer), wanted * sizeof(Timer)));
        if (!larger) return false;
        timers_ = larger;
        capacity_ = wanted;
    }
    timers_[size_++] = timer;
    sift_down(0, size_ - 1);
    return true;
}

Timer TimerHeap::pop() {
    Timer first = timers_[0];
    Timer last = timers_[--size_];
    if (size_ == 0) return last;
    timers_[0] = last;
    sift_up(0);
    return first;
}

}  // namespace ouro
