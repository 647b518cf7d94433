// SPDX-License-Identifier: MIT
// The module `array`: sequences whose items are numbers or characters of one machine format, packed. Converting a number may run script
// code that changes the array, so every item is converted first and its place looked up after.
#include <algorithm>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/array_items.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

struct Array : Object {
    char* data;
    std::size_t size, capacity;  // items, bytes
    const ArrayItemType* item;
    std::uint32_t exports;  // buffers borrowed: the size cannot change

    bool is_text() const { return item->code == 'u' || item->code == 'w'; }
    std::size_t bytes() const { return size * item->size; }
    char* at(std::size_t n) { return data + n * item->size; }
};

const char kReconstructorKey = 0;
extern const TypeDef array_type;

Array* array_of(Args args) { return args.self<Array>(); }

Array* as_array(Runtime& rt, View value) {
    auto found = rt.native_types.find(&array_type);
    return found != rt.native_types.end() && is_subtype(rt.type_of(value), found->second) ? value.as<Array>() : nullptr;
}

// ---- items

void put(Array* array, std::size_t n, std::uint64_t bits) { std::memcpy(array->at(n), &bits, array->item->size); }  // little-endian

Result<Value> item_at(Runtime& rt, Array* array, std::size_t n) { return unpack_array_item(rt, array->item->code, array->at(n)); }

// ---- size

Result<void> resize(Runtime& rt, Array* array, std::size_t size) {
    if (size == array->size) return {};
    if (array->exports) return rt.raise(BufferError, "cannot resize an array that is exporting buffers");
    if (size > PTRDIFF_MAX / array->item->size) return rt.raise_memory_error();
    std::size_t bytes = size * array->item->size;
    if (bytes > array->capacity) {
        std::size_t capacity = bytes + (array->capacity ? bytes / 8 + 64 : 0);
        void* data = rt.heap.resize_raw(array->data, array->capacity, capacity);
        if (!data) return rt.raise_memory_error();
        array->data = static_cast<char*>(data);
        array->capacity = capacity;
    }
    array->size = size;
    return {};
}

/// Makes room for, or takes out, items at a place: [at, at + removed) becomes `added` items, which the caller fills.
Result<void> splice(Runtime& rt, Array* array, std::size_t at, std::size_t removed, std::size_t added) {
    std::size_t tail = array->size - at - removed, size = array->size - removed + added, item = array->item->size;
    if (added == removed) return {};
    if (array->exports) return rt.raise(BufferError, "cannot resize an array that is exporting buffers");
    TRY(rt.charge(static_cast<std::int64_t>(tail * item / 64)));
    if (added > removed) TRY(resize(rt, array, size));
    if (tail) std::memmove(array->at(at + added), array->at(at + removed), tail * item);
    if (added < removed) TRY(resize(rt, array, size));
    return {};
}

Result<Ref<Array>> allocate(Runtime& rt, Type* type, const ArrayItemType* item, std::size_t size = 0) {
    auto* made = rt.allocate<Array>(type);
    if (!made) return rt.raise_memory_error();
    made->data = nullptr;
    made->size = made->capacity = 0;
    made->item = item;
    made->exports = 0;
    Ref<Array> array = Ref<Array>::adopt(made);
    TRY(resize(rt, made, size));
    return array;
}

Result<Ref<Array>> new_array(Runtime& rt, const ArrayItemType* item, std::size_t size) { return allocate(rt, TRY(native_type(rt, array_type)), item, size); }

Result<void> append(Runtime& rt, Array* array, View value) {
    std::uint64_t bits = TRY(pack_array_item(rt, array->item->code, value));
    TRY(resize(rt, array, array->size + 1));
    put(array, array->size - 1, bits);
    return {};
}

Result<void> append_bytes(Runtime& rt, Array* array, std::string_view bytes) {
    std::size_t item = array->item->size, old = array->bytes();
    if (bytes.size() % item) return rt.raise(ValueError, "bytes length not a multiple of item size");
    TRY(rt.charge(static_cast<std::int64_t>(bytes.size() / 64)));
    TRY(resize(rt, array, array->size + bytes.size() / item));
    if (!bytes.empty()) std::memcpy(array->data + old, bytes.data(), bytes.size());
    return {};
}

Result<void> append_text(Runtime& rt, Array* array, Str* text) {
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 16)));
    std::size_t at = array->size;
    TRY(resize(rt, array, at + text->length()));
    for (CharReader reader(text->text()); !reader.done();) put(array, at++, reader.next());
    return {};
}

Result<void> extend(Runtime& rt, Array* array, View items) {
    if (Array* other = as_array(rt, items)) {
        if (other->item != array->item) return rt.raise(TypeError, "can only extend with array of same kind");
        std::size_t old = array->bytes(), more = other->bytes();
        TRY(rt.charge(static_cast<std::int64_t>(more / 64)));
        TRY(resize(rt, array, array->size + other->size));
        if (more) std::memcpy(array->data + old, other->data, more);
        return {};
    }
    return for_each(rt, items, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        TRY(append(rt, array, item));
        return true;
    });
}

// ---- making

Result<const ArrayItemType*> type_of_code(Runtime& rt, View code, const char* function, int position) {
    Str* text = as_str(code);
    if (!text || text->length() != 1) return rt.raise(TypeError, "%s() argument %d must be a unicode character, not %s", function, position, type_name(rt, code));
    return array_item_type(CharReader(text->text()).next());
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.names && type == TRY(native_type(rt, array_type))) return rt.raise(TypeError, "array.array() takes no keyword arguments");
    if (arguments.count < 1) return rt.raise(TypeError, "array() takes at least 1 argument (0 given)");
    if (arguments.count > 2) return rt.raise(TypeError, "array() takes at most 2 arguments (%zu given)", arguments.count);
    const ArrayItemType* item = TRY(type_of_code(rt, arguments[0], "array", 1));
    Value initial = arguments.count > 1 ? Value(arguments[1]) : Value();
    bool is_text = item && (item->code == 'u' || item->code == 'w');
    if (item && item->code == 'u' && rt.hooks.warn)
        TRY(rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str("The 'u' type code is deprecated and will be removed in Python 3.16")), 1, View::none()));
    if (item && !is_text && !initial.is_unbound()) {
        Array* other = as_array(rt, initial);
        if (is_kind(initial, Kind::str)) return rt.raise(TypeError, "cannot use a str to initialize an array with typecode '%c'", item->code);
        if (other && other->is_text()) return rt.raise(TypeError, "cannot use a unicode array to initialize an array with typecode '%c'", item->code);
    }
    if (!item) return rt.raise(ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    Ref<Array> array = TRY(allocate(rt, type, item));
    if (initial.is_unbound()) return array;
    if (is_kind(initial, Kind::bytes) || is_kind(initial, Kind::bytearray)) {
        BufferGuard buffer(rt, initial);
        if (buffer.raised()) return Raised{};
        TRY(append_bytes(rt, array.get(), buffer.text()));
    } else if (Str* text = as_str(initial)) {
        TRY(append_text(rt, array.get(), text));
    } else if (Array* other = as_array(rt, initial); other && other->item != item) {
        for (std::size_t n = 0; n < other->size; ++n) {
            TRY(rt.charge(1));
            TRY(append(rt, array.get(), TRY(item_at(rt, other, n))));
        }
    } else {
        TRY(extend(rt, array.get(), initial));
    }
    return array;
}

/// Reads items that another machine may have written.
Result<Value> reconstruct(Runtime& rt, Args args) {
    Type* type = as_type(args[0]);
    if (!type) return rt.raise(TypeError, "first argument must be a type object, not %s", type_name(rt, args[0]));
    const ArrayItemType* item = TRY(type_of_code(rt, args[1], "_array_reconstructor", 2));
    std::int64_t format = TRY(args.small_integer(2));
    Type* base = TRY(native_type(rt, array_type));
    if (!is_subtype(type, base)) return rt.raise(TypeError, "%s is not a subtype of %s", type_name(type), type_name(base));
    if (!item) return rt.raise(ValueError, "second argument must be a valid type code");
    if (format < 0 || format > 21) return rt.raise(ValueError, "third argument must be a valid machine format code.");
    if (!is_kind(args[3], Kind::bytes)) return rt.raise(TypeError, "fourth argument should be bytes, not %s", type_name(rt, args[3]));
    std::string_view bytes = args[3].as<Bytes>()->text();
    // Formats 0 and 1 are bytes; then come pairs of little- and big-endian ones.
    static constexpr std::uint8_t kSizes[] = {1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 8, 8, 2, 2, 4, 4};
    std::size_t size = kSizes[format];
    bool swapped = format > 1 && format % 2;
    if (bytes.size() % size) return rt.raise(ValueError, format > 17 ? "string length not a multiple of item size" : "bytes length not a multiple of item size");
    std::int64_t little = format > 1 ? format & ~std::int64_t{1} : format;
    // 18 is UTF-16, which no item type of ours is; an integer format may belong to a type code of another width.
    if (little == 18 || little == 20) {
        Value text = TRY(decode_bytes(rt, bytes, little == 18 ? swapped ? "utf-16-be" : "utf-16-le" : swapped ? "utf-32-be" : "utf-32-le", "strict"));
        Ref<Array> array = TRY(allocate(rt, type, item));
        if (!array->is_text()) return rt.raise(TypeError, "cannot use a str to initialize an array with typecode '%c'", item->code);
        TRY(append_text(rt, array.get(), text.as<Str>()));
        return array;
    }
    // Integers of another width or order than the type code's make an array of the type that fits them.
    char code = item->code;
    if (item->machine_format != format) {
        const ArrayItemType* stored = array_item_type_of_format(little);
        code = stored->code;
        if (little < 14) item = stored;
    }
    TRY(rt.charge(static_cast<std::int64_t>(bytes.size() / size)));
    Ref<Array> array = TRY(allocate(rt, type, item));
    for (std::size_t n = 0; n < bytes.size(); n += size) {
        char raw[8];
        for (std::size_t i = 0; i < size; ++i) raw[i] = bytes[n + (swapped ? size - 1 - i : i)];
        TRY(append(rt, array.get(), TRY(unpack_array_item(rt, code, raw))));
    }
    return array;
}

// ---- as a sequence

Result<Value> get_item(Runtime& rt, View self, View given) {
    auto* array = self.as<Array>();
    Value key = TRY(settled_key(rt, given));
    if (is_kind(key, Kind::slice)) {
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(array->size)));
        auto count = static_cast<std::size_t>(range.count);
        TRY(rt.charge(range.count / 16));
        Ref<Array> part = TRY(new_array(rt, array->item, count));
        for (std::size_t n = 0; n < count; ++n)
            std::memcpy(part->at(n), array->at(static_cast<std::size_t>(range.start + static_cast<std::int64_t>(n) * range.step)), array->item->size);
        return part;
    }
    if (!is_integer(key)) return rt.raise(TypeError, "array indices must be integers");
    std::int64_t at = TRY(index_to_int64(rt, key)), size = static_cast<std::int64_t>(array->size);
    if (at < 0) at += size;
    if (at < 0 || at >= size) return rt.raise(IndexError, "array index out of range");
    return item_at(rt, array, static_cast<std::size_t>(at));
}

Result<void> set_slice(Runtime& rt, Array* array, Slice* slice, View value) {
    Ref<Array> source;
    if (!value.is_unbound()) {
        Array* other = as_array(rt, value);
        if (!other) return rt.raise(TypeError, "can only assign array (not \"%s\") to array slice", type_name(rt, value));
        if (other->item != array->item) return rt.raise(TypeError, "bad argument type for built-in operation");
        source = Ref<Array>(other);
        if (other == array) {
            source = TRY(new_array(rt, array->item, other->size));
            if (other->size) std::memcpy(source->data, other->data, other->bytes());
        }
    }
    SliceRange range = TRY(slice_range(rt, slice, static_cast<std::int64_t>(array->size)));
    std::size_t item = array->item->size, needed = source ? source->size : 0;
    TRY(rt.charge(static_cast<std::int64_t>((needed + static_cast<std::size_t>(range.count)) / 16)));
    if (range.step == 1) {
        auto start = static_cast<std::size_t>(range.start);
        TRY(splice(rt, array, start, static_cast<std::size_t>(range.count), needed));
        if (needed) std::memcpy(array->at(start), source->data, needed * item);
        return {};
    }
    if (!source) {
        if (!range.count) return {};
        if (array->exports) return rt.raise(BufferError, "cannot resize an array that is exporting buffers");
        if (range.step < 0) {
            range.start += (range.count - 1) * range.step;
            range.step = -range.step;
        }
        // What lies between two deleted items moves down as one piece.
        std::size_t to = static_cast<std::size_t>(range.start);
        for (std::int64_t n = 0; n < range.count; ++n) {
            auto from = static_cast<std::size_t>(range.start + n * range.step) + 1;
            std::size_t end = n + 1 < range.count ? from + static_cast<std::size_t>(range.step) - 1 : array->size;
            std::memmove(array->at(to), array->at(from), (end - from) * item);
            to += end - from;
        }
        return resize(rt, array, to);
    }
    if (static_cast<std::int64_t>(needed) != range.count)
        return rt.raise(ValueError, "attempt to assign array of size %zu to extended slice of size %lld", needed, static_cast<long long>(range.count));
    for (std::int64_t n = 0; n < range.count; ++n) std::memcpy(array->at(static_cast<std::size_t>(range.start + n * range.step)), source->at(static_cast<std::size_t>(n)), item);
    return {};
}

Result<void> set_item(Runtime& rt, View self, View given, View value) {
    auto* array = self.as<Array>();
    Value key = TRY(settled_key(rt, given));
    if (is_kind(key, Kind::slice)) return set_slice(rt, array, key.as<Slice>(), value);
    if (!is_integer(key)) return rt.raise(TypeError, "array indices must be integers");
    std::int64_t at = TRY(index_to_int64(rt, key));
    if (at < 0) at += static_cast<std::int64_t>(array->size);
    auto outside = [&] { return at < 0 || at >= static_cast<std::int64_t>(array->size); };
    if (outside()) return rt.raise(IndexError, "array assignment index out of range");
    if (value.is_unbound()) return splice(rt, array, static_cast<std::size_t>(at), 1, 0);
    std::uint64_t bits = TRY(pack_array_item(rt, array->item->code, value));
    if (outside()) return rt.raise(IndexError, "array assignment index out of range");
    put(array, static_cast<std::size_t>(at), bits);
    return {};
}

Result<Value> concatenate(Runtime& rt, View a, View b) {
    Array* left = as_array(rt, a);
    if (!left) return View::not_implemented();
    Array* right = as_array(rt, b);
    if (!right) return rt.raise(TypeError, "can only append array (not \"%s\") to array", type_name(rt, b));
    if (left->item != right->item) return rt.raise(TypeError, "bad argument type for built-in operation");
    TRY(rt.charge(static_cast<std::int64_t>((left->bytes() + right->bytes()) / 64)));
    Ref<Array> both = TRY(new_array(rt, left->item, left->size + right->size));
    if (left->size) std::memcpy(both->data, left->data, left->bytes());
    if (right->size) std::memcpy(both->data + left->bytes(), right->data, right->bytes());
    return both;
}

Result<Value> concatenate_in_place(Runtime& rt, View self, View other) {
    if (!as_array(rt, other)) return rt.raise(TypeError, "can only extend with array (not \"%s\")", type_name(rt, other));
    TRY(extend(rt, self.as<Array>(), other));
    return Value(self);
}

/// The items of `from` so many times, into an array that may be the same.
Result<void> repeat_into(Runtime& rt, Array* to, std::size_t bytes, std::size_t size, std::size_t times) {
    TRY(resize(rt, to, size * times));
    TRY(rt.charge(static_cast<std::int64_t>(bytes * times / 64)));
    for (std::size_t n = 1; n < times && bytes; ++n) std::memcpy(to->data + n * bytes, to->data, bytes);
    return {};
}

Result<std::size_t> times_of(Runtime& rt, View times, std::size_t size) {
    std::int64_t n = TRY(repeat_count(rt, times));
    if (n <= 0) return std::size_t{0};
    std::size_t all;
    if (__builtin_mul_overflow(static_cast<std::size_t>(n), size, &all)) return rt.raise_memory_error();
    return static_cast<std::size_t>(n);
}

Result<Value> multiply(Runtime& rt, View a, View b) {
    Array* array = as_array(rt, a);
    View factor = array ? b : a;
    if (!array) array = b.as<Array>();
    if (!is_integer(factor) && !rt.type_of(factor)->slots.index) return View::not_implemented();
    std::size_t times = TRY(times_of(rt, factor, array->size));
    std::size_t bytes = array->bytes(), all;
    if (__builtin_mul_overflow(bytes, times, &all) || all > PTRDIFF_MAX) return rt.raise_memory_error();
    Ref<Array> made = TRY(new_array(rt, array->item, times ? array->size : 0));
    if (made->size) std::memcpy(made->data, array->data, bytes);
    TRY(repeat_into(rt, made.get(), bytes, array->size, times));
    return made;
}

Result<Value> multiply_in_place(Runtime& rt, View self, View factor) {
    if (!is_integer(factor) && !rt.type_of(factor)->slots.index) return View::not_implemented();
    auto* array = self.as<Array>();
    std::size_t times = TRY(times_of(rt, factor, array->size));
    TRY(repeat_into(rt, array, array->bytes(), array->size, times));
    return Value(self);
}

Result<Value> compare_arrays(Runtime& rt, View a, View b, CompareOp op) {
    Array *x = as_array(rt, a), *y = as_array(rt, b);
    if (!x || !y) return View::not_implemented();
    if (x->size != y->size && (op == CompareOp::eq || op == CompareOp::ne)) return View::boolean(op == CompareOp::ne);
    std::size_t both = std::min(x->size, y->size);
    bool by_bytes = x->item == y->item && !x->is_text() && x->item->code != 'f' && x->item->code != 'd';
    for (std::size_t n = 0; n < both; ++n) {
        TRY(rt.charge(1));
        if (by_bytes && !std::memcmp(x->at(n), y->at(n), x->item->size)) continue;
        Value left = TRY(item_at(rt, x, n)), right = TRY(item_at(rt, y, n));
        if (TRY(compare_truth(rt, left, right, CompareOp::eq))) continue;
        if (op == CompareOp::eq || op == CompareOp::ne) return View::boolean(op == CompareOp::ne);
        return compare(rt, left, right, op);
    }
    return View::boolean(order_holds(x->size < y->size ? -1 : x->size > y->size, op));
}

/// Where an item equal to the value stands in [start, stop), or -1. The comparison may change the array.
Result<std::ptrdiff_t> find(Runtime& rt, Array* array, View value, std::ptrdiff_t start = 0, std::ptrdiff_t stop = PTRDIFF_MAX) {
    for (std::ptrdiff_t n = start; n < stop && n < static_cast<std::ptrdiff_t>(array->size); ++n) {
        TRY(rt.charge(1));
        Value item = TRY(item_at(rt, array, static_cast<std::size_t>(n)));
        if (TRY(equal(rt, item, value))) return n;
    }
    return -1;
}

Result<Ref<List>> to_list(Runtime& rt, Array* array) {
    TRY(rt.charge(static_cast<std::int64_t>(array->size)));
    Ref<List> list = TRY(new_list(rt, array->size));
    for (std::size_t n = 0; n < array->size; ++n) TRY(list_append(rt, list.get(), TRY(item_at(rt, array, n))));
    return list;
}

Result<Value> to_text(Runtime& rt, Array* array) {
    if (array->item->code == 'w') return decode_bytes(rt, {array->data, array->bytes()}, "utf-32-le", "strict");
    TRY(rt.charge(static_cast<std::int64_t>(array->size / 4)));
    StrBuilder text(rt);
    for (std::size_t n = 0; n < array->size; ++n) TRY(text.append(TRY(item_at(rt, array, n)).as<Str>()));
    return TRY(text.take());
}

Result<Value> repr_slot(Runtime& rt, View self) {
    auto* array = self.as<Array>();
    std::string head = std::string(short_type_name(array->type())) + "('" + array->item->code + "'";
    if (!array->size) return rt.str(head + ")");
    Value items = array->is_text() ? TRY(to_text(rt, array)) : Value(TRY(to_list(rt, array)));
    StrBuilder text(rt);
    TRY(text.append(head));
    TRY(text.append(", "));
    TRY(text.append(TRY(repr(rt, items)).get()));
    TRY(text.append(")"));
    return TRY(text.take());
}

// ---- iterators

struct ArrayIterator : Object {
    Value array;  // Unbound once exhausted
    std::size_t index;
    void each_field(auto f) { f(array); }
};

Result<Value> next_item(Runtime& rt, View self) {
    auto* it = self.as<ArrayIterator>();
    if (it->array.is_unbound()) return Value();
    auto* array = View(it->array).as<Array>();
    if (it->index < array->size) return item_at(rt, array, it->index++);
    it->array = Value();
    return Value();
}

constexpr FunctionDef iterator_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<ArrayIterator>();
         Value iter_function(TRY(dict_get(rt, rt.builtins.get(), TRY(intern(rt, "iter")).get())));
         if (it->array.is_unbound()) return TRY(new_tuple(rt, {View(iter_function), TRY(new_tuple(rt, {View(rt.empty_tuple)}))}));
         return TRY(new_tuple(rt, {View(iter_function), TRY(new_tuple(rt, {View(it->array)})), TRY(rt.integer(static_cast<std::int64_t>(it->index)))}));
     },
     "Return state information for pickling."},
    {"__setstate__(self, state, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* it = args.self<ArrayIterator>();
         std::int64_t index = TRY(index_to_int64(rt, args[1]));
         if (!it->array.is_unbound()) it->index = std::min(static_cast<std::size_t>(std::max<std::int64_t>(index, 0)), View(it->array).as<Array>()->size);
         return View::none();
     },
     "Set state information for unpickling."},
};

const TypeDef iterator_type{.name = "arrayiterator",
                            .module = "array",
                            .size = sizeof(ArrayIterator),
                            .flags = Type::container | Type::disallow_construct | Type::immutable,
                            .slots = iterator_slots<ArrayIterator>(next_item),
                            .methods = iterator_methods};

// ---- methods

Result<Value> from_file(Runtime& rt, Args args) {
    std::ptrdiff_t count = TRY(args.size(2));
    auto item = static_cast<std::ptrdiff_t>(array_of(args)->item->size);
    if (count < 0) return rt.raise(ValueError, "negative count");
    if (count > PTRDIFF_MAX / item) return rt.raise_memory_error();
    Value bytes = TRY(call_method(rt, args[1], rt.names.read, {TRY(rt.integer(count * item))}));
    if (!is_kind(bytes, Kind::bytes)) return rt.raise(TypeError, "read() didn't return bytes");
    bool enough = static_cast<std::ptrdiff_t>(bytes.as<Bytes>()->size) == count * item;
    TRY(append_bytes(rt, array_of(args), bytes.as<Bytes>()->text()));
    if (!enough) return rt.raise(EOFError, "read() didn't return enough bytes");
    return View::none();
}

Result<Value> to_file(Runtime& rt, Args args) {
    constexpr std::size_t kBlock = 64 * 1024;
    Array* array = array_of(args);
    for (std::size_t at = 0; at < array->bytes(); at += kBlock) {
        Value block = TRY(new_bytes(rt, {array->data + at, std::min(kBlock, array->bytes() - at)}));
        TRY(call_method(rt, args[1], rt.names.write, {block}));
    }
    return View::none();
}

Result<Value> byteswap(Runtime& rt, Args args) {
    Array* array = array_of(args);
    TRY(rt.charge(static_cast<std::int64_t>(array->bytes() / 16)));
    for (std::size_t n = 0; n < array->size; ++n) std::reverse(array->at(n), array->at(n) + array->item->size);
    return View::none();
}

Result<Value> from_list(Runtime& rt, Args args) {
    List* list = as_list(args[1]);
    if (!list) return rt.raise(TypeError, "arg must be list");
    Array* array = array_of(args);
    std::size_t old = array->size, count = list->size;
    for (std::size_t n = 0; n < count; ++n) {
        TRY(rt.charge(1));
        Value item(list->items[n]);
        auto added = append(rt, array, item);
        if (!added.raised() && list->size != count) added = rt.raise(RuntimeError, "list changed size during iteration");
        if (added.raised()) {  // nothing was added then
            if (!array->exports && array->size > old) array->size = old;
            return Raised{};
        }
    }
    return View::none();
}

Result<Value> insert(Runtime& rt, Args args) {
    Array* array = array_of(args);
    std::int64_t at = TRY(index_to_int64(rt, args[1]));
    std::uint64_t bits = TRY(pack_array_item(rt, array->item->code, args[2]));
    auto size = static_cast<std::int64_t>(array->size);
    at = std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
    TRY(splice(rt, array, static_cast<std::size_t>(at), 0, 1));
    put(array, static_cast<std::size_t>(at), bits);
    return View::none();
}

Result<Value> pop(Runtime& rt, Args args) {
    Array* array = array_of(args);
    std::int64_t at = TRY(args.integer(1)), size = static_cast<std::int64_t>(array->size);
    if (!size) return rt.raise(IndexError, "pop from empty array");
    if (at < 0) at += size;
    if (at < 0 || at >= size) return rt.raise(IndexError, "pop index out of range");
    Value item = TRY(item_at(rt, array, static_cast<std::size_t>(at)));
    TRY(splice(rt, array, static_cast<std::size_t>(at), 1, 0));
    return item;
}

Result<Value> remove(Runtime& rt, Args args) {
    std::ptrdiff_t at = TRY(find(rt, array_of(args), args[1]));
    if (at < 0) return rt.raise(ValueError, "array.remove(x): x not in array");
    if (at < static_cast<std::ptrdiff_t>(array_of(args)->size)) TRY(splice(rt, array_of(args), static_cast<std::size_t>(at), 1, 0));
    return View::none();
}

Result<Value> index_of(Runtime& rt, Args args) {
    Array* array = array_of(args);
    std::ptrdiff_t bounds[2] = {0, PTRDIFF_MAX}, size = static_cast<std::ptrdiff_t>(array->size);
    for (std::size_t n = 0; n < 2; ++n)
        if (args.given(n + 2)) bounds[n] = TRY(slice_bound(rt, args[n + 2], false));
    for (std::ptrdiff_t& each : bounds)
        if (each < 0) each = std::max<std::ptrdiff_t>(each + size, 0);
    std::ptrdiff_t at = TRY(find(rt, array, args[1], bounds[0], bounds[1]));
    if (at < 0) return rt.raise(ValueError, "array.index(x): x not in array");
    return rt.integer(at);
}

Result<Value> count(Runtime& rt, Args args) {
    std::int64_t found = 0;
    for (std::ptrdiff_t at = 0; (at = TRY(find(rt, array_of(args), args[1], at))) >= 0; ++at) ++found;
    return rt.integer(found);
}

Result<Value> copied(Runtime& rt, Args args) {
    Array* array = array_of(args);
    TRY(rt.charge(static_cast<std::int64_t>(array->bytes() / 64)));
    Ref<Array> made = TRY(new_array(rt, array->item, array->size));
    if (array->size) std::memcpy(made->data, array->data, array->bytes());
    return made;
}

Result<Value> reduce(Runtime& rt, Args args) {
    Array* array = array_of(args);
    if (!is_integer(args[1])) return rt.raise(TypeError, "__reduce_ex__ argument should be an integer");
    std::int64_t protocol = TRY(args.integer(1));
    Value dict = TRY(find_attribute(rt, args[0], rt.names.dict_)), code = TRY(rt.str({&array->item->code, 1}));
    if (dict.is_unbound()) dict = View::none();
    View type(static_cast<const Object*>(array->type()));
    if (protocol < 3) return TRY(new_tuple(rt, {type, TRY(new_tuple(rt, {View(code), TRY(to_list(rt, array))})), View(dict)}));
    Value bytes = TRY(new_bytes(rt, {array->data, array->bytes()}));
    Ref<Tuple> arguments = TRY(new_tuple(rt, {type, View(code), View::small_int(array->item->machine_format), View(bytes)}));
    return TRY(new_tuple(rt, {View(rt.library[&kReconstructorKey]), View(arguments), View(dict)}));
}

constexpr FunctionDef array_methods[] = {
    {"append(self, v, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(append(rt, array_of(args), args[1]));
         return View::none();
     },
     "Append new value v to the end of the array."},
    {"buffer_info(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Array* array = array_of(args);
         Value address = TRY(rt.integer_unsigned(reinterpret_cast<std::uintptr_t>(array->data))), size = TRY(rt.integer(static_cast<std::int64_t>(array->size)));
         return TRY(new_tuple(rt, {View(address), View(size)}));
     },
     "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents."},
    {"byteswap(self, /)", byteswap, "Byteswap all items of the array."},
    {"clear(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(resize(rt, array_of(args), 0));
         return View::none();
     },
     "Remove all items from the array."},
    {"count(self, v, /)", count, "Return number of occurrences of v in the array."},
    {"extend(self, bb, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(extend(rt, array_of(args), args[1]));
         return View::none();
     },
     "Append items to the end of the array."},
    {"fromfile(self, f, n, /)", from_file, "Read n objects from the file object f and append them to the end of the array."},
    {"fromlist(self, list, /)", from_list, "Append items to array from list."},
    {"frombytes(self, buffer, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         BufferGuard buffer(rt, args[1]);
         if (buffer.raised()) return Raised{};
         if (buffer.view().item_size != 1) return rt.raise(TypeError, "a bytes-like object is required");
         TRY(append_bytes(rt, array_of(args), buffer.text()));
         return View::none();
     },
     "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method."},
    {"fromunicode(self, ustr, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Str* text = TRY(args.str(1));
         if (!array_of(args)->is_text()) return rt.raise(ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
         TRY(append_text(rt, array_of(args), text));
         return View::none();
     },
     "Extends this array with data from the unicode string ustr."},
    {"index(self, v, start=0, stop=9223372036854775807, /)", index_of, "Return index of first occurrence of v in the array."},
    {"insert(self, i, v, /)", insert, "Insert a new item v into the array before position i."},
    {"pop(self, i=-1, /)", pop, "Return the i-th element and delete it from the array."},
    {"remove(self, v, /)", remove, "Remove the first occurrence of v in the array."},
    {"reverse(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Array* array = array_of(args);
         TRY(rt.charge(static_cast<std::int64_t>(array->size / 8)));
         for (std::size_t i = 0, j = array->size; i + 1 < j; ++i) {
             --j;
             std::swap_ranges(array->at(i), array->at(i + 1), array->at(j));
         }
         return View::none();
     },
     "Reverse the order of the items in the array."},
    {"tobytes(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(rt.charge(static_cast<std::int64_t>(array_of(args)->bytes() / 64)));
         return new_bytes(rt, {array_of(args)->data, array_of(args)->bytes()});
     },
     "Convert the array to an array of machine values and return the bytes representation."},
    {"tofile(self, f, /)", to_file, "Write all items (as machine values) to the file object f."},
    {"tolist(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(to_list(rt, array_of(args))); }, "Convert array to an ordinary list with the same items."},
    {"tounicode(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (!array_of(args)->is_text()) return rt.raise(ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
         return to_text(rt, array_of(args));
     },
     "Convert the array to a unicode string."},
    {"__copy__(self, /)", copied, "Return a copy of the array."},
    {"__deepcopy__(self, unused, /)", copied, "Return a copy of the array."},
    {"__reduce_ex__(self, value, /)", reduce, "Return state information for pickling."},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(array_of(args)->type()->basic_size + array_of(args)->capacity)); },
     "Size of the array in memory, in bytes."},
    {"__class_getitem__(cls, object, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr PropertyDef array_properties[] = {
    {"typecode", [](Runtime& rt, View self) -> Result<Value> { return rt.str({&self.as<Array>()->item->code, 1}); }, nullptr, "the typecode character used to create the array"},
    {"itemsize", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<Array>()->item->size); }, nullptr, "the size, in bytes, of one array item"},
};

const TypeDef array_type{
    .name = "array",
    .module = "array",
    .doc = "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are packed values of the C type that typecode names: b B h H i I l L\n"
           "q Q are integers, f and d floats, u and w characters. The initializer is bytes, a list, or any iterable of such items.",
    .size = sizeof(Array),
    .flags = Type::base_type | Type::immutable | Type::weak_referable | Type::sequence_pattern,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* array = static_cast<Array*>(object);
                      rt.heap.free_raw(array->data, array->capacity);
                      rt.free_instance(object, sizeof(Array));
                  },
              .construct = construct,
              .repr = repr_slot,
              .compare = compare_arrays,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Array>()->size); },
              .contains = [](Runtime& rt, View self, View value) -> Result<bool> { return TRY(find(rt, self.as<Array>(), value)) >= 0; },
              .iter = [](Runtime& rt, View self) -> Result<Value> {
                  Ref<ArrayIterator> it = TRY(new_with_fields<ArrayIterator>(rt, TRY(native_type(rt, iterator_type))));
                  it->array = Value(self);
                  return it;
              },
              .get_item = get_item,
              .set_item = set_item,
              .binary = {concatenate, nullptr, multiply},
              .inplace = {concatenate_in_place, nullptr, multiply_in_place},
              .get_buffer =
                  [](Runtime&, View self, BufferView& view, int) -> Result<void> {
                      auto* array = self.as<Array>();
                      view.data = array->data;
                      view.size = array->bytes();
                      view.readonly = false;
                      view.item_size = array->item->size;
                      view.format = array->item->format;
                      view.owner = self;
                      ++array->exports;
                      return {};
                  },
              .release_buffer = [](Runtime&, View self, BufferView&) { --self.as<Array>()->exports; }},
    .methods = array_methods,
    .properties = array_properties,
};

constexpr FunctionDef reconstructor{"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", reconstruct, "Internal. Used for pickling support."};

Result<void> init(Runtime& rt, Module* module) {
    Value function = TRY(make_native_function(rt, reconstructor, TRY(rt.str("array"))));
    rt.library[&kReconstructorKey] = function;
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "_array_reconstructor")).get(), function));
    View type(TRY(native_type(rt, array_type)));
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "ArrayType")).get(), type));
    Value abc = TRY(rt.hooks.import(rt, TRY(intern(rt, "_collections_abc")).get(), rt.builtins.get(), View::none(), 0));
    Value sequence = TRY(get_attribute(rt, abc, TRY(intern(rt, "MutableSequence")).get()));
    TRY(call_method(rt, sequence, rt.names.register_word, {type}));
    std::string codes;
    for (const ArrayItemType& type : array_item_types()) codes += type.code;
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "typecodes")).get(), TRY(rt.str(codes)));
}

constexpr const TypeDef* types[] = {&array_type};

}  // namespace

extern const ModuleDef array_module;
const ModuleDef array_module{.name = "array",
                             .doc = "Sequences of numbers or characters of one machine format, packed: much like lists, but smaller.",
                             .types = types,
                             .init = init};

}  // namespace ouro
