// SPDX-License-Identifier: MIT
// The built-in iterators: enumerate, zip, map, filter, reversed, iter(callable, sentinel), the old sequence protocol, and those
// of str and bytes.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/pickled_iterator.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {


// ---- enumerate, zip, map, filter, reversed …: one layout

struct Adapter : Object {
    Value function;   // map, filter; callable_iterator: the callable; enumerate: the counter
    Value iterators;  // a tuple of iterators, or the one; Unbound once exhausted
    bool strict;
};

void destroy_adapter(Runtime& rt, Object* object) {
    static_cast<Adapter*>(object)->function.~Value();
    static_cast<Adapter*>(object)->iterators.~Value();
    rt.free_instance(object, sizeof(Adapter));
}
void traverse_adapter(Object* object, Visitor& visit) {
    visit(static_cast<Adapter*>(object)->function);
    visit(static_cast<Adapter*>(object)->iterators);
}
Adapter* adapter_of(View self) { return self.as<Adapter>(); }

Result<Value> make_adapter(Runtime& rt, Type* type, View function, View iterators, bool strict = false) {
    auto* made = rt.allocate<Adapter>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->function) Value(function);
    new (&made->iterators) Value(iterators);
    made->strict = strict;
    return Value::adopt(View(made));
}

Result<Value> construct_enumerate(Runtime& rt, Type* type, Args args) {
    if (!args.given(1)) return rt.raise(TypeError, "enumerate() missing required argument 'iterable'");
    Value iterator = TRY(iter(rt, args[1]));
    Value start = TRY(index(rt, args[2]));
    return make_adapter(rt, type, start, iterator);
}

Result<Value> next_enumerated(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    Value item = TRY(next(rt, a->iterators));
    if (item.is_unbound()) return item;
    Value count = a->function;
    a->function = count.is_int() && count.as_int() < kSmallIntMax ? Value(View::small_int(count.as_int() + 1)) : TRY(binary(rt, BinaryOp::add, count, View::small_int(1)));
    Ref<Tuple> pair = TRY(new_tuple(rt, {count, item}));
    return pair;
}

Result<Value> construct_zip(Runtime& rt, Type* type, Args args) {
    bool strict = TRY(args.truth(2));
    Tuple* iterables = args[1].as<Tuple>();
    Ref<Tuple> iterators = TRY(new_tuple(rt, iterables->size));
    for (std::size_t n = 0; n < iterables->size; ++n) iterators->items[n] = TRY(iter(rt, iterables->items[n]));
    return make_adapter(rt, type, View::none(), View(iterators.get()), strict);
}

Result<Value> next_zipped(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    if (a->iterators.is_unbound()) return Value();
    Ref<Tuple> iterators(View(a->iterators).as<Tuple>());
    if (!iterators->size) return Value();
    Ref<Tuple> items = TRY(new_tuple(rt, iterators->size));
    for (std::size_t n = 0; n < iterators->size; ++n) {
        Value item = TRY(next(rt, iterators->items[n]));
        if (!item.is_unbound()) {
            items->items[n] = std::move(item);
            continue;
        }
        if (a->strict) {
            if (n) {
                if (n == 1) return rt.raise(ValueError, "zip() argument 2 is shorter than argument 1");
                return rt.raise(ValueError, "zip() argument %zu is shorter than arguments 1-%zu", n + 1, n);
            }
            for (std::size_t m = 1; m < iterators->size; ++m) {
                Value extra = TRY(next(rt, iterators->items[m]));
                if (!extra.is_unbound()) {
                    if (m == 1) return rt.raise(ValueError, "zip() argument 2 is longer than argument 1");
                    return rt.raise(ValueError, "zip() argument %zu is longer than arguments 1-%zu", m + 1, m);
                }
            }
        }
        return Value();
    }
    return items;
}

Result<Value> construct_map(Runtime& rt, Type* type, Args args) {
    if (!args.given(2)) return rt.raise(TypeError, "map() must have at least two arguments.");
    Tuple* others = args[3].as<Tuple>();
    Ref<Tuple> iterators = TRY(new_tuple(rt, others->size + 1));
    iterators->items[0] = TRY(iter(rt, args[2]));
    for (std::size_t n = 0; n < others->size; ++n) iterators->items[n + 1] = TRY(iter(rt, others->items[n]));
    return make_adapter(rt, type, args[1], View(iterators.get()));
}

Result<Value> next_mapped(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    Ref<Tuple> iterators(View(a->iterators).as<Tuple>());
    Value small[4];
    std::vector<Value> large;
    Value* items = small;
    if (iterators->size > 4) {
        large.resize(iterators->size);
        items = large.data();
    }
    for (std::size_t n = 0; n < iterators->size; ++n) {
        items[n] = TRY(next(rt, iterators->items[n]));
        if (items[n].is_unbound()) return Value();
    }
    return call(rt, a->function, Arguments{.values = items, .count = iterators->size, .names = nullptr});
}

Result<Value> construct_filter(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[2]));
    return make_adapter(rt, type, args[1], iterator);
}

Result<Value> next_filtered(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, a->iterators));
        if (item.is_unbound()) return item;
        bool keep = a->function.is_none() || a->function == View(rt.types.bool_) ? TRY(truth(rt, item)) : TRY(truth(rt, TRY(call(rt, a->function, {item}))));
        if (keep) return item;
    }
}

Result<Value> construct_reversed(Runtime& rt, Type*, Args args) {
    View source = args[1];
    View method = lookup_on_type(rt.type_of(source), rt.names.reversed_);
    if (method.is_none()) return rt.raise(TypeError, "'%s' object is not reversible", type_name(rt, source));
    if (!method.is_unbound()) return call_special(rt, source, rt.names.reversed_);
    Type* type = rt.type_of(source);
    if (!type->slots.get_item || (!type->slots.length && !type->has(Type::heap_type)) || is_kind(source, Kind::dict))
        return rt.raise(TypeError, "'%s' object is not reversible", type_name(rt, source));
    return new_native_iterator(rt, rt.types.reversed, source, TRY(length(rt, source)) - 1);
}

Result<Value> next_reversed(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    if (it->index < 0) {
        it->source = Value();
        return Value();
    }
    Value source = it->source;
    Result<Value> item = get_item(rt, source, View::small_int(it->index--));
    if (item.raised()) {
        it->index = -1;
        it->source = Value();
        if (!rt.swallow(IndexError) && !rt.swallow(StopIteration)) return Raised{};
        return Value();
    }
    return item;
}

Result<Value> next_in_sequence(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    if (it->index == PTRDIFF_MAX) return rt.raise(OverflowError, "iter index too large");
    Value source = it->source, index = TRY(rt.integer(it->index));
    Result<Value> item = get_item(rt, source, index);
    if (item.raised()) {
        if (!rt.swallow(IndexError) && !rt.swallow(StopIteration)) return Raised{};
        it->source = Value();
        return Value();
    }
    ++it->index;
    return item;
}

Result<Value> next_called(Runtime& rt, View self) {
    Adapter* a = adapter_of(self);
    if (a->function.is_unbound()) return Value();
    TRY(rt.charge(1));
    Value function = a->function;
    Result<Value> item = call(rt, function);
    if (item.raised()) {
        if (!rt.swallow(StopIteration)) return Raised{};
        a->function = Value();
        return Value();
    }
    if (a->function.is_unbound()) return Value();
    if (TRY(equal(rt, a->iterators, item.value()))) {
        a->function = Value();
        return Value();
    }
    return item;
}

Result<Value> next_char(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Str* text = View(it->source).as<Str>();
    if (static_cast<std::size_t>(it->index) >= text->size) {
        it->source = Value();
        return Value();
    }
    // index counts bytes
    auto lead = static_cast<unsigned char>(text->data()[it->index]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    Ref<Str> one = TRY(new_str(rt, text->text().substr(static_cast<std::size_t>(it->index), size)));
    it->index += static_cast<std::ptrdiff_t>(size);
    return one;
}

Result<Value> next_byte(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    BufferGuard bytes(rt, it->source);
    if (bytes.raised()) return Raised{};
    if (static_cast<std::size_t>(it->index) >= bytes.size()) {
        it->source = Value();
        return Value();
    }
    return View::small_int(static_cast<unsigned char>(bytes.text()[static_cast<std::size_t>(it->index++)]));
}

Result<Value> hint_forward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    Result<std::int64_t> size = length(rt, it->source);
    if (size.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return View::not_implemented();
    }
    return rt.integer(std::max<std::int64_t>(0, size.value() - it->index));
}
Result<Value> hint_backward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    std::int64_t size = TRY(length(rt, it->source));
    return rt.integer(size < it->index + 1 ? 0 : it->index + 1);
}
Result<Value> reduce_forward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (!it->source.is_unbound()) return pickled_iterator(rt, it->source, it->index);
    return pickled_iterator(rt, rt.empty_tuple);
}
Result<Value> set_state_forward(Runtime& rt, Args args) {
    std::ptrdiff_t index = TRY(unpickled_index(rt, args[1], 0, PTRDIFF_MAX));
    auto* it = args.self<NativeIterator>();
    if (!it->source.is_unbound()) it->index = index;
    return View::none();
}

// An iterator over str counts bytes; its state, characters.
Result<Value> reduce_chars(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return pickled_iterator(rt, rt.empty_str);
    std::ptrdiff_t characters = 0;
    for (CharReader reader(View(it->source).as<Str>()->text().substr(0, static_cast<std::size_t>(it->index))); !reader.done(); ++characters) reader.next();
    TRY(rt.charge(characters / 8));
    return pickled_iterator(rt, it->source, characters);
}
Result<Value> set_state_chars(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    Str* text = it->source.is_unbound() ? nullptr : View(it->source).as<Str>();
    std::ptrdiff_t index = TRY(unpickled_index(rt, args[1], 0, text ? static_cast<std::ptrdiff_t>(text->length()) : 0));
    if (!it->source.is_unbound()) it->index = static_cast<std::ptrdiff_t>(byte_offset(rt, text, static_cast<std::size_t>(index)));
    return View::none();
}
Result<Value> hint_chars(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    std::int64_t characters = 0;
    for (CharReader reader(View(it->source).as<Str>()->text().substr(static_cast<std::size_t>(it->index))); !reader.done(); ++characters) reader.next();
    TRY(rt.charge(characters / 8));
    return rt.integer(characters);
}

Result<Value> reduce_backward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->type() == rt.types.list_reverse_iterator) {
        if (it->source.is_unbound() || it->index < 0) return pickled_iterator(rt, TRY(new_list(rt)), -1, "reversed");
        return pickled_iterator(rt, it->source, it->index, "reversed");
    }
    View type(static_cast<const Object*>(it->type()));
    if (it->source.is_unbound()) return TRY(new_tuple(rt, {type, TRY(new_tuple(rt, {View(rt.empty_tuple)}))}));
    return TRY(new_tuple(rt, {type, TRY(new_tuple(rt, {View(it->source)})), TRY(rt.integer(it->index))}));
}
Result<Value> set_state_backward(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::none();
    Value source = it->source;
    std::int64_t size = TRY(length(rt, source));
    it->index = TRY(unpickled_index(rt, args[1], -1, size - 1));
    return View::none();
}

#define STATE_METHODS(hint, reduce, set_state)                                                                   \
    {"__length_hint__(self, /)", hint, "Private method returning an estimate of len(list(it))."},                \
    {"__reduce__(self, /)", reduce, "Return state information for pickling."},                                   \
    {"__setstate__(self, state, /)", set_state, "Set state information for unpickling."}
constexpr FunctionDef forward_methods[] = {STATE_METHODS(hint_forward, reduce_forward, set_state_forward)};
constexpr FunctionDef backward_methods[] = {STATE_METHODS(hint_backward, reduce_backward, set_state_backward)};
constexpr FunctionDef char_methods[] = {STATE_METHODS(hint_chars, reduce_chars, set_state_chars)};
constexpr FunctionDef memory_methods[] = {{"__length_hint__(self, /)", hint_forward, "Private method returning an estimate of len(list(it))."}};

// ---- what pickles of enumerate, zip, map and filter are made of

View type_in(Args args) { return View(static_cast<const Object*>(args[0].object()->type())); }

constexpr FunctionDef enumerate_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Adapter* a = adapter_of(args[0]);
         return TRY(new_tuple(rt, {type_in(args), TRY(new_tuple(rt, {View(a->iterators), View(a->function)}))}));
     },
     "Return state information for pickling."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr FunctionDef zip_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Adapter* a = adapter_of(args[0]);
         View iterators = a->iterators.is_unbound() ? View(rt.empty_tuple) : View(a->iterators);
         if (a->strict) return TRY(new_tuple(rt, {type_in(args), iterators, View::boolean(true)}));
         return TRY(new_tuple(rt, {type_in(args), iterators}));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime&, Args args) -> Result<Value> {
         bool strict = TRY(args.truth(1));
         adapter_of(args[0])->strict = strict;
         return View::none();
     },
     "Set state information for unpickling."},
};

constexpr FunctionDef map_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Adapter* a = adapter_of(args[0]);
         Tuple* iterators = View(a->iterators).as<Tuple>();
         Ref<Tuple> arguments = TRY(new_tuple(rt, iterators->size + 1));
         arguments->items[0] = a->function;
         for (std::size_t n = 0; n < iterators->size; ++n) arguments->items[n + 1] = iterators->items[n];
         return TRY(new_tuple(rt, {type_in(args), View(arguments)}));
     },
     "Return state information for pickling."},
};

constexpr FunctionDef filter_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Adapter* a = adapter_of(args[0]);
         return TRY(new_tuple(rt, {type_in(args), TRY(new_tuple(rt, {View(a->function), View(a->iterators)}))}));
     },
     "Return state information for pickling."},
};

constexpr FunctionDef callable_iterator_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Adapter* a = adapter_of(args[0]);
         Value pair = TRY(pickled_iterator(rt, rt.empty_tuple));
         if (a->function.is_unbound()) return pair;
         return TRY(new_tuple(rt, {View(pair.as<Tuple>()->items[0]), TRY(new_tuple(rt, {View(a->function), View(a->iterators)}))}));
     },
     "Return state information for pickling."},
};

}  // namespace

Result<Value> new_native_iterator(Runtime& rt, Type* type, View source, std::ptrdiff_t index, std::uint64_t extra) {
    auto* it = rt.allocate<NativeIterator>(type);
    if (!it) return rt.raise_memory_error();
    new (&it->source) Value(source);
    it->index = index;
    it->extra = extra;
    return Value::adopt(View(it));
}

void destroy_native_iterator(Runtime& rt, Object* object) {
    static_cast<NativeIterator*>(object)->source.~Value();
    rt.free_instance(object, sizeof(NativeIterator));
}

void traverse_native_iterator(Object* object, Visitor& visit) { visit(static_cast<NativeIterator*>(object)->source); }

Result<Value> new_str_iterator(Runtime& rt, View text) {
    return new_native_iterator(rt, text.as<Str>()->ascii() ? rt.types.str_iterator : rt.types.wide_str_iterator, text, 0);
}

Result<Value> new_callable_iterator(Runtime& rt, View callable, View sentinel) { return make_adapter(rt, rt.types.callable_iterator, callable, sentinel); }

#define ADAPTER(identifier, shown, doc_text, shown_signature, signature, constructor, next_slot, methods_)                            \
    const TypeDef identifier{.name = shown,                                                                                           \
                             .doc = doc_text,                                                                                         \
                             .kind = Kind::iterator,                                                                                  \
                             .size = sizeof(Adapter),                                                                                 \
                             .flags = Type::base_type | Type::container | Type::immutable,                                            \
                             .text_signature = shown_signature,                                                                       \
                             .construct_signature = signature,                                                                        \
                             .construct_bound = constructor,                                                                          \
                             .slots = {.destroy = destroy_adapter, .traverse = traverse_adapter, .iter = iterator_itself, .next = next_slot}, \
                             .methods = methods_}
ADAPTER(enumerate_type, "enumerate", "Return an enumerate object.", "(iterable, start=0)", "(iterable=<no value>, start=0)", construct_enumerate, next_enumerated, enumerate_methods);
ADAPTER(zip_type, "zip", "The zip object yields n-length tuples, until the shortest iterable ends; with strict, it is an error if others go on.\n\n>>> list(zip('ab', range(5)))\n[('a', 0), ('b', 1)]", nullptr, "(*iterables, strict=False)", construct_zip, next_zipped, zip_methods);
ADAPTER(map_type, "map", "Make an iterator that computes the function using arguments from each of the iterables.", "(function, iterable, /, *iterables)", "(function=<no value>, iterable=<no value>, /, *iterables)", construct_map, next_mapped, map_methods);
ADAPTER(filter_type, "filter", "Return an iterator yielding those items of iterable for which function(item) is true.", nullptr, "(function, iterable, /)", construct_filter, next_filtered, filter_methods);

const TypeDef callable_iterator_type{.name = "callable_iterator",
                                     .kind = Kind::iterator,
                                     .size = sizeof(Adapter),
                                     .flags = Type::container | Type::disallow_construct | Type::immutable,
                                     .slots = {.destroy = destroy_adapter, .traverse = traverse_adapter, .iter = iterator_itself, .next = next_called},
                                     .methods = callable_iterator_methods};

const TypeDef reversed_type{.name = "reversed",
                            .doc = "Return a reverse iterator over the values of the given sequence.",
                            .kind = Kind::iterator,
                            .size = sizeof(NativeIterator),
                            .flags = Type::base_type | Type::container | Type::immutable,
                            .construct_signature = "(sequence, /)",
                            .construct_bound = construct_reversed,
                            .slots = native_iterator_slots(next_reversed),
                            .methods = backward_methods};

#define NATIVE_ITERATOR(identifier, shown, kind_, next_slot, methods_)                                                              \
    const TypeDef identifier{.name = shown,                                                                                         \
                             .kind = kind_,                                                                                         \
                             .size = sizeof(NativeIterator),                                                                        \
                             .flags = Type::container | Type::disallow_construct | Type::immutable,                                 \
                             .slots = native_iterator_slots(next_slot),                                                             \
                             .methods = methods_}
NATIVE_ITERATOR(list_reverse_iterator_type, "list_reverseiterator", Kind::iterator, next_reversed, backward_methods);
NATIVE_ITERATOR(sequence_iterator_type, "iterator", Kind::iterator, next_in_sequence, forward_methods);
NATIVE_ITERATOR(str_iterator_type, "str_ascii_iterator", Kind::str_iterator, next_char, char_methods);
NATIVE_ITERATOR(wide_str_iterator_type, "str_iterator", Kind::str_iterator, next_char, char_methods);
NATIVE_ITERATOR(bytes_iterator_type, "bytes_iterator", Kind::iterator, next_byte, forward_methods);
NATIVE_ITERATOR(bytearray_iterator_type, "bytearray_iterator", Kind::iterator, next_byte, forward_methods);
NATIVE_ITERATOR(memory_iterator_type, "memory_iterator", Kind::iterator, next_in_sequence, memory_methods);

}  // namespace ouro
