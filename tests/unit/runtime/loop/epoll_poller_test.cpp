// SPDX-License-Identifier: MIT
#ifdef __linux__
#include "runtime/loop/epoll_poller.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <set>
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

TEST_CASE("many descriptors that are ready at once are all told, over several polls at most") {
    EpollPoller poller;
    Heard heard;
    constexpr std::size_t kPipes = 400;
    std::vector<std::unique_ptr<Pipe>> pipes;
    for (std::size_t n = 0; n < kPipes; ++n) {
        pipes.push_back(std::make_unique<Pipe>());
        REQUIRE(poller.watch(pipes[n]->ends[0], true, false) == 0);
        REQUIRE(::write(pipes[n]->ends[1], "x", 1) == 1);
    }
    std::set<int> told;
    for (int polls = 0; polls < 10 && told.size() < kPipes; ++polls) {
        poller.poll(0, heard);
        for (auto& event : heard.events) told.insert(event.descriptor);
    }
    CHECK(told.size() == kPipes);
    for (auto& pipe : pipes) CHECK(poller.watch(pipe->ends[0], false, false) == 0);
    CHECK_FALSE(poller.watching());
    heard.events.clear();
    poller.poll(0, heard);
    CHECK(heard.events.empty());
}

TEST_CASE("what is watched can change from reading to writing and back") {
    EpollPoller poller;
    Heard heard;
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
    CHECK(poller.watch(ends[0], true, false) == 0);
    poller.poll(0, heard);
    CHECK(heard.events.empty());
    CHECK(poller.watch(ends[0], true, true) == 0);
    poller.poll(0, heard);
    REQUIRE(heard.events.size() == 1);
    CHECK_FALSE(heard.events[0].readable);
    CHECK(heard.events[0].writable);
    REQUIRE(::write(ends[1], "x", 1) == 1);
    poller.poll(0, heard);
    CHECK(heard.events.back().readable);
    CHECK(heard.events.back().writable);
    CHECK(poller.watch(ends[0], false, true) == 0);
    poller.poll(0, heard);
    CHECK_FALSE(heard.events.back().readable);
    CHECK(poller.watch(ends[0], false, false) == 0);
    CHECK_FALSE(poller.watching());
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("a number that stands for another file while the first lives on elsewhere is watched for the second") {
    EpollPoller poller;
    Heard heard;
    Pipe first, second;
    int number = first.ends[0], elsewhere = ::dup(number);
    CHECK(poller.watch(number, true, false) == 0);
    REQUIRE(::dup2(second.ends[0], number) == number);  // closes the first one's number, not its file
    CHECK(poller.watch(number, true, false) == 0);
    REQUIRE(::write(second.ends[1], "x", 1) == 1);
    poller.poll(0, heard);
    CHECK(heard.events.size() == 1);
    ::close(elsewhere);
    CHECK(poller.watch(number, false, false) == 0);
    heard.events.clear();
    poller.poll(0, heard);
    CHECK(heard.events.empty());
}

TEST_CASE("in the child of a fork the poller watches the same, and what the child does is not the parent's affair") {
    EpollPoller poller;
    Heard heard;
    Pipe pipe;
    CHECK(poller.watch(pipe.ends[0], true, false) == 0);
    REQUIRE(::write(pipe.ends[1], "x", 1) == 1);
    pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        poller.forked();
        poller.poll(0, heard);
        bool right = heard.events.size() == 1 && heard.events[0].descriptor == pipe.ends[0] && poller.watching();
        right = right && poller.watch(pipe.ends[0], false, false) == 0 && !poller.watching();
        poller.wake();
        ::_exit(right ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    poller.poll(0, heard);
    CHECK(heard.events.size() == 1);
}
#endif
