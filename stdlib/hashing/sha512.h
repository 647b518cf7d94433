// SPDX-License-Identifier: MIT
// SHA-512 (FIPS 180-4), for what the library itself must hash: seeds of `random` are text that goes through it. OpenSSL, which has
// every digest, may be absent.
#pragma once

#include <array>
#include <string_view>

namespace ouro {

std::array<unsigned char, 64> sha512(std::string_view data);

}  // namespace ouro
