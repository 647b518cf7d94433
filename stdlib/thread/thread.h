// SPDX-License-Identifier: MIT
// What the files of `_thread` and `_queue` share.
#pragma once

#include "runtime/native/module.h"
#include "runtime/threads.h"

namespace ouro {

constexpr double kTimeoutMax = 9223372036.0;

double monotonic_seconds();
/// A float or int of seconds, with CPython's words for what is none.
Result<double> seconds_argument(Runtime& rt, View value);
/// How long a call with these arguments waits: negative: for ever; 0: not at all.
Result<double> wait_seconds(Runtime& rt, bool blocking, double timeout);

/// Waits in `queue` until `free` holds; false if the time ran out.
template <typename Free>
Result<bool> wait_until(Runtime& rt, WaitQueue& queue, double timeout, Free&& free) {
    double until = timeout > 0 ? monotonic_seconds() + timeout : 0;
    while (!free()) {
        if (timeout == 0) return false;
        double left = timeout < 0 ? -1 : until - monotonic_seconds();
        if (timeout > 0 && left <= 0) return false;
        queue.wait(rt, left);
        if (rt.check_stop().raised()) {
            if (free()) queue.wake_one();  // what woke this thread is for the next one
            return Raised{};
        }
    }
    return true;
}

/// The dict of a thread that ends goes from every _local.
void forget_locals(Runtime& rt, std::uint64_t identity);

extern const TypeDef lock_type, rlock_type, local_type, thread_handle_type;

}  // namespace ouro
