// SPDX-License-Identifier: MIT
// Actions: adjacent string literals and f-strings (language reference 2.4.2, PEP 701). Neighbouring pieces of
// text are folded into one constant, empty ones fall away beside replacement fields.
#include <cstring>

#include "parser/actions.h"

namespace ouro {

using namespace ast;

namespace {

bool is_text(const Expr* part) { return part->is<Constant>(); }

}  // namespace

Expr* Actions::joined(const Location& at, Exprs* parts) {
    JoinedStr* node = make<JoinedStr>(at);
    node->values = parts->sequence();
    return finish(node);
}

Expr* Actions::string(Expr* part) {
    return part->is<JoinedStr>() ? concatenate(part->location, exprs(part)) : part;
}

Expr* Actions::concatenate(const Location& at, Exprs* parts) {
    bool bytes = false, text_found = false, fields = false;
    Exprs flat;
    for (Expr* part : *parts) {
        if (JoinedStr* nested = part->try_as<JoinedStr>()) {
            fields = true;
            for (Expr* value : nested->values) flat.push(arena_, value);
        } else {
            if (!is_text(part)) {
                fields = true;
            } else if (part->as<Constant>()->value == ConstantKind::Bytes) {
                bytes = true;
            } else {
                text_found = true;
            }
            flat.push(arena_, part);
        }
    }
    if (bytes && (text_found || fields)) {
        Mistake mistake;
        mistake.message = "cannot mix bytes and nonbytes literals";
        mistake.where = at;
        mistake.range = Mistake::Range::NextToken;
        report(mistake);
    }
    Exprs folded;
    for (std::size_t i = 0; i < flat.count;) {
        if (!is_text(flat[i])) {
            folded.push(arena_, flat[i++]);
            continue;
        }
        std::size_t end = i, size = 0;
        for (; end < flat.count && is_text(flat[end]); ++end) size += flat[end]->as<Constant>()->text.size();
        Constant* piece = flat[i]->as<Constant>();
        if (end - i > 1) {
            Constant* whole = make<Constant>(span(piece->location, flat[end - 1]->location));
            whole->value = piece->value;
            whole->u_prefix = piece->u_prefix;
            char* data = size == 0 ? nullptr : static_cast<char*>(arena_.allocate(size, 1));
            std::size_t used = 0;
            for (std::size_t k = i; k < end; ++k) {
                std::string_view text = flat[k]->as<Constant>()->text;
                if (!text.empty()) std::memcpy(data + used, text.data(), text.size());
                used += text.size();
            }
            if (size != 0) whole->text = {data, size};
            piece = whole;
        }
        i = end;
        if (!fields || !piece->text.empty()) folded.push(arena_, piece);
    }
    if (!fields) {
        folded[0]->location = at;
        return folded[0];
    }
    JoinedStr* node = make<JoinedStr>(at);
    node->values = folded.sequence();
    return finish(node);
}

Exprs* Actions::field(Exprs* parts, const Location& at, Expr* value, int debug, Conversion* conversion,
                      const Location& spec_at, Exprs* spec) {
    FormattedValue* node = make<FormattedValue>(at);
    node->value = value;
    node->conversion = conversion != nullptr           ? conversion->character
                       : debug != 0 && spec == nullptr ? 'r'
                                                       : -1;
    if (spec != nullptr) {
        Exprs filled;
        for (Expr* part : *spec)
            if (!is_text(part) || !part->as<Constant>()->text.empty()) filled.push(arena_, part);
        if (filled.count == 0 || (filled.count == 1 && is_text(filled[0]))) {
            JoinedStr* format = make<JoinedStr>(spec_at);
            format->values = filled.sequence();
            node->format_spec = finish(format);
        } else {
            node->format_spec = concatenate(spec_at, arena_.make<Exprs>(filled));
        }
    }
    if (debug != 0) {
        // `{x = }`: the text up to what follows the `=` stands before the value.
        Location until{at.end_lineno, at.end_col_offset - 1, at.end_lineno, at.end_col_offset - 1};
        if (conversion != nullptr) {
            until = {conversion->name.lineno, conversion->name.col_offset - 1, 0, 0};
        } else if (spec != nullptr) {
            until = spec_at;
        }
        Constant* shown = make<Constant>({at.lineno, at.col_offset + 1, until.lineno, until.col_offset});
        shown->value = ConstantKind::Str;
        shown->text = field_text(shown->location, conversion != nullptr ? conversion->bang : until);
        push(parts, static_cast<Expr*>(shown));
    }
    return push(parts, static_cast<Expr*>(finish(node)));
}

// The source between two places, without its comments.
std::string_view Actions::field_text(const Location& from, const Location& until) {
    const Source& source = feed_.source();
    const char* begin = source.line(from.lineno).data() + from.col_offset;
    const char* end = source.line(until.lineno).data() + until.col_offset;
    if (end <= begin) return std::string_view("", 0);
    std::size_t size = static_cast<std::size_t>(end - begin);
    char* bytes = static_cast<char*>(arena_.allocate(size, 1));
    std::size_t used = 0;
    for (const char* at = begin; at != end; ++at) {
        if (*at == '#')
            while (at != end && *at != '\n') ++at;
        if (at == end) break;
        bytes[used++] = *at;
    }
    return {bytes, used};
}

Conversion* Actions::conversion(const Location& bang, const Location& name_at, Text name) {
    Conversion* result = arena_.make<Conversion>();
    result->name = name_at;
    result->bang = bang;
    std::string_view letters = name.view();
    if (bang.end_lineno != name_at.lineno || bang.end_col_offset != name_at.col_offset) {
        report("f-string: conversion type must come right after the exclamanation mark", span(bang, name_at));
    } else if (letters != "s" && letters != "r" && letters != "a") {
        report(text("f-string: invalid conversion character '", letters, "': expected 's', 'r', or 'a'"),
               name_at);
    }
    result->character = static_cast<unsigned char>(letters[0]);
    return result;
}

}  // namespace ouro
