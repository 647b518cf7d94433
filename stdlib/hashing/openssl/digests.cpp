// SPDX-License-Identifier: MIT
// The module `_hashlib`.
#include "runtime/native/native_base.h"
#include "stdlib/hashing/openssl/digests.h"

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <algorithm>
#include <set>

#include "runtime/blocking.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/module_errors.h"
#include "stdlib/operator/operator.h"

namespace ouro {
namespace {

// Addresses in Runtime::library: the error for what libcrypto does not have, and the names that constructors stand for.
const char kUnsupportedKey = 0;
const char kConstructorsKey = 0;

struct Name {
    const char* python;
    const char* openssl;
};
constexpr Name kNames[] = {
    {"md5", "MD5"}, {"sha1", "SHA1"}, {"sha224", "SHA2-224"}, {"sha256", "SHA2-256"}, {"sha384", "SHA2-384"}, {"sha512", "SHA2-512"},
    {"sha512_224", "SHA2-512/224"}, {"sha512_256", "SHA2-512/256"}, {"sha3_224", "SHA3-224"}, {"sha3_256", "SHA3-256"}, {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"}, {"shake_128", "SHAKE-128"}, {"shake_256", "SHAKE-256"}, {"blake2s", "BLAKE2S-256"}, {"blake2b", "BLAKE2B-512"},
};

std::string python_name(const EVP_MD* digest) {
    for (const Name& name : kNames)
        if (EVP_MD_is_a(digest, name.openssl)) return name.python;
    std::string text = EVP_MD_get0_name(digest);
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

constexpr std::size_t kLongInput = 2048;     // from here on other threads run meanwhile
constexpr std::size_t kContextBytes = 512;  // what a context takes of the C library's memory, about

bool is_xof(const EVP_MD* digest) { return EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF; }

// ---- hash objects

struct Hash : Object {
    EVP_MD_CTX* context;
    Occupancy occupancy;
    const EVP_MD* digest() const { return EVP_MD_CTX_get0_md(context); }
};

extern const TypeDef hash_type;
extern const TypeDef xof_type;

void destroy_hash(Runtime& rt, Object* object) {
    EVP_MD_CTX_free(static_cast<Hash*>(object)->context);
    rt.limits.refund(kContextBytes);
    rt.free_instance(object, sizeof(Hash));
}

/// An object that takes the context.
Result<Ref<Hash>> wrap(Runtime& rt, ContextPointer context) {
    TRY(native_type(rt, hash_type));  // before the one that is derived from it
    Type* type = TRY(native_type(rt, is_xof(EVP_MD_CTX_get0_md(context.get())) ? xof_type : hash_type));
    if (!rt.limits.charge(kContextBytes)) return rt.raise_memory_error();
    auto* made = rt.allocate<Hash>(type);
    if (!made) {
        rt.limits.refund(kContextBytes);
        return rt.raise_memory_error();
    }
    made->context = context.release();
    new (&made->occupancy) Occupancy();
    return Ref<Hash>::adopt(made);
}

Result<ContextPointer> copy_context(Runtime& rt, const EVP_MD_CTX* from) {
    ContextPointer copy(EVP_MD_CTX_new());
    if (!copy) return rt.raise_memory_error();
    if (EVP_MD_CTX_copy_ex(copy.get(), from) != 1) return raise_digest_error(rt);
    return copy;
}

/// `occupancy`: of the object that has the context, if there is one already.
Result<void> update_context(Runtime& rt, EVP_MD_CTX* context, View value, Occupancy* occupancy = nullptr) {
    HashInput data(rt, value);
    if (data.raised()) return Raised{};
    TRY(data.charge());
    std::string_view bytes = data.text();
    auto update = [&] { return EVP_DigestUpdate(context, bytes.data(), bytes.size()); };
    if (occupancy) TRY(occupancy->wait_until_free(rt));
    int done;
    if (bytes.size() < kLongInput) {
        done = update();
    } else {
        if (occupancy) occupancy->enter();
        done = unlocked(rt, update);
        if (occupancy) occupancy->leave();
    }
    if (done != 1) return raise_digest_error(rt);
    return {};
}

Result<Value> new_hash(Runtime& rt, const std::string& name, View data) {
    DigestPointer digest = TRY(find_digest(rt, name));
    ContextPointer context(EVP_MD_CTX_new());
    if (!context) return rt.raise_memory_error();
    if (EVP_DigestInit_ex(context.get(), digest.get(), nullptr) != 1) return raise_digest_error(rt);
    if (!data.is_unbound()) TRY(update_context(rt, context.get(), data));
    return TRY(wrap(rt, std::move(context)));
}

Result<std::string> digest_of(Runtime& rt, View self) {
    Hash* hash = self.as<Hash>();
    TRY(hash->occupancy.wait_until_free(rt));
    ContextPointer end = TRY(copy_context(rt, hash->context));
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(end.get(), out, &size) != 1) return raise_digest_error(rt);
    return std::string(reinterpret_cast<char*>(out), size);
}

/// As many bytes of a hash that has any number.
Result<std::string> output_of(Runtime& rt, View self, View wanted, ScratchMemory& scratch) {
    std::int64_t length = TRY(index_to_int64(rt, wanted));
    if (length < 0) return rt.raise(ValueError, "value must be positive");
    TRY(expect_memory(rt, static_cast<std::size_t>(length)));
    TRY(rt.charge(length / 16));
    std::string out;
    TRY(scratch.room(out, static_cast<std::size_t>(length)));
    if (!length) return out;
    out.resize(static_cast<std::size_t>(length));
    TRY(self.as<Hash>()->occupancy.wait_until_free(rt));
    ContextPointer end = TRY(copy_context(rt, self.as<Hash>()->context));
    if (EVP_DigestFinalXOF(end.get(), reinterpret_cast<unsigned char*>(out.data()), out.size()) != 1) return raise_digest_error(rt);
    return out;
}

std::string address_of(View object) {
    char text[32];
    std::snprintf(text, sizeof text, "%p", static_cast<void*>(object.object()));
    return text;
}

constexpr FunctionDef hash_methods[] = {
    {"digest(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return new_bytes(rt, TRY(digest_of(rt, args[0]))); }, "Return the digest value as a bytes object."},
    {"hexdigest(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return hex_text(rt, TRY(digest_of(rt, args[0]))); },
     "Return the digest value as a string of hexadecimal digits."},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(args.self<Hash>()->occupancy.wait_until_free(rt));
         return TRY(wrap(rt, TRY(copy_context(rt, args.self<Hash>()->context))));
     },
     "Return a copy of the hash object."},
    {"update(self, obj, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Hash* hash = args.self<Hash>();
         TRY(update_context(rt, hash->context, args[1], &hash->occupancy));
         return View::none();
     },
     "Update this hash object's state with the provided string."},
};

constexpr PropertyDef hash_properties[] = {
    {"digest_size",
     [](Runtime& rt, View self) -> Result<Value> {
         const EVP_MD* digest = self.as<Hash>()->digest();
         return rt.integer(is_xof(digest) ? 0 : EVP_MD_get_size(digest));
     }},
    {"block_size", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(EVP_MD_get_block_size(self.as<Hash>()->digest())); }},
    {"name", [](Runtime& rt, View self) -> Result<Value> { return rt.str(python_name(self.as<Hash>()->digest())); }},
};

const TypeDef hash_type{.name = "HASH",
                        .module = "_hashlib",
                        .doc = "A hash: update() adds bytes, digest() and hexdigest() give what has come of them, copy() another in the same state.",
                        .size = sizeof(Hash),
                        .flags = Type::base_type | Type::disallow_construct | Type::immutable,
                        .slots = {.destroy = destroy_hash,
                                  .repr =
                                      [](Runtime& rt, View self) -> Result<Value> {
                                          return rt.str("<" + python_name(self.as<Hash>()->digest()) + " " + type_name(rt, self) + " object @ " + address_of(self) + ">");
                                      }},
                        .methods = hash_methods,
                        .properties = hash_properties};

constexpr FunctionDef xof_methods[] = {
    {"digest(self, /, length)",
     [](Runtime& rt, Args args) -> Result<Value> {
         ScratchMemory scratch(rt);
         return new_bytes(rt, TRY(output_of(rt, args[0], args[1], scratch)));
     },
     "Return the digest value as a bytes object."},
    {"hexdigest(self, /, length)",
     [](Runtime& rt, Args args) -> Result<Value> {
         ScratchMemory scratch(rt);
         return hex_text(rt, TRY(output_of(rt, args[0], args[1], scratch)));
     },
     "Return the digest value as a string of hexadecimal digits."},
};

const TypeDef xof_type{.name = "HASHXOF",
                       .module = "_hashlib",
                       .doc = "A hash whose digest has any number of bytes.",
                       .size = sizeof(Hash),
                       .flags = Type::base_type | Type::disallow_construct | Type::immutable,
                       .base = native_base<hash_type>,
                       .slots = {.destroy = destroy_hash},
                       .methods = xof_methods};

// ---- HMAC objects

struct HmacObject : Object {
    Hmac* state;
    Occupancy occupancy;
};

extern const TypeDef hmac_type;

Result<Ref<HmacObject>> new_hmac_object(Runtime& rt, Type* type) {
    if (!rt.limits.charge(2 * kContextBytes)) return rt.raise_memory_error();
    auto* made = rt.allocate<HmacObject>(type);
    if (!made) {
        rt.limits.refund(2 * kContextBytes);
        return rt.raise_memory_error();
    }
    made->state = new Hmac;
    new (&made->occupancy) Occupancy();
    return Ref<HmacObject>::adopt(made);
}

Hmac& hmac_in(View self) { return *self.as<HmacObject>()->state; }
const EVP_MD* digest_in(View self) { return EVP_MD_CTX_get0_md(hmac_in(self).inner.get()); }

Result<Hmac*> free_hmac(Runtime& rt, View self) {
    TRY(self.as<HmacObject>()->occupancy.wait_until_free(rt));
    return &hmac_in(self);
}

Result<std::string> hmac_code(Runtime& rt, const Hmac& hmac) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!hmac.code(out, size)) return raise_digest_error(rt);
    return std::string(reinterpret_cast<char*>(out), size);
}

constexpr FunctionDef hmac_methods[] = {
    {"digest(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return new_bytes(rt, TRY(hmac_code(rt, *TRY(free_hmac(rt, args[0]))))); },
     "Return the digest of the bytes passed to the update() method so far."},
    {"hexdigest(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return hex_text(rt, TRY(hmac_code(rt, *TRY(free_hmac(rt, args[0]))))); },
     "Return hexadecimal digest of the bytes passed to the update() method so far."},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<HmacObject> made = TRY(new_hmac_object(rt, rt.type_of(args[0])));
         if (!TRY(free_hmac(rt, args[0]))->copy_to(*made->state)) return raise_digest_error(rt);
         return made;
     },
     "Return a copy (\"clone\") of the HMAC object."},
    {"update(self, /, msg)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(update_context(rt, hmac_in(args[0]).inner.get(), args[1], &args.self<HmacObject>()->occupancy));
         return View::none();
     },
     "Update the HMAC object with msg."},
};

constexpr PropertyDef hmac_properties[] = {
    {"digest_size", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(EVP_MD_get_size(digest_in(self))); }},
    {"block_size", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(EVP_MD_get_block_size(digest_in(self))); }},
    {"name", [](Runtime& rt, View self) -> Result<Value> { return rt.str("hmac-" + python_name(digest_in(self))); }},
};

const TypeDef hmac_type{.name = "HMAC",
                        .module = "_hashlib",
                        .doc = "The object used to calculate HMAC of a message.",
                        .size = sizeof(HmacObject),
                        .flags = Type::disallow_construct | Type::immutable,
                        .slots = {.destroy =
                                      [](Runtime& rt, Object* object) {
                                          delete static_cast<HmacObject*>(object)->state;
                                          rt.limits.refund(2 * kContextBytes);
                                          rt.free_instance(object, sizeof(HmacObject));
                                      },
                                  .repr =
                                      [](Runtime& rt, View self) -> Result<Value> {
                                          return rt.str("<" + python_name(digest_in(self)) + " HMAC object @ " + address_of(self) + ">");
                                      }},
                        .methods = hmac_methods,
                        .properties = hmac_properties};

/// The digest that a name or one of this module's constructors stands for.
Result<DigestPointer> digest_named(Runtime& rt, View what) {
    if (Str* text = as_str(what)) return find_digest(rt, std::string(text->text()));
    Value known(TRY(dict_get(rt, rt.library[&kConstructorsKey].as<Dict>(), what)));
    if (Str* text = as_str(known)) return find_digest(rt, std::string(text->text()));
    Ref<Str> shown = TRY(repr(rt, what));
    return raise_module_error(rt, &kUnsupportedKey, "Unsupported digestmod " + std::string(shown->text()));
}

Result<Value> hmac_new(Runtime& rt, Args args) {
    BufferGuard key(rt, args[0]);
    if (key.raised()) return Raised{};
    DigestPointer digest = TRY(digest_named(rt, args[2]));
    Ref<HmacObject> made = TRY(new_hmac_object(rt, TRY(native_type(rt, hmac_type))));
    TRY(rt.charge(static_cast<std::int64_t>(key.size() / 16)));
    if (!made->state->begin(digest.get(), key.text())) return raise_digest_error(rt);
    if (args.given(1) && !args[1].is_none()) TRY(update_context(rt, made->state->inner.get(), args[1]));
    return made;
}

Result<Value> hmac_digest(Runtime& rt, Args args) {
    BufferGuard key(rt, args[0]), message(rt, args[1]);
    if (key.raised() || message.raised()) return Raised{};
    DigestPointer digest = TRY(digest_named(rt, args[2]));
    TRY(rt.charge(static_cast<std::int64_t>((key.size() + message.size()) / 16)));
    Hmac hmac;
    if (!hmac.begin(digest.get(), key.text()) || !unlocked(rt, [&] { return hmac.add(message.text()); })) return raise_digest_error(rt);
    return new_bytes(rt, TRY(hmac_code(rt, hmac)));
}

// ---- the module

Result<Value> new_by_name(Runtime& rt, Args args) {
    Str* name = as_str(args[0]);
    if (!name) return rt.raise(TypeError, "name must be a string");
    return new_hash(rt, std::string(name->text()), args[1]);
}

#define CONSTRUCTOR(name)                                                                                  \
    {"openssl_" name "(string=<no value>, *, usedforsecurity=True)",                                    \
     [](Runtime& rt, Args args) { return new_hash(rt, name, args[0]); }, "Returns a " name " hash object; optionally initialized with a string."}
constexpr FunctionDef functions[] = {
    {"new(name, string=<no value>, *, usedforsecurity=True)", new_by_name, "Return a new hash object using the named algorithm."},
    {"hmac_new(key, msg=<no value>, digestmod=None)", hmac_new, "Return a new hmac object."},
    {"hmac_digest(key, msg, digest)", hmac_digest, "Single-shot HMAC."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", pbkdf2_hmac, "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."},
    {"scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", scrypt, "scrypt password-based key derivation function."},
    {"compare_digest(a, b, /)", compare_digest, "Return 'a == b', in a time that does not tell where they differ."},
    {"get_fips_mode()", [](Runtime&, Args) -> Result<Value> { return View::small_int(EVP_default_properties_is_fips_enabled(nullptr)); }, "Whether only FIPS algorithms are allowed."},
    CONSTRUCTOR("md5"), CONSTRUCTOR("sha1"), CONSTRUCTOR("sha224"), CONSTRUCTOR("sha256"), CONSTRUCTOR("sha384"), CONSTRUCTOR("sha512"),
    CONSTRUCTOR("sha3_224"), CONSTRUCTOR("sha3_256"), CONSTRUCTOR("sha3_384"), CONSTRUCTOR("sha3_512"), CONSTRUCTOR("shake_128"), CONSTRUCTOR("shake_256"),
};
#undef CONSTRUCTOR

constexpr const TypeDef* types[] = {&hash_type, &xof_type, &hmac_type};

Result<void> init(Runtime& rt, Module* module) {
    Dict* dict = module->dict.get();
    Value error = TRY(module_error(rt, &kUnsupportedKey, "_hashlib", "UnsupportedDigestmodError", ValueError));
    TRY(dict_set(rt, dict, TRY(intern(rt, "UnsupportedDigestmodError")).get(), error));

    std::set<std::string> names;
    EVP_MD_do_all_provided(
        nullptr,
        [](EVP_MD* digest, void* into) {
            if (EVP_MD_get_type(digest) != NID_undef) static_cast<std::set<std::string>*>(into)->insert(python_name(digest));
        },
        &names);
    Ref<Set> known = TRY(new_set(rt, true));
    for (const std::string& name : names) TRY(set_add(rt, known.get(), TRY(rt.str(name))));
    TRY(dict_set(rt, dict, TRY(intern(rt, "openssl_md_meth_names")).get(), View(known.get())));

    Ref<Dict> constructors = TRY(new_dict(rt));
    for (const Name& name : kNames) {
        Value function(TRY(dict_get(rt, dict, TRY(intern(rt, std::string("openssl_") + name.python)).get())));
        if (!function.is_unbound()) TRY(dict_set(rt, constructors.get(), function, TRY(rt.str(name.python))));
    }
    rt.library[&kConstructorsKey] = View(constructors.get());
    return dict_set(rt, dict, TRY(intern(rt, "_constructors")).get(), View(constructors.get()));
}

}  // namespace

Result<DigestPointer> find_digest(Runtime& rt, const std::string& name) {
    const char* wanted = name.c_str();
    for (const Name& row : kNames)
        if (name == row.python) wanted = row.openssl;
    DigestPointer found(EVP_MD_fetch(nullptr, wanted, nullptr));
    ERR_clear_error();
    if (!found) return raise_module_error(rt, &kUnsupportedKey, "[digital envelope routines] unsupported");
    return found;
}

Raised raise_digest_error(Runtime& rt) {
    unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE) return rt.raise_memory_error();
    const char *library = ERR_lib_error_string(code), *reason = ERR_reason_error_string(code);
    if (!code || !reason) return rt.raise(ValueError, "no reason supplied");
    return library ? rt.raise(ValueError, "[%s] %s", library, reason) : rt.raise(ValueError, "%s", reason);
}

// ---- HMAC

bool Hmac::begin(const EVP_MD* digest, std::string_view key) {
    int block_size = EVP_MD_get_block_size(digest);
    if (is_xof(digest) || block_size <= 0 || block_size > 512) return false;
    auto size = static_cast<std::size_t>(block_size);
    std::string block(key);
    inner.reset(EVP_MD_CTX_new());
    outer.reset(EVP_MD_CTX_new());
    if (!inner || !outer) return false;
    if (block.size() > size) {
        unsigned char hashed[EVP_MAX_MD_SIZE];
        unsigned hashed_size = 0;
        if (EVP_Digest(key.data(), key.size(), hashed, &hashed_size, digest, nullptr) != 1) return false;
        block.assign(reinterpret_cast<char*>(hashed), hashed_size);
    }
    block.resize(size);
    auto start = [&](EVP_MD_CTX* context, char pad) {
        std::string padded = block;
        for (char& c : padded) c ^= pad;
        return EVP_DigestInit_ex(context, digest, nullptr) == 1 && EVP_DigestUpdate(context, padded.data(), padded.size()) == 1;
    };
    return start(inner.get(), 0x36) && start(outer.get(), 0x5c);
}

bool Hmac::copy_to(Hmac& other) const {
    if (!other.inner) other.inner.reset(EVP_MD_CTX_new());
    if (!other.outer) other.outer.reset(EVP_MD_CTX_new());
    return other.inner && other.outer && EVP_MD_CTX_copy_ex(other.inner.get(), inner.get()) == 1 && EVP_MD_CTX_copy_ex(other.outer.get(), outer.get()) == 1;
}

bool Hmac::code(unsigned char (&out)[EVP_MAX_MD_SIZE], unsigned& size) const {
    ContextPointer end(EVP_MD_CTX_new());
    return end && EVP_MD_CTX_copy_ex(end.get(), inner.get()) == 1 && EVP_DigestFinal_ex(end.get(), out, &size) == 1 &&
           EVP_MD_CTX_copy_ex(end.get(), outer.get()) == 1 && EVP_DigestUpdate(end.get(), out, size) == 1 && EVP_DigestFinal_ex(end.get(), out, &size) == 1;
}

extern const ModuleDef hashlib_module;
const ModuleDef hashlib_module{.name = "_hashlib", .doc = "OpenSSL interface for hashlib module", .functions = functions, .types = types, .init = init};

}  // namespace ouro
