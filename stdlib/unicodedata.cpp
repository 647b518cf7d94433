// SPDX-License-Identifier: MIT
// The module `unicodedata`: names and properties of characters (Unicode 15.1, from tables), and normal forms (by utf8proc).
#include <algorithm>

#include <utf8proc.h>

#include "lexer/character_names.h"
#include "runtime/native/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/character_data.h"

namespace ouro {

namespace {

namespace data = character_data;

/// The one character of an argument. `numbered`: whether errors say which argument it is.
Result<char32_t> character(Runtime& rt, Args args, const char* function, bool numbered) {
    if (is_kind(args[0], Kind::str) && args[0].as<Str>()->length() == 1) return CharReader(args[0].as<Str>()->text()).next();
    return rt.raise(TypeError, "%s() argument %smust be a unicode character, not %s", function, numbered ? "1 " : "", type_name(rt, args[0]));
}

const data::Kind& kind_of(char32_t c) {
    const data::Run* after = std::upper_bound(data::runs, data::runs + data::run_count, c, [](char32_t at, const data::Run& run) { return at < run.code; });
    return data::kinds[after[-1].kind];
}

template <typename Row>
const Row* find_row(const Row* rows, std::size_t count, char32_t c) {
    const Row* found = std::lower_bound(rows, rows + count, c, [](const Row& row, char32_t at) { return row.code < at; });
    return found != rows + count && found->code == c ? found : nullptr;
}
const data::Number* number_of(char32_t c) { return find_row(data::numbers, data::number_count, c); }

Result<Value> absent(Runtime& rt, Args args, const char* what) {
    if (args.given(1)) return Value(args[1]);
    return rt.raise(ValueError, "%s", what);
}

Result<Value> category(Runtime& rt, Args args) { return rt.str(kind_of(TRY(character(rt, args, "category", false))).category); }
Result<Value> bidirectional(Runtime& rt, Args args) { return rt.str(kind_of(TRY(character(rt, args, "bidirectional", false))).bidirectional); }
Result<Value> combining(Runtime& rt, Args args) { return rt.integer(kind_of(TRY(character(rt, args, "combining", false))).combining); }
Result<Value> mirrored(Runtime& rt, Args args) { return rt.integer(kind_of(TRY(character(rt, args, "mirrored", false))).mirrored); }
Result<Value> east_asian_width(Runtime& rt, Args args) { return rt.str(kind_of(TRY(character(rt, args, "east_asian_width", false))).width); }

Result<Value> decomposition(Runtime& rt, Args args) {
    const data::Decomposition* row = find_row(data::decompositions, data::decomposition_count, TRY(character(rt, args, "decomposition", false)));
    return rt.str(row ? std::string_view(data::decomposition_text + row->start, row->size) : std::string_view());
}

Result<Value> decimal(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character(rt, args, "decimal", true)));
    return number && number->decimal >= 0 ? rt.integer(number->decimal) : absent(rt, args, "not a decimal");
}

Result<Value> digit(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character(rt, args, "digit", true)));
    return number && number->digit >= 0 ? rt.integer(number->digit) : absent(rt, args, "not a digit");
}

Result<Value> numeric(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character(rt, args, "numeric", true)));
    return number ? rt.real(number->numeric) : absent(rt, args, "not a numeric character");
}

Result<Value> name(Runtime& rt, Args args) {
    std::string found = character_name(TRY(character(rt, args, "name", true)));
    return found.empty() ? absent(rt, args, "no such name") : rt.str(found);
}

Result<Value> lookup(Runtime& rt, Args args) {
    std::string_view wanted = TRY(args.text(0));
    if (wanted.size() > 256) return rt.raise(KeyError, "name too long");
    std::u32string found = lookup_character_sequence(wanted);
    if (std::optional<char32_t> c = lookup_character_name(wanted)) found = *c;
    if (found.empty()) return rt.raise(KeyError, "undefined character name '%s'", std::string(wanted).c_str());
    std::string text;
    for (char32_t c : found) append_utf8(text, c);
    return rt.str(text);
}

// ---- normal forms

Result<int> form_options(Runtime& rt, std::string_view form) {
    constexpr int composed = UTF8PROC_STABLE | UTF8PROC_COMPOSE, decomposed = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
    if (form == "NFC") return composed;
    if (form == "NFD") return decomposed;
    if (form == "NFKC") return composed | UTF8PROC_COMPAT;
    if (form == "NFKD") return decomposed | UTF8PROC_COMPAT;
    return rt.raise(ValueError, "invalid normalization form");
}

auto options_of(int options) { return static_cast<utf8proc_option_t>(options); }

/// Memory that is charged while it is in use.
class Charged {
public:
    explicit Charged(Runtime& rt, std::size_t bytes) : rt_(rt), bytes_(bytes), ok(rt.limits.charge(bytes)) {}
    ~Charged() {
        if (ok) rt_.limits.refund(bytes_);
    }
    Charged(const Charged&) = delete;
    Charged& operator=(const Charged&) = delete;

private:
    Runtime& rt_;
    std::size_t bytes_;

public:
    const bool ok;
};

Result<Value> normal_form(Runtime& rt, Str* text, int options) {
    if (std::all_of(text->text().begin(), text->text().end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return Value(View(text));
    constexpr utf8proc_ssize_t longest = 32;  // no character decomposes into more
    utf8proc_int32_t parts[longest];
    int boundary = 0;
    std::size_t total = 0;
    for (CharReader reader(text->text()); !reader.done();) {
        TRY(rt.charge(1));
        total += static_cast<std::size_t>(utf8proc_decompose_char(static_cast<utf8proc_int32_t>(reader.next()), parts, longest, options_of(options), &boundary));
    }
    Charged memory(rt, total * (sizeof(utf8proc_int32_t) + 4));
    if (!memory.ok) return rt.raise_memory_error();
    TRY(rt.charge(static_cast<std::int64_t>(total)));
    std::vector<utf8proc_int32_t> characters;
    characters.reserve(total);
    for (CharReader reader(text->text()); !reader.done();) {
        utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(reader.next()), parts, longest, options_of(options), &boundary);
        characters.insert(characters.end(), parts, parts + count);
    }
    // Canonical order: combining characters of a run by their class.
    auto combining_class = [](utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; };
    for (auto at = characters.begin(); at != characters.end();) {
        auto end = std::find_if(at, characters.end(), [&](utf8proc_int32_t c) { return combining_class(c) == 0; });
        std::stable_sort(at, end, [&](utf8proc_int32_t a, utf8proc_int32_t b) { return combining_class(a) < combining_class(b); });
        at = end == characters.end() ? end : end + 1;
    }
    utf8proc_ssize_t size = static_cast<utf8proc_ssize_t>(characters.size());
    if (options & UTF8PROC_COMPOSE) size = utf8proc_normalize_utf32(characters.data(), size, options_of(options));
    std::string out;
    for (utf8proc_ssize_t n = 0; n < size; ++n) append_utf8(out, static_cast<char32_t>(characters[static_cast<std::size_t>(n)]));
    return rt.str(out);
}

Result<Value> normalize(Runtime& rt, Args args) {
    Str* form = TRY(args.str(0));
    Str* text = TRY(args.str(1));
    if (!text->size) return Value(View(text));
    return normal_form(rt, text, TRY(form_options(rt, form->text())));
}

Result<Value> is_normalized(Runtime& rt, Args args) {
    Str* form = TRY(args.str(0));
    Str* text = TRY(args.str(1));
    if (!text->size) return View::boolean(true);
    Value normal = TRY(normal_form(rt, text, TRY(form_options(rt, form->text()))));
    return View::boolean(View(normal).as<Str>()->text() == text->text());
}

constexpr FunctionDef functions[] = {
    {"bidirectional(chr, /)", bidirectional, "Returns the bidirectional class assigned to the character chr as string."},
    {"category(chr, /)", category, "Returns the general category assigned to the character chr as string."},
    {"combining(chr, /)", combining, "Returns the canonical combining class assigned to the character chr as integer."},
    {"decimal(chr, default=<no value>, /)", decimal, "Converts a Unicode character into its equivalent decimal value."},
    {"decomposition(chr, /)", decomposition, "Returns the character decomposition mapping assigned to the character chr as string."},
    {"digit(chr, default=<no value>, /)", digit, "Converts a Unicode character into its equivalent digit value."},
    {"east_asian_width(chr, /)", east_asian_width, "Returns the east asian width assigned to the character chr as string."},
    {"is_normalized(form, unistr, /)", is_normalized, "Return whether the Unicode string unistr is in the normal form 'form'."},
    {"lookup(name, /)", lookup, "Look up character by name."},
    {"mirrored(chr, /)", mirrored, "Returns the mirrored property assigned to the character chr as integer."},
    {"name(chr, default=<no value>, /)", name, "Returns the name assigned to the character chr as a string."},
    {"normalize(form, unistr, /)", normalize, "Return the normal form 'form' for the Unicode string unistr."},
    {"numeric(chr, default=<no value>, /)", numeric, "Converts a Unicode character into its equivalent numeric value."},
};

constexpr ConstantDef constants[] = {
    {"unidata_version", [](Runtime& rt) { return rt.str(data::version); }},
};

}  // namespace

extern const ModuleDef unicodedata_module;
const ModuleDef unicodedata_module{.name = "unicodedata", .doc = "Names, properties and normal forms of characters.", .functions = functions, .constants = constants};

}  // namespace ouro
