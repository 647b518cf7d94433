// SPDX-License-Identifier: MIT
// The objects of the module `re`: Pattern (compiled by PCRE2) and Match, and the searching that both build on.
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <optional>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/str.h"
#include "stdlib/re/translate.h"

namespace ouro::re {

struct Pattern : Object {
    Value source;      // str or bytes
    Value names;       // mappingproxy: name to number
    pcre2_code* code;
    pcre2_match_data* found;  // where the last search left its spans
    Translation* info;
    bool is_text;

    int groups() const { return info->groups; }
};

/// What is searched: text or bytes, borrowed while this lives.
class Subject {
public:
    /// Check raised() first: TypeError where the object does not fit the pattern.
    Subject(Runtime& rt, const Pattern* pattern, View object);
    bool raised() const { return raised_; }
    std::string_view text() const { return str_ ? str_->text() : buffer_->text(); }
    std::size_t length() const { return str_ ? str_->length() : buffer_->size(); }
    /// Byte of a character, and back.
    std::size_t byte_of(std::size_t position) const { return str_ ? byte_offset(rt_, str_, position) : position; }
    std::size_t position_of(std::size_t byte) const;
    /// The part between two bytes as a new object.
    Result<Value> slice(std::size_t from, std::size_t to) const;
    View object() const { return object_; }

private:
    Runtime& rt_;
    Value object_;
    Str* str_ = nullptr;
    std::optional<BufferGuard> buffer_;
    bool raised_ = true;
};

struct Match : Object {
    Value subject, pattern;
    std::size_t position, end_position;  // pos and endpos, in characters
    int last;                            // lastindex; 0: none
    int count;                           // spans: groups and one
    std::ptrdiff_t spans[0];             // bytes, two each; -1: took no part

    const Pattern* expression() const { return View(pattern).as<Pattern>(); }
};

extern const TypeDef pattern_type, match_type, match_iterator_type;

/// Looks for the pattern in bytes [from, to) of the subject: whether it is there, its spans in pattern->found.
Result<bool> search(Runtime& rt, Pattern* pattern, std::string_view subject, std::size_t from, std::uint32_t options);
/// A Match of what was found last.
Result<Value> new_match(Runtime& rt, Pattern* pattern, const Subject& subject, std::size_t position, std::size_t end_position);
/// The group that closed last, 0 if none did.
int last_group(const Pattern* pattern, const std::ptrdiff_t* spans);
Result<Value> compile(Runtime& rt, Args args);
/// A replacement with its groups filled in: what re._compile_template() made of it, for the spans of a match.
Result<void> expand(Runtime& rt, StrBuilder& out, View parts, std::string_view subject, const std::ptrdiff_t* spans);
/// Text of a str or bytes.
std::string_view text_of(View value);

}  // namespace ouro::re
