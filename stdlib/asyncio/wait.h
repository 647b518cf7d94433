// SPDX-License-Identifier: MIT
// Wait: the coroutine that Event.wait(), Lock.acquire(), Queue.get() and the like return. It tries, and while that fails it waits in one of
// the object's lists of waiters. A body of its own makes it a third of an Async's frame (runtime/native/async.h).
#pragma once

#include "stdlib/asyncio/waiters.h"

namespace ouro {

struct Wait;
Result<Value> step_wait(Runtime& rt, NativeCoroutine* coroutine, View sent);
void drop_wait(Runtime& rt, NativeCoroutine* coroutine);
void traverse_wait(NativeCoroutine* coroutine, Visitor& visit);

/// What the coroutine does at each turn.
struct WaitKind {
    NativeBody body{.step = step_wait, .drop = drop_wait, .traverse = traverse_wait};
    /// The result; Unbound: it must wait in the list. `woken`: it has waited.
    Result<Value> (*attempt)(Runtime&, Wait*, bool woken) = nullptr;
    /// Where it waits.
    Waiters& (*list)(View self) = nullptr;
    /// The wait for `future` has failed with `error`, which goes on after this.
    Result<void> (*gave_up)(Runtime&, Wait*, View future, View error) = nullptr;
};

struct Wait : NativeCoroutine {
    Value self;         // a LoopBound
    WaiterPlace place;
    Value argument[0];  // what put() adds

    const WaitKind* kind() const { return reinterpret_cast<const WaitKind*>(body); }
    bool has_argument() const { return bytes > sizeof(Wait); }
};

/// The coroutine object of a method called with `args`: its self, and the argument behind it where it takes one.
Result<Value> new_wait(Runtime& rt, const Args& args, const WaitKind& kind, View argument = View());

}  // namespace ouro
