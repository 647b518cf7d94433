// SPDX-License-Identifier: MIT
// The module `_ssl`: its names. The module ssl, which scripts use, stands on it.
#include <openssl/objects.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <climits>

#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/module.h"
#include "stdlib/c_numbers.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

#define ALERT(name, openssl) {"ALERT_DESCRIPTION_" #name, SSL_AD_##openssl}
#define OPTION(name) {#name, static_cast<std::int64_t>(SSL_##name)}
#define VERIFY(name) {"VERIFY_" #name, X509_V_FLAG_##name}
#define HOST(name) {"HOSTFLAG_" #name, X509_CHECK_FLAG_##name}
#define ERROR(name) {#name, name}
constexpr NamedNumber kNumbers[] = {
    {"PROTOCOL_SSLv23", kTls}, {"PROTOCOL_TLS", kTls}, {"PROTOCOL_TLS_CLIENT", kTlsClient}, {"PROTOCOL_TLS_SERVER", kTlsServer},
    {"PROTOCOL_TLSv1", kTlsv1}, {"PROTOCOL_TLSv1_1", kTlsv1_1}, {"PROTOCOL_TLSv1_2", kTlsv1_2},
    {"PROTO_MINIMUM_SUPPORTED", -2}, {"PROTO_MAXIMUM_SUPPORTED", -1}, {"PROTO_SSLv3", SSL3_VERSION}, {"PROTO_TLSv1", TLS1_VERSION},
    {"PROTO_TLSv1_1", TLS1_1_VERSION}, {"PROTO_TLSv1_2", TLS1_2_VERSION}, {"PROTO_TLSv1_3", TLS1_3_VERSION},
    {"CERT_NONE", 0}, {"CERT_OPTIONAL", 1}, {"CERT_REQUIRED", 2},
    {"ENCODING_PEM", 1}, {"ENCODING_DER", 2},
    ERROR(SSL_ERROR_ZERO_RETURN), ERROR(SSL_ERROR_WANT_READ), ERROR(SSL_ERROR_WANT_WRITE), ERROR(SSL_ERROR_WANT_X509_LOOKUP), ERROR(SSL_ERROR_SYSCALL),
    ERROR(SSL_ERROR_SSL), ERROR(SSL_ERROR_WANT_CONNECT), {"SSL_ERROR_EOF", 8}, {"SSL_ERROR_INVALID_ERROR_CODE", 10},
    {"VERIFY_DEFAULT", 0}, {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK}, {"VERIFY_CRL_CHECK_CHAIN", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL},
    {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT}, {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST},
    {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN}, VERIFY(ALLOW_PROXY_CERTS),
    HOST(ALWAYS_CHECK_SUBJECT), HOST(MULTI_LABEL_WILDCARDS), HOST(NEVER_CHECK_SUBJECT), HOST(NO_PARTIAL_WILDCARDS), HOST(NO_WILDCARDS),
    HOST(SINGLE_LABEL_SUBDOMAINS),
    // Not every one of SSL_OP_ALL is good for the peer: see the documentation of DONT_INSERT_EMPTY_FRAGMENTS.
    {"OP_ALL", static_cast<std::int64_t>(SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS)},
    OPTION(OP_CIPHER_SERVER_PREFERENCE), OPTION(OP_ENABLE_KTLS), OPTION(OP_ENABLE_MIDDLEBOX_COMPAT), OPTION(OP_IGNORE_UNEXPECTED_EOF),
    OPTION(OP_LEGACY_SERVER_CONNECT), OPTION(OP_NO_COMPRESSION), OPTION(OP_NO_RENEGOTIATION), OPTION(OP_NO_SSLv2), OPTION(OP_NO_SSLv3),
    OPTION(OP_NO_TICKET), OPTION(OP_NO_TLSv1), OPTION(OP_NO_TLSv1_1), OPTION(OP_NO_TLSv1_2), OPTION(OP_NO_TLSv1_3), OPTION(OP_SINGLE_DH_USE),
    OPTION(OP_SINGLE_ECDH_USE),
    ALERT(CLOSE_NOTIFY, CLOSE_NOTIFY), ALERT(UNEXPECTED_MESSAGE, UNEXPECTED_MESSAGE), ALERT(BAD_RECORD_MAC, BAD_RECORD_MAC),
    ALERT(RECORD_OVERFLOW, RECORD_OVERFLOW), ALERT(DECOMPRESSION_FAILURE, DECOMPRESSION_FAILURE), ALERT(HANDSHAKE_FAILURE, HANDSHAKE_FAILURE),
    ALERT(BAD_CERTIFICATE, BAD_CERTIFICATE), ALERT(UNSUPPORTED_CERTIFICATE, UNSUPPORTED_CERTIFICATE), ALERT(CERTIFICATE_REVOKED, CERTIFICATE_REVOKED),
    ALERT(CERTIFICATE_EXPIRED, CERTIFICATE_EXPIRED), ALERT(CERTIFICATE_UNKNOWN, CERTIFICATE_UNKNOWN), ALERT(ILLEGAL_PARAMETER, ILLEGAL_PARAMETER),
    ALERT(UNKNOWN_CA, UNKNOWN_CA), ALERT(ACCESS_DENIED, ACCESS_DENIED), ALERT(DECODE_ERROR, DECODE_ERROR), ALERT(DECRYPT_ERROR, DECRYPT_ERROR),
    ALERT(PROTOCOL_VERSION, PROTOCOL_VERSION), ALERT(INSUFFICIENT_SECURITY, INSUFFICIENT_SECURITY), ALERT(INTERNAL_ERROR, INTERNAL_ERROR),
    ALERT(USER_CANCELLED, USER_CANCELLED), ALERT(NO_RENEGOTIATION, NO_RENEGOTIATION), ALERT(UNSUPPORTED_EXTENSION, UNSUPPORTED_EXTENSION),
    ALERT(CERTIFICATE_UNOBTAINABLE, CERTIFICATE_UNOBTAINABLE), ALERT(UNRECOGNIZED_NAME, UNRECOGNIZED_NAME),
    ALERT(BAD_CERTIFICATE_STATUS_RESPONSE, BAD_CERTIFICATE_STATUS_RESPONSE), ALERT(BAD_CERTIFICATE_HASH_VALUE, BAD_CERTIFICATE_HASH_VALUE),
    ALERT(UNKNOWN_PSK_IDENTITY, UNKNOWN_PSK_IDENTITY),
};
#undef ALERT
#undef OPTION
#undef VERIFY
#undef HOST
#undef ERROR

/// What this OpenSSL was built with.
#ifdef OPENSSL_NO_SSL3
constexpr bool kHasSslv3 = false;
#else
constexpr bool kHasSslv3 = true;
#endif
#ifdef OPENSSL_NO_TLS1
constexpr bool kHasTlsv1 = false;
#else
constexpr bool kHasTlsv1 = true;
#endif
#ifdef OPENSSL_NO_TLS1_1
constexpr bool kHasTlsv1_1 = false;
#else
constexpr bool kHasTlsv1_1 = true;
#endif
#ifdef OPENSSL_NO_TLS1_2
constexpr bool kHasTlsv1_2 = false;
#else
constexpr bool kHasTlsv1_2 = true;
#endif
#ifdef OPENSSL_NO_TLS1_3
constexpr bool kHasTlsv1_3 = false;
#else
constexpr bool kHasTlsv1_3 = true;
#endif
#ifdef OPENSSL_NO_PSK
constexpr bool kHasPsk = false;
#else
constexpr bool kHasPsk = true;
#endif
struct Ability {
    const char* name;
    bool has;
};
constexpr Ability kAbilities[] = {
    {"HAS_SNI", true},          {"HAS_TLS_UNIQUE", true},  {"HAS_ECDH", true},           {"HAS_NPN", false},         {"HAS_ALPN", true},
    {"HAS_SSLv2", false},       {"HAS_SSLv3", kHasSslv3},  {"HAS_TLSv1", kHasTlsv1},     {"HAS_TLSv1_1", kHasTlsv1_1}, {"HAS_TLSv1_2", kHasTlsv1_2},
    {"HAS_TLSv1_3", kHasTlsv1_3}, {"HAS_PSK", kHasPsk},
};

// ---- functions

Result<Value> random_bytes(Runtime& rt, Args args) {
    int count = TRY(args.small_integer(0));
    if (count < 0) return rt.raise(ValueError, "num must be positive");
    TRY(rt.charge(count / 16));
    Ref<Bytes> made = TRY(new_bytes_uninitialized(rt, static_cast<std::size_t>(count)));
    ERR_clear_error();
    if (RAND_bytes(reinterpret_cast<unsigned char*>(made->data), count) != 1) return raise_ssl(rt, kElsewhere);
    return made;
}

Result<Value> random_add(Runtime& rt, Args args) {
    double entropy = TRY(args.real(1));
    auto add = [&](std::string_view bytes) {
        do {
            std::size_t count = std::min<std::size_t>(bytes.size(), INT_MAX);
            RAND_add(bytes.data(), static_cast<int>(count), entropy);
            bytes.remove_prefix(count);
        } while (!bytes.empty());
    };
    if (Str* text = as_str(args[0])) {
        add(text->text());
    } else {
        BufferGuard bytes(rt, args[0]);
        if (bytes.raised()) return Raised{};
        add(bytes.text());
    }
    return View::none();
}

Result<Value> get_default_verify_paths(Runtime& rt, Args) {
    Ref<Tuple> made = TRY(new_tuple(rt, 4));
    std::size_t n = 0;
    for (const char* each : {X509_get_default_cert_file_env(), X509_get_default_cert_file(), X509_get_default_cert_dir_env(), X509_get_default_cert_dir()})
        made->items[n++] = TRY(text_from_system(rt, each));
    return made;
}

Result<Value> object_by_text(Runtime& rt, Args args) {
    std::string text(TRY(args.text(0)));
    bool names = TRY(args.truth(1));
    ERR_clear_error();
    std::unique_ptr<ASN1_OBJECT, FreeWith<ASN1_OBJECT_free>> object(OBJ_txt2obj(text.c_str(), !names));
    if (!object) {
        ERR_clear_error();
        return rt.raise(ValueError, "unknown object '%.100s'", text.c_str());
    }
    return asn1_object_value(rt, object.get());
}

Result<Value> object_by_number(Runtime& rt, Args args) {
    int number = TRY(args.small_integer(0));
    if (number < NID_undef) return rt.raise(ValueError, "NID must be positive.");
    const ASN1_OBJECT* object = OBJ_nid2obj(number);
    if (!object) {
        ERR_clear_error();
        return rt.raise(ValueError, "unknown NID %d", number);
    }
    return asn1_object_value(rt, object);
}

constexpr FunctionDef functions[] = {
    {"RAND_add(string, entropy, /)", random_add, "Mix string into the OpenSSL PRNG state."},
    {"RAND_bytes(n, /)", random_bytes, "Generate n cryptographically strong pseudo-random bytes."},
    {"RAND_status()", [](Runtime&, Args) -> Result<Value> { return View::boolean(RAND_status() == 1); }, "Whether the generator has been seeded."},
    {"get_default_verify_paths()", get_default_verify_paths, "Where OpenSSL looks for authorities: (variable, file, variable, folder)."},
    {"txt2obj(txt, name=False)", object_by_text, "Number, short name, long name and OID of an ASN.1 object, by its OID or, if `name`, by a name."},
    {"nid2obj(nid, /)", object_by_number, "The same by its number."},
    {"_test_decode_cert(path, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(require(rt, Capability::files));
         PathArgument path = TRY(path_argument(rt, args[0], "_test_decode_cert"));
         return decode_certificate_file(rt, path.path.c_str());
     },
     "What a certificate file says."},
};

Result<Value> version_tuple(Runtime& rt) {
    unsigned long version = OpenSSL_version_num();
    Ref<Tuple> made = TRY(new_tuple(rt, 5));
    // One hexadecimal digit each but for three fields of two.
    static constexpr int kShifts[] = {28, 20, 12, 4, 0}, kMasks[] = {0xf, 0xff, 0xff, 0xff, 0xf};
    for (std::size_t n = 0; n < 5; ++n) made->items[n] = View::small_int((version >> kShifts[n]) & static_cast<unsigned>(kMasks[n]));
    return made;
}

Result<void> init(Runtime& rt, Module* module) {
    auto set = [&](const char* name, Result<Value> value) -> Result<void> {
        Value held = TRY(std::move(value));
        return dict_set(rt, module->dict.get(), TRY(intern(rt, name)).get(), held);
    };
    TRY(add_numbers(rt, module, kNumbers));
    for (const Ability& each : kAbilities) TRY(set(each.name, View::boolean(each.has)));
    for (int n = 0; n < kSslErrors; ++n) {
        Type* type = TRY(ssl_error_type(rt, static_cast<SslError>(n)));
        TRY(set(type->qualified_name->data(), Value(View(type))));
    }
    TRY(set("_DEFAULT_CIPHERS", rt.str(kSslDefaultCiphers)));
    TRY(set("OPENSSL_VERSION", rt.str(OpenSSL_version(OPENSSL_VERSION))));
    TRY(set("OPENSSL_VERSION_NUMBER", rt.integer_unsigned(OpenSSL_version_num())));
    TRY(set("OPENSSL_VERSION_INFO", version_tuple(rt)));
    return set("_OPENSSL_API_VERSION", version_tuple(rt));
}

constexpr const TypeDef* types[] = {&ssl_context_type, &ssl_connection_type, &memory_bio_type, &ssl_session_type, &ssl_certificate_type};

}  // namespace

extern const ModuleDef ssl_module;
const ModuleDef ssl_module{.name = "_ssl", .doc = "TLS by OpenSSL; use the module ssl.", .functions = functions, .types = types, .init = init};

}  // namespace ouro
