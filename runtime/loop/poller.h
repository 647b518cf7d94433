// SPDX-License-Identifier: MIT
// Poller: what the loop needs from the operating system, and no more: a clock, waiting, readiness of file descriptors, signals, and a
// wake-up from other threads. epoll_poller.h is the real one on Linux, uv_poller.h
// elsewhere, virtual_poller.h the one whose clock jumps.
#pragma once

namespace ouro {

/// Who hears what a poll has found.
class PollSink {
public:
    virtual void descriptor_ready(int descriptor, bool readable, bool writable) = 0;
    virtual void signalled(int number) = 0;

protected:
    ~PollSink() = default;
};

class Poller {
public:
    virtual ~Poller() = default;

    /// Seconds on a clock that never goes back.
    virtual double now() = 0;
    /// Waits `seconds` at most (0: not at all; negative: until something happens) and tells the sink what happened.
    virtual void poll(double seconds, PollSink& sink) = 0;
    /// Whether anything is registered: descriptors or signals.
    virtual bool watching() const = 0;
    /// Ends a poll in progress, or makes the next one return at once. The only member that any thread may call.
    virtual void wake() = 0;

    /// For whoever waits by another way than poll(): the descriptor that can be read when poll(0) would find something, or -1; and the
    /// announcement of such a wait, which wake() ends from then on until the next poll(). False: it was woken already.
    virtual int descriptor() { return -1; }
    virtual bool about_to_wait() { return true; }

    /// In the child of a fork: from now on this one and the parent's know nothing of each other.
    virtual void forked() {}

    /// Watches a descriptor for these; neither: no longer. 0, or the errno value that says why not.
    virtual int watch(int descriptor, bool readable, bool writable) = 0;
    virtual int watch_signal(int number) = 0;
    virtual int ignore_signal(int number) = 0;
};

}  // namespace ouro
