// SPDX-License-Identifier: MIT
// SipHash-1-3: a hash of bytes under a key.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace ouro {

inline std::uint64_t sip13(const std::uint64_t key[2], const char* data, std::size_t size) {
    std::uint64_t v0 = key[0] ^ 0x736f6d6570736575, v1 = key[1] ^ 0x646f72616e646f6d;
    std::uint64_t v2 = key[0] ^ 0x6c7967656e657261, v3 = key[1] ^ 0x7465646279746573;
    auto round = [&] {
        v0 += v1; v2 += v3;
        v1 = std::rotl(v1, 13) ^ v0; v3 = std::rotl(v3, 16) ^ v2;
        v0 = std::rotl(v0, 32);
        v2 += v1; v0 += v3;
        v1 = std::rotl(v1, 17) ^ v2; v3 = std::rotl(v3, 21) ^ v0;
        v2 = std::rotl(v2, 32);
    };
    std::uint64_t last = static_cast<std::uint64_t>(size) << 56;
    for (; size >= 8; data += 8, size -= 8) {
        std::uint64_t word;
        std::memcpy(&word, data, 8);
        v3 ^= word;
        round();
        v0 ^= word;
    }
    for (std::size_t i = 0; i < size; ++i) last |= std::uint64_t{static_cast<unsigned char>(data[i])} << (8 * i);
    v3 ^= last;
    round();
    v0 ^= last;
    v2 ^= 0xff;
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
}

}  // namespace ouro
