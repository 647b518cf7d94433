// SPDX-License-Identifier: MIT
// The cycle collector: finds unreachable groups of objects by trial deletion over the whole heap, runs their finalisers,
// clears their weak references, and breaks them. Collections start when the heap has grown by a share of what survived the last.
#pragma once

#include "runtime/heap/heap.h"

namespace ouro {

/// Passed to a type's `traverse`, which calls it once for each owned reference.
class Visitor {
public:
    void operator()(View value) {
        if (value.is_object()) visit_(*this, value.object());
    }
    void operator()(const Object* object) {
        if (object) visit_(*this, const_cast<Object*>(object));
    }
    /// Numbers the passes over the heap during which no script code runs: what one object finds out on the way may be kept for the
    /// others. 0: not in such a pass.
    std::uint32_t pass = 0;

protected:
    using Visit = void (*)(Visitor&, Object*);
    explicit Visitor(Visit visit) : visit_(visit) {}
    Visit visit_;
};

class CycleCollector {
public:
    explicit CycleCollector(Runtime& runtime) : runtime_(runtime) {}

    /// Collects now; the number of objects that died. Does nothing while a collection runs. The generation is a word to `report`.
    std::size_t collect(int generation = 2);
    /// Called where it is safe to run any script code (calls, backward jumps): collects if the heap has grown enough.
    void maybe_collect() {
        if (heap_size() >= threshold_ && enabled) collect();
    }
    /// Memory is short: whether a collection is due now. The less the last ones found, the more often this must be asked.
    bool hurry() {
        if (!growth_ || ++shortages_ < patience_) return false;
        shortages_ = 0;
        threshold_ = 0;
        return true;
    }
    bool due() const { return heap_size() >= threshold_; }

    /// How many more objects than survived the last collection start the next, at least; 0: none starts by itself.
    void set_growth(std::size_t objects);
    /// Objects that there are more than survived the last collection.
    std::size_t grown() const { return heap_size() > survived_ ? heap_size() - survived_ : 0; }

    bool enabled = true;
    // Told of the start and the end of each collection, with what was found; set by the module gc, whose callbacks it keeps.
    void (*report)(Runtime&, bool ended, int generation, std::size_t found) = nullptr;
    Value callbacks;
    std::int64_t thresholds[3] = {2000, 10, 10};  // as scripts see them
    std::size_t collections[3] = {}, collected[3] = {};  // by the generation that was asked for

private:
    std::size_t heap_size() const;
    bool mark();
    Runtime& runtime_;
#ifdef OURO_GC_STRESS
    static constexpr std::size_t kGrowth = 1;
#else
    static constexpr std::size_t kGrowth = 20'000;
#endif
    std::size_t growth_ = kGrowth;
    std::size_t threshold_ = kGrowth;
    std::size_t survived_ = 0, found_ = 0;  // by the last collection
    std::uint32_t shortages_ = 0, patience_ = 1;  // see hurry()
    std::uint32_t pass_ = 0;
    bool running_ = false;
};

}  // namespace ouro
