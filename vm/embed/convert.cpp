// SPDX-License-Identifier: MIT
// Values across the border: what the templates of <ouro/convert.h> stand on.
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "vm/embed/host_function.h"
#include "vm/embed/state.h"

namespace ouro::v1::detail {

namespace {

/// "f() argument 'x'", "an item of f() argument 2", or what is left where nothing is called.
std::string describe(const Borrowed& value) {
    std::string what;
    if (value.call) what = argument_name(*value.call, value.index);
    if (value.item) return what.empty() ? "item" : "item of " + what;
    return what.empty() ? "value" : what;
}

/// Makes the pending exception the C++ one.
[[noreturn]] void raise(const Borrowed& value, ExceptionType type, const std::string& text) {
    (void)value.state.runtime->raise(type, "%s", text.c_str());
    value.state.fail();
}

bool has_surrogates(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('\xed', at)) != std::string_view::npos; ++at)
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
    return false;
}

}  // namespace

void mismatch(const Borrowed& value, const std::string& expected) {
    raise(value, TypeError, describe(value) + " must be " + expected + ", not " + ouro::type_name(*value.state.runtime, view(value.word)));
}

bool read_bool(const Borrowed& value) {
    if (!view(value.word).is_bool()) mismatch(value, "bool");
    return view(value.word).is_true();
}

std::int64_t read_integer(const Borrowed& value, std::int64_t least, std::int64_t most) {
    View v = view(value.word);
    std::int64_t number;
    if (v.is_int()) [[likely]] {
        number = v.as_int();
        if (number >= least && number <= most) [[likely]] return number;
    } else {
        Entry entry(value.state);
        Runtime& rt = *value.state.runtime;
        if (!is_integer(v) && !rt.type_of(v)->slots.index) mismatch(value, "int");
        Value exact = value.state.need(index(rt, v));
        if (fits_int64(exact, number) && number >= least && number <= most) return number;
    }
    raise(value, OverflowError, describe(value) + " must be between " + std::to_string(least) + " and " + std::to_string(most));
}

std::uint64_t read_unsigned(const Borrowed& value, std::uint64_t most) {
    View v = view(value.word);
    Runtime& rt = *value.state.runtime;
    Entry entry(value.state);
    if (!is_integer(v) && !rt.type_of(v)->slots.index) mismatch(value, "int");
    Value exact = value.state.need(index(rt, v));
    std::int64_t number;
    if (fits_int64(exact, number)) {
        if (number >= 0 && static_cast<std::uint64_t>(number) <= most) return static_cast<std::uint64_t>(number);
    } else if (sign_of(exact) > 0 && bit_length(exact) <= 64) {
        MpView big(exact);
        std::uint64_t wide = mp_get_mag_u64(&big);
        if (wide <= most) return wide;
    }
    raise(value, OverflowError, describe(value) + " must be between 0 and " + std::to_string(most));
}

double read_real(const Borrowed& value) {
    View v = view(value.word);
    if (is_float(v)) [[likely]] return double_of(v);
    Entry entry(value.state);
    Runtime& rt = *value.state.runtime;
    Type* type = rt.type_of(v);
    if (!is_integer(v) && !type->slots.to_float && !type->slots.index) mismatch(value, "float");
    return value.state.need(to_double(rt, v));
}

std::string_view read_text(const Borrowed& value) {
    Str* text = as_str(view(value.word));
    if (!text) mismatch(value, "str");
    if (!text->ascii() && has_surrogates(text->text())) {
        // Words the UnicodeEncodeError.
        Entry entry(value.state);
        value.state.need(encode_text(*value.state.runtime, text, "utf-8", "strict"));
    }
    return text->text();
}

std::span<const std::byte> read_bytes(const Borrowed& value) {
    if (!is_kind(view(value.word), Kind::bytes)) mismatch(value, "bytes");
    std::string_view text = view(value.word).as<Bytes>()->text();
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

std::vector<std::byte> copy_bytes(const Borrowed& value) {
    Entry entry(value.state);
    Runtime& rt = *value.state.runtime;
    if (!rt.type_of(view(value.word))->slots.get_buffer) mismatch(value, "bytes-like");
    BufferGuard buffer(rt, view(value.word));
    if (buffer.raised()) value.state.fail();
    auto* first = reinterpret_cast<const std::byte*>(buffer.data());
    return std::vector<std::byte>(first, first + buffer.size());
}

// The VM makes the list, so what an endless iterator gives is charged to it.
Items Items::of_iterable(const Borrowed& value) {
    Entry entry(value.state);
    Runtime& rt = *value.state.runtime;
    View v = view(value.word);
    if (as_str(v)) mismatch(value, "list");
    ouro::Result<Value> iterator = iter(rt, v);
    if (iterator.raised()) {
        if (rt.swallow(TypeError)) mismatch(value, "list");
        value.state.fail();
    }
    Ref<List> list = value.state.need(list_from(rt, iterator.value()));
    std::size_t size = list->size;
    return Items(value, v1::Object(value.state, value.state.own(std::move(list))), size);
}

Items Items::of_tuple(const Borrowed& value, std::size_t size) {
    View v = view(value.word);
    if (!as_tuple(v) && !as_list(v)) mismatch(value, "tuple");
    Items items = of_iterable(value);
    if (items.size() != size)
        raise(value, TypeError, describe(value) + " must be a tuple of " + std::to_string(size) + " items, not " + std::to_string(items.size()));
    return items;
}

Items Items::of_dict(const Borrowed& value) {
    Entry entry(value.state);
    Runtime& rt = *value.state.runtime;
    Dict* dict = as_dict(view(value.word));
    if (!dict) mismatch(value, "dict");
    Ref<List> list = value.state.need(new_list(rt, dict->used * 2));
    for (auto* e = dict_first(dict); e; e = dict_next(dict, e)) {
        value.state.need(list_append(rt, list.get(), e->key));
        value.state.need(list_append(rt, list.get(), e->value));
    }
    value.state.need(rt.charge(static_cast<std::int64_t>(list->size)));
    std::size_t size = list->size;
    return Items(value, v1::Object(value.state, value.state.own(std::move(list))), size);
}

Borrowed Items::operator[](std::size_t n) const { return from_.within(view(list_.word()).as<List>()->items[n].bits()); }

Word make_none() { return View::kNoneBits; }
Word make_bool(bool value) { return View::boolean(value).bits(); }
Word make_integer(State& state, std::int64_t value) { return state.own(state.need(state.runtime->integer(value))); }
Word make_unsigned(State& state, std::uint64_t value) { return state.own(state.need(state.runtime->integer_unsigned(value))); }
Word make_real(State& state, double value) { return state.own(state.need(state.runtime->real(value))); }

Word make_text(State& state, std::string_view utf8) {
    Entry entry(state);
    if (valid_utf8_prefix(utf8) == utf8.size()) return state.own(state.need(state.runtime->str(utf8)));
    // Words the UnicodeDecodeError.
    return state.own(state.need(decode_bytes(*state.runtime, utf8, "utf-8", "strict")));
}

Word make_bytes(State& state, std::span<const std::byte> bytes) {
    Entry entry(state);
    return state.own(state.need(new_bytes(*state.runtime, {reinterpret_cast<const char*>(bytes.data()), bytes.size()})));
}

Word make_object(State& state, const v1::Object& object) {
    if (&object.state() != &state) throw std::logic_error("ouro: this Object belongs to another Vm");
    return add_reference(state, object.word());
}

Builder::Builder(State& state, std::size_t expected) : state_(state) { words_.reserve(expected); }

Builder::~Builder() {
    for (Word word : words_) release(state_, word);
}

Word Builder::take_list() {
    Entry entry(state_);
    Ref<List> list = state_.need(new_list(*state_.runtime, words_.size()));
    for (Word word : words_) state_.need(list_append(*state_.runtime, list.get(), Value(view(word))));
    return state_.own(std::move(list));
}

Word Builder::take_tuple() {
    Entry entry(state_);
    Ref<Tuple> tuple = state_.need(new_tuple(*state_.runtime, words_.size()));
    for (std::size_t n = 0; n < words_.size(); ++n) tuple->items[n] = Value(view(words_[n]));
    return state_.own(std::move(tuple));
}

Word Builder::take_dict() {
    Entry entry(state_);
    Ref<Dict> dict = state_.need(new_dict(*state_.runtime, words_.size() / 2));
    for (std::size_t n = 0; n + 1 < words_.size(); n += 2) state_.need(dict_set(*state_.runtime, dict.get(), view(words_[n]), view(words_[n + 1])));
    return state_.own(std::move(dict));
}

}  // namespace ouro::v1::detail

namespace ouro::v1::detail {

ouro::Result<Value> decode_text(Runtime& rt, std::string_view text) {
    if (valid_utf8_prefix(text) == text.size()) return rt.str(text);
    return decode_bytes(rt, text, "utf-8", "replace");
}

}  // namespace ouro::v1::detail
