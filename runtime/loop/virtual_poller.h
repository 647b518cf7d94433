// SPDX-License-Identifier: MIT
// VirtualPoller: a clock that jumps to the end of every wait. For tests and simulation: a day of timers passes at once. There are
// no descriptors and no signals.
#pragma once

#include <atomic>

#include "runtime/loop/poller.h"

namespace ouro {

class VirtualPoller final : public Poller {
public:
    explicit VirtualPoller(double start = 0) : now_(start) {}

    double now() override { return now_; }
    void poll(double seconds, PollSink& sink) override;
    bool watching() const override { return false; }
    void wake() override { woken_ = true; }
    int watch(int descriptor, bool readable, bool writable) override;
    int watch_signal(int number) override;
    int ignore_signal(int number) override;

    void advance(double seconds) { now_ += seconds; }
    int polls() const { return polls_; }

private:
    double now_;
    int polls_ = 0;
    std::atomic<bool> woken_{false};
};

}  // namespace ouro
