// SPDX-License-Identifier: MIT
// _IOBase, _RawIOBase, _BufferedIOBase and _TextIOBase: what a stream does by its own other methods; and the checks that all streams share.
#include <algorithm>
#include <cstring>

#include "runtime/native/native_base.h"
#include "runtime/native/signature.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

const char kUnsupported = 0;

}  // namespace

Result<Type*> unsupported_operation(Runtime& rt) {
    if (auto known = rt.library.find(&kUnsupported); known != rt.library.end()) return known->second.as<Type>();
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(rt.exception_type(OSError)), View(rt.exception_type(ValueError))}));
    Ref<Dict> dict = TRY(new_dict(rt));
    TRY(dict_set(rt, dict.get(), rt.names.module_, TRY(rt.str("io"))));
    Ref<Str> name = TRY(intern(rt, "UnsupportedOperation"));
    Ref<Type> made = TRY(new_class(rt, rt.types.type, name.get(), bases.get(), dict.get(), {}));
    Type* type = made.get();
    rt.library[&kUnsupported] = Value(std::move(made));
    return type;
}

Raised raise_unsupported(Runtime& rt, const char* message) {
    Type* type = TRY(unsupported_operation(rt));
    Value text = TRY(rt.str(message));
    return rt.raise_object(TRY(call(rt, View(type), {text})));
}

Result<bool> is_closed(Runtime& rt, View stream) {
    if (FileIO* file = as_file(rt, stream)) return file->descriptor < 0;
    bool known;
    if (buffered_closed_fast(rt, stream, known)) return known;
    Value closed = TRY(get_attribute(rt, stream, rt.names.closed));
    return truth(rt, closed);
}

Result<void> check_closed(Runtime& rt, View stream) {
    if (TRY(is_closed(rt, stream))) return raise_closed(rt);
    return {};
}

Result<void> check_able(Runtime& rt, View stream, Str* method, const char* message) {
    Value answer = TRY(call_method(rt, stream, method));
    if (answer.is_true()) return {};
    return raise_unsupported(rt, message);
}

Result<std::ptrdiff_t> size_or_none(Runtime& rt, View value) {
    if (value.is_unbound() || value.is_none()) return -1;
    if (!is_integer(value) && !rt.type_of(value)->slots.index)
        return rt.raise(TypeError, "argument should be integer or None, not '%s'", type_name(rt, value));
    return index_to_int64(rt, value);
}

Result<const Signature*> bind_init(Runtime& rt, const char* text, const Arguments& arguments, Value* out) {
    std::shared_ptr<void>& known = rt.library_state[text];
    if (!known) {
        std::string_view whole(text);
        std::unique_ptr<Signature> made = TRY(Signature::parse(rt, text, std::string(whole.substr(0, whole.find('(')))));
        known = std::shared_ptr<Signature>(std::move(made));
    }
    auto* signature = static_cast<const Signature*>(known.get());
    TRY(signature->bind(rt, nullptr, 0, arguments, out));
    return signature;
}

void chain(Runtime& rt, View earlier) {
    if (is_kind(rt.pending, Kind::exception) && View(rt.pending) != earlier) set_context(rt.pending.as<Exception>(), earlier);
}

WritableArgument::WritableArgument(Runtime& rt, View object, const char* function) {
    guard_ = std::make_unique<BufferGuard>(rt, object, kWriteBuffer);
    raised_ = guard_->raised();
    if (raised_ && !rt.stopping()) {
        rt.pending = Value();
        (void)rt.raise(TypeError, "%s() argument must be read-write bytes-like object, not %s", function, type_name(rt, object));
    }
}

// ---- bytes that grow

Result<void> ByteBuffer::reserve(Runtime& rt, std::size_t capacity) {
    if (capacity <= capacity_) return {};
    std::size_t wanted = capacity_ + capacity_ / 2 > capacity ? capacity_ + capacity_ / 2 : capacity;
    if (wanted > SIZE_MAX / 4) return rt.raise_memory_error();
    void* memory = rt.heap.resize_raw(data_, capacity_, wanted);
    if (!memory) return rt.raise_memory_error();
    data_ = static_cast<char*>(memory);
    capacity_ = wanted;
    return {};
}

Result<void> ByteBuffer::resize(Runtime& rt, std::size_t size) {
    TRY(reserve(rt, size));
    if (size > size_) std::memset(data_ + size_, 0, size - size_);
    size_ = size;
    return {};
}

Result<void> ByteBuffer::append(Runtime& rt, std::string_view bytes) {
    if (bytes.empty()) return {};
    if (bytes.size() > SIZE_MAX / 4 - size_) return rt.raise_memory_error();
    TRY(reserve(rt, size_ + bytes.size()));
    std::memcpy(data_ + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
    return {};
}

void ByteBuffer::erase_front(std::size_t count) {
    if (!count) return;
    std::memmove(data_, data_ + count, size_ - count);
    size_ -= count;
}

void ByteBuffer::free(Runtime& rt) {
    if (data_) rt.heap.free_raw(data_, capacity_);
    data_ = nullptr;
    size_ = capacity_ = 0;
}

// ---- any raw stream

namespace {

Result<std::ptrdiff_t> transferred(Runtime& rt, View answer, std::size_t size, const char* what) {
    if (answer.is_none()) return kWouldBlock;
    if (!is_integer(answer) && !rt.type_of(answer)->slots.index) return rt.raise(TypeError, "'%s' object cannot be interpreted as an integer", type_name(rt, answer));
    std::int64_t n = TRY(index_to_int64(rt, answer));
    if (n < 0 || static_cast<std::uint64_t>(n) > size)
        return rt.raise(OSError, "raw %s() returned invalid length %lld (should have been between 0 and %zu)", what, static_cast<long long>(n), size);
    return static_cast<std::ptrdiff_t>(n);
}

}  // namespace

Result<std::ptrdiff_t> raw_read(Runtime& rt, View raw, char* data, std::size_t size) {
    if (FileIO* file = as_file(rt, raw)) return file_read(rt, file, data, size);
    // The raw stream gets memory of its own: it may keep what it is given.
    Value bytes = TRY(new_bytearray(rt, std::string(size, '\0')));
    Value view = TRY(call(rt, View(rt.types.memoryview), {bytes}));
    Result<Value> answer = call_method(rt, raw, rt.names.readinto, {view});
    while (answer.raised() && rt.swallow(InterruptedError)) {
        TRY(rt.check_stop());
        answer = call_method(rt, raw, rt.names.readinto, {view});
    }
    if (answer.raised()) return Raised{};
    std::ptrdiff_t got = TRY(transferred(rt, answer.value(), size, "readinto"));
    if (got > 0) std::memcpy(data, bytes.as<ByteArray>()->data, static_cast<std::size_t>(got));
    return got;
}

Result<std::ptrdiff_t> raw_write(Runtime& rt, View raw, std::string_view contents) {
    if (FileIO* file = as_file(rt, raw)) return file_write(rt, file, contents);
    Value bytes = TRY(new_bytes(rt, contents));
    Value view = TRY(call(rt, View(rt.types.memoryview), {bytes}));
    std::size_t size = contents.size();
    Result<Value> answer = call_method(rt, raw, rt.names.write, {view});
    while (answer.raised() && rt.swallow(InterruptedError)) {
        TRY(rt.check_stop());
        answer = call_method(rt, raw, rt.names.write, {view});
    }
    if (answer.raised()) return Raised{};
    return transferred(rt, answer.value(), size, "write");
}

Result<std::int64_t> raw_tell(Runtime& rt, View raw) {
    if (FileIO* file = as_file(rt, raw)) return file_seek(rt, file, 0, 1);
    Value answer = TRY(call_method(rt, raw, rt.names.tell));
    std::int64_t n = TRY(index_to_int64(rt, answer));
    if (n < 0) return rt.raise(OSError, "Raw stream returned invalid position %lld", static_cast<long long>(n));
    return n;
}

Result<std::int64_t> raw_seek(Runtime& rt, View raw, std::int64_t offset, int whence) {
    if (FileIO* file = as_file(rt, raw)) return file_seek(rt, file, offset, whence);
    Value target = TRY(rt.integer(offset));
    Value answer = TRY(call_method(rt, raw, rt.names.seek, {target, View::small_int(whence)}));
    std::int64_t n = TRY(index_to_int64(rt, answer));
    if (n < 0) return rt.raise(OSError, "Raw stream returned invalid position %lld", static_cast<long long>(n));
    return n;
}

// ---- _IOBase

namespace {

#define UNSUPPORTED(name) [](Runtime& rt, Args) -> Result<Value> { return raise_unsupported(rt, name); }

/// Whether _IOBase.close() has run, whatever a subclass says by its `closed`.
Result<bool> base_is_closed(Runtime& rt, View self) { return !TRY(find_attribute(rt, self, rt.names.base_closed)).is_unbound(); }

Result<Value> base_close(Runtime& rt, Args args) {
    View self = args[0];
    if (TRY(base_is_closed(rt, self))) return View::none();
    auto flush = [&]() -> Result<void> {
        TRY(call_method(rt, self, rt.names.flush));
        return {};
    };
    TRY(run_both(rt, flush, [&] { return set_attribute(rt, self, rt.names.base_closed, View::boolean(true)); }));
    return View::none();
}

/// Closing at the end of an object's life: errors are reported, since nobody can catch them.
void finalize_stream(Runtime& rt, Object* object) {
    View self(object);
    Result<Value> closed = find_attribute(rt, self, rt.names.closed);
    bool done = true;
    if (closed.raised()) {
        if (rt.stopping()) return;
        rt.pending = Value();  // detached, or never made ready: nothing to close
    } else if (!closed.value().is_unbound()) {
        Result<bool> answer = truth(rt, closed.value());
        if (answer.raised()) rt.pending = Value();
        else done = answer.value();
    }
    if (done || rt.stopping()) return;
    if (set_attribute(rt, self, rt.names.finalizing, View::boolean(true)).raised()) rt.pending = Value();
    if (call_method(rt, self, rt.names.close).raised() && !rt.stopping()) rt.report_unraisable(self);
}

Result<Value> base_readlines(Runtime& rt, Args args) {
    std::ptrdiff_t hint = TRY(size_or_none(rt, args[1]));
    Ref<List> lines = TRY(new_list(rt));
    std::size_t total = 0;
    Value iterator = TRY(iter(rt, args[0]));
    for (;;) {
        Value line = TRY(next(rt, iterator));
        if (line.is_unbound()) return lines;
        TRY(rt.charge(1));
        TRY(list_append(rt, lines.get(), line));
        if (hint <= 0) continue;
        total += static_cast<std::size_t>(TRY(length(rt, line)));
        if (total > static_cast<std::size_t>(hint)) return lines;
    }
}

Result<Value> base_writelines(Runtime& rt, Args args) {
    View self = args[0];
    TRY(check_closed(rt, self));
    TRY(for_each(rt, args[1], [&](View line) -> Result<bool> {
        Value held(line);
        Result<Value> written = call_method(rt, self, rt.names.write, {held});
        while (written.raised() && rt.swallow(InterruptedError)) {
            TRY(rt.check_stop());
            written = call_method(rt, self, rt.names.write, {held});
        }
        if (written.raised()) return Raised{};
        return true;
    }));
    return View::none();
}

template <Str* Names::*method, int>
Result<Value> check_method(Runtime& rt, Args args) {
    const char* message = method == &Names::readable ? "File or stream is not readable." : method == &Names::writable ? "File or stream is not writable." : "File or stream is not seekable.";
    TRY(check_able(rt, args[0], rt.names.*method, message));
    return View::boolean(true);
}

constexpr FunctionDef base_methods[] = {
    {"seek(self, offset, whence=0, /)", UNSUPPORTED("seek"), "Change the stream position to the given byte offset."},
    {"tell(self, /)", [](Runtime& rt, Args a) { return call_method(rt, a[0], rt.names.seek, {View::small_int(0), View::small_int(1)}); }, "Return current stream position."},
    {"truncate(self, size=None, /)", UNSUPPORTED("truncate"), "Truncate file to size bytes."},
    {"fileno(self, /)", UNSUPPORTED("fileno"), "Return underlying file descriptor if one exists."},
    {"flush(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         if (TRY(base_is_closed(rt, a[0]))) return raise_closed(rt);
         return View::none();
     },
     "Flush write buffers, if applicable."},
    {"close(self, /)", base_close, "Flush and close the IO object."},
    {"seekable(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "Return whether object supports random access."},
    {"readable(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "Return whether object was opened for reading."},
    {"writable(self, /)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "Return whether object was opened for writing."},
    {"isatty(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_closed(rt, a[0]));
         return View::boolean(false);
     },
     "Return whether this is an 'interactive' stream."},
    {"_checkClosed(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_closed(rt, a[0]));
         return View::none();
     },
     ""},
    {"_checkSeekable(self, /)", check_method<&Names::seekable, 0>, ""},
    {"_checkReadable(self, /)", check_method<&Names::readable, 0>, ""},
    {"_checkWritable(self, /)", check_method<&Names::writable, 0>, ""},
    {"__enter__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(check_closed(rt, a[0]));
         return Value(a[0]);
     },
     ""},
    {"__exit__(self, /, *args)", [](Runtime& rt, Args a) { return call_method(rt, a[0], rt.names.close); }, ""},
    {"readline(self, size=-1, /)", [](Runtime& rt, Args a) -> Result<Value> { return generic_readline(rt, a[0], TRY(size_or_none(rt, a[1]))); }, "Read and return a line from the stream."},
    {"readlines(self, hint=-1, /)", base_readlines, "Return a list of lines from the stream."},
    {"writelines(self, lines, /)", base_writelines, "Write a list of lines to stream."},
};

constexpr PropertyDef base_properties[] = {
    {"closed", [](Runtime& rt, View self) -> Result<Value> {
         Value closed = TRY(find_attribute(rt, self, rt.names.base_closed));
         return View::boolean(!closed.is_unbound());
     }},
};

Result<Value> base_iter(Runtime& rt, View self) {
    TRY(check_closed(rt, self));
    return Value(self);
}

Result<Value> base_next(Runtime& rt, View self) {
    Value line = TRY(call_method(rt, self, rt.names.readline));
    return TRY(length(rt, line)) ? line : Value();
}

}  // namespace

Result<Value> generic_readline(Runtime& rt, View self, std::ptrdiff_t limit) {
    std::string line;
    Value peek = TRY(find_attribute(rt, self, rt.names.peek));
    while (limit < 0 || line.size() < static_cast<std::size_t>(limit)) {
        std::int64_t wanted = 1;
        if (!peek.is_unbound()) {
            Value ahead = TRY(call(rt, peek, {View::small_int(1)}));
            if (!is_kind(ahead, Kind::bytes)) return rt.raise(OSError, "peek() should have returned a bytes object, not '%s'", type_name(rt, ahead));
            std::string_view seen = ahead.as<Bytes>()->text();
            if (!seen.empty()) {
                std::size_t end = seen.find('\n');
                std::size_t n = end == std::string_view::npos ? seen.size() : end + 1;
                if (limit >= 0) n = std::min(n, static_cast<std::size_t>(limit) - line.size());
                wanted = static_cast<std::int64_t>(n);
            }
        }
        Result<Value> read = call_method(rt, self, rt.names.read, {View::small_int(wanted)});
        if (read.raised()) {
            if (!rt.swallow(InterruptedError)) return Raised{};
            TRY(rt.check_stop());
            continue;
        }
        Value piece = read.take();
        if (!is_kind(piece, Kind::bytes)) return rt.raise(OSError, "read() should have returned a bytes object, not '%s'", type_name(rt, piece));
        std::string_view text = piece.as<Bytes>()->text();
        if (text.empty()) break;
        TRY(rt.charge(1));
        line += text;
        if (line.back() == '\n') break;
    }
    return new_bytes(rt, line);
}

const TypeDef io_base_type{
    .name = "_IOBase",
    .module = "_io",
    .doc = "The abstract base class for all I/O classes.",
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .slots = {.finalize = finalize_stream, .iter = base_iter, .next = base_next},
    .methods = base_methods,
    .properties = base_properties,
};

// ---- _RawIOBase

namespace {

Result<Value> raw_base_read(Runtime& rt, Args args) {
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    if (size < 0) return call_method(rt, args[0], rt.names.readall);
    Value bytes = TRY(call(rt, View(rt.types.bytearray), {TRY(rt.integer(size))}));
    Value answer = TRY(call_method(rt, args[0], rt.names.readinto, {bytes}));
    if (answer.is_none()) return answer;
    std::int64_t got = TRY(index_to_int64(rt, answer));
    std::string_view text = bytes.as<ByteArray>()->text();
    if (got < 0 || got > size || static_cast<std::size_t>(got) > text.size())
        return rt.raise(ValueError, "readinto returned %lld outside buffer size %zd", static_cast<long long>(got), size);
    return new_bytes(rt, text.substr(0, static_cast<std::size_t>(got)));
}

Result<Value> raw_base_readall(Runtime& rt, Args args) {
    ByteBuffer all;
    auto read = [&]() -> Result<Value> {
        for (;;) {
            Result<Value> piece = call_method(rt, args[0], rt.names.read, {View::small_int(kDefaultBufferSize)});
            if (piece.raised()) {
                if (!rt.swallow(InterruptedError)) return Raised{};
                TRY(rt.check_stop());
                continue;
            }
            if (piece.value().is_none()) {
                if (!all.size()) return View::none();
                break;
            }
            if (!is_kind(piece.value(), Kind::bytes)) return rt.raise(TypeError, "read() should return bytes");
            if (!piece.value().as<Bytes>()->size) break;
            TRY(rt.charge(1));
            TRY(all.append(rt, piece.value().as<Bytes>()->text()));
        }
        return new_bytes(rt, all.text());
    };
    Result<Value> made = read();
    all.free(rt);
    return made;
}

Result<Value> not_implemented(Runtime& rt, Args) { return rt.raise_object(TRY(call(rt, View(rt.exception_type(NotImplementedError))))); }

constexpr FunctionDef raw_methods[] = {
    {"read(self, size=-1, /)", raw_base_read, ""},
    {"readall(self, /)", raw_base_readall, "Read until EOF, using multiple read() call."},
    {"readinto(self, buffer, /)", not_implemented, ""},
    {"write(self, b, /)", not_implemented, ""},
};

}  // namespace

const TypeDef raw_io_base_type{.name = "_RawIOBase",
                               .module = "_io",
                               .doc = "Base class for raw binary I/O.",
                               .flags = Type::base_type | Type::has_dict | Type::container,
                               .base = native_base<io_base_type>,
                               .methods = raw_methods};

// ---- _BufferedIOBase

namespace {

Result<Value> read_into(Runtime& rt, Args args, Str* method, const char* name) {
    WritableArgument target(rt, args[1], name);
    if (target.raised()) return Raised{};
    Value data = TRY(call_method(rt, args[0], method, {TRY(rt.integer(static_cast<std::int64_t>(target.size())))}));
    if (!is_kind(data, Kind::bytes)) return rt.raise(TypeError, "%s() should return bytes", method->data());
    std::string_view text = data.as<Bytes>()->text();
    if (text.size() > target.size())
        return rt.raise(ValueError, "%s() returned too much data: %zu bytes requested, %zu returned", method->data(), target.size(), text.size());
    std::memcpy(target.data(), text.data(), text.size());
    return rt.integer(static_cast<std::int64_t>(text.size()));
}

constexpr FunctionDef buffered_methods[] = {
    {"detach(self, /)", UNSUPPORTED("detach"), "Disconnect this buffer from its underlying raw stream and return it."},
    {"read(self, size=-1, /)", UNSUPPORTED("read"), "Read and return up to n bytes."},
    {"read1(self, size=-1, /)", UNSUPPORTED("read1"), "Read and return up to size bytes, with at most one read() call to the underlying raw stream."},
    {"readinto(self, buffer, /)", [](Runtime& rt, Args a) { return read_into(rt, a, rt.names.read, "readinto"); }, ""},
    {"readinto1(self, buffer, /)", [](Runtime& rt, Args a) { return read_into(rt, a, rt.names.read1, "readinto1"); }, ""},
    {"write(self, b, /)", UNSUPPORTED("write"), "Write buffer b to the IO stream."},
};

constexpr FunctionDef text_methods[] = {
    {"detach(self, /)", UNSUPPORTED("detach"), "Separate the underlying buffer from the TextIOBase and return it."},
    {"read(self, size=-1, /)", UNSUPPORTED("read"), "Read and return at most size characters from stream."},
    {"readline(self, size=-1, /)", UNSUPPORTED("readline"), "Read until newline or EOF."},
    {"write(self, s, /)", UNSUPPORTED("write"), "Write string s to stream."},
};

Result<Value> none_of(Runtime&, View) { return View::none(); }
constexpr PropertyDef text_properties[] = {
    {"encoding", none_of, nullptr, "Encoding of the text stream."},
    {"newlines", none_of, nullptr, "Line endings translated so far."},
    {"errors", none_of, nullptr, "The error setting of the decoder or encoder."},
};

}  // namespace

const TypeDef buffered_io_base_type{.name = "_BufferedIOBase",
                                    .module = "_io",
                                    .doc = "Base class for buffered IO objects.",
                                    .flags = Type::base_type | Type::has_dict | Type::container,
                                    .base = native_base<io_base_type>,
                                    .methods = buffered_methods};

const TypeDef text_io_base_type{.name = "_TextIOBase",
                                .module = "_io",
                                .doc = "Base class for text I/O.",
                                .flags = Type::base_type | Type::has_dict | Type::container,
                                .base = native_base<io_base_type>,
                                .methods = text_methods,
                                .properties = text_properties};

}  // namespace ouro
