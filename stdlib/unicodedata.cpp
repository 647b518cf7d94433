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

// Every function is one of the module, and a method of the database of Unicode 3.2, whose first argument is itself: `self` is 0 or 1.

/// The one character of an argument. `numbered`: whether errors say which argument it is.
template <std::size_t self>
Result<char32_t> character(Runtime& rt, Args args, const char* function, bool numbered) {
    View given = args[self];
    if (is_kind(given, Kind::str) && given.as<Str>()->length() == 1) return CharReader(given.as<Str>()->text()).next();
    return rt.raise(TypeError, "%s() argument %smust be a unicode character, not %s", function, numbered ? "1 " : "", type_name(rt, given));
}

const data::Kind& kind_of(char32_t c, bool old) {
    std::span<const data::Run> runs = old ? data::old_runs : data::runs;
    auto after = std::upper_bound(runs.begin(), runs.end(), c, [](char32_t at, const data::Run& run) { return at < run.code; });
    return data::kinds[after[-1].kind];
}

/// Whether the Unicode of that time knew the character.
bool is_assigned(char32_t c, bool old) { return kind_of(c, old).category != std::string_view("Cn"); }

template <typename Row>
const Row* find_row(std::span<const Row> rows, char32_t c) {
    auto found = std::lower_bound(rows.begin(), rows.end(), c, [](const Row& row, char32_t at) { return row.code < at; });
    return found != rows.end() && found->code == c ? &*found : nullptr;
}
const data::Number* number_of(char32_t c, bool old) {
    if (old && !is_assigned(c, old)) return nullptr;
    const data::Number* was = old ? find_row(data::old_numbers, c) : nullptr;
    return was ? was : find_row(data::numbers, c);
}

Result<Value> absent(Runtime& rt, Args args, std::size_t fallback, const char* what) {
    if (args.given(fallback)) return Value(args[fallback]);
    return rt.raise(ValueError, "%s", what);
}

template <std::size_t self>
Result<Value> category(Runtime& rt, Args args) {
    return rt.str(kind_of(TRY(character<self>(rt, args, "category", false)), self).category);
}
template <std::size_t self>
Result<Value> bidirectional(Runtime& rt, Args args) {
    return rt.str(kind_of(TRY(character<self>(rt, args, "bidirectional", false)), self).bidirectional);
}
template <std::size_t self>
Result<Value> combining(Runtime& rt, Args args) {
    return rt.integer(kind_of(TRY(character<self>(rt, args, "combining", false)), self).combining);
}
template <std::size_t self>
Result<Value> mirrored(Runtime& rt, Args args) {
    return rt.integer(kind_of(TRY(character<self>(rt, args, "mirrored", false)), self).mirrored);
}
template <std::size_t self>
Result<Value> east_asian_width(Runtime& rt, Args args) {
    return rt.str(kind_of(TRY(character<self>(rt, args, "east_asian_width", false)), self).width);
}

template <std::size_t self>
Result<Value> decomposition(Runtime& rt, Args args) {
    char32_t c = TRY(character<self>(rt, args, "decomposition", false));
    const data::Decomposition* row = is_assigned(c, self) ? find_row(std::span(data::decompositions, data::decomposition_count), c) : nullptr;
    return rt.str(row ? std::string_view(data::decomposition_text + row->start, row->size) : std::string_view());
}

template <std::size_t self>
Result<Value> decimal(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character<self>(rt, args, "decimal", true)), self);
    return number && number->decimal >= 0 ? rt.integer(number->decimal) : absent(rt, args, self + 1, "not a decimal");
}

template <std::size_t self>
Result<Value> digit(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character<self>(rt, args, "digit", true)), false);  // of today, in CPython as well
    return number && number->digit >= 0 ? rt.integer(number->digit) : absent(rt, args, self + 1, "not a digit");
}

template <std::size_t self>
Result<Value> numeric(Runtime& rt, Args args) {
    const data::Number* number = number_of(TRY(character<self>(rt, args, "numeric", true)), self);
    return number ? rt.real(number->numeric) : absent(rt, args, self + 1, "not a numeric character");
}

template <std::size_t self>
Result<Value> name(Runtime& rt, Args args) {
    char32_t c = TRY(character<self>(rt, args, "name", true));
    std::string found = self && !is_assigned(c, true) ? std::string() : character_name(c);
    return found.empty() ? absent(rt, args, self + 1, "no such name") : rt.str(found);
}

template <std::size_t self>
Result<Value> lookup(Runtime& rt, Args args) {
    std::string_view wanted = TRY(args.text(self));
    if (wanted.size() > 256) return rt.raise(KeyError, "name too long");
    std::u32string found;
    // Aliases and named sequences are younger than 3.2.
    if (std::optional<char32_t> c = lookup_character_name(wanted, !self)) found = *c;
    else if (!self) found = lookup_character_sequence(wanted);
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

/// The canonical or compatible parts of a character: how many. Those of 3.2 are today's but for corrections and characters that came later.
utf8proc_ssize_t decompose(char32_t c, bool old, int options, utf8proc_int32_t* parts, utf8proc_ssize_t longest) {
    parts[0] = static_cast<utf8proc_int32_t>(c);
    if (old && !is_assigned(c, old)) return 1;
    if (const data::OldForm* was = old ? find_row(data::old_forms, c) : nullptr) {
        parts[0] = static_cast<utf8proc_int32_t>(was->form);
        return 1;
    }
    int boundary = 0;
    return utf8proc_decompose_char(parts[0], parts, longest, options_of(options), &boundary);
}

Result<Value> normal_form(Runtime& rt, Str* text, int options, bool old) {
    if (std::all_of(text->text().begin(), text->text().end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return Value(View(text));
    constexpr utf8proc_ssize_t longest = 32;  // no character decomposes into more
    utf8proc_int32_t parts[longest];
    std::size_t total = 0;
    for (CharReader reader(text->text()); !reader.done();) {
        TRY(rt.charge(1));
        total += static_cast<std::size_t>(decompose(reader.next(), old, options, parts, longest));
    }
    Charged memory(rt, total * (sizeof(utf8proc_int32_t) + 4));
    if (!memory.ok) return rt.raise_memory_error();
    TRY(rt.charge(static_cast<std::int64_t>(total)));
    std::vector<utf8proc_int32_t> characters;
    characters.reserve(total);
    for (CharReader reader(text->text()); !reader.done();) {
        utf8proc_ssize_t count = decompose(reader.next(), old, options, parts, longest);
        characters.insert(characters.end(), parts, parts + count);
    }
    // Canonical order: combining characters of a run by their class.
    auto combining_class = [](utf8proc_int32_t c) { return utf8proc_get_property(c)->combining_class; };
    for (auto at = characters.begin(); at != characters.end();) {
        auto end = std::find_if(at, characters.end(), [&](utf8proc_int32_t c) { return combining_class(c) == 0; });
        std::stable_sort(at, end, [&](utf8proc_int32_t a, utf8proc_int32_t b) { return combining_class(a) < combining_class(b); });
        at = end == characters.end() ? end : end + 1;
    }
    std::string out;
    for (auto at = characters.begin(); at != characters.end();) {
        // U+11A7, which stands before the first final of Hangul, composes with nothing; utf8proc would take it for one.
        constexpr utf8proc_int32_t no_final = 0x11a7;
        auto end = *at == no_final ? at + 1 : std::find(at, characters.end(), no_final);
        utf8proc_ssize_t size = end - at;
        if (options & UTF8PROC_COMPOSE) size = utf8proc_normalize_utf32(&*at, size, options_of(options));
        for (utf8proc_ssize_t n = 0; n < size; ++n) append_utf8(out, static_cast<char32_t>(at[n]));
        at = end;
    }
    return rt.str(out);
}

template <std::size_t self>
Result<Value> normalize(Runtime& rt, Args args) {
    Str* form = TRY(args.str(self));
    Str* text = TRY(args.str(self + 1));
    if (!text->size) return Value(View(text));
    return normal_form(rt, text, TRY(form_options(rt, form->text())), self);
}

template <std::size_t self>
Result<Value> is_normalized(Runtime& rt, Args args) {
    Str* form = TRY(args.str(self));
    Str* text = TRY(args.str(self + 1));
    if (!text->size) return View::boolean(true);
    Value normal = TRY(normal_form(rt, text, TRY(form_options(rt, form->text())), self));
    return View::boolean(View(normal).as<Str>()->text() == text->text());
}

#define FUNCTIONS(self, first)                                                                                                                                \
    {"bidirectional(" first "chr, /)", bidirectional<self>, "Returns the bidirectional class assigned to the character chr as string."},                      \
    {"category(" first "chr, /)", category<self>, "Returns the general category assigned to the character chr as string."},                                   \
    {"combining(" first "chr, /)", combining<self>, "Returns the canonical combining class assigned to the character chr as integer."},                       \
    {"decimal(" first "chr, default=<no value>, /)", decimal<self>, "Converts a Unicode character into its equivalent decimal value."},                       \
    {"decomposition(" first "chr, /)", decomposition<self>, "Returns the character decomposition mapping assigned to the character chr as string."},          \
    {"digit(" first "chr, default=<no value>, /)", digit<self>, "Converts a Unicode character into its equivalent digit value."},                             \
    {"east_asian_width(" first "chr, /)", east_asian_width<self>, "Returns the east asian width assigned to the character chr as string."},                   \
    {"is_normalized(" first "form, unistr, /)", is_normalized<self>, "Return whether the Unicode string unistr is in the normal form 'form'."},               \
    {"lookup(" first "name, /)", lookup<self>, "Look up character by name."},                                                                                 \
    {"mirrored(" first "chr, /)", mirrored<self>, "Returns the mirrored property assigned to the character chr as integer."},                                 \
    {"name(" first "chr, default=<no value>, /)", name<self>, "Returns the name assigned to the character chr as a string."},                                 \
    {"normalize(" first "form, unistr, /)", normalize<self>, "Return the normal form 'form' for the Unicode string unistr."},                                 \
    {"numeric(" first "chr, default=<no value>, /)", numeric<self>, "Converts a Unicode character into its equivalent numeric value."},
constexpr FunctionDef functions[] = {FUNCTIONS(0, "")};
constexpr FunctionDef methods[] = {FUNCTIONS(1, "self, ")};
#undef FUNCTIONS

constexpr PropertyDef properties[] = {
    {.name = "unidata_version", .get = [](Runtime& rt, View) { return rt.str("3.2.0"); }, .member = true},
};

const TypeDef ucd_type{
    .name = "UCD",
    .module = "unicodedata",
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Object)); }},
    .methods = methods,
    .properties = properties,
};

Result<Value> old_database(Runtime& rt) {
    auto* made = rt.allocate<Object>(TRY(native_type(rt, ucd_type)));
    if (!made) return rt.raise_memory_error();
    return Value(Ref<Object>::adopt(made));
}

constexpr const TypeDef* types[] = {&ucd_type};


constexpr ConstantDef constants[] = {
    {"unidata_version", [](Runtime& rt) { return rt.str(data::version); }},
    {"ucd_3_2_0", old_database},  // what stringprep and IDNA of 2003 are defined by
};

}  // namespace

extern const ModuleDef unicodedata_module;
const ModuleDef unicodedata_module{.name = "unicodedata", .doc = "Names, properties and normal forms of characters.", .functions = functions, .constants = constants, .types = types};

}  // namespace ouro
