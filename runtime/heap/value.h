// SPDX-License-Identifier: MIT
// Value: eight bytes that hold any Python value. What the low bits say:
//
//   ......1   a 63-bit integer
//   .....10   a float of ordinary magnitude (about 1e-77 to 1e77), its bits moved and rotated: see View::from_double
//   ....100   a constant: None, True, False, 0.0, Ellipsis, NotImplemented, and two that scripts never see
//   ....000   a pointer to an Object; never null
//
// A Value owns: copying retains, destruction releases. A View borrows: it is as good as the Value or container it was taken
// from, and no longer. Parameters are Views, results are Values. Ref<T> (ref.h) owns an object whose type is known.
#pragma once

#include <bit>
#include <cstdint>
#include <utility>

#include "runtime/forward.h"

namespace ouro {

/// Smallest and largest integer that a Value holds without an object.
constexpr std::int64_t kSmallIntMin = -(std::int64_t{1} << 62);
constexpr std::int64_t kSmallIntMax = (std::int64_t{1} << 62) - 1;

/// A borrowed Value: trivially copyable, owns nothing.
class View {
public:
    constexpr View() : bits_(kUnboundBits) {}
    constexpr explicit View(std::uint64_t bits) : bits_(bits) {}
    View(const Object* object) : bits_(reinterpret_cast<std::uint64_t>(object)) {}  // NOLINT: as natural as Object*

    static constexpr std::uint64_t kNoneBits = 0x04, kFalseBits = 0x0c, kTrueBits = 0x14, kZeroBits = 0x1c, kEllipsisBits = 0x24,
                                   kNotImplementedBits = 0x2c, kUnboundBits = 0x34, kRaisedBits = 0x3c;

    static constexpr View none() { return View(kNoneBits); }
    static constexpr View boolean(bool truth) { return View(truth ? kTrueBits : kFalseBits); }
    static constexpr View ellipsis() { return View(kEllipsisBits); }
    static constexpr View not_implemented() { return View(kNotImplementedBits); }
    /// No value at all: an unbound local, an absent entry, an exhausted iterator.
    static constexpr View unbound() { return View(kUnboundBits); }
    /// An integer known to fit 63 bits.
    static constexpr View small_int(std::int64_t n) { return View((static_cast<std::uint64_t>(n) << 1) | 1); }
    static constexpr bool fits_small_int(std::int64_t n) { return n >= kSmallIntMin && n <= kSmallIntMax; }

    // An ordinary double's exponent lies in 0x300..0x4ff. Adding kBias brings that range to one whose top two exponent bits are
    // 10; rotated left by three they become the tag, and the sign becomes bit 2. Two operations each way.
    static constexpr std::uint64_t kBias = (std::uint64_t{1} << 62) - (std::uint64_t{0x300} << 52);
    /// The inline float of `d`, or Unbound where d (0.0, an extreme, inf, nan) needs a constant or a box.
    static View try_double(double d) {
        std::uint64_t rotated = std::rotl(std::bit_cast<std::uint64_t>(d) + kBias, 3);
        return (rotated & 3) == 2 ? View(rotated) : View();
    }

    constexpr std::uint64_t bits() const { return bits_; }
    constexpr bool is_int() const { return bits_ & 1; }  // 63-bit only; see also is_kind(Kind::big_int)
    constexpr bool is_double() const { return (bits_ & 3) == 2; }
    constexpr bool is_object() const { return (bits_ & 7) == 0; }
    constexpr bool is_constant() const { return (bits_ & 7) == 4; }
    constexpr bool is_none() const { return bits_ == kNoneBits; }
    constexpr bool is_true() const { return bits_ == kTrueBits; }
    constexpr bool is_false() const { return bits_ == kFalseBits; }
    constexpr bool is_bool() const { return (bits_ | 0x18) == 0x1c && bits_ != kNoneBits && bits_ != kZeroBits; }
    constexpr bool is_zero_double() const { return bits_ == kZeroBits; }
    constexpr bool is_ellipsis() const { return bits_ == kEllipsisBits; }
    constexpr bool is_not_implemented() const { return bits_ == kNotImplementedBits; }
    constexpr bool is_unbound() const { return bits_ == kUnboundBits; }
    constexpr bool is_raised() const { return bits_ == kRaisedBits; }

    constexpr std::int64_t as_int() const { return static_cast<std::int64_t>(bits_) >> 1; }
    double as_double() const {
        return std::bit_cast<double>(std::rotr(bits_, 3) - kBias);
    }
    Object* object() const { return reinterpret_cast<Object*>(bits_); }
    template <typename T>
    T* as() const {
        return static_cast<T*>(reinterpret_cast<Object*>(bits_));
    }

    /// Same object or same immediate: Python's `is`.
    friend constexpr bool operator==(View a, View b) { return a.bits_ == b.bits_; }
    explicit operator bool() const = delete;

protected:
    std::uint64_t bits_;
};

void retain(View value);   // object.h
void release(View value);  // object.h

/// An owned value.
class Value : public View {
public:
    constexpr Value() = default;  // unbound
    /// Shares ownership of what `view` borrows.
    Value(View view) : View(view) { retain(view); }  // NOLINT: a View becomes owned wherever a Value is wanted
    Value(const Value& other) : View(other) { retain(other); }
    Value(Value&& other) noexcept : View(other) { other.bits_ = kUnboundBits; }
    Value& operator=(Value other) noexcept {
        std::swap(bits_, other.bits_);
        return *this;
    }
    ~Value() { release(*this); }

    /// Takes over a reference that somebody already owns.
    static Value adopt(View owned) {
        Value value;
        value.bits_ = owned.bits();
        return value;
    }
    /// Gives up ownership: the caller owns the reference now.
    [[nodiscard]] View detach() {
        View view = *this;
        bits_ = kUnboundBits;
        return view;
    }
};

static_assert(sizeof(Value) == 8);

}  // namespace ouro
