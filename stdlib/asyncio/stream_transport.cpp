// SPDX-License-Identifier: MIT
// The transport over a stream socket: the way of a byte. Small reads go through the loop's scratch room into a bytes object of their size;
// where the last read was large, the next goes into an object of that size at once, and what does not fit there into the scratch room.
#include <netinet/tcp.h>
#include <sys/uio.h>

#include <climits>

#include "runtime/native/native_base.h"
#include "stdlib/asyncio/transport.h"
#include "stdlib/asyncio/waiters.h"
#ifdef OURO_SSL
#include "stdlib/asyncio/tls.h"
#endif
#include "stdlib/io/io.h"

namespace ouro {

namespace {

constexpr std::size_t kLargeRead = 8 * 1024;  // from here on a copy costs more than an object that may be too large
constexpr std::size_t kPieces = 64;           // sent by one system call

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

Raised raise_system(Runtime& rt, int error) { return raise_os_error(rt, error); }

Result<void> read_end(Runtime& rt, Transport* transport) {
    Value protocol = transport->protocol;
    Result<Value> answer = call_method(rt, protocol, state_of(rt).words.eof_received.get());
    Result<bool> keep = answer.raised() ? Result<bool>(Raised{}) : truth(rt, answer.value());
    if (keep.raised()) return fatal_error(rt, transport, "Fatal error: protocol.eof_received() call failed.");
    // Kept open for writing, it has nothing more to read.
    if (keep.value()) return unwatch(rt, transport, true);
    return close_transport(rt, transport);
}

/// Receives into a bytes object: Unbound and errno, or what was there (empty: the end).
Result<Value> receive_bytes(Runtime& rt, Transport* transport, int descriptor, char* scratch) {
    if (!transport->hint) {
        ssize_t got = ::recv(descriptor, scratch, kScratchBytes, MSG_DONTWAIT);
        if (got < 0) return View();
        if (static_cast<std::size_t>(got) >= kLargeRead) transport->hint = static_cast<std::uint32_t>(got);
        return new_bytes(rt, std::string_view(scratch, static_cast<std::size_t>(got)));
    }
    std::size_t expected = transport->hint;
    Ref<Bytes> whole = TRY(new_bytes_uninitialized(rt, expected));
    iovec pieces[] = {{whole->data, expected}, {scratch, kScratchBytes}};
    ssize_t got = ::readv(descriptor, pieces, 2);
    if (got < 0) return View();
    auto size = static_cast<std::size_t>(got);
    transport->hint = size >= kLargeRead ? static_cast<std::uint32_t>(size) : 0;
    if (size == expected) return whole;
    if (size < expected) return new_bytes(rt, std::string_view(whole->data, size));
    Ref<Bytes> longer = TRY(new_bytes_uninitialized(rt, size));
    std::memcpy(longer->data, whole->data, expected);
    std::memcpy(longer->data + expected, scratch, size - expected);
    return longer;
}

Result<void> read_plain(Runtime& rt, Transport* transport, int descriptor, char* scratch) {
    Result<Value> data = receive_bytes(rt, transport, descriptor, scratch);
    int error = errno;
    if (!data.raised() && data.value().is_unbound()) {
        if (would_block(error)) return {};
        data = raise_system(rt, error);
    }
    if (data.raised()) return fatal_error(rt, transport, "Fatal read error on socket transport");
    if (data.value().as<Bytes>()->size == 0) return read_end(rt, transport);
    Value protocol = transport->protocol;
    if (call_method(rt, protocol, state_of(rt).words.data_received.get(), {data.value()}).raised())
        return fatal_error(rt, transport, "Fatal error: protocol.data_received() call failed.");
    return {};
}

Result<void> read_buffered(Runtime& rt, Transport* transport, int descriptor) {
    Value protocol = transport->protocol;
    AsyncioWords& words = state_of(rt).words;
    ssize_t got;
    int error;
    {
        Result<Value> buffer = call_method(rt, protocol, words.get_buffer.get(), {View::small_int(-1)});
        if (!buffer.raised()) {
            Result<std::int64_t> size = length(rt, buffer.value());
            if (size.raised()) buffer = Raised{};
            else if (size.value() == 0) buffer = rt.raise(RuntimeError, "get_buffer() returned an empty buffer");
        }
        if (buffer.raised()) return fatal_error(rt, transport, "Fatal error: protocol.get_buffer() call failed.");
        BufferGuard room(rt, buffer.value(), kWriteBuffer);
        if (room.raised()) return fatal_error(rt, transport, "Fatal read error on socket transport");
        // The call may have closed the transport or the socket.
        Socket* socket = transport->own_socket();
        if (!socket || transport->lost) return {};
        descriptor = socket->descriptor;
        got = ::recv(descriptor, room.data(), room.size(), MSG_DONTWAIT);
        error = errno;
    }
    if (got < 0) {
        if (would_block(error)) return {};
        (void)raise_system(rt, error);
        return fatal_error(rt, transport, "Fatal read error on socket transport");
    }
    if (got == 0) return read_end(rt, transport);
    if (call_method(rt, protocol, words.buffer_updated.get(), {View::small_int(got)}).raised())
        return fatal_error(rt, transport, "Fatal error: protocol.buffer_updated() call failed.");
    return {};
}

Result<void> read_stream(Runtime& rt, Transport* transport, int descriptor, char* scratch) {
    Object* target = transport->reader.as<WeakReference>()->target;
    if (!target) return read_plain(rt, transport, descriptor, scratch);
    Value reader{View(target)};
    Result<ssize_t> got = receive_into_reader(rt, reader, descriptor, scratch);
    int error = errno;
    if (!got.raised() && got.value() < 0) {
        if (would_block(error)) return {};
        (void)raise_system(rt, error);
        got = Raised{};
    }
    if (got.raised()) return fatal_error(rt, transport, "Fatal read error on socket transport");
    if (got.value() == 0) return read_end(rt, transport);
    return {};
}

/// What arrives is encrypted.
Result<void> read_tls([[maybe_unused]] Runtime& rt, [[maybe_unused]] Transport* transport, [[maybe_unused]] int descriptor, [[maybe_unused]] char* scratch) {
#ifdef OURO_SSL
    Value protocol = transport->protocol;
    TlsProtocol* tls = as_tls_protocol(protocol);
    if (!tls || !tls->set_up()) return {};
    ssize_t got = ::recv(descriptor, scratch, kScratchBytes, MSG_DONTWAIT);
    if (got == 0) return read_end(rt, transport);
    if (got < 0) {
        if (would_block(errno)) return {};
        (void)raise_system(rt, errno);
        return fatal_error(rt, transport, "Fatal read error on socket transport");
    }
    auto size = static_cast<std::size_t>(got);
    char* room = tls->arrived().room(rt, size);
    if (!room) {
        (void)rt.raise_memory_error();
        return fatal_error(rt, transport, "Fatal read error on socket transport");
    }
    std::memcpy(room, scratch, size);
    tls->arrived().added(size);
    if (tls_arrived(rt, tls).raised()) return fatal_error(rt, transport, "Fatal error: protocol.buffer_updated() call failed.");
#endif
    return {};
}

Result<void> readable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    // It may have been closed or paused since the descriptor was found ready.
    if (transport->lost || transport->closing || transport->paused) return {};
    Socket* socket = transport->own_socket();
    LoopObject* loop = loop_of(transport);
    if (!socket || !loop) return {};
    char* scratch = loop_scratch(rt, loop);
    if (!scratch) return rt.raise_memory_error();
    TRY(enter_context(rt, transport->context));
    Result<void> done = {};
    switch (transport->mode) {
        case Transport::plain: done = read_plain(rt, transport, socket->descriptor, scratch); break;
        case Transport::buffered: done = read_buffered(rt, transport, socket->descriptor); break;
        case Transport::stream: done = read_stream(rt, transport, socket->descriptor, scratch); break;
        case Transport::tls: done = read_tls(rt, transport, socket->descriptor, scratch); break;
    }
    leave_context(rt, transport->context);
    return done;
}

// ---- writing

/// Sends as much of the queue as goes by one call; -1 with errno.
ssize_t send_queue(Transport* transport, int descriptor) {
    iovec pieces[kPieces];
    std::size_t count = std::min(transport->queue.size(), kPieces), offset = transport->offset;
    for (std::size_t n = 0; n < count; ++n) {
        auto* bytes = transport->queue[n].as<Bytes>();
        pieces[n] = {bytes->data + offset, bytes->size - offset};
        offset = 0;
    }
    msghdr message{};
    message.msg_iov = pieces;
    message.msg_iovlen = count;
    return ::sendmsg(descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

void take_sent(Transport* transport, std::size_t sent) {
    transport->queued -= sent;
    while (sent) {
        std::size_t left = transport->queue[0].as<Bytes>()->size - transport->offset;
        if (sent < left) {
            transport->offset += sent;
            return;
        }
        sent -= left;
        transport->offset = 0;
        transport->queue.pop();
    }
}

Result<void> enqueue_bytes(Runtime& rt, Transport* transport, Value bytes, std::size_t sent) {
    std::size_t size = bytes.as<Bytes>()->size;
    if (size == sent) return {};
    bool first = transport->queue.empty();
    TRY(transport->queue.push(rt, std::move(bytes)));
    if (first) transport->offset = sent;
    transport->queued += size - sent;
    return {};
}

namespace {

/// Whoever waits for an empty buffer is told.
Result<void> tell_empty(Runtime& rt, Transport* transport) {
    if (transport->empty_waiter.is_unbound()) return {};
    Value waiter = transport->empty_waiter;
    return wake(rt, waiter, View::none());
}

Result<void> write_failed(Runtime& rt, Transport* transport, int error) {
    Value waiter = transport->empty_waiter;
    transport->queue.clear(rt);
    transport->queued = transport->offset = 0;
    TRY(unwatch(rt, transport, false));
    (void)raise_system(rt, error);
    if (rt.stopping()) return Raised{};
    Value exception = rt.pending;
    TRY(fatal_error(rt, transport, "Fatal write error on socket transport"));
    if (!waiter.is_unbound() && !TRY(is_done(rt, waiter))) TRY(call_method(rt, waiter, state_of(rt).words.set_exception.get(), {exception}));
    return {};
}

Result<void> writable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (transport->lost || transport->queue.empty()) return {};
    Socket* socket = transport->own_socket();
    if (!socket) return {};
    Ref<Transport> held(transport);
    TRY(enter_context(rt, transport->context));
    auto write = [&]() -> Result<void> {
        ssize_t sent = send_queue(transport, socket->descriptor);
        if (sent < 0) return would_block(errno) ? Result<void>{} : write_failed(rt, transport, errno);
        take_sent(transport, static_cast<std::size_t>(sent));
        TRY(maybe_resume_protocol(rt, transport));  // may write more
        if (!transport->queue.empty() || !transport->open()) return {};
        TRY(unwatch(rt, transport, false));
        TRY(tell_empty(rt, transport));
        if (transport->closing) {
            if (transport->lost) return {};
            ++transport->lost;
            return end_transport(rt, transport, View::none());
        }
        if (transport->eof) ::shutdown(transport->own_socket()->descriptor, SHUT_WR);
        return {};
    };
    Result<void> done = write();
    leave_context(rt, transport->context);
    return done;
}

constexpr DescriptorUser::Use kUse{readable, writable};

/// Data as a bytes object, which nobody can change while it waits.
Result<Value> fixed(Runtime& rt, View data) {
    if (is_kind(data, Kind::bytes)) return Value(data);
    if (!rt.type_of(data)->slots.get_buffer) return rt.raise(TypeError, "memoryview: a bytes-like object is required, not '%s'", short_type_name(rt.type_of(data)));
    BufferGuard bytes(rt, data);
    if (bytes.raised()) return Raised{};
    return new_bytes(rt, bytes.text());
}

Result<void> check_writing(Runtime& rt, Transport* transport, const char* method) {
    if (transport->eof) return rt.raise(RuntimeError, "Cannot call %s() after write_eof()", method);
    if (!transport->empty_waiter.is_unbound()) return rt.raise(RuntimeError, "unable to %s; sendfile is in progress", method);
    return {};
}

}  // namespace

Result<void> transport_write_bytes(Runtime& rt, Transport* transport, std::string_view bytes, View owner) {
    TRY(check_writing(rt, transport, "write"));
    if (bytes.empty()) return {};
    if (transport->lost) return warn_of_lost(rt, transport);
    Socket* socket = transport->own_socket();
    if (!socket) return {};
    std::size_t sent = 0;
    if (transport->queue.empty()) {
        ssize_t done = ::send(socket->descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (done >= 0) {
            sent = static_cast<std::size_t>(done);
            if (sent == bytes.size()) return {};
        } else if (!would_block(errno)) {
            (void)raise_system(rt, errno);
            return fatal_error(rt, transport, "Fatal write error on socket transport");
        }
    }
    Value rest(owner);
    if (!is_kind(owner, Kind::bytes)) rest = TRY(new_bytes(rt, bytes.substr(std::exchange(sent, 0))));
    if (transport->queue.empty()) TRY(watch_writing(rt, transport));
    TRY(enqueue_bytes(rt, transport, std::move(rest), sent));
    return maybe_pause_protocol(rt, transport);
}

Result<void> transport_write(Runtime& rt, Transport* transport, View data) {
    TRY(check_data(rt, data));
    BufferGuard bytes(rt, data);
    if (bytes.raised()) return Raised{};
    return transport_write_bytes(rt, transport, bytes.text(), data);
}

Result<void> transport_writelines(Runtime& rt, Transport* transport, View list) {
    TRY(check_writing(rt, transport, "writelines"));
    if (!TRY(truth(rt, list))) return {};
    Ref<Tuple> items = TRY(tuple_from(rt, list));
    std::vector<Value> fixed_items;
    for (const Value& each : items->view()) {
        TRY(rt.charge(1));
        Value bytes = TRY(fixed(rt, each));
        fixed_items.push_back(std::move(bytes));
    }
    if (transport->lost) return {};
    bool first = transport->queue.empty();
    for (Value& each : fixed_items) TRY(enqueue_bytes(rt, transport, std::move(each), 0));
    Socket* socket = transport->own_socket();
    if (transport->queue.empty() || !socket) return {};
    if (first) {
        ssize_t sent = send_queue(transport, socket->descriptor);
        if (sent < 0 && !would_block(errno)) return write_failed(rt, transport, errno);
        if (sent > 0) take_sent(transport, static_cast<std::size_t>(sent));
        if (transport->queue.empty()) return {};
        TRY(watch_writing(rt, transport));
    }
    return maybe_pause_protocol(rt, transport);
}

Result<Value> new_socket_transport(Runtime& rt, LoopObject* loop, View socket, View protocol, View waiter, View extra, View server, Value peername) {
    TRY(know_transport_classes(rt));
    Ref<Transport> made = TRY(allocate_transport(rt, state_of(rt).socket_transport.get(), kUse));
    TRY(begin_transport(rt, made.get(), loop, socket, protocol, extra, server, std::move(peername)));
    Socket* own = made->own_socket();
    if ((own->family == AF_INET || own->family == AF_INET6) && own->type == SOCK_STREAM && own->protocol == IPPROTO_TCP) {
        // Small writes are not held back.
        int yes = 1;
        (void)::setsockopt(own->descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    TRY(begin_protocol(rt, made.get(), waiter));
    return made;
}

namespace {

Transport* self_of(Args args) { return args.self<Transport>(); }

Result<Value> write_eof(Runtime& rt, Args args) {
    Transport* self = self_of(args);
    if (self->closing || self->eof) return View::none();
    self->eof = true;
    Socket* socket = self->own_socket();
    if (self->queue.empty() && socket && ::shutdown(socket->descriptor, SHUT_WR) < 0) return raise_os_error(rt, errno);
    return View::none();
}

Result<Value> make_empty_waiter(Runtime& rt, Args args) {
    Transport* self = self_of(args);
    if (!self->empty_waiter.is_unbound()) return rt.raise(RuntimeError, "Empty waiter is already set");
    self->empty_waiter = TRY(create_future(rt, self->loop));
    Value made = self->empty_waiter;
    if (self->queue.empty()) TRY(wake(rt, made, View::none()));
    return made;
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) { return Value(TRY(allocate_transport(rt, type, kUse))); }

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[6];
    TRY(bind_init(rt, "_SelectorSocketTransport(loop, sock, protocol, waiter=None, extra=None, server=None)", arguments, values));
    auto* transport = self.as<Transport>();
    LoopObject* loop = TRY(loop_for_transport(rt, transport, values[0]));
    TRY(begin_transport(rt, transport, loop, values[1], values[2], values[4], values[5], Value()));
    return begin_protocol(rt, transport, values[3]);
}

#define DONE(call) [](Runtime& rt, Args args) -> Result<Value> { TRY(call); return View::none(); }
constexpr FunctionDef methods[] = {
    {"write(self, data)", DONE(transport_write(rt, self_of(args), args[1])), "Sends data, later if it cannot be sent now; never waits."},
    {"writelines(self, list_of_data)", DONE(transport_writelines(rt, self_of(args), args[1])), "Sends all data of an iterable, by one system call where it can."},
    {"write_eof(self)", write_eof, "Ends the writing side when what was written is sent."},
    {"can_write_eof(self)", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "It can."},
    {"_lend_socket(self, lent)",
     []([[maybe_unused]] Runtime& rt, Args args) -> Result<Value> {
         Transport* self = self_of(args);
         LoopObject* loop = loop_of(self);
         if (!loop) return View::none();
         if (TRY(args.truth(1))) forget_transport(loop, self->descriptor, self);
         else note_transport(loop, self->descriptor, self);
         return View::none();
     },
     "Whether others may wait for the socket meanwhile."},
    {"_make_empty_waiter(self)", make_empty_waiter, "A future that is done when the buffer is empty; nothing can be written until _reset_empty_waiter()."},
    {"_reset_empty_waiter(self)",
     [](Runtime&, Args args) -> Result<Value> {
         Value gone = std::exchange(self_of(args)->empty_waiter, Value());
         return View::none();
     },
     "The end of _make_empty_waiter()."},
};
#undef DONE

}  // namespace

const TypeDef socket_transport_type{
    .name = "_SocketTransport",
    .module = "asyncio.selector_events",
    .doc = "A transport over a stream socket.",
    .size = sizeof(Transport),
    .flags = kTransportFlags,
    .base = native_base<transport_type>,
    .slots = {.construct = construct, .init = init},
    .methods = methods,
};

}  // namespace ouro
