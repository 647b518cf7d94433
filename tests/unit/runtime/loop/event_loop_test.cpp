// SPDX-License-Identifier: MIT
#include "runtime/loop/event_loop.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "runtime/loop/uv_poller.h"
#include "runtime/loop/virtual_poller.h"

using namespace ouro;

namespace {

/// Entries are numbers; what a number does can be told.
class Recorder final : public LoopHost {
public:
    bool run(ReadyEntry entry) override {
        ran.push_back(entry);
        if (auto found = actions.find(entry); found != actions.end()) found->second();
        return !ending.count(entry);
    }
    bool is_cancelled(const Timer& timer) override { return cancelled.count(timer.what); }
    void dropped(const Timer& timer) override { gone.push_back(timer.what); }
    ReadyEntry due(const Timer& timer) override { return timer.what; }
    double before_wait(double longest) override {
        ++waits;
        return longest;
    }
    bool after_wait() override { return true; }
    void descriptor_ready(int descriptor, bool readable, bool writable) override {
        seen += std::to_string(descriptor) + (readable ? "r" : "") + (writable ? "w" : "") + " ";
    }
    void signalled(int number) override { seen += "s" + std::to_string(number) + " "; }

    std::vector<ReadyEntry> ran, gone;
    std::map<ReadyEntry, std::function<void()>> actions;
    std::set<std::uintptr_t> cancelled, ending;
    int waits = 0;
    std::string seen;
};

using Order = std::vector<ReadyEntry>;

}  // namespace

TEST_CASE("what becomes ready during a turn runs in the next") {
    VirtualPoller poller;
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    host.actions[1] = [&] { loop.ready.push(3); };
    loop.ready.push(1);
    loop.ready.push(2);
    CHECK(loop.run_once(host, false));
    CHECK(host.ran == Order{1, 2});
    CHECK(loop.run_once(host, false));
    CHECK(host.ran == Order{1, 2, 3});
    CHECK(poller.polls() == 0);
}

TEST_CASE("the ready queue keeps its order while it grows around its end") {
    ReadyQueue queue(plain_loop_memory());
    ReadyEntry in = 0, out = 0;
    for (int round = 0; round < 300; ++round) {
        for (int n = 0; n < 7; ++n) CHECK(queue.push(in++));
        for (int n = 0; n < 3; ++n) CHECK(queue.pop() == out++);
    }
    while (!queue.empty()) CHECK(queue.pop() == out++);
    CHECK(in == out);
}

TEST_CASE("a loop with nothing ready waits for its first timer") {
    VirtualPoller poller(100);
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    loop.timers.push({160, 2});
    loop.timers.push({130, 1});
    CHECK(loop.run_once(host, false));
    CHECK(poller.now() == 130);
    CHECK(host.ran == Order{1});
    CHECK(loop.run_once(host, false));
    CHECK(poller.now() == 160);
    CHECK(host.ran == Order{1, 2});
    CHECK(host.waits == 2);
}

TEST_CASE("timers that are due run behind what was ready before") {
    VirtualPoller poller(5);
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    loop.timers.push({5, 1});
    loop.timers.push({6, 9});
    loop.ready.push(2);
    CHECK(loop.run_once(host, false));
    CHECK(host.ran == Order{2, 1});
}

TEST_CASE("cancelled timers leave at the head without being run") {
    VirtualPoller poller;
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    for (std::uintptr_t n = 1; n <= 3; ++n) loop.timers.push({static_cast<double>(n), n});
    host.cancelled = {1, 2};
    loop.timer_cancelled();
    loop.timer_cancelled();
    CHECK(loop.run_once(host, false));
    CHECK(host.gone == Order{1, 2});
    CHECK(host.ran == Order{3});
}

TEST_CASE("many cancelled timers leave all at once") {
    VirtualPoller poller;
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    for (std::uintptr_t n = 1; n <= 200; ++n) {
        loop.timers.push({static_cast<double>(n), n});
        if (n > 80) {
            host.cancelled.insert(n);
            loop.timer_cancelled();
        }
    }
    CHECK(loop.run_once(host, false));
    CHECK(host.gone.size() == 120);
    CHECK(loop.timers.size() == 79);
}

TEST_CASE("a stopping loop does not wait") {
    VirtualPoller poller;
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    loop.timers.push({50, 1});
    CHECK(loop.run_once(host, true));
    CHECK(poller.now() == 0);
    CHECK(host.ran.empty());
}

TEST_CASE("an entry that fails ends the turn, and the rest stays ready") {
    VirtualPoller poller;
    EventLoop loop(poller, plain_loop_memory());
    Recorder host;
    host.ending = {2};
    for (ReadyEntry n = 1; n <= 3; ++n) loop.ready.push(n);
    CHECK_FALSE(loop.run_once(host, false));
    CHECK(host.ran == Order{1, 2});
    CHECK(loop.ready.size() == 1);
}

TEST_CASE("the uv poller tells which descriptors are ready") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    {
        UvPoller poller;
        Recorder host;
        CHECK_FALSE(poller.watching());
        CHECK(poller.watch(ends[0], true, false) == 0);
        CHECK(poller.watch(ends[1], false, true) == 0);
        CHECK(poller.watching());
        poller.poll(0, host);
        CHECK(host.seen == std::to_string(ends[1]) + "w ");
        CHECK(poller.watch(ends[1], false, false) == 0);
        REQUIRE(write(ends[1], "x", 1) == 1);
        host.seen.clear();
        poller.poll(-1, host);
        CHECK(host.seen == std::to_string(ends[0]) + "r ");
        CHECK(poller.watch(1000000, true, false) != 0);
    }
    close(ends[0]);
    close(ends[1]);
}

TEST_CASE("another thread wakes the uv poller, asleep or not") {
    UvPoller poller;
    Recorder host;
    poller.wake();
    poller.poll(-1, host);  // returns at once
    std::thread other([&] {
        usleep(20000);
        poller.wake();
    });
    poller.poll(-1, host);
    other.join();
    double before = poller.now();
    poller.poll(0.02, host);
    CHECK(poller.now() - before >= 0.015);
}

TEST_CASE("the uv poller tells of signals") {
    UvPoller poller;
    Recorder host;
    CHECK(poller.watch_signal(SIGUSR1) == 0);
    CHECK(poller.watching());
    raise(SIGUSR1);
    poller.poll(1, host);
    CHECK(host.seen == "s" + std::to_string(SIGUSR1) + " ");
    CHECK(poller.ignore_signal(SIGUSR1) == 0);
    CHECK_FALSE(poller.watching());
    CHECK(poller.watch_signal(9999) != 0);
}

TEST_CASE("a loop that is never idle still hears of descriptors") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    {
        UvPoller poller;
        EventLoop loop(poller, plain_loop_memory());
        Recorder host;
        REQUIRE(poller.watch(ends[0], true, false) == 0);
        REQUIRE(write(ends[1], "x", 1) == 1);
        host.actions[1] = [&] {
            usleep(10);
            loop.ready.push(1);
        };
        loop.ready.push(1);
        for (int turn = 0; turn < 1000 && host.seen.empty(); ++turn) CHECK(loop.run_once(host, false));
        CHECK(host.seen == std::to_string(ends[0]) + "r ");
    }
    close(ends[0]);
    close(ends[1]);
}
