// SPDX-License-Identifier: MIT
// Digests of OpenSSL's libcrypto, under the names that hashlib knows them by, and HMAC (RFC 2104) over them.
#pragma once

#include <openssl/evp.h>

#include <memory>

#include "stdlib/hashing/hashing.h"

namespace ouro {

struct FreeDigest {
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using DigestPointer = std::unique_ptr<EVP_MD, FreeDigest>;
using ContextPointer = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

/// The digest of this name; `_hashlib.UnsupportedDigestmodError` where there is none.
Result<DigestPointer> find_digest(Runtime& rt, const std::string& name);
/// What libcrypto says went wrong, as a ValueError.
Raised raise_digest_error(Runtime& rt);

/// HMAC on its way: the inner hash has what was added, the outer one the key.
struct Hmac {
    ContextPointer inner, outer;

    /// False where libcrypto fails.
    bool begin(const EVP_MD* digest, std::string_view key);
    bool add(std::string_view data) { return EVP_DigestUpdate(inner.get(), data.data(), data.size()) == 1; }
    bool copy_to(Hmac& other) const;
    /// Writes the code and its size; more can be added later.
    bool code(unsigned char (&out)[EVP_MAX_MD_SIZE], unsigned& size) const;
};

Result<Value> pbkdf2_hmac(Runtime& rt, Args args);
Result<Value> scrypt(Runtime& rt, Args args);

}  // namespace ouro
