// SPDX-License-Identifier: MIT
// TLS in the event loop: handshake, shutdown and end of a connection, and the types. What happens for each byte is in tls_flow.cpp; what is
// worked out before there is a connection, in sslproto.py.
#include <algorithm>

#include "stdlib/asyncio/tls.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/owned_fields.h"

namespace ouro {

TlsProtocol* as_tls_protocol(View value) {
    if (!value.is_object()) return nullptr;
    for (Type* type = value.object()->type(); type; type = type->base)
        if (type->def == &tls_protocol_type) return value.as<TlsProtocol>();
    return nullptr;
}

namespace {

Result<void> debug(Runtime& rt, TlsProtocol* self, const char* what, View value = View::none()) {
    if (!TRY(loop_debug(rt, self->loop))) return {};
    TRY(call_python_half(rt, "asyncio.sslproto", "_debug", {View(self), TRY(rt.str(what)), value}));
    return {};
}

/// Whether the pending exception is one that ends a connection, and nothing more.
bool is_exception(Runtime& rt) { return !rt.stopping() && rt.pending_is(PlainException); }

Result<void> cancel_timer(Runtime& rt, Value& timer) {
    Value handle = std::exchange(timer, Value());
    if (handle.is_unbound()) return {};
    return cancel_handle(rt, handle);
}

Result<void> start_timer(Runtime& rt, TlsProtocol* self, Value& timer, View seconds, const char* method) {
    double delay = TRY(to_double(rt, seconds));
    Value callback = TRY(get_attribute(rt, View(self), TRY(intern(rt, method)).get()));
    timer = TRY(call_later(rt, self->loop, delay, callback, {}));
    return {};
}

/// Whoever waits for the handshake goes on: Unbound, or with an error.
Result<void> wake_waiter(Runtime& rt, TlsProtocol* self, View error) {
    Value waiter = std::exchange(self->waiter, Value());
    if (waiter.is_unbound() || TRY(is_cancelled(rt, waiter))) return {};
    AsyncioWords& words = state_of(rt).words;
    if (error.is_unbound() || error.is_none()) TRY(call_method(rt, waiter, words.set_result.get(), {View::none()}));
    else TRY(call_method(rt, waiter, words.set_exception.get(), {error}));
    return {};
}

Result<void> force_close_below(Runtime& rt, TlsProtocol* self, View error) {
    if (self->below.is_unbound()) return {};
    Value held(error);
    TRY(call_named(rt, self->below, "_force_close", {held}));
    return {};
}

}  // namespace

// ---- errors

Result<void> tls_fatal_error(Runtime& rt, TlsProtocol* self, View given, const char* message) {
    Value error(given);
    // The transport below may be gone when it has been closed.
    Value transport = self->below.is_unbound() ? Value(View::none()) : self->below;
    TRY(force_close_below(rt, self, error));
    Type* type = rt.type_of(error);
    if (is_subtype(type, rt.exceptions[OSError])) {
        if (TRY(loop_debug(rt, self->loop))) TRY(call_python_half(rt, "asyncio.selector_events", "_log_fatal", {View(self), TRY(rt.str(message)), error}));
        return {};
    }
    if (is_subtype(type, state_of(rt).cancelled_error.get())) return {};
    return call_exception_handler(rt, self->loop, message, {{"exception", error}, {"transport", transport}, {"protocol", View(self)}});
}

Result<void> tls_failed(Runtime& rt, TlsProtocol* self) {
    if (!is_exception(rt)) return Raised{};
    Value error = rt.take_exception();
    return tls_fatal_error(rt, self, error, "Fatal error on SSL protocol");
}

Result<void> tls_abort(Runtime& rt, TlsProtocol* self, View error) {
    self->state = TlsProtocol::unwrapped;
    return force_close_below(rt, self, error);
}

// ---- handshake

namespace {

/// What get_extra_info() knows from now on.
Result<void> note_agreement(Runtime& rt, TlsProtocol* self, View certificate) {
    Dict* extra = self->extra.as<Dict>();
    Value cipher = TRY(call_named(rt, self->tls, "cipher")), compression = TRY(call_named(rt, self->tls, "compression"));
    for (auto [name, value] : {std::pair("peercert", certificate), std::pair("cipher", View(cipher)), std::pair("compression", View(compression)),
                               std::pair("ssl_object", View(self->tls))})
        TRY(dict_set(rt, extra, TRY(intern(rt, name)).get(), value));
    return {};
}

/// The end of the handshake; Unbound: it went well.
Result<void> handshake_done(Runtime& rt, TlsProtocol* self, View error) {
    Value failure(error), certificate;
    TRY(cancel_timer(rt, self->handshake_timer));
    if (failure.is_unbound()) {
        self->state = TlsProtocol::wrapped;
        Result<Value> peer = call_named(rt, self->tls, "getpeercert");
        if (peer.raised()) {
            if (!is_exception(rt)) return Raised{};
            failure = rt.take_exception();
        } else {
            certificate = peer.take();
        }
    }
    if (!failure.is_unbound()) {
        self->state = TlsProtocol::unwrapped;
        if (as_type(failure)) failure = TRY(call(rt, failure));
        Type* verification = TRY(ssl_error_type(rt, kSslCertVerification));
        const char* message = is_subtype(rt.type_of(failure), verification) ? "SSL handshake failed on verifying the certificate" : "SSL handshake failed";
        TRY(tls_fatal_error(rt, self, failure, message));
        return wake_waiter(rt, self, failure);
    }
    if (TRY(loop_debug(rt, self->loop))) {
        double seconds = TRY(loop_time(rt, self->loop)) - self->handshake_began;
        TRY(debug(rt, self, "%r: SSL handshake took %.1f ms", TRY(rt.real(seconds * 1e3))));
    }
    TRY(note_agreement(rt, self, certificate));
    if (self->application == TlsProtocol::initial) {
        self->application = TlsProtocol::connected;
        Value protocol = self->application_protocol, transport = self->application_transport;
        TRY(call_method(rt, protocol, state_of(rt).words.connection_made.get(), {transport}));
    }
    TRY(wake_waiter(rt, self, View()));
    return tls_read(rt, self);
}

/// How a step of the SSL object ended: well, with "more has to come first" (which is taken), or with an error of TLS in `error`.
/// Anything else is raised.
enum class Step { done, again, failed };
Result<Step> step_of(Runtime& rt, TlsProtocol* self, const char* method, Value& error) {
    Result<Value> answer = call_named(rt, self->tls, method);
    if (!answer.raised()) return Step::done;
    bool again = pending_is(rt, kSslWantRead) || pending_is(rt, kSslSyscall);
    if (!again && !pending_is(rt, kSslError)) return Raised{};
    error = rt.take_exception();
    return again ? Step::again : Step::failed;
}

}  // namespace

Result<void> tls_handshake(Runtime& rt, TlsProtocol* self) {
    Ref<TlsProtocol> held(self);
    Value error;
    switch (TRY(step_of(rt, self, "do_handshake", error))) {
        case Step::again: return tls_send(rt, self);
        case Step::failed: return handshake_done(rt, self, error);
        case Step::done: return handshake_done(rt, self, View());
    }
    return {};
}

// ---- shutdown

Result<void> tls_eof_received(Runtime& rt, TlsProtocol* self) {
    if (self->application != TlsProtocol::connected) return {};
    self->application = TlsProtocol::ended;
    Value protocol = self->application_protocol;
    Result<Value> answer = call_method(rt, protocol, state_of(rt).words.eof_received.get());
    Result<bool> keep = answer.raised() ? Result<bool>(Raised{}) : truth(rt, answer.value());
    if (keep.raised()) {
        if (passes_callbacks(rt)) return Raised{};
        Value error = rt.take_exception();
        return tls_fatal_error(rt, self, error, "Error calling eof_received()");
    }
    if (keep.value()) TRY(call_python_half(rt, "asyncio.sslproto", "_log_kept_open", {}));
    return {};
}

Result<void> tls_begin_shutdown(Runtime& rt, TlsProtocol* self) {
    if (self->state == TlsProtocol::flushing || self->state == TlsProtocol::shutting_down || self->state == TlsProtocol::unwrapped) return {};
    if (!self->application_transport.is_unbound()) self->application_transport.as<TlsTransport>()->closed = true;
    if (self->state == TlsProtocol::handshaking) return tls_abort(rt, self, View::none());
    self->state = TlsProtocol::flushing;
    TRY(start_timer(rt, self, self->shutdown_timer, self->shutdown_timeout, "_check_shutdown_timeout"));
    return tls_flush(rt, self);
}

Result<void> tls_flush(Runtime& rt, TlsProtocol* self) {
    TRY(tls_read(rt, self));
    // Reading may have ended it.
    if (self->state != TlsProtocol::flushing) return {};
    self->state = TlsProtocol::shutting_down;
    return tls_shutdown(rt, self);
}

namespace {

Result<void> shutdown_done(Runtime& rt, TlsProtocol* self, View error) {
    Value failure(error);
    TRY(cancel_timer(rt, self->shutdown_timer));
    if (!failure.is_unbound()) return tls_fatal_error(rt, self, failure);
    if (self->below.is_unbound()) return {};
    Value close = TRY(get_attribute(rt, self->below, state_of(rt).words.close.get()));
    TRY(call_soon(rt, self->loop, close, {}));
    return {};
}

}  // namespace

Result<void> tls_shutdown(Runtime& rt, TlsProtocol* self) {
    Ref<TlsProtocol> held(self);
    Value error;
    switch (self->eof ? Step::done : TRY(step_of(rt, self, "unwrap", error))) {
        case Step::again: return tls_send(rt, self);
        case Step::failed: return shutdown_done(rt, self, error);
        case Step::done: break;
    }
    TRY(tls_send(rt, self));
    TRY(tls_eof_received(rt, self));
    return shutdown_done(rt, self, View());
}

// ---- what the transport below calls

namespace {

TlsProtocol* self_of(Args args) { return args.self<TlsProtocol>(); }

/// The methods of a protocol that was set up.
template <Result<Value> (*method)(Runtime&, Args)>
Result<Value> checked(Runtime& rt, Args args) {
    if (!self_of(args)->set_up()) return rt.raise(RuntimeError, "the protocol is not initialized");
    Ref<TlsProtocol> held(self_of(args));
    return method(rt, args);
}

Result<Value> connection_made(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    self->below = Value(args[1]);
    if (TRY(loop_debug(rt, self->loop))) {
        TRY(debug(rt, self, "%r starts SSL handshake"));
        self->handshake_began = TRY(loop_time(rt, self->loop));
    }
    if (self->state != TlsProtocol::unwrapped) return rt.raise(RuntimeError, "the handshake has begun already");
    self->state = TlsProtocol::handshaking;
    TRY(start_timer(rt, self, self->handshake_timer, self->handshake_timeout, "_check_handshake_timeout"));
    TRY(tls_handshake(rt, self));
    return View::none();
}

Result<Value> connection_lost(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    self->backlog.clear(rt);
    self->queued = self->offset = 0;
    self->leaving().clear(rt);
    ++self->lost_writes;
    if (!self->application_transport.is_unbound()) self->application_transport.as<TlsTransport>()->closed = true;
    if (self->state != TlsProtocol::handshaking && (self->application == TlsProtocol::connected || self->application == TlsProtocol::ended)) {
        self->application = TlsProtocol::lost;
        Value told = TRY(get_attribute(rt, self->application_protocol, state_of(rt).words.connection_lost.get()));
        TRY(call_soon(rt, self->loop, told, {args[1]}));
    }
    self->state = TlsProtocol::unwrapped;
    Value below = std::exchange(self->below, Value()), transport = std::exchange(self->application_transport, Value()),
          protocol = std::exchange(self->application_protocol, Value());
    TRY(wake_waiter(rt, self, args[1]));
    TRY(cancel_timer(rt, self->shutdown_timer));
    TRY(cancel_timer(rt, self->handshake_timer));
    return View::none();
}

constexpr std::size_t kLargestBuffer = 256 * 1024;

Result<Value> get_buffer(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    std::int64_t wanted = TRY(args.integer(1));
    std::size_t size = wanted <= 0 || static_cast<std::size_t>(wanted) > kLargestBuffer ? kLargestBuffer : static_cast<std::size_t>(wanted);
    if (self->buffer.is_unbound() || self->buffer.as<ByteArray>()->size < size) {
        Ref<Bytes> empty = TRY(new_bytes_uninitialized(rt, size));
        std::memset(empty->data, 0, size);
        self->buffer = TRY(new_bytearray(rt, empty->text()));
    }
    return call(rt, View(static_cast<const Object*>(rt.types.memoryview)), {self->buffer});
}

Result<Value> buffer_updated(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    std::int64_t count = TRY(args.integer(1));
    std::size_t size = self->buffer.is_unbound() || count < 0 ? 0 : std::min(static_cast<std::size_t>(count), self->buffer.as<ByteArray>()->size);
    if (size) {
        char* room = self->arrived().room(rt, size);
        if (!room) return rt.raise_memory_error();
        std::memcpy(room, self->buffer.as<ByteArray>()->data, size);
        self->arrived().added(size);
    }
    TRY(tls_arrived(rt, self));
    return View::none();
}

Result<bool> end_of_input(Runtime& rt, TlsProtocol* self) {
    TRY(debug(rt, self, "%r received EOF"));
    switch (self->state) {
        case TlsProtocol::handshaking: TRY(handshake_done(rt, self, View(static_cast<const Object*>(rt.exceptions[ConnectionResetError])))); break;
        case TlsProtocol::wrapped:
            self->state = TlsProtocol::flushing;
            if (self->reading_paused) return true;
            TRY(tls_flush(rt, self));
            break;
        case TlsProtocol::flushing:
            TRY(tls_write_backlog(rt, self));
            self->state = TlsProtocol::shutting_down;
            TRY(tls_shutdown(rt, self));
            break;
        case TlsProtocol::shutting_down: TRY(tls_shutdown(rt, self)); break;
        case TlsProtocol::unwrapped: break;
    }
    return false;
}

Result<Value> eof_received(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    self->eof = true;
    Result<bool> keep = end_of_input(rt, self);
    if (!keep.raised()) return keep.value() ? View::boolean(true) : View::none();
    if (!is_exception(rt) || self->below.is_unbound()) return Raised{};
    Value error = rt.take_exception();
    TRY(call_method(rt, self->below, state_of(rt).words.close.get()));
    return rt.raise_object(std::move(error));
}

Result<Value> pause_writing(Runtime&, Args args) {
    self_of(args)->below_paused = true;
    return View::none();
}

Result<Value> resume_writing(Runtime& rt, Args args) {
    self_of(args)->below_paused = false;
    TRY(tls_send(rt, self_of(args)));
    return View::none();
}

// ---- what timers call

Result<Value> check_handshake_timeout(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    if (self->state != TlsProtocol::handshaking) return View::none();
    Ref<Str> seconds = TRY(to_str(rt, self->handshake_timeout));
    Value text = TRY(rt.str("SSL handshake is taking longer than " + std::string(seconds->text()) + " seconds: aborting the connection"));
    Value error = TRY(call(rt, View(static_cast<const Object*>(rt.exceptions[ConnectionAbortedError])), {text}));
    TRY(tls_fatal_error(rt, self, error));
    return View::none();
}

Result<Value> check_shutdown_timeout(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    if (self->state != TlsProtocol::flushing && self->state != TlsProtocol::shutting_down) return View::none();
    Value text = TRY(rt.str("SSL shutdown timed out"));
    Value error = TRY(call(rt, View(static_cast<const Object*>(rt.exceptions[TimeoutError])), {text}));
    TRY(force_close_below(rt, self, error));
    return View::none();
}

}  // namespace

Result<void> tls_resume_reading(Runtime& rt, TlsProtocol* self) {
    if (!self->reading_paused) return {};
    self->reading_paused = false;
    Value resume = TRY(get_attribute(rt, View(self), TRY(intern(rt, "_resume")).get()));
    TRY(call_soon(rt, self->loop, resume, {}));
    return {};
}

namespace {

Result<Value> resume(Runtime& rt, Args args) {
    if (self_of(args)->state != TlsProtocol::handshaking) TRY(tls_arrived(rt, self_of(args)));
    return View::none();
}

// ---- making one

Result<Value> set_application_protocol(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    Value protocol(args[1]);
    TRY(know_transport_classes(rt));
    self->buffered = is_subtype(rt.type_of(protocol), state_of(rt).buffered_protocol.get()) || as_tls_protocol(protocol);
    self->application_protocol = std::move(protocol);
    return View::none();
}

/// The SSL object and, where it is nobody's class, the connection in it.
Result<void> use_tls(Runtime& rt, TlsProtocol* self, View tls) {
    self->connection = Value();
    self->tls = Value(tls);
    Value plain = TRY(python_half(rt, "ssl", "SSLObject"));
    if (View(rt.type_of(tls)) != View(plain)) return {};
    Value inner = TRY(get_attribute(rt, tls, TRY(intern(rt, "_sslobj")).get()));
    if (rt.type_of(inner) == TRY(native_type(rt, ssl_connection_type))) self->connection = std::move(inner);
    return {};
}

Result<Value> set_up(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    if (self->set_up()) return rt.raise(RuntimeError, "the protocol is initialized already");
    enum { kSelf, kLoop, kContext, kWaiter, kServerSide, kHostname, kCallMade, kHandshakeTimeout, kShutdownTimeout, kTransport };
    if (args[kTransport].is_none()) return rt.raise(TypeError, "a transport was expected");
    Ref<TlsProtocol> held(self);
    bool server_side = TRY(args.truth(kServerSide)), call_made = TRY(args.truth(kCallMade));
    TRY(know_transport_classes(rt));
    Ref<MemoryBio> incoming = TRY(new_memory_bio(rt)), outgoing = TRY(new_memory_bio(rt));
    Value wrap = TRY(get_attribute(rt, args[kContext], TRY(intern(rt, "wrap_bio")).get()));
    Ref<Tuple> names = TRY(new_tuple(rt, {View(TRY(intern(rt, "server_side"))), View(TRY(intern(rt, "server_hostname")))}));
    View values[] = {View(incoming), View(outgoing), View::boolean(server_side), args[kHostname]};
    Value tls = TRY(call(rt, wrap, Arguments{.values = values, .count = 2, .names = names.get()}));
    Ref<Dict> extra = TRY(new_dict(rt));
    TRY(dict_set(rt, extra.get(), TRY(intern(rt, "sslcontext")).get(), args[kContext]));
    if (self->set_up()) return rt.raise(RuntimeError, "the protocol is initialized already");
    TRY(use_tls(rt, self, tls));
    self->server_side = server_side;
    self->application = call_made ? TlsProtocol::initial : TlsProtocol::connected;
    self->incoming = View(incoming);
    self->outgoing = View(outgoing);
    self->extra = View(extra);
    self->context = Value(args[kContext]);
    self->waiter = args[kWaiter].is_none() ? Value() : Value(args[kWaiter]);
    self->hostname = Value(args[kHostname]);
    self->handshake_timeout = Value(args[kHandshakeTimeout]);
    self->shutdown_timeout = Value(args[kShutdownTimeout]);
    self->incoming_high = 256 * 1024;
    self->incoming_low = self->incoming_high / 4;
    self->outgoing_high = 512 * 1024;
    self->outgoing_low = self->outgoing_high / 4;
    self->application_transport = Value(args[kTransport]);
    self->loop = Value(args[kLoop]);
    return View::none();
}

Result<Value> get_extra_info(Runtime& rt, Args args) {
    TlsProtocol* self = self_of(args);
    Value found(TRY(dict_get(rt, self->extra.as<Dict>(), args[1])));
    if (!found.is_unbound()) return found;
    if (self->below.is_unbound()) return Value(args[2]);
    return call_named(rt, self->below, "get_extra_info", {args[1], args[2]});
}

Result<Value> fatal(Runtime& rt, Args args) {
    Ref<Str> message = TRY(to_str(rt, args[2]));
    TRY(tls_fatal_error(rt, self_of(args), args[1], message->data()));
    return View::none();
}

Result<Value> get_application_transport(Runtime& rt, Args args) {
    const Value& transport = self_of(args)->application_transport;
    if (transport.is_unbound()) return rt.raise(RuntimeError, "Creating _SSLProtocolTransport twice");
    return Value(transport);
}

template <Result<void> (*step)(Runtime&, TlsProtocol*)>
Result<Value> done(Runtime& rt, Args args) {
    TRY(step(rt, self_of(args)));
    return View::none();
}

Result<Value> abort(Runtime& rt, Args args) {
    TRY(tls_abort(rt, self_of(args), args[1]));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"connection_made(self, transport)", checked<connection_made>, "There is a transport below: the handshake begins."},
    {"connection_lost(self, exc)", checked<connection_lost>, "The transport below is gone."},
    {"get_buffer(self, n)", checked<get_buffer>, "Where encrypted bytes are put."},
    {"buffer_updated(self, nbytes)", checked<buffer_updated>, "So many were put there."},
    {"eof_received(self)", checked<eof_received>, "No more will be."},
    {"pause_writing(self)", pause_writing, "The transport below takes no more for now."},
    {"resume_writing(self)", checked<resume_writing>, "It does again."},
    {"_set_up(self, loop, sslcontext, waiter, server_side, server_hostname, call_connection_made, ssl_handshake_timeout, ssl_shutdown_timeout, transport)",
     set_up, "What the constructor has worked out."},
    {"_set_app_protocol(self, app_protocol)", set_application_protocol, "The application's protocol."},
    {"_get_app_transport(self)", get_application_transport, "The application's transport."},
    {"_get_extra_info(self, name, default=None)", checked<get_extra_info>, "What is known of the connection, or of the transport below."},
    {"_check_handshake_timeout(self)", checked<check_handshake_timeout>, "The handshake has taken too long."},
    {"_check_shutdown_timeout(self)", checked<check_shutdown_timeout>, "The shutdown has taken too long."},
    {"_do_read(self)", checked<done<tls_read>>, "Goes on reading."},
    {"_resume(self)", checked<resume>, "Goes on after resume_reading()."},
    {"_start_shutdown(self)", checked<done<tls_begin_shutdown>>, "Writes what is left, then ends the connection."},
    {"_abort(self, exc)", checked<abort>, "Closes the transport below at once."},
    {"_fatal_error(self, exc, message='Fatal error on transport')", checked<fatal>, "Reports an error and closes the transport below at once."},
};

template <Value TlsProtocol::* field>
Result<Value> get(Runtime&, View self) {
    const Value& value = self.as<TlsProtocol>()->*field;
    return value.is_unbound() ? Value(View::none()) : value;
}

constexpr PropertyDef properties[] = {
    {"_loop", get<&TlsProtocol::loop>},
    {"_app_protocol", get<&TlsProtocol::application_protocol>},
    {"_app_transport", get<&TlsProtocol::application_transport>},
    {"_transport", get<&TlsProtocol::below>},
    {"_sslcontext", get<&TlsProtocol::context>},
    {"_waiter", get<&TlsProtocol::waiter>},
    {"_extra", get<&TlsProtocol::extra>},
    {"_server_hostname", get<&TlsProtocol::hostname>},
    {"_incoming", get<&TlsProtocol::incoming>},
    {"_outgoing", get<&TlsProtocol::outgoing>},
    {"_ssl_handshake_timeout", get<&TlsProtocol::handshake_timeout>},
    {"_ssl_shutdown_timeout", get<&TlsProtocol::shutdown_timeout>},
    {"_sslobj", get<&TlsProtocol::tls>,
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
         return use_tls(rt, self.as<TlsProtocol>(), value);
     }},
    {"_state",
     [](Runtime& rt, View self) -> Result<Value> {
         static constexpr const char* kNames[] = {"UNWRAPPED", "DO_HANDSHAKE", "WRAPPED", "FLUSHING", "SHUTDOWN"};
         Value states = TRY(python_half(rt, "asyncio.sslproto", "SSLProtocolState"));
         return get_attribute(rt, states, TRY(intern(rt, kNames[self.as<TlsProtocol>()->state])).get());
     }},
};

}  // namespace

const TypeDef tls_protocol_type{
    .name = "_SSLProtocol",
    .module = "_asyncio",
    .doc = "TLS between a transport and a protocol.",
    .size = sizeof(TlsProtocol),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* self = static_cast<TlsProtocol*>(object);
                      self->backlog.clear(rt);
                      self->each_field([](Value& field) { field.~Value(); });
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      static_cast<TlsProtocol*>(object)->backlog.traverse(visit);
                      static_cast<TlsProtocol*>(object)->each_field([&](Value& field) { visit(field); });
                  },
              .clear =
                  [](Runtime& rt, Object* object) {
                      auto* self = static_cast<TlsProtocol*>(object);
                      self->backlog.clear(rt);
                      self->queued = self->offset = 0;
                      self->state = TlsProtocol::unwrapped;
                      // Without a loop nothing is called any more.
                      self->each_field([](Value& field) { Value gone = std::exchange(field, Value()); });
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<TlsProtocol>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(TlsProtocol) - sizeof(Object));
                  made->each_field([](Value& field) { new (&field) Value(); });
                  return Value::adopt(View(made));
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
