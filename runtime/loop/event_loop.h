// SPDX-License-Identifier: MIT
// EventLoop: the turn of asyncio's loop, without knowing what runs in it. Rules for whoever changes it:
//
//  1. A turn is: look at the timers' head, poll, move the timers that are due, run what was ready at that moment. What becomes
//     ready while it runs waits for the next turn.
//  2. It waits when nothing is ready. While work is waiting it polls by elapsed time, so that descriptors and signals are not
//     starved and a poll is not paid for every turn. It never polls for nothing.
//  3. The clock is read when there are timers, and otherwise not.
//  4. Cancelled timers leave when they come to the head, or all at once when they are many (the numbers are asyncio's).
#pragma once

#include "runtime/loop/poller.h"
#include "runtime/loop/ready_queue.h"
#include "runtime/loop/timer_heap.h"

namespace ouro {

/// What an EventLoop asks of whoever runs things in it.
class LoopHost : public PollSink {
public:
    /// Runs an entry, which it owns from here on; false ends the turn at once.
    virtual bool run(ReadyEntry entry) = 0;
    virtual bool is_cancelled(const Timer& timer) = 0;
    /// A cancelled timer has left the heap: the reference is the host's again.
    virtual void dropped(const Timer& timer) = 0;
    /// A timer is due and goes to the ready queue: as what?
    virtual ReadyEntry due(const Timer& timer) = 0;
    /// Around a wait that may block; `longest` bounds it in seconds (negative: no bound). Returns the bound to use.
    virtual double before_wait(double longest) = 0;
    /// False ends the turn.
    virtual bool after_wait() = 0;

protected:
    ~LoopHost() = default;
};

class EventLoop {
public:
    EventLoop(Poller& poller, LoopMemory memory) : ready(memory), timers(memory), poller_(poller) {}

    /// One turn; `stopping`: do not wait. False: the host ended it, or there was no memory for a timer that is due.
    bool run_once(LoopHost& host, bool stopping);
    /// The next turn polls, whatever is ready: whoever runs the loop for one turn only hears of descriptors, too.
    void poll_next() {
        work_since_poll_ = SIZE_MAX / 2;
        last_poll_ = 0;
    }
    /// The parts of a turn, for whoever waits in between by other means: cancelled timers leave; what is due by `end` becomes ready (false:
    /// no memory); what is ready now runs (false: the host ended it).
    void drop_cancelled(LoopHost& host) {
        if (!timers.empty()) sweep(host);
    }
    bool move_due(LoopHost& host, double end);
    bool run_ready(LoopHost& host);
    /// The entry that the running turn comes to next, 0 at its end; what a host takes in run() it need not be given.
    ReadyEntry coming() const { return left_ && !ready.empty() ? ready[0] : 0; }
    void take() {
        --left_;
        ready.pop();
    }
    /// A timer in the heap was cancelled.
    void timer_cancelled() { ++cancelled_timers_; }

    double now() { return poller_.now(); }
    Poller& poller() { return poller_; }

    ReadyQueue ready;
    TimerHeap timers;

private:
    bool wait(LoopHost& host, bool stopping);
    void sweep(LoopHost& host);

    Poller& poller_;
    std::size_t left_ = 0;  // entries of the running turn that have not run yet
    std::size_t cancelled_timers_ = 0;
    std::size_t work_since_poll_ = 0;
    double last_poll_ = 0;
};

}  // namespace ouro
