// SPDX-License-Identifier: MIT
// Ref<T>: owns an object of known type, as Value owns any value. May be empty.
#pragma once

#include "runtime/heap/object.h"

namespace ouro {

template <typename T>
class Ref {
public:
    constexpr Ref() = default;
    constexpr Ref(std::nullptr_t) {}  // NOLINT
    /// Shares ownership.
    explicit Ref(T* object) : object_(object) {
        if (object_) retain(static_cast<Object*>(object_));
    }
    Ref(const Ref& other) : Ref(other.object_) {}
    Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Ref() {
        if (object_) release(static_cast<Object*>(object_));
    }
    /// Takes over a reference that the caller owns.
    static Ref adopt(T* object) {
        Ref ref;
        ref.object_ = object;
        return ref;
    }
    [[nodiscard]] T* detach() { return std::exchange(object_, nullptr); }

    T* get() const { return object_; }
    T* operator->() const { return object_; }
    T& operator*() const { return *object_; }
    explicit operator bool() const { return object_ != nullptr; }
    operator View() const { return object_ ? View(static_cast<const Object*>(object_)) : View(); }  // NOLINT
    /// The same reference as a Value, ownership and all.
    operator Value() && { return object_ ? Value::adopt(View(static_cast<const Object*>(detach()))) : Value(); }  // NOLINT
    operator Value() const& { return object_ ? Value(View(static_cast<const Object*>(object_))) : Value(); }      // NOLINT

private:
    T* object_ = nullptr;
};

}  // namespace ouro
