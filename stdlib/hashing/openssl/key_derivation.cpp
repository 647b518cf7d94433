// SPDX-License-Identifier: MIT
// Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914). Both take as long as they are asked to, so they count fuel on the way, which
// libcrypto's would not.
#include <bit>
#include <cstring>
#include <vector>

#include "runtime/objects/memory.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/hashing/openssl/digests.h"

namespace ouro {
namespace {

constexpr std::int64_t kMost = INT32_MAX;

Result<void> pbkdf2(Runtime& rt, const EVP_MD* digest, std::string_view password, std::string_view salt, std::int64_t iterations, std::size_t length, std::string& out) {
    Hmac keyed, salted;
    if (!keyed.begin(digest, password) || !keyed.copy_to(salted) || !salted.add(salt)) return raise_digest_error(rt);
    Hmac step;
    out.clear();
    for (std::uint32_t block = 1; out.size() < length; ++block) {
        const char number[4] = {static_cast<char>(block >> 24), static_cast<char>(block >> 16), static_cast<char>(block >> 8), static_cast<char>(block)};
        unsigned char last[EVP_MAX_MD_SIZE], sum[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        if (!salted.copy_to(step) || !step.add({number, 4}) || !step.code(last, size)) return raise_digest_error(rt);
        std::memcpy(sum, last, size);
        for (std::int64_t n = 1; n < iterations; ++n) {
            if (n % 16 == 0) TRY(rt.charge(200));
            if (!keyed.copy_to(step) || !step.add({reinterpret_cast<char*>(last), size}) || !step.code(last, size)) return raise_digest_error(rt);
            for (unsigned i = 0; i < size; ++i) sum[i] ^= last[i];
        }
        TRY(rt.charge(20));
        out.append(reinterpret_cast<char*>(sum), std::min<std::size_t>(size, length - out.size()));
    }
    return {};
}

// ---- scrypt

void salsa20_8(std::uint32_t (&block)[16]) {
    std::uint32_t x[16];
    std::memcpy(x, block, sizeof x);
    auto quarter = [&x](int a, int b, int c, int d) {
        x[b] ^= std::rotl(x[a] + x[d], 7);
        x[c] ^= std::rotl(x[b] + x[a], 9);
        x[d] ^= std::rotl(x[c] + x[b], 13);
        x[a] ^= std::rotl(x[d] + x[c], 18);
    };
    for (int round = 0; round < 4; ++round) {
        for (int n = 0; n < 4; ++n) quarter(5 * n, (5 * n + 4) % 16, (5 * n + 8) % 16, (5 * n + 12) % 16);
        for (int n = 0; n < 4; ++n) quarter(5 * n, 4 * n + (n + 1) % 4, 4 * n + (n + 2) % 4, 4 * n + (n + 3) % 4);
    }
    for (int n = 0; n < 16; ++n) block[n] += x[n];
}

/// scryptBlockMix of 2r blocks of 16 words, through `mixed`.
void block_mix(std::uint32_t* blocks, std::uint32_t* mixed, std::size_t r) {
    std::uint32_t x[16];
    std::memcpy(x, blocks + (2 * r - 1) * 16, sizeof x);
    for (std::size_t n = 0; n < 2 * r; ++n) {
        for (int i = 0; i < 16; ++i) x[i] ^= blocks[16 * n + i];
        salsa20_8(x);
        std::memcpy(mixed + 16 * (n / 2 + (n % 2) * r), x, sizeof x);
    }
    std::memcpy(blocks, mixed, 2 * r * sizeof x);
}

/// scryptROMix; `table` has room for n times the blocks.
Result<void> rom_mix(Runtime& rt, std::uint32_t* blocks, std::uint32_t* mixed, std::uint32_t* table, std::size_t r, std::uint64_t n) {
    std::size_t words = 32 * r;
    for (std::uint64_t i = 0; i < n; ++i) {
        std::memcpy(table + i * words, blocks, words * 4);
        block_mix(blocks, mixed, r);
        TRY(rt.charge(static_cast<std::int64_t>(8 * r)));
    }
    for (std::uint64_t i = 0; i < n; ++i) {
        const std::uint32_t* row = table + (blocks[(2 * r - 1) * 16] & (n - 1)) * words;  // n is a power of two, and of at most 32 bits
        for (std::size_t w = 0; w < words; ++w) blocks[w] ^= row[w];
        block_mix(blocks, mixed, r);
        TRY(rt.charge(static_cast<std::int64_t>(8 * r)));
    }
    return {};
}

Result<std::uint64_t> scrypt_number(Runtime& rt, View value, const char* name) {
    if (rt.type_of(value) != rt.types.int_) return rt.raise(TypeError, "%s is required and must be an unsigned int", name);
    if (!value.is_int() || value.as_int() < 0) return rt.raise(TypeError, "%s is required and must be an unsigned int", name);
    return static_cast<std::uint64_t>(value.as_int());
}

void swap_to_little(std::string& bytes) {
    if constexpr (std::endian::native == std::endian::big)
        for (std::size_t n = 0; n + 4 <= bytes.size(); n += 4) {
            std::swap(bytes[n], bytes[n + 3]);
            std::swap(bytes[n + 1], bytes[n + 2]);
        }
}

}  // namespace

Result<Value> pbkdf2_hmac(Runtime& rt, Args args) {
    Str* name = TRY(args.str(0));
    BufferGuard password(rt, args[1]), salt(rt, args[2]);
    if (password.raised() || salt.raised()) return Raised{};
    std::int64_t iterations = TRY(args.integer(3));
    DigestPointer digest = TRY(find_digest(rt, std::string(name->text())));
    if (password.size() > kMost) return rt.raise(OverflowError, "password is too long.");
    if (salt.size() > kMost) return rt.raise(OverflowError, "salt is too long.");
    if (iterations < 1) return rt.raise(ValueError, "iteration value must be greater than 0.");
    if (iterations > kMost) return rt.raise(OverflowError, "iteration value is too great.");
    std::int64_t length = args[4].is_none() ? EVP_MD_get_size(digest.get()) : TRY(args.integer(4));
    if (length < 1) return rt.raise(ValueError, "key length must be greater than 0.");
    if (length > kMost) return rt.raise(OverflowError, "key length is too great.");
    ScratchMemory scratch(rt);
    std::string out;
    TRY(scratch.room(out, static_cast<std::size_t>(length)));
    TRY(pbkdf2(rt, digest.get(), password.text(), salt.text(), iterations, static_cast<std::size_t>(length), out));
    return new_bytes(rt, out);
}

Result<Value> scrypt(Runtime& rt, Args args) {
    BufferGuard password(rt, args[0]);
    if (password.raised()) return Raised{};
    if (args[1].is_none()) return rt.raise(TypeError, "salt is required");
    BufferGuard salt(rt, args[1]);
    if (salt.raised()) return Raised{};
    if (password.size() > kMost) return rt.raise(OverflowError, "password is too long.");
    if (salt.size() > kMost) return rt.raise(OverflowError, "salt is too long.");
    std::uint64_t n = TRY(scrypt_number(rt, args[2], "n"));
    if (n < 2 || n & (n - 1)) return rt.raise(ValueError, "n must be a power of 2.");
    std::uint64_t r = TRY(scrypt_number(rt, args[3], "r")), p = TRY(scrypt_number(rt, args[4], "p"));
    std::int64_t most = TRY(args.integer(5)), length = TRY(args.integer(6));
    if (most < 0 || most > kMost) return rt.raise(ValueError, "maxmem must be positive and smaller than %lld", static_cast<long long>(kMost));
    if (length < 1 || length > kMost) return rt.raise(ValueError, "dklen must be greater than 0 and smaller than %lld", static_cast<long long>(kMost));
    constexpr std::uint64_t kMostBlocks = (std::uint64_t{1} << 30) - 1;
    if (!r || !p || p > kMostBlocks / r || (16 * r <= 63 && n >= std::uint64_t{1} << (16 * r)))
        return rt.raise(ValueError, "Invalid parameter combination for n, r, p, maxmem.");
    std::uint64_t allowed = most ? static_cast<std::uint64_t>(most) : 32 << 20;
    if (n > allowed / (128 * r) || 128 * r * (p + n + 2) > allowed) return rt.raise(ValueError, "[digital envelope routines] memory limit exceeded");

    ScratchMemory scratch(rt);
    std::size_t row = 128 * static_cast<std::size_t>(r);
    TRY(scratch.hold(row * static_cast<std::size_t>(p + n + 2)));
    DigestPointer digest = TRY(find_digest(rt, "sha256"));
    std::string blocks, out;
    TRY(pbkdf2(rt, digest.get(), password.text(), salt.text(), 1, row * static_cast<std::size_t>(p), blocks));
    std::vector<std::uint32_t> table(row / 4 * static_cast<std::size_t>(n)), mixed(row / 4), lane(row / 4);
    swap_to_little(blocks);
    for (std::uint64_t i = 0; i < p; ++i) {
        std::memcpy(lane.data(), blocks.data() + i * row, row);
        TRY(rom_mix(rt, lane.data(), mixed.data(), table.data(), static_cast<std::size_t>(r), n));
        std::memcpy(blocks.data() + i * row, lane.data(), row);
    }
    swap_to_little(blocks);
    TRY(scratch.hold(static_cast<std::size_t>(length)));
    TRY(pbkdf2(rt, digest.get(), password.text(), blocks, 1, static_cast<std::size_t>(length), out));
    return new_bytes(rt, out);
}

}  // namespace ouro
