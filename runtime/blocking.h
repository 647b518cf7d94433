// SPDX-License-Identifier: MIT
// System calls that may block: meanwhile other threads of the VM run, and stops, deadlines and signals are seen. What waits for sockets has
// timeouts of its own (stdlib/socket).
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include "runtime/threads.h"

namespace ouro {

/// Makes a system call without the VM's lock; errno is what it left.
template <typename Call>
auto unlocked(Runtime& rt, Call&& call) {
    Unlocked here(rt);
    return call();
}

/// The same, again when a signal interrupted it and the signal's handler has run.
template <typename Call>
auto repeat(Runtime& rt, Call&& call) -> Result<decltype(call())> {
    for (;;) {
        auto result = unlocked(rt, call);
        if (result >= 0 || errno != EINTR) return result;
        TRY(rt.check_stop());
    }
}

/// A native object's work that goes on without the VM's lock, by one thread at a time.
class Occupancy {
public:
    /// Waits for the thread that is in it; a fork may have left it behind.
    Result<void> wait_until_free(Runtime& rt);
    void enter() { user_ = thread_identity(); }
    void leave() { user_ = 0; }

private:
    std::uint64_t user_ = 0;
};

/// Waits until a descriptor is ready for POLLIN or POLLOUT, or at its end; one that never blocks does not wait. Raised: a stop, or what a
/// signal handler raised.
Result<void> wait_until_ready(Runtime& rt, int descriptor, short events);
/// read(2): negative with errno for a failure.
Result<std::ptrdiff_t> read_waiting(Runtime& rt, int descriptor, char* data, std::size_t size);
/// write(2) of all the bytes that the descriptor takes, as long as it blocks: negative with errno for a failure before the first byte.
Result<std::ptrdiff_t> write_waiting(Runtime& rt, int descriptor, std::string_view bytes);
/// openat(2): negative with errno for a failure. The other end of a FIFO is waited for.
Result<int> open_waiting(Runtime& rt, int folder, const std::string& path, int flags, mode_t mode);

}  // namespace ouro
