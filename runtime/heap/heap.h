// SPDX-License-Identifier: MIT
// Heap: memory of one VM. Cells up to kLargestCell bytes come from slabs of one size class each (object slabs can be walked, which
// is how the cycle collector finds everything without links in objects; raw slabs cannot); anything larger comes from the
// host's allocator. Memory is charged to the limits before it is taken, slab by slab. Null means: no memory, or limit reached.
#pragma once

#include "runtime/heap/limits.h"
#include "runtime/heap/object.h"

namespace ouro {

/// Where a heap gets its memory; alignment is a power of two. A host may replace it.
struct Allocator {
    void* (*allocate)(void* context, std::size_t bytes, std::size_t alignment) = nullptr;
    void (*release)(void* context, void* memory, std::size_t bytes) = nullptr;
    /// As realloc, of what `allocate` gave with the least alignment; may be null.
    void* (*resize)(void* context, void* memory, std::size_t old_bytes, std::size_t new_bytes) = nullptr;
    void* context = nullptr;
};
Allocator default_allocator();

class Heap {
public:
    static constexpr std::size_t kSlabBytes = 16 * 1024;
    static constexpr std::size_t kGranule = 16;
#ifdef __SANITIZE_ADDRESS__
    static constexpr std::size_t kLargestCell = 0;  // each allocation on its own, so that the sanitizer sees every misuse
#else
    static constexpr std::size_t kLargestCell = 1024;
#endif

    Heap(Limits& limits, Allocator allocator);
    ~Heap();
    Heap(const Heap&) = delete;

    /// Memory for an object of `bytes`; the caller fills the header before anything else can run. Counts towards the collector's threshold.
    void* allocate_object(std::size_t bytes) {
        ++allocated_;
        if (bytes <= kLargestCell) [[likely]] {
            std::size_t index = (bytes + kGranule - 1) / kGranule;
            if (FreeCell* cell = object_cells_[index]) [[likely]] {
                object_cells_[index] = cell->next;
                return cell;
            }
            return refill(index, true);
        }
        return allocate_large(bytes, true);
    }
    void free_object(void* object, std::size_t bytes) {
        if (bytes <= kLargestCell) [[likely]] {
            std::size_t index = (bytes + kGranule - 1) / kGranule;
            --allocated_;
            auto* cell = static_cast<FreeCell*>(object);
            cell->tag = 0;  // Kind::free_cell
            cell->next = object_cells_[index];
            object_cells_[index] = cell;
            return;
        }
        free_large(object, bytes, true);
    }
    /// Bytes that the block of an object of `bytes` has: what it may grow to where it lies.
    static std::size_t room_of(const void* object, std::size_t bytes) {
        if (bytes <= kLargestCell) return (bytes + kGranule - 1) / kGranule * kGranule;
        return (static_cast<const Large*>(object) - 1)->bytes - sizeof(Large);
    }
    /// Memory without a header: tables, item arrays, buffers.
    void* allocate_raw(std::size_t bytes);
    void free_raw(void* memory, std::size_t bytes);
    /// As realloc: contents up to the smaller size are kept; null leaves the old block as it was.
    void* resize_raw(void* memory, std::size_t old_bytes, std::size_t new_bytes);

    /// Takes back slabs without a live cell, so that memory freed in one size serves another; true if anything was gained. It costs a
    /// pass over the free cells (charged as fuel) and is meant for the moment when the limit is reached.
    bool reclaim();

    /// Objects alive (for the collector's threshold and the teardown check).
    std::size_t live_objects() const { return allocated_; }

    /// Calls `visit(Object*)` for each live object; those in smaller cells than `least_bytes` are left out.
    template <typename Visit>
    void walk(Visit&& visit, std::size_t least_bytes = 0);

    Limits& limits() { return limits_; }

    /// The collector's scratch count of an object; only between begin_counts() and end_counts().
    bool begin_counts();
    std::uint32_t& count_of(Object* object);
    void end_counts();

    Object* pending_destroy = nullptr;  // destroy()'s work list
    int destroy_depth = 0;

private:
    struct FreeCell {
        std::uint64_t tag;  // lies over Object::references, aux, kind, flags: zero reads as Kind::free_cell
        FreeCell* next;
    };
    struct Chunk {  // what comes from the host's allocator: slabs side by side
        Chunk* next;
        void* memory;
        std::size_t bytes;
        std::size_t idle;  // slabs of it in idle_; only in reclaim()
    };
    struct Slab {
        Slab* next;
        std::uint32_t cell_bytes;
        std::uint32_t cells;       // cells handed out so far (bump)
        std::uint32_t free_cells;  // of those, the free ones; only in reclaim()
        std::uint32_t* counts;
        Chunk* chunk;
        char* first() { return reinterpret_cast<char*>(this) + 64; }
    };
    struct Large {  // before a large object
        Large* next;
        Large* previous;
        std::size_t bytes;
        std::uint32_t count;
        std::uint32_t objects;
    };
    static constexpr std::size_t kClasses = kLargestCell / kGranule + 2;

    [[gnu::noinline]] void* refill(std::size_t index, bool objects);
    bool charge(std::size_t bytes);
    void release_idle_chunks();
    Slab* take_slab();
    void* allocate_large(std::size_t bytes, bool object);
    void free_large(void* memory, std::size_t bytes, bool object);
    Slab* slab_of(void* cell) const {
        return reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(cell) & ~(kSlabBytes - 1));
    }

    FreeCell* object_cells_[kClasses] = {};
    FreeCell* raw_cells_[kClasses] = {};
    Slab* open_[2][kClasses] = {};  // slabs with cells not yet handed out, by raw/object and class
    Slab* slabs_[2] = {};           // all slabs in use, by raw/object
    Slab* idle_ = nullptr;          // slabs taken back
    Chunk* chunks_ = nullptr;
    char* chunk_next_ = nullptr;    // slabs of the newest chunk that are still unused
    char* chunk_end_ = nullptr;
    std::size_t chunk_bytes_ = 4 * kSlabBytes;  // of the next chunk
    std::size_t in_chunks_ = 0;     // bytes of all chunks
    int walks_ = 0;                 // in progress
    Large* large_ = nullptr;        // large objects
    std::size_t allocated_ = 0;
    Limits& limits_;
    Allocator allocator_;
};

template <typename Visit>
void Heap::walk(Visit&& visit, std::size_t least_bytes) {
    ++walks_;
    for (Slab* slab = slabs_[true]; slab; slab = slab->next) {
        if (slab->cell_bytes < least_bytes) continue;
        char* cell = slab->first();
        for (std::uint32_t i = 0; i < slab->cells; ++i, cell += slab->cell_bytes) {
            auto* object = reinterpret_cast<Object*>(cell);
            if (object->kind != Kind::free_cell) visit(object);
        }
    }
    for (Large* large = large_; large;) {
        Large* next = large->next;
        visit(reinterpret_cast<Object*>(large + 1));
        large = next;
    }
    --walks_;
}

}  // namespace ouro
