// SPDX-License-Identifier: MIT
// Who imports what, and who waits for whom.
#include "vm/interp/import_locks.h"

#include <map>
#include <vector>

#include "runtime/objects/containers.h"
#include "runtime/threads.h"

namespace ouro {

struct Import {
    std::uint64_t thread;
    bool over = false;
    WaitQueue end;
};

namespace {

struct ImportsInProgress {
    std::map<std::string, std::shared_ptr<Import>, std::less<>> imports;
    std::uint64_t lock_owner = 0;  // 0: nobody
    std::size_t lock_count = 0;
    WaitQueue lock_free;
    std::map<std::uint64_t, std::uint64_t> waiting;  // threads, and those they wait for

    /// Whether waiting for `thread` would be waiting for oneself, over others.
    bool would_deadlock(std::uint64_t thread, std::uint64_t self) const {
        for (auto next = waiting.find(thread); next != waiting.end(); next = waiting.find(next->second))
            if (next->second == self) return true;
        return false;
    }
    /// Sleeps once, as one who waits for `thread`.
    Result<void> wait(Runtime& rt, WaitQueue& queue, std::uint64_t thread) {
        std::uint64_t self = thread_identity();
        waiting[self] = thread;
        queue.wait(rt, -1);
        Result<void> going = rt.check_stop();
        waiting.erase(self);
        return going;
    }
};

const char kInProgress = 0;  // key of Runtime::library_state

/// In the child of a fork: what threads that are gone were importing is imported anew when it is wanted.
void drop_imports_of_others(Runtime& rt) {
    auto& all = *static_cast<ImportsInProgress*>(rt.library_state[&kInProgress].get());
    all.waiting.clear();
    if (all.lock_owner != thread_identity()) all.lock_owner = all.lock_count = 0;
    std::vector<Value> halves;
    std::erase_if(all.imports, [&](const auto& each) {
        if (each.second->thread == thread_identity()) return false;
        Result<Value> name = rt.str(each.first);
        Result<Value> half = name.raised() ? Result<Value>(Raised{}) : dict_pop(rt, rt.modules.get(), name.value());
        if (half.raised()) rt.pending = Value();
        else halves.push_back(half.take());
        return true;
    });
}

ImportsInProgress& imports_in_progress(Runtime& rt) {
    std::shared_ptr<void>& known = rt.library_state[&kInProgress];
    if (!known) {
        known = std::make_shared<ImportsInProgress>();
        in_forked_child(rt).push_back(drop_imports_of_others);
    }
    return *static_cast<ImportsInProgress*>(known.get());
}

}  // namespace

Result<bool> wait_for_import(Runtime& rt, std::string_view name) {
    ImportsInProgress& all = imports_in_progress(rt);
    auto found = all.imports.find(name);
    std::uint64_t self = thread_identity();
    if (found == all.imports.end()) return false;
    std::shared_ptr<Import> wanted = found->second;
    if (wanted->thread == self || all.would_deadlock(wanted->thread, self)) return false;
    while (!wanted->over) TRY(all.wait(rt, wanted->end, wanted->thread));
    return true;
}

Importing::Importing(Runtime& rt, const std::string& name) : rt_(rt), name_(name) {
    auto& imports = imports_in_progress(rt).imports;
    if (imports.count(name)) return;  // this thread does already, or waiting was no choice
    own_ = std::make_shared<Import>();
    own_->thread = thread_identity();
    imports.emplace(name, own_);
}

Importing::~Importing() {
    if (!own_) return;
    own_->over = true;
    imports_in_progress(rt_).imports.erase(name_);
    own_->end.wake_all();
}

Result<bool> acquire_import_lock(Runtime& rt) {
    ImportsInProgress& all = imports_in_progress(rt);
    std::uint64_t self = thread_identity();
    while (all.lock_count && all.lock_owner != self) {
        if (all.would_deadlock(all.lock_owner, self)) return false;
        TRY(all.wait(rt, all.lock_free, all.lock_owner));
    }
    all.lock_owner = self;
    ++all.lock_count;
    return true;
}

Result<void> release_import_lock(Runtime& rt) {
    ImportsInProgress& all = imports_in_progress(rt);
    if (!import_lock_owned(rt)) return rt.raise(RuntimeError, "not holding the import lock");
    if (--all.lock_count == 0) all.lock_free.wake_one();
    return {};
}

bool import_lock_held(Runtime& rt) { return imports_in_progress(rt).lock_count > 0; }

bool import_lock_owned(Runtime& rt) { return import_lock_held(rt) && imports_in_progress(rt).lock_owner == thread_identity(); }

}  // namespace ouro
