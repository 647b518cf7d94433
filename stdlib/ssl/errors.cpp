// SPDX-License-Identifier: MIT
// _ssl: the exceptions, and how OpenSSL's errors become them.
#include <openssl/x509v3.h>

#include <cctype>

#include "runtime/objects/codec.h"
#include "runtime/objects/descriptor.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

struct ErrorClass {
    const char *name, *doc;
    ExceptionType second_base;  // besides SSLError; OSError: none
};
constexpr ErrorClass kClasses[kSslErrors] = {
    {"SSLError", "An error occurred in the SSL implementation.", OSError},
    {"SSLZeroReturnError", "SSL/TLS session closed cleanly.", OSError},
    {"SSLWantReadError", "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed.", OSError},
    {"SSLWantWriteError", "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed.", OSError},
    {"SSLSyscallError", "System error when attempting SSL operation.", OSError},
    {"SSLEOFError", "SSL/TLS connection terminated abruptly.", OSError},
    {"SSLCertVerificationError", "A certificate could not be verified.", ValueError},
};
const char kKeys[kSslErrors] = {};  // addresses, for Runtime::library

/// The text by which it was raised; what OSError would say repeats the number.
Result<Value> error_str(Runtime& rt, View self) {
    auto* error = self.as<Exception>();
    static constexpr int kStrerror = 1;
    if (as_str(error->fields[kStrerror])) return error->fields[kStrerror];
    return TRY(to_str(rt, View(error->arguments)));
}

/// The parts of OpenSSL by name.
const char* library_name(int library) {
    switch (library) {
#define LIBRARY(name) \
    case ERR_LIB_##name: return #name;
        LIBRARY(ASN1) LIBRARY(ASYNC) LIBRARY(BIO) LIBRARY(BN) LIBRARY(BUF) LIBRARY(CMP) LIBRARY(CMS) LIBRARY(COMP) LIBRARY(CONF) LIBRARY(CRMF)
        LIBRARY(CRYPTO) LIBRARY(CT) LIBRARY(DH) LIBRARY(DSA) LIBRARY(DSO) LIBRARY(EC) LIBRARY(ECDH) LIBRARY(ECDSA) LIBRARY(ENGINE) LIBRARY(ESS)
        LIBRARY(EVP) LIBRARY(FIPS) LIBRARY(HMAC) LIBRARY(HTTP) LIBRARY(OBJ) LIBRARY(OCSP) LIBRARY(OSSL_DECODER) LIBRARY(OSSL_ENCODER)
        LIBRARY(OSSL_STORE) LIBRARY(PEM) LIBRARY(PKCS12) LIBRARY(PKCS7) LIBRARY(PROP) LIBRARY(PROV) LIBRARY(RAND) LIBRARY(RSA) LIBRARY(SM2)
        LIBRARY(SSL) LIBRARY(SYS) LIBRARY(TS) LIBRARY(UI) LIBRARY(USER) LIBRARY(X509) LIBRARY(X509V3)
#undef LIBRARY
        default: return nullptr;
    }
}

/// CERTIFICATE_VERIFY_FAILED; empty for what several parts have in common.
std::string reason_name(unsigned long error) {
    const char* text = ERR_reason_error_string(error);
    if (!text || ERR_SYSTEM_ERROR(error) || (ERR_GET_REASON(error) & ERR_RFLAG_COMMON)) return {};
    std::string name;
    for (const char* c = text; *c; ++c) name += std::isalnum(static_cast<unsigned char>(*c)) ? static_cast<char>(std::toupper(static_cast<unsigned char>(*c))) : '_';
    return name;
}

std::string verify_text(Runtime& rt, SslConnection* connection, long code) {
    if (code != X509_V_ERR_HOSTNAME_MISMATCH && code != X509_V_ERR_IP_ADDRESS_MISMATCH) return X509_verify_cert_error_string(code);
    Result<Ref<Str>> host = to_str(rt, connection->server_hostname);
    if (host.raised()) return {};
    return std::string(code == X509_V_ERR_HOSTNAME_MISMATCH ? "Hostname" : "IP address") + " mismatch, certificate is not valid for '" +
           std::string(host.value()->text()) + "'.";
}

struct Attribute {
    const char* name;
    Value value;
};

/// Raises type(number, "[library: reason] text: verification (_ssl.c:place)"). `connection`: whose certificate was refused.
Raised raise_filled(Runtime& rt, SslError which, long number, const char* text, unsigned long error, SslPlace place, SslConnection* connection = nullptr) {
    std::string reason = error ? reason_name(error) : "";
    const char* library = error ? library_name(ERR_GET_LIB(error)) : nullptr;
    if (!text && error) text = ERR_reason_error_string(error);
    if (!text) text = "unknown error";
    std::string message, verification;
    long verify_code = 0;
    if (connection) {
        verify_code = SSL_get_verify_result(connection->handle);
        verification = verify_text(rt, connection, verify_code);
        if (rt.stopping() || !rt.pending.is_unbound()) return Raised{};
    }
    if (library) message = std::string("[") + library + (reason.empty() ? "" : ": " + reason) + "] ";
    message += text;
    if (!verification.empty()) message += ": " + verification;
    if (place != kElsewhere) message += " (_ssl.c:" + std::to_string(place) + ")";
    ERR_clear_error();

    auto text_or_none = [&](const std::string& value) -> Result<Value> { return value.empty() ? Result<Value>(View::none()) : rt.str(value); };
    Value shown = TRY(rt.str(message)), first = TRY(rt.integer(number));
    Value made = TRY(call(rt, View(TRY(ssl_error_type(rt, which))), {first, shown}));
    Attribute attributes[] = {{"reason", TRY(text_or_none(reason))},
                              {"library", TRY(text_or_none(library ? library : ""))},
                              {"verify_code", TRY(rt.integer(verify_code))},
                              {"verify_message", TRY(text_or_none(verification))}};
    for (const Attribute& each : std::span(attributes, connection ? 4 : 2)) TRY(set_attribute(rt, made, TRY(intern(rt, each.name)).get(), each.value));
    return rt.raise_object(std::move(made));
}

}  // namespace

Raised with_callback_error(Runtime& rt, SslConnection* connection) {
    Value error = std::exchange(connection->callback_error, Value());
    if (!error.is_unbound() && !rt.stopping()) set_context(rt.pending.as<Exception>(), error);
    return Raised{};
}

Result<Type*> ssl_error_type(Runtime& rt, SslError which) {
    if (auto known = rt.library.find(&kKeys[which]); known != rt.library.end()) return known->second.as<Type>();
    const ErrorClass& row = kClasses[which];
    Type* base = which == kSslError ? rt.exceptions[OSError] : TRY(ssl_error_type(rt, kSslError));
    auto def = std::make_shared<TypeDef>();
    def->name = row.name;
    def->module = "ssl";
    def->doc = row.doc;
    def->kind = Kind::exception;
    def->size = base->basic_size;
    def->flags = Type::base_type | Type::has_dict | Type::container | Type::exception_type;
    if (which == kSslError) def->slots.str = error_str;
    Ref<Type> made = TRY(make_builtin_type(rt, *def, base, row.second_base == OSError ? nullptr : rt.exceptions[row.second_base]));
    rt.exception_defs.push_back(std::move(def));
    Type* type = made.get();
    rt.library[&kKeys[which]] = Value(std::move(made));
    return type;
}

bool pending_is(Runtime& rt, SslError which) {
    if (rt.stopping() || rt.pending.is_unbound()) return false;
    auto known = rt.library.find(&kKeys[which]);
    return known != rt.library.end() && is_subtype(rt.type_of(rt.pending), known->second.as<Type>());
}

Raised raise_ssl(Runtime& rt, SslConnection* connection, int code, int system_error, SslPlace place) {
    unsigned long error = ERR_peek_last_error();
    auto is = [&](int library, int reason) { return ERR_GET_LIB(error) == library && ERR_GET_REASON(error) == reason; };
    auto raised = [&](SslError which, long number, const char* text, bool certificate = false) {
        (void)raise_filled(rt, which, number, text, error, place, certificate ? connection : nullptr);
        return with_callback_error(rt, connection);
    };
    for (Value* memory : {&connection->incoming, &connection->outgoing})
        if (!memory->is_unbound() && std::exchange(memory->as<MemoryBio>()->out_of_memory, false)) {
            ERR_clear_error();
            return rt.raise_memory_error();
        }
    constexpr long kEofNumber = 8, kInvalidNumber = 10;  // SSL_ERROR_EOF and SSL_ERROR_INVALID_ERROR_CODE of the module ssl
    switch (code) {
        case SSL_ERROR_ZERO_RETURN: return raised(kSslZeroReturn, code, "TLS/SSL connection has been closed (EOF)");
        case SSL_ERROR_WANT_READ: return raised(kSslWantRead, code, "The operation did not complete (read)");
        case SSL_ERROR_WANT_WRITE: return raised(kSslWantWrite, code, "The operation did not complete (write)");
        case SSL_ERROR_WANT_X509_LOOKUP: return raised(kSslError, code, "The operation did not complete (X509 lookup)");
        case SSL_ERROR_WANT_CONNECT: return raised(kSslError, code, "The operation did not complete (connect)");
        case SSL_ERROR_SYSCALL:
            if (!error && !system_error) return raised(kSslEof, kEofNumber, "EOF occurred in violation of protocol");
            break;
        case SSL_ERROR_SSL: break;
        default: return raised(kSslError, kInvalidNumber, "Invalid error code");
    }
    if (error && ERR_GET_LIB(error) == ERR_LIB_SYS) system_error = ERR_GET_REASON(error);
    else if (error || code == SSL_ERROR_SSL) system_error = 0;
    if (system_error) {
        ERR_clear_error();
        (void)raise_os_error(rt, system_error);
        return with_callback_error(rt, connection);
    }
    if (is(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED)) return raised(kSslCertVerification, code, nullptr, true);
    if (is(ERR_LIB_SSL, SSL_R_UNEXPECTED_EOF_WHILE_READING)) return raised(kSslEof, kEofNumber, "EOF occurred in violation of protocol");
    return raised(kSslError, code, error ? nullptr : "A failure in the SSL library occurred");
}

Raised raise_ssl(Runtime& rt, SslPlace place) {
    unsigned long error = ERR_peek_last_error();
    return raise_filled(rt, kSslError, ERR_GET_REASON(error), nullptr, error, place);
}

Raised raise_ssl(Runtime& rt, const char* text, SslPlace place) {
    ERR_clear_error();
    return raise_filled(rt, kSslError, 0, text, 0, place);
}

Raised raise_ssl_text(Runtime& rt, const char* text) {
    ERR_clear_error();
    Value message = TRY(rt.str(text));
    return rt.raise_object(TRY(call(rt, View(TRY(ssl_error_type(rt, kSslError))), {message})));
}

Raised raise_ssl_file(Runtime& rt, int system_error, SslPlace place) {
    if (!system_error) return raise_ssl(rt, place);
    ERR_clear_error();
    return raise_os_error(rt, system_error);
}

}  // namespace ouro
