// SPDX-License-Identifier: MIT
// The layouts of asyncio's locks, for natives that are built on them.
#pragma once

#include "stdlib/asyncio/wait.h"

namespace ouro {

/// asyncio.Lock
struct AsyncLock : LoopBound {
    Waiters waiters;
    bool locked;
    bool waited;  // somebody has waited: `_waiters` is no longer None

    template <typename Use>
    void each_field(Use&&) {}
    template <typename Use>
    void each_list(Use&& use) { use(waiters); }
};

/// asyncio.Event
struct AsyncEvent : LoopBound {
    Waiters waiters;
    bool value;

    template <typename Use>
    void each_field(Use&&) {}
    template <typename Use>
    void each_list(Use&& use) { use(waiters); }
};

extern const TypeDef async_lock_type, async_event_type, async_semaphore_type, async_bounded_semaphore_type, async_condition_type,
    async_barrier_type, async_queue_type, async_priority_queue_type, async_lifo_queue_type;

Result<Ref<AsyncLock>> new_async_lock(Runtime& rt);
/// Whether a lock is one of ours whose acquire() and release() are not overridden.
bool is_plain_lock(Runtime& rt, View lock);
/// Takes a plain lock if that is possible without waiting.
Result<bool> try_lock(Runtime& rt, AsyncLock* lock);
Result<void> release_async_lock(Runtime& rt, AsyncLock* lock);

Result<Ref<AsyncEvent>> new_async_event(Runtime& rt, bool set);
Result<void> set_async_event(Runtime& rt, AsyncEvent* event);
/// Event.wait().
extern const WaitKind event_wait;

}  // namespace ouro
