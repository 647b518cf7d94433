// SPDX-License-Identifier: MIT
// _ssl: one side of a connection (the type _SSLSocket): its making, the operations that wait where a socket has to be waited for, and what it
// knows of its peer. Sessions are in session.cpp.
#include <openssl/x509v3.h>
#include <poll.h>

#include <climits>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/weakref.h"
#include "stdlib/owned_fields.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

View referent(View weak) {
    if (weak.is_unbound()) return View::none();
    Object* target = weak.as<WeakReference>()->target;
    return target ? View(target) : View::none();
}

// ---- making one

namespace {

using OwnedAddress = std::unique_ptr<ASN1_OCTET_STRING, FreeWith<ASN1_OCTET_STRING_free>>;

/// The name that is sent, and that the certificate has to bear.
Result<void> set_hostname(Runtime& rt, SslConnection* self, View value) {
    Str* given = as_str(value);
    if (!given) return rt.raise(TypeError, "argument must be encoded string without null bytes, not %s", type_name(rt, value));
    if (!given->ascii()) TRY(encode_text(rt, given, "ascii", "strict"));  // raises
    std::string name(given->text());
    if (name.find('\0') != std::string::npos) return rt.raise(TypeError, "argument must be encoded string without null bytes, not str");
    // For OpenSSL a leading dot means every domain below.
    if (name.empty() || name[0] == '.') return rt.raise(ValueError, "server_hostname cannot be an empty string or start with a leading dot.");
    self->server_hostname = Value(value);
    OwnedAddress address(a2i_IPADDRESS(name.c_str()));
    ERR_clear_error();
    if (!address && !SSL_set_tlsext_host_name(self->handle, name.c_str())) return raise_ssl(rt, kElsewhere);
    if (!context_of(self)->check_hostname) return {};
    X509_VERIFY_PARAM* parameters = SSL_get0_param(self->handle);
    int done = address ? X509_VERIFY_PARAM_set1_ip(parameters, ASN1_STRING_get0_data(address.get()), static_cast<std::size_t>(ASN1_STRING_length(address.get())))
                       : X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
    if (!done) return raise_ssl(rt, kElsewhere);
    return {};
}

/// RFC 8446 4.6.2: the client may be asked for its certificate later, if the context says so.
void set_post_handshake_auth(SslConnection* self) {
    if (!context_of(self)->post_handshake_auth) return;
    if (!self->server_side) {
        SSL_set_post_handshake_auth(self->handle, 1);
    } else if (int mode = SSL_get_verify_mode(self->handle); mode & SSL_VERIFY_PEER) {
        SSL_set_verify(self->handle, mode | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(self->handle));
    }
}

struct Options {
    View socket, incoming, outgoing;  // a socket, or two MemoryBIOs
    View hostname, owner, session;    // None: none
    bool server_side = false;
};

Result<Value> new_connection(Runtime& rt, SslContext* context, const Options& options) {
    if (context->protocol == (options.server_side ? kTlsClient : kTlsServer))
        return raise_ssl(rt, options.server_side ? "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context"
                                                 : "Cannot create a client socket with a PROTOCOL_TLS_SERVER context",
                         options.server_side ? kAtServerNew : kAtClientNew);
    Type* type = TRY(native_type(rt, ssl_connection_type));
    ERR_clear_error();
    if (!rt.limits.charge(kBytesOfConnection)) return rt.raise_memory_error();
    Result<Ref<SslConnection>> allocated = new_with_fields<SslConnection>(rt, type);
    if (allocated.raised()) {
        rt.limits.refund(kBytesOfConnection);
        return Raised{};
    }
    Ref<SslConnection> self = allocated.take();
    self->context = self->first_context = Value(View(context));
    self->descriptor = -1;
    self->server_side = options.server_side;
    self->handle = SSL_new(context->handle);
    if (!self->handle) return raise_ssl(rt, kElsewhere);
    SSL_set_app_data(self->handle, self.get());
    // Sessions are for servers of this kind; a client's have none, or those by shared keys would not be its own.
    static constexpr unsigned char kSessionContext[] = "Python";
    if (self->server_side && !SSL_set_session_id_context(self->handle, kSessionContext, sizeof kSessionContext)) return raise_ssl(rt, kElsewhere);
    if (!options.socket.is_unbound()) {
        BIO* bio = bio_over(&self->descriptor);
        if (!bio) return rt.raise_memory_error();
        SSL_set_bio(self->handle, bio, bio);
        self->socket = TRY(new_weak_reference(rt, options.socket, View::none()));
    } else {
        self->incoming = Value(options.incoming);
        self->outgoing = Value(options.outgoing);
        OwnedBio in(bio_over(rt, options.incoming.as<MemoryBio>())), out(bio_over(rt, options.outgoing.as<MemoryBio>()));
        if (!in || !out) return rt.raise_memory_error();
        SSL_set_bio(self->handle, in.release(), out.release());
    }
    SSL_set_mode(self->handle, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    set_post_handshake_auth(self.get());
    if (!options.hostname.is_none()) TRY(set_hostname(rt, self.get(), options.hostname));
    if (self->server_side) SSL_set_accept_state(self->handle);
    else SSL_set_connect_state(self->handle);
    if (!options.owner.is_none()) self->owner = TRY(new_weak_reference(rt, options.owner, View::none()));
    if (!options.session.is_none()) TRY(set_session(rt, self.get(), options.session));
    return self;
}

}  // namespace

Result<Value> connection_over_socket(Runtime& rt, Args args) {
    if (!as_socket(args[1])) return rt.raise(TypeError, "_wrap_socket() argument 'sock' must be _socket.socket, not %s", type_name(rt, args[1]));
    int server_side = TRY(args.small_integer(2));
    return new_connection(rt, args.self<SslContext>(), {.socket = args[1], .hostname = args[3], .owner = args[4], .session = args[5], .server_side = server_side != 0});
}

Result<Value> connection_over_memory(Runtime& rt, Args args) {
    Type* memory = TRY(native_type(rt, memory_bio_type));
    static constexpr const char* kNames[] = {"incoming", "outgoing"};
    for (std::size_t n : {1, 2})
        if (rt.type_of(args[n]) != memory)
            return rt.raise(TypeError, "_wrap_bio() argument '%s' must be _ssl.MemoryBIO, not %s", kNames[n - 1], type_name(rt, args[n]));
    int server_side = TRY(args.small_integer(3));
    return new_connection(rt, args.self<SslContext>(),
                          {.incoming = args[1], .outgoing = args[2], .hostname = args[4], .owner = args[5], .session = args[6], .server_side = server_side != 0});
}

// ---- operations

Result<void> begin_step(Runtime& rt, SslConnection* connection) {
    if (connection->busy) return raise_ssl_text(rt, "the connection is in use");
    connection->busy = true;
    return {};
}

Result<void> end_step(Runtime& rt, SslConnection* connection) {
    connection->busy = false;
    if (rt.stopping()) return Raised{};
    return {};
}

namespace {

SslConnection* self_of(Args args) { return args.self<SslConnection>(); }

struct Operation {
    SslPlace place, gone;
    const char *read_timed_out, *write_timed_out;
};
constexpr const char *kReadTimedOut = "The read operation timed out", *kWriteTimedOut = "The write operation timed out",
                     *kHandshakeTimedOut = "_ssl.c:1003: The handshake operation timed out";
constexpr Operation kHandshake{kAtHandshake, kAtHandshakeGone, kHandshakeTimedOut, kHandshakeTimedOut}, kRead{kAtRead, kAtReadGone, kReadTimedOut, kReadTimedOut},
    kWrite{kAtWrite, kAtWriteGone, kWriteTimedOut, kWriteTimedOut}, kShutdown{kAtShutdown, kAtShutdownGone, kReadTimedOut, kWriteTimedOut};

/// An operation of a connection, over whatever it goes: repeated while the socket is not ready, for as long as its timeout allows.
class Running {
public:
    Running(Runtime& rt, SslConnection* self, const Operation& operation) : rt_(rt), self_(self), operation_(operation), end_(-1) {}

    Result<void> begin() {
        if (self_->socket.is_unbound()) return {};
        held_ = Value(referent(self_->socket));
        socket_ = as_socket(held_);
        if (!socket_) return raise_ssl(rt_, "Underlying socket connection gone", operation_.gone);
        end_ = WaitEnd(socket_->timeout > 0 ? socket_->timeout : -1);
        return {};
    }
    template <typename Call>
    Result<SslStep> step(Call&& call) {
        for (;;) {
            if (socket_) self_->descriptor = socket_->descriptor;
            SslStep step = TRY(ssl_step(rt_, self_.get(), call));
            bool reading = step.code == SSL_ERROR_WANT_READ;
            if (!socket_ || socket_->timeout == 0 || (!reading && step.code != SSL_ERROR_WANT_WRITE)) return step;
            if (socket_->descriptor < 0) return raise_ssl_text(rt_, "Underlying socket has been closed.");
            if (TRY(wait_for_descriptor(rt_, socket_->descriptor, reading ? POLLIN : POLLOUT, end_))) continue;
            (void)rt_.raise(TimeoutError, "%s", reading ? operation_.read_timed_out : operation_.write_timed_out);
            return with_callback_error(rt_, self_.get());
        }
    }
    /// What the last step came to: its result, which is above 0.
    Result<int> finish(const SslStep& step) {
        if (step.result <= 0) return raise_ssl(rt_, self_.get(), step.code, step.system_error, operation_.place);
        TRY(check_callbacks());
        return step.result;
    }
    Result<void> check_callbacks() {
        if (self_->callback_error.is_unbound()) [[likely]] return {};
        return rt_.raise_object(std::exchange(self_->callback_error, Value()));
    }
    const Value& socket() const { return held_; }

private:
    Runtime& rt_;
    Ref<SslConnection> self_;
    const Operation& operation_;
    Value held_;
    Socket* socket_ = nullptr;
    WaitEnd end_;
};

constexpr std::int64_t kHandshakeWork = 2000, kBytesForWork = 16;  // fuel

Result<Value> do_handshake(Runtime& rt, Args args) {
    Running running(rt, self_of(args), kHandshake);
    TRY(running.begin());
    TRY(rt.charge(kHandshakeWork));
    TRY(running.finish(TRY(running.step([](SSL* handle) { return SSL_do_handshake(handle); }))));
    return View::none();
}

Result<Value> write(Runtime& rt, Args args) {
    BufferGuard data(rt, args[1]);
    if (data.raised()) return Raised{};
    if (data.size() > INT_MAX) return rt.raise(OverflowError, "string longer than %d bytes", INT_MAX);
    Running running(rt, self_of(args), kWrite);
    TRY(running.begin());
    TRY(rt.charge(static_cast<std::int64_t>(data.size()) / kBytesForWork));
    std::size_t count = 0;
    TRY(running.finish(TRY(running.step([&](SSL* handle) { return SSL_write_ex(handle, data.data(), data.size(), &count); }))));
    return rt.integer(static_cast<std::int64_t>(count));
}

/// Reads; 0 at the end of the peer's data.
Result<int> read_bytes(Runtime& rt, SslConnection* self, char* out, int size) {
    Running running(rt, self, kRead);
    TRY(running.begin());
    SslStep step = TRY(running.step([&](SSL* handle) { return SSL_read(handle, out, size); }));
    if (step.code == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(self->handle) == SSL_RECEIVED_SHUTDOWN) return 0;
    int count = TRY(running.finish(step));
    TRY(rt.charge(count / kBytesForWork));
    return count;
}

Result<Value> read(Runtime& rt, Args args) {
    SslConnection* self = self_of(args);
    int size = TRY(args.small_integer(1));
    if (!args.given(2)) {
        if (size < 0) return rt.raise(ValueError, "size should not be negative");
        // No more is decrypted at a time than a record holds.
        char record[SSL3_RT_MAX_PLAIN_LENGTH];
        if (static_cast<std::size_t>(size) <= sizeof record) {
            int count = size ? TRY(read_bytes(rt, self, record, size)) : 0;
            return new_bytes(rt, {record, static_cast<std::size_t>(count)});
        }
        int count = TRY(read_bytes(rt, self, record, sizeof record));
        return new_bytes(rt, {record, static_cast<std::size_t>(count)});
    }
    if (!rt.type_of(args[2])->slots.get_buffer) return rt.raise(TypeError, "read() argument 2 must be read-write bytes-like object, not %s", type_name(rt, args[2]));
    BufferGuard out(rt, args[2], kWriteBuffer);
    if (out.raised()) {
        if (!rt.swallow(TypeError) && !rt.swallow(BufferError)) return Raised{};
        return rt.raise(TypeError, "read() argument 2 must be read-write bytes-like object, not %s", type_name(rt, args[2]));
    }
    if (size <= 0 || static_cast<std::size_t>(size) > out.size()) {
        if (out.size() > INT_MAX) return rt.raise(OverflowError, "maximum length can't fit in a C 'int'");
        size = static_cast<int>(out.size());
        if (!size) return View::small_int(0);
    }
    return View::small_int(TRY(read_bytes(rt, self, out.data(), size)));
}

Result<Value> shutdown(Runtime& rt, Args args) {
    SslConnection* self = self_of(args);
    Running running(rt, self, kShutdown);
    TRY(running.begin());
    if (Socket* socket = as_socket(running.socket()); socket && socket->descriptor < 0)
        return raise_ssl(rt, "Underlying socket connection gone", kAtShutdownGone);
    // The first 0 says that ours was sent; the peer's is waited for once.
    for (int zeros = 0;;) {
        SslStep step = TRY(running.step([&](SSL* handle) {
            // What the peer sends after its own is not TLS any more: nothing is read ahead.
            if (self->seen_zero) SSL_set_read_ahead(handle, 0);
            return SSL_shutdown(handle);
        }));
        if (step.result < 0) TRY(running.finish(step));
        if (step.result > 0 || ++zeros > 1) break;
        self->seen_zero = true;
    }
    TRY(running.check_callbacks());
    return running.socket().is_unbound() ? Result<Value>(View::none()) : running.socket();
}

Result<Value> pending(Runtime& rt, Args args) { return rt.integer(SSL_pending(self_of(args)->handle)); }

Result<Value> verify_client_post_handshake(Runtime& rt, Args args) {
    ERR_clear_error();
    if (!SSL_verify_client_post_handshake(self_of(args)->handle)) return raise_ssl(rt, kAtPostHandshake);
    return View::none();
}

// ---- the peer, and what was agreed on

OwnedX509 peer_certificate(SslConnection* self) { return OwnedX509(SSL_get1_peer_certificate(self->handle)); }

Result<Value> getpeercert(Runtime& rt, Args args) {
    SslConnection* self = self_of(args);
    bool der = TRY(args.truth(1));
    if (!SSL_is_init_finished(self->handle)) return rt.raise(ValueError, "handshake not done yet");
    OwnedX509 certificate = peer_certificate(self);
    if (!certificate) return View::none();
    if (der) return certificate_der(rt, certificate.get());
    // One that was not verified says nothing.
    if (!(SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(self->handle)) & SSL_VERIFY_PEER)) return TRY(new_dict(rt));
    return decode_certificate(rt, certificate.get());
}

Result<Value> get_verified_chain(Runtime& rt, Args args) { return certificate_list(rt, nullptr, SSL_get0_verified_chain(self_of(args)->handle)); }

Result<Value> get_unverified_chain(Runtime& rt, Args args) {
    SslConnection* self = self_of(args);
    // A server's chain is without the peer's own certificate.
    OwnedX509 own = self->server_side ? peer_certificate(self) : nullptr;
    return certificate_list(rt, own.get(), SSL_get_peer_cert_chain(self->handle));
}

Result<Value> text_or_none(Runtime& rt, const char* text) { return text ? rt.str(text) : Result<Value>(View::none()); }

Result<Value> cipher_tuple(Runtime& rt, const SSL_CIPHER* cipher) {
    Value name = TRY(text_or_none(rt, SSL_CIPHER_get_name(cipher))), version = TRY(text_or_none(rt, SSL_CIPHER_get_version(cipher)));
    return TRY(new_tuple(rt, {name, version, View::small_int(SSL_CIPHER_get_bits(cipher, nullptr))}));
}

Result<Value> cipher(Runtime& rt, Args args) {
    const SSL_CIPHER* current = SSL_get_current_cipher(self_of(args)->handle);
    return current ? cipher_tuple(rt, current) : Result<Value>(View::none());
}

Result<Value> shared_ciphers(Runtime& rt, Args args) {
    const STACK_OF(SSL_CIPHER)* own = SSL_get_ciphers(self_of(args)->handle);
    STACK_OF(SSL_CIPHER)* theirs = SSL_get_client_ciphers(self_of(args)->handle);
    if (!own || !theirs) return View::none();
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < sk_SSL_CIPHER_num(own); ++n) {
        const SSL_CIPHER* each = sk_SSL_CIPHER_value(own, n);
        if (sk_SSL_CIPHER_find(theirs, each) >= 0) TRY(list_append(rt, list.get(), TRY(cipher_tuple(rt, each))));
    }
    return list;
}

Result<Value> version(Runtime& rt, Args args) {
    SSL* handle = self_of(args)->handle;
    if (!SSL_is_init_finished(handle)) return View::none();
    const char* text = SSL_get_version(handle);
    return std::string_view(text) == "unknown" ? Result<Value>(View::none()) : rt.str(text);
}

Result<Value> selected_alpn_protocol(Runtime& rt, Args args) {
    const unsigned char* text = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(self_of(args)->handle, &text, &size);
    if (!text) return View::none();
    return decode_bytes(rt, {reinterpret_cast<const char*>(text), size}, "utf-8", "strict");
}

Result<Value> compression(Runtime& rt, Args args) {
    const COMP_METHOD* method = SSL_get_current_compression(self_of(args)->handle);
    if (!method || COMP_get_type(method) == NID_undef) return View::none();
    return text_or_none(rt, OBJ_nid2sn(COMP_get_type(method)));
}

Result<Value> get_channel_binding(Runtime& rt, Args args) {
    std::string_view type = TRY(args.text(1));
    SslConnection* self = self_of(args);
    if (type != "tls-unique") return rt.raise(ValueError, "'%s' channel binding type not implemented", std::string(type).c_str());
    // RFC 5929: the first Finished message, which is the client's, or the server's where a session is resumed.
    char message[128];
    bool own = static_cast<bool>(SSL_session_reused(self->handle)) == self->server_side;
    std::size_t size = own ? SSL_get_finished(self->handle, message, sizeof message) : SSL_get_peer_finished(self->handle, message, sizeof message);
    if (!size) return View::none();
    return new_bytes(rt, {message, size});
}

Result<void> set_context(Runtime& rt, View self, View value) {
    SslContext* context = as_ssl_context(value);
    if (!context) return rt.raise(TypeError, "The value must be a SSLContext");
    auto* connection = self.as<SslConnection>();
    Value old = std::exchange(connection->context, Value(value));
    SSL_set_SSL_CTX(connection->handle, context->handle);
    use_message_callback(connection);
    return {};
}

Result<void> set_owner(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    self.as<SslConnection>()->owner = TRY(new_weak_reference(rt, value, View::none()));
    return {};
}

constexpr FunctionDef methods[] = {
    {"do_handshake(self, /)", do_handshake, "Agrees with the peer on how to go on."},
    {"write(self, b, /)", write, "Writes the bytes-like object b into the SSL object.\n\nReturns the number of bytes written."},
    {"read(self, size, buffer=<no value>, /)", read, "read(size, [buffer])\nRead up to size bytes from the SSL socket."},
    {"pending(self, /)", pending, "Returns the number of already decrypted bytes available for read, pending on the connection."},
    {"shutdown(self, /)", shutdown, "Does the SSL shutdown handshake with the remote end."},
    {"verify_client_post_handshake(self, /)", verify_client_post_handshake, "Initiate TLS 1.3 post-handshake authentication"},
    {"getpeercert(self, der=False, /)", getpeercert, "The peer's certificate, as a dict or as DER; None if it has shown none."},
    {"get_verified_chain(self, /)", get_verified_chain, "The certificates from the peer's to one that is trusted."},
    {"get_unverified_chain(self, /)", get_unverified_chain, "The certificates that the peer has sent."},
    {"cipher(self, /)", cipher, "(name, protocol, bits) of the cipher in use."},
    {"shared_ciphers(self, /)", shared_ciphers, "The ciphers that both sides know."},
    {"version(self, /)", version, "The protocol in use."},
    {"selected_alpn_protocol(self, /)", selected_alpn_protocol, "What ALPN came to."},
    {"compression(self, /)", compression, "The compression in use."},
    {"get_channel_binding(self, /, cb_type='tls-unique')", get_channel_binding, "Get channel binding data for current connection."},
};

constexpr PropertyDef properties[] = {
    {"context", [](Runtime&, View self) -> Result<Value> { return self.as<SslConnection>()->context; }, set_context, "The context, which a callback for server names may change."},
    {"server_side", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<SslConnection>()->server_side); }, nullptr,
     "Whether this is a server-side socket."},
    {"server_hostname",
     [](Runtime&, View self) -> Result<Value> {
         const Value& name = self.as<SslConnection>()->server_hostname;
         return name.is_unbound() ? View::none() : View(name);
     },
     nullptr, "The currently set server hostname (for SNI)."},
    {"owner", [](Runtime&, View self) -> Result<Value> { return referent(self.as<SslConnection>()->owner); }, set_owner,
     "The Python-level owner of this object.Passed as \"self\" in servername callback."},
    {"session", [](Runtime& rt, View self) { return session_of(rt, self.as<SslConnection>()); },
     [](Runtime& rt, View self, View value) { return set_session(rt, self.as<SslConnection>(), value); }, "The session, to be resumed by another connection."},
    {"session_reused", [](Runtime&, View self) -> Result<Value> { return View::boolean(SSL_session_reused(self.as<SslConnection>()->handle)); }, nullptr,
     "Was the client session reused during handshake?"},
};

}  // namespace

Result<int> ssl_read(Runtime& rt, SslConnection* connection, char* out, std::size_t room) {
    std::size_t count = 0;
    SslStep step = TRY(ssl_step(rt, connection, [&](SSL* handle) { return SSL_read_ex(handle, out, room, &count); }));
    if (step.result > 0) {
        TRY(rt.charge(static_cast<std::int64_t>(count) / kBytesForWork));
        if (!connection->callback_error.is_unbound()) return rt.raise_object(std::exchange(connection->callback_error, Value()));
        return static_cast<int>(count);
    }
    if (step.code == SSL_ERROR_WANT_READ && connection->callback_error.is_unbound()) return -1;
    if (step.code == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(connection->handle) == SSL_RECEIVED_SHUTDOWN) return 0;
    return raise_ssl(rt, connection, step.code, step.system_error, kAtRead);
}

Result<bool> ssl_write(Runtime& rt, SslConnection* connection, std::string_view data) {
    TRY(rt.charge(static_cast<std::int64_t>(data.size()) / kBytesForWork));
    std::size_t count = 0;
    SslStep step = TRY(ssl_step(rt, connection, [&](SSL* handle) { return SSL_write_ex(handle, data.data(), data.size(), &count); }));
    if (!connection->callback_error.is_unbound() && step.result > 0) return rt.raise_object(std::exchange(connection->callback_error, Value()));
    if (step.result > 0) return true;
    if (step.code == SSL_ERROR_WANT_READ) return false;
    return raise_ssl(rt, connection, step.code, step.system_error, kAtWrite);
}

Result<Value> cipher_details(Runtime& rt, const SSL_CIPHER* cipher) {
    auto long_name = [](int nid) { return nid == NID_undef ? nullptr : OBJ_nid2ln(nid); };
    char text[512] = {};
    SSL_CIPHER_description(cipher, text, sizeof text - 1);
    std::string_view description(text);
    if (description.ends_with('\n')) description.remove_suffix(1);
    int algorithm_bits = 0, strength_bits = SSL_CIPHER_get_bits(cipher, &algorithm_bits);
    Ref<Dict> made = TRY(new_dict(rt));
    auto set = [&](const char* key, Result<Value> value) -> Result<void> {
        Value held = TRY(std::move(value));
        return dict_set(rt, made.get(), TRY(intern(rt, key)).get(), held);
    };
    TRY(set("id", rt.integer(SSL_CIPHER_get_id(cipher))));
    TRY(set("name", text_or_none(rt, SSL_CIPHER_get_name(cipher))));
    TRY(set("protocol", text_or_none(rt, SSL_CIPHER_get_version(cipher))));
    TRY(set("description", rt.str(description)));
    TRY(set("strength_bits", rt.integer(strength_bits)));
    TRY(set("alg_bits", rt.integer(algorithm_bits)));
    TRY(set("aead", View::boolean(SSL_CIPHER_is_aead(cipher))));
    TRY(set("symmetric", text_or_none(rt, long_name(SSL_CIPHER_get_cipher_nid(cipher)))));
    TRY(set("digest", text_or_none(rt, long_name(SSL_CIPHER_get_digest_nid(cipher)))));
    TRY(set("kea", text_or_none(rt, long_name(SSL_CIPHER_get_kx_nid(cipher)))));
    TRY(set("auth", text_or_none(rt, long_name(SSL_CIPHER_get_auth_nid(cipher)))));
    return made;
}

const TypeDef ssl_connection_type{
    .name = "_SSLSocket",
    .module = "_ssl",
    .doc = "One side of a TLS connection.",
    .size = sizeof(SslConnection),
    .flags = Type::container | Type::immutable | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      // Before what its BIOs lead to.
                      SSL_free(static_cast<SslConnection*>(object)->handle);
                      rt.limits.refund(kBytesOfConnection);
                      destroy_fields<SslConnection>(rt, object);
                  },
              .traverse = traverse_fields<SslConnection>,
              .clear =
                  [](Runtime&, Object* object) {
                      // Its context is always there: cycles through callbacks are cut at the context.
                      Value gone = std::exchange(static_cast<SslConnection*>(object)->callback_error, Value());
                  }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
