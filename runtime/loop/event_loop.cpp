// SPDX-License-Identifier: MIT
// The turn of the loop (asyncio: BaseEventLoop._run_once).
#include "runtime/loop/event_loop.h"

namespace ouro {

namespace {

constexpr std::size_t kSweepFrom = 100;        // asyncio: _MIN_SCHEDULED_TIMER_HANDLES
constexpr double kClockResolution = 1e-9;      // of CLOCK_MONOTONIC
constexpr std::size_t kWorkBetweenPolls = 64;  // entries run before elapsed time is looked at
constexpr double kPollEvery = 50e-6;           // seconds

}  // namespace

void EventLoop::sweep(LoopHost& host) {
    if (timers.size() > kSweepFrom && cancelled_timers_ * 2 > timers.size()) {
        timers.remove_if([&](const Timer& timer) {
            if (!host.is_cancelled(timer)) return false;
            host.dropped(timer);
            return true;
        });
        cancelled_timers_ = 0;
        return;
    }
    while (!timers.empty() && host.is_cancelled(timers.top())) {
        if (cancelled_timers_) --cancelled_timers_;
        host.dropped(timers.pop());
    }
}

bool EventLoop::wait(LoopHost& host, bool stopping) {
    if (!ready.empty() || stopping) {
        if (!poller_.watching() || work_since_poll_ < kWorkBetweenPolls) return true;
        work_since_poll_ = 0;
        double now = poller_.now();
        if (now - last_poll_ < kPollEvery) return true;
        last_poll_ = now;
        poller_.poll(0, host);
        return true;
    }
    double longest = -1;
    if (!timers.empty()) {
        longest = timers.top().when - poller_.now();
        if (longest <= 0) {
            if (!poller_.watching()) return true;
            longest = 0;
        }
    }
    work_since_poll_ = 0;
    if (longest == 0) {
        poller_.poll(0, host);
        return true;
    }
    longest = host.before_wait(longest);
    poller_.poll(longest, host);
    return host.after_wait();
}

bool EventLoop::move_due(LoopHost& host, double end) {
    while (!timers.empty() && timers.top().when < end) {
        if (!ready.push(host.due(timers.top()))) return false;
        timers.pop();
    }
    return true;
}

bool EventLoop::run_ready(LoopHost& host) {
    std::size_t outer = left_;  // a callback may run a turn itself
    left_ = ready.size();
    work_since_poll_ += left_;
    bool going = true;
    while (going && left_ && !ready.empty()) {
        --left_;
        going = host.run(ready.pop());
    }
    left_ = outer;
    return going;
}

bool EventLoop::run_once(LoopHost& host, bool stopping) {
    drop_cancelled(host);
    if (!wait(host, stopping)) return false;
    if (!timers.empty() && !move_due(host, poller_.now() + kClockResolution)) return false;
    return run_ready(host);
}

}  // namespace ouro
