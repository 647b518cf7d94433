// SPDX-License-Identifier: MIT
// Reading format specifications, and laying out text and numbers by them.
#include "runtime/objects/format_spec.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_number.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

Raised unknown_code(Runtime& rt, char32_t type, View object) {
    if (type > 32 && type < 128)
        return rt.raise(ValueError, "Unknown format code '%c' for object of type '%s'", static_cast<int>(type), type_name(rt, object));
    return rt.raise(ValueError, "Unknown format code '\\x%x' for object of type '%s'", static_cast<unsigned>(type), type_name(rt, object));
}

/// `s`: the characters of `specification`.
template <typename Characters>
Result<FormatSpec> parse(Runtime& rt, const Characters& s, std::string_view specification, View object) {
    FormatSpec spec;
    std::size_t at = 0;
    bool fill_given = false;
    if (s.size() >= 2 && is_align(s[1])) {
        spec.fill = static_cast<char32_t>(s[0]);
        spec.align = static_cast<char>(s[1]);
        at = 2;
        fill_given = true;
    } else if (!s.empty() && is_align(s[0])) {
        spec.align = static_cast<char>(s[0]);
        at = 1;
    }
    auto have = [&](char c) { return at < s.size() && static_cast<char32_t>(s[at]) == static_cast<char32_t>(c); };
    auto digit_at = [&](std::size_t n) { return decimal_value(static_cast<char32_t>(s[n])); };
    if (have('+') || have('-') || have(' ')) spec.sign = static_cast<char>(s[at++]);
    if (have('z')) spec.no_negative_zero = true, ++at;
    if (have('#')) spec.alternate = true, ++at;
    if (!fill_given && have('0')) {
        spec.zero_padded = true;
        spec.fill = '0';
        if (!spec.align) spec.align = '=';
        ++at;
    }
    auto number = [&](std::int64_t& out) -> Result<bool> {
        std::size_t from = at;
        std::int64_t n = 0;
        for (; at < s.size() && digit_at(at) >= 0; ++at) {
            if (__builtin_mul_overflow(n, std::int64_t{10}, &n) || __builtin_add_overflow(n, std::int64_t{digit_at(at)}, &n))
                return rt.raise(ValueError, "Too many decimal digits in format string");
        }
        if (at == from) return false;
        out = n;
        return true;
    };
    (void)TRY(number(spec.width));
    if (have(',')) spec.grouping = ',', ++at;
    if (have('_')) {
        if (spec.grouping) return rt.raise(ValueError, "Cannot specify both ',' and '_'.");
        spec.grouping = '_';
        ++at;
    }
    if (have(',')) {
        if (spec.grouping == '_') return rt.raise(ValueError, "Cannot specify both ',' and '_'.");
        return rt.raise(ValueError, "Cannot specify ',' with ','.");
    }
    if (have('.')) {
        ++at;
        if (!TRY(number(spec.precision))) return rt.raise(ValueError, "Format specifier missing precision");
    }
    if (s.size() - at > 1)
        return rt.raise(ValueError, "Invalid format specifier '%s' for object of type '%s'", std::string(specification).c_str(), type_name(rt, object));
    if (at < s.size()) spec.type = static_cast<char32_t>(s[at]);
    if (at < s.size() && !spec.type) return unknown_code(rt, 0, object);
    if (spec.grouping) {
        bool allowed = spec.type == 0 || spec.type == 'd' || spec.type == 'e' || spec.type == 'f' || spec.type == 'g' || spec.type == 'E' ||
                       spec.type == 'G' || spec.type == '%' || spec.type == 'F' ||
                       (spec.grouping == '_' && (spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X'));
        if (!allowed) return rt.raise(ValueError, "Cannot specify '%c' with '%c'.", spec.grouping, static_cast<int>(spec.type));
    }
    return spec;
}

}  // namespace

Result<FormatSpec> parse_format_spec(Runtime& rt, std::string_view specification, View object) {
    bool ascii = true;
    for (char c : specification) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    if (ascii) return parse(rt, specification, specification, object);
    std::u32string characters;
    for (CharReader reader(specification); !reader.done();) characters += reader.next();
    return parse(rt, characters, specification, object);
}

Result<void> format_text(Runtime& rt, Str* text, const FormatSpec& spec, StrBuilder& out) {
    View object(static_cast<const Object*>(text));
    if (spec.type && spec.type != 's') return unknown_code(rt, spec.type, object);
    if (spec.sign) {
        if (spec.sign == ' ') return rt.raise(ValueError, "Space not allowed in string format specifier");
        return rt.raise(ValueError, "Sign not allowed in string format specifier");
    }
    if (spec.no_negative_zero) return rt.raise(ValueError, "Negative zero coercion (z) not allowed in string format specifier");
    if (spec.alternate) return rt.raise(ValueError, "Alternate form (#) not allowed in string format specifier");
    if (spec.align == '=' && !spec.zero_padded) return rt.raise(ValueError, "'=' alignment not allowed in string format specifier");
    if (spec.grouping) return rt.raise(ValueError, "Cannot specify '%c' with 's'.", spec.grouping);
    std::size_t length = text->length();
    if (spec.precision >= 0 && static_cast<std::size_t>(spec.precision) < length) length = static_cast<std::size_t>(spec.precision);
    std::string_view shown = text->text().substr(0, length == text->length() ? text->size : byte_offset(rt, text, length));
    if (spec.width < 0 || static_cast<std::size_t>(spec.width) <= length) return out.append(shown);
    std::size_t pad = static_cast<std::size_t>(spec.width) - length;
    char align = spec.align == '=' || !spec.align ? '<' : spec.align;
    std::size_t before = align == '>' ? pad : align == '^' ? pad / 2 : 0;
    TRY(out.append_repeated(spec.fill, before));
    TRY(out.append(shown));
    return out.append_repeated(spec.fill, pad - before);
}

Result<void> pad_number(Runtime& rt, const FormatSpec& spec, std::string_view sign, std::string_view prefix, std::string digits, std::string_view rest,
                        StrBuilder& out) {
    std::size_t group = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X' ? 4 : 3;
    std::size_t fixed = sign.size() + prefix.size() + rest.size();
    auto grouped_size = [&](std::size_t n) { return spec.grouping && n ? n + (n - 1) / group : n; };
    std::size_t width = spec.width < 0 ? 0 : static_cast<std::size_t>(spec.width);
    bool only_digits = !digits.empty() && std::isalnum(static_cast<unsigned char>(digits[0]));
    if (spec.fill == '0' && spec.align == '=' && width > fixed && only_digits) {
        // Zeros in front belong to the number: they are grouped, too.
        if (width > rt.limits.memory_limit - rt.limits.memory_used) return rt.raise_memory_error();
        std::size_t room = width - fixed, count = digits.size();
        if (grouped_size(count) < room) {
            count = spec.grouping ? room - room / (group + 1) : room;
            while (grouped_size(count) < room) ++count;
            while (count > digits.size() && grouped_size(count - 1) >= room) --count;
        }
        digits.insert(0, count - digits.size(), '0');
    }
    if (spec.grouping) {
        std::string grouped;
        for (std::size_t n = 0; n < digits.size(); ++n) {
            if (n && (digits.size() - n) % group == 0) grouped += spec.grouping;
            grouped += digits[n];
        }
        digits = std::move(grouped);
    }
    std::size_t length = fixed + digits.size(), pad = width > length ? width - length : 0;
    char align = spec.align ? spec.align : '>';
    if (align == '>' || align == '^') TRY(out.append_repeated(spec.fill, align == '^' ? pad / 2 : pad));
    TRY(out.append(sign));
    TRY(out.append(prefix));
    if (align == '=') TRY(out.append_repeated(spec.fill, pad));
    TRY(out.append(digits));
    TRY(out.append(rest));
    if (align == '<' || align == '^') TRY(out.append_repeated(spec.fill, align == '^' ? pad - pad / 2 : pad));
    return {};
}

std::string float_digits(double d, char type, std::int64_t precision, bool alternate) {
    bool upper = type == 'E' || type == 'G' || type == 'F';
    if (std::isnan(d)) return upper ? "NAN" : "nan";
    if (std::isinf(d)) return std::string(d < 0 ? "-" : "") + (upper ? "INF" : "inf");
    if (type == 'r') {
        std::string text = float_repr(d);
        return text;
    }
    // No double has more digits than these: what is wanted beyond them is zeros, which printf() would count in an int.
    constexpr std::int64_t kMostDigits = 1100;
    auto digits = static_cast<int>(std::min(precision, kMostDigits));
    char format[16];
    std::snprintf(format, sizeof format, "%%%s.*%c", alternate ? "#" : "", type);
    int size = std::snprintf(nullptr, 0, format, digits, d);
    std::string text(static_cast<std::size_t>(size) + 1, '\0');
    std::snprintf(text.data(), text.size(), format, digits, d);
    text.pop_back();
    bool general = type == 'g' || type == 'G';
    if (precision > digits && (!general || alternate))
        text.insert(std::min(text.find_first_of("eE"), text.size()), static_cast<std::size_t>(precision - digits), '0');
    return text;
}

namespace {

std::string_view sign_text(const FormatSpec& spec, bool negative) {
    if (negative) return "-";
    return spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
}

/// A float as text split into whole digits and the rest.
Result<void> format_double(Runtime& rt, double d, FormatSpec spec, View object, StrBuilder& out) {
    char type = 'r';
    std::int64_t precision = spec.precision;
    bool add_point = false;
    switch (spec.type) {
        case 0:
            if (precision >= 0) {
                type = 'g';
                add_point = true;
                if (precision == 0) precision = 1;
            }
            break;
        case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
            type = static_cast<char>(spec.type);
            if (precision < 0) precision = 6;
            break;
        case 'n':
            type = 'g';
            if (precision < 0) precision = 6;
            break;
        case '%':
            type = 'f';
            d *= 100;
            if (precision < 0) precision = 6;
            break;
        default: return unknown_code(rt, spec.type, object);
    }
    if (precision > INT32_MAX) return rt.raise(ValueError, "precision too big");
    if ((type == 'g' || type == 'G') && precision == 0) precision = 1;
    if (precision > 0) TRY(reserve_bits(rt, static_cast<double>(precision) * 32, static_cast<double>(precision) / 8));
    std::string text = float_digits(d, type, precision, spec.alternate);
    bool negative = text[0] == '-';
    if (negative) text.erase(0, 1);
    if (spec.no_negative_zero && negative && text.find_first_of("123456789") == std::string::npos && std::isfinite(d)) negative = false;
    if (type == 'r' && !spec.alternate && text.find('e') != std::string::npos) {
    } else if (add_point && std::isfinite(d) && text.find_first_of(".e") == std::string::npos) {
        // With a precision but no type a float still looks like one, unless that takes more digits than asked for.
        if (static_cast<std::int64_t>(text.size()) < precision) text += ".0";
        else {
            char scientific[64];
            std::snprintf(scientific, sizeof scientific, "%.*e", static_cast<int>(precision - 1), std::fabs(d));
            std::string s(scientific);
            std::size_t e = s.find('e');
            std::string mantissa = s.substr(0, e);
            if (mantissa.find('.') != std::string::npos) {
                while (mantissa.back() == '0') mantissa.pop_back();
                if (mantissa.back() == '.') mantissa.pop_back();
            }
            text = mantissa + s.substr(e);
        }
    }
    if (spec.type == '%') text += '%';
    std::size_t split = text.find_first_not_of("0123456789");
    if (!std::isfinite(d)) {
        split = text.size() - (spec.type == '%');
        spec.grouping = 0;
    }
    if (split == std::string::npos) split = text.size();
    return pad_number(rt, spec, sign_text(spec, negative), "", text.substr(0, split), std::string_view(text).substr(split), out);
}

Result<void> format_integer(Runtime& rt, View n, const FormatSpec& spec, StrBuilder& out) {
    switch (spec.type) {
        case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': return format_double(rt, TRY(int_to_double(rt, n)), spec, n, out);
        default: break;
    }
    if (spec.precision >= 0) return rt.raise(ValueError, "Precision not allowed in integer format specifier");
    if (spec.no_negative_zero) return rt.raise(ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec.type == 'c') {
        if (spec.sign) return rt.raise(ValueError, "Sign not allowed with integer format specifier 'c'");
        if (spec.alternate) return rt.raise(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
        std::int64_t code;
        if (!fits_int64(n, code) || code < 0 || code > 0x10ffff) return rt.raise(OverflowError, "%%c arg not in range(0x110000)");
        Ref<Str> text = TRY(new_str_of_char(rt, static_cast<char32_t>(code)));
        FormatSpec as_text = spec;
        as_text.type = 's';
        if (as_text.align == '=') as_text.align = '>';
        if (!as_text.align) as_text.align = '<';
        as_text.zero_padded = true;
        return format_text(rt, text.get(), as_text, out);
    }
    int base = 10;
    const char* prefix = "";
    switch (spec.type) {
        case 0: case 'd': case 'n': break;
        case 'b': base = 2; prefix = "0b"; break;
        case 'o': base = 8; prefix = "0o"; break;
        case 'x': base = 16; prefix = "0x"; break;
        case 'X': base = 16; prefix = "0X"; break;
        default: return unknown_code(rt, spec.type, n);
    }
    std::string digits = TRY(int_to_text(rt, n, base));
    bool negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    if (spec.type == 'X')
        for (char& c : digits) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return pad_number(rt, spec, sign_text(spec, negative), spec.alternate ? prefix : "", std::move(digits), "", out);
}

Result<void> format_complex(Runtime& rt, Complex* c, FormatSpec spec, StrBuilder& out) {
    if (spec.type == '%') return unknown_code(rt, spec.type, View(static_cast<const Object*>(c)));
    if (spec.zero_padded) return rt.raise(ValueError, "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=') return rt.raise(ValueError, "'=' alignment flag is not allowed in complex format specifier");
    FormatSpec part = spec;
    part.width = -1;
    part.align = 0;
    bool bare = spec.type == 0;
    bool skip_real = bare && c->real == 0 && !std::signbit(c->real);
    auto one = [&](double d, char sign) -> Result<std::string> {
        FormatSpec each = part;
        each.sign = sign;
        if (bare && each.precision < 0) {
            std::string text = float_repr(d);
            if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.resize(text.size() - 2);
            bool negative = text[0] == '-';
            if (negative) text.erase(0, 1);
            return std::string(sign_text(each, negative)) + text;
        }
        if (bare) each.type = 'g';
        StrBuilder text(rt);
        TRY(format_double(rt, d, each, View(static_cast<const Object*>(c)), text));
        return std::string(text.text());
    };
    std::string text;
    if (!skip_real) text = TRY(one(c->real, spec.sign));
    text += TRY(one(c->imaginary, skip_real ? spec.sign : '+')) + "j";
    if (bare && !skip_real) text = "(" + text + ")";
    Ref<Str> whole = TRY(new_str(rt, text));
    FormatSpec outer;
    outer.width = spec.width;
    outer.fill = spec.fill;
    outer.align = spec.align ? spec.align : '>';
    return format_text(rt, whole.get(), outer, out);
}

Result<void> number_into(Runtime& rt, View number, std::string_view specification, StrBuilder& out) {
    FormatSpec spec = TRY(parse_format_spec(rt, specification, number));
    if (number.is_int() && (!spec.type || spec.type == 'd') && !spec.grouping && spec.precision < 0 && !spec.no_negative_zero) {
        char digits[24];
        std::int64_t n = number.as_int();
        std::uint64_t size = n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
        std::string_view shown(digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, size).ptr - digits)), sign = sign_text(spec, n < 0);
        std::size_t length = sign.size() + shown.size(), pad = spec.width > static_cast<std::int64_t>(length) ? static_cast<std::size_t>(spec.width) - length : 0;
        if (pad && spec.align != '=' && spec.align != '<') TRY(out.append_repeated(spec.fill, spec.align == '^' ? pad / 2 : pad));
        TRY(out.append(sign));
        if (pad && spec.align == '=') TRY(out.append_repeated(spec.fill, pad));
        TRY(out.append(shown));
        if (pad && (spec.align == '<' || spec.align == '^')) TRY(out.append_repeated(spec.fill, spec.align == '^' ? pad - pad / 2 : pad));
        return {};
    }
    if (is_complex(number)) return format_complex(rt, number.as<Complex>(), spec, out);
    if (is_float(number)) return format_double(rt, double_of(number), spec, number, out);
    return format_integer(rt, number, spec, out);
}

}  // namespace

Result<Value> format_number(Runtime& rt, View number, View specification) {
    Str* text = as_str(specification);
    if (!text) return rt.raise(TypeError, "__format__() argument must be str, not %s", type_name(rt, specification));
    if (!text->size) {
        Ref<Str> plain = TRY(to_str(rt, number));
        return plain;
    }
    StrBuilder out(rt);
    TRY(number_into(rt, number, text->text(), out));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<void> format_into(Runtime& rt, View value, std::string_view specification, StrBuilder& out) {
    Type* type = rt.type_of(value);
    if (type == rt.types.str) {
        if (specification.empty()) return out.append(value.as<Str>());
        return format_text(rt, value.as<Str>(), TRY(parse_format_spec(rt, specification, value)), out);
    }
    if (type == rt.types.int_ && value.is_int() && specification.empty()) return out.append_integer(value.as_int());
    if ((type == rt.types.int_ || type == rt.types.float_) && !specification.empty()) return number_into(rt, value, specification, out);
    Ref<Str> given = TRY(new_str(rt, specification)), made = TRY(format(rt, value, given.get()));
    return out.append(made.get());
}

Result<std::string> ascii_number(Runtime&, Str* string) {
    if (string->ascii()) return std::string(string->text());
    std::string out;
    for (CharReader reader(string->text()); !reader.done();) {
        char32_t c = reader.next();
        int digit = decimal_value(c);
        out += c < 0x80 ? static_cast<char>(c) : digit >= 0 ? static_cast<char>('0' + digit) : is_space(c) ? ' ' : '?';
    }
    return out;
}

}  // namespace ouro
