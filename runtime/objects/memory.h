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

}  // namespace ouro
