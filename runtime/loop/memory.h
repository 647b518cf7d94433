// SPDX-License-Identifier: MIT
// Where the loop's tables come from: whoever owns the loop charges the memory to its VM.
#pragma once

#include <cstddef>
#include <cstdlib>

namespace ouro {

struct LoopMemory {
    /// As realloc, with the old size told; 0 new bytes free the block. Null: no memory, the old block is as it was.
    void* (*resize)(void* context, void* block, std::size_t old_bytes, std::size_t new_bytes) = nullptr;
    void* context = nullptr;

    void* operator()(void* block, std::size_t old_bytes, std::size_t new_bytes) const {
        return resize(context, block, old_bytes, new_bytes);
    }
};

/// malloc and free, charged to nobody.
inline LoopMemory plain_loop_memory() {
    return {[](void*, void* block, std::size_t, std::size_t new_bytes) -> void* {
                if (new_bytes) return std::realloc(block, new_bytes);
                std::free(block);
                return nullptr;
            },
            nullptr};
}

}  // namespace ouro
