// SPDX-License-Identifier: MIT
// Arena: the memory of one parse. Nodes and texts are bumped out of growing blocks and die together, so
// nothing that lies in an arena has a destructor. Every block is charged to a budget before it is taken; a
// refused block is std::bad_alloc, which parse() turns into a diagnostic and which try_allocate() reports as
// a null pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ouro {

// Who pays for an arena's blocks: `charge` is asked before a block is taken, `release` is told when it is
// given back.
struct ArenaBudget {
    bool (*charge)(void* context, std::size_t bytes) = nullptr;
    void (*release)(void* context, std::size_t bytes) = nullptr;
    void* context = nullptr;
};

// A bump allocator that owns its blocks.
class Arena {
public:
    Arena() = default;
    // Charges every block to `budget`, which must outlive the arena.
    explicit Arena(ArenaBudget budget) : budget_(budget) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() { clear(); }

    // Returns `bytes` of uninitialised memory, or null when the budget or the system refuses.
    [[nodiscard]] void* try_allocate(std::size_t bytes, std::size_t alignment = alignof(std::max_align_t)) {
        std::uintptr_t start = (next_ + (alignment - 1)) & ~static_cast<std::uintptr_t>(alignment - 1);
        if (start < next_ || start > end_ || bytes > end_ - start) {
            if (!grow(bytes, alignment)) return nullptr;
            start = (next_ + (alignment - 1)) & ~static_cast<std::uintptr_t>(alignment - 1);
        }
        next_ = start + bytes;
        return reinterpret_cast<void*>(start);
    }

    // Returns `bytes` of uninitialised memory; throws std::bad_alloc when the budget or the system refuses.
    [[nodiscard]] void* allocate(std::size_t bytes, std::size_t alignment = alignof(std::max_align_t)) {
        void* memory = try_allocate(bytes, alignment);
        if (memory == nullptr) throw std::bad_alloc();
        return memory;
    }

    // Makes a T that is never destroyed; throws std::bad_alloc when the budget refuses.
    template <class T, class... Arguments>
    [[nodiscard]] T* make(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
        return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
    }

    // Makes room for `count` value-initialised Ts; null for a count of zero.
    template <class T>
    [[nodiscard]] T* make_array(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
        if (count == 0) return nullptr;
        if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_alloc();
        T* items = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
        for (std::size_t i = 0; i < count; ++i) new (items + i) T();
        return items;
    }

    // Copies a text into the arena; the copy's data is never null.
    [[nodiscard]] std::string_view copy(std::string_view text) {
        if (text.empty()) return std::string_view("", 0);
        char* bytes = static_cast<char*>(allocate(text.size(), 1));
        std::memcpy(bytes, text.data(), text.size());
        return {bytes, text.size()};
    }

    // The bytes taken from the system so far.
    std::size_t bytes_used() const { return total_; }

    // Gives every block back; everything made in the arena is gone.
    void clear() {
        while (blocks_ != nullptr) {
            Block* block = blocks_;
            blocks_ = block->previous;
            std::size_t size = block->size;
            std::free(block);
            if (budget_.release != nullptr) budget_.release(budget_.context, size);
        }
        next_ = end_ = 0;
        total_ = 0;
    }

private:
    struct Block {
        Block* previous;
        std::size_t size;
    };

    static constexpr std::size_t kFirstBlock = 4096;
    static constexpr std::size_t kLargestBlock = 256 * 1024;

    bool grow(std::size_t bytes, std::size_t alignment) {
        std::size_t size = total_ < kFirstBlock ? kFirstBlock : total_;
        if (size > kLargestBlock) size = kLargestBlock;
        std::size_t overhead = sizeof(Block) + alignment;
        if (bytes > static_cast<std::size_t>(-1) / 2 - overhead) return false;
        if (size < bytes + overhead) size = bytes + overhead;
        if (budget_.charge != nullptr && !budget_.charge(budget_.context, size)) return false;
        void* memory = std::malloc(size);
        if (memory == nullptr) {
            if (budget_.release != nullptr) budget_.release(budget_.context, size);
            return false;
        }
        blocks_ = new (memory) Block{blocks_, size};
        next_ = reinterpret_cast<std::uintptr_t>(memory) + sizeof(Block);
        end_ = reinterpret_cast<std::uintptr_t>(memory) + size;
        total_ += size;
        return true;
    }

    ArenaBudget budget_;
    Block* blocks_ = nullptr;
    std::uintptr_t next_ = 0;
    std::uintptr_t end_ = 0;
    std::size_t total_ = 0;
};

}  // namespace ouro
