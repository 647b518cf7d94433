// SPDX-License-Identifier: MIT
// The transport over a datagram socket.
#include "runtime/native/native_base.h"
#include "stdlib/asyncio/transport.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

constexpr std::size_t kHeader = 8;  // counted for each datagram that waits

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

Result<void> tell_error(Runtime& rt, Transport* transport, int error) {
    (void)raise_os_error(rt, error);
    if (rt.stopping()) return Raised{};
    Value exception = rt.take_exception(), protocol = transport->protocol;
    TRY(call_method(rt, protocol, state_of(rt).words.error_received.get(), {exception}));
    return {};
}

Result<void> readable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (transport->lost || transport->closing || transport->paused) return {};
    Socket* socket = transport->own_socket();
    LoopObject* loop = loop_of(transport);
    if (!socket || !loop) return {};
    char* scratch = loop_scratch(rt, loop);
    if (!scratch) return rt.raise_memory_error();
    TRY(enter_context(rt, transport->context));
    auto read = [&]() -> Result<void> {
        SocketAddress from;
        from.size = sizeof from.storage;
        ssize_t got = ::recvfrom(socket->descriptor, scratch, kScratchBytes, MSG_DONTWAIT, from.get(), &from.size);
        if (got < 0) return would_block(errno) ? Result<void>{} : tell_error(rt, transport, errno);
        Value data = TRY(new_bytes(rt, std::string_view(scratch, static_cast<std::size_t>(got))));
        Value address = TRY(address_value(rt, from)), protocol = transport->protocol;
        TRY(call_method(rt, protocol, state_of(rt).words.datagram_received.get(), {data, address}));
        return {};
    };
    Result<void> done = read();
    leave_context(rt, transport->context);
    return done;
}

/// Sends one: 0 or errno.
Result<int> send_one(Runtime& rt, Transport* transport, std::string_view data, View address) {
    Socket* socket = transport->own_socket();
    if (!socket) return EBADF;
    if (TRY(truth(rt, transport->peername))) {
        return ::send(socket->descriptor, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? errno : 0;
    }
    SocketAddress to = TRY(address_argument(rt, socket->family, address, "sendto"));
    return ::sendto(socket->descriptor, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT, to.get(), to.size) < 0 ? errno : 0;
}

Result<void> writable(Runtime& rt, DescriptorUser* user) {
    auto* transport = static_cast<Transport*>(user);
    if (!transport->open()) return {};
    Ref<Transport> held(transport);
    while (!transport->queue.empty()) {
        Value item = transport->queue[0];
        auto* pair = item.as<Tuple>();
        std::string_view data = pair->items[0].as<Bytes>()->text();
        int error = TRY(send_one(rt, transport, data, pair->items[1]));
        if (error && would_block(error)) break;
        transport->queue.pop();
        transport->queued -= data.size() + kHeader;
        if (error) return tell_error(rt, transport, error);
    }
    TRY(maybe_resume_protocol(rt, transport));
    if (!transport->queue.empty() || !transport->open()) return {};
    TRY(unwatch(rt, transport, false));
    if (transport->closing && !transport->lost) {
        ++transport->lost;
        return end_transport(rt, transport, View::none());
    }
    return {};
}

constexpr DescriptorUser::Use kUse{readable, writable};

Result<Value> sendto(Runtime& rt, Args args) {
    auto* self = args.self<Transport>();
    TRY(check_data(rt, args[1]));
    Value address(args[2]), fixed = self->address;
    bool has_address = !fixed.is_unbound() && TRY(truth(rt, fixed));
    if (has_address) {
        if (!address.is_none() && !TRY(equal(rt, address, fixed))) {
            Ref<Str> shown = TRY(to_str(rt, fixed));
            return rt.raise_value(ValueError, TRY(rt.str("Invalid address: must be None or " + std::string(shown->text()))));
        }
        address = fixed;
    }
    if (self->lost && has_address) {
        TRY(warn_of_lost(rt, self));
        return View::none();
    }
    if (!self->open()) return View::none();
    BufferGuard data(rt, args[1]);
    if (data.raised()) return Raised{};
    if (self->queue.empty()) {
        Result<int> sent = send_one(rt, self, data.text(), address);
        if (sent.raised()) {
            TRY(fatal_error(rt, self, "Fatal write error on datagram transport"));
            return View::none();
        }
        if (sent.value() == 0) return View::none();
        if (!would_block(sent.value())) {
            TRY(tell_error(rt, self, sent.value()));
            return View::none();
        }
        TRY(watch_writing(rt, self));
    }
    Value bytes = TRY(new_bytes(rt, data.text()));
    Ref<Tuple> pair = TRY(new_tuple(rt, {bytes, address}));
    TRY(self->queue.push(rt, Value(std::move(pair))));
    self->queued += data.size() + kHeader;
    TRY(maybe_pause_protocol(rt, self));
    return View::none();
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    Ref<Transport> made = TRY(allocate_transport(rt, type, kUse));
    made->datagram = true;
    return made;
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[6];
    TRY(bind_init(rt, "_SelectorDatagramTransport(loop, sock, protocol, address=None, waiter=None, extra=None)", arguments, values));
    auto* transport = self.as<Transport>();
    LoopObject* loop = TRY(loop_for_transport(rt, transport, values[0]));
    TRY(begin_transport(rt, transport, loop, values[1], values[2], values[5], View::none(), Value()));
    transport->address = values[3].is_none() ? Value() : values[3];
    return begin_protocol(rt, transport, values[4]);
}

constexpr FunctionDef methods[] = {
    {"sendto(self, data, addr=None)", sendto, "Sends a datagram, later if it cannot be sent now; never waits."},
};

}  // namespace

Result<Value> new_datagram_transport(Runtime& rt, LoopObject* loop, View socket, View protocol, View address, View waiter, View extra) {
    TRY(know_transport_classes(rt));
    Ref<Transport> made = TRY(allocate_transport(rt, state_of(rt).datagram_transport.get(), kUse));
    made->datagram = true;
    TRY(begin_transport(rt, made.get(), loop, socket, protocol, extra, View::none(), Value()));
    made->address = address.is_none() ? Value() : Value(address);
    TRY(begin_protocol(rt, made.get(), waiter));
    return made;
}

const TypeDef datagram_transport_type{
    .name = "_DatagramTransport",
    .module = "asyncio.selector_events",
    .doc = "A transport over a datagram socket.",
    .size = sizeof(Transport),
    .flags = kTransportFlags,
    .base = native_base<transport_type>,
    .slots = {.construct = construct, .init = init},
    .methods = methods,
};

}  // namespace ouro
