// SPDX-License-Identifier: MIT
// EpollPoller: Linux's own way to wait, where UvPoller would do elsewhere. A descriptor is registered when it is watched, so that what is
// wrong with it is known then; libuv registers before the next wait and ends the process where a script has closed the descriptor meanwhile.
#pragma once

#include <atomic>
#include <vector>

#include "runtime/loop/poller.h"

namespace ouro {

class EpollPoller final : public Poller {
public:
    EpollPoller() = default;
    ~EpollPoller() override;
    EpollPoller(const EpollPoller&) = delete;

    double now() override;
    void poll(double seconds, PollSink& sink) override;
    bool watching() const override { return watched_ != 0; }
    void wake() override;
    int descriptor() override { return ready() ? epoll_ : -1; }
    bool about_to_wait() override;
    void forked() override;
    int watch(int descriptor, bool readable, bool writable) override;
    int watch_signal(int number) override;
    int ignore_signal(int number) override;

private:
    enum Wake : int { awake, sleeping, woken };

    bool ready();  // makes the system's objects; false if it refuses

    int epoll_ = -1, waker_ = -1;
    std::atomic<int> wake_{awake};
    std::vector<unsigned char> events_;  // by descriptor: what it is watched for
    std::size_t watched_ = 0;
};

}  // namespace ouro
