// SPDX-License-Identifier: MIT
// What the files of the module `_ssl` share, and what asyncio's TLS transports need of it: contexts, connections, and the bytes between
// OpenSSL and whoever carries them.
//
// No call of OpenSSL blocks: its BIOs are ours (bio.cpp), over memory or over a socket that is only asked for what is there, and whoever
// has to wait does so without the VM's lock. So OpenSSL works while the lock is held, and no two threads are in one connection, except
// where a callback runs script code; `busy` refuses that.
#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/socket/socket.h"
#include "stdlib/system_text.h"

namespace ouro {

// ---- bytes in memory (bio.cpp)

/// Bytes that were put in and not taken yet; its memory is charged.
class ByteQueue {
public:
    std::size_t size() const { return end_ - begin_; }
    const char* data() const { return memory_ + begin_; }
    /// Room for so many bytes behind the last, to be filled before added(); null without memory.
    char* room(Runtime& rt, std::size_t bytes);
    void added(std::size_t bytes) { end_ += bytes; }
    void take(Runtime& rt, std::size_t bytes);
    void clear(Runtime& rt);

private:
    char* memory_ = nullptr;
    std::size_t begin_ = 0, end_ = 0, capacity_ = 0;
};

/// _ssl.MemoryBIO
struct MemoryBio : Object {
    ByteQueue bytes;
    bool eof;            // write_eof() was called
    bool out_of_memory;  // OpenSSL has written something that found no room
};
extern const TypeDef memory_bio_type;
Result<Ref<MemoryBio>> new_memory_bio(Runtime& rt);
/// A BIO that reads from, or writes to, an object that outlives it.
BIO* bio_over(Runtime& rt, MemoryBio* memory);
/// A BIO over the descriptor that `*descriptor` is at the time.
BIO* bio_over(int* descriptor);

/// What OpenSSL takes for an object is not seen by the allocator: estimates that are charged for each.
constexpr std::size_t kBytesOfContext = 24 * 1024, kBytesOfConnection = 20 * 1024, kBytesOfCertificate = 4 * 1024;

// ---- objects

/// _ssl._SSLContext; ssl.SSLContext derives from it.
struct SslContext : Object {
    SSL_CTX* handle;
    Value sni_callback, message_callback, keylog_filename, psk_client_callback, psk_server_callback;
    std::string* alpn_protocols;  // each after its length
    std::FILE* keylog;
    std::size_t charged;
    int protocol;
    unsigned host_flags;
    bool check_hostname, post_handshake_auth;
    bool loading;  // a certificate chain, for which a password may be asked

    void each_field(auto&& visit) {
        for (Value* field : {&sni_callback, &message_callback, &keylog_filename, &psk_client_callback, &psk_server_callback}) visit(*field);
    }
};

/// _ssl._SSLSocket: one side of a connection.
struct SslConnection : Object {
    SSL* handle;
    Value context, socket, owner;  // socket, owner: weak references; Unbound where there is none
    Value first_context;           // OpenSSL goes on to use it when another one has taken its place
    Value server_hostname;
    Value incoming, outgoing;      // of a connection over memory
    Value callback_error;          // what a callback has raised while OpenSSL worked
    int descriptor;                // the socket's, for the BIO
    bool server_side, busy, seen_zero;

    void each_field(auto&& visit) {
        for (Value* field : {&context, &socket, &owner, &first_context, &server_hostname, &incoming, &outgoing, &callback_error}) visit(*field);
    }
};

extern const TypeDef ssl_context_type, ssl_connection_type, ssl_session_type, ssl_certificate_type;
/// The ciphers of a new context.
constexpr const char* kSslDefaultCiphers = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";
SslContext* as_ssl_context(View value);
inline SslContext* context_of(SslConnection* connection) { return connection->context.as<SslContext>(); }
/// The connection that OpenSSL works for.
inline SslConnection* connection_of(const SSL* handle) { return static_cast<SslConnection*>(SSL_get_app_data(handle)); }
/// What a weak reference leads to, else None.
View referent(View weak);

// ---- errors (errors.cpp)

enum SslError { kSslError, kSslZeroReturn, kSslWantRead, kSslWantWrite, kSslSyscall, kSslEof, kSslCertVerification, kSslErrors };
/// ssl.SSLError and those that derive from it.
Result<Type*> ssl_error_type(Runtime& rt, SslError which);
bool pending_is(Runtime& rt, SslError which);

/// Where in CPython 3.13's _ssl.c the same error is raised, which is a part of its message. Elsewhere: not known, and left out.
enum SslPlace : int {
    kElsewhere = 0, kAtServerNew = 812, kAtClientNew = 819, kAtHandshakeGone = 961, kAtHandshake = 1020, kAtWriteGone = 2355, kAtWrite = 2427,
    kAtReadGone = 2498, kAtRead = 2580, kAtShutdownGone = 2626, kAtShutdown = 2706, kAtPostHandshake = 2781, kAtCertificate = 3916, kAtKey = 3937,
    kAtNoCertificates = 4035, kAtAddCertificates = 4048, kAtVerifyLocations = 4168, kAtDhParameters = 4216, kAtCurve = 4397, kAtPskClient = 4799,
    kAtPskServer = 4909
};
/// What an operation of a connection returned (0 or less) as an exception.
Raised raise_ssl(Runtime& rt, SslConnection* connection, int code, int system_error, SslPlace place);
/// What a callback raised becomes the context of what is pending.
Raised with_callback_error(Runtime& rt, SslConnection* connection);
/// The last error of OpenSSL's queue, which is emptied.
Raised raise_ssl(Runtime& rt, SslPlace place);
/// SSLError(0, "text (_ssl.c:place)").
Raised raise_ssl(Runtime& rt, const char* text, SslPlace place);
/// SSLError("text").
Raised raise_ssl_text(Runtime& rt, const char* text);
/// A failed call that reads files: OSError if the system said why.
Raised raise_ssl_file(Runtime& rt, int system_error, SslPlace place);

// ---- callbacks (callbacks.cpp)

Result<void> set_sni_callback(Runtime& rt, View self, View value);
Result<void> set_message_callback(Runtime& rt, View self, View value);
Result<void> set_keylog_filename(Runtime& rt, View self, View value);
Result<Value> set_alpn_protocols(Runtime& rt, Args args);
Result<Value> set_psk_client_callback(Runtime& rt, Args args);
Result<Value> set_psk_server_callback(Runtime& rt, Args args);
void use_message_callback(SslConnection* connection);

// ---- trust (trust.cpp): certificates and keys of a context

/// "expected str, bytes or os.PathLike object, not int"
Result<PathArgument> ssl_path_argument(Runtime& rt, View value);
Result<Value> load_cert_chain(Runtime& rt, Args args);
Result<Value> load_verify_locations(Runtime& rt, Args args);
Result<Value> load_dh_params(Runtime& rt, Args args);
Result<Value> set_default_verify_paths(Runtime& rt, Args args);
Result<Value> set_ecdh_curve(Runtime& rt, Args args);
Result<Value> cert_store_stats(Runtime& rt, Args args);
Result<Value> get_ca_certs(Runtime& rt, Args args);

// ---- certificates (certificate.cpp)

/// What getpeercert() says of a certificate.
Result<Value> decode_certificate(Runtime& rt, X509* certificate);
Result<Value> certificate_der(Runtime& rt, X509* certificate);
/// A list of _ssl.Certificate, or None; `first` (may be null) comes before the others.
Result<Value> certificate_list(Runtime& rt, X509* first, const STACK_OF(X509) * others);
/// (nid, short name, long name, oid)
Result<Value> asn1_object_value(Runtime& rt, const ASN1_OBJECT* object);
Result<Value> decode_certificate_file(Runtime& rt, const char* path);

// ---- connections (connection.cpp)

/// The protocols of contexts, as the module ssl numbers them.
enum SslProtocol : int { kSslv3 = 1, kTls = 2, kTlsv1, kTlsv1_1, kTlsv1_2, kTlsClient = 16, kTlsServer };
Result<Value> connection_over_socket(Runtime& rt, Args args);
Result<Value> connection_over_memory(Runtime& rt, Args args);
Result<Value> session_of(Runtime& rt, SslConnection* connection);
Result<void> set_session(Runtime& rt, SslConnection* connection, View value);
/// The dict of get_ciphers().
Result<Value> cipher_details(Runtime& rt, const SSL_CIPHER* cipher);

/// Over memory: how many bytes were read, 0 at the end, -1 where more has to come first.
Result<int> ssl_read(Runtime& rt, SslConnection* connection, char* out, std::size_t room);
/// Over memory: whether it could be written, which is all or nothing.
Result<bool> ssl_write(Runtime& rt, SslConnection* connection, std::string_view data);

/// What became of an operation over memory.
struct SslStep {
    int result;        // above 0: done; bytes
    int code;          // SSL_get_error()
    int system_error;  // errno
};
/// One call of OpenSSL, which may call back into script code; raised: a stop, or the connection is in use.
template <typename Call>
Result<SslStep> ssl_step(Runtime& rt, SslConnection* connection, Call&& call);
Result<void> begin_step(Runtime& rt, SslConnection* connection);
Result<void> end_step(Runtime& rt, SslConnection* connection);

template <typename Call>
Result<SslStep> ssl_step(Runtime& rt, SslConnection* connection, Call&& call) {
    TRY(begin_step(rt, connection));
    ERR_clear_error();
    errno = 0;
    SslStep step{};
    step.result = call(connection->handle);
    step.system_error = errno;
    step.code = step.result > 0 ? SSL_ERROR_NONE : SSL_get_error(connection->handle, step.result);
    TRY(end_step(rt, connection));
    return step;
}

/// Certificates, BIOs and the like, freed with the scope.
template <auto free>
struct FreeWith {
    void operator()(auto* what) const { free(what); }
};
using OwnedX509 = std::unique_ptr<X509, FreeWith<X509_free>>;
using OwnedBio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;

}  // namespace ouro
