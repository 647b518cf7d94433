// SPDX-License-Identifier: MIT
// TLS in the event loop: the protocol of a transport that is also the transport of a protocol. Bytes arrive in `incoming`, OpenSSL turns
// them into what the application gets; what the application writes OpenSSL turns into `outgoing`, which goes to the transport below.
// asyncio.sslproto has the classes that scripts see; they derive from these types.
#pragma once

#include "stdlib/asyncio/transport.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

struct TlsTransport : Object {
    Value loop, protocol;  // protocol: the TlsProtocol
    bool closed;
    void each_field(auto&& visit) {
        for (Value* field : {&loop, &protocol}) visit(*field);
    }
};

struct TlsProtocol : Object {
    enum State : std::uint8_t { unwrapped, handshaking, wrapped, flushing, shutting_down };
    enum Application : std::uint8_t { initial, connected, ended, lost };  // what its protocol has been told
    State state;
    Application application;
    bool server_side, buffered;       // buffered: the application's protocol has get_buffer()
    bool below_paused;                // the transport below takes no more for now
    bool reading_paused;              // by the application
    bool below_reading_paused;        // too much has arrived
    bool writing_paused;              // the application was told to pause
    bool eof;                         // the other side of the transport below has ended
    std::uint32_t lost_writes;        // writes after the end
    std::size_t incoming_high, incoming_low, outgoing_high, outgoing_low;
    std::size_t queued, offset;       // bytes in the backlog; of the oldest that are gone
    WriteQueue backlog;               // what OpenSSL could not take yet
    double handshake_began;
    Value loop, application_protocol, application_transport, below, context, waiter, tls, connection, incoming, outgoing, extra, handshake_timer, shutdown_timer,
        handshake_timeout, shutdown_timeout, buffer, hostname;

    void each_field(auto&& visit) {
        for (Value* field : {&loop, &application_protocol, &application_transport, &below, &context, &waiter, &tls, &connection, &incoming, &outgoing, &extra,
                             &handshake_timer, &shutdown_timer, &handshake_timeout, &shutdown_timeout, &buffer, &hostname})
            visit(*field);
    }
    /// The connection, where nothing stands between it and scripts; else null, and `tls` is called.
    SslConnection* direct() { return connection.is_unbound() ? nullptr : connection.as<SslConnection>(); }
    ByteQueue& arrived() { return incoming.as<MemoryBio>()->bytes; }
    ByteQueue& leaving() { return outgoing.as<MemoryBio>()->bytes; }
    std::size_t unsent() { return (outgoing.is_unbound() ? 0 : leaving().size()) + queued; }
    bool set_up() const { return !loop.is_unbound(); }
};

extern const TypeDef tls_protocol_type, tls_transport_type;
TlsProtocol* as_tls_protocol(View value);

// ---- tls_flow.cpp: what happens for each piece of data
/// What lies in `incoming` is taken a step further.
Result<void> tls_arrived(Runtime& rt, TlsProtocol* self);
Result<void> tls_read(Runtime& rt, TlsProtocol* self);
Result<void> tls_write_backlog(Runtime& rt, TlsProtocol* self);
/// write() and writelines() of the application.
Result<void> tls_write(Runtime& rt, TlsProtocol* self, View data);
Result<void> tls_writelines(Runtime& rt, TlsProtocol* self, View list);
/// What OpenSSL has written goes below.
Result<void> tls_send(Runtime& rt, TlsProtocol* self);
Result<void> tls_control_writing(Runtime& rt, TlsProtocol* self);
Result<void> tls_control_reading(Runtime& rt, TlsProtocol* self);

// ---- tls_protocol.cpp: what happens once
Result<void> tls_fatal_error(Runtime& rt, TlsProtocol* self, View error, const char* message = "Fatal error on transport");
/// The pending exception ends the connection, unless it is one that goes on: raised.
Result<void> tls_failed(Runtime& rt, TlsProtocol* self);
Result<void> tls_eof_received(Runtime& rt, TlsProtocol* self);
Result<void> tls_begin_shutdown(Runtime& rt, TlsProtocol* self);
Result<void> tls_handshake(Runtime& rt, TlsProtocol* self);
Result<void> tls_flush(Runtime& rt, TlsProtocol* self);
Result<void> tls_shutdown(Runtime& rt, TlsProtocol* self);
Result<void> tls_abort(Runtime& rt, TlsProtocol* self, View error);
Result<void> tls_resume_reading(Runtime& rt, TlsProtocol* self);

}  // namespace ouro
