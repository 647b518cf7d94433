// SPDX-License-Identifier: MIT
// What is ready to run, first in first out: a ring of words. What a word means (a pointer with a tag in its low bits) is the
// business of whoever runs it.
#pragma once

#include <cstdint>

#include "runtime/loop/memory.h"

namespace ouro {

using ReadyEntry = std::uintptr_t;

class ReadyQueue {
public:
    explicit ReadyQueue(LoopMemory memory) : memory_(memory) {}
    ~ReadyQueue() {
        if (entries_) memory_(entries_, bytes(capacity_), 0);
    }
    ReadyQueue(const ReadyQueue&) = delete;

    bool has_room() const { return size_ < capacity_; }
    /// False without memory.
    bool push(ReadyEntry entry) {
        if (size_ == capacity_ && !grow()) [[unlikely]] return false;
        entries_[(first_ + size_++) & (capacity_ - 1)] = entry;
        return true;
    }
    /// The oldest entry; there must be one.
    ReadyEntry pop() {
        ReadyEntry entry = entries_[first_];
        first_ = (first_ + 1) & (capacity_ - 1);
        --size_;
        return entry;
    }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    /// Entry number n, counted from the oldest.
    ReadyEntry operator[](std::size_t n) const { return entries_[(first_ + n) & (capacity_ - 1)]; }

private:
    static std::size_t bytes(std::size_t capacity) { return capacity * sizeof(ReadyEntry); }
    [[gnu::noinline]] bool grow() {
        std::size_t wanted = capacity_ ? capacity_ * 2 : 64;
        auto* larger = static_cast<ReadyEntry*>(memory_(entries_, bytes(capacity_), bytes(wanted)));
        if (!larger) return false;
        // The ring was full: what lay before `first_` follows the old end.
        for (std::size_t n = 0; n < first_; ++n) larger[capacity_ + n] = larger[n];
        entries_ = larger;
        capacity_ = wanted;
        return true;
    }

    LoopMemory memory_;
    ReadyEntry* entries_ = nullptr;
    std::size_t capacity_ = 0, first_ = 0, size_ = 0;  // the capacity is a power of two
};

}  // namespace ouro
