// SPDX-License-Identifier: MIT
// libuv under the loop. A wake-up from another thread is a flag while the loop is awake, and uv's async handle only while it sleeps.
#include "runtime/loop/uv_poller.h"

#include <cerrno>
#include <cmath>

namespace ouro {

namespace {

constexpr double kLongestWait = 24 * 3600.0;  // as asyncio's MAXIMUM_SELECT_TIMEOUT

}  // namespace

bool UvPoller::ready() {
    if (made_) return true;
    if (uv_loop_init(&loop_) != 0) return false;
    if (uv_async_init(&loop_, &async_, [](uv_async_t*) {}) != 0) {
        uv_loop_close(&loop_);
        return false;
    }
    uv_timer_init(&loop_, &timer_);
    made_ = true;
    return true;
}

UvPoller::~UvPoller() {
    if (!made_) return;
    for (auto& [number, descriptor] : descriptors_) {
        descriptor->handle.data = descriptor;
        uv_close(reinterpret_cast<uv_handle_t*>(&descriptor->handle),
                 [](uv_handle_t* handle) { delete static_cast<Descriptor*>(handle->data); });
    }
    for (auto& [number, signal] : signals_)
        uv_close(reinterpret_cast<uv_handle_t*>(&signal->handle), [](uv_handle_t* handle) { delete static_cast<Signal*>(handle->data); });
    uv_close(reinterpret_cast<uv_handle_t*>(&async_), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
    while (uv_run(&loop_, UV_RUN_NOWAIT)) {}
    uv_loop_close(&loop_);
}

double UvPoller::now() { return static_cast<double>(uv_hrtime()) * 1e-9; }

void UvPoller::poll(double seconds, PollSink& sink) {
    if (!ready()) return;
    sink_ = &sink;
    bool wait = seconds != 0;
    if (wait) {
        int expected = awake;
        if (!wake_.compare_exchange_strong(expected, sleeping)) wait = false;  // woken before it slept
    }
    if (wait) {
        if (seconds > 0) {
            // uv counts in milliseconds; waking early would only mean to wait again.
            double milliseconds = std::ceil((seconds < kLongestWait ? seconds : kLongestWait) * 1e3);
            uv_update_time(&loop_);
            uv_timer_start(&timer_, [](uv_timer_t*) {}, static_cast<std::uint64_t>(milliseconds), 0);
        }
        uv_run(&loop_, UV_RUN_ONCE);
        if (seconds > 0) uv_timer_stop(&timer_);
    } else {
        uv_run(&loop_, UV_RUN_NOWAIT);
    }
    wake_.store(awake);
    sink_ = nullptr;
}

void UvPoller::wake() {
    if (wake_.exchange(woken) == sleeping) uv_async_send(&async_);
}

int UvPoller::watch(int number, bool readable, bool writable) {
    int events = (readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0);
    auto found = descriptors_.find(number);
    if (!events) {
        if (found == descriptors_.end()) return 0;
        Descriptor* descriptor = found->second;
        descriptors_.erase(found);
        descriptor->poller = nullptr;
        uv_close(reinterpret_cast<uv_handle_t*>(&descriptor->handle),
                 [](uv_handle_t* handle) { delete static_cast<Descriptor*>(handle->data); });
        return 0;
    }
    if (!ready()) return ENOMEM;
    Descriptor* descriptor;
    if (found == descriptors_.end()) {
        descriptor = new Descriptor{{}, this, number, 0};
        if (int error = uv_poll_init(&loop_, &descriptor->handle, number)) {
            delete descriptor;
            return -error;
        }
        descriptor->handle.data = descriptor;
        descriptors_.emplace(number, descriptor);
    } else {
        descriptor = found->second;
    }
    if (descriptor->events == events) return 0;
    descriptor->events = events;
    int error = uv_poll_start(&descriptor->handle, events, [](uv_poll_t* handle, int status, int seen) {
        auto* self = static_cast<Descriptor*>(handle->data);
        if (!self->poller || !self->poller->sink_) return;
        // An error is for both to find out: reading or writing will tell.
        if (status < 0) seen = self->events;
        self->poller->sink_->descriptor_ready(self->number, seen & UV_READABLE, seen & UV_WRITABLE);
    });
    return -error;
}

int UvPoller::watch_signal(int number) {
    if (signals_.count(number)) return 0;
    if (!ready()) return ENOMEM;
    auto* signal = new Signal{{}, this};
    uv_signal_init(&loop_, &signal->handle);
    signal->handle.data = signal;
    int error = uv_signal_start(
        &signal->handle,
        [](uv_signal_t* handle, int seen) {
            auto* self = static_cast<Signal*>(handle->data);
            if (self->poller && self->poller->sink_) self->poller->sink_->signalled(seen);
        },
        number);
    if (error) {
        uv_close(reinterpret_cast<uv_handle_t*>(&signal->handle), [](uv_handle_t* handle) { delete static_cast<Signal*>(handle->data); });
        return -error;
    }
    signals_.emplace(number, signal);
    return 0;
}

int UvPoller::ignore_signal(int number) {
    auto found = signals_.find(number);
    if (found == signals_.end()) return 0;
    Signal* signal = found->second;
    signals_.erase(found);
    signal->poller = nullptr;
    uv_signal_stop(&signal->handle);
    uv_close(reinterpret_cast<uv_handle_t*>(&signal->handle), [](uv_handle_t* handle) { delete static_cast<Signal*>(handle->data); });
    return 0;
}

}  // namespace ouro
