// SPDX-License-Identifier: MIT
// TLS in the event loop: the way of a byte, and flow control in both directions.
#include <algorithm>
#include <climits>

#include "stdlib/asyncio/tls.h"
#include "stdlib/asyncio/waiters.h"

namespace ouro {

namespace {

/// The transport below, if it is a socket's and no class of a script's: then nothing can have been overridden.
Transport* socket_below(Runtime& rt, TlsProtocol* self) {
    Transport* below = as_transport(self->below);
    return below && rt.type_of(self->below) == state_of(rt).socket_transport.get() ? below : nullptr;
}

/// Whether the pending exception of a foreign SSL object says that more has to come first.
bool swallow_again(Runtime& rt) {
    if (!pending_is(rt, kSslWantRead) && !pending_is(rt, kSslSyscall)) return false;
    rt.pending = Value();
    return true;
}

constexpr std::size_t kForeignRead = 256 * 1024;  // asked of an SSL object of a script's

/// As ssl_read(), of whatever the SSL object is.
Result<int> read_some(Runtime& rt, TlsProtocol* self, char* out, std::size_t room) {
    if (SslConnection* connection = self->direct()) return ssl_read(rt, connection, out, room);
    Value tls = self->tls;
    Result<Value> data = call_method(rt, tls, TRY(intern(rt, "read")).get(), {View::small_int(static_cast<std::int64_t>(std::min(room, kForeignRead)))});
    if (data.raised()) return swallow_again(rt) ? Result<int>(-1) : Raised{};
    BufferGuard bytes(rt, data.value());
    if (bytes.raised()) return Raised{};
    if (bytes.size() > room) return rt.raise(ValueError, "read() has returned more than was asked for");
    return static_cast<int>(bytes.text().copy(out, bytes.size()));
}

/// How many bytes of the data were written; -1: none for now.
Result<std::ptrdiff_t> write_some(Runtime& rt, TlsProtocol* self, std::string_view data) {
    if (SslConnection* connection = self->direct()) return TRY(ssl_write(rt, connection, data)) ? static_cast<std::ptrdiff_t>(data.size()) : -1;
    Value tls = self->tls, bytes = TRY(new_bytes(rt, data));
    Result<Value> count = call_method(rt, tls, TRY(intern(rt, "write")).get(), {bytes});
    if (count.raised()) return swallow_again(rt) ? Result<std::ptrdiff_t>(-1) : Raised{};
    std::int64_t n = TRY(index_to_int64(rt, count.value()));
    return std::clamp<std::ptrdiff_t>(n, 0, static_cast<std::ptrdiff_t>(data.size()));
}

// ---- reading

/// Into the protocol's own buffer.
Result<void> read_buffered(Runtime& rt, TlsProtocol* self) {
    AsyncioWords& words = state_of(rt).words;
    Value protocol = self->application_protocol;
    Value buffer = TRY(call_method(rt, protocol, words.get_buffer.get(), {View::small_int(static_cast<std::int64_t>(self->arrived().size()))}));
    std::size_t filled = 0, room;
    int count = -1;
    {
        BufferGuard out(rt, buffer, kWriteBuffer);
        if (out.raised()) return Raised{};
        room = out.size();
        while (filled < room) {
            count = TRY(read_some(rt, self, out.data() + filled, room - filled));
            if (count <= 0) break;
            filled += static_cast<std::size_t>(count);
        }
    }
    if (filled && filled == room) {
        Value again = TRY(get_attribute(rt, View(self), TRY(intern(rt, "_do_read")).get()));
        TRY(call_soon(rt, self->loop, again, {}));
    }
    if (filled) TRY(call_method(rt, protocol, words.buffer_updated.get(), {View::small_int(static_cast<std::int64_t>(filled))}));
    if (count == 0) {
        TRY(tls_eof_received(rt, self));
        TRY(tls_begin_shutdown(rt, self));
    }
    return {};
}

/// All that can be decrypted, in as few calls of data_received() as the room allows.
Result<void> read_plain(Runtime& rt, TlsProtocol* self) {
    LoopObject* loop = is_kind(self->loop, Kind::event_loop) ? self->loop.as<LoopObject>() : nullptr;
    if (!loop) return rt.raise(TypeError, "an event loop was expected, not '%s'", type_name(rt, self->loop));
    for (;;) {
        char* scratch = loop_scratch(rt, loop);
        if (!scratch) return rt.raise_memory_error();
        std::size_t filled = 0;
        int count = -1;
        while (filled < kScratchBytes) {
            count = TRY(read_some(rt, self, scratch + filled, kScratchBytes - filled));
            if (count <= 0) break;
            filled += static_cast<std::size_t>(count);
        }
        if (filled) {
            Value data = TRY(new_bytes(rt, {scratch, filled})), protocol = self->application_protocol;
            TRY(call_method(rt, protocol, state_of(rt).words.data_received.get(), {data}));
        }
        if (count == 0) {
            TRY(tls_eof_received(rt, self));
            return tls_begin_shutdown(rt, self);
        }
        if (count < 0 || self->reading_paused || (self->state != TlsProtocol::wrapped && self->state != TlsProtocol::flushing)) return {};
    }
}

}  // namespace

Result<void> tls_read(Runtime& rt, TlsProtocol* self) {
    if (self->state != TlsProtocol::wrapped && self->state != TlsProtocol::flushing) return {};
    Ref<TlsProtocol> held(self);
    auto read = [&]() -> Result<void> {
        if (!self->reading_paused) {
            TRY(self->buffered ? read_buffered(rt, self) : read_plain(rt, self));
            if (self->backlog.empty()) TRY(tls_send(rt, self));
            else TRY(tls_write_backlog(rt, self));
        }
        return tls_control_reading(rt, self);
    };
    if (!read().raised()) return {};
    return tls_failed(rt, self);
}

Result<void> tls_arrived(Runtime& rt, TlsProtocol* self) {
    switch (self->state) {
        case TlsProtocol::handshaking: return tls_handshake(rt, self);
        case TlsProtocol::wrapped: return tls_read(rt, self);
        case TlsProtocol::flushing: return tls_flush(rt, self);
        case TlsProtocol::shutting_down: return tls_shutdown(rt, self);
        case TlsProtocol::unwrapped: return {};
    }
    return {};
}

Result<void> tls_control_reading(Runtime& rt, TlsProtocol* self) {
    std::size_t size = self->arrived().size();
    bool pause = size >= self->incoming_high && !self->below_reading_paused;
    bool resume = size <= self->incoming_low && self->below_reading_paused;
    if ((!pause && !resume) || self->below.is_unbound()) return {};
    self->below_reading_paused = pause;
    if (Transport* below = socket_below(rt, self)) return pause ? pause_transport(rt, below) : resume_transport(rt, below);
    AsyncioWords& words = state_of(rt).words;
    Value transport = self->below;
    TRY(call_method(rt, transport, (pause ? words.pause_reading : words.resume_reading).get()));
    return {};
}

// ---- writing

Result<void> tls_send(Runtime& rt, TlsProtocol* self) {
    if (!self->below_paused && !self->below.is_unbound() && self->leaving().size()) {
        // Whoever is called may write more, which may move what is there.
        ByteQueue taken = std::exchange(self->leaving(), ByteQueue());
        Value transport = self->below;
        auto send = [&]() -> Result<void> {
            if (Transport* below = socket_below(rt, self)) return transport_write_bytes(rt, below, {taken.data(), taken.size()});
            Value data = TRY(new_bytes(rt, {taken.data(), taken.size()}));
            TRY(call_method(rt, transport, TRY(intern(rt, "write")).get(), {data}));
            return {};
        };
        Result<void> sent = send();
        taken.clear(rt);
        if (sent.raised()) return Raised{};
    }
    return tls_control_writing(rt, self);
}

Result<void> tls_write_backlog(Runtime& rt, TlsProtocol* self) {
    while (!self->backlog.empty()) {
        Value first = self->backlog[0];
        auto* bytes = first.as<Bytes>();
        std::ptrdiff_t count = bytes->size == self->offset ? 0 : TRY(write_some(rt, self, bytes->text().substr(self->offset)));
        if (count < 0) break;
        // The call may have ended everything.
        if (self->backlog.empty()) break;
        self->offset += static_cast<std::size_t>(count);
        self->queued -= static_cast<std::size_t>(count);
        if (self->offset < bytes->size) continue;
        self->offset = 0;
        self->backlog.pop();
    }
    return tls_send(rt, self);
}

namespace {

/// Whether nothing can be written any more; says so after a few times.
Result<bool> is_over(Runtime& rt, TlsProtocol* self) {
    if (self->state == TlsProtocol::handshaking || self->state == TlsProtocol::wrapped) return false;
    constexpr std::uint32_t kSilent = 5;
    if (self->lost_writes++ >= kSilent) TRY(call_python_half(rt, "asyncio.sslproto", "_log_lost", {}));
    return true;
}

Result<void> put_in_backlog(Runtime& rt, TlsProtocol* self, std::string_view data, View owner) {
    Value bytes = is_kind(owner, Kind::bytes) && owner.as<Bytes>()->size == data.size() ? Value(owner) : TRY(new_bytes(rt, data));
    TRY(self->backlog.push(rt, std::move(bytes)));
    self->queued += data.size();
    return {};
}

}  // namespace

Result<void> tls_write(Runtime& rt, TlsProtocol* self, View data) {
    if (!is_kind(data, Kind::bytes) && !is_kind(data, Kind::bytearray) && !is_kind(data, Kind::memoryview))
        return rt.raise(TypeError, "data: expecting a bytes-like instance, got %s", short_type_name(rt.type_of(data)));
    Ref<TlsProtocol> held(self);
    Value owner(data);
    BufferGuard bytes(rt, data);
    if (bytes.raised()) return Raised{};
    if (!bytes.size() || TRY(is_over(rt, self))) return {};
    auto write = [&]() -> Result<void> {
        // Nothing waits: no copy is needed.
        if (self->state == TlsProtocol::wrapped && self->backlog.empty() && self->direct() && TRY(ssl_write(rt, self->direct(), bytes.text())))
            return tls_send(rt, self);
        TRY(put_in_backlog(rt, self, bytes.text(), data));
        return self->state == TlsProtocol::wrapped ? tls_write_backlog(rt, self) : Result<void>{};
    };
    if (!write().raised()) return {};
    return tls_failed(rt, self);
}

Result<void> tls_writelines(Runtime& rt, TlsProtocol* self, View list) {
    Ref<TlsProtocol> held(self);
    if (TRY(is_over(rt, self))) return {};
    TRY(for_each(rt, list, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        BufferGuard bytes(rt, item);
        if (bytes.raised()) return Raised{};
        TRY(put_in_backlog(rt, self, bytes.text(), item));
        return true;
    }));
    if (self->state != TlsProtocol::wrapped || !tls_write_backlog(rt, self).raised()) return {};
    return tls_failed(rt, self);
}

namespace {

Result<void> tell_application(Runtime& rt, TlsProtocol* self, Str* method, const char* failed) {
    Value protocol = self->application_protocol;
    if (protocol.is_unbound() || !call_method(rt, protocol, method).raised()) return {};
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    return call_exception_handler(rt, self->loop, failed, {{"exception", error}, {"transport", self->application_transport}, {"protocol", View(self)}});
}

}  // namespace

Result<void> tls_control_writing(Runtime& rt, TlsProtocol* self) {
    std::size_t size = self->unsent();
    AsyncioWords& words = state_of(rt).words;
    if (size >= self->outgoing_high && !self->writing_paused) {
        self->writing_paused = true;
        return tell_application(rt, self, words.pause_writing.get(), "protocol.pause_writing() failed");
    }
    if (size <= self->outgoing_low && self->writing_paused) {
        self->writing_paused = false;
        return tell_application(rt, self, words.resume_writing.get(), "protocol.resume_writing() failed");
    }
    return {};
}

}  // namespace ouro
