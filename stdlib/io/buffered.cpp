// SPDX-License-Identifier: MIT
// BufferedReader, BufferedWriter and BufferedRandom. A stream holds bytes that were read ahead, or bytes that are still to be written,
// never both: whoever changes direction first gives back what was read, or writes what is held.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/native/native_base.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

struct Buffered : Object {
    Value raw;               // Unbound before __init__ and after detach()
    ByteBuffer ahead;        // what was read; [at, size) is unread
    std::size_t at;
    ByteBuffer held;         // what is to be written
    std::size_t buffer_size;
    bool detached, readable, writable, finalizing, busy;
    std::uint64_t user;  // while `busy`: the thread
    WaitQueue waiting;   // threads that want it
};

Buffered* self_of(View v) { return v.as<Buffered>(); }

std::string_view unread(const Buffered* b) { return b->ahead.text().substr(b->at); }

Result<void> check_usable(Runtime& rt, Buffered* b) {
    if (!b->raw.is_unbound()) return {};
    return b->detached ? rt.raise(ValueError, "raw stream has been detached") : rt.raise(ValueError, "I/O operation on uninitialized object");
}

/// Native code below may call a raw stream written in Python, which may call back; and another thread may run while it waits.
class Busy {
public:
    Busy(Runtime& rt, View stream) : stream_(stream), buffered_(self_of(stream)) {
        while (buffered_->busy && buffered_->user != thread_identity()) {
            if (rt.threads && !rt.threads->runs(buffered_->user)) {
                buffered_->busy = false;  // a fork has left that thread behind
                break;
            }
            buffered_->waiting.wait(rt, -1);
            if (rt.check_stop().raised()) {
                raised_ = true;
                if (!buffered_->busy) buffered_->waiting.wake_one();  // what woke this thread is for the next one
                return;
            }
        }
        if (buffered_->busy) {
            Result<Ref<Str>> shown = repr(rt, stream);
            if (!shown.raised()) (void)rt.raise(RuntimeError, "reentrant call inside %s", shown.value()->data());
            raised_ = true;
            return;
        }
        buffered_->busy = true;
        buffered_->user = thread_identity();
    }
    ~Busy() {
        if (raised_) return;
        buffered_->busy = false;
        buffered_->waiting.wake_one();
    }
    Busy(const Busy&) = delete;
    bool raised() const { return raised_; }

private:
    Value stream_;
    Buffered* buffered_;
    bool raised_ = false;
};
#define BUSY(stream)               \
    Busy busy(rt, stream);         \
    if (busy.raised()) return Raised{}

Raised raise_would_block(Runtime& rt, const char* message, std::size_t written) {
    Value exception = TRY(call(rt, View(rt.exception_type(BlockingIOError)),
                               {View::small_int(EAGAIN), TRY(rt.str(message)), View::small_int(static_cast<std::int64_t>(written))}));
    return rt.raise_object(exception);
}

/// Writes all that is held. BlockingIOError where the raw stream would block; what it took is gone from the buffer.
Result<void> write_held(Runtime& rt, Buffered* b) {
    std::size_t done = 0;
    auto write = [&]() -> Result<void> {
        while (done < b->held.size()) {
            std::ptrdiff_t n = TRY(raw_write(rt, b->raw, b->held.text().substr(done)));
            if (n == kWouldBlock) return raise_would_block(rt, "write could not complete without blocking", 0);
            done += static_cast<std::size_t>(n);
            // A signal may have cut the write short: its handler runs before the rest.
            if (done < b->held.size()) TRY(rt.check_stop());
        }
        return {};
    };
    Result<void> result = write();
    b->held.erase_front(std::min(done, b->held.size()));
    return result;
}

/// Gives back what was read ahead: the raw stream stands where the script thinks it does.
Result<void> drop_ahead(Runtime& rt, Buffered* b) {
    std::size_t left = unread(b).size();
    b->at = 0;
    b->ahead.clear();
    if (left) TRY(raw_seek(rt, b->raw, -static_cast<std::int64_t>(left), 1));
    return {};
}

/// Reads once into the empty read-ahead buffer: bytes got, or kWouldBlock.
Result<std::ptrdiff_t> fill(Runtime& rt, Buffered* b) {
    b->at = 0;
    b->ahead.clear();
    TRY(b->ahead.reserve(rt, b->buffer_size));
    std::ptrdiff_t got = TRY(raw_read(rt, b->raw, b->ahead.data(), b->buffer_size));
    if (got > 0) b->ahead.set_size(static_cast<std::size_t>(got));
    return got;
}

Result<void> check_open(Runtime& rt, Buffered* b, const char* message) {
    TRY(check_usable(rt, b));
    if (TRY(is_closed(rt, b->raw))) return rt.raise(ValueError, "%s", message);
    return {};
}

// ---- reading

Result<Value> read_all(Runtime& rt, Buffered* b) {
    std::string kept(unread(b));
    Value raw = b->raw;
    b->at = 0;
    b->ahead.clear();
    Value rest;
    if (FileIO* file = as_file(rt, raw)) {
        rest = TRY(file_read_all(rt, file));
    } else {
        Value method = TRY(find_attribute(rt, raw, rt.names.readall));
        if (!method.is_unbound()) {
            rest = TRY(call(rt, method));
            if (!rest.is_none() && !is_kind(rest, Kind::bytes)) return rt.raise(TypeError, "readall() should return bytes");
        } else {
            ByteBuffer all;
            auto loop = [&]() -> Result<Value> {
                for (;;) {
                    Value piece = TRY(call_method(rt, raw, rt.names.read));
                    if (!piece.is_none() && !is_kind(piece, Kind::bytes)) return rt.raise(TypeError, "read() should return bytes");
                    if (piece.is_none() && !all.size()) return View::none();
                    if (piece.is_none() || !piece.as<Bytes>()->size) return new_bytes(rt, all.text());
                    TRY(rt.charge(1));
                    TRY(all.append(rt, piece.as<Bytes>()->text()));
                }
            };
            Result<Value> got = loop();
            all.free(rt);
            if (got.raised()) return Raised{};
            rest = got.take();
        }
    }
    if (rest.is_none()) return kept.empty() ? Result<Value>(View::none()) : new_bytes(rt, kept);
    if (kept.empty() && rt.type_of(rest) == rt.types.bytes) return rest;
    Ref<Bytes> joined = TRY(new_bytes_uninitialized(rt, kept.size() + rest.as<Bytes>()->size));
    std::memcpy(joined->data, kept.data(), kept.size());
    std::memcpy(joined->data + kept.size(), rest.as<Bytes>()->data, rest.as<Bytes>()->size);
    return joined;
}

/// Up to `size` bytes to `out`: reads until it has them, the stream ends or would block. kWouldBlock if nothing came.
Result<std::ptrdiff_t> read_exactly(Runtime& rt, Buffered* b, char* out, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        std::string_view ready = unread(b);
        if (!ready.empty()) {
            std::size_t n = std::min(ready.size(), size - done);
            std::memcpy(out + done, ready.data(), n);
            b->at += n;
            done += n;
            continue;
        }
        TRY(rt.charge(1));
        std::ptrdiff_t got;
        if (size - done >= b->buffer_size) {
            // Whole blocks go straight to where they are wanted.
            got = TRY(raw_read(rt, b->raw, out + done, (size - done) / b->buffer_size * b->buffer_size));
            if (got > 0) done += static_cast<std::size_t>(got);
        } else {
            got = TRY(fill(rt, b));
        }
        if (got == kWouldBlock && !done) return kWouldBlock;
        if (got <= 0) break;
    }
    return static_cast<std::ptrdiff_t>(done);
}

Result<Value> read(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    std::ptrdiff_t size = TRY(size_or_none(rt, args[1]));
    if (size < -1) return rt.raise(ValueError, "read length must be non-negative or -1");
    TRY(check_open(rt, b, "read of closed file"));
    BUSY(args[0]);
    if (b->held.size()) TRY(write_held(rt, b));
    if (size < 0) return read_all(rt, b);
    if (unread(b).size() >= static_cast<std::size_t>(size)) {
        Result<Value> made = new_bytes(rt, unread(b).substr(0, static_cast<std::size_t>(size)));
        b->at += static_cast<std::size_t>(size);
        return made;
    }
    Ref<Bytes> bytes = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(size)));
    std::ptrdiff_t got = TRY(read_exactly(rt, b, bytes->data, bytes->size));
    if (got == kWouldBlock) return View::none();
    if (got == size) return bytes;
    return new_bytes(rt, std::string_view(bytes->data, static_cast<std::size_t>(got)));
}

Result<Value> read1(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    std::ptrdiff_t size = TRY(args.size(1));
    TRY(check_open(rt, b, "read of closed file"));
    if (size < 0) size = static_cast<std::ptrdiff_t>(b->buffer_size);
    if (!size) return new_bytes(rt, "");
    BUSY(args[0]);
    if (b->held.size()) TRY(write_held(rt, b));
    if (unread(b).empty() && TRY(fill(rt, b)) <= 0) return new_bytes(rt, "");
    std::size_t n = std::min(unread(b).size(), static_cast<std::size_t>(size));
    Result<Value> made = new_bytes(rt, unread(b).substr(0, n));
    b->at += n;
    return made;
}

Result<Value> read_into(Runtime& rt, Args args, bool once) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    WritableArgument target(rt, args[1], once ? "readinto1" : "readinto");
    if (target.raised()) return Raised{};
    TRY(check_open(rt, b, "readinto of closed file"));
    BUSY(args[0]);
    if (b->held.size()) TRY(write_held(rt, b));
    if (once) {
        if (unread(b).empty() && target.size()) {
            std::ptrdiff_t got = TRY(fill(rt, b));
            if (got == kWouldBlock) return View::none();
        }
        std::size_t n = std::min(unread(b).size(), target.size());
        if (n) std::memcpy(target.data(), unread(b).data(), n);
        b->at += n;
        return rt.integer(static_cast<std::int64_t>(n));
    }
    std::ptrdiff_t got = TRY(read_exactly(rt, b, target.data(), target.size()));
    if (got == kWouldBlock) return View::none();
    return rt.integer(got);
}

Result<Value> peek(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_open(rt, b, "peek of closed file"));
    BUSY(args[0]);
    if (b->held.size()) TRY(write_held(rt, b));
    if (unread(b).empty()) TRY(fill(rt, b));
    return new_bytes(rt, unread(b));
}

Result<Value> read_line(Runtime& rt, View self, std::ptrdiff_t limit) {
    Buffered* b = self_of(self);
    TRY(check_open(rt, b, "readline of closed file"));
    BUSY(self);
    if (b->held.size()) TRY(write_held(rt, b));
    std::string line;
    for (;;) {
        std::string_view ready = unread(b);
        if (limit >= 0) ready = ready.substr(0, static_cast<std::size_t>(limit) - line.size());
        std::size_t end = ready.find('\n');
        std::size_t n = end == std::string_view::npos ? ready.size() : end + 1;
        b->at += n;
        if (line.empty() && (end != std::string_view::npos || (limit >= 0 && static_cast<std::size_t>(limit) == n))) return new_bytes(rt, ready.substr(0, n));
        line += ready.substr(0, n);
        if (end != std::string_view::npos || (limit >= 0 && line.size() == static_cast<std::size_t>(limit))) break;
        TRY(rt.charge(1 + static_cast<std::int64_t>(n / 64)));
        if (TRY(fill(rt, b)) <= 0) break;
    }
    return new_bytes(rt, line);
}

// ---- writing

Result<void> write_bytes(Runtime& rt, Buffered* b, std::string_view bytes, std::size_t& taken) {
    taken = 0;
    if (b->readable && b->ahead.size()) TRY(drop_ahead(rt, b));
    if (b->held.size() + bytes.size() <= b->buffer_size) {
        TRY(b->held.reserve(rt, b->buffer_size));
        TRY(b->held.append(rt, bytes));
        taken = bytes.size();
        return {};
    }
    Result<void> flushed = write_held(rt, b);
    if (flushed.raised()) {
        if (!rt.pending_is(BlockingIOError)) return Raised{};
        // What still fits is kept; the exception says how much that is.
        std::size_t room = b->buffer_size > b->held.size() ? b->buffer_size - b->held.size() : 0;
        std::size_t n = std::min(room, bytes.size());
        Value pending = rt.take_exception();
        TRY(b->held.append(rt, bytes.substr(0, n)));
        if (n == bytes.size()) {
            taken = n;
            return {};
        }
        return raise_would_block(rt, "write could not complete without blocking", n);
    }
    // Long writes go straight through, but for a last piece shorter than the buffer.
    while (bytes.size() - taken > b->buffer_size) {
        std::ptrdiff_t n = TRY(raw_write(rt, b->raw, bytes.substr(taken)));
        if (n == kWouldBlock) {
            std::size_t kept = std::min(b->buffer_size, bytes.size() - taken);
            TRY(b->held.append(rt, bytes.substr(taken, kept)));
            return raise_would_block(rt, "write could not complete without blocking", taken + kept);
        }
        taken += static_cast<std::size_t>(n);
        TRY(rt.check_stop());
    }
    TRY(b->held.reserve(rt, b->buffer_size));
    TRY(b->held.append(rt, bytes.substr(taken)));
    taken = bytes.size();
    return {};
}

Result<Value> write(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    TRY(check_open(rt, b, "write to closed file"));
    BUSY(args[0]);
    std::size_t taken;
    TRY(write_bytes(rt, b, bytes.text(), taken));
    return rt.integer(static_cast<std::int64_t>(taken));
}

Result<void> flush_buffers(Runtime& rt, Buffered* b) {
    if (b->held.size()) TRY(write_held(rt, b));
    if (b->readable && b->ahead.size()) TRY(drop_ahead(rt, b));
    return {};
}

Result<Value> flush(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    if (!b->writable) return call_method(rt, b->raw, rt.names.flush);
    TRY(check_open(rt, b, "flush of closed file"));
    BUSY(args[0]);
    TRY(flush_buffers(rt, b));
    return View::none();
}

// ---- positions

Result<Value> tell(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    std::int64_t at = TRY(raw_tell(rt, b->raw));
    return rt.integer(at - static_cast<std::int64_t>(unread(b).size()) + static_cast<std::int64_t>(b->held.size()));
}

Result<Value> seek(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    int whence = TRY(args.small_integer(2));
    if (whence < 0 || whence > 4) return rt.raise(ValueError, "whence value %d unsupported", whence);
    TRY(check_open(rt, b, "seek of closed file"));
    TRY(check_able(rt, b->raw, rt.names.seekable, "File or stream is not seekable."));
    std::int64_t offset = TRY(args.integer(1));
    BUSY(args[0]);
    if (whence <= 1 && b->readable && b->ahead.size()) {
        // Within what was read ahead there is no need to ask the system.
        std::int64_t raw_at = TRY(raw_tell(rt, b->raw)), now = raw_at - static_cast<std::int64_t>(unread(b).size());
        std::int64_t target = whence == 1 ? now + offset : offset;
        std::int64_t begin = raw_at - static_cast<std::int64_t>(b->ahead.size());
        if (target >= begin && target <= raw_at) {
            b->at = static_cast<std::size_t>(target - begin);
            return rt.integer(target);
        }
    }
    if (b->held.size()) TRY(write_held(rt, b));
    if (whence == 1) offset -= static_cast<std::int64_t>(unread(b).size());
    std::int64_t at = TRY(raw_seek(rt, b->raw, offset, whence));
    b->at = 0;
    b->ahead.clear();
    return rt.integer(at);
}

Result<Value> truncate(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    if (!b->writable) return raise_unsupported(rt, "truncate");
    TRY(check_open(rt, b, "truncate of closed file"));
    BUSY(args[0]);
    TRY(flush_buffers(rt, b));
    Value size(args[1]);
    if (size.is_none()) size = TRY(rt.integer(TRY(raw_tell(rt, b->raw))));
    return call_method(rt, b->raw, rt.names.truncate, {size});
}

// ---- life

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Buffered>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    new (&made->raw) Value();
    new (&made->ahead) ByteBuffer();
    new (&made->held) ByteBuffer();
    made->at = 0;
    made->buffer_size = kDefaultBufferSize;
    made->detached = made->readable = made->writable = made->finalizing = made->busy = false;
    new (&made->waiting) WaitQueue();
    return Value::adopt(View(made));
}

Result<void> initialize(Runtime& rt, Buffered* b, View raw, std::int64_t size, bool reads, bool writes) {
    Value held(raw);
    b->raw = Value();
    b->detached = false;
    if (reads && writes) TRY(check_able(rt, held, rt.names.seekable, "File or stream is not seekable."));
    if (reads) TRY(check_able(rt, held, rt.names.readable, "File or stream is not readable."));
    if (writes) TRY(check_able(rt, held, rt.names.writable, "File or stream is not writable."));
    if (size <= 0) return rt.raise(ValueError, "buffer size must be strictly positive");
    b->at = 0;
    b->ahead.free(rt);
    b->held.free(rt);
    b->buffer_size = static_cast<std::size_t>(size);
    // The memory for it is asked for now, so that impossible sizes fail here.
    TRY((reads ? b->ahead : b->held).reserve(rt, b->buffer_size));
    b->readable = reads;
    b->writable = writes;
    b->raw = held;
    return {};
}

template <bool reads, bool writes>
Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[2];
    static constexpr const char* text = reads && writes ? "BufferedRandom(raw, buffer_size=8192)" : reads ? "BufferedReader(raw, buffer_size=8192)" : "BufferedWriter(raw, buffer_size=8192)";
    TRY(bind_init(rt, text, arguments, values));
    std::int64_t size = TRY(index_to_int64(rt, values[1]));
    BUSY(self);
    return initialize(rt, self_of(self), values[0], size, reads, writes);
}

Result<Value> close(Runtime& rt, Args args) {
    View self = args[0];
    Buffered* b = self_of(self);
    TRY(check_usable(rt, b));
    if (TRY(is_closed(rt, b->raw))) return View::none();
    if (b->finalizing && call_method(rt, self, rt.names.dealloc_warn, {self}).raised()) {
        if (rt.stopping()) return Raised{};
        rt.pending = Value();
    }
    auto flush_self = [&]() -> Result<void> {
        TRY(call_method(rt, self, rt.names.flush));
        return {};
    };
    Value answer = View::none();
    TRY(run_both(rt, flush_self, [&]() -> Result<void> {
        BUSY(self);
        answer = TRY(call_method(rt, b->raw, rt.names.close));
        b->ahead.free(rt);
        b->held.free(rt);
        b->at = 0;
        return {};
    }));
    return answer;
}

Result<Value> detach(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    TRY(call_method(rt, args[0], rt.names.flush));
    BUSY(args[0]);
    Value raw = std::exchange(b->raw, Value());
    b->detached = true;
    return raw;
}

template <Str* Names::*method>
Result<Value> of_raw(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    TRY(check_usable(rt, b));
    Value raw = b->raw;
    return call_method(rt, raw, rt.names.*method);
}

template <Str* Names::*attribute>
Result<Value> raw_attribute(Runtime& rt, View self) {
    TRY(check_usable(rt, self_of(self)));
    Value raw = self_of(self)->raw;
    return get_attribute(rt, raw, rt.names.*attribute);
}

Result<Value> dealloc_warn(Runtime& rt, Args args) {
    Buffered* b = args.self<Buffered>();
    if (b->raw.is_unbound()) return View::none();
    Value raw = b->raw;
    if (call_method(rt, raw, rt.names.dealloc_warn, {args[1]}).raised()) {
        if (rt.stopping()) return Raised{};
        rt.pending = Value();
    }
    return View::none();
}

Result<Value> no_pickle(Runtime& rt, Args args) { return rt.raise(TypeError, "cannot pickle '%s' instances", short_type_name(rt.type_of(args[0]))); }

#define COMMON_METHODS                                                                                                                              \
    {"detach(self, /)", detach, "Disconnect this buffer from its underlying raw stream and return it."},                                           \
        {"flush(self, /)", flush, ""}, {"close(self, /)", close, ""}, {"seekable(self, /)", of_raw<&Names::seekable>, ""},                         \
        {"fileno(self, /)", of_raw<&Names::fileno>, ""}, {"isatty(self, /)", of_raw<&Names::isatty>, ""},                                         \
        {"_dealloc_warn(self, source, /)", dealloc_warn, ""}, {"tell(self, /)", tell, ""}, {"seek(self, target, whence=0, /)", seek, ""},          \
        {"truncate(self, pos=None, /)", truncate, ""}, {"__reduce__(self, /)", no_pickle, ""}, {                                                   \
        "__reduce_ex__(self, protocol, /)", no_pickle, ""                                                                                          \
    }
#define READ_METHODS                                                                                                                                \
    {"read(self, size=-1, /)", read, ""}, {"peek(self, size=0, /)", peek, ""}, {"read1(self, size=-1, /)", read1, ""},                             \
        {"readinto(self, buffer, /)", [](Runtime& rt, Args a) { return read_into(rt, a, false); }, ""},                                            \
        {"readinto1(self, buffer, /)", [](Runtime& rt, Args a) { return read_into(rt, a, true); }, ""}, {                                          \
        "readline(self, size=-1, /)", [](Runtime& rt, Args a) -> Result<Value> {                                                                   \
            TRY(check_usable(rt, a.self<Buffered>()));                                                                                             \
            std::ptrdiff_t limit = TRY(size_or_none(rt, a[1]));                                                                                    \
            return read_line(rt, a[0], limit);                                                                                                     \
        }, ""                                                                                                                                      \
    }

constexpr FunctionDef reader_methods[] = {COMMON_METHODS, READ_METHODS, {"readable(self, /)", of_raw<&Names::readable>, ""}};
constexpr FunctionDef writer_methods[] = {COMMON_METHODS, {"write(self, buffer, /)", write, "Write the given buffer to the IO stream."}, {"writable(self, /)", of_raw<&Names::writable>, ""}};
constexpr FunctionDef random_methods[] = {COMMON_METHODS, READ_METHODS, {"readable(self, /)", of_raw<&Names::readable>, ""}, {"write(self, buffer, /)", write, ""},
                                          {"writable(self, /)", of_raw<&Names::writable>, ""}};

constexpr PropertyDef properties[] = {
    {"raw", [](Runtime&, View self) -> Result<Value> { return self_of(self)->raw.is_unbound() ? Value(View::none()) : self_of(self)->raw; }},
    {"closed", [](Runtime& rt, View self) -> Result<Value> {
         TRY(check_usable(rt, self_of(self)));
         Value raw = self_of(self)->raw;
         return View::boolean(TRY(is_closed(rt, raw)));
     }},
    {"name", raw_attribute<&Names::name>},
    {"mode", raw_attribute<&Names::mode>},
    {"_finalizing", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->finalizing); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self_of(self)->finalizing = !value.is_unbound() && TRY(truth(rt, value));
         return {};
     }},
};

Result<Value> repr_of(Runtime& rt, View self) {
    std::string type = std::string("<") + type_name(rt, self);
    Result<Value> name = find_attribute(rt, self, rt.names.name);
    if (name.raised()) {
        // Detached streams have no name to show.
        if (!rt.swallow(ValueError)) return Raised{};
        return rt.str(type + ">");
    }
    if (name.value().is_unbound()) return rt.str(type + ">");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.raise(RuntimeError, "reentrant call inside %s.__repr__", type.substr(1).c_str());
    Ref<Str> shown = TRY(repr(rt, name.value()));
    return rt.str(type + " name=" + std::string(shown->text()) + ">");
}

void destroy(Runtime& rt, Object* object) {
    auto* b = static_cast<Buffered*>(object);
    // What could not be written by close() is written now where that needs no script code.
    b->ahead.free(rt);
    b->held.free(rt);
    b->raw.~Value();
    rt.free_instance(object, object->type()->basic_size);
}

void traverse(Object* object, Visitor& visit) { visit(static_cast<Buffered*>(object)->raw); }

Result<Value> iterate(Runtime& rt, View self) {
    TRY(check_open(rt, self_of(self), "I/O operation on closed file."));
    return Value(self);
}

Result<Value> next_line(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    if (type->has(Type::heap_type)) {
        // A subclass may have a readline() of its own.
        Value line = TRY(call_method(rt, self, rt.names.readline));
        return TRY(length(rt, line)) ? line : Value();
    }
    Value line = TRY(read_line(rt, self, -1));
    return line.as<Bytes>()->size ? line : Value();
}

}  // namespace

const TypeDef buffered_reader_type{
    .name = "BufferedReader",
    .module = "_io",
    .doc = "Create a new buffered reader using the given readable raw IO object.",
    .size = sizeof(Buffered),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base = native_base<buffered_io_base_type>,
    .text_signature = "(raw, buffer_size=8192)",
    .slots = {.destroy = destroy, .traverse = traverse, .construct = construct, .init = init<true, false>, .repr = repr_of, .iter = iterate, .next = next_line},
    .methods = reader_methods,
    .properties = properties,
};
const TypeDef buffered_writer_type{
    .name = "BufferedWriter",
    .module = "_io",
    .doc = "A buffer for a writeable sequential RawIO object.",
    .size = sizeof(Buffered),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base = native_base<buffered_io_base_type>,
    .text_signature = "(raw, buffer_size=8192)",
    .slots = {.destroy = destroy, .traverse = traverse, .construct = construct, .init = init<false, true>, .repr = repr_of},
    .methods = writer_methods,
    .properties = properties,
};
const TypeDef buffered_random_type{
    .name = "BufferedRandom",
    .module = "_io",
    .doc = "A buffered interface to random access streams.",
    .size = sizeof(Buffered),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base = native_base<buffered_io_base_type>,
    .text_signature = "(raw, buffer_size=8192)",
    .slots = {.destroy = destroy, .traverse = traverse, .construct = construct, .init = init<true, true>, .repr = repr_of, .iter = iterate, .next = next_line},
    .methods = random_methods,
    .properties = properties,
};

Result<Value> make_buffered(Runtime& rt, const TypeDef& def, View raw, std::size_t size) {
    Value made = TRY(construct(rt, TRY(native_type(rt, def)), {}));
    TRY(initialize(rt, self_of(made), raw, static_cast<std::int64_t>(size), &def != &buffered_writer_type, &def != &buffered_reader_type));
    return made;
}

namespace {

/// The stream as a Buffered over an open file of the system, else null: then its methods have to be called.
Buffered* plain(Runtime& rt, View stream, bool writes) {
    if (!is_exactly(rt, stream, buffered_random_type) && !is_exactly(rt, stream, writes ? buffered_writer_type : buffered_reader_type)) return nullptr;
    Buffered* b = self_of(stream);
    FileIO* file = b->raw.is_unbound() ? nullptr : as_file(rt, b->raw);
    return file && file->descriptor >= 0 && !b->busy ? b : nullptr;
}

}  // namespace

bool buffered_closed_fast(Runtime& rt, View stream, bool& closed) {
    if (!is_exactly(rt, stream, buffered_writer_type) && !is_exactly(rt, stream, buffered_reader_type) && !is_exactly(rt, stream, buffered_random_type)) return false;
    FileIO* file = self_of(stream)->raw.is_unbound() ? nullptr : as_file(rt, self_of(stream)->raw);
    if (!file) return false;
    closed = file->descriptor < 0;
    return true;
}

Result<bool> buffered_write_fast(Runtime& rt, View stream, std::string_view bytes) {
    Buffered* b = plain(rt, stream, true);
    if (!b) return false;
    BUSY(stream);
    std::size_t taken;
    TRY(write_bytes(rt, b, bytes, taken));
    return true;
}

Result<bool> buffered_flush_fast(Runtime& rt, View stream) {
    Buffered* b = plain(rt, stream, true);
    if (!b) return false;
    BUSY(stream);
    TRY(flush_buffers(rt, b));
    return true;
}

Result<bool> buffered_read1_fast(Runtime& rt, View stream, std::size_t size, std::string& out) {
    Buffered* b = plain(rt, stream, false);
    if (!b) return false;
    BUSY(stream);
    if (b->held.size()) TRY(write_held(rt, b));
    out.clear();
    if (unread(b).empty() && TRY(fill(rt, b)) <= 0) return true;
    std::size_t n = std::min(unread(b).size(), size);
    out.assign(unread(b).data(), n);
    b->at += n;
    return true;
}

}  // namespace ouro
