// SPDX-License-Identifier: MIT
// memoryview: the bytes of another object as items of one native format, in one dimension or several (PEP 3118). All views that come of
// one share its hold on the object, which ends when the last of them is released; how items are read and written is in memory_items.
#include <algorithm>
#include <cstring>
#include <optional>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/memory_items.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

using Extent = std::vector<std::int64_t>;  // one number for each dimension

/// The hold that views share.
struct ManagedBuffer : Object {
    BufferView hold;
    Value base;           // whose bytes they are; Unbound once let go, and where somebody else has the hold
    std::uint32_t users;  // views that are not released, and natives at work
};

struct MemoryView : Object {
    Ref<ManagedBuffer> managed;
    char* start;          // of the first item
    Extent shape, strides;
    std::size_t item_size;
    char format;
    bool marked;          // the format was given with an `@`
    bool readonly;
    bool released;
    bool restricted;      // to be gone when __release_buffer__() returns: no other view may come of it
    std::uint32_t exports;           // buffers that others have of this view
    std::optional<std::int64_t> hash;  // once asked for, it outlives the hold
};

MemoryView* memory_of(View v) { return v.as<MemoryView>(); }

void leave(Runtime& rt, ManagedBuffer* managed) {
    if (--managed->users) return;
    Value base = std::exchange(managed->base, Value());
    if (!base.is_unbound()) release_buffer(rt, base, managed->hold);
}

/// Keeps the bytes where they are while a native reads them, which script code may interrupt.
class AtWork {
public:
    AtWork(Runtime& rt, const MemoryView* m) : rt_(rt), managed_(m->managed) { ++managed_->users; }
    ~AtWork() { leave(rt_, managed_.get()); }
    AtWork(const AtWork&) = delete;

private:
    Runtime& rt_;
    Ref<ManagedBuffer> managed_;
};

Result<MemoryView*> live(Runtime& rt, View self) {
    MemoryView* m = memory_of(self);
    if (m->released) return rt.raise(ValueError, "operation forbidden on released memoryview object");
    return m;
}

/// One of which others may be made.
Result<MemoryView*> unrestricted(Runtime& rt, View self) {
    MemoryView* m = TRY(live(rt, self));
    if (m->restricted) return rt.raise(ValueError, "cannot create new view on restricted memoryview");
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

// ---- making views

Result<Ref<ManagedBuffer>> new_managed(Runtime& rt) {
    Type* type = rt.types.managed_buffer;
    auto* made = rt.allocate<ManagedBuffer>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->hold) BufferView();
    new (&made->base) Value();
    made->users = 0;
    return Ref<ManagedBuffer>::adopt(made);
}

Result<Ref<MemoryView>> new_view(Runtime& rt, const Ref<ManagedBuffer>& managed) {
    auto* m = rt.allocate<MemoryView>(rt.types.memoryview);
    if (!m) return rt.raise_memory_error();
    new (&m->managed) Ref<ManagedBuffer>(managed);
    new (&m->shape) Extent();
    new (&m->strides) Extent();
    new (&m->hash) std::optional<std::int64_t>();
    m->exports = 0;
    m->released = m->restricted = m->marked = false;
    ++managed->users;
    return Ref<MemoryView>::adopt(m);
}

/// The items as whoever has the bytes says that they lie.
void lay_out(MemoryView* m, const BufferView& hold) {
    m->start = hold.data;
    m->readonly = hold.readonly;
    const char* format = hold.format ? hold.format : "B";
    m->marked = *format == '@';
    m->format = format[m->marked];
    m->item_size = size_of_format(m->format);
    if (m->item_size && m->item_size == hold.item_size && hold.shape) {
        m->shape.assign(hold.shape, hold.shape + hold.dimensions);
        if (hold.strides) m->strides.assign(hold.strides, hold.strides + hold.dimensions);
        else m->strides = packed_strides(m->shape, m->item_size);
        return;
    }
    if (m->item_size != hold.item_size) {
        m->format = 'B';
        m->item_size = 1;
        m->marked = false;
    }
    m->shape = {static_cast<std::int64_t>(hold.size / m->item_size)};
    m->strides = {static_cast<std::int64_t>(m->item_size)};
}

/// A view of an object, or another one of what a view shows.
Result<Ref<MemoryView>> view_of(Runtime& rt, View object, int flags = kFullReadOnly) {
    if (is_kind(object, Kind::memoryview)) {
        MemoryView* other = TRY(unrestricted(rt, object));
        Ref<MemoryView> made = TRY(new_view(rt, other->managed));
        made->start = other->start;
        made->shape = other->shape;
        made->strides = other->strides;
        made->item_size = other->item_size;
        made->format = other->format;
        made->marked = other->marked;
        made->readonly = other->readonly;
        return made;
    }
    auto* slot = rt.type_of(object)->slots.get_buffer;
    if (!slot) return rt.raise(TypeError, "memoryview: a bytes-like object is required, not '%s'", type_name(rt, object));
    Value made = TRY(new_memoryview(rt, object, slot, flags));
    return Ref<MemoryView>(memory_of(made));
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
        if (Tuple* keys = as_tuple(key); keys && !keys->size) return unpack_item(rt, m->format, m->start);
        if (key.is_ellipsis()) return Value(self);
        return rt.raise(TypeError, "invalid indexing of 0-dim memory");
    }
    if (is_position(rt, key)) {
        if (dimensions > 1) return rt.raise(NotImplementedError, "multi-dimensional sub-views are not implemented");
        return unpack_item(rt, m->format, TRY(position(rt, m, key, 0, m->start)));
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
        if (all_positions(rt, keys)) return unpack_item(rt, m->format, TRY(position_of(rt, m, keys)));
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
    AtWork guard(rt, m);
    TRY(expect_memory(rt, size));
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
    char item[kLargestItem];
    std::size_t dimensions = m->shape.size();
    auto put = [&](char* at) -> Result<void> {
        TRY(pack_item(rt, m->format, value, item));
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
        AtWork guard(rt, m);
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

/// The caller is AtWork.
Result<Value> items_from(Runtime& rt, const MemoryView* m, std::size_t dimension, const char* from) {
    if (dimension == m->shape.size()) return unpack_item(rt, m->format, from);
    Ref<List> list = TRY(new_list(rt, static_cast<std::size_t>(m->shape[dimension])));
    for (std::int64_t n = 0; n < m->shape[dimension]; ++n) {
        TRY(rt.charge(1));
        TRY(list_append(rt, list.get(), TRY(items_from(rt, m, dimension + 1, from + n * m->strides[dimension]))));
    }
    return list;
}

/// Whether the items are equal; the shapes are. The caller is AtWork.
Result<bool> same_items(Runtime& rt, const MemoryView* a, const MemoryView* b, std::size_t dimension, const char* x, const char* y) {
    if (dimension == a->shape.size()) return same_item(rt, a->format, x, b->format, y);
    for (std::int64_t n = 0; n < a->shape[dimension]; ++n) {
        TRY(rt.charge(1));
        if (!TRY(same_items(rt, a, b, dimension + 1, x + n * a->strides[dimension], y + n * b->strides[dimension]))) return false;
    }
    return true;
}

Result<Value> compare_slot(Runtime& rt, View self, View other, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    MemoryView* a = memory_of(self);
    bool same = self == other;
    if (!a->released && !(is_kind(other, Kind::memoryview) && memory_of(other)->released)) {
        if (!rt.type_of(other)->slots.get_buffer) return View::not_implemented();
        AtWork guard(rt, a);
        Result<Ref<MemoryView>> made = is_kind(other, Kind::memoryview) ? Result<Ref<MemoryView>>(Ref<MemoryView>(memory_of(other))) : view_of(rt, other);
        if (made.raised()) {  // what cannot be looked at is something else
            if (rt.stopping()) return Raised{};
            rt.pending = Value();
            return View::not_implemented();
        }
        MemoryView* b = made.value().get();
        AtWork other_guard(rt, b);
        same = a->shape == b->shape && TRY(same_items(rt, a, b, 0, a->start, b->start));
    }
    return View::boolean(same == (op == CompareOp::eq));
}

Result<std::int64_t> hash_slot(Runtime& rt, View self) {
    if (memory_of(self)->hash) return *memory_of(self)->hash;
    MemoryView* m = TRY(live(rt, self));
    if (!m->readonly) return rt.raise(ValueError, "cannot hash writable memoryview object");
    if (m->format != 'B' && m->format != 'b' && m->format != 'c')
        return rt.raise(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    AtWork guard(rt, m);
    Value base = m->managed->base;
    if (!base.is_unbound()) TRY(hash(rt, base));  // must be hashable, too
    return *(m->hash = static_cast<std::int64_t>(hash_text(rt, TRY(contents(rt, m)))));
}

// ---- methods

Result<Value> cast(Runtime& rt, Args args) {
    MemoryView* m = TRY(unrestricted(rt, args[0]));
    Str* text = TRY(args.str(1));
    std::string_view format = text->text();
    bool marked = format.size() == 2 && format[0] == '@';
    if (marked) format.remove_prefix(1);
    std::size_t size = format.size() == 1 && format[0] != 'w' ? size_of_format(format[0]) : 0;
    if (!is_packed(m)) return rt.raise(TypeError, "memoryview: casts are restricted to C-contiguous views");
    if ((args.given(2) || m->shape.size() != 1) && std::find(m->shape.begin(), m->shape.end(), 0) != m->shape.end())
        return rt.raise(TypeError, "memoryview: cannot cast view with zeros in shape or strides");
    Ref<Tuple> parts;
    if (args.given(2)) {
        if (!is_kind(args[2], Kind::list) && !is_kind(args[2], Kind::tuple)) return rt.raise(TypeError, "shape must be a list or a tuple");
        parts = TRY(tuple_from(rt, args[2]));
        if (parts->size > 64) return rt.raise(ValueError, "memoryview: number of dimensions must not exceed 64");
        if (m->shape.size() > 1 && parts->size != 1) return rt.raise(TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    if (!text->ascii()) TRY(call_method(rt, args[1], rt.names.encode, {TRY(rt.str("ascii"))}));
    if (!size) return rt.raise(ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
    if (m->format == 'w') return rt.raise(ValueError, "memoryview: source format must be a native single character format prefixed with an optional '@'");
    auto is_byte = [](char c) { return c == 'B' || c == 'b' || c == 'c'; };
    if (!is_byte(m->format) && !is_byte(format[0])) return rt.raise(TypeError, "memoryview: cannot cast between two non-byte formats");
    std::int64_t bytes = item_count(m->shape) * static_cast<std::int64_t>(m->item_size), product = static_cast<std::int64_t>(size);
    if (bytes % product) return rt.raise(TypeError, "memoryview: length is not a multiple of itemsize");
    Extent shape;
    if (!parts) shape = {bytes / product};
    for (std::size_t n = 0; parts && n < parts->size; ++n) {
        View each = parts->items[n];
        if (!is_integer(each)) return rt.raise(TypeError, "memoryview.cast(): elements of shape must be integers");
        std::int64_t length;
        if (!fits_int64(each, length) || length <= 0) return rt.raise(ValueError, "memoryview.cast(): elements of shape must be integers > 0");
        if (__builtin_mul_overflow(product, length, &product)) return rt.raise(ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
        shape.push_back(length);
    }
    if (parts && product != bytes) return rt.raise(TypeError, "memoryview: product(shape) * itemsize != buffer size");
    Ref<MemoryView> made = TRY(view_of(rt, args[0]));
    made->format = format[0];
    made->marked = marked;
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
    Ref<MemoryView> turned = TRY(new_view(rt, m->managed));
    turned->start = m->start;
    turned->item_size = m->item_size;
    turned->shape = Extent(m->shape.rbegin(), m->shape.rend());
    turned->strides = Extent(m->strides.rbegin(), m->strides.rend());
    return new_bytes(rt, TRY(contents(rt, turned.get())));
}

Result<Value> tolist(Runtime& rt, Args args) {
    MemoryView* m = TRY(live(rt, args[0]));
    AtWork guard(rt, m);
    return items_from(rt, m, 0, m->start);
}

Result<Value> toreadonly(Runtime& rt, Args args) {
    Ref<MemoryView> made = TRY(view_of(rt, args[0]));
    made->readonly = true;
    return made;
}

Result<Value> release_view(Runtime& rt, Args args) {
    MemoryView* m = memory_of(args[0]);
    if (m->released) return View::none();
    if (m->exports) return rt.raise(BufferError, "memoryview has %u exported buffer%s", m->exports, m->exports == 1 ? "" : "s");
    m->released = true;
    Ref<ManagedBuffer> managed(m->managed);  // what it calls may drop the view
    leave(rt, managed.get());
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
    {"hex(self, /, sep=<no value>, bytes_per_sep=1)", hex,
     "The bytes in hexadecimal digits, grouped as by bytes.hex().\n\n>>> memoryview(bytes([0, 16, 254])).hex('-')\n'00-10-fe'"},
    {"release(self, /)", release_view, "Lets go of the object below."},
    {"_from_flags(cls, /, object, flags)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<MemoryView> made = TRY(view_of(rt, args[1], TRY(args.small_integer(2))));
         return made;
     },
     "A view of what the object gives for these flags of inspect.BufferFlags.", FunctionDef::class_method},
    {"__enter__(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(live(rt, args[0])) ? Value(args[0]) : Value(); }, ""},
    {"__exit__(self, /, *args)", release_view, ""},
};

Result<Value> extent_tuple(Runtime& rt, const Extent& extent) {
    Ref<Tuple> made = TRY(new_tuple(rt, extent.size()));
    for (std::size_t n = 0; n < extent.size(); ++n) made->items[n] = TRY(rt.integer(extent[n]));
    return made;
}

constexpr PropertyDef properties[] = {
    {"obj",
     [](Runtime& rt, View self) -> Result<Value> {
         Value base = TRY(live(rt, self))->managed->base;
         return base.is_unbound() ? Value(View::none()) : base;
     }, nullptr, "The object whose bytes these are."},
    {"nbytes",
     [](Runtime& rt, View self) -> Result<Value> {
         MemoryView* m = TRY(live(rt, self));
         return rt.integer(item_count(m->shape) * static_cast<std::int64_t>(m->item_size));
     },
     nullptr, "How many bytes the items take."},
    {"readonly", [](Runtime& rt, View self) -> Result<Value> { return View::boolean(TRY(live(rt, self))->readonly); }, nullptr, "Whether the bytes cannot be changed through the view."},
    {"itemsize", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(live(rt, self))->item_size)); }, nullptr, "Bytes of one item."},
    {"format", [](Runtime& rt, View self) -> Result<Value> { return rt.str(format_text(memory_of(self)->format, TRY(live(rt, self))->marked)); }, nullptr, "Format of an item, as in the module struct."},
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
    MemoryView* m = TRY(unrestricted(rt, self));
    bool c_order = is_packed(m);
    auto asks = [&](int what) { return (flags & what) == what; };
    auto refuse = [&](const char* what) { return rt.raise(BufferError, "memoryview: underlying buffer is not %s", what); };
    if ((flags & kWriteBuffer) && m->readonly) return refuse("writable");
    if (asks(kCContiguous) && !c_order) return refuse("C-contiguous");
    if (asks(kFContiguous) && !is_packed(m, true)) return refuse("Fortran contiguous");
    if (asks(kAnyContiguous) && !c_order && !is_packed(m, true)) return refuse("contiguous");
    if (!asks(kStrides) && !c_order) return refuse("C-contiguous");
    if ((flags & kFormat) && !asks(kShape)) return rt.raise(BufferError, "memoryview: cannot cast to unsigned bytes if the format flag is present");
    view.data = m->start;
    view.size = static_cast<std::size_t>(item_count(m->shape)) * m->item_size;
    view.readonly = m->readonly;
    view.item_size = m->item_size;
    view.format = flags & kFormat || !(flags & kShape) ? format_text(m->format, m->marked) : "B";
    if (asks(kShape)) {
        view.dimensions = m->shape.size();
        view.shape = m->shape.data();
        view.strides = m->strides.data();
    }
    view.owner = Value(self);
    ++m->exports;
    return {};
}

}  // namespace

Result<Value> new_memoryview(Runtime& rt, View object, GetBuffer* get, int flags) {
    Ref<ManagedBuffer> managed = TRY(new_managed(rt));
    Ref<MemoryView> made = TRY(new_view(rt, managed));
    Result<void> held = acquire_buffer(rt, object, get, managed->hold, flags);
    if (held.raised()) {
        made->released = true;
        --managed->users;
        return Raised{};
    }
    managed->base = Value(object);
    lay_out(made.get(), managed->hold);
    return made;
}

Result<Value> new_restricted_memoryview(Runtime& rt, const BufferView& view) {
    Ref<ManagedBuffer> managed = TRY(new_managed(rt));
    Ref<MemoryView> made = TRY(new_view(rt, managed));
    lay_out(made.get(), view);
    made->restricted = true;
    return made;
}

void end_restricted_memoryview(View view) { memory_of(view)->released = true; }

View object_of_memoryview(View view) { return memory_of(view)->released ? View() : View(memory_of(view)->managed->base); }
bool is_released(View view) { return memory_of(view)->released; }

Result<void> copy_buffer(Runtime& rt, View object, std::string& out) {
    GetBuffer* get = rt.type_of(object)->slots.get_buffer;
    if (get == rt.types.bytes->slots.get_buffer || get == rt.types.bytearray->slots.get_buffer) {
        BufferGuard buffer(rt, object);
        if (buffer.raised()) return Raised{};
        TRY(expect_memory(rt, buffer.size()));
        out = std::string(buffer.text());
        return {};
    }
    Ref<MemoryView> view = TRY(view_of(rt, object));
    out = TRY(contents(rt, view.get()));
    return {};
}

const TypeDef managed_buffer_type{
    .name = "managedbuffer",
    .doc = "What views of the same bytes share.",
    .size = sizeof(ManagedBuffer),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* managed = static_cast<ManagedBuffer*>(object);
                      managed->hold = BufferView();  // at the end of a VM, views may follow
                      managed->base = Value();
                      rt.free_instance(object, sizeof(ManagedBuffer));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<ManagedBuffer*>(object)->base);
                      visit(static_cast<ManagedBuffer*>(object)->hold.owner);
                  }},
};

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
                      if (!m->released) leave(rt, m->managed.get());
                      m->managed.~Ref();
                      m->shape.~Extent();
                      m->strides.~Extent();
                      rt.free_instance(object, sizeof(MemoryView));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) { visit(static_cast<MemoryView*>(object)->managed.get()); },
              .repr =
                  [](Runtime& rt, View self) {
                      return rt.format(memory_of(self)->released ? "<released memory at %p>" : "<memory at %p>", static_cast<void*>(self.object()));
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
