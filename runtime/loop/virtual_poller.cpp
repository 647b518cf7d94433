// SPDX-License-Identifier: MIT
#include "runtime/loop/virtual_poller.h"

#include <cerrno>

namespace ouro {

void VirtualPoller::poll(double seconds, PollSink&) {
    ++polls_;
    if (woken_.exchange(false)) return;
    if (seconds > 0) now_ += seconds;
}

int VirtualPoller::watch(int, bool readable, bool writable) { return readable || writable ? ENOTSUP : 0; }
int VirtualPoller::watch_signal(int) { return ENOTSUP; }
int VirtualPoller::ignore_signal(int) { return 0; }

}  // namespace ouro
