// SPDX-License-Identifier: MIT
// Decoding of sources, and their line table.
#include "lexer/source.h"

#include <algorithm>
#include <cctype>

namespace ouro {

namespace {

/// The sequence of UTF-8 that bytes begin with, or as much of it as there is of one that is broken.
struct Sequence {
    std::size_t size = 1;
    bool whole = true;
};

Sequence first_sequence(std::string_view s, bool wtf8) {
    auto lead = static_cast<unsigned char>(s[0]);
    if (lead < 0x80) return {};
    std::size_t size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (!size) return {1, false};
    unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xed && !wtf8 ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    for (std::size_t n = 1; n < size; ++n, low = 0x80, high = 0xbf) {
        unsigned next = n < s.size() ? static_cast<unsigned char>(s[n]) : 0;
        if (next < low || next > high) return {n, false};
    }
    return {size, true};
}

}  // namespace

std::size_t Source::valid_prefix(std::string_view bytes, bool wtf8) {
    std::size_t at = 0;
    for (;;) {
        while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
        if (at == bytes.size()) return at;
        Sequence next = first_sequence(bytes.substr(at), wtf8);
        if (!next.whole) return at;
        at += next.size;
    }
}

namespace {

/// As CPython's tokenizer names encodings: two of them have one name, whatever ends of lines are appended to it.
std::string common_name(std::string name) {
    std::string plain;
    for (char c : name.substr(0, 12)) plain += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    auto is = [&](std::string_view known) { return plain == known || (plain.starts_with(known) && plain[known.size()] == '-'); };
    return is("utf-8") ? "utf-8" : is("latin-1") || is("iso-8859-1") || is("iso-latin-1") ? "iso-8859-1" : std::move(name);
}

/// The encoding that a comment in the first two lines names (PEP 263), or empty.
std::string named_encoding(std::string_view bytes) {
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
bool is_utf8(std::string_view encoding) { return encoding.empty() || encoding == "utf-8" || encoding == "utf8" || encoding == "u8"; }
bool is_latin1(std::string_view encoding) {
    return encoding == "iso-8859-1" || encoding == "latin1" || encoding == "iso8859-1" || encoding == "l1" || encoding == "cp819";
}
bool is_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

std::string Source::declared_encoding(std::string_view bytes) {
    return common_name(named_encoding(bytes.starts_with(kByteOrderMark) ? bytes.substr(kByteOrderMark.size()) : bytes));
}

std::string Source::foreign_encoding(std::string_view bytes) {
    if (bytes.starts_with(kByteOrderMark)) return "";
    std::string declared = declared_encoding(bytes), encoding = normal_form(declared);
    bool own = is_utf8(encoding) || is_latin1(encoding) || ((encoding == "ascii" || encoding == "us-ascii") && is_ascii(bytes));
    return own ? "" : declared;
}

bool Source::decode(std::string_view bytes, bool is_text) {
    if (bytes.find('\0') != std::string_view::npos) {
        fail("source code cannot contain null bytes", 0);
        return false;
    }
    std::string declared = is_text ? "" : declared_encoding(bytes), encoding = normal_form(declared);
    if (!is_text && bytes.starts_with(kByteOrderMark)) {
        bytes.remove_prefix(kByteOrderMark.size());
        if (!encoding.empty() && encoding != "utf-8") {
            fail("encoding problem: " + declared + " with BOM", 0);
            return false;
        }
    }
    if (is_latin1(encoding)) {
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
    if (!is_text && !is_utf8(encoding) && !foreign_encoding(bytes).empty()) {
        fail("unknown encoding: " + declared, 0);
        return false;
    }
    valid_ = valid_prefix(bytes, is_text) == bytes.size();
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

std::string Source::shown_line(int number) const {
    std::string_view left = line(number);
    if (valid_) return std::string(left);
    std::string shown;
    while (!left.empty()) {
        Sequence next = first_sequence(left, false);
        shown += next.whole ? left.substr(0, next.size) : "\xef\xbf\xbd";
        left.remove_prefix(next.size);
    }
    return shown;
}

int Source::characters(int number, int column) const {
    if (!valid_) {
        // CPython counts bytes of what it read and characters of what it shows.
        std::string shown = shown_line(number) + "\n\n";
        std::string_view counted = std::string_view(shown).substr(0, static_cast<std::size_t>(std::max(column, 0)) + 1);
        return static_cast<int>(std::count_if(counted.begin(), counted.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; })) - 1;
    }
    std::string_view text = line(number);
    int count = 0;
    for (std::size_t at = 0; at < text.size() && static_cast<int>(at) < column; ++at)
        count += (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (column > static_cast<int>(text.size())) count += column - static_cast<int>(text.size());
    return count;
}

}  // namespace ouro
