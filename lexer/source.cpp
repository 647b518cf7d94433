// SPDX-License-Identifier: MIT
// Decoding of sources, and their line table.
#include "lexer/source.h"

#include <cstdio>

namespace ouro {

namespace {

/// Length of the valid UTF-8 that `s` begins with; surrogates are allowed where `wtf8`.
std::size_t valid_prefix(std::string_view s, bool wtf8) {
    std::size_t at = 0;
    auto byte = [&](std::size_t i) { return at + i < s.size() ? static_cast<unsigned char>(s[at + i]) : 0u; };
    while (at < s.size()) {
        unsigned lead = byte(0);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        std::size_t size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (!size) break;
        unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xed && !wtf8 ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (byte(1) < low || byte(1) > high) break;
        bool ok = true;
        for (std::size_t i = 2; i < size; ++i) ok = ok && (byte(i) & 0xc0) == 0x80;
        if (!ok) break;
        at += size;
    }
    return at;
}

/// The encoding that a comment in the first two lines names (PEP 263), or empty.
std::string declared_encoding(std::string_view bytes) {
    for (int n = 0; n < 2; ++n) {
        std::size_t end = bytes.find_first_of("\r\n");
        std::string_view line = bytes.substr(0, end);
        std::size_t first = line.find_first_not_of(" \t\f");
        if (first != std::string_view::npos && line[first] != '#') return "";
        std::size_t at = first == std::string_view::npos ? first : line.find("coding", first);
        if (at != std::string_view::npos) {
            at += 6;
            if (at < line.size() && (line[at] == ':' || line[at] == '=')) {
                at = line.find_first_not_of(" \t", at + 1);
                std::string name;
                while (at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) || line[at] == '-' || line[at] == '_' || line[at] == '.'))
                    name += line[at++];
                if (!name.empty()) return name;
            }
        }
        if (end == std::string_view::npos) break;
        bytes.remove_prefix(end + 1);
    }
    return "";
}

}  // namespace

Source::Source(std::string name, std::string_view bytes, bool is_text) : name_(std::move(name)) {
    if (!decode(bytes, is_text)) text_ = "";
    ends_in_newline_ = text_.empty() || text_.back() == '\n' || text_.back() == '\r';
    if (!ends_in_newline_) text_ += '\n';
    starts_.push_back(0);
    for (std::size_t at = 0; at < text_.size(); ++at)
        if (text_[at] == '\n' || (text_[at] == '\r' && (at + 1 == text_.size() || text_[at + 1] != '\n')))
            if (at + 1 < text_.size()) starts_.push_back(at + 1);
}

void Source::fail(std::string message, int line) {
    failed_ = true;
    diagnostic_.message = std::move(message);
    diagnostic_.line = line;
}

namespace {

std::string normal_form(std::string_view declared) {
    std::string encoding;
    for (char c : declared) encoding += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return encoding;
}
bool is_utf8(std::string_view encoding) {
    return encoding.empty() || encoding == "utf-8" || encoding == "utf8" || encoding == "u8" || encoding.starts_with("utf-8-");
}
bool is_latin1(std::string_view encoding) {
    return encoding == "latin-1" || encoding == "iso-8859-1" || encoding == "iso-latin-1" || encoding == "latin1" || encoding == "iso8859-1" ||
           encoding == "l1" || encoding == "cp819" || encoding.starts_with("latin-1-");
}
bool is_ascii(std::string_view encoding) { return encoding == "ascii" || encoding == "us-ascii"; }

}  // namespace

std::string Source::foreign_encoding(std::string_view bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) return "";
    std::string declared = declared_encoding(bytes), encoding = normal_form(declared);
    return is_utf8(encoding) || is_latin1(encoding) || is_ascii(encoding) ? "" : declared;
}

bool Source::decode(std::string_view bytes, bool is_text) {
    if (bytes.find('\0') != std::string_view::npos) {
        fail("source code cannot contain null bytes", 0);
        return false;
    }
    bool mark = !is_text && bytes.substr(0, 3) == "\xef\xbb\xbf";
    if (mark) bytes.remove_prefix(3);
    std::string declared = is_text ? "" : declared_encoding(bytes), encoding = normal_form(declared);
    bool utf8 = is_utf8(encoding), latin1 = is_latin1(encoding), ascii = is_ascii(encoding);
    if (mark && !encoding.empty() && encoding != "utf-8" && encoding.rfind("utf-8-", 0) != 0) {
        fail("encoding problem: " + declared + " with BOM", 0);
        return false;
    }
    if (!utf8 && !latin1 && !ascii) {
        fail("unknown encoding: " + declared, 0);
        return false;
    }
    if (latin1) {
        for (char c : bytes) {
            auto u = static_cast<unsigned char>(c);
            if (u < 0x80) {
                text_ += c;
            } else {
                text_ += static_cast<char>(0xc0 | u >> 6);
                text_ += static_cast<char>(0x80 | (u & 63));
            }
        }
        return true;
    }
    std::size_t good = valid_prefix(bytes, is_text);
    if (ascii)
        for (good = 0; good < bytes.size() && static_cast<unsigned char>(bytes[good]) < 128;) ++good;
    if (good < bytes.size()) {
        int line = 1;
        std::size_t start = 0;
        for (std::size_t at = 0; at < good; ++at)
            if (bytes[at] == '\n') {
                ++line;
                start = at + 1;
            }
        char message[160];
        auto byte = static_cast<unsigned char>(bytes[good]);
        if (declared.empty() && !mark) {
            std::snprintf(message, sizeof message, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: invalid %s byte", byte,
                          good - start, byte >= 0xc2 && byte <= 0xf4 ? "continuation" : "start");
        } else {
            std::snprintf(message, sizeof message, "'%s' codec can't decode byte 0x%02x in position %zu: %s", ascii ? "ascii" : "utf-8", byte, good,
                          ascii ? "ordinal not in range(128)" : "invalid start byte");
        }
        fail(message, line);
        return false;
    }
    text_ = std::string(bytes);
    return true;
}

std::string_view Source::line(int number) const {
    if (number < 1 || number > lines()) return "";
    std::size_t begin = starts_[static_cast<std::size_t>(number - 1)];
    std::size_t end = number < lines() ? starts_[static_cast<std::size_t>(number)] : text_.size();
    std::string_view line = std::string_view(text_).substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

int Source::characters(int number, int column) const {
    std::string_view text = line(number);
    int count = 0;
    for (std::size_t at = 0; at < text.size() && static_cast<int>(at) < column; ++at)
        count += (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (column > static_cast<int>(text.size())) count += column - static_cast<int>(text.size());
    return count;
}

}  // namespace ouro
