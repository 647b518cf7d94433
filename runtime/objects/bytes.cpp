// SPDX-License-Identifier: MIT
// bytes: making, slots; the methods that it shares with bytearray are in bytes_methods.cpp.
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/bytes_methods.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

std::size_t bytes_of(std::size_t size) { return sizeof(Bytes) + size + 1; }

Result<Bytes*> allocate(Runtime& rt, Type* type, std::size_t size) {
    if (size > SIZE_MAX / 2) return rt.raise_memory_error();
    auto* made = rt.allocate<Bytes>(type, bytes_of(size));
    if (!made) return rt.raise_memory_error();
    made->size = size;
    made->hash = 0;
    made->data[size] = 0;
    return made;
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    std::string contents;
    Value own;
    if (args.given(1) && !args.given(2) && !args.given(3)) {
        bool exact = is_kind(args[1], Kind::bytes) && rt.type_of(args[1]) == rt.types.bytes;
        if (exact && type == rt.types.bytes) return Value(args[1]);
        if (!exact) own = TRY(call_special(rt, args[1], rt.names.bytes_));
        if (!own.is_unbound()) {
            if (!is_kind(own, Kind::bytes)) return rt.raise(TypeError, "__bytes__ returned non-bytes (type %s)", type_name(rt, own));
            if (type == rt.types.bytes) return own;
            contents = std::string(own.as<Bytes>()->text());
        }
    }
    if (own.is_unbound()) TRY(bytes_contents(rt, args, contents, "bytes"));
    Bytes* made = TRY(allocate(rt, type, contents.size()));
    std::memcpy(made->data, contents.data(), contents.size());
    return Value::adopt(View(made));
}

Result<Value> compare_bytes(Runtime& rt, View a, View b, CompareOp op) {
    // A view may have gaps: it compares itself.
    if (!rt.type_of(b)->slots.get_buffer || is_kind(b, Kind::memoryview)) return View::not_implemented();
    if (is_kind(a, Kind::bytes) && !is_kind(b, Kind::bytes) && !is_kind(b, Kind::bytearray)) return View::not_implemented();
    BufferGuard x(rt, a), y(rt, b);
    if (x.raised() || y.raised()) return Raised{};
    return View::boolean(order_holds(x.text().compare(y.text()), op));
}

}  // namespace

Result<Ref<Bytes>> new_bytes_uninitialized(Runtime& rt, std::size_t size) {
    Bytes* made = TRY(allocate(rt, rt.types.bytes, size));
    return Ref<Bytes>::adopt(made);
}

Result<Value> new_bytes(Runtime& rt, std::string_view contents) {
    if (contents.empty() && rt.empty_bytes) return rt.empty_bytes;
    Bytes* made = TRY(allocate(rt, rt.types.bytes, contents.size()));
    std::memcpy(made->data, contents.data(), contents.size());
    return Value::adopt(View(made));
}

Result<void> acquire_buffer(Runtime& rt, View object, GetBuffer* get, BufferView& view, int flags) {
    ReleaseBuffer* release = rt.type_of(object)->slots.release_buffer;
    TRY(get(rt, object, view, flags));
    if (!view.release) view.release = release;
    return {};
}

void release_buffer(Runtime& rt, View object, BufferView& view) {
    if (auto* release = std::exchange(view.release, nullptr)) release(rt, object, view);
    view.owner = Value();
}

BufferGuard::BufferGuard(Runtime& rt, View object, int flags) : rt_(rt), object_(object) {
    auto* slot = rt.type_of(object)->slots.get_buffer;
    if (!slot) {
        (void)rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, object));
        return;
    }
    raised_ = acquire_buffer(rt, object, slot, view_, flags).raised();
}

BufferGuard::~BufferGuard() {
    if (!raised_) release_buffer(rt_, object_, view_);
}

const TypeDef bytes_type{
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy\n"
           "bytes(int) -> bytes object of that size, filled with zeros",
    .kind = Kind::bytes,
    .size = sizeof(Bytes),
    .flags = Type::base_type | Type::variable_size | Type::immutable,
    .construct_signature = "(source=<no value>, encoding=<no value>, errors=<no value>)",
    .construct_bound = construct,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, bytes_of(static_cast<Bytes*>(object)->size)); },
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  std::string_view text = self.as<Bytes>()->text();
                  TRY(rt.charge(static_cast<std::int64_t>(text.size() / 16)));
                  TRY(expect_memory(rt, 4 * text.size()));
                  return rt.str(quoted_bytes(text));
              },
              .hash =
                  [](Runtime& rt, View self) -> Result<std::int64_t> {
                      auto* bytes = self.as<Bytes>();
                      if (!bytes->hash) bytes->hash = hash_text(rt, bytes->text());
                      return static_cast<std::int64_t>(bytes->hash);
                  },
              .compare = compare_bytes,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Bytes>()->size); },
              .contains = bytes_contains,
              .iter = bytes_iter,
              .get_item = bytes_get_item,
              .binary = {bytes_add, nullptr, bytes_multiply, nullptr, nullptr, bytes_modulo},
              .get_buffer =
                  [](Runtime& rt, View self, BufferView& view, int flags) -> Result<void> {
                      if (flags & kWriteBuffer) return rt.raise(BufferError, "Object is not writable.");
                      view.data = self.as<Bytes>()->data;
                      view.size = self.as<Bytes>()->size;
                      view.owner = self;
                      return {};
                  }},
    .methods = bytes_methods,
};

// ---- bytearray

namespace {

Result<void> resize(Runtime& rt, ByteArray* array, std::size_t size) {
    if (size == array->size) return {};
    if (array->exports) return rt.raise(BufferError, "Existing exports of data: object cannot be re-sized");
    if (size > SIZE_MAX / 2) return rt.raise_memory_error();
    if (size + 1 > array->capacity) {
        std::size_t capacity = size + 1 + (array->capacity ? size / 8 + 3 : 0);
        void* data = rt.heap.resize_raw(array->data, array->capacity, capacity);
        if (!data) return rt.raise_memory_error();
        array->data = static_cast<char*>(data);
        array->capacity = capacity;
    }
    array->size = size;
    array->data[size] = 0;
    return {};
}

Result<ByteArray*> allocate_array(Runtime& rt, Type* type) {
    auto* made = rt.allocate<ByteArray>(type);
    if (!made) return rt.raise_memory_error();
    made->data = nullptr;
    made->size = made->capacity = 0;
    made->exports = 0;
    return made;
}

/// Replaces [at, at + removed) by `contents`.
Result<void> splice(Runtime& rt, ByteArray* array, std::size_t at, std::size_t removed, std::string_view contents) {
    std::string copy(contents);  // the contents may be the array's own
    std::size_t tail = array->size - at - removed, size = array->size - removed + copy.size();
    if (copy.size() < removed) {
        if (array->exports) return rt.raise(BufferError, "Existing exports of data: object cannot be re-sized");
        std::memmove(array->data + at + copy.size(), array->data + at + removed, tail);
        TRY(resize(rt, array, size));
    } else {
        TRY(resize(rt, array, size));
        if (tail) std::memmove(array->data + at + copy.size(), array->data + at + removed, tail);
    }
    if (!copy.empty()) std::memcpy(array->data + at, copy.data(), copy.size());
    return {};
}

ByteArray* array_of(Args args) { return args.self<ByteArray>(); }

Result<void> init_array(Runtime& rt, View self, const Arguments& arguments) {
    Value values[3];
    TRY(bind_constructor(rt, rt.types.bytearray, arguments, values));
    const View views[] = {self, values[0], values[1], values[2]};
    std::string contents;
    TRY(bytes_contents(rt, Args(rt, views, std::size(views), rt.types.bytearray->constructor), contents, "bytearray"));
    return splice(rt, self.as<ByteArray>(), 0, self.as<ByteArray>()->size, contents);
}

Result<unsigned char> byte_value(Runtime& rt, View value) {
    std::int64_t n = TRY(index_to_int64(rt, value));
    if (n < 0 || n > 255) return rt.raise(ValueError, "byte must be in range(0, 256)");
    return static_cast<unsigned char>(n);
}

/// Bytes of any bytes-like object or iterable of ints.
Result<void> collect(Runtime& rt, View value, std::string& out) {
    if (rt.type_of(value)->slots.get_buffer) return copy_buffer(rt, value, out);
    ScratchMemory scratch(rt);
    return for_each(rt, value, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        char byte = static_cast<char>(TRY(byte_value(rt, item)));
        TRY(scratch.room(out));
        out += byte;
        return true;
    });
}

Result<void> set_array_item(Runtime& rt, View self, View given, View value) {
    auto* array = self.as<ByteArray>();
    Value key = TRY(settled_key(rt, given));
    if (is_kind(key, Kind::slice)) {
        std::string contents;
        if (!value.is_unbound()) {
            if (is_kind(value, Kind::str) || is_integer(value))
                return rt.raise(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            TRY(collect(rt, value, contents));
        }
        SliceRange range = TRY(slice_range(rt, key.as<Slice>(), static_cast<std::int64_t>(array->size)));
        if (range.step == 1) return splice(rt, array, static_cast<std::size_t>(range.start), static_cast<std::size_t>(range.count), contents);
        if (value.is_unbound() || (contents.empty() && range.count)) {
            if (range.count && array->exports) return rt.raise(BufferError, "Existing exports of data: object cannot be re-sized");
            std::string kept;
            std::vector<bool> gone(array->size);
            for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step) gone[static_cast<std::size_t>(at)] = true;
            for (std::size_t n = 0; n < array->size; ++n)
                if (!gone[n]) kept += array->data[n];
            return splice(rt, array, 0, array->size, kept);
        }
        if (static_cast<std::int64_t>(contents.size()) != range.count)
            return rt.raise(ValueError, "attempt to assign bytes of size %zu to extended slice of size %lld", contents.size(),
                            static_cast<long long>(range.count));
        for (std::int64_t n = 0, at = range.start; n < range.count; ++n, at += range.step)
            array->data[at] = contents[static_cast<std::size_t>(n)];
        return {};
    }
    if (!is_integer(key) && !rt.type_of(key)->slots.index)
        return rt.raise(TypeError, "bytearray indices must be integers or slices, not %s", type_name(rt, key));
    std::int64_t at = TRY(index_to_int64(rt, key));
    unsigned char byte = value.is_unbound() ? 0 : TRY(byte_value(rt, value));
    if (at < 0) at += static_cast<std::int64_t>(array->size);
    if (at < 0 || at >= static_cast<std::int64_t>(array->size)) return rt.raise(IndexError, "bytearray index out of range");
    if (value.is_unbound()) return splice(rt, array, static_cast<std::size_t>(at), 1, "");
    array->data[at] = static_cast<char>(byte);
    return {};
}

Result<Value> append_in_place(Runtime& rt, View self, View other) {
    if (!rt.type_of(other)->slots.get_buffer) return rt.raise(TypeError, "can't concat %s to bytearray", type_name(rt, other));
    std::string contents;
    TRY(collect(rt, other, contents));
    TRY(splice(rt, self.as<ByteArray>(), self.as<ByteArray>()->size, 0, contents));
    return Value(self);
}

Result<Value> repeat_in_place(Runtime& rt, View self, View times) {
    if (!is_integer(times)) return View::not_implemented();
    Value made = TRY(bytes_multiply(rt, self, times));
    TRY(splice(rt, self.as<ByteArray>(), 0, self.as<ByteArray>()->size, made.as<ByteArray>()->text()));
    return Value(self);
}

}  // namespace

Result<Value> bytearray_append(Runtime& rt, Args args) {
         char byte = static_cast<char>(TRY(byte_value(rt, args[1])));
         TRY(splice(rt, array_of(args), array_of(args)->size, 0, {&byte, 1}));
         return View::none();
     }

Result<Value> bytearray_extend(Runtime& rt, Args args) {
         if (is_kind(args[1], Kind::str)) return rt.raise(TypeError, "expected iterable of integers; got: 'str'");
         if (!rt.type_of(args[1])->slots.get_buffer && !rt.type_of(args[1])->slots.iter && !rt.type_of(args[1])->slots.get_item)
             return rt.raise(TypeError, "can't extend bytearray with %s", type_name(rt, args[1]));
         if (!rt.type_of(args[1])->slots.get_buffer) TRY(length_hint(rt, args[1]));  // which may raise
         std::string contents;
         TRY(collect(rt, args[1], contents));
         TRY(splice(rt, array_of(args), array_of(args)->size, 0, contents));
         return View::none();
     }

Result<Value> bytearray_insert(Runtime& rt, Args args) {
         std::ptrdiff_t at = TRY(args.size(1)), size = static_cast<std::ptrdiff_t>(array_of(args)->size);
         char byte = static_cast<char>(TRY(byte_value(rt, args[2])));
         if (at < 0) at = at + size < 0 ? 0 : at + size;
         TRY(splice(rt, array_of(args), static_cast<std::size_t>(at > size ? size : at), 0, {&byte, 1}));
         return View::none();
     }

Result<Value> bytearray_pop(Runtime& rt, Args args) {
         std::ptrdiff_t at = TRY(args.size(1)), size = static_cast<std::ptrdiff_t>(array_of(args)->size);
         if (!size) return rt.raise(IndexError, "pop from empty bytearray");
         if (at < 0) at += size;
         if (at < 0 || at >= size) return rt.raise(IndexError, "pop index out of range");
         auto byte = static_cast<unsigned char>(array_of(args)->data[at]);
         TRY(splice(rt, array_of(args), static_cast<std::size_t>(at), 1, ""));
         return View::small_int(byte);
     }

Result<Value> bytearray_remove(Runtime& rt, Args args) {
         char byte = static_cast<char>(TRY(byte_value(rt, args[1])));
         std::size_t at = array_of(args)->text().find(byte);
         if (at == std::string_view::npos) return rt.raise(ValueError, "value not found in bytearray");
         TRY(splice(rt, array_of(args), at, 1, ""));
         return View::none();
     }

Result<Value> bytearray_clear(Runtime& rt, Args args) {
         TRY(splice(rt, array_of(args), 0, array_of(args)->size, ""));
         return View::none();
     }

Result<Value> bytearray_reverse(Runtime&, Args args) {
         auto* array = array_of(args);
         for (std::size_t i = 0, j = array->size; i + 1 < j; ++i) std::swap(array->data[i], array->data[--j]);
         return View::none();
     }

Result<Value> bytearray_copy(Runtime& rt, Args args) { return new_bytearray(rt, array_of(args)->text()); }


Result<Value> new_bytearray(Runtime& rt, std::string_view contents) {
    Ref<ByteArray> made = Ref<ByteArray>::adopt(TRY(allocate_array(rt, rt.types.bytearray)));
    TRY(splice(rt, made.get(), 0, 0, contents));
    return made;
}

const TypeDef bytearray_type{
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy\nbytearray(int) -> bytearray of that size, filled with zeros",
    .kind = Kind::bytearray,
    .size = sizeof(ByteArray),
    .flags = Type::base_type | Type::immutable,
    .construct_signature = "(source=<no value>, encoding=<no value>, errors=<no value>)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* array = static_cast<ByteArray*>(object);
                      rt.heap.free_raw(array->data, array->capacity);
                      rt.free_instance(object, sizeof(ByteArray));
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> { return Ref<ByteArray>::adopt(TRY(allocate_array(rt, type))); },
              .init = init_array,
              .repr =
                  [](Runtime& rt, View self) -> Result<Value> {
                      std::size_t size = self.as<ByteArray>()->size;
                      TRY(rt.charge(static_cast<std::int64_t>(size / 16)));
                      TRY(expect_memory(rt, 4 * size));
                      return rt.str(std::string(type_name(rt, self)) + "(" + quoted_bytes(self.as<ByteArray>()->text()) + ")");
                  },
              .compare = compare_bytes,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<ByteArray>()->size); },
              .contains = bytes_contains,
              .iter = bytes_iter,
              .get_item = bytes_get_item,
              .set_item = set_array_item,
              .binary = {bytes_add, nullptr, bytes_multiply, nullptr, nullptr, bytes_modulo},
              .inplace = {append_in_place, nullptr, repeat_in_place},
              .get_buffer =
                  [](Runtime&, View self, BufferView& view, int) -> Result<void> {
                      auto* array = self.as<ByteArray>();
                      view.data = array->data;
                      view.size = array->size;
                      view.readonly = false;
                      view.owner = self;
                      ++array->exports;
                      return {};
                  },
              .release_buffer = [](Runtime&, View self, BufferView&) { --self.as<ByteArray>()->exports; }},
    .methods = bytearray_methods,
};

}  // namespace ouro
