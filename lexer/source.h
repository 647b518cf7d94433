// SPDX-License-Identifier: MIT
// Source: the text of one file or string, decoded to UTF-8, with its lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lexer/diagnostic.h"

namespace ouro {

class Source {
public:
    /// Decodes `bytes`: a byte order mark or a PEP 263 comment names the encoding, UTF-8 if neither does; str sources are UTF-8 as they
    /// are. On failure diagnostic() says why. What is not UTF-8 is left to the lexer, to which it matters in names and strings only.
    Source(std::string name, std::string_view bytes, bool is_text = false);

    /// The encoding that a comment of the source declares (PEP 263), by the name that messages have for it; empty if none does.
    static std::string declared_encoding(std::string_view bytes);
    /// The same if it is not one that Source decodes itself; else empty.
    static std::string foreign_encoding(std::string_view bytes);
    /// Length of the valid UTF-8 that bytes begin with; surrogates are allowed where `wtf8`.
    static std::size_t valid_prefix(std::string_view bytes, bool wtf8 = false);

    const std::string& name() const { return name_; }
    /// Ends in a newline, followed by a NUL.
    std::string_view text() const { return text_; }
    /// Whether a part of the text is UTF-8.
    bool readable(std::string_view part) const { return valid_ || valid_prefix(part) == part.size(); }
    const Diagnostic* diagnostic() const { return failed_ ? &diagnostic_ : nullptr; }
    /// Line `number` (from 1) without its end; empty past the last.
    std::string_view line(int number) const;
    /// The same as UTF-8, whatever it is: U+FFFD stands for what is none.
    std::string shown_line(int number) const;
    int lines() const { return static_cast<int>(starts_.size()); }
    /// Characters before byte `column` of a line.
    int characters(int line_number, int column) const;
    /// Whether the last line had an end of its own.
    bool ends_in_newline() const { return ends_in_newline_; }

    /// How the text is to be read.
    struct Options {
        bool type_comments = false;  // comments that begin with "type:" are tokens (PEP 484)
        bool barry = false;          // `<>` in place of `!=` (PEP 401)
        bool exact = false;          // the last line has no end that the source does not give it: only files have
        int feature_version = 99;    // what Python 3.x had not yet is an error
    };
    Options options;

private:
    bool decode(std::string_view bytes, bool is_text);
    void fail(std::string message, int line);

    std::string name_;
    std::string text_;
    std::vector<std::size_t> starts_;
    Diagnostic diagnostic_;
    bool failed_ = false, valid_ = true;
    bool ends_in_newline_ = true;
};

}  // namespace ouro
