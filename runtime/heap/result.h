// SPDX-License-Identifier: MIT
// Result<T>: a T, or "an exception was raised" (the exception itself sits in the Runtime until somebody takes it).
// TRY(expression) yields the value or returns Raised from the enclosing function. In a native coroutine, `co_await` on a
// Result plays TRY's part.
#pragma once

#include <optional>
#include <type_traits>

#include "runtime/heap/ref.h"

namespace ouro {

/// The state "an exception is pending"; converts to every Result.
struct [[nodiscard]] Raised {};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(Raised) {}  // NOLINT
    template <typename U = T>
        requires std::is_convertible_v<U&&, T>
    Result(U&& value) : value_(std::forward<U>(value)) {}  // NOLINT
    bool raised() const { return !value_.has_value(); }
    T& value() { return *value_; }
    T take() { return std::move(*value_); }

private:
    std::optional<T> value_;
};

/// Eight bytes: a reserved pattern says "raised".
template <>
class [[nodiscard]] Result<Value> {
public:
    Result(Raised) : value_(Value::adopt(View(View::kRaisedBits))) {}  // NOLINT
    Result(Value value) : value_(std::move(value)) {}                  // NOLINT
    Result(View value) : value_(value) {}                              // NOLINT
    template <typename T>
    Result(Ref<T> ref) : value_(std::move(ref)) {}  // NOLINT
    bool raised() const { return value_.is_raised(); }
    Value& value() { return value_; }
    Value take() { return std::move(value_); }

private:
    Value value_;
};

/// A reference that is never empty unless raised.
template <typename T>
class [[nodiscard]] Result<Ref<T>> {
public:
    Result(Raised) {}                                 // NOLINT
    Result(Ref<T> ref) : ref_(std::move(ref)) {}      // NOLINT
    bool raised() const { return !ref_; }
    Ref<T>& value() { return ref_; }
    Ref<T> take() { return std::move(ref_); }

private:
    Ref<T> ref_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Raised) : raised_(true) {}  // NOLINT
    bool raised() const { return raised_; }
    void take() {}

private:
    bool raised_ = false;
};

#define TRY(expression)                                \
    ({                                                 \
        auto try_result_ = (expression);               \
        if (try_result_.raised()) [[unlikely]]         \
            return ::ouro::Raised{};                   \
        try_result_.take();                            \
    })

}  // namespace ouro
