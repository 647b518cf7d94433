// SPDX-License-Identifier: MIT
// _ssl: what OpenSSL calls while it works: the choice of a protocol (ALPN) and of a context (SNI), shared keys, the log of keys, messages.
// They run script code while OpenSSL is in the connection, which end_step() and `busy` account for.
#include <cstdio>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/number.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

Runtime& runtime_of(Object* object) { return *object->type()->runtime; }

/// Whether script code may run now: not after a stop, nor with an exception on its way.
bool can_call(Runtime& rt) { return !rt.stopping() && rt.pending.is_unbound() && !rt.closing; }

/// What callbacks are given for the connection: its owner, else the socket, else itself; None: gone.
Value shown_connection(SslConnection* connection) {
    if (!connection->owner.is_unbound()) return referent(connection->owner);
    if (!connection->socket.is_unbound()) return referent(connection->socket);
    return View(connection);
}

/// The pending exception is raised when OpenSSL has returned.
void keep_error(Runtime& rt, SslConnection* connection) {
    if (rt.stopping()) return;
    Value error = rt.take_exception();
    if (connection->callback_error.is_unbound()) connection->callback_error = std::move(error);
}

// ---- SNI

int on_server_name(SSL* handle, int* alert, void* data) {
    auto* context = static_cast<SslContext*>(data);
    Runtime& rt = runtime_of(context);
    if (context->sni_callback.is_unbound()) return SSL_TLSEXT_ERR_OK;
    *alert = SSL_AD_INTERNAL_ERROR;
    if (!can_call(rt)) return SSL_TLSEXT_ERR_ALERT_FATAL;
    Value held{View(context)}, callback = context->sni_callback;
    Value connection = shown_connection(connection_of(handle));
    if (connection.is_none()) return SSL_TLSEXT_ERR_ALERT_FATAL;
    Value name = View::none();
    if (const char* text = SSL_get_servername(handle, TLSEXT_NAMETYPE_host_name)) {
        Result<Value> made = decode_bytes(rt, text, "ascii", "strict");
        if (made.raised()) {
            if (!rt.stopping()) rt.report_unraisable(callback);
            return SSL_TLSEXT_ERR_ALERT_FATAL;
        }
        name = made.take();
    }
    Result<Value> answer = call(rt, callback, {connection, name, held});
    if (answer.raised()) {
        if (!rt.stopping()) rt.report_unraisable(callback);
        *alert = SSL_AD_HANDSHAKE_FAILURE;
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    if (answer.value().is_none()) return SSL_TLSEXT_ERR_OK;
    Result<std::int64_t> number = index_to_int64(rt, answer.value());
    if (!number.raised()) *alert = static_cast<int>(number.value());
    else if (!rt.stopping()) rt.report_unraisable(answer.value());
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<void> set_sni_callback(Runtime& rt, View self, View value) {
    auto* context = self.as<SslContext>();
    if (context->protocol == kTlsClient) return rt.raise(ValueError, "sni_callback cannot be set on TLS_CLIENT context");
    SSL_CTX_set_tlsext_servername_callback(context->handle, nullptr);
    Value old = std::exchange(context->sni_callback, Value());
    if (value.is_none()) return {};
    if (value.is_unbound() || !is_callable(rt, value)) return rt.raise(TypeError, "not a callable object");
    context->sni_callback = Value(value);
    SSL_CTX_set_tlsext_servername_callback(context->handle, on_server_name);
    SSL_CTX_set_tlsext_servername_arg(context->handle, context);
    return {};
}

// ---- ALPN

namespace {

int on_alpn(SSL* handle, const unsigned char** out, unsigned char* size, const unsigned char* offered, unsigned offered_size, void*) {
    const std::string* own = context_of(connection_of(handle))->alpn_protocols;
    if (!own) return SSL_TLSEXT_ERR_NOACK;
    unsigned char* chosen = nullptr;
    int found = SSL_select_next_proto(&chosen, size, reinterpret_cast<const unsigned char*>(own->data()), static_cast<unsigned>(own->size()), offered, offered_size);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Result<Value> set_alpn_protocols(Runtime& rt, Args args) {
    auto* self = args.self<SslContext>();
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    // OpenSSL itself takes no more than an extension holds.
    if (bytes.size() > UINT16_MAX) return rt.raise(OverflowError, "protocols longer than %u bytes", UINT16_MAX);
    auto protocols = std::make_unique<std::string>(bytes.text());
    if (SSL_CTX_set_alpn_protos(self->handle, reinterpret_cast<const unsigned char*>(protocols->data()), static_cast<unsigned>(protocols->size())))
        return rt.raise_memory_error();
    delete std::exchange(self->alpn_protocols, protocols.release());
    SSL_CTX_set_alpn_select_cb(self->handle, on_alpn, nullptr);
    return View::none();
}

// ---- messages

namespace {

constexpr int kInnerContent = 0x101, kHeader = 0x100;

void on_message(int written, int version, int content, const void* data, std::size_t size, SSL* handle, void*) {
    SslConnection* connection = connection_of(handle);
    Runtime& rt = runtime_of(connection);
    Value callback = context_of(connection)->message_callback;
    if (callback.is_unbound() || !can_call(rt)) return;
    Value shown = shown_connection(connection);
    auto* bytes = static_cast<const unsigned char*>(data);
    int kind = -1;
    switch (content) {
        case SSL3_RT_CHANGE_CIPHER_SPEC: kind = SSL3_MT_CHANGE_CIPHER_SPEC; break;
        case SSL3_RT_ALERT: kind = size > 1 ? bytes[1] : -1; break;
        case SSL3_RT_HANDSHAKE:
        case kInnerContent: kind = size ? bytes[0] : -1; break;
        case kHeader:
            if (size < 3) break;
            version = bytes[1] << 8 | bytes[2];
            kind = bytes[0];
            break;
        default: break;
    }
    auto tell = [&]() -> Result<void> {
        Value direction = TRY(rt.str(written ? "write" : "read")), body = TRY(new_bytes(rt, {static_cast<const char*>(data), size}));
        TRY(call(rt, callback, {shown, direction, View::small_int(version), View::small_int(content), View::small_int(kind), body}));
        return {};
    };
    if (tell().raised()) keep_error(rt, connection);
}

}  // namespace

void use_message_callback(SslConnection* connection) { SSL_set_msg_callback(connection->handle, context_of(connection)->message_callback.is_unbound() ? nullptr : on_message); }

Result<void> set_message_callback(Runtime& rt, View self, View value) {
    auto* context = self.as<SslContext>();
    if (value.is_unbound() || (!value.is_none() && !is_callable(rt, value))) return rt.raise(TypeError, "not a callable object");
    context->message_callback = value.is_none() ? Value() : Value(value);
    SSL_CTX_set_msg_callback(context->handle, value.is_none() ? nullptr : on_message);
    return {};
}

// ---- the log of keys

namespace {

void on_keylog(const SSL* handle, const char* line) {
    SslConnection* connection = connection_of(handle);
    SslContext* context = context_of(connection);
    if (!context->keylog) return;
    if (std::fprintf(context->keylog, "%s\n", line) >= 0 && std::fflush(context->keylog) == 0) return;
    int error = errno;
    Runtime& rt = runtime_of(connection);
    if (!can_call(rt)) return;
    (void)raise_os_error_with(rt, error, context->keylog_filename);
    keep_error(rt, connection);
}

}  // namespace

Result<void> set_keylog_filename(Runtime& rt, View self, View value) {
    auto* context = self.as<SslContext>();
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    if (context->keylog) {
        SSL_CTX_set_keylog_callback(context->handle, nullptr);
        std::fclose(std::exchange(context->keylog, nullptr));
    }
    context->keylog_filename = Value();
    if (value.is_none()) return {};
    TRY(require(rt, Capability::files));
    PathArgument path = TRY(ssl_path_argument(rt, value));
    std::FILE* file = std::fopen(path.path.c_str(), "ae");
    if (!file) return raise_os_error_with(rt, errno, path.object);
    if (std::fseek(file, 0, SEEK_END) == 0 && std::ftell(file) == 0) std::fputs("# TLS secrets log file, generated by OpenSSL / Python\n", file);
    std::fflush(file);
    context->keylog = file;
    context->keylog_filename = Value(value);
    SSL_CTX_set_keylog_callback(context->handle, on_keylog);
    return {};
}

// ---- shared keys

namespace {

/// A name that the peer gave, or None; what is not UTF-8 raises.
Result<Value> peer_text(Runtime& rt, const char* text) { return text && *text ? decode_bytes(rt, text, "utf-8", "strict") : Result<Value>(View::none()); }

/// Copies the key; 0: none that fits, which ends the handshake.
Result<unsigned> take_key(Runtime& rt, View key, unsigned char* out, unsigned room) {
    BufferGuard bytes(rt, key);
    if (bytes.raised()) return Raised{};
    if (bytes.size() > room) return 0U;
    return static_cast<unsigned>(bytes.text().copy(reinterpret_cast<char*>(out), bytes.size()));
}

Result<unsigned> client_key(Runtime& rt, View callback, const char* hint, char* identity, unsigned identity_room, unsigned char* key, unsigned key_room) {
    Value given = TRY(peer_text(rt, hint));
    Value answer = TRY(call(rt, callback, {given}));
    Tuple* pair = as_tuple(answer);
    if (!pair || pair->size != 2) return rt.raise(TypeError, "the callback must return a tuple (identity or None, key)");
    std::string_view name;
    if (!pair->items[0].is_none()) {
        Str* text = as_str(pair->items[0]);
        if (!text) return rt.raise(TypeError, "the identity must be str or None, not %s", type_name(rt, pair->items[0]));
        name = text->text();
    }
    if (name.size() >= identity_room) return 0U;
    identity[name.copy(identity, name.size())] = '\0';
    return take_key(rt, pair->items[1], key, key_room);
}

unsigned finish_key(Runtime& rt, View callback, Result<unsigned> size) {
    if (!size.raised()) return size.value();
    if (!rt.stopping()) rt.report_unraisable(callback);
    return 0;
}

unsigned on_client_key(SSL* handle, const char* hint, char* identity, unsigned identity_room, unsigned char* key, unsigned key_room) {
    SslConnection* connection = connection_of(handle);
    Runtime& rt = runtime_of(connection);
    Value callback = context_of(connection)->psk_client_callback;
    if (callback.is_unbound() || !can_call(rt)) return 0;
    return finish_key(rt, callback, client_key(rt, callback, hint, identity, identity_room, key, key_room));
}

unsigned on_server_key(SSL* handle, const char* identity, unsigned char* key, unsigned key_room) {
    SslConnection* connection = connection_of(handle);
    Runtime& rt = runtime_of(connection);
    Value callback = context_of(connection)->psk_server_callback;
    if (callback.is_unbound() || !can_call(rt)) return 0;
    auto ask = [&]() -> Result<unsigned> {
        Value given = TRY(peer_text(rt, identity));
        Value answer = TRY(call(rt, callback, {given}));
        return take_key(rt, answer, key, key_room);
    };
    return finish_key(rt, callback, ask());
}

/// None, or what can be called.
Result<Value> callback_argument(Runtime& rt, View value) {
    if (value.is_none()) return View();
    if (!is_callable(rt, value)) return rt.raise(TypeError, "callback must be callable");
    return Value(value);
}

}  // namespace

Result<Value> set_psk_client_callback(Runtime& rt, Args args) {
    auto* self = args.self<SslContext>();
    if (self->protocol == kTlsServer) return raise_ssl(rt, "Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context", kAtPskClient);
    self->psk_client_callback = TRY(callback_argument(rt, args[1]));
    SSL_CTX_set_psk_client_callback(self->handle, self->psk_client_callback.is_unbound() ? nullptr : on_client_key);
    return View::none();
}

Result<Value> set_psk_server_callback(Runtime& rt, Args args) {
    auto* self = args.self<SslContext>();
    if (self->protocol == kTlsClient) return raise_ssl(rt, "Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context", kAtPskServer);
    Str* hint = TRY(args.str_or_none(2));
    Value callback = TRY(callback_argument(rt, args[1]));
    if (SSL_CTX_use_psk_identity_hint(self->handle, hint && !callback.is_unbound() ? hint->data() : nullptr) != 1) {
        ERR_clear_error();
        return rt.raise(ValueError, "failed to set identity hint");
    }
    self->psk_server_callback = std::move(callback);
    SSL_CTX_set_psk_server_callback(self->handle, self->psk_server_callback.is_unbound() ? nullptr : on_server_key);
    return View::none();
}

}  // namespace ouro
