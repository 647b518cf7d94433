// SPDX-License-Identifier: MIT
// _ssl: what a context shows to its peers and whom it trusts: certificates, keys, parameters, the store of authorities.
#define OPENSSL_SUPPRESS_DEPRECATED  // Diffie-Hellman parameters of the old kind, whose errors are CPython's
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <climits>

#include "runtime/blocking.h"
#include "runtime/native/capability.h"
#include "runtime/objects/buffer.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

SslContext* self_of(Args args) { return args.self<SslContext>(); }

/// "certfile should be a valid filesystem path"
Result<std::string> file_argument(Runtime& rt, View value, const char* name) {
    Result<PathArgument> path = path_argument(rt, value, name);
    if (!path.raised()) return path.take().path;
    if (!rt.swallow(TypeError)) return Raised{};
    return rt.raise(TypeError, "%s should be a valid filesystem path", name);
}

/// Charges the certificates that the context holds by now.
Result<void> account(Runtime& rt, SslContext* context) {
    STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(context->handle));
    std::size_t bytes = kBytesOfContext + static_cast<std::size_t>(sk_X509_OBJECT_num(objects)) * kBytesOfCertificate;
    if (bytes <= context->charged) return {};
    if (!rt.limits.charge(bytes - context->charged)) return rt.raise_memory_error();
    context->charged = bytes;
    return {};
}

// ---- certificate and key

/// What OpenSSL asks for a password.
struct Password {
    Runtime& rt;
    View given;              // None, text, bytes, or what is called for it
    bool failed = false;     // an exception is pending

    Result<std::string> text(View value, const char* otherwise) {
        if (Str* text = as_str(value)) return std::string(text->text());
        if (is_kind(value, Kind::bytes) || is_kind(value, Kind::bytearray)) {
            BufferGuard bytes(rt, value);
            if (bytes.raised()) return Raised{};
            return std::string(bytes.text());
        }
        return rt.raise(TypeError, "%s", otherwise);
    }
    Result<std::string> get() {
        if (!is_callable(rt, given)) return text(given, "password should be a string or callable");
        Value answer = TRY(call(rt, given));
        return text(answer, "password callback must return a string");
    }
};

int on_password(char* out, int size, int, void* data) {
    auto* password = static_cast<Password*>(data);
    if (password->failed) return -1;
    Result<std::string> text = password->get();
    if (!text.raised() && text.value().size() > static_cast<std::size_t>(size))
        text = password->rt.raise(ValueError, "password cannot be longer than %d bytes", size);
    if (text.raised()) {
        password->failed = true;
        return -1;
    }
    std::memcpy(out, text.value().data(), text.value().size());
    int count = static_cast<int>(text.value().size());
    OPENSSL_cleanse(text.value().data(), text.value().size());
    return count;
}

int refuse_password(char*, int, int, void*) { return -1; }

/// OpenSSL's own prompt, at the terminal: other threads run while somebody types.
int prompt_for_password(char* out, int size, int, void* data) {
    return unlocked(static_cast<Password*>(data)->rt, [&] { return PEM_def_callback(out, size, 0, nullptr); });
}

/// While it lives the context asks here for passwords, and is not asked to load something else.
class Asking {
public:
    Asking(SslContext* context, Password& password) : context_(context) {
        context->loading = true;
        auto* asked = !password.given.is_none() ? on_password : granted(password.rt, Capability::standard_input) ? prompt_for_password : refuse_password;
        SSL_CTX_set_default_passwd_cb(context->handle, asked);
        SSL_CTX_set_default_passwd_cb_userdata(context->handle, &password);
    }
    ~Asking() {
        SSL_CTX_set_default_passwd_cb(context_->handle, nullptr);
        SSL_CTX_set_default_passwd_cb_userdata(context_->handle, nullptr);
        context_->loading = false;
    }
    Asking(const Asking&) = delete;

private:
    SslContext* context_;
};

}  // namespace

Result<PathArgument> ssl_path_argument(Runtime& rt, View value) {
    Result<PathArgument> path = path_argument(rt, value, "path");
    if (!path.raised() || !rt.swallow(TypeError)) return path;
    return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, value));
}

Result<Value> load_cert_chain(Runtime& rt, Args args) {
    TRY(require(rt, Capability::files));
    Ref<SslContext> self(self_of(args));
    std::string certificate = TRY(file_argument(rt, args[1], "certfile"));
    std::string key = args[2].is_none() ? certificate : TRY(file_argument(rt, args[2], "keyfile"));
    Password password{rt, args[3]};
    if (!args[3].is_none() && !is_callable(rt, args[3])) TRY(password.get());
    if (self->loading) return rt.raise(RuntimeError, "the context is loading a certificate");
    Asking asking(self.get(), password);
    ERR_clear_error();
    auto step = [&](auto&& call, SslPlace place) -> Result<void> {
        errno = 0;
        int result = call();
        int error = errno;
        if (password.failed || rt.stopping()) {
            ERR_clear_error();
            return Raised{};
        }
        if (result == 1) return {};
        return raise_ssl_file(rt, error, place);
    };
    TRY(step([&] { return SSL_CTX_use_certificate_chain_file(self->handle, certificate.c_str()); }, kAtCertificate));
    TRY(step([&] { return SSL_CTX_use_PrivateKey_file(self->handle, key.c_str(), SSL_FILETYPE_PEM); }, kAtKey));
    if (SSL_CTX_check_private_key(self->handle) != 1) return raise_ssl(rt, kElsewhere);
    return View::none();
}

// ---- authorities

namespace {

Result<void> add_certificates(Runtime& rt, SslContext* self, std::string_view data, bool pem) {
    if (data.empty()) return rt.raise(ValueError, "Empty certificate data");
    if (data.size() > INT_MAX) return rt.raise(OverflowError, "Certificate data is too long.");
    ERR_clear_error();
    OwnedBio bio(BIO_new_mem_buf(data.data(), static_cast<int>(data.size())));
    if (!bio) return rt.raise_memory_error();
    X509_STORE* store = SSL_CTX_get_cert_store(self->handle);
    auto failed_by = [](int library, int reason) {
        unsigned long error = ERR_peek_last_error();
        return ERR_GET_LIB(error) == library && ERR_GET_REASON(error) == reason;
    };
    int loaded = 0;
    for (;; ++loaded) {
        TRY(rt.charge(100));
        if (!pem && BIO_eof(bio.get())) break;
        OwnedX509 certificate(pem ? PEM_read_bio_X509(bio.get(), nullptr, refuse_password, nullptr) : d2i_X509_bio(bio.get(), nullptr));
        if (!certificate) break;
        if (!X509_STORE_add_cert(store, certificate.get())) {
            if (!failed_by(ERR_LIB_X509, X509_R_CERT_ALREADY_IN_HASH_TABLE)) break;
            ERR_clear_error();
        }
        TRY(account(rt, self));
    }
    if (!loaded) return raise_ssl(rt, pem ? "no start line: cadata does not contain a certificate" : "not enough data: cadata does not contain a certificate", kAtNoCertificates);
    // The end of the text is found by looking for one more.
    if (ERR_peek_last_error() && !(pem && failed_by(ERR_LIB_PEM, PEM_R_NO_START_LINE))) return raise_ssl(rt, kAtAddCertificates);
    ERR_clear_error();
    return {};
}

Result<void> add_given(Runtime& rt, SslContext* self, View data) {
    if (Str* text = as_str(data); text && text->ascii()) return add_certificates(rt, self, text->text(), true);
    if (is_kind(data, Kind::str) || !rt.type_of(data)->slots.get_buffer) return rt.raise(TypeError, "cadata should be an ASCII string or a bytes-like object");
    BufferGuard bytes(rt, data);
    if (bytes.raised()) return Raised{};
    return add_certificates(rt, self, bytes.text(), false);
}

}  // namespace

Result<Value> load_verify_locations(Runtime& rt, Args args) {
    Ref<SslContext> self(self_of(args));
    if (args[1].is_none() && args[2].is_none() && args[3].is_none()) return rt.raise(TypeError, "cafile, capath and cadata cannot be all omitted");
    std::string file, folder;
    if (!args[1].is_none()) file = TRY(file_argument(rt, args[1], "cafile"));
    if (!args[2].is_none()) folder = TRY(file_argument(rt, args[2], "capath"));
    if (!args[3].is_none()) TRY(add_given(rt, self.get(), args[3]));
    if (!args[1].is_none() || !args[2].is_none()) {
        TRY(require(rt, Capability::files));
        ERR_clear_error();
        errno = 0;
        int done = SSL_CTX_load_verify_locations(self->handle, args[1].is_none() ? nullptr : file.c_str(), args[2].is_none() ? nullptr : folder.c_str());
        if (done != 1) return raise_ssl_file(rt, errno, kAtVerifyLocations);
        TRY(account(rt, self.get()));
    }
    return View::none();
}

Result<Value> set_default_verify_paths(Runtime& rt, Args args) {
    TRY(require(rt, Capability::files));
    ERR_clear_error();
    if (!SSL_CTX_set_default_verify_paths(self_of(args)->handle)) return raise_ssl(rt, kElsewhere);
    TRY(account(rt, self_of(args)));
    return View::none();
}

Result<Value> cert_store_stats(Runtime& rt, Args args) {
    STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self_of(args)->handle));
    int certificates = 0, lists = 0, authorities = 0;
    for (int n = 0; n < sk_X509_OBJECT_num(objects); ++n) {
        TRY(rt.charge(1));
        const X509_OBJECT* each = sk_X509_OBJECT_value(objects, n);
        X509_LOOKUP_TYPE type = X509_OBJECT_get_type(each);
        lists += type == X509_LU_CRL;
        if (type != X509_LU_X509) continue;
        ++certificates;
        authorities += X509_check_ca(X509_OBJECT_get0_X509(each)) != 0;
    }
    Ref<Dict> made = TRY(new_dict(rt));
    for (auto [name, count] : {std::pair("x509", certificates), std::pair("crl", lists), std::pair("x509_ca", authorities)})
        TRY(dict_set(rt, made.get(), TRY(intern(rt, name)).get(), View::small_int(count)));
    return made;
}

Result<Value> get_ca_certs(Runtime& rt, Args args) {
    bool der = TRY(args.truth(1));
    // What is shown may run script code, which may load more.
    std::vector<OwnedX509> authorities;
    STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self_of(args)->handle));
    for (int n = 0; n < sk_X509_OBJECT_num(objects); ++n) {
        const X509_OBJECT* each = sk_X509_OBJECT_value(objects, n);
        if (X509_OBJECT_get_type(each) != X509_LU_X509) continue;
        X509* certificate = X509_OBJECT_get0_X509(each);
        if (!X509_check_ca(certificate)) continue;
        X509_up_ref(certificate);
        authorities.emplace_back(certificate);
    }
    Ref<List> list = TRY(new_list(rt));
    for (const OwnedX509& each : authorities) {
        TRY(rt.charge(10));
        TRY(list_append(rt, list.get(), TRY(der ? certificate_der(rt, each.get()) : decode_certificate(rt, each.get()))));
    }
    return list;
}

// ---- parameters

Result<Value> load_dh_params(Runtime& rt, Args args) {
    TRY(require(rt, Capability::files));
    PathArgument path = TRY(ssl_path_argument(rt, args[1]));
    ERR_clear_error();
    errno = 0;
    OwnedBio file(BIO_new_file(path.path.c_str(), "r"));
    if (!file) {
        int error = errno;
        ERR_clear_error();
        return raise_os_error_with(rt, error, path.object);
    }
    errno = 0;
    std::unique_ptr<DH, FreeWith<DH_free>> parameters(PEM_read_bio_DHparams(file.get(), nullptr, nullptr, nullptr));
    if (!parameters) {
        int error = errno;
        if (!error) return raise_ssl(rt, kAtDhParameters);
        ERR_clear_error();
        return raise_os_error_with(rt, error, path.object);
    }
    if (!SSL_CTX_set_tmp_dh(self_of(args)->handle, parameters.get())) return raise_ssl(rt, kAtDhParameters);
    return View::none();
}

Result<Value> set_ecdh_curve(Runtime& rt, Args args) {
    PathArgument name = TRY(ssl_path_argument(rt, args[1]));
    int curve = OBJ_sn2nid(name.path.c_str());
    if (curve == NID_undef) {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        return rt.raise_value(ValueError, TRY(rt.str("unknown elliptic curve name " + std::string(shown->text()))));
    }
    ERR_clear_error();
    if (!SSL_CTX_set1_groups(self_of(args)->handle, &curve, 1)) return raise_ssl(rt, kAtCurve);
    return View::none();
}

}  // namespace ouro
