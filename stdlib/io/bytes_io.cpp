// SPDX-License-Identifier: MIT
// BytesIO: a binary stream in memory.
#include <algorithm>
#include <cstring>

#include "runtime/native/native_base.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

struct BytesIO : Object {
    ByteBuffer bytes;
    std::size_t at;
    std::uint32_t exports;  // views that getbuffer() gave: the size cannot change
    bool closed;
};
BytesIO* self_of(View v) { return v.as<BytesIO>(); }

/// What getbuffer() makes a memoryview of.
struct Exported : Object {
    Ref<BytesIO> source;
};

Result<BytesIO*> open_self(Runtime& rt, View self) {
    if (self_of(self)->closed) return raise_closed(rt);
    return self_of(self);
}

Result<void> check_exports(Runtime& rt, BytesIO* b) {
    if (b->exports) return rt.raise(BufferError, "Existing exports of data: object cannot be re-sized");
    return {};
}

std::string_view rest(const BytesIO* b) { return b->at < b->bytes.size() ? b->bytes.text().substr(b->at) : std::string_view(); }

Result<Value> take(Runtime& rt, BytesIO* b, std::size_t n) {
    Result<Value> made = new_bytes(rt, rest(b).substr(0, n));
    b->at += n;
    return made;
}

Result<Value> read(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    BytesIO* b = TRY(open_self(rt, args[0]));
    std::size_t left = rest(b).size();
    return take(rt, b, size < 0 ? left : std::min(left, static_cast<std::size_t>(size)));
}

Result<Value> line(Runtime& rt, BytesIO* b, std::ptrdiff_t limit) {
    std::string_view text = rest(b);
    std::size_t end = text.find('\n');
    std::size_t n = end == std::string_view::npos ? text.size() : end + 1;
    if (limit >= 0) n = std::min(n, static_cast<std::size_t>(limit));
    return take(rt, b, n);
}

Result<Value> read_lines(Runtime& rt, Args args) {
    std::ptrdiff_t hint = TRY(size_or_none(rt, args[1]));
    BytesIO* b = TRY(open_self(rt, args[0]));
    Ref<List> lines = TRY(new_list(rt));
    for (std::size_t total = 0; !rest(b).empty();) {
        TRY(rt.charge(1));
        Value each = TRY(line(rt, b, -1));
        total += each.as<Bytes>()->size;
        TRY(list_append(rt, lines.get(), each));
        if (hint > 0 && total >= static_cast<std::size_t>(hint)) break;
    }
    return lines;
}

Result<Value> read_into(Runtime& rt, Args args) {
    WritableArgument target(rt, args[1], "readinto");
    if (target.raised()) return Raised{};
    BytesIO* b = TRY(open_self(rt, args[0]));
    std::size_t n = std::min(rest(b).size(), target.size());
    if (n) std::memcpy(target.data(), rest(b).data(), n);
    b->at += n;
    return rt.integer(static_cast<std::int64_t>(n));
}

Result<std::size_t> put(Runtime& rt, BytesIO* b, View object) {
    BufferGuard bytes(rt, object);
    if (bytes.raised()) return Raised{};
    if (b->closed) return raise_closed(rt);
    std::size_t n = bytes.size();
    if (!n) return n;
    if (n > SIZE_MAX / 8 || b->at > SIZE_MAX / 8) return rt.raise(OverflowError, "new buffer size too large");
    std::size_t end = b->at + n;
    if (end > b->bytes.size()) {
        TRY(check_exports(rt, b));
        // The bytes may be our own, which resizing moves.
        std::string own;
        const char* source = bytes.data();
        if (source >= b->bytes.data() && source < b->bytes.data() + b->bytes.capacity()) {
            own = std::string(bytes.text());
            source = own.data();
        }
        TRY(b->bytes.resize(rt, end));
        std::memcpy(b->bytes.data() + b->at, source, n);
    } else {
        std::memmove(b->bytes.data() + b->at, bytes.data(), n);
    }
    b->at = end;
    return n;
}

Result<Value> write(Runtime& rt, Args args) {
    BytesIO* b = TRY(open_self(rt, args[0]));
    TRY(check_exports(rt, b));
    return rt.integer(static_cast<std::int64_t>(TRY(put(rt, b, args[1]))));
}

Result<Value> write_lines(Runtime& rt, Args args) {
    BytesIO* b = TRY(open_self(rt, args[0]));
    TRY(for_each(rt, args[1], [&](View each) -> Result<bool> {
        Value held(each);
        TRY(put(rt, b, held));
        return true;
    }));
    return View::none();
}

Result<Value> seek(Runtime& rt, Args args) {
    std::int64_t offset = TRY(args.integer(1));
    int whence = TRY(args.small_integer(2));
    BytesIO* b = TRY(open_self(rt, args[0]));
    if (offset < 0 && whence == 0) return rt.raise(ValueError, "negative seek value %lld", static_cast<long long>(offset));
    std::int64_t base = whence == 1 ? static_cast<std::int64_t>(b->at) : whence == 2 ? static_cast<std::int64_t>(b->bytes.size()) : 0;
    if (whence < 0 || whence > 2) return rt.raise(ValueError, "invalid whence (%i, should be 0, 1 or 2)", whence);
    if (offset > INT64_MAX - base) return rt.raise(OverflowError, "new position too large");
    b->at = static_cast<std::size_t>(std::max<std::int64_t>(0, base + offset));
    return rt.integer(static_cast<std::int64_t>(b->at));
}

Result<Value> truncate(Runtime& rt, Args args) {
    BytesIO* b = TRY(open_self(rt, args[0]));
    TRY(check_exports(rt, b));
    std::int64_t size = args[1].is_none() ? static_cast<std::int64_t>(b->at) : TRY(size_or_none(rt, args[1]));
    if (size < 0) return rt.raise(ValueError, "negative size value %lld", static_cast<long long>(size));
    if (static_cast<std::size_t>(size) < b->bytes.size()) b->bytes.set_size(static_cast<std::size_t>(size));
    return rt.integer(size);
}

Result<Value> get_buffer(Runtime& rt, Args args) {
    BytesIO* b = TRY(open_self(rt, args[0]));
    auto* exported = rt.allocate<Exported>(TRY(native_type(rt, bytes_io_buffer_type)));
    if (!exported) return rt.raise_memory_error();
    new (&exported->source) Ref<BytesIO>(b);
    Value source = Value::adopt(View(exported));
    return call(rt, View(rt.types.memoryview), {source});
}

Result<Value> get_state(Runtime& rt, Args args) {
    BytesIO* b = TRY(open_self(rt, args[0]));
    Value contents = TRY(new_bytes(rt, b->bytes.text())), dict = TRY(find_attribute(rt, args[0], rt.names.dict_));
    Value copy = View::none();
    if (is_kind(dict, Kind::dict) && dict.as<Dict>()->used) copy = TRY(dict_copy(rt, dict.as<Dict>()));
    Ref<Tuple> made = TRY(new_tuple(rt, {contents, View::small_int(static_cast<std::int64_t>(b->at)), copy}));
    return made;
}

Result<Value> set_state(Runtime& rt, Args args) {
    Tuple* state = as_tuple(args[1]);
    if (!state || state->size < 3)
        return rt.raise(TypeError, "%s.__setstate__ argument should be 3-tuple, got %s", type_name(rt, args[0]), type_name(rt, args[1]));
    Ref<Tuple> held(state);
    BytesIO* b = self_of(args[0]);
    TRY(check_exports(rt, b));
    b->bytes.clear();
    b->at = 0;
    TRY(put(rt, b, state->items[0]));
    if (!is_integer(state->items[1]))
        return rt.raise(TypeError, "second item of state must be an integer, got %s", type_name(rt, state->items[1]));
    std::int64_t at = TRY(index_to_int64(rt, state->items[1]));
    if (at < 0) return rt.raise(ValueError, "position value cannot be negative");
    b->at = static_cast<std::size_t>(at);
    if (!state->items[2].is_none()) {
        if (!is_kind(state->items[2], Kind::dict))
            return rt.raise(TypeError, "third item of state should be a dict, got a %s", type_name(rt, state->items[2]));
        Value dict = TRY(dict_of(rt, args[0]));
        TRY(dict_update(rt, dict.as<Dict>(), state->items[2]));
    }
    return View::none();
}

Result<Value> yes(Runtime& rt, Args args) {
    (void)TRY(open_self(rt, args[0]));
    return View::boolean(true);
}

constexpr FunctionDef methods[] = {
    {"read(self, size=-1, /)", read, "Read at most size bytes, returned as a bytes object."},
    {"read1(self, size=-1, /)", read, "Read at most size bytes, returned as a bytes object."},
    {"readinto(self, buffer, /)", read_into, "Read bytes into buffer."},
    {"readline(self, size=-1, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         std::ptrdiff_t limit = TRY(size_or_none(rt, a[1]));
         return line(rt, TRY(open_self(rt, a[0])), limit);
     },
     "Next line from the file, as a bytes object."},
    {"readlines(self, size=None, /)", read_lines, "List of bytes objects, each a line from the file."},
    {"write(self, b, /)", write, "Write bytes to file."},
    {"writelines(self, lines, /)", write_lines, "Write lines to the file."},
    {"seek(self, pos, whence=0, /)", seek, "Change stream position."},
    {"tell(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(open_self(rt, a[0]))->at)); }, "Current file position, an integer."},
    {"truncate(self, size=None, /)", truncate, "Truncate the file to at most size bytes."},
    {"getvalue(self, /)", [](Runtime& rt, Args a) -> Result<Value> { return new_bytes(rt, TRY(open_self(rt, a[0]))->bytes.text()); }, "Retrieve the entire contents of the BytesIO object."},
    {"getbuffer(self, /)", get_buffer, "Get a read-write view over the contents of the BytesIO object."},
    {"flush(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         (void)TRY(open_self(rt, a[0]));
         return View::none();
     },
     "Does nothing."},
    {"close(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_exports(rt, self_of(a[0])));
         self_of(a[0])->closed = true;
         self_of(a[0])->bytes.free(rt);
         return View::none();
     },
     "Disable all I/O operations."},
    {"readable(self, /)", yes, "Returns True if the IO object can be read."},
    {"writable(self, /)", yes, "Returns True if the IO object can be written."},
    {"seekable(self, /)", yes, "Returns True if the IO object can be seeked."},
    {"isatty(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         (void)TRY(open_self(rt, a[0]));
         return View::boolean(false);
     },
     "Always returns False."},
    {"__getstate__(self, /)", get_state, ""},
    {"__setstate__(self, state, /)", set_state, ""},
};
constexpr PropertyDef properties[] = {{"closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->closed); }, nullptr, "True if the file is closed."}};

}  // namespace

const TypeDef bytes_io_type{
    .name = "BytesIO",
    .module = "_io",
    .doc = "Buffered I/O implementation using an in-memory bytes buffer.",
    .size = sizeof(BytesIO),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base =
        native_base<buffered_io_base_type>,
    .text_signature = "(initial_bytes=b'')",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<BytesIO*>(object)->bytes.free(rt);
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<BytesIO>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  new (&made->bytes) ByteBuffer();
                  made->at = 0;
                  made->exports = 0;
                  made->closed = false;
                  return Value::adopt(View(made));
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  Value values[1];
                  TRY(bind_init(rt, "BytesIO(initial_bytes=None)", arguments, values));
                  BytesIO* b = self_of(self);
                  TRY(check_exports(rt, b));
                  b->bytes.clear();
                  b->at = 0;
                  if (values[0].is_none() || !arguments.total()) return {};
                  TRY(put(rt, b, values[0]));
                  b->at = 0;
                  return {};
              },
              .next = [](Runtime& rt, View self) -> Result<Value> {
                  Value next = TRY(line(rt, TRY(open_self(rt, self)), -1));
                  return next.as<Bytes>()->size ? next : Value();
              }},
    .methods = methods,
    .properties = properties,
};

const TypeDef bytes_io_buffer_type{
    .name = "_BytesIOBuffer",
    .module = "_io",
    .size = sizeof(Exported),
    .flags = Type::container | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Exported*>(object)->source.~Ref();
                      rt.free_instance(object, sizeof(Exported));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(View(static_cast<Exported*>(object)->source)); },
              .get_buffer = [](Runtime&, View self, BufferView& view, int) -> Result<void> {
                  BytesIO* b = self.as<Exported>()->source.get();
                  view.data = b->bytes.data();
                  view.size = b->bytes.size();
                  view.readonly = false;
                  view.owner = self;
                  ++b->exports;
                  return {};
              },
              .release_buffer = [](Runtime&, View self, BufferView&) { --self.as<Exported>()->source->exports; }},
};

}  // namespace ouro
