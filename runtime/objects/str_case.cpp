// SPDX-License-Identifier: MIT
// The methods of str that map cases and test characters.
#include "runtime/objects/str_case.h"

#include <algorithm>

#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro::str_case {

namespace {

Str* self_of(Args args) { return args.self<Str>(); }

template <typename Append>
Result<Value> mapped(Runtime& rt, Str* text, Append&& append) {
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 8)));
    std::string out;
    out.reserve(text->size + 8);
    for (CharReader reader(text->text()); !reader.done();) append(out, reader.next());
    return rt.str(out);
}

/// Lower case with the one rule that looks around: a capital sigma at the end of a word.
void append_lower_at(std::string& out, std::string_view whole, const char* at, char32_t c) {
    if (c != 0x3a3) return append_lower(out, c);
    bool before = false, after = false;
    for (CharReader reader(std::string_view(whole.data(), static_cast<std::size_t>(at - whole.data()))); !reader.done();) {
        char32_t other = reader.next();
        if (!is_case_ignorable(other)) before = is_cased(other);
    }
    for (CharReader reader(whole.substr(static_cast<std::size_t>(at - whole.data()) + 2)); !reader.done();) {
        char32_t other = reader.next();
        if (is_case_ignorable(other)) continue;
        after = is_cased(other);
        break;
    }
    append_utf8(out, before && !after ? 0x3c2 : 0x3c3);
}

template <bool (*test)(char32_t), bool of_empty = false>
Result<Value> all_are(Runtime&, Args args) {
    Str* text = self_of(args);
    if (!text->size) return View::boolean(of_empty);
    for (CharReader reader(text->text()); !reader.done();)
        if (!test(reader.next())) return View::boolean(false);
    return View::boolean(true);
}

bool is_alnum(char32_t c) { return is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c); }

template <bool wants_upper>
Result<Value> is_case(Runtime&, Args args) {
    bool cased = false;
    for (CharReader reader(self_of(args)->text()); !reader.done();) {
        char32_t c = reader.next();
        if (wants_upper ? is_lower(c) || is_title(c) : is_upper(c) || is_title(c)) return View::boolean(false);
        if (wants_upper ? is_upper(c) : is_lower(c)) cased = true;
    }
    return View::boolean(cased);
}

}  // namespace

Result<Value> upper(Runtime& rt, Args args) {
    Str* text = self_of(args);
    if (text->ascii()) {
        Ref<Str> made = TRY(new_str_uninitialized(rt, text->size, text->size));
        std::transform(text->data(), text->data() + text->size, made->data(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
        return made;
    }
    return mapped(rt, text, append_upper);
}

Result<Value> lower(Runtime& rt, Args args) {
    Str* text = self_of(args);
    if (text->ascii()) {
        Ref<Str> made = TRY(new_str_uninitialized(rt, text->size, text->size));
        std::transform(text->data(), text->data() + text->size, made->data(), [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
        return made;
    }
    std::string out;
    for (CharReader reader(text->text()); !reader.done();) {
        const char* at = reader.position();
        char32_t c = reader.next();
        append_lower_at(out, text->text(), at, c);
    }
    return rt.str(out);
}

Result<Value> title(Runtime& rt, Args args) {
    bool inside = false;
    std::string out;
    std::string_view whole = self_of(args)->text();
    for (CharReader reader(whole); !reader.done();) {
        const char* at = reader.position();
        char32_t c = reader.next();
        if (inside) append_lower_at(out, whole, at, c);
        else append_title(out, c);
        inside = is_cased(c);
    }
    return rt.str(out);
}

Result<Value> capitalize(Runtime& rt, Args args) {
    bool first = true;
    std::string out;
    std::string_view whole = self_of(args)->text();
    for (CharReader reader(whole); !reader.done(); first = false) {
        const char* at = reader.position();
        char32_t c = reader.next();
        if (first) append_title(out, c);
        else append_lower_at(out, whole, at, c);
    }
    return rt.str(out);
}

Result<Value> swapcase(Runtime& rt, Args args) {
    std::string out;
    std::string_view whole = self_of(args)->text();
    for (CharReader reader(whole); !reader.done();) {
        const char* at = reader.position();
        char32_t c = reader.next();
        if (is_upper(c)) append_lower_at(out, whole, at, c);
        else if (is_lower(c)) append_upper(out, c);
        else append_utf8(out, c);
    }
    return rt.str(out);
}

Result<Value> casefold(Runtime& rt, Args args) { return mapped(rt, self_of(args), append_folded); }

Result<Value> istitle(Runtime&, Args args) {
    bool cased = false, inside = false;
    for (CharReader reader(self_of(args)->text()); !reader.done();) {
        char32_t c = reader.next();
        if (is_upper(c) || is_title(c)) {
            if (inside) return View::boolean(false);
            inside = cased = true;
        } else if (is_lower(c)) {
            if (!inside) return View::boolean(false);
            cased = true;
        } else {
            inside = false;
        }
    }
    return View::boolean(cased);
}

Result<Value> isidentifier(Runtime&, Args args) {
    Str* text = self_of(args);
    if (!text->size) return View::boolean(false);
    CharReader reader(text->text());
    if (!is_identifier_start(reader.next())) return View::boolean(false);
    while (!reader.done())
        if (!is_identifier_part(reader.next())) return View::boolean(false);
    return View::boolean(true);
}

Result<Value> islower(Runtime& rt, Args args) { return is_case<false>(rt, args); }
Result<Value> isupper(Runtime& rt, Args args) { return is_case<true>(rt, args); }
Result<Value> isspace(Runtime& rt, Args args) { return all_are<is_space>(rt, args); }
Result<Value> isdecimal(Runtime& rt, Args args) { return all_are<is_decimal>(rt, args); }
Result<Value> isdigit(Runtime& rt, Args args) { return all_are<is_digit>(rt, args); }
Result<Value> isnumeric(Runtime& rt, Args args) { return all_are<is_numeric>(rt, args); }
Result<Value> isalpha(Runtime& rt, Args args) { return all_are<is_alpha>(rt, args); }
Result<Value> isalnum(Runtime& rt, Args args) { return all_are<is_alnum>(rt, args); }
Result<Value> isprintable(Runtime& rt, Args args) { return all_are<is_printable, true>(rt, args); }

}  // namespace ouro::str_case
