// SPDX-License-Identifier: MIT
// Object: values that the host holds, and the operations on them.
#include "runtime/objects/module.h"
#include "vm/embed/state.h"

namespace ouro::v1 {

using detail::Entry;
using detail::State;
using detail::view;
using detail::Word;

Object::Object(detail::State& state, detail::Word word) : word_(word) { link(state); }

Object::Object(const Object& other) {
    if (!other.state_) return;
    word_ = detail::add_reference(*other.state_, other.word_);
    link(*other.state_);
}

Object::Object(Object&& other) noexcept { take(other); }

Object& Object::operator=(Object other) noexcept {
    unlink();
    take(other);
    return *this;
}

void Object::take(Object& other) noexcept {
    if (!other.state_) return;
    State& state = *other.state_;
    word_ = std::exchange(other.word_, 0);
    // The other gives its place up without giving the reference up.
    (other.previous_ ? other.previous_->next_ : state.objects) = other.next_;
    if (other.next_) other.next_->previous_ = other.previous_;
    other.state_ = nullptr;
    other.previous_ = other.next_ = nullptr;
    link(state);
}

Object::~Object() { unlink(); }

void Object::link(detail::State& state) {
    state_ = &state;
    next_ = state.objects;
    if (next_) next_->previous_ = this;
    state.objects = this;
}

void Object::unlink() noexcept {
    if (!state_) return;
    State& state = *state_;
    (previous_ ? previous_->next_ : state.objects) = next_;
    if (next_) next_->previous_ = previous_;
    state_ = nullptr;
    previous_ = next_ = nullptr;
    detail::release(state, std::exchange(word_, 0));
}

detail::State& Object::state() const {
    if (!state_) throw std::logic_error("ouro: this Object is empty");
    return *state_;
}

namespace detail {

Word add_reference(State&, Word word) {
    retain(view(word));
    return word;
}

// The last reference may run script code (__del__).
void release(State&, Word word) { ouro::release(view(word)); }

Word get_attribute(State& state, Word object, std::string_view name) {
    Entry entry(state);
    Runtime& rt = *state.runtime;
    Ref<Str> key = state.need(intern(rt, name));
    return state.own(state.need(ouro::get_attribute(rt, view(object), key.get())));
}

bool has_attribute(State& state, Word object, std::string_view name) {
    Entry entry(state);
    Runtime& rt = *state.runtime;
    Ref<Str> key = state.need(intern(rt, name));
    return !state.need(find_attribute(rt, view(object), key.get())).is_unbound();
}

void set_attribute(State& state, Word object, std::string_view name, Word value) {
    Entry entry(state);
    Runtime& rt = *state.runtime;
    Ref<Str> key = state.need(intern(rt, name));
    state.need(ouro::set_attribute(rt, view(object), key.get(), view(value)));
}

Word get_item(State& state, Word object, Word key) {
    Entry entry(state);
    Runtime& rt = *state.runtime;
    if (Str* name = as_str(view(key)); name && is_kind(view(object), Kind::module)) {
        Ref<Str> interned = intern(rt, name);
        return state.own(state.need(ouro::get_attribute(rt, view(object), interned.get())));
    }
    return state.own(state.need(ouro::get_item(rt, view(object), view(key))));
}

void set_item(State& state, Word object, Word key, Word value) {
    Entry entry(state);
    state.need(ouro::set_item(*state.runtime, view(object), view(key), view(value)));
}

bool contains(State& state, Word container, Word item) {
    Entry entry(state);
    return state.need(ouro::contains(*state.runtime, view(container), view(item)));
}

std::size_t length(State& state, Word object) {
    Entry entry(state);
    return static_cast<std::size_t>(state.need(ouro::length(*state.runtime, view(object))));
}

std::string text(State& state, Word object, bool as_repr) {
    Entry entry(state);
    Ref<Str> made = state.need(as_repr ? repr(*state.runtime, view(object)) : to_str(*state.runtime, view(object)));
    return std::string(made->text());
}

std::string type_name(State& state, Word object) { return ouro::type_name(*state.runtime, view(object)); }
bool is_none(Word word) { return view(word).is_none(); }
bool callable(State& state, Word word) { return is_callable(*state.runtime, view(word)); }

bool truth(State& state, Word word) {
    Entry entry(state);
    return state.need(ouro::truth(*state.runtime, view(word)));
}

bool equal(State& state, Word left, Word right) {
    Entry entry(state);
    return state.need(compare_truth(*state.runtime, view(left), view(right), CompareOp::eq));
}

Word iterate(State& state, Word object) {
    Entry entry(state);
    return state.own(state.need(iter(*state.runtime, view(object))));
}

bool next(State& state, Word iterator, Word& item) {
    Entry entry(state);
    Value found = state.need(ouro::next(*state.runtime, view(iterator)));
    if (found.is_unbound()) return false;
    item = state.own(std::move(found));
    return true;
}

Outgoing::~Outgoing() {
    for (Word word : words_) release(state_, word);
}

Word Outgoing::call(Word callable) {
    Entry entry(state_);
    Runtime& rt = *state_.runtime;
    static_assert(sizeof(View) == sizeof(Word));
    std::vector<View> values;
    values.reserve(words_.size());
    for (Word word : words_) values.push_back(view(word));
    Ref<Tuple> names;
    if (!names_.empty()) {
        names = state_.need(new_tuple(rt, names_.size()));
        for (std::size_t n = 0; n < names_.size(); ++n) names->items[n] = state_.need(intern(rt, names_[n]));
    }
    return state_.own(state_.need(ouro::call(rt, view(callable), {.values = values.data(), .count = values.size() - names_.size(), .names = names.get()})));
}

}  // namespace detail
}  // namespace ouro::v1
