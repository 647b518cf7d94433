// SPDX-License-Identifier: MIT
// The iterators of `itertools` that pass on, drop, repeat or transform items one by one.
// Rule: a step may run any code, this iterator's own next() too; whatever is used after it is owned or fetched again.
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/str.h"
#include "stdlib/itertools/itertools.h"

namespace ouro::itertools {

namespace {

constexpr std::uint32_t kFlags = Type::base_type | Type::container | Type::immutable;

Result<Value> class_getitem(Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }

// ---- accumulate

struct Accumulate : Object {
    Value iterator, function, total, initial;
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&iterator, &function, &total, &initial}) f(*field);
    }
};

Result<Value> new_accumulate(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[1]));
    Ref<Accumulate> made = TRY(new_with_fields<Accumulate>(rt, type));
    made->iterator = iterator;
    made->function = Value(args[2]);
    made->initial = Value(args[3]);
    return made;
}

Result<Value> next_accumulated(Runtime& rt, View self) {
    auto* it = self.as<Accumulate>();
    if (!it->initial.is_none() && !it->initial.is_unbound()) {
        it->total = std::exchange(it->initial, Value(View::none()));
        return it->total;
    }
    Value item = TRY(step(rt, it->iterator));
    if (item.is_unbound()) return item;
    if (it->total.is_unbound()) {
        it->total = item;
        return item;
    }
    Value function = it->function, total = it->total;
    Value sum = function.is_none() ? TRY(binary(rt, BinaryOp::add, total, item)) : TRY(call(rt, function, {total, item}));
    it->total = sum;
    return sum;
}

// ---- chain

struct Chain : Object {
    Value source, active;
    template <typename F>
    void each_field(F&& f) {
        f(source);
        f(active);
    }
};

Result<Value> make_chain(Runtime& rt, Type* type, View iterables) {
    Value source = TRY(iter(rt, iterables));
    Ref<Chain> made = TRY(new_with_fields<Chain>(rt, type));
    made->source = source;
    return made;
}

Result<Value> new_chain(Runtime& rt, Type* type, Args args) { return make_chain(rt, type, args[1]); }

Result<Value> from_iterable(Runtime& rt, Args args) { return make_chain(rt, args[0].as<Type>(), args[1]); }

Result<Value> next_chained(Runtime& rt, View self) {
    auto* it = self.as<Chain>();
    while (!it->source.is_unbound()) {
        if (it->active.is_unbound()) {
            Value iterable = TRY(step(rt, it->source));
            if (iterable.is_unbound()) {
                it->source = Value();
                break;
            }
            Result<Value> active = iter(rt, iterable);
            if (active.raised()) {
                it->source = Value();
                return Raised{};
            }
            it->active = active.take();
        }
        Value item = TRY(step(rt, it->active));
        if (!item.is_unbound()) return item;
        it->active = Value();
    }
    return Value();
}

constexpr FunctionDef chain_methods[] = {
    {"from_iterable(cls, iterable, /)", from_iterable, "Alternative chain() constructor taking a single iterable argument that evaluates lazily.", FunctionDef::class_method},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", FunctionDef::class_method},
};

// ---- compress

struct Compress : Object {
    Value data, selectors;
    template <typename F>
    void each_field(F&& f) {
        f(data);
        f(selectors);
    }
};

Result<Value> new_compress(Runtime& rt, Type* type, Args args) {
    Value data = TRY(iter(rt, args[1])), selectors = TRY(iter(rt, args[2]));
    Ref<Compress> made = TRY(new_with_fields<Compress>(rt, type));
    made->data = data;
    made->selectors = selectors;
    return made;
}

Result<Value> next_compressed(Runtime& rt, View self) {
    auto* it = self.as<Compress>();
    for (;;) {
        Value item = TRY(step(rt, it->data));
        if (item.is_unbound()) return item;
        Value selector = TRY(step(rt, it->selectors));
        if (selector.is_unbound()) return selector;
        if (TRY(truth(rt, selector))) return item;
    }
}

// ---- count

struct Count : Object {
    Value current, increment;
    template <typename F>
    void each_field(F&& f) {
        f(current);
        f(increment);
    }
};

bool is_number(Runtime& rt, View value) {
    const TypeSlots& slots = rt.type_of(value)->slots;
    return slots.index || slots.to_int || slots.to_float || is_complex(value);
}

Result<Value> new_count(Runtime& rt, Type* type, Args args) {
    if (!is_number(rt, args[1]) || !is_number(rt, args[2])) return rt.raise(TypeError, "a number is required");
    Value start(args[1]);
    if (is_integer(start) && args[2] == View::small_int(1)) start = TRY(plain_int(rt, start));
    Ref<Count> made = TRY(new_with_fields<Count>(rt, type));
    made->current = start;
    made->increment = Value(args[2]);
    return made;
}

Result<Value> next_counted(Runtime& rt, View self) {
    auto* it = self.as<Count>();
    TRY(rt.charge(1));
    Value current = it->current, increment = it->increment;
    if (current.is_unbound()) return current;
    if (current.is_int() && increment == View::small_int(1) && current.as_int() < kSmallIntMax)
        it->current = View::small_int(current.as_int() + 1);
    else
        it->current = TRY(binary(rt, BinaryOp::add, current, increment));
    return current;
}

Result<Value> repr_count(Runtime& rt, View self) {
    auto* it = self.as<Count>();
    Value current = it->current, increment = it->increment;
    Ref<Str> from = TRY(repr(rt, current));
    std::string text = std::string(short_type_name(self.object()->type())) + "(" + std::string(from->text());
    if (increment != View::small_int(1)) {
        Ref<Str> by = TRY(repr(rt, increment));
        text += ", " + std::string(by->text());
    }
    return rt.str(text + ")");
}

// ---- cycle

struct Cycle : Object {
    Value iterator, saved;
    std::size_t index;
    template <typename F>
    void each_field(F&& f) {
        f(iterator);
        f(saved);
    }
};

Result<Value> new_cycle(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[1]));
    Ref<List> saved = TRY(new_list(rt));
    Ref<Cycle> made = TRY(new_with_fields<Cycle>(rt, type));
    made->iterator = iterator;
    made->saved = saved;
    return made;
}

Result<Value> next_in_cycle(Runtime& rt, View self) {
    auto* it = self.as<Cycle>();
    if (it->saved.is_unbound()) return Value();
    Ref<List> saved(View(it->saved).as<List>());
    if (!it->iterator.is_unbound()) {
        Value item = TRY(step(rt, it->iterator));
        if (!item.is_unbound()) {
            TRY(list_append(rt, saved.get(), item));
            return item;
        }
        it->iterator = Value();
    }
    TRY(rt.charge(1));
    if (!saved->size) return Value();
    Value item = saved->items[it->index];
    if (++it->index >= saved->size) it->index = 0;
    return item;
}

// ---- dropwhile, takewhile, filterfalse, starmap: a function over an iterator

struct Filter : Object {
    Value function, iterator;
    bool decided;  // dropwhile: passes everything on; takewhile: ended
    template <typename F>
    void each_field(F&& f) {
        f(function);
        f(iterator);
    }
};

Result<Value> new_filter(Runtime& rt, Type* type, Args args) {
    Value iterator = TRY(iter(rt, args[2]));
    Ref<Filter> made = TRY(new_with_fields<Filter>(rt, type));
    made->function = Value(args[1]);
    made->iterator = iterator;
    return made;
}

Result<Value> next_after_drop(Runtime& rt, View self) {
    auto* it = self.as<Filter>();
    for (;;) {
        Value item = TRY(step(rt, it->iterator));
        if (item.is_unbound() || it->decided) return item;
        Value function = it->function;
        if (TRY(truth(rt, TRY(call(rt, function, {item}))))) continue;
        it->decided = true;
        return item;
    }
}

Result<Value> next_taken(Runtime& rt, View self) {
    auto* it = self.as<Filter>();
    if (it->decided) return Value();
    Value item = TRY(step(rt, it->iterator));
    if (item.is_unbound()) return item;
    Value function = it->function;
    if (TRY(truth(rt, TRY(call(rt, function, {item}))))) return item;
    it->decided = true;
    return Value();
}

Result<Value> next_filtered_false(Runtime& rt, View self) {
    auto* it = self.as<Filter>();
    for (;;) {
        Value item = TRY(step(rt, it->iterator));
        if (item.is_unbound()) return item;
        Value function = it->function;
        bool plain = function.is_none() || function == View(static_cast<const Object*>(rt.types.bool_));
        if (!TRY(truth(rt, plain ? item : TRY(call(rt, function, {item}))))) return item;
    }
}

Result<Value> next_starred(Runtime& rt, View self) {
    auto* it = self.as<Filter>();
    Value item = TRY(step(rt, it->iterator));
    if (item.is_unbound()) return item;
    Value function = it->function;
    Ref<Tuple> arguments = as_tuple(item) ? Ref<Tuple>(as_tuple(item)) : TRY(tuple_from(rt, item));
    return call(rt, function, Arguments{.values = arguments->items, .count = arguments->size, .names = nullptr});
}

// ---- islice

struct Islice : Object {
    Value iterator;
    std::int64_t position, following, stop, step;  // stop < 0: none
    template <typename F>
    void each_field(F&& f) {
        f(iterator);
    }
};

/// The bound's value, -1 where it is no such integer.
std::int64_t bound(Runtime& rt, View value, bool& raised) {
    Result<std::int64_t> n = index_to_int64(rt, value);
    raised = false;
    if (!n.raised()) return n.value();
    if (rt.stopping()) raised = true;
    else rt.take_exception();
    return -1;
}

Result<Value> construct_islice(Runtime& rt, Type* type, const Arguments& a) {
    if (a.names && a.names->size) return rt.raise(TypeError, "islice() takes no keyword arguments");
    if (a.count < 2) return rt.raise(TypeError, "islice expected at least 2 arguments, got %zu", a.count);
    if (a.count > 4) return rt.raise(TypeError, "islice expected at most 4 arguments, got %zu", a.count);
    constexpr const char* kStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    std::int64_t start = 0, stop = -1, step = 1;
    bool raised = false;
    View last = a[a.count == 2 ? 1 : 2];
    if (a.count > 2 && !a[1].is_none()) start = bound(rt, a[1], raised);
    if (raised) return Raised{};
    if (!last.is_none()) {
        stop = bound(rt, last, raised);
        if (raised) return Raised{};
        if (stop == -1) return rt.raise(ValueError, "%s", kStop);
    }
    if (start < 0 || stop < -1)
        return rt.raise(ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (a.count == 4 && !a[3].is_none()) step = bound(rt, a[3], raised);
    if (raised) return Raised{};
    if (step < 1) return rt.raise(ValueError, "Step for islice() must be a positive integer or None.");
    Value iterator = TRY(iter(rt, a[0]));
    Ref<Islice> made = TRY(new_with_fields<Islice>(rt, type));
    made->iterator = iterator;
    made->following = start;
    made->stop = stop;
    made->step = step;
    return made;
}

Result<Value> next_in_slice(Runtime& rt, View self) {
    auto* it = self.as<Islice>();
    while (it->position < it->following) {
        Value skipped = TRY(step(rt, it->iterator));
        if (skipped.is_unbound()) {
            it->iterator = Value();
            return skipped;
        }
        ++it->position;
    }
    Value item;
    if (it->stop < 0 || it->position < it->stop) item = TRY(step(rt, it->iterator));
    if (item.is_unbound()) {
        it->iterator = Value();
        return item;
    }
    ++it->position;
    std::int64_t following;
    if (__builtin_add_overflow(it->following, it->step, &following) || (it->stop >= 0 && following > it->stop))
        following = it->stop >= 0 ? it->stop : INT64_MAX;
    it->following = following;
    return item;
}

// ---- repeat

struct Repeat : Object {
    Value item;
    std::int64_t left;  // negative: for ever
    template <typename F>
    void each_field(F&& f) {
        f(item);
    }
};

Result<Value> new_repeat(Runtime& rt, Type* type, Args args) {
    std::int64_t times = -1;
    if (args.given(2)) {
        times = TRY(args.size(2));
        if (times < 0) times = 0;
    }
    Ref<Repeat> made = TRY(new_with_fields<Repeat>(rt, type));
    made->item = Value(args[1]);
    made->left = times;
    return made;
}

Result<Value> next_repeated(Runtime& rt, View self) {
    auto* it = self.as<Repeat>();
    TRY(rt.charge(1));
    if (!it->left) return Value();
    if (it->left > 0) --it->left;
    return it->item;
}

Result<Value> repr_repeat(Runtime& rt, View self) {
    auto* it = self.as<Repeat>();
    Value item = it->item;
    Ref<Str> shown = TRY(repr(rt, item));
    std::string text = std::string(short_type_name(self.object()->type())) + "(" + std::string(shown->text());
    if (it->left >= 0) text += ", " + std::to_string(it->left);
    return rt.str(text + ")");
}

Result<Value> hint_repeat(Runtime& rt, Args args) {
    auto* it = args.self<Repeat>();
    if (it->left < 0) return rt.raise(TypeError, "len() of unsized object");
    return rt.integer(it->left);
}

constexpr FunctionDef repeat_methods[] = {{"__length_hint__(self, /)", hint_repeat, "Private method returning an estimate of len(list(it))."}};

// ---- zip_longest

struct ZipLongest : Object {
    Value iterators;  // a tuple; Unbound items are exhausted
    Value fill;
    std::size_t active;
    template <typename F>
    void each_field(F&& f) {
        f(iterators);
        f(fill);
    }
};

Result<Value> construct_zip_longest(Runtime& rt, Type* type, const Arguments& a) {
    Value fill = View::none();
    if (a.names && a.names->size) {
        if (a.names->size > 1 || View(a.names->items[0]).as<Str>()->text() != "fillvalue")
            return rt.raise(TypeError, "zip_longest() got an unexpected keyword argument");
        fill = Value(a[a.count]);
    }
    Ref<Tuple> iterators = TRY(new_tuple(rt, a.count));
    for (std::size_t n = 0; n < a.count; ++n) iterators->items[n] = TRY(iter(rt, a[n]));
    Ref<ZipLongest> made = TRY(new_with_fields<ZipLongest>(rt, type));
    made->iterators = iterators;
    made->fill = fill;
    made->active = a.count;
    return made;
}

Result<Value> next_zipped_longest(Runtime& rt, View self) {
    auto* it = self.as<ZipLongest>();
    if (it->iterators.is_unbound() || !it->active) return Value();
    Ref<Tuple> iterators(View(it->iterators).as<Tuple>());
    Value fill = it->fill;
    Ref<Tuple> items = TRY(new_tuple(rt, iterators->size));
    for (std::size_t n = 0; n < iterators->size; ++n) {
        Result<Value> item = step(rt, iterators->items[n]);
        if (item.raised()) {
            it->active = 0;
            return Raised{};
        }
        if (item.value().is_unbound()) {
            if (!iterators->items[n].is_unbound()) {
                // Another step of the same object may have ended everything meanwhile.
                if (it->active) --it->active;
                if (!it->active) return Value();
                iterators->items[n] = Value();
            }
            items->items[n] = fill;
        } else {
            items->items[n] = item.take();
        }
    }
    return items;
}

template <typename T>
constexpr TypeSlots with_repr(UnarySlot next, UnarySlot repr) {
    TypeSlots slots = iterator_slots<T>(next);
    slots.repr = repr;
    return slots;
}

template <typename T>
constexpr TypeSlots with_construct(UnarySlot next, Result<Value> (*construct)(Runtime&, Type*, const Arguments&)) {
    TypeSlots slots = iterator_slots<T>(next);
    slots.construct = construct;
    return slots;
}

}  // namespace

const TypeDef accumulate_type{.name = "accumulate", .module = "itertools", .doc = "Return series of accumulated sums.", .kind = Kind::iterator,
                              .size = sizeof(Accumulate), .flags = kFlags, .construct_signature = "(iterable, func=None, *, initial=None)",
                              .construct_bound = new_accumulate, .slots = iterator_slots<Accumulate>(next_accumulated)};
const TypeDef chain_type{.name = "chain", .module = "itertools", .doc = "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
                         .kind = Kind::iterator, .size = sizeof(Chain), .flags = kFlags, .construct_signature = "(*iterables)",
                         .construct_bound = new_chain, .slots = iterator_slots<Chain>(next_chained), .methods = chain_methods};
const TypeDef compress_type{.name = "compress", .module = "itertools", .doc = "Return data elements corresponding to true selector elements.",
                            .kind = Kind::iterator, .size = sizeof(Compress), .flags = kFlags, .construct_signature = "(data, selectors)",
                            .construct_bound = new_compress, .slots = iterator_slots<Compress>(next_compressed)};
const TypeDef count_type{.name = "count", .module = "itertools", .doc = "Return a count object whose .__next__() method returns consecutive values.",
                         .kind = Kind::iterator, .size = sizeof(Count), .flags = kFlags, .construct_signature = "(start=0, step=1)",
                         .construct_bound = new_count, .slots = with_repr<Count>(next_counted, repr_count)};
const TypeDef cycle_type{.name = "cycle", .module = "itertools", .doc = "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
                         .kind = Kind::iterator, .size = sizeof(Cycle), .flags = kFlags, .construct_signature = "(iterable, /)",
                         .construct_bound = new_cycle, .slots = iterator_slots<Cycle>(next_in_cycle)};
const TypeDef dropwhile_type{.name = "dropwhile", .module = "itertools", .doc = "Drop items from the iterable while predicate(item) is true.",
                             .kind = Kind::iterator, .size = sizeof(Filter), .flags = kFlags, .construct_signature = "(predicate, iterable, /)",
                             .construct_bound = new_filter, .slots = iterator_slots<Filter>(next_after_drop)};
const TypeDef filterfalse_type{.name = "filterfalse", .module = "itertools", .doc = "Return those items of iterable for which function(item) is false.",
                               .kind = Kind::iterator, .size = sizeof(Filter), .flags = kFlags, .construct_signature = "(function, iterable, /)",
                               .construct_bound = new_filter, .slots = iterator_slots<Filter>(next_filtered_false)};
const TypeDef islice_type{.name = "islice", .module = "itertools", .doc = "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object",
                          .kind = Kind::iterator, .size = sizeof(Islice), .flags = kFlags,
                          .slots = with_construct<Islice>(next_in_slice, construct_islice)};
const TypeDef repeat_type{.name = "repeat", .module = "itertools", .doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.",
                          .kind = Kind::iterator, .size = sizeof(Repeat), .flags = kFlags, .construct_signature = "(object, times=<no value>)",
                          .construct_bound = new_repeat, .slots = with_repr<Repeat>(next_repeated, repr_repeat), .methods = repeat_methods};
const TypeDef starmap_type{.name = "starmap", .module = "itertools", .doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
                           .kind = Kind::iterator, .size = sizeof(Filter), .flags = kFlags, .construct_signature = "(function, iterable, /)",
                           .construct_bound = new_filter, .slots = iterator_slots<Filter>(next_starred)};
const TypeDef takewhile_type{.name = "takewhile", .module = "itertools", .doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
                             .kind = Kind::iterator, .size = sizeof(Filter), .flags = kFlags, .construct_signature = "(predicate, iterable, /)",
                             .construct_bound = new_filter, .slots = iterator_slots<Filter>(next_taken)};
const TypeDef zip_longest_type{.name = "zip_longest", .module = "itertools", .doc = "Return a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.",
                               .kind = Kind::iterator, .size = sizeof(ZipLongest), .flags = kFlags,
                               .text_signature = "(*iterables, fillvalue=None)",
                               .slots = with_construct<ZipLongest>(next_zipped_longest, construct_zip_longest)};

}  // namespace ouro::itertools
