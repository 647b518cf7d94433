// SPDX-License-Identifier: MIT
// _ssl: the type _SSLContext: what connections are made with. Certificates are in trust.cpp, callbacks in callbacks.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED  // methods for one version of the protocol, which ssl.PROTOCOL_TLSv1 and others stand for
#include <openssl/x509v3.h>

#include <climits>

#include "runtime/native/capability.h"
#include "runtime/objects/number.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

SslContext* as_ssl_context(View value) {
    if (!value.is_object()) return nullptr;
    for (Type* type = value.object()->type(); type; type = type->base)
        if (type->def == &ssl_context_type) return value.as<SslContext>();
    return nullptr;
}

namespace {

SslContext* self_of(Args args) { return args.self<SslContext>(); }

Result<void> warn_deprecated(Runtime& rt, const std::string& what) {
    Value text = TRY(rt.str("ssl." + what + " deprecated"));
    return rt.hooks.warn(rt, DeprecationWarning, text, 2, View());
}

// ---- making one

struct Protocol {
    SslProtocol number;
    const SSL_METHOD* (*method)();
    const char* deprecated;  // its name, if it is
};
constexpr Protocol kProtocols[] = {
#ifndef OPENSSL_NO_SSL3_METHOD
    {kSslv3, SSLv3_method, "PROTOCOL_SSLv3"},
#endif
    {kTls, TLS_method, "PROTOCOL_TLS"},
#ifndef OPENSSL_NO_TLS1_METHOD
    {kTlsv1, TLSv1_method, "PROTOCOL_TLSv1"},
#endif
#ifndef OPENSSL_NO_TLS1_1_METHOD
    {kTlsv1_1, TLSv1_1_method, "PROTOCOL_TLSv1_1"},
#endif
#ifndef OPENSSL_NO_TLS1_2_METHOD
    {kTlsv1_2, TLSv1_2_method, "PROTOCOL_TLSv1_2"},
#endif
    {kTlsClient, TLS_client_method, nullptr},
    {kTlsServer, TLS_server_method, nullptr},
};

/// Whether a context can speak several versions.
bool many_versions(int protocol) { return protocol == kTls || protocol == kTlsClient || protocol == kTlsServer; }

constexpr int kVerifyModes[] = {SSL_VERIFY_NONE, SSL_VERIFY_PEER, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT};  // CERT_NONE …

Result<void> set_up(Runtime& rt, SslContext* self) {
    bool client = self->protocol == kTlsClient;
    self->check_hostname = client;
    SSL_CTX_set_verify(self->handle, kVerifyModes[client ? 2 : 0], nullptr);
    std::uint64_t options = SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS;
    if (self->protocol != kSslv3) options |= SSL_OP_NO_SSLv3;
    options |= SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE;
    options |= SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE | SSL_OP_ENABLE_MIDDLEBOX_COMPAT;
    SSL_CTX_set_options(self->handle, options);
    if (!SSL_CTX_set_cipher_list(self->handle, kSslDefaultCiphers)) return raise_ssl_text(rt, "No cipher can be selected.");
    if (many_versions(self->protocol) && !SSL_CTX_set_min_proto_version(self->handle, TLS1_2_VERSION)) return raise_ssl(rt, kElsewhere);
    // Connections that are idle need no buffers.
    SSL_CTX_set_mode(self->handle, SSL_MODE_RELEASE_BUFFERS);
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(self->handle);
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
    self->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    X509_VERIFY_PARAM_set_hostflags(parameters, self->host_flags);
    SSL_CTX_set_post_handshake_auth(self->handle, 0);
    return {};
}

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    TRY(require(rt, Capability::random));
    int number = TRY(args.small_integer(1));
    const Protocol* protocol = nullptr;
    for (const Protocol& each : kProtocols)
        if (each.number == number) protocol = &each;
    if (!protocol) return rt.raise(ValueError, "invalid or unsupported protocol version %d", number);
    if (protocol->deprecated) TRY(warn_deprecated(rt, std::string(protocol->deprecated) + " is"));
    if (!rt.limits.charge(kBytesOfContext)) return rt.raise_memory_error();
    auto* made = rt.allocate<SslContext>(type, type->basic_size);
    if (!made) {
        rt.limits.refund(kBytesOfContext);
        return rt.raise_memory_error();
    }
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(SslContext) - sizeof(Object));
    made->each_field([](Value& field) { new (&field) Value(); });
    made->charged = kBytesOfContext;
    made->protocol = number;
    Ref<SslContext> self = Ref<SslContext>::adopt(made);
    TRY(rt.charge(5000));
    ERR_clear_error();
    self->handle = SSL_CTX_new(protocol->method());
    if (!self->handle) return raise_ssl(rt, kElsewhere);
    TRY(set_up(rt, self.get()));
    return self;
}

void destroy_context(Runtime& rt, Object* object) {
    auto* self = static_cast<SslContext*>(object);
    SSL_CTX_free(self->handle);
    if (self->keylog) std::fclose(self->keylog);
    delete self->alpn_protocols;
    rt.limits.refund(self->charged);
    self->each_field([](Value& field) { field.~Value(); });
    rt.free_instance(object, object->type()->basic_size);
}

// ---- ciphers and statistics

Result<Value> set_ciphers(Runtime& rt, Args args) {
    std::string list(TRY(args.text(1)));
    ERR_clear_error();
    if (!SSL_CTX_set_cipher_list(self_of(args)->handle, list.c_str())) return raise_ssl_text(rt, "No cipher can be selected.");
    return View::none();
}

Result<Value> get_ciphers(Runtime& rt, Args args) {
    ERR_clear_error();
    std::unique_ptr<SSL, FreeWith<SSL_free>> connection(SSL_new(self_of(args)->handle));
    if (!connection) return raise_ssl(rt, kElsewhere);
    const STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(connection.get());
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < sk_SSL_CIPHER_num(ciphers); ++n) {
        TRY(rt.charge(10));
        TRY(list_append(rt, list.get(), TRY(cipher_details(rt, sk_SSL_CIPHER_value(ciphers, n)))));
    }
    return list;
}

Result<Value> session_stats(Runtime& rt, Args args) {
    SSL_CTX* handle = self_of(args)->handle;
    Ref<Dict> made = TRY(new_dict(rt));
    for (auto [name, count] : {std::pair("number", SSL_CTX_sess_number(handle)), std::pair("connect", SSL_CTX_sess_connect(handle)),
                               std::pair("connect_good", SSL_CTX_sess_connect_good(handle)), std::pair("connect_renegotiate", SSL_CTX_sess_connect_renegotiate(handle)),
                               std::pair("accept", SSL_CTX_sess_accept(handle)), std::pair("accept_good", SSL_CTX_sess_accept_good(handle)),
                               std::pair("accept_renegotiate", SSL_CTX_sess_accept_renegotiate(handle)), std::pair("hits", SSL_CTX_sess_hits(handle)),
                               std::pair("misses", SSL_CTX_sess_misses(handle)), std::pair("timeouts", SSL_CTX_sess_timeouts(handle)),
                               std::pair("cache_full", SSL_CTX_sess_cache_full(handle))})
        TRY(dict_set(rt, made.get(), TRY(intern(rt, name)).get(), TRY(rt.integer(count))));
    return made;
}

// ---- settings

SslContext* context(View self) { return self.as<SslContext>(); }

/// The number in a value that is stored; "cannot delete attribute".
Result<std::int64_t> number(Runtime& rt, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    return index_to_int64(rt, value);
}
Result<int> small_number(Runtime& rt, View value) {
    std::int64_t n = TRY(number(rt, value));
    if (n < INT_MIN || n > INT_MAX) return rt.raise(OverflowError, "Python int too large to convert to C int");
    return static_cast<int>(n);
}
/// The bits of an int and nothing else.
Result<std::uint64_t> flags(Runtime& rt, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    if (!is_integer(value)) return rt.raise(TypeError, "argument must be int, not %s", value.is_none() ? "None" : type_name(rt, value));
    std::int64_t n;
    if (!fits_int64(value, n)) return rt.raise(OverflowError, "int too big to convert");
    return static_cast<std::uint64_t>(n);
}

Result<void> set_options(Runtime& rt, View self, View value) {
    std::uint64_t wanted = TRY(flags(rt, value));
    if (static_cast<std::int64_t>(wanted) < 0) return rt.raise(OverflowError, "can't convert negative int to unsigned");
    std::uint64_t now = SSL_CTX_get_options(context(self)->handle);
    constexpr std::uint64_t kNoVersions = SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;
    if (~now & wanted & kNoVersions) TRY(warn_deprecated(rt, "OP_NO_SSL*/ssl.OP_NO_TLS* options are"));
    SSL_CTX_clear_options(context(self)->handle, now & ~wanted);
    SSL_CTX_set_options(context(self)->handle, ~now & wanted);
    return {};
}

Result<void> set_verify_flags(Runtime& rt, View self, View value) {
    std::uint64_t wanted = TRY(flags(rt, value));
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context(self)->handle);
    std::uint64_t now = X509_VERIFY_PARAM_get_flags(parameters);
    ERR_clear_error();
    if ((now & ~wanted && !X509_VERIFY_PARAM_clear_flags(parameters, now & ~wanted)) || (~now & wanted && !X509_VERIFY_PARAM_set_flags(parameters, ~now & wanted)))
        return raise_ssl(rt, kElsewhere);
    return {};
}

Result<void> use_verify_mode(Runtime& rt, SslContext* self, int mode) {
    if (mode < 0 || mode >= static_cast<int>(std::size(kVerifyModes))) return rt.raise(ValueError, "invalid value for verify_mode");
    SSL_CTX_set_verify(self->handle, kVerifyModes[mode], SSL_CTX_get_verify_callback(self->handle));
    return {};
}

Result<void> set_verify_mode(Runtime& rt, View self, View value) {
    int mode = TRY(small_number(rt, value));
    if (mode == 0 && context(self)->check_hostname) return rt.raise(ValueError, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
    return use_verify_mode(rt, context(self), mode);
}

Result<Value> get_verify_mode(Runtime& rt, View self) {
    int mode = SSL_CTX_get_verify_mode(context(self)->handle) & (SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT);
    for (int n = 0; n < static_cast<int>(std::size(kVerifyModes)); ++n)
        if (kVerifyModes[n] == mode) return View::small_int(n);
    return raise_ssl_text(rt, "invalid return value from SSL_CTX_get_verify_mode");
}

Result<void> set_check_hostname(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    bool check = TRY(truth(rt, value));
    // A name is only worth something in a certificate that was verified.
    if (check && SSL_CTX_get_verify_mode(context(self)->handle) == SSL_VERIFY_NONE) TRY(use_verify_mode(rt, context(self), 2));
    context(self)->check_hostname = check;
    return {};
}

Result<void> set_post_handshake_auth(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    context(self)->post_handshake_auth = TRY(truth(rt, value));
    return {};
}

Result<void> set_num_tickets(Runtime& rt, View self, View value) {
    std::int64_t count = TRY(number(rt, value));
    if (count < 0) return rt.raise(ValueError, "value must be non-negative");
    if (context(self)->protocol != kTlsServer) return rt.raise(ValueError, "SSLContext is not a server context.");
    if (SSL_CTX_set_num_tickets(context(self)->handle, static_cast<std::size_t>(count)) != 1) return rt.raise(ValueError, "failed to set num tickets.");
    return {};
}

// ---- versions

constexpr int kMinimumSupported = -2, kMaximumSupported = -1;
#if !defined(OPENSSL_NO_SSL3)
constexpr int kLowest = SSL3_VERSION;
#else
constexpr int kLowest = TLS1_VERSION;
#endif
struct Version {
    int number;
    const char* deprecated;
};
constexpr Version kVersions[] = {{SSL3_VERSION, "SSLv3"}, {TLS1_VERSION, "TLSv1"}, {TLS1_1_VERSION, "TLSv1_1"}, {TLS1_2_VERSION, nullptr}, {TLS1_3_VERSION, nullptr}};

template <bool highest>
Result<void> set_version(Runtime& rt, View self, View value) {
    int wanted = TRY(small_number(rt, value));
    if (!many_versions(context(self)->protocol))
        return rt.raise(ValueError, "The context's protocol doesn't support modification of highest and lowest version.");
    bool known = wanted == kMinimumSupported || wanted == kMaximumSupported;
    for (const Version& each : kVersions) {
        if (each.number != wanted) continue;
        known = true;
        if (each.deprecated) TRY(warn_deprecated(rt, std::string("TLSVersion.") + each.deprecated + " is"));
    }
    // OpenSSL knows only "no limit".
    int number = wanted;
    if (wanted == kMinimumSupported) number = highest ? kLowest : 0;
    if (wanted == kMaximumSupported) number = highest ? 0 : TLS1_3_VERSION;
    ERR_clear_error();
    SSL_CTX* handle = context(self)->handle;
    if (!known || !(highest ? SSL_CTX_set_max_proto_version(handle, number) : SSL_CTX_set_min_proto_version(handle, number))) {
        ERR_clear_error();
        return rt.raise(ValueError, "Unsupported TLS/SSL version 0x%x", static_cast<unsigned>(wanted));
    }
    return {};
}

template <bool highest>
Result<Value> get_version(Runtime&, View self) {
    SSL_CTX* handle = context(self)->handle;
    auto number = highest ? SSL_CTX_get_max_proto_version(handle) : SSL_CTX_get_min_proto_version(handle);
    return View::small_int(number ? number : highest ? kMaximumSupported : kMinimumSupported);
}

Result<Value> or_none(const Value& value) { return value.is_unbound() ? View::none() : View(value); }

constexpr FunctionDef methods[] = {
    {"_wrap_socket(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)", connection_over_socket, "A connection over a socket."},
    {"_wrap_bio(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)", connection_over_memory,
     "A connection over two MemoryBIOs."},
    {"set_ciphers(self, cipherlist, /)", set_ciphers, "Chooses the ciphers of TLS 1.2 and below, as OpenSSL writes them."},
    {"get_ciphers(self, /)", get_ciphers, "The ciphers, a dict for each, the preferred ones first."},
    {"_set_alpn_protocols(self, protos, /)", set_alpn_protocols, "The protocols for ALPN, each after its length."},
    {"load_cert_chain(self, /, certfile, keyfile=None, password=None)", load_cert_chain, "Loads the own certificate and its private key."},
    {"load_verify_locations(self, /, cafile=None, capath=None, cadata=None)", load_verify_locations, "Loads certificates to be trusted."},
    {"load_dh_params(self, path, /)", load_dh_params, "Loads parameters for Diffie-Hellman key exchange."},
    {"set_default_verify_paths(self, /)", set_default_verify_paths, "Trusts what the system trusts."},
    {"set_ecdh_curve(self, name, /)", set_ecdh_curve, "Chooses the curve for ECDH key exchange."},
    {"session_stats(self, /)", session_stats, "How many sessions were made and used."},
    {"cert_store_stats(self, /)", cert_store_stats, "Returns quantities of loaded X.509 certificates."},
    {"get_ca_certs(self, /, binary_form=False)", get_ca_certs, "The trusted authorities, as dicts or as DER."},
    {"set_psk_client_callback(self, /, callback)", set_psk_client_callback, "What is asked for a shared key: callback(hint) -> (identity, key)."},
    {"set_psk_server_callback(self, /, callback, identity_hint=None)", set_psk_server_callback, "What is asked for a shared key: callback(identity) -> key."},
};

constexpr PropertyDef properties[] = {
    {"protocol", [](Runtime&, View self) -> Result<Value> { return View::small_int(context(self)->protocol); }},
    {"options", [](Runtime& rt, View self) { return rt.integer_unsigned(SSL_CTX_get_options(context(self)->handle)); }, set_options},
    {"verify_flags", [](Runtime& rt, View self) { return rt.integer_unsigned(X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(context(self)->handle))); },
     set_verify_flags},
    {"verify_mode", get_verify_mode, set_verify_mode},
    {"check_hostname", [](Runtime&, View self) -> Result<Value> { return View::boolean(context(self)->check_hostname); }, set_check_hostname},
    {"_host_flags", [](Runtime& rt, View self) { return rt.integer(context(self)->host_flags); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         context(self)->host_flags = static_cast<unsigned>(TRY(number(rt, value)));
         X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(context(self)->handle), context(self)->host_flags);
         return {};
     }},
    {"minimum_version", get_version<false>, set_version<false>},
    {"maximum_version", get_version<true>, set_version<true>},
    {"post_handshake_auth", [](Runtime&, View self) -> Result<Value> { return View::boolean(context(self)->post_handshake_auth); }, set_post_handshake_auth},
    {"num_tickets", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(SSL_CTX_get_num_tickets(context(self)->handle))); }, set_num_tickets,
     "Control the number of TLSv1.3 session tickets"},
    {"security_level", [](Runtime&, View self) -> Result<Value> { return View::small_int(SSL_CTX_get_security_level(context(self)->handle)); }, nullptr,
     "The current security level"},
    {"sni_callback", [](Runtime&, View self) { return or_none(context(self)->sni_callback); }, set_sni_callback,
     "What is called as callback(connection, name, context) when a client has named the server it wants."},
    {"_msg_callback", [](Runtime&, View self) { return or_none(context(self)->message_callback); }, set_message_callback},
    {"keylog_filename", [](Runtime&, View self) { return or_none(context(self)->keylog_filename); }, set_keylog_filename},
};

}  // namespace

const TypeDef ssl_context_type{
    .name = "_SSLContext",
    .module = "_ssl",
    .doc = "Settings and certificates of connections.",
    .size = sizeof(SslContext),
    .flags = Type::base_type | Type::container,
    .construct_signature = "(protocol, /)",
    .construct_bound = construct,
    .slots = {.destroy = destroy_context,
              .traverse =
                  [](Object* object, Visitor& visit) { static_cast<SslContext*>(object)->each_field([&](Value& field) { visit(field); }); },
              .clear =
                  [](Runtime&, Object* object) { static_cast<SslContext*>(object)->each_field([](Value& field) { field = Value(); }); }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
