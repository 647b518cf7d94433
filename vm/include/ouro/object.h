// SPDX-License-Identifier: MIT
// Object: any Python value, as a host holds it; Error and Stopped: how a script ends early. Included by <ouro/ouro.h>.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Hosts see the names below directly in `ouro`. The library itself has an Object of its own there, so it does not.
#ifdef OURO_IMPLEMENTATION
#define OURO_PUBLIC_NAMESPACE namespace v1
#else
#define OURO_PUBLIC_NAMESPACE inline namespace v1
#endif

namespace ouro {
OURO_PUBLIC_NAMESPACE {

class Vm;
class Object;
template <typename T>
struct Convert;  // convert.h

/// A keyword argument of a call: `function(1, ouro::named("key", 2))`.
template <typename T>
struct Named {
    std::string_view name;
    const T& value;
};
template <typename T>
Named<T> named(std::string_view name, const T& value) {
    return {name, value};
}

// What the templates of these headers stand on; hosts have no use for it.
namespace detail {

struct State;
class Call;
using Word = std::uint64_t;  // a value as the VM keeps it

/// A value that somebody else holds, and where it came from: for messages.
struct Borrowed {
    State& state;
    Word word;
    const Call* call = nullptr;  // the host function whose argument it is, or lies in
    std::size_t index = 0;       // which argument
    bool item = false;           // lies in that argument
    Borrowed within(Word inner) const { return {state, inner, call, index, true}; }
};

void release(State& state, Word word);

/// The arguments of a call, as they are put together.
class Outgoing {
public:
    explicit Outgoing(State& state) : state_(state) {}
    ~Outgoing();
    Outgoing(const Outgoing&) = delete;
    template <typename T>
    void add(const T& value) {
        words_.push_back(Convert<std::decay_t<T>>::to(state_, value));
    }
    template <typename T>
    void add(const Named<T>& argument) {
        words_.push_back(Convert<std::decay_t<T>>::to(state_, argument.value));
        names_.push_back(argument.name);
    }
    Word call(Word callable);
    State& state() { return state_; }
    const std::vector<Word>& words() const { return words_; }
    const std::vector<std::string_view>& names() const { return names_; }

private:
    State& state_;
    std::vector<Word> words_;
    std::vector<std::string_view> names_;
};

Word add_reference(State& state, Word word);
Word get_attribute(State& state, Word object, std::string_view name);
bool has_attribute(State& state, Word object, std::string_view name);
void set_attribute(State& state, Word object, std::string_view name, Word value);
Word get_item(State& state, Word object, Word key);  // of a module: its attribute
void set_item(State& state, Word object, Word key, Word value);
bool contains(State& state, Word container, Word item);
std::size_t length(State& state, Word object);
std::string text(State& state, Word object, bool as_repr);
std::string type_name(State& state, Word object);
bool is_none(Word word);
bool truth(State& state, Word word);
bool callable(State& state, Word word);
bool equal(State& state, Word left, Word right);
Word iterate(State& state, Word object);
/// False where the iterator is exhausted.
bool next(State& state, Word iterator, Word& item);

}  // namespace detail

/// A Python value. Copying shares the value, as assignment in Python does. It becomes empty when its Vm ends; it may be used where the
/// Vm may: by one thread at a time. What a method does may run script code, and throws Error or Stopped.
class Object {
public:
    Object() = default;  // empty: not even None
    Object(const Object& other);
    Object(Object&& other) noexcept;
    Object& operator=(Object other) noexcept;
    ~Object();

    bool empty() const { return !state_; }
    bool is_none() const { return detail::is_none(word()); }
    bool is_callable() const { return detail::callable(state(), word()); }
    /// bool(object)
    bool truth() const { return detail::truth(state(), word()); }
    /// Whether both are the same object: Python's `is`.
    bool is(const Object& other) const { return state_ == other.state_ && word_ == other.word_; }
    /// Python's ==.
    bool equals(const Object& other) const { return detail::equal(state(), word(), other.word()); }

    /// The C++ value of this Python one; TypeError or OverflowError where it has none of this type.
    template <typename T>
    T to() const {
        return Convert<std::decay_t<T>>::from(detail::Borrowed{state(), word()});
    }

    /// Calls it; arguments may be anything that converts, and `named("key", value)` after the others.
    template <typename... Arguments>
    Object operator()(const Arguments&... arguments) const {
        detail::Outgoing outgoing(state());
        (outgoing.add(arguments), ...);
        return Object(state(), outgoing.call(word()));
    }
    /// object.name(arguments…)
    template <typename... Arguments>
    Object method(std::string_view name, const Arguments&... arguments) const {
        return attribute(name)(arguments...);
    }

    Object attribute(std::string_view name) const { return Object(state(), detail::get_attribute(state(), word(), name)); }
    bool has_attribute(std::string_view name) const { return detail::has_attribute(state(), word(), name); }
    template <typename T>
    void set_attribute(std::string_view name, const T& value) const {
        Object converted(state(), Convert<std::decay_t<T>>::to(state(), value));
        detail::set_attribute(state(), word(), name, converted.word());
    }

    /// object[key]; of a module, its attribute of that name.
    template <typename Key>
    Object operator[](const Key& key) const {
        Object converted(state(), Convert<std::decay_t<Key>>::to(state(), key));
        return Object(state(), detail::get_item(state(), word(), converted.word()));
    }
    template <typename Key, typename T>
    void set_item(const Key& key, const T& value) const {
        Object name(state(), Convert<std::decay_t<Key>>::to(state(), key));
        Object converted(state(), Convert<std::decay_t<T>>::to(state(), value));
        detail::set_item(state(), word(), name.word(), converted.word());
    }
    /// item in object
    template <typename T>
    bool contains(const T& item) const {
        Object converted(state(), Convert<std::decay_t<T>>::to(state(), item));
        return detail::contains(state(), word(), converted.word());
    }
    /// len(object)
    std::size_t size() const { return detail::length(state(), word()); }

    std::string str() const { return detail::text(state(), word(), false); }
    std::string repr() const { return detail::text(state(), word(), true); }
    /// The name of its type, as messages show it: "int", "collections.deque".
    std::string type_name() const { return detail::type_name(state(), word()); }

    /// What range-based `for` needs: one pass over iter(object).
    class Iterator;
    struct End {};
    Iterator begin() const;
    End end() const { return {}; }

    // For the library and its headers: owns `word` of the VM from now on; the VM; the word, borrowed.
    Object(detail::State& state, detail::Word word);
    detail::State& state() const;  // throws std::logic_error where empty
    detail::Word word() const { return word_; }

private:
    friend struct detail::State;
    void link(detail::State& state);
    void take(Object& other) noexcept;
    void unlink() noexcept;

    detail::State* state_ = nullptr;
    detail::Word word_ = 0;
    Object *previous_ = nullptr, *next_ = nullptr;  // among all of the VM
};

class Object::Iterator {
public:
    using value_type = Object;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = const Object&;
    using pointer = const Object*;

    Iterator() = default;
    explicit Iterator(const Object& iterable) : iterator_(iterable.state(), detail::iterate(iterable.state(), iterable.word())) { ++*this; }
    const Object& operator*() const { return item_; }
    const Object* operator->() const { return &item_; }
    Iterator& operator++() {
        detail::Word word;
        item_ = detail::next(iterator_.state(), iterator_.word(), word) ? Object(iterator_.state(), word) : Object();
        return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, End) { return iterator.item_.empty(); }

private:
    Object iterator_, item_;
};

inline Object::Iterator Object::begin() const { return Iterator(*this); }

/// A Python exception: one that no script handled, or one that a host function wants to raise, as in
/// `throw ouro::Error("ValueError", "too big")`.
class Error : public std::runtime_error {
public:
    Error(std::string type, std::string message, std::string traceback = {}, Object object = {})
        : std::runtime_error(message.empty() ? type : type + ": " + message),
          type_(std::move(type)), message_(std::move(message)), traceback_(std::move(traceback)), object_(std::move(object)) {}
    const std::string& type() const { return type_; }            // "ValueError"
    const std::string& message() const { return message_; }      // str(exception)
    const std::string& traceback() const { return traceback_; }  // the whole report, as CPython prints it
    const Object& object() const { return object_; }             // the exception; empty for one made in C++, or when its Vm has ended

private:
    std::string type_, message_, traceback_;
    Object object_;
};

/// A limit ended the script: no handler of it has run, and none could. After a stop by fuel the Vm can go on (Vm::add_fuel); after any
/// other it can only be destroyed.
class Stopped : public std::runtime_error {
public:
    explicit Stopped(const std::string& reason) : std::runtime_error("stopped: " + reason), reason_(reason) {}
    const std::string& reason() const { return reason_; }  // "fuel", "deadline", "memory", "output" or "requested"

private:
    std::string reason_;
};

}
}  // namespace ouro
