// SPDX-License-Identifier: MIT
#include "runtime/blocking.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using namespace std::chrono_literals;

namespace {

struct Pipe {
    int read, write;
    Pipe() {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        read = ends[0], write = ends[1];
    }
    ~Pipe() { ::close(read), ::close(write); }
};

struct Fifo {
    std::string folder, path;
    Fifo() {
        char name[] = "/tmp/ouro-XXXXXX";
        REQUIRE(::mkdtemp(name));
        folder = name, path = folder + "/fifo";
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    }
    ~Fifo() { ::unlink(path.c_str()), ::rmdir(folder.c_str()); }
};

}  // namespace

TEST_CASE("a write of more than a pipe holds waits until all is taken") {
    test::World world;
    Pipe pipe;
    std::string bytes(300'000, 'x'), got;
    std::thread reader([&] {
        char piece[5000];
        while (got.size() < bytes.size()) {
            ssize_t n = ::read(pipe.read, piece, sizeof piece);
            if (n <= 0) break;
            got.append(piece, static_cast<std::size_t>(n));
        }
    });
    Result<std::ptrdiff_t> written = write_waiting(world.rt, pipe.write, bytes);
    reader.join();
    REQUIRE(!written.raised());
    CHECK(written.value() == 300'000);
    CHECK(got == bytes);
}

TEST_CASE("a write to what never blocks takes what fits") {
    test::World world;
    Pipe pipe;
    ::fcntl(pipe.write, F_SETFL, O_NONBLOCK);
    std::string bytes(1 << 20, 'x');
    Result<std::ptrdiff_t> written = write_waiting(world.rt, pipe.write, bytes);
    REQUIRE(!written.raised());
    CHECK(written.value() > 0);
    CHECK(written.value() < 1 << 20);
    written = write_waiting(world.rt, pipe.write, bytes);
    int error = errno;
    CHECK(written.value() == -1);
    CHECK(error == EAGAIN);
}

TEST_CASE("a write that fails after some bytes says how many were written") {
    test::World world;
    ::signal(SIGPIPE, SIG_IGN);
    Pipe pipe;
    std::thread reader([&] {
        char piece[10'000];
        for (std::size_t got = 0; got < sizeof piece;) got += static_cast<std::size_t>(::read(pipe.read, piece, sizeof piece - got));
        ::close(pipe.read);
        pipe.read = ::open("/dev/null", O_RDONLY);
    });
    Result<std::ptrdiff_t> written = write_waiting(world.rt, pipe.write, std::string(300'000, 'x'));
    reader.join();
    CHECK(written.value() >= 10'000);
    CHECK(written.value() < 300'000);
    CHECK(write_waiting(world.rt, pipe.write, "x").value() == -1);
}

TEST_CASE("the other end of a FIFO is waited for") {
    test::World world;
    Fifo fifo;
    int other = -1;
    std::thread opener([&] {
        std::this_thread::sleep_for(20ms);
        other = ::open(fifo.path.c_str(), O_WRONLY);
    });
    Result<int> opened = open_waiting(world.rt, AT_FDCWD, fifo.path, O_RDONLY, 0);
    opener.join();
    REQUIRE(!opened.raised());
    CHECK(opened.value() >= 0);
    ::close(opened.value());
    ::close(other);
    CHECK(open_waiting(world.rt, AT_FDCWD, fifo.path + "/x", O_RDONLY, 0).value() == -1);
    int error = errno;
    CHECK(error == ENOTDIR);
}

TEST_CASE("a stop ends the waiting for a FIFO, and nothing is left open") {
    Fifo fifo;
    int next;
    {
        test::World world;
        std::thread stopper([&] {
            std::this_thread::sleep_for(20ms);
            world.rt.limits.requested = StopReason::requested;
        });
        CHECK(open_waiting(world.rt, AT_FDCWD, fifo.path, O_WRONLY, 0).raised());
        stopper.join();
        CHECK(world.rt.stopping());
    }
    // The thread that was left behind closes what it got.
    int reader = ::open(fifo.path.c_str(), O_RDONLY);
    char byte;
    CHECK(::read(reader, &byte, 1) == 0);
    ::close(reader);
    next = ::open("/dev/null", O_RDONLY);
    CHECK(next <= reader);
    ::close(next);
}

TEST_CASE("a stop ends the waiting for a full pipe") {
    test::World world;
    Pipe pipe;
    std::thread stopper([&] {
        std::this_thread::sleep_for(20ms);
        world.rt.limits.requested = StopReason::requested;
    });
    CHECK(write_waiting(world.rt, pipe.write, std::string(200'000, 'x')).raised());
    stopper.join();
}
