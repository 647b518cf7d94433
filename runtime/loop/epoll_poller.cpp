// SPDX-License-Identifier: MIT
// epoll under the loop. A wake-up from another thread is a flag while the loop is awake, and an eventfd only while it sleeps.
#ifdef __linux__

#include "runtime/loop/epoll_poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <ctime>

namespace ouro {

namespace {

constexpr double kLongestWait = 24 * 3600.0;  // as asyncio's MAXIMUM_SELECT_TIMEOUT
constexpr int kEvents = 256;                  // told at a time
constexpr unsigned char kRead = 1, kWrite = 2;

std::uint32_t system_events(unsigned char events) {
    return (events & kRead ? std::uint32_t{EPOLLIN} : 0) | (events & kWrite ? std::uint32_t{EPOLLOUT} : 0);
}

}  // namespace

bool EpollPoller::ready() {
    if (epoll_ >= 0) return true;
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    waker_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = waker_;
    if (epoll_ >= 0 && waker_ >= 0 && ::epoll_ctl(epoll_, EPOLL_CTL_ADD, waker_, &event) == 0) return true;
    if (epoll_ >= 0) ::close(epoll_);
    if (waker_ >= 0) ::close(waker_);
    epoll_ = waker_ = -1;
    return false;
}

EpollPoller::~EpollPoller() {
    if (epoll_ < 0) return;
    ::close(epoll_);
    ::close(waker_);
}

double EpollPoller::now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void EpollPoller::poll(double seconds, PollSink& sink) {
    if (!ready()) {
        // Not even a descriptor is left: the wait is a short sleep, and nothing is heard.
        timespec pause{0, seconds == 0 ? 0 : 1'000'000};
        nanosleep(&pause, nullptr);
        wake_.store(awake);
        return;
    }
    // Waking early would only mean to wait again.
    int milliseconds = seconds < 0 ? -1 : static_cast<int>(std::ceil((seconds < kLongestWait ? seconds : kLongestWait) * 1e3));
    if (milliseconds != 0 && !about_to_wait()) milliseconds = 0;
    epoll_event found[kEvents];
    int count = ::epoll_wait(epoll_, found, kEvents, milliseconds);
    wake_.store(awake);
    for (int n = 0; n < count; ++n) {
        int descriptor = found[n].data.fd;
        if (descriptor == waker_) {
            std::uint64_t times;
            (void)!::read(waker_, &times, sizeof times);
            continue;
        }
        // An error, or the other side's end, is for both to find out: reading or writing will tell.
        sink.descriptor_ready(descriptor, found[n].events & ~std::uint32_t{EPOLLOUT}, found[n].events & ~std::uint32_t{EPOLLIN});
    }
}

bool EpollPoller::about_to_wait() {
    int expected = awake;
    return wake_.compare_exchange_strong(expected, sleeping);
}

void EpollPoller::wake() {
    if (wake_.exchange(woken) != sleeping) return;
    std::uint64_t once = 1;
    (void)!::write(waker_, &once, sizeof once);
}

void EpollPoller::forked() {
    if (epoll_ < 0) return;
    ::close(epoll_);
    ::close(waker_);
    epoll_ = waker_ = -1;
    wake_.store(awake);
    std::vector<unsigned char> events = std::move(events_);
    events_.clear();
    watched_ = 0;
    for (std::size_t n = 0; n < events.size(); ++n)
        if (events[n]) (void)watch(static_cast<int>(n), events[n] & kRead, events[n] & kWrite);
}

int EpollPoller::watch(int descriptor, bool readable, bool writable) {
    if (descriptor < 0) return EBADF;
    auto place = static_cast<std::size_t>(descriptor);
    unsigned char wanted = (readable ? kRead : 0) | (writable ? kWrite : 0), known = place < events_.size() ? events_[place] : 0;
    if (!wanted && !known) return 0;
    if (!ready()) return errno ? errno : ENOMEM;
    epoll_event event{};
    event.events = system_events(wanted);
    event.data.fd = descriptor;
    int result = ::epoll_ctl(epoll_, !wanted ? EPOLL_CTL_DEL : known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
    // The descriptor may be another one by that number, or be registered still under a number that was used before.
    if (result < 0 && wanted && known && errno == ENOENT) result = ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    else if (result < 0 && wanted && !known && errno == EEXIST) result = ::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event);
    if (result < 0 && wanted) {
        int error = errno;
        if (known) --watched_;
        if (known) events_[place] = 0;
        return error;
    }
    if (place >= events_.size()) events_.resize(place + place / 2 + 16);
    events_[place] = wanted;
    if (!known) ++watched_;
    if (!wanted) --watched_;
    return 0;
}

int EpollPoller::watch_signal(int) { return ENOTSUP; }
int EpollPoller::ignore_signal(int) { return 0; }

}  // namespace ouro

#endif
