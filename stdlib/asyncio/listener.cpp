// SPDX-License-Identifier: MIT
// A listening socket in the loop: accepts what has come and makes a protocol and a transport for each connection. What runs once per
// connection and nowhere waits is here; asyncio.Server (base_events.py) is around it.
#include <sys/socket.h>
#include <unistd.h>

#include "stdlib/asyncio/network.h"
#include "stdlib/asyncio/transport.h"

namespace ouro {

namespace {

struct Listener : DescriptorUser {
    std::int64_t backlog;
    Value loop, factory, socket, server, context;
    Value tls, handshake_timeout, shutdown_timeout;  // tls: the context of connections, else Unbound
    void each_field(auto&& visit) {
        for (Value* field : {&loop, &factory, &socket, &server, &context, &tls, &handshake_timeout, &shutdown_timeout}) visit(*field);
    }
};

/// A socket.socket for a descriptor that was accepted.
Result<Value> accepted_socket(Runtime& rt, Socket* listening, int descriptor) {
    AsyncioPrivate& state = state_of(rt);
    Value made = TRY(new_socket(rt, state.socket_class.get(), descriptor, listening->family, listening->type, listening->protocol, 0));
    TRY(set_attribute(rt, made, state.words._io_refs.get(), View::small_int(0)));
    TRY(set_attribute(rt, made, state.words._closed.get(), View::boolean(false)));
    return made;
}

/// A task of its own makes protocol and transport of a connection over TLS.
Result<void> shake_hands(Runtime& rt, Listener* listener, View socket, View peername) {
    View server = listener->server.is_unbound() ? View::none() : View(listener->server);
    Value coroutine = TRY(call_python_half(rt, "asyncio._network", "_accept_tls",
                                           {listener->loop, listener->factory, socket, peername.is_unbound() ? View::none() : peername, server, listener->tls,
                                            listener->handshake_timeout, listener->shutdown_timeout}));
    TRY(create_task(rt, listener->loop, coroutine));
    return {};
}

/// Protocol and transport of a connection; what goes wrong with one is no matter of the others, and reported in debug mode only.
Result<void> begin_connection(Runtime& rt, Listener* listener, int descriptor, const SocketAddress& peer) {
    Value socket, protocol, loop = listener->loop;
    auto make = [&]() -> Result<void> {
        Socket* listening = as_socket(listener->socket);
        Value peername = TRY(address_value(rt, peer));
        if (peername.is_none()) peername = Value();
        int own = std::exchange(descriptor, -1);
        socket = TRY(accepted_socket(rt, listening, own));
        Value factory = listener->factory;
        if (!listener->tls.is_unbound()) return shake_hands(rt, listener, socket, peername);
        protocol = TRY(call(rt, factory));
        TRY(new_socket_transport(rt, loop.as<LoopObject>(), socket, protocol, View(), View::none(), listener->server.is_unbound() ? View::none() : View(listener->server), std::move(peername)));
        return {};
    };
    if (!make().raised()) return {};
    if (descriptor >= 0) ::close(descriptor);
    if (passes_callbacks(rt)) return Raised{};
    Value error = rt.take_exception();
    LoopObject* ours = loop.as<LoopObject>();
    if (!socket.is_unbound()) TRY(call_method(rt, socket, rt.names.close));
    if (!ours->debug) return {};
    return call_exception_handler(rt, loop, "Error on transport creation for incoming connection", {{"exception", error}, {"protocol", protocol}});
}

Result<void> out_of_resources(Runtime& rt, Listener* listener, int error) {
    Value loop = listener->loop, socket = listener->socket;
    (void)raise_os_error(rt, error);
    if (rt.stopping()) return Raised{};
    Value exception = rt.take_exception();
    Value shown = TRY(call_python_half(rt, "asyncio.trsock", "TransportSocket", {socket}));
    TRY(call_exception_handler(rt, loop, "socket.accept() out of system resource", {{"exception", exception}, {"socket", shown}}));
    // Some time later there may be some again.
    TRY(unwatch_descriptor(rt, loop.as<LoopObject>(), as_socket(socket)->descriptor, true, listener));
    return begin_again_later(rt, View(listener), loop);
}

Result<void> readable(Runtime& rt, DescriptorUser* user) {
    auto* listener = static_cast<Listener*>(user);
    Ref<Listener> held(listener);
    TRY(enter_context(rt, listener->context));
    auto accept = [&]() -> Result<void> {
        for (std::int64_t n = 0; n <= listener->backlog; ++n) {
            Socket* socket = as_socket(listener->socket);
            if (!socket || socket->descriptor < 0) return {};
            SocketAddress peer;
            peer.size = sizeof peer.storage;
            int descriptor = ::accept4(socket->descriptor, peer.get(), &peer.size, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (descriptor < 0) {
                int error = errno;
                if (error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ECONNABORTED) return {};
                if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) return out_of_resources(rt, listener, error);
                return raise_os_error(rt, error);
            }
            TRY(begin_connection(rt, listener, descriptor, peer));
            TRY(rt.charge(1));
        }
        return {};
    };
    Result<void> done = accept();
    leave_context(rt, listener->context);
    return done;
}

Result<void> writable(Runtime&, DescriptorUser*) { return {}; }

constexpr DescriptorUser::Use kUse{readable, writable};

Result<Value> begin(Runtime& rt, Args args) {
    auto* self = args.self<Listener>();
    Socket* socket = as_socket(self->socket);
    if (!socket || socket->descriptor < 0 || !is_kind(self->loop, Kind::event_loop)) return View::none();
    TRY(watch_descriptor(rt, self->loop.as<LoopObject>(), socket->descriptor, true, Ref<Object>(self)));
    return View::none();
}

constexpr FunctionDef methods[] = {{"_begin(self)", begin, "Accepts connections from now on."}};

const TypeDef listener_type{
    .name = "_Listener",
    .module = "_asyncio",
    .doc = "A listening socket in an event loop.",
    .size = sizeof(Listener),
    .flags = Type::container | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Listener*>(object)->each_field([](Value& field) { field.~Value(); });
                      rt.free_instance(object, sizeof(Listener));
                  },
              .traverse = [](Object* object, Visitor& visit) { static_cast<Listener*>(object)->each_field([&](Value& field) { visit(field); }); },
              .clear = [](Runtime&, Object* object) { static_cast<Listener*>(object)->each_field([](Value& field) { Value gone = std::exchange(field, Value()); }); }},
    .methods = methods,
};

}  // namespace

Result<Value> loop_start_serving(Runtime& rt, Args args) {
    Socket* socket = as_socket(args[2]);
    if (!socket) {
        Value number = TRY(call_method(rt, args[2], rt.names.fileno));
        if (number.is_int()) return rt.raise(TypeError, "a socket of the module socket was expected, not '%s'", type_name(rt, args[2]));
        Ref<Str> shown = TRY(repr(rt, args[2]));
        return rt.raise_value(ValueError, TRY(rt.str("Invalid file object: " + std::string(shown->text()))));
    }
    TRY(know_transport_classes(rt));
    auto* made = rt.allocate<Listener>(TRY(native_type(rt, listener_type)));
    if (!made) return rt.raise_memory_error();
    made->use = &kUse;
    made->each_field([](Value& field) { new (&field) Value(); });
    Ref<Listener> listener = Ref<Listener>::adopt(made);
    listener->backlog = TRY(args.integer(5));
    listener->loop = Value(args[0]);
    listener->factory = Value(args[1]);
    listener->socket = Value(args[2]);
    listener->server = args[4].is_none() ? Value() : Value(args[4]);
    listener->context = hold_context(rt);
    listener->tls = args[3].is_none() ? Value() : Value(args[3]);
    listener->handshake_timeout = Value(args[6]);
    listener->shutdown_timeout = Value(args[7]);
    TRY(watch_descriptor(rt, args[0].as<LoopObject>(), socket->descriptor, true, Ref<Object>(made)));
    return View::none();
}

Result<Value> loop_stop_serving(Runtime& rt, Args args) {
    if (Socket* socket = as_socket(args[1])) TRY(unwatch_descriptor(rt, args[0].as<LoopObject>(), socket->descriptor, true));
    return call_method(rt, args[1], rt.names.close);
}

Result<void> begin_again_later(Runtime& rt, View listener, View loop) {
    Value begin = TRY(get_attribute(rt, listener, state_of(rt).words._begin.get()));
    TRY(call_later(rt, loop, 1, begin, {}));
    return {};
}

}  // namespace ouro
