// SPDX-License-Identifier: MIT
#include "runtime/blocking.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <system_error>
#include <thread>

namespace ouro {

namespace {

constexpr int kSliceMilliseconds = 50;  // of waiting: how soon stops and deadlines are seen

bool never_blocks(int descriptor) {
    int flags = ::fcntl(descriptor, F_GETFL);
    return flags < 0 || flags & O_NONBLOCK;
}

/// Whether write(2) takes any size at once: files and what never blocks.
bool takes_all(int descriptor) {
    struct stat status;
    return ::fstat(descriptor, &status) < 0 || S_ISREG(status.st_mode) || S_ISBLK(status.st_mode) || never_blocks(descriptor);
}

/// A FIFO that is being opened by a thread which may be left behind: nothing but its other end can wake it.
struct Opening {
    std::string path;
    int folder, flags, descriptor = -1, error = 0;
    mode_t mode;
    int done[2] = {-1, -1};  // a pipe: its write end is closed when the other thread has opened the FIFO
    std::atomic<bool> finished{false}, abandoned{false};

    ~Opening() {
        for (int end : done)
            if (end >= 0) ::close(end);
        if (abandoned && descriptor >= 0) ::close(descriptor);
    }
};

}  // namespace

Result<void> Occupancy::wait_until_free(Runtime& rt) {
    while (user_ && rt.threads && rt.threads->runs(user_)) {
        WaitQueue nobody_wakes;
        nobody_wakes.wait(rt, 0.001);
        TRY(rt.check_stop());
    }
    return {};
}

Result<void> wait_until_ready(Runtime& rt, int descriptor, short events) {
    pollfd what{.fd = descriptor, .events = events, .revents = 0};
    if (::poll(&what, 1, 0) != 0) return {};  // ready, or the call itself will say what is wrong
    if (never_blocks(descriptor)) return {};
    for (;;) {
        int ready = unlocked(rt, [&] { return ::poll(&what, 1, kSliceMilliseconds); });
        bool over = ready > 0 || (ready < 0 && errno != EINTR);
        TRY(rt.check_stop());
        if (over) return {};
    }
}

Result<std::ptrdiff_t> read_waiting(Runtime& rt, int descriptor, char* data, std::size_t size) {
    TRY(wait_until_ready(rt, descriptor, POLLIN));
    return TRY(repeat(rt, [&] { return ::read(descriptor, data, std::min<std::size_t>(size, SSIZE_MAX)); }));
}

Result<std::ptrdiff_t> write_waiting(Runtime& rt, int descriptor, std::string_view bytes) {
    bool whole = bytes.size() <= PIPE_BUF || takes_all(descriptor);
    std::size_t done = 0;
    for (;;) {
        TRY(wait_until_ready(rt, descriptor, POLLOUT));
        // A pipe that takes anything takes this much without blocking.
        std::size_t piece = std::min<std::size_t>(bytes.size() - done, whole ? SSIZE_MAX : PIPE_BUF);
        ssize_t written = unlocked(rt, [&] { return ::write(descriptor, bytes.data() + done, piece); });
        if (written < 0) {
            int error = errno;
            if (error == EINTR) {
                TRY(rt.check_stop());
                continue;
            }
            if (done) break;
            errno = error;
            return written;
        }
        done += static_cast<std::size_t>(written);
        if (whole || done == bytes.size() || static_cast<std::size_t>(written) < piece) break;
        TRY(rt.charge(static_cast<std::int64_t>(piece / 64)));
    }
    return static_cast<std::ptrdiff_t>(done);
}

Result<int> open_waiting(Runtime& rt, int folder, const std::string& path, int flags, mode_t mode) {
    struct stat status;
    if (flags & (O_NONBLOCK | O_PATH) || (flags & O_ACCMODE) == O_RDWR || ::fstatat(folder, path.c_str(), &status, 0) < 0 || !S_ISFIFO(status.st_mode))
        return TRY(repeat(rt, [&] { return ::openat(folder, path.c_str(), flags, mode); }));
    auto opening = std::make_shared<Opening>();
    opening->path = path;
    opening->folder = folder;
    opening->flags = flags;
    opening->mode = mode;
    if (::pipe2(opening->done, O_CLOEXEC) < 0) return -1;
    try {
        std::thread([opening] {
            do {
                opening->descriptor = ::openat(opening->folder, opening->path.c_str(), opening->flags, opening->mode);
            } while (opening->descriptor < 0 && errno == EINTR);
            opening->error = errno;
            opening->finished = true;
            char byte = 0;
            (void)!::write(opening->done[1], &byte, 1);
        }).detach();
    } catch (const std::system_error&) {
        errno = EAGAIN;
        return -1;
    }
    while (!opening->finished) {
        if (wait_until_ready(rt, opening->done[0], POLLIN).raised()) {
            opening->abandoned = true;
            return Raised{};
        }
    }
    errno = opening->error;
    return opening->descriptor;
}

}  // namespace ouro
