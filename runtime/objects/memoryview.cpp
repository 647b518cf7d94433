// SPDX-License-Identifier: MIT
// memoryview: the bytes of another object as items of one native format, in one dimension or several (PEP 3118). A view of a view borrows
// from the object below; each has its own hold on it.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/half_float.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

using Extent = std::vector<std::int64_t>;  // one number for each dimension

struct MemoryView : Object {
    BufferView hold;      // on the object below
    Value base;           // that object; Unbound once released
    char* start;          // of the first item
    Extent shape, strides;
    std::size_t item_size;
    char format;
    bool readonly;
    std::uint32_t exports;           // buffers that others have of this view
    std::optional<std::int64_t> hash;  // once asked for, it outlives the hold
};

MemoryView* memory_of(View v) { return v.as<MemoryView>(); }

Result<MemoryView*> live(Runtime& rt, View self) {
    MemoryView* m = memory_of(self);
    if (m->base.is_unbound()) return rt.raise(ValueError, "operation forbidden on released memoryview object");
    return m;
}

std::int64_t item_count(const Extent& shape) {
    std::int64_t count = 1;
    for (std::int64_t n : shape) count *= n;
    return count;
}

Extent packed_strides(const Extent& shape, std::size_t item_size) {
    Extent strides(shape.size());
    auto step = static_cast<std::int64_t>(item_size);
    for (std::size_t n = shape.size(); n-- > 0;) {
        strides[n] = step;
        step *= shape[n];
    }
    return strides;
}

bool is_packed(const MemoryView* m, bool fortran = false) {
    auto step = static_cast<std::int64_t>(m->item_size);
    for (std::size_t i = 0; i < m->shape.size(); ++i) {
        std::size_t n = fortran ? i : m->shape.size() - 1 - i;
        if (m->shape[n] > 1 && m->strides[n] != step) return false;
        step *= m->shape[n];
    }
    return true;
}

/// Bytes of an item of a native format; 0 for what is none.
std::size_t size_of_format(char format) {
    switch (format) {
        case 'c': case 'b': case 'B': case '?': return 1;
        case 'h': case 'H': case 'e': return 2;
        case 'i': case 'I': case 'f': case 'w': return 4;
        case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'd': case 'P': return 8;
        default: return 0;
    }
}

/// A format as text that stays.
const char* format_text(char format) {
    static constexpr char kTexts[] = "c\0b\0B\0?\0h\0H\0e\0i\0I\0f\0l\0L\0q\0Q\0n\0N\0d\0P\0w";
    for (const char* each = kTexts; each < kTexts + sizeof kTexts; each += 2)
        if (*each == format) return each;
    return "B";
}

void let_go(Runtime& rt, MemoryView* m) {
    if (m->base.is_unbound()) return;
    Value base = std::exchange(m->base, Value());
    if (auto* slot = rt.type_of(base)->slots.release_buffer) slot(rt, base, m->hold);
    m->hold.owner = Value();
}

/// A view of an object, or another one of the object that a view shows.
Result<Ref<MemoryView>> view_of(Runtime& rt, View object) {
    bool again = is_kind(object, Kind::memoryview);
    MemoryView* other = again ? TRY(live(rt, object)) : nullptr;
    Value base(again ? View(other->base) : object);
    auto* slot = rt.type_of(base)->slots.get_buffer;
    if (!slot) return rt.raise(TypeError, "memoryview: a bytes-like object is required, not '%s'", type_name(rt, object));
    auto* m = rt.allocate<MemoryView>(rt.types.memoryview);
    if (!m) return rt.raise_memory_error();
    new (&m->hold) BufferView();
    new (&m->base) Value();
    new (&m->shape) Extent();
    new (&m->strides) Extent();
    new (&m->hash) std::optional<std::int64_t>();
    m->exports = 0;
    Ref<MemoryView> made = Ref<MemoryView>::adopt(m);
    TRY(slot(rt, base, m->hold, kReadBuffer));
    m->base = base;
    if (again) {
        m->start = other->start;
        m->shape = other->shape;
        m->strides = other->strides;
        m->item_size = other->item_size;
        m->format = other->format;
        m->readonly = other->readonly;
        return made;
    }
    m->start = m->hold.data;
    m->format = m->hold.format && size_of_format(*m->hold.format) == m->hold.item_size ? *m->hold.format : 'B';
    m->item_size = size_of_format(m->format);
    m->readonly = m->hold.readonly;
    m->shape = {static_cast<std::int64_t>(m->hold.size / m->item_size)};
    m->strides = {static_cast<std::int64_t>(m->item_size)};
    return made;
}

// ---- items

template <typename T>
T load(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

Result<Value> unpack(Runtime& rt, const MemoryView* m, const char* at) {
    switch (m->format) {
        case 'c': return new_bytes(rt, {at, 1});
        case '?': return View::boolean(*at != 0);
        case 'b': return View::small_int(load<std::int8_t>(at));
        case 'B': return View::small_int(load<std::uint8_t>(at));
        case 'h': return View::small_int(load<std::int16_t>(at));
        case 'H': return View::small_int(load<std::uint16_t>(at));
        case 'i': return View::small_int(load<std::int32_t>(at));
        case 'I': return View::small_int(load<std::uint32_t>(at));
        case 'l': case 'q': case 'n': return rt.integer(load<std::int64_t>(at));
        case 'L': case 'Q': case 'N': case 'P': return rt.integer_unsigned(load<std::uint64_t>(at));
        case 'e': return rt.real(half_to_double(load<std::uint16_t>(at)));
        case 'f': return rt.real(static_cast<double>(load<float>(at)));
        case 'd': return rt.real(load<double>(at));
        default: return rt.raise(NotImplementedError, "memoryview: format %c not supported", m->format);
    }
}

template <typename T>
void store(char* at, T value) {
    std::memcpy(at, &value, sizeof value);
}

/// An item's new bytes, in `out`.
Result<void> pack(Runtime& rt, char format, View value, char* out) {
    auto bad_type = [&] { return rt.raise(TypeError, "memoryview: invalid type for format '%c'", format); };
    auto bad_value = [&] { return rt.raise(ValueError, "memoryview: invalid value for format '%c'", format); };
    switch (format) {
        case 'c':
            if (!is_kind(value, Kind::bytes)) return bad_type();
            if (value.as<Bytes>()->size != 1) return bad_value();
            *out = value.as<Bytes>()->data[0];
            return {};
        case '?': *out = TRY(truth(rt, value)); return {};
        case 'e': case 'f': case 'd': {
            if (!is_float(value) && !is_integer(value) && !rt.type_of(value)->slots.to_float && !rt.type_of(value)->slots.index) return bad_type();
            double d = TRY(to_double(rt, value));
            if (format == 'd') store(out, d);
            else if (format == 'f') store(out, static_cast<float>(d));
            else {
                std::optional<std::uint16_t> half = double_to_half(d);
                if (!half) return rt.raise(OverflowError, "float too large to pack with e format");
                store(out, *half);
            }
            return {};
        }
        case 'w': return rt.raise(NotImplementedError, "memoryview: format %c not supported", format);
        default: break;
    }
    if (!is_integer(value) && !rt.type_of(value)->slots.index) return bad_type();
    Value exact = TRY(index(rt, value));
    std::size_t bits = size_of_format(format) * 8;
    bool is_signed = std::strchr("bhilqn", format) != nullptr;
    std::size_t used = bit_length(exact);
    if (sign_of(exact) < 0) {
        // The smallest value has one bit more than its negation fits.
        Value below = TRY(invert(rt, exact));
        if (!is_signed || bit_length(below) > bits - 1) return bad_value();
    } else if (used > bits - is_signed) {
        return bad_value();
    }
    std::int64_t small = 0;
    std::uint64_t raw;
    if (fits_int64(exact, small)) raw = static_cast<std::uint64_t>(small);
    else {
        Value low = TRY(binary(rt, BinaryOp::bit_and, exact, TRY(rt.integer(0xffffffff)))), high = TRY(binary(rt, BinaryOp::rshift, exact, View::small_int(32)));
        raw = static_cast<std::uint64_t>(low.as_int()) | static_cast<std::uint64_t>(high.as_int()) << 32;
    }
    std::memcpy(out, &raw, bits / 8);  // little-endian
    return {};
}

// ---- positions

Result<char*> position(Runtime& rt, MemoryView* m, View key, std::size_t dimension, char* from) {
    Value exact = TRY(index(rt, key));
    TRY(live(rt, View(m)));
    std::int64_t at, size = m->shape[dimension];
    if (!fits_int64(exact, at)) return rt.raise(IndexError, "cannot fit '%s' into an index-sized integer", type_name(rt, key));
    if (at < 0) at += size;
    if (at < 0 || at >= size) return rt.raise(IndexError, "index out of bounds on dimension %zu", dimension + 1);
    return from + at * m->strides[dimension];
}

bool is_position(Runtime& rt, View key) { return is_integer(key) || rt.type_of(key)->slots.index; }

/// The item that a tuple of positions names.
Result<char*> position_of(Runtime& rt, MemoryView* m, Tuple* keys) {
    std::size_t dimensions = m->shape.size();
    if (keys->size < dimensions) return rt.raise(NotImplementedError, "sub-views are not implemented");
    if (keys->size > dimensions) return rt.raise(TypeError, "cannot index %zu-dimension view with %zu-element tuple", dimensions, keys->size);
    char* at = m->start;
    for (std::size_t n = 0; n < dimensions; ++n) at = TRY(position(rt, m, keys->items[n], n, at));
    return at;
}

bool all_positions(Runtime& rt, Tuple* keys) {
    for (const Value& key : keys->view())
        if (!is_position(rt, key)) return false;
    return true;
}

bool all_slices(Tuple* keys) {
    for (const Value& key : keys->view())
        if (!is_kind(key, Kind::slice)) return false;
    return keys->size != 0;
}

Result<Value> get_item_slot(Runtime& rt, View self, View key) {
    MemoryView* m = TRY(live(rt, self));
    std::size_t dimensions = m->shape.size();
    if (!dimensions) {
        if (Tuple* keys = as_tuple(key); keys && !keys->size) return unpack(rt, m, m->start);
        if (key.is_ellipsis()) return Value(self);
        return rt.raise(TypeError, "invalid indexing of 0-dim memory");
    }
    if (is_position(rt, key)) {
        if (dimensions > 1) return rt.raise(NotImplementedError, "multi-dimensional sub-views are not implemented");
        return unpack(rt, m, TRY(position(rt, m, key, 0, m->start)));
    }
    if (is_kind(key, Kind::slice)) {
        // The part has its hold before the slice's ends are asked for: they may release this view.
        Ref<MemoryView> part = TRY(view_of(rt, self));
        Value settled = TRY(settled_key(rt, key));
        SliceRange r = TRY(slice_range(rt, settled.as<Slice>(), part->shape[0]));
        part->start += r.start * part->strides[0];
        part->shape[0] = r.count;
        part->strides[0] *= r.step;
        return part;
    }
    if (Tuple* keys = as_tuple(key)) {
        if (all_positions(rt, keys)) return unpack(rt, m, TRY(position_of(rt, m, keys)));
        if (all_slices(keys)) return rt.raise(NotImplementedError, "multi-dimensional slicing is not implemented");
    }
    return rt.raise(TypeError, "memoryview: invalid slice key");
}

/// Bytes in the order of the items, whatever the strides.
void gather(const MemoryView* m, std::size_t dimension, const char* from, std::string& out) {
    if (dimension == m->shape.size()) {
        out.append(from, m->item_size);
        return;
    }
    for (std::int64_t n = 0; n < m->shape[dimension]; ++n) gather(m, dimension + 1, from + n * m->strides[dimension], out);
}

Result<std::string> contents(Runtime& rt, const MemoryView* m) {
    auto size = static_cast<std::size_t>(item_count(m->shape)) * m->item_size;
    TRY(rt.charge(static_cast<std::int64_t>(size / 16)));
    if (is_packed(m)) return std::string(m->start, size);
    std::string out;
    out.reserve(size);
    gather(m, 0, m->start, out);
    return out;
}

Result<void> set_item_slot(Runtime& rt, View self, View key, View value) {
    MemoryView* m = TRY(live(rt, self));
    if (m->readonly) return rt.raise(TypeError, "cannot modify read-only memory");
    if (value.is_unbound()) return rt.raise(TypeError, "cannot delete memory");
    char item[8];
    std::size_t dimensions = m->shape.size();
    auto put = [&](char* at) -> Result<void> {
        TRY(pack(rt, m->format, value, item));
        TRY(live(rt, self));
        std::memcpy(at, item, m->item_size);
        return {};
    };
    if (!dimensions) {
        Tuple* keys = as_tuple(key);
        if (key.is_ellipsis() || (keys && !keys->size)) return put(m->start);
        return rt.raise(TypeError, "invalid indexing of 0-dim memory");
    }
    if (is_position(rt, key)) {
        if (dimensions > 1) return rt.raise(NotImplementedError, "sub-views are not implemented");
        return put(TRY(position(rt, m, key, 0, m->start)));
    }
    if (is_kind(key, Kind::slice) && dimensions == 1) {
        if (!rt.type_of(value)->slots.get_buffer) return rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, value));
        Ref<MemoryView> source = TRY(view_of(rt, value));
        Value settled = TRY(settled_key(rt, key));
        TRY(live(rt, self));
        SliceRange r = TRY(slice_range(rt, settled.as<Slice>(), m->shape[0]));
        if (source->format != m->format || source->shape.size() != 1 || source->shape[0] != r.count)
            return rt.raise(ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        std::string bytes = TRY(contents(rt, source.get()));  // a copy: the two may overlap
        for (std::int64_t n = 0; n < r.count; ++n)
            std::memcpy(m->start + (r.start + n * r.step) * m->strides[0], bytes.data() + static_cast<std::size_t>(n) * m->item_size, m->item_size);
        return {};
    }
    if (Tuple* keys = as_tuple(key)) {
        if (all_positions(rt, keys)) return put(TRY(position_of(rt, m, keys)));
        if (all_slices(keys)) return rt.raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    }
    if (is_kind(key, Kind::slice)) return rt.raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
    return rt.raise(TypeError, "memoryview: invalid slice key");
}

Result<Value> items_from(Runtime& rt, const MemoryView* m, std::size_t dimension, const char* from) {
    if (dimension == m->shape.size()) return unpack(rt, m, from);
    Ref<List> list = TRY(new_list(rt, static_cast<std::size_t>(m->shape[dimension])));
    for (std::int64_t n = 0; n < m->shape[dimension]; ++n) {
        TRY(rt.charge(1));
        TRY(list_append(rt, list.get(), TRY(items_from(rt, m, dimension + 1, from + n * m->strides[dimension]))));
    }
    return list;
}

Result<bool> same_items(Runtime& rt, MemoryView* a, MemoryView* b) {
    if (a->shape != b->shape) return false;
    bool bytes_tell = a->format == b->format && !std::strchr("efd?", a->format);
    if (bytes_tell) return TRY(contents(rt, a)) == TRY(contents(rt, b));
    Value x = TRY(items_from(rt, a, 0, a->start)), y = TRY(items_from(rt, b, 0, b->start));
    return compare_truth(rt, x, y, CompareOp::eq);
}

Result<Value> compare_slot(Runtime& rt, View self, View other, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    bool same = self == other;
    if (!same) {
        if (memory_of(self)->base.is_unbound() || !rt.type_of(other)->slots.get_buffer) return View::not_implemented();
        if (is_kind(other, Kind::memoryview) && memory_of(other)->base.is_unbound()) return View::not_implemented();
        Ref<MemoryView> b = TRY(view_of(rt, other));
        same = TRY(same_items(rt, memory_of(self), b.get()));
    }
    return View::boolean(same == (op == CompareOp::eq));
}

Result<std::int64_t> hash_slot(Runtime& rt, View self) {
    if (memory_of(self)->hash) return *memory_of(self)->hash;
    MemoryView* m = TRY(live(rt, self));
    if (!m->readonly) return rt.raise(ValueError, "cannot hash writable memoryview object");
    if (m->format != 'B' && m->format != 'b' && m->format != 'c')
        return rt.raise(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    Value base = m->base;
    TRY(hash(rt, base));  // must be hashable, too
    TRY(live(rt, self));
    return *(m->hash = static_cast<std::int64_t>(hash_text(rt, TRY(contents(rt, m)))));
}

// ---- methods

Result<Value> cast(Runtime& rt, Args args) {
    MemoryView* m = TRY(live(rt, args[0]));
    Str* text = TRY(args.str(1));
    std::string_view format = text->text();
    if (format.size() == 2 && format[0] == '@') format.remove_prefix(1);
    std::size_t size = format.size() == 1 ? size_of_format(format[0]) : 0;
    if (!is_packed(m)) return rt.raise(TypeError, "memoryview: casts are restricted to C-contiguous views");
    if ((args.given(2) || m->shape.size() != 1) && std::find(m->shape.begin(), m->shape.end(), 0) != m->shape.end())
        return rt.raise(TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    Extent shape;
    if (args.given(2)) {
        View given = args[2];
        if (!is_kind(given, Kind::list) && !is_kind(given, Kind::tuple)) return rt.raise(TypeError, "shape must be a list or a tuple");
        Ref<Tuple> parts = TRY(tuple_from(rt, given));
        if (parts->size > 64) return rt.raise(ValueError, "memoryview: number of dimensions must not exceed 64");
        if (m->shape.size() > 1 && parts->size != 1) return rt.raise(TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
        for (const Value& each : parts->view()) {
            if (!is_integer(each)) return rt.raise(TypeError, "memoryview.cast(): elements of shape must be integers");
            std::int64_t n;
            if (!fits_int64(each, n) || n <= 0) return rt.raise(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
            shape.push_back(n);
        }
    }
    if (!size) return rt.raise(ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
    auto is_byte = [](char c) { return c == 'B' || c == 'b' || c == 'c'; };
    if (!is_byte(m->format) && !is_byte(format[0])) return rt.raise(TypeError, "memoryview: cannot cast between two non-byte formats");
    std::int64_t bytes = item_count(m->shape) * static_cast<std::int64_t>(m->item_size);
    if (bytes % static_cast<std::int64_t>(size)) return rt.raise(TypeError, "memoryview: length is not a multiple of itemsize");
    if (args.given(2)) {
        double product = static_cast<double>(size);
        for (std::int64_t n : shape) product *= static_cast<double>(n);
        if (product != static_cast<double>(bytes)) return rt.raise(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    } else {
        shape = {bytes / static_cast<std::int64_t>(size)};
    }
    Ref<MemoryView> made = TRY(view_of(rt, args[0]));
    made->format = format[0];
    made->item_size = size;
    made->strides = packed_strides(shape, size);
    made->shape = std::move(shape);
    return made;
}

Result<Value> tobytes(Runtime& rt, Args args) {
    MemoryView* m = TRY(live(rt, args[0]));
    Str* order = TRY(args.str_or_none(1));
    if (order && order->text() != "C" && order->text() != "F" && order->text() != "A") return rt.raise(ValueError, "order must be 'C', 'F' or 'A'");
    bool fortran = order && m->shape.size() > 1 && (order->text() == "F" || (order->text() == "A" && is_packed(m, true)));
    if (!fortran) return new_bytes(rt, TRY(contents(rt, m)));
    // The same items with the dimensions turned round.
    Ref<MemoryView> turned = TRY(view_of(rt, args[0]));
    turned->shape = Extent(m->shape.rbegin(), m->shape.rend());
    turned->strides = Extent(m->strides.rbegin(), m->strides.rend());
    return new_bytes(rt, TRY(contents(rt, turned.get())));
}

Result<Value> tolist(Runtime& rt, Args args) {
    MemoryView* m = TRY(live(rt, args[0]));
    return items_from(rt, m, 0, m->start);
}

Result<Value> toreadonly(Runtime& rt, Args args) {
    TRY(live(rt, args[0]));
    Ref<MemoryView> made = TRY(view_of(rt, args[0]));
    made->readonly = true;
    return made;
}

Result<Value> release_view(Runtime& rt, Args args) {
    MemoryView* m = memory_of(args[0]);
    if (m->exports) return rt.raise(BufferError, "memoryview has %u exported buffer%s", m->exports, m->exports == 1 ? "" : "s");
    let_go(rt, m);
    return View::none();
}

Result<Value> hex(Runtime& rt, Args args) {
    Value bytes = TRY(new_bytes(rt, TRY(contents(rt, TRY(live(rt, args[0]))))));
    Ref<Str> name = TRY(intern(rt, "hex"));
    return args.given(1) ? call_method(rt, bytes, name.get(), {args[1], args[2]}) : call_method(rt, bytes, name.get());
}

constexpr FunctionDef methods[] = {
    {"cast(self, /, format, shape=<no value>)", cast, "The same bytes as items of another format, or in another shape."},
    {"tobytes(self, /, order='C')", tobytes, "The items as bytes."},
    {"tolist(self, /)", tolist, "The items as a list, nested where there are several dimensions."},
    {"toreadonly(self, /)", toreadonly, "A read-only view of the same bytes."},
    {"hex(self, /, sep=<no value>, bytes_per_sep=1)", hex, "The bytes in hexadecimal digits."},
    {"release(self, /)", release_view, "Lets go of the object below."},
    {"__enter__(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(live(rt, args[0])) ? Value(args[0]) : Value(); }, ""},
    {"__exit__(self, /, *args)", release_view, ""},
};

Result<Value> extent_tuple(Runtime& rt, const Extent& extent) {
    Ref<Tuple> made = TRY(new_tuple(rt, extent.size()));
    for (std::size_t n = 0; n < extent.size(); ++n) made->items[n] = TRY(rt.integer(extent[n]));
    return made;
}

constexpr PropertyDef properties[] = {
    {"obj", [](Runtime& rt, View self) -> Result<Value> { return TRY(live(rt, self))->base; }, nullptr, "The object whose bytes these are."},
    {"nbytes",
     [](Runtime& rt, View self) -> Result<Value> {
         MemoryView* m = TRY(live(rt, self));
         return rt.integer(item_count(m->shape) * static_cast<std::int64_t>(m->item_size));
     },
     nullptr, "How many bytes the items take."},
    {"readonly", [](Runtime& rt, View self) -> Result<Value> { return View::boolean(TRY(live(rt, self))->readonly); }, nullptr, "Whether the bytes cannot be changed through the view."},
    {"itemsize", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(live(rt, self))->item_size)); }, nullptr, "Bytes of one item."},
    {"format", [](Runtime& rt, View self) -> Result<Value> { return rt.str({&TRY(live(rt, self))->format, 1}); }, nullptr, "Format of an item, as in the module struct."},
    {"ndim", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(live(rt, self))->shape.size())); }, nullptr, "Number of dimensions."},
    {"shape", [](Runtime& rt, View self) -> Result<Value> { return extent_tuple(rt, TRY(live(rt, self))->shape); }, nullptr, "Items in each dimension."},
    {"strides", [](Runtime& rt, View self) -> Result<Value> { return extent_tuple(rt, TRY(live(rt, self))->strides); }, nullptr, "Bytes from one item to the next, in each dimension."},
    {"suboffsets", [](Runtime& rt, View self) -> Result<Value> { return TRY(live(rt, self)) ? Value(rt.empty_tuple) : Value(); }, nullptr, "Always empty here."},
    {"c_contiguous", [](Runtime& rt, View self) -> Result<Value> { return View::boolean(is_packed(TRY(live(rt, self)))); }, nullptr, "Whether the items lie in C's order without gaps."},
    {"f_contiguous", [](Runtime& rt, View self) -> Result<Value> { return View::boolean(is_packed(TRY(live(rt, self)), true)); }, nullptr, "Whether the items lie in Fortran's order without gaps."},
    {"contiguous",
     [](Runtime& rt, View self) -> Result<Value> {
         MemoryView* m = TRY(live(rt, self));
         return View::boolean(is_packed(m) || is_packed(m, true));
     },
     nullptr, "Whether the items lie without gaps."},
};

Result<Value> construct(Runtime& rt, Type*, Args args) {
    Ref<MemoryView> made = TRY(view_of(rt, args[1]));
    return made;
}

Result<void> get_buffer(Runtime& rt, View self, BufferView& view, int flags) {
    MemoryView* m = TRY(live(rt, self));
    if (m->readonly && (flags & kWriteBuffer)) return rt.raise(BufferError, "memoryview: underlying buffer is not writable");
    if (!is_packed(m)) return rt.raise(BufferError, "memoryview: underlying buffer is not C-contiguous");
    view.data = m->start;
    view.size = static_cast<std::size_t>(item_count(m->shape)) * m->item_size;
    view.readonly = m->readonly;
    view.item_size = m->item_size;
    view.format = format_text(m->format);
    view.owner = Value(self);
    ++m->exports;
    return {};
}

}  // namespace

const TypeDef memoryview_type{
    .name = "memoryview",
    .doc = "The bytes of an object that has some, seen in place.",
    .kind = Kind::memoryview,
    .size = sizeof(MemoryView),
    .flags = Type::container | Type::sequence_pattern | Type::immutable | Type::weak_referable,
    .construct_signature = "(object)",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* m = static_cast<MemoryView*>(object);
                      let_go(rt, m);
                      m->hold.~BufferView();
                      m->base.~Value();
                      m->shape.~Extent();
                      m->strides.~Extent();
                      rt.free_instance(object, sizeof(MemoryView));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<MemoryView*>(object)->base);
                      visit(static_cast<MemoryView*>(object)->hold.owner);
                  },
              .repr =
                  [](Runtime& rt, View self) {
                      return rt.format(memory_of(self)->base.is_unbound() ? "<released memory at %p>" : "<memory at %p>", static_cast<void*>(self.object()));
                  },
              .hash = hash_slot,
              .compare = compare_slot,
              .length = [](Runtime& rt, View self) -> Result<std::int64_t> {
                  MemoryView* m = TRY(live(rt, self));
                  if (m->shape.empty()) return rt.raise(TypeError, "0-dim memory has no length");
                  return m->shape[0];
              },
              .iter = [](Runtime& rt, View self) -> Result<Value> {
                  MemoryView* m = TRY(live(rt, self));
                  if (m->shape.empty()) return rt.raise(TypeError, "invalid indexing of 0-dim memory");
                  if (m->shape.size() > 1) return rt.raise(NotImplementedError, "multi-dimensional sub-views are not implemented");
                  return new_native_iterator(rt, rt.types.memory_iterator, self, 0);
              },
              .get_item = get_item_slot,
              .set_item = set_item_slot,
              .get_buffer = get_buffer,
              .release_buffer = [](Runtime&, View self, BufferView&) { --memory_of(self)->exports; }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
