// SPDX-License-Identifier: MIT
// The encodings of East Asia, one character at a time; they know no values. module.cpp does the rest: text, errors, state between calls.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "stdlib/multibyte/charsets.h"

namespace ouro::multibyte {

/// What an encoding remembers between characters: its designations and shifts. Scripts see it as a number.
struct State {
    std::uint8_t c[8] = {};
};

struct Designation;

struct Codec {
    const char* name;
    const char* module;
    const Table* table;
    /// Decodes what `in`, which isn't empty, begins with: how many bytes were taken, 0 if there are too few, -n if n are wrong.
    int (*decode)(const Codec&, State&, std::string_view in, std::string& out);
    /// Encodes a character, and `next` (kNone if there is none yet) if both are one code: how many were taken, 0 if it needs to know the
    /// next one, -1 if it has no code. With `final` there will be no next one.
    int (*encode)(const Codec&, State&, char32_t c, char32_t next, bool final, std::string& out);
    enum Flag : std::uint8_t {
        plain_ascii = 1,  // ASCII is itself, whatever the state
        revised = 2,      // codes that a later revision added are wrong as a whole
    };
    std::uint8_t flags = plain_ascii;
    std::uint8_t last_lead = 0;  // of Shift JIS, whose lead bytes are told from others without the trail
    void (*begin)(State&, bool decoding) = nullptr;
    void (*end)(State&, std::string& out) = nullptr;  // of encoding: back to ASCII
    std::span<const Designation> designations = {};
};

constexpr char32_t kNone = 0xffffffff;

std::span<const Codec> double_byte_codecs();  // double_byte.cpp: those without a state
std::span<const Codec> escaped_codecs();      // escaped.cpp: HZ and ISO-2022

}  // namespace ouro::multibyte
