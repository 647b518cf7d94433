// SPDX-License-Identifier: MIT
// Raising, the limits' checks, and the small services of the Runtime. Its birth is in bootstrap.cpp.
#include "runtime/runtime.h"

#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <string>

#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"

namespace ouro {

namespace {

std::string formatted(const char* format, va_list arguments) {
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int size = std::vsnprintf(small, sizeof small, format, arguments);
    std::string text;
    if (size < static_cast<int>(sizeof small)) {
        text.assign(small, size < 0 ? 0 : static_cast<std::size_t>(size));
    } else {
        text.resize(static_cast<std::size_t>(size) + 1);
        std::vsnprintf(text.data(), text.size(), format, again);
        text.pop_back();
    }
    va_end(again);
    return text;
}

double monotonic() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

Raised Runtime::raise(ExceptionType type, const char* format, ...) {
    if (stopping()) return {};
    va_list arguments;
    va_start(arguments, format);
    std::string text = formatted(format, arguments);
    va_end(arguments);
    Result<Ref<Str>> message = new_str(*this, text);
    if (message.raised()) return {};
    return raise_value(type, message.value());
}

Raised Runtime::raise_value(ExceptionType type, View argument) {
    if (stopping()) return {};
    Result<Value> exception = new_exception(*this, exceptions[type], argument);
    if (exception.raised()) return {};
    return raise_object(exception.take());
}

Raised Runtime::raise_object(Value exception) {
    if (stopping()) return {};
    for (HandledException* h = handled; h; h = h->previous) {
        if (h->exception.is_none() || h->exception.is_unbound()) continue;
        set_context(exception.as<Exception>(), h->exception);
        break;
    }
    pending = std::move(exception);
    return {};
}

Raised Runtime::raise_memory_error() {
    if (stopping()) return {};
    if (cycles.hurry() && limits.slice > 0) {  // at the next safe point
        if (limits.reserve < Limits::kUnlimited / 2) limits.reserve += limits.slice;
        limits.slice = 0;
    }
    // Made beforehand, so that running out of memory needs none; its traceback starts anew.
    if (memory_error.object()->references) reset_exception(memory_error.as<Exception>());
    pending = memory_error;
    return {};
}

Raised Runtime::raise_stop(StopReason reason) {
    if (!stopping()) {
        stop_reason = reason;
        pending = Value();
    }
    return {};
}

Value Runtime::take_exception() { return std::exchange(pending, Value()); }

bool Runtime::pending_is(ExceptionType type) const {
    return !stopping() && pending.is_object() && is_subtype(pending.object()->type(), exceptions[type]);
}

bool Runtime::swallow(ExceptionType type) {
    if (!pending_is(type)) return false;
    Value dropped = std::move(pending);
    pending = Value();
    return true;
}

Result<void> Runtime::check_limits() {
    if (stopping()) return Raised{};
    StopReason asked = limits.requested.load(std::memory_order_relaxed);
    if (asked != StopReason::none) return raise_stop(asked);
    if (limits.deadline > 0 && monotonic() >= limits.deadline) return raise_stop(StopReason::deadline);
    if (limits.slice < 0) {
        // The slice was overdrawn by one piece of native work at most; what is owed comes off the reserve.
        std::int64_t owed = -limits.slice;
        if (limits.reserve < owed) {
            limits.reserve = 0;
            return raise_stop(StopReason::fuel);
        }
        limits.reserve -= owed;
        std::int64_t grant = limits.reserve < Limits::kSlice ? limits.reserve : Limits::kSlice;
        if (limits.reserve < Limits::kUnlimited / 2) limits.reserve -= grant;
        else limits.reserve = Limits::kUnlimited;
        limits.slice = grant;
    }
    return {};
}

Result<void> Runtime::check_stop() {
    TRY(check_limits());
    if (cycles.enabled && cycles.due()) cycles.collect();
    if (limits.attention.load(std::memory_order_relaxed)) {
        limits.attention = false;
        if (threads) TRY(threads->attend());
        if (hooks.attend) TRY(hooks.attend(*this));
    }
    return {};
}

Raised Runtime::raise_too_deep(const char* where) { return raise(RecursionError, "maximum recursion depth exceeded%s", where); }

Result<Value> Runtime::str(std::string_view utf8) {
    Ref<Str> made = TRY(new_str(*this, utf8));
    return made;
}

Result<Value> Runtime::format(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::string text = formatted(format, arguments);
    va_end(arguments);
    return str(text);
}

Type* Runtime::type_of_constant(View value) const {
    switch (value.bits()) {
        case View::kNoneBits: return types.none_type;
        case View::kTrueBits:
        case View::kFalseBits: return types.bool_;
        case View::kZeroBits: return types.float_;
        case View::kEllipsisBits: return types.ellipsis_type;
        case View::kNotImplementedBits: return types.not_implemented_type;
        default: return types.object;
    }
}

void Runtime::report_unraisable(View where, const char* message) {
    if (stopping() || pending.is_unbound()) return;
    Value exception = take_exception();
    if (hooks.unraisable) hooks.unraisable(*this, exception, where, message);
    pending = Value();
}

}  // namespace ouro
