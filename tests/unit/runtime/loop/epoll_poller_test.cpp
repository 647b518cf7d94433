// SPDX-License-Identifier: MIT
#ifdef __linux__
#include "runtime/loop/epoll_poller.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <vector>

using namespace ouro;

namespace {

struct Heard final : PollSink {
    struct Event {
        int descriptor;
        bool readable, writable;
    };
    std::vector<Event> events;
    void descriptor_ready(int descriptor, bool readable, bool writable) override { events.push_back({descriptor, readable, writable}); }
    void signalled(int) override {}
};

struct Pipe {
    int ends[2];
    Pipe() { REQUIRE(::pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0); }
    ~Pipe() {
        for (int end : ends)
            if (end >= 0) ::close(end);
    }
    void close(int which) {
        ::close(ends[which]);
        ends[which] = -1;
    }
};

}  // namespace

TEST_CASE("a descriptor is told as long as it is ready, and no longer than it is watched") {
    EpollPoller poller;
    Heard heard;
    Pipe pipe;
    CHECK_FALSE(poller.watching());
    CHECK(poller.watch(pipe.ends[0], true, false) == 0);
    CHECK(poller.watching());
    poller.poll(0, heard);
    CHECK(heard.events.empty());
    REQUIRE(::write(pipe.ends[1], "x", 1) == 1);
    for (std::size_t n = 1; n <= 2; ++n) {
        poller.poll(-1, heard);
        REQUIRE(heard.events.size() == n);
        CHECK(heard.events.back().descriptor == pipe.ends[0]);
        CHECK(heard.events.back().readable);
    }
    CHECK(poller.watch(pipe.ends[0], false, false) == 0);
    CHECK_FALSE(poller.watching());
    poller.poll(0, heard);
    CHECK(heard.events.size() == 2);
}

TEST_CASE("what cannot be watched is an error at once") {
    EpollPoller poller;
    CHECK(poller.watch(-1, true, false) == EBADF);
    CHECK(poller.watch(54321, true, false) == EBADF);
    int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC), folder = ::open("/", O_RDONLY | O_CLOEXEC);
    CHECK(poller.watch(folder, true, false) == EPERM);
    CHECK_FALSE(poller.watching());
    ::close(file);
    ::close(folder);
}

TEST_CASE("a descriptor that is closed while it is watched harms nobody, and its number may be used again") {
    EpollPoller poller;
    Heard heard;
    int number;
    {
        Pipe pipe;
        number = pipe.ends[0];
        CHECK(poller.watch(number, true, false) == 0);
    }
    poller.poll(0, heard);
    CHECK(heard.events.empty());
    Pipe pipe;
    REQUIRE(pipe.ends[0] == number);
    CHECK(poller.watch(number, true, false) == 0);
    REQUIRE(::write(pipe.ends[1], "x", 1) == 1);
    poller.poll(0, heard);
    CHECK(heard.events.size() == 1);
    pipe.close(0);
    CHECK(poller.watch(number, false, false) == 0);
    CHECK_FALSE(poller.watching());
}

TEST_CASE("the end of the other side is told to reader and writer") {
    EpollPoller poller;
    Heard heard;
    Pipe pipe;
    CHECK(poller.watch(pipe.ends[1], false, true) == 0);
    pipe.close(0);
    poller.poll(-1, heard);
    REQUIRE(heard.events.size() == 1);
    CHECK(heard.events[0].readable);
    CHECK(heard.events[0].writable);
}

TEST_CASE("wake ends a poll from another thread, or the next one") {
    EpollPoller poller;
    Heard heard;
    poller.wake();
    poller.poll(-1, heard);
    poller.poll(0, heard);
    std::thread other([&] { poller.wake(); });
    poller.poll(-1, heard);
    other.join();
    double before = poller.now();
    poller.poll(0.02, heard);
    CHECK(poller.now() - before >= 0.019);
    CHECK(heard.events.empty());
}
#endif
