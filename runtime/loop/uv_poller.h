// SPDX-License-Identifier: MIT
// UvPoller: the operating system through libuv. The uv loop is made when something must be waited for: a program that never waits
// never makes one.
#pragma once

#include <uv.h>

#include <atomic>
#include <memory>
#include <unordered_map>

#include "runtime/loop/poller.h"

namespace ouro {

class UvPoller final : public Poller {
public:
    UvPoller() = default;
    ~UvPoller() override;
    UvPoller(const UvPoller&) = delete;

    double now() override;
    void poll(double seconds, PollSink& sink) override;
    bool watching() const override { return !descriptors_.empty() || !signals_.empty(); }
    void wake() override;
    int watch(int descriptor, bool readable, bool writable) override;
    int watch_signal(int number) override;
    int ignore_signal(int number) override;

private:
    struct Descriptor {
        uv_poll_t handle;
        UvPoller* poller;
        int number;
        int events;
    };
    struct Signal {
        uv_signal_t handle;
        UvPoller* poller;
    };
    enum Wake : int { awake, sleeping, woken };

    bool ready();  // makes the uv loop; false if the system refuses

    uv_loop_t loop_;
    uv_async_t async_;
    uv_timer_t timer_;
    bool made_ = false;
    std::atomic<int> wake_{awake};
    PollSink* sink_ = nullptr;
    std::unordered_map<int, Descriptor*> descriptors_;
    std::unordered_map<int, Signal*> signals_;
};

}  // namespace ouro
