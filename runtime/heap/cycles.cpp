// SPDX-License-Identifier: MIT
// The cycle collector.
//
//  1. It may run only where any script code may run; natives never see it between two statements of theirs unless they call out.
//  2. It counts, for each container, the references that do not come from other containers. Whatever keeps one (a register, a native's
//     Value, the Runtime) makes it and all it reaches alive. A generator that is running hides its frame from `traverse`, so what
//     the frame owns counts as held from outside.
//  3. Weak references to the dead are cleared before finalisers run; then finalisers; what those brought back to life, and all
//     it reaches, is left alone; the rest is cleared, which lets the counts fall to zero.
#include "runtime/heap/cycles.h"

#include <cassert>
#include <vector>

#include "runtime/objects/lifetime.h"
#include "runtime/runtime.h"

namespace ouro {

const char kGarbageHook = 0;

namespace {

constexpr std::uint32_t kLeastPatience = 1 << 16;
constexpr std::uint32_t kPasses = 0x7fffffff;

bool tracked(const Object* object) {
    return object->type()->has(Type::container) && !(object->flags & Object::kUntracked) && is_alive(object);
}

/// Visits what an object owns: its own fields, its attributes, and the class that its instance keeps alive.
void visit_all(Object* object, Visitor& visit) {
    Type* type = object->type();
    if (type->slots.traverse) type->slots.traverse(object, visit);
    if (type->stores_attributes()) visit_attributes(object, visit);
    if (type->has(Type::heap_type)) visit(static_cast<const Object*>(type));
}

struct Subtract : Visitor {
    explicit Subtract(Heap& heap) : Visitor([](Visitor& self, Object* child) {
        auto& me = static_cast<Subtract&>(self);
        if (!tracked(child)) return;
        assert(me.heap.count_of(child) > 0 && "visited more often than it is referred to");
        --me.heap.count_of(child);
    }), heap(heap) {}
    Heap& heap;
};

struct Reach : Visitor {
    Reach() : Visitor([](Visitor& self, Object* child) {
        auto& me = static_cast<Reach&>(self);
        if (!tracked(child) || (child->flags & Object::kMark)) return;
        child->flags |= Object::kMark;
        me.work.push_back(child);
    }) {}
    void run() {
        while (!work.empty()) {
            Object* object = work.back();
            work.pop_back();
            visit_all(object, *this);
        }
    }
    std::vector<Object*> work;
};

}  // namespace

/// Marks everything that is alive; what stays unmarked is garbage. False without memory for the counts.
bool CycleCollector::mark() {
    Heap& heap = runtime_.heap;
    if (!heap.begin_counts()) return false;
    pass_ = pass_ % kPasses + 1;
    heap.walk([&](Object* object) {
        if (tracked(object)) heap.count_of(object) = object->references;
    });
    Subtract subtract(heap);
    subtract.pass = pass_;
    heap.walk([&](Object* object) {
        if (!tracked(object)) return;
        visit_all(object, subtract);
    });
    Reach reach;
    reach.pass = pass_;
    heap.walk([&](Object* object) {
        if (!tracked(object) || (object->flags & Object::kMark) || heap.count_of(object) == 0) return;
        object->flags |= Object::kMark;
        reach.work.push_back(object);
        reach.run();
    });
    heap.end_counts();
    return true;
}

std::size_t CycleCollector::heap_size() const { return runtime_.heap.live_objects(); }

void CycleCollector::set_growth(std::size_t objects) {
    growth_ = objects;
    // Where there was little to find, the next one can wait: a heap that only grows is not looked through again and again.
    std::size_t share = objects > 1 ? (found_ > survived_ / 8 ? survived_ / 2 : survived_ * 2) : 0;
    threshold_ = !objects ? SIZE_MAX : survived_ + (share > objects ? share : objects);
}

std::size_t CycleCollector::collect(int generation) {
    if (running_ || runtime_.stopping()) return 0;
    running_ = true;
    if (report) report(runtime_, false, generation, 0);
    Heap& heap = runtime_.heap;
    std::vector<Ref<Object>> garbage;
    if (mark()) {
        heap.walk([&](Object* object) {
            if (tracked(object) && !(object->flags & Object::kMark)) garbage.push_back(Ref<Object>(object));
            object->flags &= static_cast<std::uint8_t>(~Object::kMark);
        });
    }
    std::size_t found = garbage.size(), dead = found;
    if (found) {
        Value pending = std::move(runtime_.pending);  // finalisers start with nothing pending
        clear_weak_references_of(runtime_, garbage);
        bool finalized = false;
        for (auto& object : garbage) {
            auto* finalize = object->type()->slots.finalize;
            if (!finalize || (object->flags & Object::kFinalized)) continue;
            object->flags |= Object::kFinalized;
            finalize(runtime_, object.get());
            finalized = true;
        }
        if (finalized && !runtime_.stopping()) {
            // Whatever a finaliser stored somewhere alive is alive again. Our own references must not count.
            for (auto& object : garbage) --object->references;
            bool marked = mark();
            for (auto& object : garbage) ++object->references;
            std::vector<Ref<Object>> left;
            for (auto& object : garbage)
                if (marked && !(object->flags & Object::kMark)) left.push_back(object);
            heap.walk([](Object* object) { object->flags &= static_cast<std::uint8_t>(~Object::kMark); });
            garbage.swap(left);
            dead = garbage.size();
        }
        if (auto hook = runtime_.library_state.find(&kGarbageHook); hook != runtime_.library_state.end())
            if ((*static_cast<GarbageHook*>(hook->second.get()))(runtime_, garbage)) garbage.clear();
        for (auto& object : garbage) {
            if (object->type()->stores_attributes()) clear_attributes(runtime_, object.get());
            if (auto* clear = object->type()->slots.clear) clear(runtime_, object.get());
        }
        garbage.clear();
        runtime_.pending = std::move(pending);
    }
    ++collections[generation];
    collected[generation] += dead;
    survived_ = heap_size();
    found_ = found;
    if (!threshold_) {  // it was hurried: what it cost is charged
        runtime_.limits.slice -= static_cast<std::int64_t>(survived_ / 8);
        patience_ = found > survived_ / 16 ? 1 : patience_ < kLeastPatience ? patience_ * 2 : patience_;
    }
    set_growth(growth_);
    if (report) report(runtime_, true, generation, dead);
    running_ = false;
    return dead;
}

}  // namespace ouro
