// SPDX-License-Identifier: MIT
// What all transports over sockets do: their life, flow control, information, errors.
#include "runtime/native/native_base.h"
#include "stdlib/asyncio/transport.h"

#include <netinet/tcp.h>

#include "runtime/objects/number.h"
#include "stdlib/asyncio/waiters.h"
#ifdef OURO_SSL
#include "stdlib/asyncio/tls.h"
#endif

namespace ouro {

// ---- the queue

Result<void> WriteQueue::push(Runtime& rt, Value item) {
    if (count_ == capacity_) {
        std::uint32_t wanted = capacity_ ? capacity_ * 2 : 4;
        auto* larger = static_cast<Value*>(rt.heap.allocate_raw(wanted * sizeof(Value)));
        if (!larger) return rt.raise_memory_error();
        for (std::uint32_t n = 0; n < count_; ++n) std::memcpy(static_cast<void*>(larger + n), &(*this)[n], sizeof(Value));
        if (items_) rt.heap.free_raw(items_, capacity_ * sizeof(Value));
        items_ = larger;
        capacity_ = wanted;
        first_ = 0;
    }
    new (&(*this)[count_++]) Value(std::move(item));
    return {};
}

void WriteQueue::pop() {
    Value gone = std::move(items_[first_]);
    first_ = (first_ + 1) & (capacity_ - 1);
    --count_;
}

void WriteQueue::clear(Runtime& rt) {
    while (count_) pop();
    if (items_) rt.heap.free_raw(items_, capacity_ * sizeof(Value));
    items_ = nullptr;
    capacity_ = first_ = 0;
}

void WriteQueue::traverse(Visitor& visit) {
    for (std::uint32_t n = 0; n < count_; ++n) visit((*this)[n]);
}

// ---- life

Transport* as_transport(View value) {
    if (!value.is_object()) return nullptr;
    for (Type* type = value.object()->type(); type; type = type->base)
        if (type->def == &transport_type) return value.as<Transport>();
    return nullptr;
}

Result<void> know_transport_classes(Runtime& rt) {
    AsyncioPrivate& state = state_of(rt);
    if (state.socket_transport) return {};
    auto find = [&](const char* module, const char* name) -> Result<Ref<Type>> {
        Value found = TRY(python_half(rt, module, name));
        if (Type* type = as_type(found)) return Ref<Type>(type);
        return rt.raise(TypeError, "%s.%s is not a class", module, name);
    };
    state.socket_class = TRY(find("socket", "socket"));
    state.buffered_protocol = TRY(find("asyncio.protocols", "BufferedProtocol"));
    state.stream_protocol = TRY(find("asyncio.streams", "StreamReaderProtocol"));
    state.datagram_transport = TRY(find("asyncio.selector_events", "_SelectorDatagramTransport"));
    state.socket_transport = TRY(find("asyncio.selector_events", "_SelectorSocketTransport"));
    return {};
}

Result<Ref<Transport>> allocate_transport(Runtime& rt, Type* type, const DescriptorUser::Use& use) {
    auto* made = rt.allocate<Transport>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(Transport) - sizeof(Object));
    made->use = &use;
    made->descriptor = -1;
    made->high = 64 * 1024;
    made->low = 16 * 1024;
    made->each_field([](Value& field) { new (&field) Value(); });
    return Ref<Transport>::adopt(made);
}

Result<LoopObject*> loop_for_transport(Runtime& rt, Transport* transport, View loop) {
    if (!is_kind(loop, Kind::event_loop)) return rt.raise(TypeError, "an event loop was expected, not '%s'", type_name(rt, loop));
    if (transport->connected) return rt.raise(RuntimeError, "the transport is initialized already");
    return loop.as<LoopObject>();
}

Result<void> set_protocol(Runtime& rt, Transport* transport, View protocol) {
    Value held(protocol);
    transport->mode = Transport::plain;
    if (!transport->datagram) {
        AsyncioPrivate& state = state_of(rt);
#ifdef OURO_SSL
        if (as_tls_protocol(held)) {
            transport->mode = Transport::tls;
        } else
#endif
        if (is_subtype(rt.type_of(held), state.buffered_protocol.get())) {
            transport->mode = Transport::buffered;
        } else {
            Value reference = TRY(reader_reference(rt, held));
            if (!reference.is_unbound()) transport->mode = Transport::stream;
            transport->reader = std::move(reference);
        }
    }
    transport->protocol = std::move(held);
    transport->connected = true;
    return {};
}

namespace {

template <int (*call)(int, sockaddr*, socklen_t*)>
Result<Value> name_or_none(Runtime& rt, int descriptor) {
    SocketAddress address;
    address.size = sizeof address.storage;
    if (call(descriptor, address.get(), &address.size) < 0) return View::none();
    return address_value(rt, address);
}

Result<Value> extra_item(Runtime& rt, Transport* transport, const char* name) {
    Dict* extra = as_dict(transport->extra);
    if (!extra) return View();
    Ref<Str> key = TRY(intern(rt, name));
    return Value(TRY(dict_get(rt, extra, key.get())));
}

}  // namespace

Result<void> begin_transport(Runtime& rt, Transport* transport, LoopObject* loop, View socket, View protocol, View extra, View server, Value peername) {
    Socket* own = as_socket(socket);
    if (!own) {
        Ref<Str> shown = TRY(repr(rt, socket));
        return rt.raise_value(TypeError, TRY(rt.str("a socket of the module socket was expected, got " + std::string(shown->text()))));
    }
    if (own->descriptor < 0) return raise_os_error(rt, EBADF);
    TRY(know_transport_classes(rt));
    transport->loop = View(loop);
    transport->extra = extra.is_none() ? Value() : Value(extra);
    transport->context = hold_context(rt);
    transport->sockname = TRY(name_or_none<::getsockname>(rt, own->descriptor));
    if (peername.is_unbound()) peername = TRY(extra_item(rt, transport, "peername"));
    if (peername.is_unbound()) peername = TRY(name_or_none<::getpeername>(rt, own->descriptor));
    transport->peername = std::move(peername);
    transport->descriptor = own->descriptor;
    TRY(set_protocol(rt, transport, protocol));
    transport->socket = Value(socket);
    transport->server = server.is_none() ? Value() : Value(server);
    if (!transport->server.is_unbound()) TRY(call_method(rt, transport->server, state_of(rt).words._attach.get(), {View(transport)}));
    note_transport(loop, transport->descriptor, transport);
    return {};
}

Result<void> begin_protocol(Runtime& rt, Transport* transport, View waiter) {
    AsyncioWords& words = state_of(rt).words;
    Value made = TRY(get_attribute(rt, transport->protocol, words.connection_made.get()));
    TRY(call_soon(rt, transport->loop, made, {View(transport)}));
    // Reading begins, and the waiter wakes, when connection_made() has been called.
    Value begin = TRY(get_attribute(rt, View(transport), words._begin.get()));
    TRY(call_soon(rt, transport->loop, begin, {waiter.is_unbound() ? View::none() : waiter}));
    return {};
}

// ---- reading and writing: whether the loop looks at the descriptor

Result<void> watch_reading(Runtime& rt, Transport* transport) {
    int descriptor = transport->live_descriptor();
    LoopObject* loop = loop_of(transport);
    if (descriptor < 0 || !loop || transport->closing || transport->paused) return {};
    return watch_descriptor(rt, loop, descriptor, true, Ref<Object>(transport));
}

Result<void> watch_writing(Runtime& rt, Transport* transport) {
    int descriptor = transport->live_descriptor();
    LoopObject* loop = loop_of(transport);
    if (descriptor < 0 || !loop) return {};
    return watch_descriptor(rt, loop, descriptor, false, Ref<Object>(transport));
}

Result<void> unwatch(Runtime& rt, Transport* transport, bool reading) {
    // The number is the one that was watched, whatever became of the socket meanwhile.
    if (LoopObject* loop = loop_of(transport)) TRY(unwatch_descriptor(rt, loop, transport->descriptor, reading, transport));
    return {};
}

Result<void> pause_transport(Runtime& rt, Transport* transport) {
    if (transport->closing || transport->paused) return {};
    transport->paused = true;
    return unwatch(rt, transport, true);
}

Result<void> resume_transport(Runtime& rt, Transport* transport) {
    if (transport->closing || !transport->paused) return {};
    transport->paused = false;
    return watch_reading(rt, transport);
}

// ---- flow control

namespace {

Result<void> tell_protocol(Runtime& rt, Transport* transport, Str* method, const char* failed) {
    Value protocol = transport->protocol;
    if (!call_method(rt, protocol, method).raised()) return {};
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    return call_exception_handler(rt, transport->loop, failed, {{"exception", error}, {"transport", View(transport)}, {"protocol", protocol}});
}

}  // namespace

Result<void> maybe_pause_protocol(Runtime& rt, Transport* transport) {
    if (transport->queued <= transport->high || transport->protocol_paused) return {};
    transport->protocol_paused = true;
    return tell_protocol(rt, transport, state_of(rt).words.pause_writing.get(), "protocol.pause_writing() failed");
}

Result<void> maybe_resume_protocol(Runtime& rt, Transport* transport) {
    if (!transport->protocol_paused || transport->queued > transport->low) return {};
    transport->protocol_paused = false;
    return tell_protocol(rt, transport, state_of(rt).words.resume_writing.get(), "protocol.resume_writing() failed");
}

// ---- the end

Result<void> close_transport(Runtime& rt, Transport* transport) {
    if (transport->closing) return {};
    transport->closing = true;
    TRY(unwatch(rt, transport, true));
    if (!transport->queue.empty()) return {};
    ++transport->lost;
    TRY(unwatch(rt, transport, false));
    Value callback = TRY(get_attribute(rt, View(transport), state_of(rt).words._call_connection_lost.get()));
    TRY(call_soon(rt, transport->loop, callback, {View::none()}));
    return {};
}

Result<void> force_close(Runtime& rt, Transport* transport, View error) {
    if (transport->lost || transport->loop.is_unbound()) return {};
    Value held(error);
    if (!transport->queue.empty()) {
        transport->queue.clear(rt);
        transport->queued = transport->offset = 0;
        TRY(unwatch(rt, transport, false));
    }
    if (!transport->closing) {
        transport->closing = true;
        TRY(unwatch(rt, transport, true));
    }
    ++transport->lost;
    Value callback = TRY(get_attribute(rt, View(transport), state_of(rt).words._call_connection_lost.get()));
    TRY(call_soon(rt, transport->loop, callback, {held}));
    return {};
}

Result<void> fatal_error(Runtime& rt, Transport* transport, const char* message) {
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    if (is_subtype(rt.type_of(error), rt.exceptions[OSError])) {
        LoopObject* loop = loop_of(transport);
        if (loop && loop->debug) TRY(call_python_half(rt, "asyncio.selector_events", "_log_fatal", {View(transport), TRY(rt.str(message)), error}));
    } else {
        TRY(call_exception_handler(rt, transport->loop, message,
                                   {{"exception", error}, {"transport", View(transport)}, {"protocol", transport->protocol}}));
    }
    return force_close(rt, transport, error);
}

Result<void> end_transport(Runtime& rt, Transport* transport, View error) {
    if (transport->ended) return {};
    transport->ended = true;
    Ref<Transport> held(transport);
    Value exception(error), protocol = transport->protocol;
    Result<void> told = {};
    if (transport->connected && call_method(rt, protocol, state_of(rt).words.connection_lost.get(), {exception}).raised()) told = Raised{};
    if (rt.stopping()) return Raised{};
    // What follows happens in any case; an exception on its way stays so.
    Value pending = std::exchange(rt.pending, Value());
    (void)unwatch(rt, transport, true);
    (void)unwatch(rt, transport, false);
    if (LoopObject* loop = loop_of(transport)) forget_transport(loop, transport->descriptor, transport);
    Value socket = std::exchange(transport->socket, Value()), server = std::exchange(transport->server, Value());
    Value gone = std::exchange(transport->protocol, Value()), loop = std::exchange(transport->loop, Value()), reader = std::exchange(transport->reader, Value());
    Result<Value> closed = call_method(rt, socket, rt.names.close);
    if (!closed.raised() && !server.is_unbound()) closed = call_method(rt, server, state_of(rt).words._detach.get(), {View(transport)});
    if (!closed.raised() && !transport->empty_waiter.is_unbound() && !transport->empty_waiter.is_none()) {
        Result<Value> lost = call(rt, View(static_cast<const Object*>(rt.exceptions[ConnectionError])), {TRY(rt.str("Connection is closed by peer"))});
        if (!lost.raised() && !TRY(is_done(rt, transport->empty_waiter)))
            closed = call_method(rt, transport->empty_waiter, state_of(rt).words.set_exception.get(), {lost.value()});
    }
    if (rt.stopping()) return Raised{};
    if (told.raised()) {
        rt.pending = std::move(pending);
        return Raised{};
    }
    if (closed.raised()) return Raised{};
    return {};
}

Result<void> report_use(Runtime& rt, LoopObject* loop, DescriptorUser* user) {
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    Ref<Str> shown = TRY(repr(rt, View(user)));
    std::string message = "Exception in callback of " + std::string(shown->text());
    return call_exception_handler(rt, View(loop), message.c_str(), {{"exception", error}});
}

Result<void> warn_of_lost(Runtime& rt, Transport* transport) {
    if (transport->lost++ < 5) return {};
    TRY(call_python_half(rt, "asyncio.selector_events", "_log_lost", {}));
    return {};
}

Result<void> check_data(Runtime& rt, View data) {
    if (is_kind(data, Kind::bytes) || is_kind(data, Kind::bytearray) || is_kind(data, Kind::memoryview)) [[likely]] return {};
    return rt.raise(TypeError, "data argument must be a bytes-like object, not '%s'", short_type_name(rt.type_of(data)));
}

Result<WaterMarks> water_marks(Runtime& rt, View given_high, View given_low, int kilobytes) {
    Value high(given_high), low(given_low);
    if (high.is_none()) high = low.is_none() ? Value(View::small_int(kilobytes * 1024)) : TRY(binary(rt, BinaryOp::mul, View::small_int(4), low));
    if (low.is_none()) low = TRY(binary(rt, BinaryOp::floor_div, high, View::small_int(4)));
    if (!TRY(compare_truth(rt, high, low, CompareOp::ge)) || !TRY(compare_truth(rt, low, View::small_int(0), CompareOp::ge))) {
        Ref<Str> a = TRY(repr(rt, high)), b = TRY(repr(rt, low));
        return rt.raise_value(ValueError, TRY(rt.str("high (" + std::string(a->text()) + ") must be >= low (" + std::string(b->text()) + ") must be >= 0")));
    }
    auto bytes = [&](View value) -> Result<std::size_t> {
        double number = TRY(to_double(rt, value));
        return number >= 9e18 ? SIZE_MAX / 2 : static_cast<std::size_t>(number);
    };
    std::size_t above = TRY(bytes(high)), below = TRY(bytes(low));
    return WaterMarks{above, below};
}

Result<Value> low_and_high(Runtime& rt, WaterMarks marks) {
    Value low = TRY(rt.integer_unsigned(marks.low)), high = TRY(rt.integer_unsigned(marks.high));
    return TRY(new_tuple(rt, {low, high}));
}

// ---- methods

namespace {

Transport* self_of(Args args) { return args.self<Transport>(); }

Result<Value> begin(Runtime& rt, Args args) {
    TRY(watch_reading(rt, self_of(args)));
    if (!args[1].is_none()) TRY(wake(rt, args[1], View::none()));
    return View::none();
}

Result<Value> call_connection_lost(Runtime& rt, Args args) {
    TRY(end_transport(rt, self_of(args), args[1]));
    return View::none();
}

Result<Value> get_extra_info(Runtime& rt, Args args) {
    Transport* self = self_of(args);
    if (Str* name = as_str(args[1]); name && !self->pipe) {
        if (name->text() == "sockname") return Value(self->sockname);
        if (name->text() == "peername") return Value(self->peername);
        if (name->text() == "socket") return call_python_half(rt, "asyncio.trsock", "_for_transport", {args[0]});
    }
    if (Dict* extra = as_dict(self->extra)) {
        Value found(TRY(dict_get(rt, extra, args[1])));
        if (!found.is_unbound()) return found;
    }
    return Value(args[2]);
}

Result<Value> set_write_buffer_limits(Runtime& rt, Args args) {
    Transport* self = self_of(args);
    WaterMarks marks = TRY(water_marks(rt, args[1], args[2], 64));
    self->high = marks.high;
    self->low = marks.low;
    TRY(maybe_pause_protocol(rt, self));
    return View::none();
}

#define DONE(call) [](Runtime& rt, Args args) -> Result<Value> { TRY(call); return View::none(); }
constexpr FunctionDef methods[] = {
    {"get_extra_info(self, name, default=None)", get_extra_info, "Information about the connection: 'socket', 'sockname', 'peername' and what came with it."},
    {"is_closing(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->closing); }, "Whether it is closed, or about to be."},
    {"is_reading(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(!self_of(args)->closing && !self_of(args)->paused); }, "Whether it receives."},
    {"close(self)", DONE(close_transport(rt, self_of(args))), "Closes it when what was written is sent; then connection_lost() is called."},
    {"abort(self)", DONE(force_close(rt, self_of(args), View::none())), "Closes it at once; what was not sent is lost."},
    {"pause_reading(self)", DONE(pause_transport(rt, self_of(args))), "Receives nothing until resume_reading()."},
    {"resume_reading(self)", DONE(resume_transport(rt, self_of(args))), "Receives again."},
    {"set_protocol(self, protocol)", DONE(set_protocol(rt, self_of(args), args[1])), "Sets another protocol."},
    {"get_protocol(self)",
     [](Runtime&, Args args) -> Result<Value> {
         const Value& protocol = self_of(args)->protocol;
         return protocol.is_unbound() ? Value(View::none()) : protocol;
     },
     "The protocol."},
    {"set_write_buffer_limits(self, high=None, low=None)", set_write_buffer_limits, "Sets the bytes in the buffer at which the protocol pauses and resumes writing."},
    {"get_write_buffer_limits(self)", [](Runtime& rt, Args args) { return low_and_high(rt, {self_of(args)->high, self_of(args)->low}); }, "The limits: (low, high)."},
    {"get_write_buffer_size(self)", [](Runtime& rt, Args args) { return rt.integer_unsigned(self_of(args)->queued); }, "Bytes in the buffer."},
    {"_begin(self, waiter)", begin, "Reading begins: connection_made() has been called."},
    {"_call_connection_lost(self, exc)", call_connection_lost, "Calls connection_lost() and closes the socket."},
    {"_force_close(self, exc)", DONE(force_close(rt, self_of(args), args[1])), "Closes it at once, with an error."},
    {"_fatal_error(self, exc, message='Fatal error on transport')",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<Str> message = TRY(to_str(rt, args[2]));
         rt.pending = Value(args[1]);
         TRY(fatal_error(rt, self_of(args), message->data()));
         return View::none();
     },
     "Reports an error and closes it at once."},
};
#undef DONE

template <Value Transport::* field>
Result<Value> get(Runtime&, View self) {
    const Value& value = self.as<Transport>()->*field;
    return value.is_unbound() ? Value(View::none()) : value;
}
template <bool Transport::* field>
Result<Value> flag(Runtime&, View self) {
    return View::boolean(self.as<Transport>()->*field);
}

/// The information as a dict, which is the transport's own from now on.
Result<Value> extra_of(Runtime& rt, View self) {
    auto* transport = self.as<Transport>();
    if (!as_dict(transport->extra)) transport->extra = TRY(new_dict(rt));
    Dict* extra = transport->extra.as<Dict>();
    if (transport->pipe) return Value(transport->extra);
    Value socket = TRY(call_python_half(rt, "asyncio.trsock", "_for_transport", {self}));
    TRY(dict_set_default(rt, extra, TRY(rt.str("socket")), socket));
    TRY(dict_set_default(rt, extra, TRY(rt.str("sockname")), transport->sockname));
    TRY(dict_set_default(rt, extra, TRY(rt.str("peername")), transport->peername));
    return Value(transport->extra);
}

constexpr PropertyDef properties[] = {
    {"_loop", get<&Transport::loop>},
    {"_protocol", get<&Transport::protocol>},
    {"_sock", get<&Transport::socket>},
    {"_server", get<&Transport::server>},
    {"_address", get<&Transport::address>},
    {"_pipe", get<&Transport::socket>,
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (!value.is_none()) return rt.raise(AttributeError, "the pipe of a transport can only be given up");
         Value gone = std::exchange(self.as<Transport>()->socket, Value());
         return {};
     }},
    {"_fileno", [](Runtime& rt, View self) { return rt.integer(self.as<Transport>()->descriptor); }},
    {"_sock_fd", [](Runtime& rt, View self) { return rt.integer(self.as<Transport>()->descriptor); }},
    {"_conn_lost", [](Runtime& rt, View self) { return rt.integer(self.as<Transport>()->lost); }},
    {"_closing", flag<&Transport::closing>},
    {"_paused", flag<&Transport::paused>},
    {"_eof", flag<&Transport::eof>},
    {"_protocol_paused", flag<&Transport::protocol_paused>},
    {"_extra", extra_of},
};

Result<Value> repr_of(Runtime& rt, View self) {
    auto* transport = self.as<Transport>();
    std::string text = std::string("<") + short_type_name(rt.type_of(self));
    if (!transport->open()) text += " closed";
    else if (transport->closing) text += " closing";
    text += " fd=" + std::to_string(transport->descriptor);
    if (LoopObject* loop = loop_of(transport); loop && !loop->closed) {
        auto state = [&](bool reading) { return is_watched(loop, transport->descriptor, reading) ? "polling" : "idle"; };
        text += std::string(" read=") + state(true) + " write=<" + state(false) + ", bufsize=" + std::to_string(transport->queued) + ">";
    }
    return rt.str(text + ">");
}

void finalize(Runtime& rt, Object* object) {
    auto* transport = static_cast<Transport*>(object);
    if (!transport->open()) return;
    Value pending = std::exchange(rt.pending, Value());
    Result<Ref<Str>> shown = repr(rt, View(object));
    Result<Value> text = shown.raised() ? Result<Value>(Raised{}) : rt.str("unclosed transport " + std::string(shown.value()->text()));
    if ((text.raised() || (rt.hooks.warn && rt.hooks.warn(rt, ResourceWarning, text.value(), 1, View(object)).raised())) && !rt.stopping())
        rt.report_unraisable(View(object));
    Value socket = std::exchange(transport->socket, Value()), server = std::exchange(transport->server, Value());
    if (!rt.stopping() && call_method(rt, socket, rt.names.close).raised() && !rt.stopping()) rt.report_unraisable(View(object));
    if (!rt.stopping() && !server.is_unbound() && call_method(rt, server, state_of(rt).words._detach.get(), {View(object)}).raised() && !rt.stopping())
        rt.report_unraisable(View(object));
    if (!rt.stopping()) rt.pending = std::move(pending);
}

void destroy(Runtime& rt, Object* object) {
    auto* transport = static_cast<Transport*>(object);
    if (LoopObject* loop = loop_of(transport)) forget_transport(loop, transport->descriptor, transport);
    transport->queue.clear(rt);
    transport->each_field([](Value& field) { field.~Value(); });
    rt.free_instance(object, object->type()->basic_size);
}

void traverse(Object* object, Visitor& visit) {
    auto* transport = static_cast<Transport*>(object);
    transport->queue.traverse(visit);
    transport->each_field([&](Value& field) { visit(field); });
}

void clear(Runtime& rt, Object* object) {
    auto* transport = static_cast<Transport*>(object);
    if (LoopObject* loop = loop_of(transport)) forget_transport(loop, transport->descriptor, transport);
    transport->queue.clear(rt);
    transport->queued = transport->offset = 0;
    transport->each_field([](Value& field) { Value gone = std::exchange(field, Value()); });
}

}  // namespace

const TypeDef transport_type{
    .name = "_SelectorTransport",
    .module = "asyncio.selector_events",
    .doc = "A transport over a socket.",
    .size = sizeof(Transport),
    .flags = kTransportFlags | Type::disallow_construct,
    .slots = {.destroy = destroy, .traverse = traverse, .clear = clear, .finalize = finalize, .repr = repr_of},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
