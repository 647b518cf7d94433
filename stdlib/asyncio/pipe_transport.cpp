// SPDX-License-Identifier: MIT
// Transports over pipes: one that reads, one that writes. Sockets and character devices may stand in for pipes.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "runtime/native/capability.h"
#include "runtime/native/native_base.h"
#include "stdlib/asyncio/network.h"
#include "stdlib/asyncio/transport.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

constexpr std::size_t kPieces = 64;  // written by one system call

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

/// The end: connection_lost() is called soon, and nothing is read or written any more.
Result<void> close_pipe(Runtime& rt, Transport* transport, View error) {
    Value held(error);
    transport->closing = true;
    transport->queue.clear(rt);
    transport->queued = transport->offset = 0;
    TRY(unwatch(rt, transport, false));
    TRY(unwatch(rt, transport, true));
    if (transport->lost_called || transport->loop.is_unbound()) return {};
    transport->lost_called = true;
    Value callback = TRY(get_attribute(rt, View(transport), state_of(rt).words._call_connection_lost.get()));
    TRY(call_soon(rt, transport->loop, callback, {held}));
    return {};
}

/// The pending exception is the end.
Result<void> pipe_failed(Runtime& rt, Transport* transport, const char* message, bool quiet) {
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    if (quiet) {
        LoopObject* loop = loop_of(transport);
        if (loop && loop->debug) TRY(call_python_half(rt, "asyncio.selector_events", "_log_fatal", {View(transport), TRY(rt.str(message)), error}));
    } else {
        TRY(call_exception_handler(rt, transport->loop, message, {{"exception", error}, {"transport", View(transport)}, {"protocol", transport->protocol}}));
    }
    return close_pipe(rt, transport, error);
}

// ---- reading

Result<void> reader_readable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (transport->closing || transport->paused || !transport->open()) return {};
    LoopObject* loop = loop_of(transport);
    if (!loop) return {};
    Ref<Transport> held(transport);
    char* scratch = loop_scratch(rt, loop);
    if (!scratch) return rt.raise_memory_error();
    TRY(enter_context(rt, transport->context));
    auto read = [&]() -> Result<void> {
        ssize_t got;
        int error;
        Object* target = transport->mode == Transport::stream ? transport->reader.as<WeakReference>()->target : nullptr;
        if (target) {
            Value reader{View(target)};
            Result<ssize_t> received = receive_into_reader(rt, reader, transport->descriptor, scratch);
            error = errno;
            if (received.raised()) return pipe_failed(rt, transport, "Fatal read error on pipe transport", false);
            got = received.value();
        } else {
            got = ::read(transport->descriptor, scratch, kScratchBytes);
            error = errno;
            if (got > 0) {
                Value data = TRY(new_bytes(rt, std::string_view(scratch, static_cast<std::size_t>(got)))), protocol = transport->protocol;
                TRY(call_method(rt, protocol, state_of(rt).words.data_received.get(), {data}));
            }
        }
        if (got > 0) return {};
        if (got < 0) {
            if (would_block(error)) return {};
            (void)raise_os_error(rt, error);
            // A terminal's other end was closed.
            return pipe_failed(rt, transport, "Fatal read error on pipe transport", error == EIO);
        }
        transport->closing = true;
        TRY(unwatch(rt, transport, true));
        Value ended = TRY(get_attribute(rt, transport->protocol, state_of(rt).words.eof_received.get()));
        TRY(call_soon(rt, transport->loop, ended, {}));
        return close_pipe(rt, transport, View::none());
    };
    Result<void> done = read();
    leave_context(rt, transport->context);
    return done;
}

Result<void> nothing(Runtime&, DescriptorUser*) { return {}; }

constexpr DescriptorUser::Use kReader{reader_readable, nothing};

// ---- writing

/// Readable means that nobody is at the other end any more.
Result<void> writer_readable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (!transport->open()) return {};
    if (transport->queue.empty()) return close_pipe(rt, transport, View::none());
    Value broken = TRY(new_exception(rt, rt.exceptions[BrokenPipeError], View()));
    return close_pipe(rt, transport, broken);
}

Result<void> writer_writable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (transport->queue.empty() || !transport->open()) return {};
    Ref<Transport> held(transport);
    iovec pieces[kPieces];
    std::size_t count = std::min(transport->queue.size(), kPieces), offset = transport->offset;
    for (std::size_t n = 0; n < count; ++n) {
        auto* bytes = transport->queue[n].as<Bytes>();
        pieces[n] = {bytes->data + offset, bytes->size - offset};
        offset = 0;
    }
    ssize_t sent = ::writev(transport->descriptor, pieces, static_cast<int>(count));
    if (sent < 0) {
        int error = errno;
        if (would_block(error)) return {};
        transport->queue.clear(rt);
        transport->queued = transport->offset = 0;
        ++transport->lost;
        TRY(unwatch(rt, transport, false));
        (void)raise_os_error(rt, error);
        return pipe_failed(rt, transport, "Fatal write error on pipe transport", true);
    }
    take_sent(transport, static_cast<std::size_t>(sent));
    if (!transport->queue.empty()) return maybe_resume_protocol(rt, transport);
    TRY(unwatch(rt, transport, false));
    TRY(maybe_resume_protocol(rt, transport));
    if (!transport->closing || transport->lost_called || !transport->queue.empty()) return {};
    TRY(unwatch(rt, transport, true));
    transport->lost_called = true;
    return end_transport(rt, transport, View::none());
}

constexpr DescriptorUser::Use kWriter{writer_readable, writer_writable};

Transport* self_of(Args args) { return args.self<Transport>(); }

Result<void> write(Runtime& rt, Transport* transport, View data) {
    TRY(check_data(rt, data));
    BufferGuard bytes(rt, data);
    if (bytes.raised()) return Raised{};
    if (bytes.size() == 0) return {};
    if (transport->lost || transport->closing) {
        if (transport->lost++ < 5) return {};
        TRY(call_python_half(rt, "asyncio.selector_events", "_log_pipe_lost", {}));
        return {};
    }
    std::size_t sent = 0;
    if (transport->queue.empty()) {
        ssize_t done = ::write(transport->descriptor, bytes.data(), bytes.size());
        if (done < 0 && !would_block(errno)) {
            (void)raise_os_error(rt, errno);
            ++transport->lost;
            return pipe_failed(rt, transport, "Fatal write error on pipe transport", true);
        }
        if (done > 0) sent = static_cast<std::size_t>(done);
        if (sent == bytes.size()) return {};
        TRY(watch_writing(rt, transport));
    }
    if (is_kind(data, Kind::bytes)) {
        TRY(enqueue_bytes(rt, transport, Value(data), sent));
    } else {
        TRY(enqueue_bytes(rt, transport, TRY(new_bytes(rt, bytes.text().substr(sent))), 0));
    }
    return maybe_pause_protocol(rt, transport);
}

Result<void> write_eof(Runtime& rt, Transport* transport) {
    if (transport->closing || !transport->open()) return {};
    if (transport->queue.empty()) return close_pipe(rt, transport, View::none());
    transport->closing = true;
    return {};
}

Result<void> writelines(Runtime& rt, Transport* transport, View list) {
    Value empty = TRY(new_bytes(rt, ""));
    Ref<Str> join = TRY(intern(rt, "join"));
    Value whole = TRY(call_method(rt, empty, join.get(), {list}));
    return write(rt, transport, whole);
}

// ---- life

/// What the constructors do before the protocol hears of it.
Result<void> begin_pipe(Runtime& rt, Transport* transport, LoopObject* loop, View pipe, View protocol, View extra, bool reads) {
    TRY(require(rt, Capability::files));
    TRY(know_transport_classes(rt));
    Value held(pipe);
    transport->loop = View(loop);
    transport->context = hold_context(rt);
    Value number = TRY(call_method(rt, held, rt.names.fileno));
    std::int64_t descriptor = TRY(index_to_int64(rt, number));
    struct stat status;
    if (::fstat(static_cast<int>(descriptor), &status) < 0) return raise_os_error(rt, errno);
    if (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode) && !S_ISCHR(status.st_mode)) {
        transport->loop = Value();
        return rt.raise(ValueError, reads ? "Pipe transport is for pipes/sockets only." : "Pipe transport is only for pipes, sockets and character devices");
    }
    transport->descriptor = static_cast<int>(descriptor);
    transport->pipe = true;
    transport->hangs_up = S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode);
    Ref<Dict> info = as_dict(extra) ? Ref<Dict>(extra.as<Dict>()) : TRY(new_dict(rt));
    TRY(dict_set(rt, info.get(), TRY(rt.str("pipe")), held));
    transport->extra = Value(std::move(info));
    TRY(set_protocol(rt, transport, protocol));
    int flags = ::fcntl(transport->descriptor, F_GETFL);
    if (flags >= 0) ::fcntl(transport->descriptor, F_SETFL, flags | O_NONBLOCK);
    transport->socket = std::move(held);
    return {};
}

/// Reading begins, or the other end is watched.
Result<Value> begin(Runtime& rt, Args args) {
    Transport* self = self_of(args);
    if (self->use == &kReader || self->hangs_up) TRY(watch_reading(rt, self));
    if (!args[1].is_none()) TRY(wake(rt, args[1], View::none()));
    return View::none();
}

Result<Value> construct_reader(Runtime& rt, Type* type, const Arguments&) { return Value(TRY(allocate_transport(rt, type, kReader))); }
Result<Value> construct_writer(Runtime& rt, Type* type, const Arguments&) { return Value(TRY(allocate_transport(rt, type, kWriter))); }

template <bool reads>
Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[5];
    TRY(bind_init(rt, reads ? "_UnixReadPipeTransport(loop, pipe, protocol, waiter=None, extra=None)" : "_UnixWritePipeTransport(loop, pipe, protocol, waiter=None, extra=None)",
                  arguments, values));
    auto* transport = self.as<Transport>();
    LoopObject* loop = TRY(loop_for_transport(rt, transport, values[0]));
    TRY(begin_pipe(rt, transport, loop, values[1], values[2], values[4], reads));
    return begin_protocol(rt, transport, values[3]);
}

Result<Value> repr_of(Runtime& rt, View self) {
    auto* transport = self.as<Transport>();
    std::string text = std::string("<") + short_type_name(rt.type_of(self));
    bool reads = transport->use == &kReader;
    if (!transport->open()) text += " closed";
    else if (transport->closing) text += " closing";
    text += " fd=" + std::to_string(transport->descriptor);
    LoopObject* loop = loop_of(transport);
    if (transport->open() && loop && !loop->closed) {
        text += is_watched(loop, transport->descriptor, reads) ? " polling" : " idle";
        if (!reads) text += " bufsize=" + std::to_string(transport->queued);
    } else {
        text += transport->open() ? " open" : " closed";
    }
    return rt.str(text + ">");
}

#define DONE(call) [](Runtime& rt, Args args) -> Result<Value> { TRY(call); return View::none(); }
constexpr FunctionDef reader_methods[] = {
    {"close(self)", DONE(self_of(args)->closing ? Result<void>{} : close_pipe(rt, self_of(args), View::none())), "Closes it; then connection_lost() is called."},
    {"_begin(self, waiter)", begin, "Reading begins: connection_made() has been called."},
};

constexpr FunctionDef writer_methods[] = {
    {"write(self, data)", DONE(write(rt, self_of(args), args[1])), "Writes data, later if it cannot be written now; never waits."},
    {"writelines(self, list_of_data)", DONE(writelines(rt, self_of(args), args[1])), "Writes all data of an iterable."},
    {"write_eof(self)", DONE(write_eof(rt, self_of(args))), "Closes it when everything is written."},
    {"can_write_eof(self)", [](Runtime&, Args) -> Result<Value> { return View::boolean(true); }, "It can."},
    {"close(self)", DONE(write_eof(rt, self_of(args))), "Closes it when everything is written."},
    {"abort(self)", DONE(close_pipe(rt, self_of(args), View::none())), "Closes it at once; what was not written is lost."},
    {"_begin(self, waiter)", begin, "connection_made() has been called."},
};
#undef DONE

Result<Value> make_pipe_transport(Runtime& rt, Args args, bool reads) {
    TRY(know_transport_classes(rt));
    Value type = TRY(python_half(rt, "asyncio.unix_events", reads ? "_UnixReadPipeTransport" : "_UnixWritePipeTransport"));
    return call(rt, type, {args[0], args[1], args[2], args[3], args[4]});
}

}  // namespace

Result<Value> loop_make_read_pipe_transport(Runtime& rt, Args args) { return make_pipe_transport(rt, args, true); }
Result<Value> loop_make_write_pipe_transport(Runtime& rt, Args args) { return make_pipe_transport(rt, args, false); }

const TypeDef read_pipe_transport_type{
    .name = "_ReadPipeTransport",
    .module = "asyncio.unix_events",
    .doc = "A transport over the end of a pipe that is read.",
    .size = sizeof(Transport),
    .flags = kTransportFlags,
    .base = native_base<transport_type>,
    .slots = {.construct = construct_reader, .init = init<true>, .repr = repr_of},
    .methods = reader_methods,
};

const TypeDef write_pipe_transport_type{
    .name = "_WritePipeTransport",
    .module = "asyncio.unix_events",
    .doc = "A transport over the end of a pipe that is written.",
    .size = sizeof(Transport),
    .flags = kTransportFlags,
    .base = native_base<transport_type>,
    .slots = {.construct = construct_writer, .init = init<false>, .repr = repr_of},
    .methods = writer_methods,
};

}  // namespace ouro
