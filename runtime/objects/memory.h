// SPDX-License-Identifier: MIT
// Asking for memory before the work.
#pragma once

#include "runtime/runtime.h"

namespace ouro {

/// MemoryError where `bytes` more would pass the limit: before work whose result could not be held, so that it costs no fuel, and before a
/// buffer outside the heap is filled in proportion to data.
inline Result<void> expect_memory(Runtime& rt, std::size_t bytes) {
    if (bytes > rt.limits.memory_limit - rt.limits.memory_used) [[unlikely]] return rt.raise_memory_error();
    return {};
}

/// Charges the memory that a native holds outside the heap, for as long as it holds it.
class ScratchMemory {
public:
    explicit ScratchMemory(Runtime& rt) : rt_(rt) {}
    ~ScratchMemory() { rt_.limits.refund(held_); }
    ScratchMemory(const ScratchMemory&) = delete;

    Result<void> hold(std::size_t bytes) {
        if (!rt_.limits.charge(bytes)) [[unlikely]] return rt_.raise_memory_error();
        held_ += bytes;
        return {};
    }
    /// Room for `more` items in a string or vector of which this holds the charge: to be asked for before they are added.
    template <typename Container>
    Result<void> room(Container& container, std::size_t more = 1) {
        std::size_t wanted = container.size() + more, capacity = container.capacity();
        if (wanted <= capacity) [[likely]] return {};
        std::size_t grown = wanted > 2 * capacity ? wanted : 2 * capacity;
        if (grown > SIZE_MAX / 2 / sizeof(typename Container::value_type)) return rt_.raise_memory_error();
        TRY(hold((grown - capacity) * sizeof(typename Container::value_type)));
        container.reserve(grown);
        return {};
    }

private:
    Runtime& rt_;
    std::size_t held_ = 0;
};

}  // namespace ouro
