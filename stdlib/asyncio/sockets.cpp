// SPDX-License-Identifier: MIT
// The loop's sock_* methods: each tries its call on the socket, which does not block, and waits for the descriptor where it would have to.
// What happens between the descriptor's readiness and the task's turn loses nothing: the call itself is made in the task.
#include "stdlib/asyncio/network.h"
#include "stdlib/asyncio/transport.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

// ---- waiting for a descriptor, once

struct ReadyWaiter : DescriptorUser {
    int descriptor;
    bool reading;
    Value loop, future;
    void each_field(auto&& visit) {
        visit(loop);
        visit(future);
    }
};

Result<void> ready(Runtime& rt, DescriptorUser* user) {
    auto* waiter = static_cast<ReadyWaiter*>(user);
    Ref<ReadyWaiter> held(waiter);
    if (is_kind(waiter->loop, Kind::event_loop)) TRY(unwatch_descriptor(rt, waiter->loop.as<LoopObject>(), waiter->descriptor, waiter->reading, waiter));
    Value future = waiter->future;
    return wake(rt, future, View::none());
}

constexpr DescriptorUser::Use kUse{ready, ready};

const TypeDef ready_waiter_type{
    .name = "_ReadyWaiter",
    .module = "_asyncio",
    .doc = "What waits for a descriptor.",
    .size = sizeof(ReadyWaiter),
    .flags = Type::container | Type::disallow_construct,
    .slots = {.destroy = destroy_fields<ReadyWaiter>, .traverse = traverse_fields<ReadyWaiter>, .clear = clear_fields<ReadyWaiter>},
};

Result<Value> begin_wait(Runtime& rt, LoopObject* loop, int descriptor, bool reading) {
    TRY(check_no_transport(rt, loop, descriptor));
    auto* made = rt.allocate<ReadyWaiter>(TRY(native_type(rt, ready_waiter_type)));
    if (!made) return rt.raise_memory_error();
    made->use = &kUse;
    made->descriptor = descriptor;
    made->reading = reading;
    made->each_field([](Value& field) { new (&field) Value(); });
    Ref<ReadyWaiter> waiter = Ref<ReadyWaiter>::adopt(made);
    waiter->loop = View(loop);
    waiter->future = TRY(create_future(rt, View(loop)));
    TRY(watch_descriptor(rt, loop, descriptor, reading, Ref<Object>(made)));
    return waiter;
}

/// However the wait has ended, nobody waits any more.
void end_wait(Runtime& rt, View waiting) {
    auto* waiter = waiting.as<ReadyWaiter>();
    if (!is_kind(waiter->loop, Kind::event_loop)) return;
    Value pending = std::exchange(rt.pending, Value());
    (void)unwatch_descriptor(rt, waiter->loop.as<LoopObject>(), waiter->descriptor, waiter->reading, waiter);
    rt.pending = std::move(pending);
}

// ---- the calls

struct Operation {
    const char* method;
    bool reading;
    /// Calls the socket: Unbound where it would block. `done` is the operation's own count.
    Result<Value> (*attempt)(Runtime& rt, Args args, std::size_t& done);
};

/// socket.method(…); Unbound where it says that it would block.
Result<Value> call_socket(Runtime& rt, View socket, const char* method, std::initializer_list<View> arguments) {
    Result<Value> result = call_named(rt, socket, method, arguments);
    if (!result.raised()) return result;
    if (rt.swallow(BlockingIOError) || rt.swallow(InterruptedError)) return View();
    return Raised{};
}

/// The system's calls would read and write what is encrypted.
Result<void> refuse_tls(Runtime& rt, View socket) {
    Type* type = rt.type_of(socket);
    if (type == state_of(rt).socket_class.get() || !as_socket(socket)) return {};
    Value ssl(TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, "ssl")).get())));
    if (ssl.is_unbound() || ssl.is_none()) return {};
    Value tls_socket = TRY(get_attribute(rt, ssl, TRY(intern(rt, "SSLSocket")).get()));
    if (TRY(is_instance(rt, socket, tls_socket))) return rt.raise(TypeError, "Socket cannot be of type SSLSocket");
    return {};
}

Result<void> check_socket(Runtime& rt, Args args) {
    auto* loop = args.self<LoopObject>();
    TRY(refuse_tls(rt, args[1]));
    if (!loop->debug) return {};
    Value timeout = TRY(call_named(rt, args[1], "gettimeout"));
    if (!TRY(equal(rt, timeout, View::small_int(0)))) return rt.raise(ValueError, "the socket must be non-blocking");
    return {};
}

Result<int> descriptor_of(Runtime& rt, View file) {
    if (Socket* socket = as_socket(file)) return socket->descriptor;
    Value number(file);
    if (!number.is_int()) number = TRY(call_method(rt, file, rt.names.fileno));
    return static_cast<int>(TRY(index_to_int64(rt, number)));
}

Async operate(Runtime& rt, Args args, const Operation& operation) {
    co_await check_socket(rt, args);
    std::size_t done = 0;
    for (;;) {
        Result<Value> attempted = operation.attempt(rt, args, done);
        Value result = co_await std::move(attempted);
        if (!result.is_unbound()) co_return result;
        int descriptor = co_await descriptor_of(rt, args[1]);
        Result<Value> begun = begin_wait(rt, args.self<LoopObject>(), descriptor, operation.reading);
        Local waiting(args, co_await std::move(begun));
        Value future = waiting.as<ReadyWaiter>()->future;
        Outcome outcome = co_await attempt(std::move(future));
        end_wait(rt, waiting);
        if (outcome.failed()) co_return rethrow(rt, std::move(outcome));
    }
}

constexpr Operation kRecv{"recv", true, [](Runtime& rt, Args args, std::size_t&) { return call_socket(rt, args[1], "recv", {args[2]}); }};
constexpr Operation kRecvInto{"recv_into", true, [](Runtime& rt, Args args, std::size_t&) { return call_socket(rt, args[1], "recv_into", {args[2]}); }};
constexpr Operation kRecvfrom{"recvfrom", true, [](Runtime& rt, Args args, std::size_t&) { return call_socket(rt, args[1], "recvfrom", {args[2]}); }};
constexpr Operation kRecvfromInto{"recvfrom_into", true, [](Runtime& rt, Args args, std::size_t&) -> Result<Value> {
                                      Value size(args[3]);
                                      if (!TRY(truth(rt, size))) size = TRY(rt.integer(TRY(length(rt, args[2]))));
                                      return call_socket(rt, args[1], "recvfrom_into", {args[2], size});
                                  }};
constexpr Operation kSendto{"sendto", false, [](Runtime& rt, Args args, std::size_t&) { return call_socket(rt, args[1], "sendto", {args[2], args[3]}); }};

Result<Value> attempt_sendall(Runtime& rt, Args args, std::size_t& done) {
    BufferGuard bytes(rt, args[2]);
    if (bytes.raised()) return Raised{};
    if (Socket* socket = as_socket(args[1]); socket && socket->timeout == 0) {
        while (done < bytes.size() || bytes.size() == 0) {
            ssize_t sent = ::send(socket->descriptor, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return View();
            if (sent < 0) return raise_os_error(rt, errno);
            done += static_cast<std::size_t>(sent);
            if (done == bytes.size()) break;
            return View();  // the next piece when there is room: others may want to send, too
        }
        return View::none();
    }
    Value rest = TRY(call(rt, View(static_cast<const Object*>(rt.types.memoryview)), {args[2]}));
    if (done) {
        Value whole = std::move(rest);
        rest = TRY(new_bytes(rt, bytes.text().substr(done)));
    }
    Value sent = TRY(call_socket(rt, args[1], "send", {rest}));
    if (sent.is_unbound()) return View();
    done += static_cast<std::size_t>(TRY(index_to_int64(rt, sent)));
    return done >= bytes.size() ? Value(View::none()) : Value();
}
constexpr Operation kSendall{"sendall", false, attempt_sendall};

constexpr Operation kAccept{"accept", true, [](Runtime& rt, Args args, std::size_t&) -> Result<Value> {
                                Value pair = TRY(call_socket(rt, args[1], "accept", {}));
                                if (pair.is_unbound()) return pair;
                                Value connection = TRY(get_item(rt, pair, View::small_int(0)));
                                TRY(call_named(rt, connection, "setblocking", {View::boolean(false)}));
                                return pair;
                            }};

Async wait_ready(Runtime& rt, Args args) {
    int descriptor = co_await descriptor_of(rt, args[1]);
    bool reading = co_await args.truth(2);
    Result<Value> begun = begin_wait(rt, args.self<LoopObject>(), descriptor, reading);
    Local waiting(args, co_await std::move(begun));
    Value future = waiting.as<ReadyWaiter>()->future;
    Outcome outcome = co_await attempt(std::move(future));
    end_wait(rt, waiting);
    if (outcome.failed()) co_return rethrow(rt, std::move(outcome));
    co_return View::none();
}

}  // namespace

Result<void> check_no_transport(Runtime& rt, LoopObject* loop, int descriptor, View shown_as) {
    DescriptorUser* user = transport_at(loop, descriptor);
    if (!user) return {};
    auto* transport = static_cast<Transport*>(user);
    if (transport->closing) return {};
    Value number = shown_as.is_unbound() ? TRY(rt.integer(descriptor)) : Value(shown_as);
    Ref<Str> name = TRY(repr(rt, number)), shown = TRY(repr(rt, View(transport)));
    return rt.raise_value(RuntimeError, TRY(rt.str("File descriptor " + std::string(name->text()) + " is used by transport " + std::string(shown->text()))));
}

Result<Value> loop_sock_recv(Runtime& rt, Args args) { return operate(rt, args, kRecv).take(); }
Result<Value> loop_sock_recv_into(Runtime& rt, Args args) { return operate(rt, args, kRecvInto).take(); }
Result<Value> loop_sock_recvfrom(Runtime& rt, Args args) { return operate(rt, args, kRecvfrom).take(); }
Result<Value> loop_sock_recvfrom_into(Runtime& rt, Args args) { return operate(rt, args, kRecvfromInto).take(); }
Result<Value> loop_sock_sendall(Runtime& rt, Args args) { return operate(rt, args, kSendall).take(); }
Result<Value> loop_sock_sendto(Runtime& rt, Args args) { return operate(rt, args, kSendto).take(); }
Result<Value> loop_sock_accept(Runtime& rt, Args args) { return operate(rt, args, kAccept).take(); }
Result<Value> loop_wait_ready(Runtime& rt, Args args) { return wait_ready(rt, args).take(); }

Result<Value> loop_make_socket_transport(Runtime& rt, Args args) {
    return new_socket_transport(rt, args.self<LoopObject>(), args[1], args[2], args[3], args[4], args[5], Value());
}
Result<Value> loop_make_datagram_transport(Runtime& rt, Args args) {
    return new_datagram_transport(rt, args.self<LoopObject>(), args[1], args[2], args[3], args[4], args[5]);
}

}  // namespace ouro
