// SPDX-License-Identifier: MIT
// Convert<T>: C++ values to Python ones and back, and host functions made of any callable. Included by <ouro/ouro.h>.
// A host may specialise Convert for its own types:
//
//     template <> struct ouro::Convert<Point> {
//         static Point from(const ouro::detail::Borrowed& value);
//         static ouro::detail::Word to(ouro::detail::State& state, const Point& point);
//     };
#pragma once

#include <array>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>

#include <ouro/object.h>

namespace ouro {
OURO_PUBLIC_NAMESPACE {

namespace detail {

// From Python. Each raises TypeError ("f() argument 'x' must be int, not str") or OverflowError.
[[noreturn]] void mismatch(const Borrowed& value, const std::string& expected);
bool read_bool(const Borrowed& value);
std::int64_t read_integer(const Borrowed& value, std::int64_t least, std::int64_t most);
std::uint64_t read_unsigned(const Borrowed& value, std::uint64_t most);
double read_real(const Borrowed& value);
std::string_view read_text(const Borrowed& value);   // valid as long as the str lives
std::span<const std::byte> read_bytes(const Borrowed& value);  // likewise
std::vector<std::byte> copy_bytes(const Borrowed& value);      // of any bytes-like object

/// The items of an iterable, or of a dict (key, value, key, value …), held while they are converted one by one.
class Items {
public:
    static Items of_iterable(const Borrowed& value);
    static Items of_tuple(const Borrowed& value, std::size_t size);
    static Items of_dict(const Borrowed& value);
    std::size_t size() const { return size_; }
    Borrowed operator[](std::size_t n) const;

private:
    Items(const Borrowed& from, Object list, std::size_t size) : from_(from), list_(std::move(list)), size_(size) {}
    Borrowed from_;
    Object list_;
    std::size_t size_;
};

// To Python: words that the caller owns.
Word make_none();
Word make_bool(bool value);
Word make_integer(State& state, std::int64_t value);
Word make_unsigned(State& state, std::uint64_t value);
Word make_real(State& state, double value);
Word make_text(State& state, std::string_view utf8);
Word make_bytes(State& state, std::span<const std::byte> bytes);
Word make_object(State& state, const Object& object);

/// Puts a list, tuple or dict together; it owns what was added until it is taken.
class Builder {
public:
    Builder(State& state, std::size_t expected);
    ~Builder();
    Builder(const Builder&) = delete;
    void add(Word owned) { words_.push_back(owned); }
    Word take_list();
    Word take_tuple();
    Word take_dict();  // of key, value, key, value …

private:
    State& state_;
    std::vector<Word> words_;
};

/// A call of a host function in progress.
class Call {
public:
    Call(State& state, const Word* values, const void* signature) : state(state), values_(values), signature_(signature) {}
    Borrowed operator[](std::size_t n) const { return {state, values_[n], this, n}; }
    const void* signature() const { return signature_; }
    State& state;

private:
    const Word* values_;
    const void* signature_;
};
using HostFunction = std::function<Word(const Call&)>;

template <typename T>
inline constexpr bool always_false = false;

}  // namespace detail

template <typename T>
struct Convert {
    static_assert(detail::always_false<T>, "ouro cannot convert this type: specialise ouro::Convert for it");
};

template <>
struct Convert<Object> {
    static Object from(const detail::Borrowed& value) { return Object(value.state, detail::add_reference(value.state, value.word)); }
    static detail::Word to(detail::State& state, const Object& object) { return detail::make_object(state, object); }
};

template <>
struct Convert<bool> {
    static bool from(const detail::Borrowed& value) { return detail::read_bool(value); }
    static detail::Word to(detail::State&, bool value) { return detail::make_bool(value); }
};

template <typename T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
             !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>)
struct Convert<T> {
    static T from(const detail::Borrowed& value) {
        if constexpr (std::is_signed_v<T>)
            return static_cast<T>(detail::read_integer(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
        else
            return static_cast<T>(detail::read_unsigned(value, std::numeric_limits<T>::max()));
    }
    static detail::Word to(detail::State& state, T value) {
        if constexpr (std::is_signed_v<T>) return detail::make_integer(state, value);
        else return detail::make_unsigned(state, value);
    }
};

template <typename T>
    requires std::is_floating_point_v<T>
struct Convert<T> {
    static T from(const detail::Borrowed& value) { return static_cast<T>(detail::read_real(value)); }
    static detail::Word to(detail::State& state, T value) { return detail::make_real(state, static_cast<double>(value)); }
};

template <typename T>
    requires std::is_enum_v<T>
struct Convert<T> {
    using Number = std::underlying_type_t<T>;
    static T from(const detail::Borrowed& value) { return static_cast<T>(Convert<Number>::from(value)); }
    static detail::Word to(detail::State& state, T value) { return Convert<Number>::to(state, static_cast<Number>(value)); }
};

template <>
struct Convert<std::string_view> {
    static std::string_view from(const detail::Borrowed& value) { return detail::read_text(value); }
    static detail::Word to(detail::State& state, std::string_view text) { return detail::make_text(state, text); }
};
template <>
struct Convert<std::string> {
    static std::string from(const detail::Borrowed& value) { return std::string(detail::read_text(value)); }
    static detail::Word to(detail::State& state, const std::string& text) { return detail::make_text(state, text); }
};
template <>
struct Convert<const char*> {
    static detail::Word to(detail::State& state, const char* text) { return detail::make_text(state, text); }
};
template <>
struct Convert<char*> : Convert<const char*> {};

/// bytes: a span lasts as long as the bytes object, a vector is a copy (of a bytearray or memoryview too).
template <>
struct Convert<std::span<const std::byte>> {
    static std::span<const std::byte> from(const detail::Borrowed& value) { return detail::read_bytes(value); }
    static detail::Word to(detail::State& state, std::span<const std::byte> bytes) { return detail::make_bytes(state, bytes); }
};
template <>
struct Convert<std::vector<std::byte>> {
    static std::vector<std::byte> from(const detail::Borrowed& value) { return detail::copy_bytes(value); }
    static detail::Word to(detail::State& state, const std::vector<std::byte>& bytes) { return detail::make_bytes(state, bytes); }
};

template <typename T>
struct Convert<std::optional<T>> {
    static std::optional<T> from(const detail::Borrowed& value) {
        if (detail::is_none(value.word)) return std::nullopt;
        return Convert<T>::from(value);
    }
    static detail::Word to(detail::State& state, const std::optional<T>& value) {
        return value ? Convert<T>::to(state, *value) : detail::make_none();
    }
};
template <>
struct Convert<std::nullopt_t> {
    static detail::Word to(detail::State&, std::nullopt_t) { return detail::make_none(); }
};
template <>
struct Convert<std::nullptr_t> {
    static detail::Word to(detail::State&, std::nullptr_t) { return detail::make_none(); }
};

/// From any iterable but str; to a list.
template <typename T>
struct Convert<std::vector<T>> {
    static std::vector<T> from(const detail::Borrowed& value) {
        detail::Items items = detail::Items::of_iterable(value);
        std::vector<T> made;
        made.reserve(items.size());
        for (std::size_t n = 0; n < items.size(); ++n) made.push_back(Convert<T>::from(items[n]));
        return made;
    }
    static detail::Word to(detail::State& state, const std::vector<T>& values) {
        detail::Builder builder(state, values.size());
        for (const T& value : values) builder.add(Convert<T>::to(state, value));
        return builder.take_list();
    }
};

namespace detail {

template <typename Map, typename Key, typename T>
struct ConvertMap {
    static Map from(const Borrowed& value) {
        Items items = Items::of_dict(value);
        Map made;
        for (std::size_t n = 0; n < items.size(); n += 2) made.emplace(Convert<Key>::from(items[n]), Convert<T>::from(items[n + 1]));
        return made;
    }
    static Word to(State& state, const Map& map) {
        Builder builder(state, map.size() * 2);
        for (const auto& [key, value] : map) {
            builder.add(Convert<Key>::to(state, key));
            builder.add(Convert<T>::to(state, value));
        }
        return builder.take_dict();
    }
};

template <typename Tuple, typename... Ts>
struct ConvertTuple {
    static Tuple from(const Borrowed& value) {
        Items items = Items::of_tuple(value, sizeof...(Ts));
        return read(items, std::index_sequence_for<Ts...>());
    }
    static Word to(State& state, const Tuple& values) {
        Builder builder(state, sizeof...(Ts));
        std::apply([&](const Ts&... each) { (builder.add(Convert<Ts>::to(state, each)), ...); }, values);
        return builder.take_tuple();
    }

private:
    template <std::size_t... N>
    static Tuple read([[maybe_unused]] const Items& items, std::index_sequence<N...>) {
        return Tuple{Convert<Ts>::from(items[N])...};
    }
};

}  // namespace detail

template <typename Key, typename T>
struct Convert<std::map<Key, T>> : detail::ConvertMap<std::map<Key, T>, Key, T> {};
template <typename Key, typename T>
struct Convert<std::unordered_map<Key, T>> : detail::ConvertMap<std::unordered_map<Key, T>, Key, T> {};
template <typename... Ts>
struct Convert<std::tuple<Ts...>> : detail::ConvertTuple<std::tuple<Ts...>, Ts...> {};
template <typename A, typename B>
struct Convert<std::pair<A, B>> : detail::ConvertTuple<std::pair<A, B>, A, B> {};

// ---- host functions

namespace detail {

template <typename Function>
struct FunctionTraits : FunctionTraits<decltype(&Function::operator())> {};
template <typename R, typename... Arguments>
struct FunctionTraits<R (*)(Arguments...)> {
    static constexpr std::size_t count = sizeof...(Arguments);
    template <typename F>
    static HostFunction wrap(F&& function) {
        return [function = std::forward<F>(function)](const Call& call) mutable { return invoke(function, call, std::index_sequence_for<Arguments...>()); };
    }

private:
    template <typename F, std::size_t... N>
    static Word invoke(F& function, [[maybe_unused]] const Call& call, std::index_sequence<N...>) {
        // In braces, the arguments are converted from left to right: the first that does not fit is the one that is named.
        [[maybe_unused]] std::tuple<std::decay_t<Arguments>...> values{Convert<std::decay_t<Arguments>>::from(call[N])...};
        if constexpr (std::is_void_v<R>) {
            function(static_cast<Arguments&&>(std::get<N>(values))...);
            return make_none();
        } else {
            return Convert<std::decay_t<R>>::to(call.state, function(static_cast<Arguments&&>(std::get<N>(values))...));
        }
    }
};
template <typename R, typename... Arguments>
struct FunctionTraits<R (*)(Arguments...) noexcept> : FunctionTraits<R (*)(Arguments...)> {};
template <typename Class, typename R, typename... Arguments>
struct FunctionTraits<R (Class::*)(Arguments...)> : FunctionTraits<R (*)(Arguments...)> {};
template <typename Class, typename R, typename... Arguments>
struct FunctionTraits<R (Class::*)(Arguments...) const> : FunctionTraits<R (*)(Arguments...)> {};
template <typename Class, typename R, typename... Arguments>
struct FunctionTraits<R (Class::*)(Arguments...) noexcept> : FunctionTraits<R (*)(Arguments...)> {};
template <typename Class, typename R, typename... Arguments>
struct FunctionTraits<R (Class::*)(Arguments...) const noexcept> : FunctionTraits<R (*)(Arguments...)> {};

}  // namespace detail

}
}  // namespace ouro
