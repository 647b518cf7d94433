// SPDX-License-Identifier: MIT
// Transports over sockets: what those for streams and those for datagrams have in common, and what streams need to know of them.
// The classes that scripts see (asyncio.selector_events) derive from these types and from asyncio.Transport.
#pragma once

#include "runtime/objects/buffer.h"
#include "stdlib/asyncio/internal.h"
#include "stdlib/socket/socket.h"

namespace ouro {

/// What waits to be written: a ring of Values, oldest first.
class WriteQueue {
public:
    bool empty() const { return count_ == 0; }
    std::size_t size() const { return count_; }
    Value& operator[](std::size_t n) { return items_[(first_ + n) & (capacity_ - 1)]; }
    Result<void> push(Runtime& rt, Value item);
    void pop();
    void clear(Runtime& rt);
    void traverse(Visitor& visit);

private:
    Value* items_;
    std::uint32_t capacity_, first_, count_;
};

struct Transport : DescriptorUser {
    /// How what arrives reaches the protocol: data_received(), get_buffer() and buffer_updated(), into a StreamReader or into TLS directly.
    enum Mode : std::uint8_t { plain, buffered, stream, tls };
    Mode mode;
    bool connected, closing, paused, eof, protocol_paused, datagram, ended;
    bool pipe, hangs_up, lost_called;  // over a pipe, whose other end's closing can be seen; connection_lost() is on its way
    std::uint32_t lost;     // connection_lost() is on its way, or has been called; counts writes after it
    std::uint32_t hint;     // bytes that the last read found, if they were many
    int descriptor;         // as it was at first
    std::size_t high, low;  // water marks of `queued`
    std::size_t queued;     // bytes in the queue
    std::size_t offset;     // bytes of the oldest item that are gone
    WriteQueue queue;
    Value loop, protocol, socket, server, extra, context, sockname, peername, address, empty_waiter, reader;

    void each_field(auto&& visit) {
        for (Value* field : {&loop, &protocol, &socket, &server, &extra, &context, &sockname, &peername, &address, &empty_waiter, &reader}) visit(*field);
    }
    Socket* own_socket() { return as_socket(socket); }
    /// The descriptor as it is now; -1: closed.
    int live_descriptor() {
        if (pipe) return open() ? descriptor : -1;
        Socket* own = own_socket();
        return own ? own->descriptor : -1;
    }
    bool open() const { return !socket.is_unbound(); }
};

extern const TypeDef transport_type, socket_transport_type, datagram_transport_type, read_pipe_transport_type, write_pipe_transport_type;

/// The transport, if `value` is one; else null.
Transport* as_transport(View value);
/// The classes of the Python half and those that transports look for, known to the state from now on.
Result<void> know_transport_classes(Runtime& rt);

/// Flags of the types of all transports.
constexpr std::uint32_t kTransportFlags = Type::base_type | Type::container | Type::weak_referable | Type::has_finalizer;
/// What __init__ of all transports checks first: a loop of ours, and that it is the first time.
Result<LoopObject*> loop_for_transport(Runtime& rt, Transport* transport, View loop);
/// What the constructors have in common: the socket, its names, the protocol. Unbound peername: the system is asked.
Result<void> begin_transport(Runtime& rt, Transport* transport, LoopObject* loop, View socket, View protocol, View extra, View server, Value peername);
/// connection_made() and what follows it are queued.
Result<void> begin_protocol(Runtime& rt, Transport* transport, View waiter);
Result<Ref<Transport>> allocate_transport(Runtime& rt, Type* type, const DescriptorUser::Use& use);
/// A transport for a connected socket that does not block.
Result<Value> new_socket_transport(Runtime& rt, LoopObject* loop, View socket, View protocol, View waiter, View extra, View server, Value peername);
Result<Value> new_datagram_transport(Runtime& rt, LoopObject* loop, View socket, View protocol, View address, View waiter, View extra);
Result<Value> construct_transport(Runtime& rt, Type* type, const Arguments& arguments, const DescriptorUser::Use& use);

/// set_protocol(); for streams that look for its kind too.
Result<void> set_protocol(Runtime& rt, Transport* transport, View protocol);
Result<void> watch_reading(Runtime& rt, Transport* transport);
Result<void> watch_writing(Runtime& rt, Transport* transport);
Result<void> unwatch(Runtime& rt, Transport* transport, bool reading);
Result<void> close_transport(Runtime& rt, Transport* transport);
Result<void> pause_transport(Runtime& rt, Transport* transport);
Result<void> resume_transport(Runtime& rt, Transport* transport);
/// write() of a stream transport.
Result<void> transport_write(Runtime& rt, Transport* transport, View data);
/// The same for bytes; what cannot be sent at once is copied, unless the owner is a bytes object.
Result<void> transport_write_bytes(Runtime& rt, Transport* transport, std::string_view bytes, View owner = View());
Result<void> transport_writelines(Runtime& rt, Transport* transport, View list);
Result<void> maybe_pause_protocol(Runtime& rt, Transport* transport);
Result<void> maybe_resume_protocol(Runtime& rt, Transport* transport);
/// Calls the protocol's connection_lost() and lets go of everything.
Result<void> end_transport(Runtime& rt, Transport* transport, View error);
/// The pending exception is the end of the transport; raised: SystemExit, KeyboardInterrupt, or a stop.
Result<void> fatal_error(Runtime& rt, Transport* transport, const char* message);
Result<void> force_close(Runtime& rt, Transport* transport, View error);
/// A warning of the logger "asyncio": every one after the first few writes to a connection that is lost.
Result<void> warn_of_lost(Runtime& rt, Transport* transport);
/// Whether the pending exception goes through callbacks: SystemExit, KeyboardInterrupt, a stop.
inline bool passes_callbacks(Runtime& rt) { return rt.stopping() || rt.pending_is(SystemExit) || rt.pending_is(KeyboardInterrupt); }
inline LoopObject* loop_of(Transport* transport) { return is_kind(transport->loop, Kind::event_loop) ? transport->loop.as<LoopObject>() : nullptr; }
/// So many bytes of the queue are written.
void take_sent(Transport* transport, std::size_t sent);
/// A bytes object goes to the queue, of which so many bytes were written.
Result<void> enqueue_bytes(Runtime& rt, Transport* transport, Value bytes, std::size_t sent);
/// Bytes in a buffer at which a protocol pauses and resumes writing.
struct WaterMarks {
    std::size_t high, low;
};
/// The arguments of set_write_buffer_limits(); without both of them `high` is so many kilobytes.
Result<WaterMarks> water_marks(Runtime& rt, View high, View low, int kilobytes);
/// What get_write_buffer_limits() returns: (low, high).
Result<Value> low_and_high(Runtime& rt, WaterMarks marks);
/// "data argument must be a bytes-like object, not 'str'".
Result<void> check_data(Runtime& rt, View data);

// ---- stream_reader.cpp

/// Receives what is there into the reader's own buffer: bytes, 0 at the end, or -1 with errno.
Result<ssize_t> receive_into_reader(Runtime& rt, View reader, int descriptor, char* scratch);
/// Whether a protocol's data goes to the reader that its attribute refers to weakly: that reference, else Unbound.
Result<Value> reader_reference(Runtime& rt, View protocol);

}  // namespace ouro
