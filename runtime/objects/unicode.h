// SPDX-License-Identifier: MIT
// Properties and cases of characters, over utf8proc, and walking through WTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ouro {

/// Reads characters of valid WTF-8 one by one.
class CharReader {
public:
    explicit CharReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}
    bool done() const { return at_ >= end_; }
    const char* position() const { return at_; }
    char32_t next() {
        auto byte = [this](int i) { return static_cast<char32_t>(static_cast<unsigned char>(at_[i])); };
        char32_t c = byte(0);
        if (c < 0x80) {
            ++at_;
        } else if (c < 0xe0) {
            c = (c & 31) << 6 | (byte(1) & 63);
            at_ += 2;
        } else if (c < 0xf0) {
            c = (c & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63);
            at_ += 3;
        } else {
            c = (c & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63);
            at_ += 4;
        }
        return c;
    }

private:
    const char* at_;
    const char* end_;
};

/// Appends a character (a surrogate, too) to WTF-8 text.
void append_utf8(std::string& text, char32_t c);

bool is_alpha(char32_t c);
bool is_decimal(char32_t c);
bool is_digit(char32_t c);
bool is_numeric(char32_t c);
bool is_space(char32_t c);
bool is_lower(char32_t c);
bool is_upper(char32_t c);
bool is_title(char32_t c);
bool is_cased(char32_t c);
bool is_case_ignorable(char32_t c);
bool is_printable(char32_t c);
bool is_identifier_start(char32_t c);
bool is_identifier_part(char32_t c);
/// Decimal digit value of a character, or -1.
int decimal_value(char32_t c);
/// Full case mappings: may append several characters.
void append_upper(std::string& text, char32_t c);
void append_lower(std::string& text, char32_t c);
void append_title(std::string& text, char32_t c);
void append_folded(std::string& text, char32_t c);

}  // namespace ouro
