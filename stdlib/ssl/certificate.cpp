// SPDX-License-Identifier: MIT
// _ssl: certificates as Python has them: the dict of getpeercert(), DER, PEM, the type Certificate, names of ASN.1 objects.
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

struct Certificate : Object {
    X509* handle;
    std::int64_t hash;  // -1: not computed
};

using OwnedNames = std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>>;
using OwnedAccess = std::unique_ptr<AUTHORITY_INFO_ACCESS, FreeWith<AUTHORITY_INFO_ACCESS_free>>;
using OwnedPoints = std::unique_ptr<CRL_DIST_POINTS, FreeWith<CRL_DIST_POINTS_free>>;

Result<Value> utf8(Runtime& rt, const void* data, std::size_t size) {
    std::string_view bytes(static_cast<const char*>(data), size);
    if (valid_utf8_prefix(bytes) == bytes.size()) return rt.str(bytes);
    return decode_bytes(rt, bytes, "utf-8", "strict");
}
Result<Value> utf8(Runtime& rt, const ASN1_STRING* text) { return utf8(rt, ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))); }

/// What was written to a BIO in memory.
std::string_view written(BIO* memory) {
    char* data = nullptr;
    long size = BIO_get_mem_data(memory, &data);
    return {data ? data : "", static_cast<std::size_t>(size > 0 ? size : 0)};
}
Result<OwnedBio> text_bio(Runtime& rt) {
    OwnedBio bio(BIO_new(BIO_s_mem()));
    if (!bio) return rt.raise_memory_error();
    return bio;
}

/// The name of an attribute ("commonName"), or its number with dots; Unbound if there is none.
Result<Value> object_text(Runtime& rt, const ASN1_OBJECT* object, bool number) {
    char small[256];
    int size = OBJ_obj2txt(small, sizeof small, object, number);
    if (size < 0) return raise_ssl(rt, kElsewhere);
    if (size < static_cast<int>(sizeof small)) return !size && number ? Result<Value>(View::none()) : rt.str({small, static_cast<std::size_t>(size)});
    std::string large(static_cast<std::size_t>(size) + 1, '\0');
    OBJ_obj2txt(large.data(), size + 1, object, number);
    large.pop_back();
    return rt.str(large);
}

Result<Value> pair(Runtime& rt, const char* name, Result<Value> value) {
    Value held = TRY(std::move(value));
    Value first = TRY(rt.str(name));
    return TRY(new_tuple(rt, {first, held}));
}

Result<Value> as_tuple_value(Runtime& rt, const Ref<List>& list) { return TRY(tuple_from(rt, View(list.get()))); }

/// ((("countryName", "XY"),), …): attributes that belong together in one tuple.
Result<Value> name_value(Runtime& rt, const X509_NAME* name) {
    Ref<List> groups = TRY(new_list(rt)), group = TRY(new_list(rt));
    int set = -1;
    for (int n = 0; n < X509_NAME_entry_count(name); ++n) {
        TRY(rt.charge(1));
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, n);
        if (n && set != X509_NAME_ENTRY_set(entry)) {
            TRY(list_append(rt, groups.get(), TRY(as_tuple_value(rt, group))));
            group = TRY(new_list(rt));
        }
        set = X509_NAME_ENTRY_set(entry);
        unsigned char* text = nullptr;
        int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
        if (size < 0) return raise_ssl(rt, kElsewhere);
        Result<Value> value = utf8(rt, text, static_cast<std::size_t>(size));
        OPENSSL_free(text);
        Value held = TRY(std::move(value));
        Value key = TRY(object_text(rt, X509_NAME_ENTRY_get_object(entry), false));
        TRY(list_append(rt, group.get(), TRY(new_tuple(rt, {key, held}))));
    }
    if (group->size) TRY(list_append(rt, groups.get(), TRY(as_tuple_value(rt, group))));
    return as_tuple_value(rt, groups);
}

std::string address_text(const ASN1_OCTET_STRING* address) {
    const unsigned char* p = ASN1_STRING_get0_data(address);
    char text[64] = "<invalid>";
    if (ASN1_STRING_length(address) == 4) {
        std::snprintf(text, sizeof text, "%d.%d.%d.%d", p[0], p[1], p[2], p[3]);
    } else if (ASN1_STRING_length(address) == 16) {
        std::snprintf(text, sizeof text, "%X:%X:%X:%X:%X:%X:%X:%X", p[0] << 8 | p[1], p[2] << 8 | p[3], p[4] << 8 | p[5], p[6] << 8 | p[7], p[8] << 8 | p[9],
                      p[10] << 8 | p[11], p[12] << 8 | p[13], p[14] << 8 | p[15]);
    }
    return text;
}

/// A name as OpenSSL prints it: "kind:text".
Result<Value> printed_name(Runtime& rt, GENERAL_NAME* name) {
    OwnedBio bio = TRY(text_bio(rt));
    GENERAL_NAME_print(bio.get(), name);
    std::string_view text = written(bio.get());
    std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return rt.raise(ValueError, "Invalid value %.200s", std::string(text).c_str());
    std::string kind(text.substr(0, colon));
    text = text.substr(colon + 1);
    return pair(rt, kind.c_str(), utf8(rt, text.data(), text.size()));
}

Result<Value> general_name(Runtime& rt, GENERAL_NAME* name) {
    switch (name->type) {
        case GEN_DIRNAME: return pair(rt, "DirName", name_value(rt, name->d.dirn));
        case GEN_EMAIL: return pair(rt, "email", utf8(rt, name->d.rfc822Name));
        case GEN_DNS: return pair(rt, "DNS", utf8(rt, name->d.dNSName));
        case GEN_URI: return pair(rt, "URI", utf8(rt, name->d.uniformResourceIdentifier));
        case GEN_RID: {
            char text[2048];
            int size = i2t_ASN1_OBJECT(text, sizeof text - 1, name->d.rid);
            if (size < 0) return raise_ssl(rt, kElsewhere);
            bool fits = size < static_cast<int>(sizeof text) - 1;
            return pair(rt, "Registered ID", rt.str(fits ? std::string_view(text, static_cast<std::size_t>(size)) : "<INVALID>"));
        }
        case GEN_IPADD: return pair(rt, "IP Address", rt.str(address_text(name->d.ip)));
        case GEN_OTHERNAME:
        case GEN_X400:
        case GEN_EDIPARTY: return printed_name(rt, name);
        default: {
            Value text = TRY(rt.format("Unknown general name type %d", name->type));
            TRY(rt.hooks.warn(rt, RuntimeWarning, text, 1, View()));
            return printed_name(rt, name);
        }
    }
}

/// The tuple, or Unbound where there is none.
Result<Value> alternative_names(Runtime& rt, X509* certificate) {
    OwnedNames names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    if (!names) return View();
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < sk_GENERAL_NAME_num(names.get()); ++n) {
        TRY(rt.charge(1));
        TRY(list_append(rt, list.get(), TRY(general_name(rt, sk_GENERAL_NAME_value(names.get(), n)))));
    }
    return as_tuple_value(rt, list);
}

Result<Value> tuple_or_nothing(Runtime& rt, const Ref<List>& list) { return list->size ? as_tuple_value(rt, list) : Result<Value>(View()); }

/// Where the authority answers, by the kind of access.
template <int kind>
Result<Value> access_uris(Runtime& rt, X509* certificate) {
    OwnedAccess access(static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    if (!access) return View();
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < sk_ACCESS_DESCRIPTION_num(access.get()); ++n) {
        TRY(rt.charge(1));
        const ACCESS_DESCRIPTION* each = sk_ACCESS_DESCRIPTION_value(access.get(), n);
        if (OBJ_obj2nid(each->method) != kind || each->location->type != GEN_URI) continue;
        TRY(list_append(rt, list.get(), TRY(utf8(rt, each->location->d.uniformResourceIdentifier))));
    }
    return tuple_or_nothing(rt, list);
}

Result<Value> revocation_uris(Runtime& rt, X509* certificate) {
    OwnedPoints points(static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    if (!points) return View();
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < sk_DIST_POINT_num(points.get()); ++n) {
        const DIST_POINT* point = sk_DIST_POINT_value(points.get(), n);
        if (!point->distpoint || point->distpoint->type != 0) continue;  // 0: a full name
        const GENERAL_NAMES* names = point->distpoint->name.fullname;
        for (int m = 0; m < sk_GENERAL_NAME_num(names); ++m) {
            TRY(rt.charge(1));
            const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, m);
            if (name->type == GEN_URI) TRY(list_append(rt, list.get(), TRY(utf8(rt, name->d.uniformResourceIdentifier))));
        }
    }
    return tuple_or_nothing(rt, list);
}

Result<Value> time_text(Runtime& rt, const ASN1_TIME* time) {
    OwnedBio bio = TRY(text_bio(rt));
    ASN1_TIME_print(bio.get(), time);
    return rt.str(written(bio.get()));
}

Result<Value> serial_number(Runtime& rt, X509* certificate) {
    OwnedBio bio = TRY(text_bio(rt));
    i2a_ASN1_INTEGER(bio.get(), X509_get_serialNumber(certificate));
    return rt.str(written(bio.get()));
}

struct Part {
    const char* key;
    Result<Value> (*make)(Runtime&, X509*);  // Unbound: there is none
};
constexpr Part kParts[] = {
    {"subject", [](Runtime& rt, X509* c) { return name_value(rt, X509_get_subject_name(c)); }},
    {"issuer", [](Runtime& rt, X509* c) { return name_value(rt, X509_get_issuer_name(c)); }},
    {"version", [](Runtime& rt, X509* c) { return rt.integer(X509_get_version(c) + 1); }},
    {"serialNumber", serial_number},
    {"notBefore", [](Runtime& rt, X509* c) { return time_text(rt, X509_get0_notBefore(c)); }},
    {"notAfter", [](Runtime& rt, X509* c) { return time_text(rt, X509_get0_notAfter(c)); }},
    {"subjectAltName", alternative_names},
    {"OCSP", access_uris<NID_ad_OCSP>},
    {"caIssuers", access_uris<NID_ad_ca_issuers>},
    {"crlDistributionPoints", revocation_uris},
};

}  // namespace

Result<Value> decode_certificate(Runtime& rt, X509* certificate) {
    Ref<Dict> made = TRY(new_dict(rt));
    for (const Part& part : kParts) {
        Value value = TRY(part.make(rt, certificate));
        if (!value.is_unbound()) TRY(dict_set(rt, made.get(), TRY(intern(rt, part.key)).get(), value));
    }
    ERR_clear_error();  // an extension that could not be read
    return made;
}

Result<Value> certificate_der(Runtime& rt, X509* certificate) {
    unsigned char* data = nullptr;
    int size = i2d_X509(certificate, &data);
    if (size < 0) return raise_ssl(rt, kElsewhere);
    Result<Value> made = new_bytes(rt, {reinterpret_cast<char*>(data), static_cast<std::size_t>(size)});
    OPENSSL_free(data);
    return made;
}

Result<Value> decode_certificate_file(Runtime& rt, const char* path) {
    OwnedBio file(BIO_new_file(path, "r"));
    if (!file) return raise_ssl_text(rt, "Can't open file");
    OwnedX509 certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    if (!certificate) return raise_ssl_text(rt, "Error decoding PEM-encoded file");
    return decode_certificate(rt, certificate.get());
}

Result<Value> asn1_object_value(Runtime& rt, const ASN1_OBJECT* object) {
    int nid = OBJ_obj2nid(object);
    if (nid == NID_undef) return rt.raise(ValueError, "Unknown object");
    Value short_name = TRY(rt.str(OBJ_nid2sn(nid))), long_name = TRY(rt.str(OBJ_nid2ln(nid))), number = TRY(object_text(rt, object, true));
    return TRY(new_tuple(rt, {View::small_int(nid), short_name, long_name, number}));
}

// ---- the object

namespace {

Result<Value> new_certificate(Runtime& rt, X509* certificate) {
    Type* type = TRY(native_type(rt, ssl_certificate_type));
    if (!rt.limits.charge(kBytesOfCertificate)) return rt.raise_memory_error();
    auto* made = rt.allocate<Certificate>(type);
    if (!made) {
        rt.limits.refund(kBytesOfCertificate);
        return rt.raise_memory_error();
    }
    X509_up_ref(certificate);
    made->handle = certificate;
    made->hash = -1;
    return Value::adopt(View(made));
}

Result<Value> public_bytes(Runtime& rt, Args args) {
    constexpr int kPem = 1, kDer = 2, kPemAux = 0x101;
    X509* handle = args.self<Certificate>()->handle;
    int format = TRY(args.small_integer(1));
    if (format == kDer) return certificate_der(rt, handle);
    if (format != kPem && format != kPemAux) return rt.raise(ValueError, "Unsupported format");
    OwnedBio bio = TRY(text_bio(rt));
    if (!(format == kPem ? PEM_write_bio_X509(bio.get(), handle) : PEM_write_bio_X509_AUX(bio.get(), handle))) return raise_ssl(rt, kElsewhere);
    return rt.str(written(bio.get()));
}

Result<Value> repr_of(Runtime& rt, View self) {
    OwnedBio bio = TRY(text_bio(rt));
    X509_NAME_print_ex(bio.get(), X509_get_subject_name(self.as<Certificate>()->handle), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    std::string_view subject = written(bio.get());
    Value text = TRY(utf8(rt, subject.data(), subject.size()));
    return rt.format("<%s '%s'>", type_name(rt, self), text.as<Str>()->data());
}

Result<std::int64_t> hash_of_certificate(Runtime&, View self) {
    auto* certificate = self.as<Certificate>();
    if (certificate->hash == -1) {
        auto hash = static_cast<std::int64_t>(X509_subject_name_hash(certificate->handle));
        certificate->hash = hash == -1 ? -2 : hash;
    }
    return certificate->hash;
}

Result<Value> compare_certificates(Runtime& rt, View left, View right, CompareOp op) {
    if (rt.type_of(left) != rt.type_of(right) || (op != CompareOp::eq && op != CompareOp::ne)) return View::not_implemented();
    bool same = X509_cmp(left.as<Certificate>()->handle, right.as<Certificate>()->handle) == 0;
    return View::boolean(same == (op == CompareOp::eq));
}

constexpr FunctionDef methods[] = {
    {"public_bytes(self, /, format=1)", public_bytes, "The certificate as PEM (a str) or DER (bytes)."},
    {"get_info(self, /)", [](Runtime& rt, Args args) { return decode_certificate(rt, args.self<Certificate>()->handle); }, "The dict of getpeercert()."},
};

}  // namespace

Result<Value> certificate_list(Runtime& rt, X509* first, const STACK_OF(X509) * others) {
    if (!others) return View::none();
    Ref<List> list = TRY(new_list(rt));
    if (first) TRY(list_append(rt, list.get(), TRY(new_certificate(rt, first))));
    for (int n = 0; n < sk_X509_num(others); ++n) TRY(list_append(rt, list.get(), TRY(new_certificate(rt, sk_X509_value(others, n)))));
    return list;
}

const TypeDef ssl_certificate_type{
    .name = "Certificate",
    .module = "_ssl",
    .doc = "A certificate of a chain.",
    .size = sizeof(Certificate),
    .flags = Type::immutable | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      X509_free(static_cast<Certificate*>(object)->handle);
                      rt.limits.refund(kBytesOfCertificate);
                      rt.free_instance(object, sizeof(Certificate));
                  },
              .repr = repr_of,
              .hash = hash_of_certificate,
              .compare = compare_certificates},
    .methods = methods,
};

}  // namespace ouro
