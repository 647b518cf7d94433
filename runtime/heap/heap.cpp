// SPDX-License-Identifier: MIT
// Slabs, chunks and large blocks.
#include "runtime/heap/heap.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace ouro {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kHugeFrom = std::size_t{8} << 20;  // a heap of this size grows by huge pages

}  // namespace

Allocator default_allocator() {
    return {
        .allocate = [](void*, std::size_t bytes, std::size_t alignment) -> void* {
            if (alignment <= alignof(std::max_align_t)) return std::malloc(bytes);
            void* memory = std::aligned_alloc(alignment, (bytes + alignment - 1) & ~(alignment - 1));
#ifdef MADV_HUGEPAGE
            if (memory && alignment >= kHugePage) (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
            // Chunks of slabs are used from one end to the other: one call instead of a page fault for each page. An older kernel
            // says no, which does no harm.
            if (memory && alignment >= 4096) (void)madvise(memory, bytes, MADV_POPULATE_WRITE);
#endif
            return memory;
        },
        .release = [](void*, void* memory, std::size_t) { std::free(memory); },
        .resize = [](void*, void* memory, std::size_t, std::size_t bytes) { return std::realloc(memory, bytes); },
    };
}

Heap::Heap(Limits& limits, Allocator allocator) : limits_(limits), allocator_(allocator) {}

Heap::~Heap() {
    end_counts();
    while (Large* large = large_) {
        large_ = large->next;
        allocator_.release(allocator_.context, large, large->bytes);
    }
    while (Chunk* chunk = chunks_) {
        chunks_ = chunk->next;
        void* memory = chunk->memory;
        std::size_t bytes = chunk->bytes;
        std::free(chunk);
        allocator_.release(allocator_.context, memory, bytes);
    }
}

bool Heap::charge(std::size_t bytes) {
    if (limits_.charge(bytes)) [[likely]] return true;
    if (bytes > limits_.memory_limit || limits_.memory_used - in_chunks_ > limits_.memory_limit - bytes || !reclaim()) return false;
    release_idle_chunks();
    return limits_.charge(bytes);
}

bool Heap::reclaim() {
    if (walks_ || kLargestCell == 0) return false;
    for (Slab* all : slabs_)
        for (Slab* slab = all; slab; slab = slab->next) slab->free_cells = 0;
    std::int64_t passed = 0;
    for (FreeCell** lists : {raw_cells_, object_cells_})
        for (std::size_t n = 0; n < kClasses; ++n)
            for (FreeCell* cell = lists[n]; cell; cell = cell->next, ++passed) ++slab_of(cell)->free_cells;
    limits_.slice -= passed / 8;
    auto empty = [](const Slab* slab) { return slab->free_cells == slab->cells; };
    for (FreeCell** lists : {raw_cells_, object_cells_})
        for (std::size_t n = 0; n < kClasses; ++n)
            for (FreeCell** link = &lists[n]; *link;) {
                if (empty(slab_of(*link))) *link = (*link)->next;
                else link = &(*link)->next;
            }
    for (auto& of_kind : open_)
        for (Slab*& open : of_kind)
            if (open && empty(open)) open = nullptr;
    bool gained = false;
    for (Slab*& all : slabs_)
        for (Slab** link = &all; *link;) {
            Slab* slab = *link;
            if (!empty(slab)) {
                link = &slab->next;
                continue;
            }
            *link = slab->next;
            slab->next = idle_;
            idle_ = slab;
            gained = true;
        }
    return gained;
}

void Heap::release_idle_chunks() {
    for (Chunk* chunk = chunks_; chunk; chunk = chunk->next) chunk->idle = 0;
    for (Slab* slab = idle_; slab; slab = slab->next) ++slab->chunk->idle;
    auto whole = [](const Chunk* chunk) { return chunk->idle * kSlabBytes == chunk->bytes; };
    for (Slab** link = &idle_; *link;) {
        if (whole((*link)->chunk)) *link = (*link)->next;
        else link = &(*link)->next;
    }
    for (Chunk** link = &chunks_; *link;) {
        Chunk* chunk = *link;
        if (!whole(chunk)) {
            link = &chunk->next;
            continue;
        }
        *link = chunk->next;
        limits_.refund(chunk->bytes);
        in_chunks_ -= chunk->bytes;
        allocator_.release(allocator_.context, chunk->memory, chunk->bytes);
        std::free(chunk);
    }
}

Heap::Slab* Heap::take_slab() {
    if (idle_) {
        Slab* slab = idle_;
        idle_ = slab->next;
        return slab;
    }
    if (chunk_next_ == chunk_end_) {
        std::size_t bytes = limits_.memory_used < kHugeFrom ? chunk_bytes_ : kHugePage;
        if (!limits_.charge(bytes)) {
            bytes = kSlabBytes;  // the last of the allowance, slab by slab
            if (!limits_.charge(bytes)) return reclaim() ? take_slab() : nullptr;
        }
        auto* chunk = static_cast<Chunk*>(std::malloc(sizeof(Chunk)));
        void* memory = chunk ? allocator_.allocate(allocator_.context, bytes, bytes == kHugePage ? kHugePage : kSlabBytes) : nullptr;
        if (!memory) {
            std::free(chunk);
            limits_.refund(bytes);
            return nullptr;
        }
        *chunk = {chunks_, memory, bytes, 0};
        chunks_ = chunk;
        in_chunks_ += bytes;
        chunk_next_ = static_cast<char*>(memory);
        chunk_end_ = chunk_next_ + bytes;
        if (chunk_bytes_ < 64 * kSlabBytes) chunk_bytes_ *= 2;
    }
    auto* slab = reinterpret_cast<Slab*>(chunk_next_);
    chunk_next_ += kSlabBytes;
    slab->chunk = chunks_;
    return slab;
}

void* Heap::refill(std::size_t index, bool objects) {
    Slab*& open = open_[objects][index];
    std::uint32_t cell_bytes = static_cast<std::uint32_t>(index * kGranule);
    std::uint32_t room = static_cast<std::uint32_t>((kSlabBytes - 64) / cell_bytes);
    if (!open || open->cells == room) {
        Slab* slab = take_slab();
        if (!slab) {
            if (objects) --allocated_;
            return nullptr;
        }
        *slab = {.next = slabs_[objects], .cell_bytes = cell_bytes, .cells = 0, .free_cells = 0, .counts = nullptr, .chunk = slab->chunk};
        slabs_[objects] = slab;
        open = slab;
    }
    void* cell = open->first() + std::size_t{open->cells++} * cell_bytes;
    static_cast<FreeCell*>(cell)->tag = 0;
    return cell;
}

void* Heap::allocate_large(std::size_t bytes, bool object) {
    std::size_t total = bytes + (object ? sizeof(Large) : 0);
    if (total < bytes || !charge(total)) {
        if (object) --allocated_;
        return nullptr;
    }
    void* memory = allocator_.allocate(allocator_.context, total, alignof(std::max_align_t));
    if (!memory) {
        limits_.refund(total);
        if (object) --allocated_;
        return nullptr;
    }
    if (!object) return memory;
    // The list goes from the oldest to the newest, as slabs are walked; the first one's `previous` is the last.
    auto* large = new (memory) Large{nullptr, large_ ? large_->previous : nullptr, total, 0, 1};
    if (large_) large->previous->next = large;
    else large_ = large;
    large_->previous = large;
    auto* cell = reinterpret_cast<FreeCell*>(large + 1);
    cell->tag = 0;
    return cell;
}

void Heap::free_large(void* memory, std::size_t bytes, bool object) {
    if (object) {
        auto* large = static_cast<Large*>(memory) - 1;
        if (large == large_) large_ = large->next;
        else large->previous->next = large->next;
        if (Large* after = large->next ? large->next : large_) after->previous = large->previous;
        --allocated_;
        memory = large;
        bytes = large->bytes;  // which may be more than the object needed
    }
    limits_.refund(bytes);
    allocator_.release(allocator_.context, memory, bytes);
}

void* Heap::allocate_raw(std::size_t bytes) {
    if (bytes > kLargestCell) return allocate_large(bytes, false);
    std::size_t index = bytes ? (bytes + kGranule - 1) / kGranule : 1;
    if (FreeCell* cell = raw_cells_[index]) {
        raw_cells_[index] = cell->next;
        return cell;
    }
    return refill(index, false);
}

void Heap::free_raw(void* memory, std::size_t bytes) {
    if (!memory) return;
    if (bytes > kLargestCell) return free_large(memory, bytes, false);
    std::size_t index = bytes ? (bytes + kGranule - 1) / kGranule : 1;
    auto* cell = static_cast<FreeCell*>(memory);
    cell->next = raw_cells_[index];
    raw_cells_[index] = cell;
}

void* Heap::resize_raw(void* memory, std::size_t old_bytes, std::size_t new_bytes) {
    if (memory && old_bytes <= kLargestCell && new_bytes <= kLargestCell &&
        (old_bytes + kGranule - 1) / kGranule == (new_bytes + kGranule - 1) / kGranule && old_bytes && new_bytes)
        return memory;
    if (memory && old_bytes > kLargestCell && new_bytes > kLargestCell && allocator_.resize) {
        // It may move by its pages; if it is copied after all, both are charged meanwhile.
        if (!charge(new_bytes)) return nullptr;
        void* moved = allocator_.resize(allocator_.context, memory, old_bytes, new_bytes);
        limits_.refund(moved ? old_bytes : new_bytes);
        return moved;
    }
    void* fresh = allocate_raw(new_bytes);
    if (!fresh) return nullptr;
    if (memory) {
        std::memcpy(fresh, memory, old_bytes < new_bytes ? old_bytes : new_bytes);
        free_raw(memory, old_bytes);
    }
    return fresh;
}

bool Heap::begin_counts() {
    for (Large* large = large_; large; large = large->next) large->count = 0;
    for (Slab* slab = slabs_[true]; slab; slab = slab->next) {
        slab->counts = static_cast<std::uint32_t*>(std::calloc(slab->cells ? slab->cells : 1, sizeof(std::uint32_t)));
        if (!slab->counts) {
            end_counts();
            return false;
        }
    }
    return true;
}

std::uint32_t& Heap::count_of(Object* object) {
    if (object->flags & Object::kLarge) return (reinterpret_cast<Large*>(object) - 1)->count;
    Slab* slab = slab_of(object);
    return slab->counts[static_cast<std::size_t>(reinterpret_cast<char*>(object) - slab->first()) / slab->cell_bytes];
}

void Heap::end_counts() {
    for (Slab* slab = slabs_[true]; slab; slab = slab->next) {
        std::free(slab->counts);
        slab->counts = nullptr;
    }
}

}  // namespace ouro
